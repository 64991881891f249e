/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text.h"

#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct span sq_span(const char *text)
{
	return (struct span){ text, strlen(text) };
}

struct span sq_trim_span(struct span s)
{
	while (s.len && is_blank(s.start[0])) {
		s.start++;
		s.len--;
	}
	while (s.len && is_blank(s.start[s.len - 1]))
		s.len--;
	return s;
}

struct span sq_trim(const char *text)
{
	return sq_trim_span(sq_span(text));
}

bool sq_equal_case(struct span a, const char *b)
{
	size_t i;

	for (i = 0; i < a.len; i++)
		if (!b[i] || lower(a.start[i]) != lower(b[i]))
			return false;
	return !b[i];
}

bool sq_same_case(struct span a, struct span b)
{
	size_t i;

	for (i = 0; a.len == b.len && i < a.len; i++)
		if (lower(a.start[i]) != lower(b.start[i]))
			return false;
	return a.len == b.len;
}

bool sq_equal(struct span a, const char *b)
{
	return strlen(b) == a.len && !memcmp(a.start, b, a.len);
}

bool sq_is_digits(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!is_digit(s.start[i]))
			return false;
	return s.len > 0;
}

int sq_digits_value(struct span s, int limit)
{
	int value = 0;
	size_t i;

	for (i = 0; i < s.len && value <= limit; i++)
		value = value * 10 + (s.start[i] - '0');
	return value > limit ? limit + 1 : value;
}

bool sq_fold(struct span s, char *buf, size_t len)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		char c = lower(s.start[i]);

		if (!is_digit(c) && !(c >= 'a' && c <= 'z'))
			continue;
		if (n + 1 >= len)
			return false;
		buf[n++] = c;
	}
	buf[n] = '\0';
	return true;
}

/* Length of the well-formed UTF-8 sequence at `p`, of `left` octets; 0 when there is none. */
static size_t utf8_sequence(const unsigned char *p, size_t left)
{
	/* Lead octets of each length, and the range of the octet after the lead (RFC 3629 section 4). */
	static const struct { unsigned char from, to, next_from, next_to, len; } forms[] = {
		{ 0x00, 0x7f, 0x00, 0x00, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, k;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (p[0] >= forms[i].from && p[0] <= forms[i].to)
			break;
	if (i == sizeof(forms) / sizeof(forms[0]) || left < forms[i].len)
		return 0;
	for (k = 1; k < forms[i].len; k++) {
		unsigned char from = k == 1 ? forms[i].next_from : 0x80;
		unsigned char to = k == 1 ? forms[i].next_to : 0xbf;

		if (p[k] < from || p[k] > to)
			return 0;
	}
	return forms[i].len;
}

bool sq_is_utf8(struct span s)
{
	size_t i = 0;

	while (i < s.len) {
		size_t len = utf8_sequence((const unsigned char *)s.start + i, s.len - i);

		if (!len)
			return false;
		i += len;
	}
	return true;
}
