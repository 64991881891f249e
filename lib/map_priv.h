/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A map in memory.
 *
 *   first[slot] --> candidate, candidate, .., candidate       one list for each input, the most specific row first
 *   plain[slot] --------------------------------^             its last: a row without condition, or "not covered"
 *
 * A slot is a status less 100, or a cause, or behind these an event less 1000. Inputs without rows of their own share
 * the list of their class. A list always ends in a candidate without condition, so that walking it needs no end. */
#pragma once

#include "effective.h"
#include "rule.h"

#define SQ_STATUS_SLOTS (SQ_STATUS_MAX - SQ_STATUS_MIN + 1)
#define SQ_CAUSE_SLOTS (SQ_CAUSE_MAX + 1)
#define SQ_EVENT_SLOTS 64
#define SQ_SLOTS (SQ_STATUS_SLOTS + SQ_EVENT_SLOTS)

/* No word of a context. */
#define SQ_TERM_END 255

/* A row that could answer. 64 bytes. */
struct candidate {
	struct sipq850_answer answer;
	uint8_t n_terms;
	struct term terms[SQ_TERMS_MAX + 1];	/* ended by one whose word is SQ_TERM_END */
};

struct lists {
	uint32_t first[SQ_SLOTS];
	uint32_t plain[SQ_SLOTS];
};

struct sipq850_map {
	struct lists lists[2];		/* by direction - 1 */
	struct candidate *candidates;
	struct effective effective;
	struct sipq850_answer *rows;	/* the answer of each effective rule */
	uint64_t identity;
	bool builtin;			/* lives for the process, never counted */
	atomic_uint references;
};

/* Is the word known, and does it (differ from | equal) the value? */
static inline bool sq_term_holds(const struct term *term, const struct sipq850_context *context)
{
	uint8_t known = context->word[term->word];

	return known && (known == term->value) != term->differs;
}

/* The slot of an input; -1 when it is out of range for the direction. */
int sq_slot(enum sipq850_direction direction, int input);

/* Make the lists of a map from its effective rules, and find what no map may have. */
bool sq_compile(struct sipq850_map *map, struct report *report);

uint64_t sq_identity(const struct effective *e);
