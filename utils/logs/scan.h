/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking for a few bytes at once, 16 at a time where the processor can. -DSCAN_PORTABLE leaves that out; the tests build
 * both and compare. */
#pragma once

#include <stddef.h>
#include <string.h>

#include "span.h"

#if defined(__SSE2__) && !defined(SCAN_PORTABLE)
#define SCAN_SSE2 1
#include <emmintrin.h>
#endif

/* The first byte that is a, b or c; `end` when there is none. */
static inline const char *scan_for(const char *at, const char *end, char a, char b, char c)
{
#ifdef SCAN_SSE2
	const __m128i wanted_a = _mm_set1_epi8(a), wanted_b = _mm_set1_epi8(b), wanted_c = _mm_set1_epi8(c);

	for (; end - at >= 16; at += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)at);
		__m128i equal = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, wanted_a),
							  _mm_cmpeq_epi8(bytes, wanted_b)),
					     _mm_cmpeq_epi8(bytes, wanted_c));
		int found = _mm_movemask_epi8(equal);

		if (found)
			return at + __builtin_ctz(found);
	}
#endif
	while (at < end && *at != a && *at != b && *at != c)
		at++;
	return at;
}

/* Line feeds in some bytes. */
static inline unsigned long scan_lines(const char *at, const char *end)
{
	unsigned long lines = 0;

	while (at < end && (at = memchr(at, '\n', end - at))) {
		lines++;
		at++;
	}
	return lines;
}

static inline bool scan_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The first byte that is no blank, tab or line end. */
static inline const char *scan_blanks(const char *at, const char *end)
{
	while (at < end && scan_is_blank(*at))
		at++;
	return at;
}

/* The same, but not beyond the line. */
static inline const char *scan_spaces(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	return at;
}

/* Behind the line end if nothing but blanks stands before it, else `at`. NULL: the bytes end before that is known. */
static inline const char *scan_line_end(const char *at, const char *end)
{
	const char *stop = scan_spaces(at, end);

	if (stop == end)
		return NULL;
	return *stop == '\n' ? stop + 1 : at;
}
