/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/cause.h>

#include <errno.h>
#include <string.h>

#include "tables.h"
#include "text.h"

#define CAUSE_MIN 1
#define CAUSE_MAX 127

/* Longest name that is worth comparing: the names of Q.850 have up to 86 characters. */
#define NAME_MAX_FOLDED 128

static bool in_range(int cause)
{
	return cause >= CAUSE_MIN && cause <= CAUSE_MAX;
}

static const struct cause_entry *find(enum sipq850_coding coding, int cause)
{
	size_t i;

	if (!coding)
		coding = SIPQ850_CODING_ITU_T;
	for (i = 0; i < sq_causes_count; i++)
		if (sq_causes[i].coding == coding && sq_causes[i].value == cause)
			return &sq_causes[i];
	return NULL;
}

const char *sipq850_cause_name(enum sipq850_coding coding, int cause)
{
	const struct cause_entry *entry = find(coding, cause);

	if (entry)
		return entry->name;
	if (in_range(cause) && (!coding || coding == SIPQ850_CODING_ITU_T))
		return "unassigned";
	return NULL;
}

const char *sipq850_cause_symbol(enum sipq850_coding coding, int cause)
{
	const struct cause_entry *entry = find(coding, cause);

	return entry ? entry->symbol : NULL;
}

const char *sipq850_cause_document(enum sipq850_coding coding, int cause)
{
	const struct cause_entry *entry = find(coding, cause);

	return entry ? entry->document : NULL;
}

int sipq850_cause_class(int cause)
{
	return in_range(cause) ? cause >> 4 : -EINVAL;
}

const char *sipq850_cause_class_name(int cause)
{
	size_t i;

	for (i = 0; i < sq_classes_count; i++)
		if (in_range(cause) && sq_classes[i].number == sipq850_cause_class(cause))
			return sq_classes[i].name;
	return NULL;
}

int sipq850_cause_class_reading(int cause)
{
	if (!in_range(cause))
		return -EINVAL;
	if (find(SIPQ850_CODING_ITU_T, cause))
		return cause;
	return cause < 16 ? 31 : cause | 0x0f;
}

/* Every value that a folded name stands for, as a bit each: two may share a name. */
struct cause_set {
	uint64_t bits[2];
};

static void set_add(struct cause_set *set, unsigned int cause)
{
	set->bits[cause / 64] |= 1ULL << (cause % 64);
}

static bool folds_to(const char *text, const char *folded)
{
	char buf[NAME_MAX_FOLDED];

	return sq_fold(sq_span(text), buf, sizeof(buf)) && !strcmp(buf, folded);
}

static void find_names(const char *folded, struct cause_set *set)
{
	size_t i;

	for (i = 0; i < sq_causes_count; i++) {
		const struct cause_entry *entry = &sq_causes[i];

		if (entry->coding == SIPQ850_CODING_ITU_T &&
		    (folds_to(entry->name, folded) || folds_to(entry->symbol, folded)))
			set_add(set, entry->value);
	}
	for (i = 0; i < sq_cause_names_count; i++)
		if (!strcmp(sq_cause_names[i].folded, folded))
			set_add(set, sq_cause_names[i].value);
}

static int parse_name(struct span text, int *cause)
{
	struct cause_set set = { { 0, 0 } };
	char folded[NAME_MAX_FOLDED];
	int n;

	if (!sq_fold(text, folded, sizeof(folded)) || !folded[0])
		return -EINVAL;
	find_names(folded, &set);
	n = __builtin_popcountll(set.bits[0]) + __builtin_popcountll(set.bits[1]);
	if (n != 1)
		return n ? -ENOTUNIQ : -EINVAL;
	*cause = set.bits[0] ? __builtin_ctzll(set.bits[0]) : 64 + __builtin_ctzll(set.bits[1]);
	return 0;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* Value of hexadecimal digits; -1 when they are none, or beyond any cause. */
static int hex_value(struct span s)
{
	int value = s.len ? 0 : -1;
	size_t i;

	for (i = 0; i < s.len && value >= 0 && value <= CAUSE_MAX; i++) {
		int digit = hex_digit(s.start[i]);

		value = digit < 0 ? -1 : value * 16 + digit;
	}
	return value;
}

static bool is_hex(struct span s)
{
	return s.len > 2 && s.start[0] == '0' && (s.start[1] == 'x' || s.start[1] == 'X');
}

int sipq850_cause_parse(const char *text, int *cause)
{
	struct span s = sq_trim(text);
	int value;

	if (sq_is_digits(s))
		value = sq_digits_value(s, CAUSE_MAX);
	else if (is_hex(s))
		value = hex_value((struct span){ s.start + 2, s.len - 2 });
	else
		return parse_name(s, cause);
	if (!in_range(value))
		return -EINVAL;
	*cause = value;
	return 0;
}

static const struct location_entry *location_entry(enum sipq850_location location)
{
	return location >= 1 && (size_t)location <= sq_locations_count ? &sq_locations[location - 1] : NULL;
}

const char *sipq850_location_name(enum sipq850_location location)
{
	const struct location_entry *entry = location_entry(location);

	return entry ? entry->name : NULL;
}

const char *sipq850_location_short(enum sipq850_location location)
{
	const struct location_entry *entry = location_entry(location);

	if (location == SIPQ850_LOCATION_NETWORK)
		return "network";
	return entry ? entry->short_name : NULL;
}

const char *sipq850_location_token(enum sipq850_location location)
{
	const struct location_entry *entry = location_entry(location);

	if (location == SIPQ850_LOCATION_NETWORK)
		return "network";
	return entry ? entry->token : NULL;
}

static bool is_location(const struct location_entry *entry, struct span text)
{
	return sq_equal_case(text, entry->token) || sq_equal_case(text, entry->short_name) ||
	       sq_equal_case(text, entry->name);
}

int sipq850_location_parse(const char *text, enum sipq850_location *location)
{
	struct span s = sq_trim(text);
	size_t i;

	if (sq_is_digits(s)) {
		int wire = sq_digits_value(s, 15);

		if (wire > 15)
			return -EINVAL;
		*location = sipq850_location_from_wire(wire);
		return 0;
	}
	for (i = 0; i < sq_locations_count; i++) {
		if (is_location(&sq_locations[i], s)) {
			*location = i + 1;
			return 0;
		}
	}
	return -EINVAL;
}
