/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refusals: what the loader and the compiler call when a table is wrong. They go on after it, so that one run finds
 * all. */
#pragma once

#include "tables.h"
#include "text.h"

struct report {
	sipq850_refusal_cb cb;		/* may be NULL */
	void *data;
	unsigned int count;
	struct sipq850_load_err first;
	int failure;			/* -EIO, -ENOMEM: not the table's fault, or the file is not there */
};

/* Note a refusal. detail is printf-like and may be NULL. */
void sq_refuse(struct report *report, enum refusal why, const char *file, unsigned int line, unsigned int column,
	       const char *detail, ...) __attribute__((format(printf, 6, 7)));

/* A foreign word for a detail: in quotes, printable, cut to 40 characters. Into buf, returned. */
#define QUOTED_SIZE 48
const char *sq_quoted(char buf[QUOTED_SIZE], struct span text);

/* What a caller gets: 0, or an errno with the first refusal copied to err. */
int sq_report_result(const struct report *report, struct sipq850_load_err *err);
