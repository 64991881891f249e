/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules: rows that have been read. The one place where the columns in, condition and out get their meaning; the loader
 * asks it what is wrong with a row, the compiler what a row says. */
#pragma once

#include "report.h"
#include "tables.h"

#define SQ_TERMS_MAX 8

/* Conditional rows that may bear on one input: more would cost time with every pair, and no reader could follow
 * them. */
#define SQ_CONDITIONAL_MAX 256

#define SQ_STATUS_MIN 100
#define SQ_STATUS_MAX 699
#define SQ_CAUSE_MIN 1
#define SQ_CAUSE_MAX 127
#define SQ_EVENT_MIN 1000

/* What a row is for, in the order of the tables. */
enum rule_kind {
	RULE_NUMBER,	/* number: the status or cause */
	RULE_CLASS,	/* number: 1..6 of statuses, 0..7 of causes */
	RULE_ALL,	/* `*` */
	RULE_EVENT,	/* number: enum sipq850_input */
};

/* One term of a condition: the word is known and (differs from | equals) the value. */
struct term {
	uint8_t word;
	uint8_t value;
	bool differs;
};

struct rule {
	enum sipq850_direction direction;
	enum rule_kind kind;
	uint16_t number;
	uint8_t n_terms;
	struct term terms[SQ_TERMS_MAX];	/* sorted, so that equal conditions are equal arrays */
	struct sipq850_answer answer;		/* without found */
	unsigned int order;			/* among rows of as many terms, which is asked first */
};

/* Read a row. Every fault is reported; returns false when there was one. */
bool sq_rule_read(struct rule *rule, const struct sipq850_row *row, struct report *report);

/* Do two rules have the same (direction, in)? */
bool sq_rule_same_input(const struct rule *a, const struct rule *b);

/* And the same condition? */
bool sq_rule_same_condition(const struct rule *a, const struct rule *b);

/* Canonical order: direction, kind, number, conditional before plain and of more terms first, then `order`. For
 * qsort. */
int sq_rule_compare(const void *a, const void *b);

/* First rule for the input of `wanted` among rules in canonical order; n when there is none. */
size_t sq_rule_find(const struct rule *rules, size_t n, const struct rule *wanted);
