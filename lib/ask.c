/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lookup: the first row whose condition holds answers. */
#include <sipq850/map.h>

#include <errno.h>
#include <string.h>

#include "map_priv.h"

static inline bool holds(const struct candidate *candidate, const struct sipq850_context *context)
{
	const struct term *term;

	for (term = candidate->terms; term->word != SQ_TERM_END; term++)
		if (!sq_term_holds(term, context))
			return false;
	return true;
}

static const struct candidate *first_that_holds(const struct candidate *candidate,
						const struct sipq850_context *context)
{
	while (!holds(candidate, context))
		candidate++;
	return candidate;
}

/* When nothing is known no condition holds: the row without one, at the end of the list, answers. */
static inline void answer_slot(const struct sipq850_map *map, enum sipq850_direction direction, unsigned int slot,
			       const struct sipq850_context *context, struct sipq850_answer *answer)
{
	const struct lists *lists = &map->lists[direction - 1];

	if (context)
		*answer = first_that_holds(&map->candidates[lists->first[slot]], context)->answer;
	else
		*answer = map->candidates[lists->plain[slot]].answer;
}

static int event_slot(enum sipq850_direction direction, int input)
{
	size_t i;

	for (i = 0; i < sq_events_count; i++)
		if (sq_events[i].number == input && (sq_events[i].direction & direction))
			return (direction == SIPQ850_SIP2Q850 ? SQ_STATUS_SLOTS : SQ_CAUSE_SLOTS) +
			       input - SQ_EVENT_MIN;
	return -1;
}

static inline int number_slot(enum sipq850_direction direction, int input)
{
	if (direction == SIPQ850_SIP2Q850)
		return input >= SQ_STATUS_MIN && input <= SQ_STATUS_MAX ? input - SQ_STATUS_MIN : -1;
	return input >= SQ_CAUSE_MIN && input <= SQ_CAUSE_MAX ? input : -1;
}

int sq_slot(enum sipq850_direction direction, int input)
{
	int slot = number_slot(direction, input);

	return slot < 0 ? event_slot(direction, input) : slot;
}

/* Out of line: events are rare, and the way of the numbers stays short. */
static __attribute__((noinline, cold)) int ask_event(const struct sipq850_map *map, enum sipq850_direction direction,
						     int input, const struct sipq850_context *context,
						     struct sipq850_answer *answer)
{
	int slot = event_slot(direction, input);

	if (slot < 0)
		return -EINVAL;
	answer_slot(map, direction, slot, context, answer);
	return 0;
}

static inline int ask(const struct sipq850_map *map, enum sipq850_direction direction, int input,
		      const struct sipq850_context *context, struct sipq850_answer *answer)
{
	int slot = number_slot(direction, input);

	if (slot < 0)
		return ask_event(map, direction, input, context, answer);
	answer_slot(map, direction, slot, context, answer);
	return 0;
}

int sipq850_map_sip2q850(const struct sipq850_map *map, int input, const struct sipq850_context *context,
			 struct sipq850_answer *answer)
{
	return ask(map, SIPQ850_SIP2Q850, input, context, answer);
}

int sipq850_map_q850sip(const struct sipq850_map *map, int input, const struct sipq850_context *context,
			struct sipq850_answer *answer)
{
	return ask(map, SIPQ850_Q850SIP, input, context, answer);
}

int sipq850_map_ask(const struct sipq850_map *map, enum sipq850_direction direction, int input,
		    const struct sipq850_context *context, struct sipq850_answer *answer)
{
	if (direction == SIPQ850_SIP2Q850)
		return sipq850_map_sip2q850(map, input, context, answer);
	if (direction == SIPQ850_Q850SIP)
		return sipq850_map_q850sip(map, input, context, answer);
	return -EINVAL;
}

size_t sipq850_map_ask_batch(const struct sipq850_map *map, enum sipq850_direction direction, const uint16_t *inputs,
			     size_t n, const struct sipq850_context *context, struct sipq850_answer *answers)
{
	size_t i, good = 0;

	for (i = 0; i < n; i++) {
		if (sipq850_map_ask(map, direction, inputs[i], context, &answers[i]))
			memset(&answers[i], 0, sizeof(answers[i]));
		else
			good++;
	}
	return good;
}
