/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where two maps answer differently: every input of both directions, alone and under each condition that a row of either
 * map knows for it. */
#pragma once

#include <stddef.h>

#include "domain.h"

struct difference {
	enum sipq850_direction direction;
	int input;
	const char *condition;		/* as a row has it; "" for the question without context */
	struct sipq850_answer answers[2];
	bool ignores[2];		/* this map answers as it does without the condition */
};

struct comparison {
	const struct sipq850_map *maps[2];
	struct difference *differences;	/* by direction, input; without condition first */
	size_t n, room;
	size_t n_inputs[2];		/* that differ without condition, by direction - 1 */
	bool failed;			/* memory ran out */
};

/* Compare; with `locations` answers that differ in nothing but their location count too. Release it. */
void comparison_make(struct comparison *c, const struct sipq850_map *a, const struct sipq850_map *b, bool locations);
void comparison_release(struct comparison *c);

/* Do the two answers of a difference name the same number or action, but another location? */
static inline bool difference_of_location(const struct difference *d)
{
	const struct sipq850_answer *a = &d->answers[0], *b = &d->answers[1];

	return a->action == b->action && a->value == b->value;
}
