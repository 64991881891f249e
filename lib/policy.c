/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A policy from text, field by field. */
#include <sipq850/gateway.h>

#include <errno.h>
#include <string.h>

#include "tables.h"
#include "text.h"

/* How the value of a field is written. */
enum field_kind {
	FIELD_CHOICE,	/* a word of `choices` */
	FIELD_LOCATION,
	FIELD_CAUSE,
	FIELD_SECONDS,	/* 0..65535 */
	FIELD_STATUSES,	/* a list of 16 bit numbers */
	FIELD_CODES,	/* the same, of Warning codes */
	FIELD_CAUSES,	/* a list of causes */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset;
	size_t room;			/* of a list */
	const char *choices[4];		/* by value */
};

#define AT(member) offsetof(struct sipq850_policy, member)
#define LOCATION_AT(class) (AT(location) + SIPQ850_LOCATION_CLASS_##class)

static const struct field fields[] = {
	{ "reason", FIELD_CHOICE, AT(precedence), 0, { "q850", "sip", "status" } },
	{ "contradiction", FIELD_CHOICE, AT(contradiction), 0, { "precedence", "status" } },
	{ "redirect", FIELD_CHOICE, AT(redirect), 0, { "follow", "release", "refuse" } },
	{ "reason-in-responses", FIELD_CHOICE, AT(no_reason_in_responses), 0, { "yes", "no" } },
	{ "reason-in-requests", FIELD_CHOICE, AT(no_reason_in_requests), 0, { "yes", "no" } },
	{ "sip-reason", FIELD_CHOICE, AT(sip_reason), 0, { "no", "yes" } },
	{ "foreign-coding", FIELD_CHOICE, AT(foreign_coding_is_q850), 0, { "default", "q850" } },
	{ "network-location", FIELD_LOCATION, AT(network_location), 0, { NULL } },
	{ "location-3xx", FIELD_LOCATION, LOCATION_AT(3XX), 0, { NULL } },
	{ "location-4xx", FIELD_LOCATION, LOCATION_AT(4XX), 0, { NULL } },
	{ "location-5xx", FIELD_LOCATION, LOCATION_AT(5XX), 0, { NULL } },
	{ "location-6xx", FIELD_LOCATION, LOCATION_AT(6XX), 0, { NULL } },
	{ "location-bye", FIELD_LOCATION, LOCATION_AT(BYE), 0, { NULL } },
	{ "location-cancel", FIELD_LOCATION, LOCATION_AT(CANCEL), 0, { NULL } },
	{ "location-timer", FIELD_LOCATION, LOCATION_AT(TIMER), 0, { NULL } },
	{ "cause-zero", FIELD_CAUSE, AT(cause_zero), 0, { NULL } },
	{ "above-127", FIELD_CAUSE, AT(above_127), 0, { NULL } },
	{ "retry-after", FIELD_SECONDS, AT(retry_after), 0, { NULL } },
	{ "ignore-reason", FIELD_STATUSES, AT(ignore_reason), 16, { NULL } },
	{ "bearer-warnings", FIELD_CODES, AT(bearer_warnings), 8, { NULL } },
	{ "merge-rank", FIELD_CAUSES, AT(merge_rank), 16, { NULL } },
};

static int set_choice(const struct field *field, uint8_t *to, struct span text)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(field->choices) && field->choices[i]; i++) {
		if (sq_equal(text, field->choices[i])) {
			*to = i;
			return 0;
		}
	}
	return -EINVAL;
}

static int set_location(uint8_t *to, struct span text)
{
	enum sipq850_location location;

	if (sipq850_location_parse(text.start, &location))
		return -EINVAL;
	*to = location;
	return 0;
}

/* Decimal, min..max; -EINVAL else. */
static int number(struct span text, int min, int max)
{
	int value = sq_is_digits(text) ? sq_digits_value(text, max) : -1;

	return value < min || value > max ? -EINVAL : value;
}

static int set_cause(uint8_t *to, struct span text)
{
	int value = number(text, 1, 127);

	if (value < 0)
		return value;
	*to = value;
	return 0;
}

static int set_seconds(void *to, struct span text)
{
	int value = number(text, 0, UINT16_MAX);
	uint16_t seconds = value;

	if (value < 0)
		return value;
	memcpy(to, &seconds, sizeof(seconds));
	return 0;
}

/* A list with commas between, put into numbers[room]; the rest is 0. */
static int read_list(uint16_t *numbers, size_t room, struct span text, int min, int max)
{
	size_t n = 0;

	memset(numbers, 0, room * sizeof(*numbers));
	for (;;) {
		size_t len = strcspn(text.start, ",");
		struct span item = { text.start, len < text.len ? len : text.len };
		int value = number(sq_trim_span(item), min, max);

		if (value < 0 || n == room)
			return -EINVAL;
		numbers[n++] = value;
		if (len >= text.len)
			return 0;
		text.start += len + 1;
		text.len -= len + 1;
	}
}

static int set_list(const struct field *field, char *to, struct span text)
{
	int min = field->kind == FIELD_CAUSES ? 1 : 100;
	int max = field->kind == FIELD_CAUSES ? 127 : field->kind == FIELD_CODES ? 999 : 699;
	uint16_t numbers[16];
	size_t i;
	int rc = read_list(numbers, field->room, text, min, max);

	if (rc)
		return rc;
	if (field->kind != FIELD_CAUSES) {
		memcpy(to, numbers, field->room * sizeof(*numbers));
		return 0;
	}
	for (i = 0; i < field->room; i++)
		to[i] = numbers[i];
	return 0;
}

static int set(const struct field *field, struct sipq850_policy *policy, struct span text)
{
	char *to = (char *)policy + field->offset;

	switch (field->kind) {
	case FIELD_CHOICE:
		return set_choice(field, (uint8_t *)to, text);
	case FIELD_LOCATION:
		return set_location((uint8_t *)to, text);
	case FIELD_CAUSE:
		return set_cause((uint8_t *)to, text);
	case FIELD_SECONDS:
		return set_seconds(to, text);
	case FIELD_STATUSES:
	case FIELD_CODES:
	case FIELD_CAUSES:
		return set_list(field, to, text);
	}
	return -EINVAL;
}

int sipq850_policy_parse(struct sipq850_policy *policy, const char *text)
{
	struct span s = sq_trim(text);
	const char *equals = memchr(s.start, '=', s.len);
	struct span name, value;
	size_t i;

	if (!equals)
		return -EINVAL;
	name = (struct span){ s.start, equals - s.start };
	value = sq_trim(equals + 1);
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		if (sq_equal(name, fields[i].name))
			return set(&fields[i], policy, value);
	return -EINVAL;
}
