/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The closed vocabulary (tables/words.tsv): names to numbers and back. All return NULL when there is no such name. */
#pragma once

#include "tables.h"
#include "text.h"

const struct word_entry *sq_word_find(struct span name);
const char *sq_word_name(unsigned int number);
const struct value_entry *sq_value_find(unsigned int word, struct span name);
const char *sq_value_name(unsigned int word, unsigned int number);
const struct event_entry *sq_event_find(struct span name);
const struct action_entry *sq_action_find(struct span token);

/* Does a line of the vocabulary serve this direction? */
static inline bool sq_serves(uint8_t direction_bits, enum sipq850_direction direction)
{
	return direction_bits & direction;
}
