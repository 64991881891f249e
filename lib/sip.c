/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/sip.h>

#include <errno.h>
#include <string.h>

#include "tables.h"
#include "text.h"

#define STATUS_MIN 100
#define STATUS_MAX 699

static const struct status_entry *find(int status)
{
	size_t i;

	for (i = 0; i < sq_statuses_count; i++)
		if (sq_statuses[i].status == status)
			return &sq_statuses[i];
	return NULL;
}

const char *sipq850_sip_phrase(int status)
{
	const struct status_entry *entry = find(status);

	return entry ? entry->phrase : NULL;
}

const char *sipq850_sip_alternative(int status, unsigned int i)
{
	const struct status_entry *entry = find(status);

	return entry && i < ARRAY_SIZE(entry->alternatives) ? entry->alternatives[i] : NULL;
}

const char *sipq850_sip_rfc(int status)
{
	const struct status_entry *entry = find(status);

	return entry ? entry->rfc : NULL;
}

const char *sipq850_sip_section(int status)
{
	const struct status_entry *entry = find(status);

	return entry ? entry->section : NULL;
}

enum sipq850_standing sipq850_sip_standing(int status)
{
	const struct status_entry *entry = find(status);

	return entry ? (enum sipq850_standing)entry->standing : SIPQ850_STANDING_UNKNOWN;
}

bool sipq850_sip_answers_invite(int status)
{
	const struct status_entry *entry = find(status);

	return entry && entry->invite;
}

int sipq850_sip_class(int status)
{
	return status >= STATUS_MIN && status <= STATUS_MAX ? status / 100 : 0;
}

int sipq850_sip_class_reading(int status)
{
	int class = sipq850_sip_class(status);

	if (!class)
		return -EINVAL;
	if (find(status))
		return status;
	return class == 1 ? 183 : class * 100;
}

static bool has_phrase(const struct status_entry *entry, struct span text)
{
	size_t i;

	if (sq_equal_case(text, entry->phrase))
		return true;
	for (i = 0; i < ARRAY_SIZE(entry->alternatives) && entry->alternatives[i]; i++)
		if (sq_equal_case(text, entry->alternatives[i]))
			return true;
	return false;
}

static int parse_phrase(struct span text, int *status)
{
	const struct status_entry *found = NULL;
	size_t i;

	for (i = 0; i < sq_statuses_count; i++) {
		if (!has_phrase(&sq_statuses[i], text))
			continue;
		if (found)
			return -ENOTUNIQ;
		found = &sq_statuses[i];
	}
	if (!found)
		return -EINVAL;
	*status = found->status;
	return 0;
}

int sipq850_sip_parse(const char *text, int *status)
{
	struct span s = sq_trim(text);
	int value;

	if (!sq_is_digits(s))
		return parse_phrase(s, status);
	value = sq_digits_value(s, STATUS_MAX);
	if (!sipq850_sip_class(value))
		return -EINVAL;
	*status = value;
	return 0;
}
