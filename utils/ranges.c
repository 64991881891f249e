/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ranges.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_sip(const struct ranges *r)
{
	return r->direction == SIPQ850_SIP2Q850;
}

static bool is_defined(const struct ranges *r, int number)
{
	return is_sip(r) ? sipq850_sip_phrase(number) : sipq850_cause_symbol(SIPQ850_CODING_ITU_T, number);
}

/* Are all numbers in the set, from first to before behind? With `others` those that nobody defines, if there are any. */
static bool has_all(const struct ranges *r, int first, int behind, bool others)
{
	int i, n = 0;

	for (i = first ? first : 1; i < behind; i++) {
		if (others && is_defined(r, i))
			continue;
		if (!r->has[i])
			return false;
		n++;
	}
	return n > 0;
}

static bool has_any(const struct ranges *r, int first, int behind)
{
	return memchr(r->has + first, true, behind - first);
}

static void say(char *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(char *buf, const char *format, ...)
{
	size_t len = strlen(buf);
	va_list args;

	if (len)
		len += snprintf(buf + len, RANGES_SIZE - len, ", ");
	va_start(args, format);
	vsnprintf(buf + len, RANGES_SIZE - len, format, args);
	va_end(args);
}

/* Numbers one by one, or from first to last; those that are "others" are stepped over. */
static void say_numbers(const struct ranges *r, int first, int behind, bool others, char *buf)
{
	int i, end;

	for (i = first; i < behind; i = end + 1) {
		end = i;
		if (!r->has[i] || (others && !is_defined(r, i)))
			continue;
		while (end + 1 < behind && r->has[end + 1] && !(others && !is_defined(r, end + 1)))
			end++;
		if (end > i)
			say(buf, "%d-%d", i, end);
		else
			say(buf, "%d", i);
	}
}

static void say_class(const struct ranges *r, int class, int first, int behind, char *buf)
{
	bool others = has_all(r, first, behind, true);

	if (has_all(r, first, behind, false)) {
		say(buf, is_sip(r) ? "%dxx" : "class %d", class);
		return;
	}
	say_numbers(r, first, behind, others, buf);
	if (others)
		say(buf, is_sip(r) ? "other %dxx" : "other class %d", class);
}

const char *ranges_text(const struct ranges *r, char buf[RANGES_SIZE])
{
	int size = is_sip(r) ? 100 : 16, max = is_sip(r) ? 699 : 127;
	int class;

	buf[0] = '\0';
	if (!is_sip(r) && has_all(r, 1, 128, false))
		return strcpy(buf, "every cause");
	if (is_sip(r) && has_all(r, 300, 700, false) && !has_any(r, 100, 300))
		return strcpy(buf, "every status from 300");
	for (class = is_sip(r); class <= max / size; class++)
		say_class(r, class, class * size, (class + 1) * size, buf);
	return buf;
}
