/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Steps that make a status, a cause or a location. */
#include "value_steps.h"

#include <stdlib.h>
#include <strings.h>

#include "../hex.h"
#include "log_values.h"

/* 0 is none; what is no status and no cause is unreadable. */
static enum value_verdict judge(struct value *value, unsigned long number, enum format_field field)
{
	if (!number)
		return VALUE_ABSENT;
	if (field == FIELD_STATUS ? number < 100 || number > 699 : number > 127)
		return VALUE_UNREADABLE;
	value->number = number;
	return VALUE_FOUND;
}

/* Read all of the text as a number: false when it is none. What is too large to matter stays large. */
static bool read_number(struct span text, int base, unsigned long *number)
{
	size_t i;

	*number = 0;
	for (i = 0; i < text.len; i++) {
		char c = text.at[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' ? (c | 0x20) - 'a' + 10 : 99;

		if (digit >= base)
			return false;
		if (*number < 1ul << 40)
			*number = *number * base + digit;
	}
	return text.len > 0;
}

static enum value_verdict take_number(struct value *value, int base, enum format_field field)
{
	struct span text = span_trim(value->text);
	unsigned long number;

	if (!text.len)
		return VALUE_ABSENT;
	if (base == 16 && text.len > 2 && text.at[0] == '0' && (text.at[1] | 0x20) == 'x')
		text = (struct span){ text.at + 2, text.len - 2 };
	return read_number(text, base, &number) ? judge(value, number, field) : VALUE_UNREADABLE;
}

enum value_verdict value_decimal(struct value *value, const char *argument, enum format_field field)
{
	(void)argument;
	return take_number(value, 10, field);
}

enum value_verdict value_hex(struct value *value, const char *argument, enum format_field field)
{
	(void)argument;
	return take_number(value, 16, field);
}

/* Decimal or hexadecimal: the whole file decides, see the caller. What can be read in one way only is evidence. */
enum value_verdict value_either(struct value *value, const char *argument, enum format_field field)
{
	enum value_verdict decimal, hex;
	int as_decimal;

	(void)argument;
	if (value->base)
		return take_number(value, value->base, field);
	decimal = take_number(value, 10, field);
	as_decimal = value->number;
	hex = take_number(value, 16, field);
	if (decimal == hex && (decimal != VALUE_FOUND || as_decimal == value->number))
		return decimal;
	value->only_decimal = value->only_decimal || hex == VALUE_UNREADABLE;
	value->only_hex = value->only_hex || decimal == VALUE_UNREADABLE;
	value->either = value->either || decimal == hex;
	return VALUE_UNREADABLE;
}

enum value_verdict value_low(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text);
	unsigned long number;

	if (!text.len)
		return VALUE_ABSENT;
	if (!read_number(text, 10, &number) || number > UINT32_MAX)
		return VALUE_UNREADABLE;
	return judge(value, number & ((1ul << strtoul(argument, NULL, 10)) - 1), field);
}

/* --- octets */

static enum value_verdict take_octets(struct value *value, enum sipq850_cause_form form, enum format_field field)
{
	struct span text = span_trim(value->text);
	struct sipq850_cause_octets cause;
	uint8_t octets[SIPQ850_CAUSE_OCTETS_MAX + 1];
	char copy[4 * SIPQ850_CAUSE_OCTETS_MAX];
	int n;

	if (!text.len)
		return VALUE_ABSENT;
	if (text.len >= sizeof(copy))
		return VALUE_UNREADABLE;
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	n = hex_parse(copy, octets + 1, sizeof(octets) - 1);
	if (n <= 0)
		return VALUE_UNREADABLE;
	octets[0] = n;	/* length: contents alone are LV with this before them */
	if (sipq850_cause_decode(&cause, form, form == SIPQ850_CAUSE_LV ? octets : octets + 1, n + 1 - (form != SIPQ850_CAUSE_LV)) < 0)
		return VALUE_UNREADABLE;
	value->location = cause.location;
	return field == FIELD_LOCATION ? VALUE_FOUND : judge(value, cause.value, field);
}

enum value_verdict value_octets(struct value *value, const char *argument, enum format_field field)
{
	(void)argument;
	return take_octets(value, SIPQ850_CAUSE_LV, field);
}

enum value_verdict value_ie(struct value *value, const char *argument, enum format_field field)
{
	(void)argument;
	return take_octets(value, SIPQ850_CAUSE_TLV, field);
}

/* --- names */

/* Letters and digits in lower case; the same for all that is compared. */
static void fold(char *to, size_t size, struct span text)
{
	size_t i, len = 0;

	for (i = 0; i < text.len && len + 1 < size; i++) {
		char c = text.at[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
			to[len++] = c;
	}
	to[len] = '\0';
}

static int compare(const void *key, const void *entry)
{
	const struct log_value *wanted = key, *have = entry;
	int differs = strcmp(wanted->system, have->system);

	return differs ? differs : strcmp(wanted->text, have->text);
}

/* The only entry of that name; `several` when there are more, which then say different things. */
static const struct log_value *find(const char *system, const char *folded, bool *several)
{
	struct log_value key = { .system = system, .text = folded };
	const struct log_value *found = bsearch(&key, log_values, log_values_count, sizeof(key), compare);

	*several = found && ((found > log_values && !compare(&key, found - 1)) ||
			     (found + 1 < log_values + log_values_count && !compare(&key, found + 1)));
	return found;
}

/* No product lists it: the name of a cause, the phrase of a status, a number. */
static enum value_verdict general_name(struct value *value, const char *text, enum format_field field)
{
	unsigned long number;

	if (read_number((struct span){ text, strlen(text) }, 10, &number))
		return judge(value, number, field);
	if (field == FIELD_STATUS)
		return sipq850_sip_parse(text, &value->number) ? VALUE_UNREADABLE : VALUE_FOUND;
	return sipq850_cause_parse(text, &value->number) ? VALUE_UNREADABLE : VALUE_FOUND;
}

static enum value_verdict find_name(struct value *value, const char *system, struct span text, enum format_field field)
{
	const struct log_value *entry;
	char copy[128], folded[128];
	bool several;

	if (text.len >= sizeof(copy))
		return VALUE_UNREADABLE;
	fold(folded, sizeof(folded), text);
	entry = find(system, folded, &several);
	if (several)
		return VALUE_UNREADABLE;
	if (entry)
		return judge(value, field == FIELD_STATUS ? entry->status : entry->cause, field);
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return general_name(value, copy, field);
}

/* Names of a product begin alike more often than not: take both ends. */
static unsigned int place_of(struct span text)
{
	const size_t n = text.len < sizeof(uint64_t) ? text.len : sizeof(uint64_t);
	uint64_t begin = 0, end = 0;

	memcpy(&begin, text.at, n);
	memcpy(&end, text.at + text.len - n, n);
	return ((begin ^ end * 31 ^ text.len) * 0x9e3779b97f4a7c15u) >> 48;
}

enum value_verdict value_name(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text);
	struct value_memo *memo;

	if (!text.len)
		return VALUE_ABSENT;
	if (text.len > VALUE_MEMO_TEXT)
		return find_name(value, argument, text, field);
	memo = &value->memos[(place_of(text) + field * 13) % VALUE_MEMOS];
	if (memo->system != argument || memo->field != field || memo->len != text.len || memcmp(memo->text, text.at, text.len)) {
		*memo = (struct value_memo){ .system = argument, .field = field, .len = text.len };
		memcpy(memo->text, text.at, text.len);
		memo->verdict = find_name(value, argument, text, field);
		memo->number = value->number;
	}
	value->number = memo->number;
	return memo->verdict;
}

enum value_verdict value_location(struct value *value, const char *argument, enum format_field field)
{
	struct span text = span_trim(value->text);
	unsigned long number;
	char copy[64];

	(void)argument, (void)field;
	if (!text.len)
		return VALUE_ABSENT;
	if (text.len >= sizeof(copy))
		return VALUE_UNREADABLE;
	if (read_number(text, 10, &number)) {
		value->location = number < 16 ? sipq850_location_from_wire(number) : 0;
		return value->location ? VALUE_FOUND : VALUE_UNREADABLE;
	}
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return sipq850_location_parse(copy, &value->location) ? VALUE_UNREADABLE : VALUE_FOUND;
}
