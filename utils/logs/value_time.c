/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Steps that make a time or a duration. A time becomes ISO 8601 text: as written, but for the T, when it has a date;
 * without a year "--11-25T..."; a clock alone "T08:30:00". */
#include "value_steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define GREGORIAN_1970 62167219200ull	/* seconds from the begin of the year 0 to that of 1970 */

/* A terminated copy; false when it is longer than any time. */
static bool copy_text(char *to, size_t size, struct span text)
{
	text = span_trim(text);
	if (text.len >= size)
		return false;
	memcpy(to, text.at, text.len);
	to[text.len] = '\0';
	return true;
}

static enum value_verdict made(struct value *value, char *text, int len)
{
	value->text = (struct span){ text, len };
	return VALUE_FOUND;
}

/* Digits stand where the mask has 0, anything else stands itself; '~' is T or a blank. */
static bool fits(const char *text, const char *mask)
{
	for (; *mask; mask++, text++) {
		if (*mask == '0' ? *text < '0' || *text > '9' : *mask == '~' ? *text != 'T' && *text != ' ' : *text != *mask)
			return false;
	}
	return true;
}

/* Two digits, from `first` to `last`. */
static bool is_within(const char *digits, int first, int last)
{
	const int number = (digits[0] - '0') * 10 + digits[1] - '0';

	return number >= first && number <= last;
}

/* Z, +01, +0100, +01:00 or nothing. */
static bool is_zone(const char *text)
{
	if (!*text || !strcmp(text, "Z"))
		return true;
	if (*text != '+' && *text != '-')
		return false;
	return (fits(text + 1, "00:00") && !text[6]) || (fits(text + 1, "0000") && !text[5]) ||
	       (fits(text + 1, "00") && !text[3]);
}

static enum value_verdict take_iso(struct value *value)
{
	char *text = value_room(value), *rest;

	if (!copy_text(text, 40, value->text) || !fits(text, "0000-00-00~00:00") || !is_within(text + 5, 1, 12) ||
	    !is_within(text + 8, 1, 31) || !is_within(text + 11, 0, 23) || !is_within(text + 14, 0, 59))
		return VALUE_UNREADABLE;
	text[10] = 'T';
	rest = text + 16;
	if (fits(rest, ":00")) {
		if (!is_within(rest + 1, 0, 60))	/* a leap second */
			return VALUE_UNREADABLE;
		rest += 3;
	}
	if (((*rest == '.' || *rest == ',') && fits(rest + 1, "0")) || (*rest == ':' && fits(rest + 1, "000"))) {
		*rest++ = '.';
		rest += strspn(rest, "0123456789");
	}
	if (*rest == ' ' && (rest[1] == '+' || rest[1] == '-' || rest[1] == 'Z'))
		memmove(rest, rest + 1, strlen(rest));
	return is_zone(rest) ? made(value, text, strlen(text)) : VALUE_UNREADABLE;
}

/* What strptime() found, as far as its format speaks of it. */
static int print_time(char *text, size_t size, const char *format, const struct tm *tm)
{
	const bool year = strpbrk(format, "YycDFs") && (strstr(format, "%Y") || strstr(format, "%y") ||
			  strstr(format, "%c") || strstr(format, "%D") || strstr(format, "%F"));
	const bool day = year || strstr(format, "%d") || strstr(format, "%e");

	if (!day)
		return strftime(text, size, "T%H:%M:%S", tm);
	return strftime(text, size, year ? "%Y-%m-%dT%H:%M:%S" : "--%m-%dT%H:%M:%S", tm);
}

/* Take fractions of a second out of a clock: strptime() knows none. */
static void drop_fractions(char *text)
{
	char *at, *end;

	for (at = text; (at = strchr(at, '.'));) {
		end = at + 1 + strspn(at + 1, "0123456789");
		if (at - text > 2 && end > at + 1 && fits(at - 3, ":00"))
			memmove(at, end, strlen(end) + 1);
		else
			at++;
	}
}

enum value_verdict value_stamp(struct value *value, const char *argument, enum format_field field)
{
	struct tm tm = { .tm_mday = 1 };
	char copy[80], *text, *rest;

	(void)field;
	if (!span_trim(value->text).len)
		return VALUE_ABSENT;
	if (!argument)
		return take_iso(value);
	if (!copy_text(copy, sizeof(copy), value->text))
		return VALUE_UNREADABLE;
	drop_fractions(copy);
	rest = strptime(copy, argument, &tm);
	text = value_room(value);
	/* What follows the seconds with nothing between is a fraction: 20261125080009123. */
	if (rest && strlen(argument) > 2 && !strcmp(argument + strlen(argument) - 2, "%S"))
		rest += strspn(rest, "0123456789");
	return rest && !*rest ? made(value, text, print_time(text, 40, argument, &tm)) : VALUE_UNREADABLE;
}

/* "1700000000", "1700000000.25", with `ms` or `us` a whole number of these; with `gregorian` seconds since the year 0. 0 is
 * no time. */
enum value_verdict value_unix(struct value *value, const char *argument, enum format_field field)
{
	const bool gregorian = argument && !strcmp(argument, "gregorian");
	const int fraction = !argument || gregorian ? 0 : !strcmp(argument, "ms") ? 3 : 6;
	unsigned long long number;
	char copy[40], *text, *end;
	struct tm tm;
	time_t time;
	int len;

	(void)field;
	if (!copy_text(copy, sizeof(copy), value->text) || *copy == '-')
		return VALUE_UNREADABLE;
	if (!*copy)
		return VALUE_ABSENT;
	number = strtoull(copy, &end, 10);
	if (end == copy || (*end && (*end != '.' || fraction || end[1 + strspn(end + 1, "0123456789")])))
		return VALUE_UNREADABLE;
	if (!number)
		return VALUE_ABSENT;
	if (gregorian && number < GREGORIAN_1970)
		return VALUE_UNREADABLE;
	number -= gregorian ? GREGORIAN_1970 : 0;
	time = fraction == 3 ? number / 1000 : fraction ? number / 1000000 : number;
	if (time < 0 || time > 253402300799 || !gmtime_r(&time, &tm))	/* end of 9999 */
		return VALUE_UNREADABLE;
	text = value_room(value);
	len = strftime(text, 40, "%Y-%m-%dT%H:%M:%S", &tm);
	if (fraction)
		len += snprintf(text + len, 40 - len, ".%0*llu", fraction, number % (fraction == 3 ? 1000 : 1000000));
	else if (*end == '.' && end[1])
		len += sprintf(text + len, "%.10s", end);	/* down to nanoseconds */
	text[len++] = 'Z';
	text[len] = '\0';
	value->utc = true;
	return made(value, text, len);
}

/* As strtod(), but most are whole: no price for what is not there. */
static double read_part(const char *at, char **end)
{
	const char *digit = at;
	unsigned long whole = 0;

	for (; *digit >= '0' && *digit <= '9' && digit < at + 9; digit++)
		whole = 10 * whole + *digit - '0';
	if (*digit && *digit != ':')
		return strtod(at, end);
	*end = (char *)digit;
	return whole;
}

/* H:M:S, M:S or S; negative: none of these. */
static double read_clock(const char *at)
{
	double seconds = 0;
	char *end;

	for (;; at = end + 1) {
		if (*at < '0' || *at > '9')
			return -1;
		seconds = seconds * 60 + read_part(at, &end);
		if (*end != ':')
			return *end ? -1 : seconds;
	}
}

/* Seconds in a unit; 0: no such unit. */
static double unit_seconds(const char *unit, size_t len)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {
		{ "h", 3600 }, { "m", 60 }, { "s", 1 }, { "cs", 1e-2 }, { "ms", 1e-3 }, { "us", 1e-6 }, { "\302\265s", 1e-6 },
		{ "ns", 1e-9 },
	};
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strlen(units[i].name) == len && !memcmp(units[i].name, unit, len))
			return units[i].seconds;
	return 0;
}

/* 1h2m3.5s, 250ms; negative: not written so. */
static double read_units(const char *at)
{
	double seconds = 0, number, unit;
	size_t len;
	char *end;

	while (*at) {
		if (*at < '0' || *at > '9')
			return -1;
		number = strtod(at, &end);
		len = strcspn(end, "0123456789");
		unit = unit_seconds(end, len);
		if (!unit)
			return -1;
		seconds += number * unit;
		at = end + len;
	}
	return seconds;
}

/* Seconds, H:M:S, M:S, or with units; with an argument, a number in that unit. `number` holds milliseconds. */
enum value_verdict value_seconds(struct value *value, const char *argument, enum format_field field)
{
	const double unit = argument ? unit_seconds(argument, strlen(argument)) : 1;
	double seconds;
	char copy[40];

	(void)field;
	if (!copy_text(copy, sizeof(copy), value->text))
		return VALUE_UNREADABLE;
	if (!*copy)
		return VALUE_ABSENT;
	seconds = read_clock(copy);
	if (seconds < 0)
		seconds = read_units(copy);
	else
		seconds *= unit;
	if (seconds < 0 || seconds > 2000000)
		return VALUE_UNREADABLE;
	value->number = seconds * 1000 + 0.5;
	return VALUE_FOUND;
}
