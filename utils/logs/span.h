/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Some bytes of a log, where they lie: not terminated, and perhaps with NULs. at = NULL: not there, which is not empty. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *at;
	size_t len;
};

static inline bool span_is(struct span span, const char *text)
{
	return span.at && span.len == strlen(text) && !memcmp(span.at, text, span.len);
}

/* Blanks, tabs and line ends off both sides. */
static inline struct span span_trim(struct span span)
{
	while (span.len && strchr(" \t\r\n", span.at[span.len - 1]) && span.at[span.len - 1])
		span.len--;
	while (span.len && strchr(" \t\r\n", *span.at) && *span.at)
		span.at++, span.len--;
	return span;
}

/* The first bytes of a file without the mark that some editors and spreadsheets put there (U+FEFF in UTF-8). */
static inline struct span span_without_mark(struct span span)
{
	if (span.len >= 3 && !memcmp(span.at, "\xef\xbb\xbf", 3))
		span.at += 3, span.len -= 3;
	return span;
}
