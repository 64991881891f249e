/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The patterns of a log format: tables/README.md says what they mean. They are matched from left to right, and what was
 * found is never given up again: the time is that of the line times the parts of the pattern, whatever the line. */
#pragma once

#include "filter.h"

#define PATTERN_PARTS_MAX 40
#define PATTERN_VALUES_MAX 16

enum pattern_part_kind {
	PATTERN_TEXT,		/* these bytes */
	PATTERN_BLANKS,		/* one or more blanks or tabs */
	PATTERN_DIGITS,
	PATTERN_HEX,
	PATTERN_WORD,
	PATTERN_UUID,
	PATTERN_REST,
	PATTERN_SHORTEST,	/* as few bytes as will do, perhaps none */
};

struct pattern_part {
	enum pattern_part_kind kind;
	int value;		/* its number; -1: passed over */
	struct span text;	/* where the pattern was compiled from */
};

/* Points into the text that it was compiled from. */
struct pattern {
	bool at_begin, at_end;
	size_t n_parts, n_values;
	struct pattern_part parts[PATTERN_PARTS_MAX];
	struct span names[PATTERN_VALUES_MAX];
};

/* What a pattern found in a line. */
struct pattern_match {
	size_t begin, end;
	struct span values[PATTERN_VALUES_MAX];
};

/* Returns NULL, or why the text is no pattern (a constant). */
const char *pattern_compile(struct pattern *pattern, struct span text);

/* Does it match somewhere from byte `from` of the line on (at just this byte, if it has to be at the begin)? `match` is
 * whole only when it does. */
bool pattern_find(const struct pattern *pattern, struct span line, size_t from, struct pattern_match *match);

/* Of the texts that must stand in a line, the one that is seen least, in the sample if there is one; len 0: there is
 * none. */
struct span pattern_rarest(const struct pattern *pattern, const struct filter_sample *sample);

/* Does it end with a blank? Then `end` of a match is behind all the blanks that are there. */
bool pattern_ends_blank(const struct pattern *pattern);

/* The number of a value by its name; -1: none. */
int pattern_value(const struct pattern *pattern, struct span name);
