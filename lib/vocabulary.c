/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "vocabulary.h"

#include <errno.h>
#include <string.h>

const struct word_entry *sq_word_find(struct span name)
{
	size_t i;

	for (i = 0; i < sq_words_count; i++)
		if (sq_equal(name, sq_words[i].name))
			return &sq_words[i];
	return NULL;
}

const char *sq_word_name(unsigned int number)
{
	size_t i;

	for (i = 0; i < sq_words_count; i++)
		if (sq_words[i].number == number)
			return sq_words[i].name;
	return NULL;
}

const struct value_entry *sq_value_find(unsigned int word, struct span name)
{
	size_t i;

	for (i = 0; i < sq_values_count; i++)
		if (sq_values[i].word == word && sq_equal(name, sq_values[i].name))
			return &sq_values[i];
	return NULL;
}

const char *sq_value_name(unsigned int word, unsigned int number)
{
	size_t i;

	for (i = 0; i < sq_values_count; i++)
		if (sq_values[i].word == word && sq_values[i].number == number)
			return sq_values[i].name;
	return NULL;
}

const struct event_entry *sq_event_find(struct span name)
{
	size_t i;

	for (i = 0; i < sq_events_count; i++)
		if (sq_equal_case(name, sq_events[i].name))
			return &sq_events[i];
	return NULL;
}

const struct action_entry *sq_action_find(struct span token)
{
	size_t i;

	for (i = 0; i < sq_actions_count; i++)
		if (sq_equal(token, sq_actions[i].token))
			return &sq_actions[i];
	return NULL;
}

int sipq850_input_parse(enum sipq850_direction direction, const char *text, int *input)
{
	const struct event_entry *event = sq_event_find(sq_trim(text));

	if (!sipq850_direction_name(direction) || !event || !sq_serves(event->direction, direction))
		return -EINVAL;
	*input = event->number;
	return 0;
}

const char *sipq850_input_name(int input)
{
	size_t i;

	for (i = 0; i < sq_events_count; i++)
		if (sq_events[i].number == input)
			return sq_events[i].name;
	return NULL;
}

const char *sipq850_action_token(int action)
{
	size_t i;

	if (action == SIPQ850_ACTION_RELEASE || action == SIPQ850_ACTION_RESPOND)
		return NULL;
	for (i = 0; i < sq_actions_count; i++)
		if (sq_actions[i].number == action)
			return sq_actions[i].token;
	return NULL;
}

static const struct value_string found_names[] = {
	{ SIPQ850_FOUND_OWN, "own" },
	{ SIPQ850_FOUND_RULE, "rule" },
	{ SIPQ850_FOUND_CLASS, "class" },
	{ SIPQ850_FOUND_DEFAULT, "default" },
	{ SIPQ850_FOUND_NOT_COVERED, "not-covered" },
	{ 0, NULL }
};

const char *sipq850_found_name(int found)
{
	return get_value_string_or_null(found_names, found);
}

static const struct value_string direction_names[] = {
	{ SIPQ850_SIP2Q850, "sip2q850" },
	{ SIPQ850_Q850SIP, "q850sip" },
	{ 0, NULL }
};

const char *sipq850_direction_name(enum sipq850_direction direction)
{
	return get_value_string_or_null(direction_names, direction);
}

static const struct value_string completeness_names[] = {
	{ SIPQ850_COMPLETENESS_ABSENT, "absent" },
	{ SIPQ850_COMPLETENESS_PARTIAL, "partial" },
	{ SIPQ850_COMPLETENESS_COMPLETE, "complete" },
	{ 0, NULL }
};

const char *sipq850_completeness_name(enum sipq850_completeness completeness)
{
	return get_value_string_or_null(completeness_names, completeness);
}

/* The location word takes every spelling of a location, the others the spelling of the tables. */
static int parse_value(unsigned int word, struct span text, uint8_t *number)
{
	const struct value_entry *value = sq_value_find(word, text);
	enum sipq850_location location;

	if (value)
		*number = value->number;
	else if (word == SIPQ850_WORD_LOCATION && !sipq850_location_parse(text.start, &location))
		*number = location;
	else
		return -EINVAL;
	return 0;
}

int sipq850_context_parse(struct sipq850_context *context, const char *text)
{
	struct span s = sq_trim(text);
	const char *equals = strchr(s.start, '=');
	struct span name = s, value = sq_span("yes");
	const struct word_entry *word;

	if (equals) {
		name.len = equals - s.start;
		value = sq_trim(equals + 1);
	}
	word = sq_word_find(name);
	if (!word)
		return -EINVAL;
	return parse_value(word->number, value, &context->word[word->number]);
}

const char *sipq850_coding_name(enum sipq850_coding coding)
{
	return sq_value_name(SIPQ850_WORD_CODING, coding);
}

int sipq850_coding_parse(const char *text, enum sipq850_coding *coding)
{
	struct span s = sq_trim(text);
	const struct value_entry *value = sq_value_find(SIPQ850_WORD_CODING, s);

	if (value)
		*coding = (enum sipq850_coding)value->number;
	else if (sq_is_digits(s) && sq_digits_value(s, 3) <= 3)
		*coding = sipq850_coding_from_wire(sq_digits_value(s, 3));
	else
		return -EINVAL;
	return 0;
}

const char *sipq850_word_name(int word)
{
	return word >= 0 ? sq_word_name(word) : NULL;
}

const char *sipq850_value_name(int word, int value)
{
	return word >= 0 && value > 0 ? sq_value_name(word, value) : NULL;
}
