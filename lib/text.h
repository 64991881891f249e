/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ASCII text without locale: in a Turkish locale tolower('I') is not 'i', in a SIP phrase it always is. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A piece of text that is not terminated. */
struct span {
	const char *start;
	size_t len;
};

struct span sq_span(const char *text);

/* Cut blanks (space, tab) off both ends. */
struct span sq_trim(const char *text);
struct span sq_trim_span(struct span s);

/* Same text, ASCII letter case aside. */
bool sq_equal_case(struct span a, const char *b);

/* The same for two pieces. */
bool sq_same_case(struct span a, struct span b);

/* Same text. */
bool sq_equal(struct span a, const char *b);

/* Is it one or more decimal digits? */
bool sq_is_digits(struct span s);

/* Value of decimal digits, at most `limit` + 1 (so that any length is safe). */
int sq_digits_value(struct span s, int limit);

/* Lower-case letters and digits of a text into buf (always terminated); false when it is too long for buf. */
bool sq_fold(struct span s, char *buf, size_t len);

/* Is it well-formed UTF-8 (RFC 3629: shortest forms, no surrogates, up to U+10FFFF)? */
bool sq_is_utf8(struct span s);
