/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where two maps answer differently: every input of both directions, when nothing else is known and whatever is known. */
#pragma once

#include <stddef.h>

#include "domain.h"

struct difference {
	enum sipq850_direction direction;
	int input;
	const char *condition;		/* what is known, as a condition; "" when nothing is */
	struct sipq850_answer answers[2];
	bool ignores[2];		/* this map answers as it does when nothing is known */
};

struct comparison {
	const struct sipq850_map *maps[2];
	struct difference *differences;	/* by direction, input; without condition first, then those of fewer terms */
	size_t n, room;
	char **conditions;		/* the texts, each once */
	size_t n_conditions, conditions_room;
	bool locations;			/* answers that differ in nothing but their location count, too */
	bool failed;			/* memory ran out */
	bool cut;			/* some input has so many conditions that not all could be combined */
};

/* Compare. Of what is known only that is told which it takes: a difference that is there with less known is told there. Release
 * it. */
void comparison_make(struct comparison *c, const struct sipq850_map *a, const struct sipq850_map *b, bool locations);
void comparison_release(struct comparison *c);

/* Do the two answers of a difference name the same number or action, but another location? */
static inline bool difference_of_location(const struct difference *d)
{
	const struct sipq850_answer *a = &d->answers[0], *b = &d->answers[1];

	return a->action == b->action && a->value == b->value;
}
