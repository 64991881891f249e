/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps that take a text to a text, and the table of all steps. Numbers, names and octets: value_number.c; times:
 * value_time.c. */
#include "value.h"

#include <stdlib.h>

#include "value_steps.h"

#define TEXTS (1u << FIELD_CALL | 1u << FIELD_PEER | 1u << FIELD_LEG | 1u << FIELD_TRUNK | 1u << FIELD_INITIATOR | \
	       1u << FIELD_REASON)
#define NUMBERS (1u << FIELD_STATUS | 1u << FIELD_CAUSE)

char *value_room(struct value *value)
{
	value->turn ^= 1;
	return value->room[value->turn];
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static enum value_verdict step_text(struct value *value, const char *argument, enum format_field field)
{
	(void)argument, (void)field;
	return value->text.len ? VALUE_FOUND : VALUE_ABSENT;
}

static enum value_verdict step_percent(struct value *value, const char *argument, enum format_field field)
{
	const char *from = value->text.at, *end = from + value->text.len;
	char *to = value_room(value);
	size_t len = 0;

	(void)argument, (void)field;
	for (; from < end && len < VALUE_TEXT; len++) {
		if (*from == '%' && end - from > 2 && hex_digit(from[1]) >= 0 && hex_digit(from[2]) >= 0) {
			to[len] = hex_digit(from[1]) << 4 | hex_digit(from[2]);
			from += 3;
		} else {
			to[len] = *from++;
		}
	}
	value->text = (struct span){ to, len };
	return VALUE_FOUND;
}

/* Where `text` stands in the value; NULL when it does not. */
static const char *find(struct span in, const char *text)
{
	return memmem(in.at, in.len, text, strlen(text));
}

static enum value_verdict step_after(struct value *value, const char *argument, enum format_field field)
{
	const char *end = value->text.at + value->text.len, *at = find(value->text, argument);

	(void)field;
	if (!at)
		return VALUE_ABSENT;
	at += strlen(argument);
	value->text = (struct span){ at, end - at };
	return VALUE_FOUND;
}

static enum value_verdict step_before(struct value *value, const char *argument, enum format_field field)
{
	const char *at = find(value->text, argument);

	(void)field;
	if (!at)
		return VALUE_ABSENT;
	value->text.len = at - value->text.at;
	return VALUE_FOUND;
}

/* The text, if TEXT stands in it. */
static enum value_verdict step_has(struct value *value, const char *argument, enum format_field field)
{
	(void)field;
	return find(value->text, argument) ? VALUE_FOUND : VALUE_ABSENT;
}

/* The text, if it may be a cause or status: one to three digits. A column for remarks holds one or anything else. */
static enum value_verdict step_digits(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text);
	size_t n = 0;

	(void)argument, (void)field;
	while (n < text.len && text.at[n] >= '0' && text.at[n] <= '9')
		n++;
	if (n == text.len && n >= 1 && n <= 3)
		return VALUE_FOUND;
	value->text.len = 0;
	return VALUE_ABSENT;
}

/* A call reference in hex: the highest bit says which end chose it, the two ends of a call write it differently. */
static enum value_verdict step_unflag(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text);
	char *to = value_room(value);
	size_t i;

	(void)argument, (void)field;
	if (text.len > 1 && text.at[0] == '0' && (text.at[1] | 0x20) == 'x')
		text = (struct span){ text.at + 2, text.len - 2 };
	if (!text.len)
		return VALUE_ABSENT;
	for (i = 0; i < text.len && i < VALUE_TEXT; i++) {
		int digit = hex_digit(text.at[i]);

		if (digit < 0)
			return VALUE_UNREADABLE;
		to[i] = "0123456789abcdef"[i ? digit : digit & 7];
	}
	value->text = (struct span){ to, i };
	return VALUE_FOUND;
}

static enum value_verdict step_strip(struct value *value, const char *argument, enum format_field field)
{
	size_t len = strlen(argument);

	(void)field;
	if (value->text.len >= len && !memcmp(value->text.at, argument, len))
		value->text = (struct span){ value->text.at + len, value->text.len - len };
	return VALUE_FOUND;
}

/* Cut the part up to c off the front of rest; rest.at is NULL behind the last one. */
static struct span cut_part(struct span *rest, char c)
{
	const char *end = memchr(rest->at, c, rest->len);
	struct span part = { rest->at, end ? (size_t)(end - rest->at) : rest->len };

	if (end)
		*rest = (struct span){ end + 1, rest->len - part.len - 1 };
	else
		*rest = (struct span){ NULL, 0 };
	return part;
}

/* "CN": part N between bytes C. */
static enum value_verdict step_part(struct value *value, const char *argument, enum format_field field)
{
	long n = strtol(argument + 1, NULL, 10), count = 1;
	struct span rest = value->text, part = { NULL, 0 };
	size_t i;

	(void)field;
	for (i = 0; i < rest.len; i++)
		count += rest.at[i] == *argument;
	if (n < 0)
		n += count + 1;
	if (n < 1 || n > count)
		return VALUE_ABSENT;
	while (n-- && rest.at)
		part = cut_part(&rest, *argument);
	value->text = part;
	return VALUE_FOUND;
}

/* The first N words. */
static enum value_verdict step_words(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text);
	long n = strtol(argument, NULL, 10);
	size_t i = 0;

	(void)field;
	for (; n > 0 && i < text.len; n--) {
		while (i < text.len && text.at[i] == ' ')
			i++;
		while (i < text.len && text.at[i] != ' ')
			i++;
	}
	value->text = (struct span){ text.at, i };
	return n ? VALUE_ABSENT : VALUE_FOUND;
}

/* NAME=VALUE among several with ; or , between. */
static enum value_verdict step_pair(struct value *value, const char *argument, enum format_field field)
{
	struct span rest = value->text, part;
	size_t len = strlen(argument), end;

	(void)field;
	while (rest.at) {
		for (end = 0; end < rest.len && rest.at[end] != ';' && rest.at[end] != ','; end++)
			;
		part = span_trim((struct span){ rest.at, end });
		if (part.len > len && part.at[len] == '=' && !memcmp(part.at, argument, len)) {
			value->text = (struct span){ part.at + len + 1, part.len - len - 1 };
			return VALUE_FOUND;
		}
		rest = end < rest.len ? (struct span){ rest.at + end + 1, rest.len - end - 1 } : (struct span){ NULL, 0 };
	}
	return VALUE_ABSENT;
}

static enum value_verdict step_nonempty(struct value *value, const char *argument, enum format_field field)
{
	(void)argument, (void)field;
	value->number = value->text.len > 0;
	return VALUE_FOUND;
}

/* Neither empty nor made of zeros: 0, 0.0, 0000-00-00 00:00:00, 0:00:00, 0h0m0s. */
static enum value_verdict step_nonzero(struct value *value, const char *argument, enum format_field field)
{
	size_t i;

	(void)argument, (void)field;
	value->number = 0;
	for (i = 0; i < value->text.len; i++)
		if (!memchr("0.:- Thms", value->text.at[i], 9))
			value->number = 1;
	return VALUE_FOUND;
}

/* Is it this word? A * before or behind it stands for anything. */
static bool is_word(struct span text, const char *word, size_t len)
{
	const bool open = len && *word == '*', open_end = len > 1 && word[len - 1] == '*';
	const char *begin = word + open;
	const size_t part = len - open - open_end;

	if (open && open_end)
		return memmem(text.at, text.len, begin, part) != NULL;
	if (text.len < part || (text.len > part && !open && !open_end))
		return false;
	return !part || !memcmp(open ? text.at + text.len - part : text.at, begin, part);
}

bool value_is_among(struct span text, const char *words)
{
	size_t len;

	for (;; words += len + 1) {
		len = strcspn(words, "|");
		if (is_word(text, words, len))
			return true;
		if (!words[len])
			return false;
	}
}

static enum value_verdict step_is(struct value *value, const char *argument, enum format_field field)
{
	(void)field;
	value->number = value_is_among(value->text, argument);
	return VALUE_FOUND;
}

static const struct value_step steps[] = {
	{ "text", VALUE_ARGUMENT_NONE, TEXTS | 1u << FIELD_TIME, step_text },
	{ "percent", VALUE_ARGUMENT_NONE, TEXTS, step_percent },
	{ "after", VALUE_ARGUMENT_NEEDED, TEXTS, step_after },
	{ "before", VALUE_ARGUMENT_NEEDED, TEXTS, step_before },
	{ "has", VALUE_ARGUMENT_NEEDED, TEXTS, step_has },
	{ "digits", VALUE_ARGUMENT_NONE, TEXTS, step_digits },
	{ "unflag", VALUE_ARGUMENT_NONE, TEXTS, step_unflag },
	{ "strip", VALUE_ARGUMENT_NEEDED, TEXTS, step_strip },
	{ "part", VALUE_ARGUMENT_NEEDED, TEXTS, step_part },
	{ "words", VALUE_ARGUMENT_NEEDED, TEXTS, step_words },
	{ "pair", VALUE_ARGUMENT_NEEDED, TEXTS, step_pair },
	{ "json", VALUE_ARGUMENT_NEEDED, TEXTS, value_json },
	{ "nonempty", VALUE_ARGUMENT_NONE, 1u << FIELD_ANSWERED, step_nonempty },
	{ "nonzero", VALUE_ARGUMENT_NONE, 1u << FIELD_ANSWERED, step_nonzero },
	{ "is", VALUE_ARGUMENT_NEEDED, 1u << FIELD_ANSWERED, step_is },
	{ "decimal", VALUE_ARGUMENT_NONE, NUMBERS, value_decimal },
	{ "hex", VALUE_ARGUMENT_NONE, NUMBERS, value_hex },
	{ "number", VALUE_ARGUMENT_NONE, NUMBERS, value_either },
	{ "low", VALUE_ARGUMENT_NEEDED, NUMBERS, value_low },
	{ "octets", VALUE_ARGUMENT_NONE, 1u << FIELD_CAUSE | 1u << FIELD_LOCATION, value_octets },
	{ "ie", VALUE_ARGUMENT_NONE, 1u << FIELD_CAUSE | 1u << FIELD_LOCATION, value_ie },
	{ "name", VALUE_ARGUMENT_NEEDED, NUMBERS, value_name },
	{ "location", VALUE_ARGUMENT_NONE, 1u << FIELD_LOCATION, value_location },
	{ "unix", VALUE_ARGUMENT_OPTIONAL, 1u << FIELD_TIME, value_unix },
	{ "stamp", VALUE_ARGUMENT_OPTIONAL, 1u << FIELD_TIME, value_stamp },
	{ "seconds", VALUE_ARGUMENT_OPTIONAL, 1u << FIELD_DURATION, value_seconds },
};

const struct value_step *value_step_find(struct span name)
{
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (span_is(name, steps[i].name))
			return &steps[i];
	return NULL;
}

const char *value_step_judge(const struct value_step *step, const char *argument)
{
	if (step->take == value_low && (argument[strspn(argument, "0123456789")] || strtoul(argument, NULL, 10) - 1 > 31))
		return "a number of bits, from 1 to 32";
	if (step->take == value_unix && argument && !value_is_among((struct span){ argument, strlen(argument) }, "ms|us|gregorian"))
		return "ms, us or gregorian";
	return NULL;
}

enum value_verdict value_take(struct value *value, const struct format_row *row, struct span text)
{
	enum value_verdict verdict = VALUE_FOUND;
	size_t i;

	value->text = text;
	value->location = 0;
	value->utc = false;
	for (i = 0; i < row->n_steps && verdict == VALUE_FOUND; i++)
		verdict = row->steps[i].step->take(value, row->steps[i].argument, row->field);
	return verdict;
}
