/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the library is timed against: the same table in three other forms, in a shared library of their own, called as
 * the library is. All have the signature and the range check of sipq850_map_sip2q850() and sipq850_map_q850sip(); they
 * know their table by themselves and leave `map` alone. */
#pragma once

#include <sipq850/map.h>

#pragma GCC visibility push(default)

#define RIVAL(name) \
	int name(const struct sipq850_map *map, int input, const struct sipq850_context *context, \
		 struct sipq850_answer *answer)

/* (a) A switch over the inputs, conditions as `if`. Answers as the library does. */
RIVAL(switch_sip2q850);
RIVAL(switch_q850sip);

/* (b) The rows one after the other, in the order of asking. Answers as the library does. */
RIVAL(linear_sip2q850);
RIVAL(linear_q850sip);

/* (c) An array of ready answers: the floor. It knows neither conditions nor events. */
RIVAL(dense_sip2q850);
RIVAL(dense_q850sip);

/* Only the call: fills nothing. What the others cost beyond it is their own. */
RIVAL(empty_call);

/* Put the row pointers of the map into the answers of the rivals. Returns 0; -ENOENT when a row is not in the map. */
int rivals_init(const struct sipq850_map *map);

/* Name of the profile that the rivals were made of. */
extern const char rival_profile[];

/* One context for each condition of the table, and for each term of one. */
extern const struct sipq850_context rival_contexts[];
extern const unsigned int rival_contexts_count;

#pragma GCC visibility pop
