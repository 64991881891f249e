/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns, one a line, a line `%%`, and a text whose lines they are held against. */
#include "fuzz.h"

#include <string.h>

#include "../../utils/logs/pattern.h"

#define PATTERNS_MAX 8

/* What was found lies in the line, in the order of the pattern, and the text that is looked for first stands in it. */
static void check_match(const struct pattern *pattern, struct span line, const struct pattern_match *match)
{
	const struct span rarest = pattern_rarest(pattern, NULL);
	const char *at = line.at + match->begin;
	size_t i;

	CHECK(match->begin <= match->end && match->end <= line.len);
	CHECK(!pattern->at_begin || !match->begin);
	CHECK(!pattern->at_end || match->end == line.len);
	for (i = 0; i < pattern->n_values; i++) {
		CHECK(match->values[i].at >= at);
		at = match->values[i].at + match->values[i].len;
		CHECK(at <= line.at + match->end);
	}
	CHECK(!rarest.len || memmem(line.at, line.len, rarest.at, rarest.len));
}

/* Where the pattern matches a line, the filter has to see its text in all of the lines, in whatever way it looks. */
static void check_filter(const struct filter *filter, struct span lines, uint64_t matched)
{
	uint64_t found, seen = 0;
	size_t at = 0;

	for (; (found = filter_find(filter, lines, &at)); at++) {
		CHECK(at < lines.len);
		seen |= found;
	}
	CHECK(!(matched & ~seen));
}

static void match_lines(const struct pattern *patterns, size_t n, struct span text)
{
	const char *at = text.at, *end = text.at + text.len, *feed;
	struct span rarest[PATTERNS_MAX];
	struct filter_sample *sample = malloc(sizeof(*sample));
	struct pattern_match match;
	struct filter filter;
	enum filter_way way;
	uint64_t matched = 0;
	size_t i;

	CHECK(sample);
	filter_look(sample, text);
	for (i = 0; i < n; i++)
		rarest[i] = pattern_rarest(&patterns[i], sample);
	for (; at < end; at = feed + 1) {
		feed = memchr(at, '\n', end - at);
		feed = feed ? feed : end;
		for (i = 0; i < n; i++) {
			if (!pattern_find(&patterns[i], (struct span){ at, feed - at }, 0, &match))
				continue;
			check_match(&patterns[i], (struct span){ at, feed - at }, &match);
			matched |= UINT64_C(1) << i;
		}
	}
	filter_make(&filter, rarest, n, sample);
	for (way = FILTER_PORTABLE; way <= FILTER_AVX2; way++) {
		filter_choose(&filter, way);
		check_filter(&filter, text, matched);
	}
	free(sample);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char between[] = "%%\n";
	const char *at = (const char *)data, *end = at + size, *feed;
	struct pattern patterns[PATTERNS_MAX];
	size_t n = 0;

	for (; at < end && n < PATTERNS_MAX; at = feed + 1) {
		feed = memchr(at, '\n', end - at);
		if (!feed)
			return 0;
		if ((size_t)(end - at) >= sizeof(between) - 1 && !memcmp(at, between, sizeof(between) - 1))
			break;
		if (!pattern_compile(&patterns[n], (struct span){ at, feed - at }) &&
		    pattern_rarest(&patterns[n], NULL).len)
			n++;
	}
	if (n && end - at > 3)
		match_lines(patterns, n, (struct span){ at + 3, end - at - 3 });
	return 0;
}
