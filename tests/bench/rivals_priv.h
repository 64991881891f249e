/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between rivals.c and the rivals_table.c that gen-rivals.awk writes. Compiled with hidden visibility. */
#pragma once

#include "rivals.h"

#define RIVAL_STATUSES 600
#define RIVAL_CAUSES 127
#define RIVAL_EVENTS 64
#define RIVAL_TERMS 8

struct rival_term {
	uint8_t word;
	uint8_t value;
	uint8_t differs;
};

/* A row to scan: what it is for, which answer it gives, when. */
struct rival_row {
	uint16_t low, high;
	uint16_t answer;
	uint8_t n_terms;
	struct rival_term terms[RIVAL_TERMS];
};

/* By row of the profile: its line in the file, and its answer; one answer more is "not covered". */
extern const unsigned int rival_lines[];
extern const unsigned int rival_rows;
extern struct sipq850_answer rival_answers[];

extern const uint8_t rival_events[RIVAL_EVENTS];
extern const struct rival_row rival_scan_sip2q850[];
extern const unsigned int rival_scan_sip2q850_count;
extern const struct rival_row rival_scan_q850sip[];
extern const unsigned int rival_scan_q850sip_count;

/* By input: the answer when nothing is known. */
extern const uint16_t rival_plain_sip2q850[];
extern const uint16_t rival_plain_q850sip[];

static inline int give(struct sipq850_answer *answer, unsigned int row)
{
	*answer = rival_answers[row];
	return 0;
}
