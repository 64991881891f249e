/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Observed pairs held against a profile: does it answer what the box did? */
#pragma once

#include <stdlib.h>

#include "observed.h"
#include "print.h"

/* What a profile makes of an observed pair. */
enum verdict {
	VERDICT_NOT_COVERED,	/* says nothing of it */
	VERDICT_CONTRADICTS,
	VERDICT_AGREES,
};

/* A profile and what it makes of all pairs. */
struct score {
	const char *name;
	const struct sipq850_map *map;
	unsigned char *verdict;	/* of each pair */
	size_t agree, contradict, not_covered;
	size_t explained;	/* of those not covered: by one default of the box in each group of inputs, see score.c */
	size_t own;		/* of those that agree: by rows for this very input, or by rules */
	unsigned int rank;	/* from 1; the same for profiles that fit and contradict equally often */
};

/* Judge one pair; `answer` takes what the map answers. */
enum verdict verify_pair(const struct sipq850_map *map, const struct observation *pair, struct sipq850_answer *answer);

/* Judge all pairs. Returns 0, or -ENOMEM. */
int score_fill(struct score *score, const struct sipq850_map *map, const struct observed *observed);

static inline void score_free(struct score *score)
{
	free(score->verdict);
}

/* How many pairs fit: those that agree, and those that a default explains. */
static inline size_t score_fit(const struct score *score)
{
	return score->agree + score->explained;
}

/* Are the verdicts on all pairs the same? */
bool score_same(const struct score *a, const struct score *b, size_t n);

/* Order the scores, best first, and rank them. */
void score_rank(struct score *scores, size_t n);

/* One profile: what it agrees with, contradicts and does not cover, and its rows. */
void print_verified(enum print_format format, const struct observed *observed, const struct score *score);

/* All of them, ranked. */
void print_ranking(enum print_format format, const struct observed *observed, const struct score *scores, size_t n);

/* What both say below their answer, on standard error: what was left out, and what was seen to contradict itself. */
void print_remarks(const struct observed *observed);

/* "sip2q850 486 (phase=in-dialog)". */
void print_question(const struct observation *pair);
