/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two entry points of the gateway share: a decision in the making. */
#pragma once

#include <stdbool.h>

#include <sipq850/gateway.h>

#include "tables.h"

/* Everything that is known while a decision is made. */
struct deciding {
	const struct sipq850_call *call;
	const struct sipq850_policy *policy;	/* never NULL */
	enum sipq850_direction direction;
	int input;
	struct sipq850_context known;
	struct sipq850_answer answer;		/* of the map */
	struct sipq850_decision decision;
};

/* Check the call, and begin. Returns 0 or -EINVAL. */
int sq_deciding_begin(struct deciding *d, const struct sipq850_call *call, enum sipq850_direction direction, int input);

/* Ask the map, and where it is not complete the standards; fills answer. */
void sq_deciding_ask(struct deciding *d);
void sq_deciding_ask_standards(struct deciding *d);

/* What the map says of an input of which it says nothing in particular: the plain row of its class, or of `*`. */
const struct sipq850_answer *sq_plain_default(const struct sipq850_map *map, enum sipq850_direction direction,
					      int input);

/* Put the answer's row, or the policy with a source, into the decision. */
void sq_decided_by_row(struct deciding *d);
void sq_decided_by_policy(struct deciding *d, const char *source);

static inline bool sq_knows(const struct deciding *d, enum sipq850_word word, uint8_t value)
{
	return d->known.word[word] == value;
}

static inline void sq_report(struct deciding *d, enum sipq850_report report)
{
	d->decision.reports |= report;
}

/* Does the event happen on this side of the INVITE, and in this phase? */
bool sq_event_fits(const struct deciding *d);
