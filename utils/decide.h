/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decisions of the gateway, as text and printed. */
#pragma once

#include <sipq850/gateway.h>

#include "print.h"

/* The columns of a decision. What does not apply is empty. */
struct decision_text {
	const char *action;
	const char *message;
	char out[32];			/* a number or a token */
	const char *out_location;	/* short name */
	char ie[3 * SIPQ850_CAUSE_OCTETS_MAX + 1];
	char status[8];
	const char *phrase;
	char reason[1024];
	char retry_after[16];
	const char *decided_by;
	const char *profile;		/* of the row that decided */
	char line[16];
	char reports[256];		/* with commas between */
};

void decision_text(struct decision_text *text, const struct sipq850_decision *decision);

void print_decision(enum print_format format, const struct sipq850_decision *decision);
