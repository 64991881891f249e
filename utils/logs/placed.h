/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The patterns of the head lines of a format, with the places that their values go to; and values that stay known from
 * one record to the next. */
#pragma once

#include "pattern.h"
#include "record.h"

#define PLACED_KEPT_MAX 512	/* bytes of a value that is kept; the rest is cut off */

struct placed {
	struct pattern pattern;
	struct span name;	/* of the pattern; len 0: it has none */
	int places[PATTERN_VALUES_MAX];	/* -1: the format does not look there */
};

struct kept_values {
	bool there[FORMAT_PLACES_MAX];
	size_t len[FORMAT_PLACES_MAX];
	char at[FORMAT_PLACES_MAX][PLACED_KEPT_MAX];
};

/* Read the head lines of a word, behind those that are there already; `named`: a name stands before the pattern.
 * Returns NULL, or why they cannot be used (a constant). */
const char *placed_read(const struct format *format, const char *word, bool named, struct placed *to,
			size_t *n, size_t max);

/* The place of a name that is no string; -1: none. */
int placed_find(const struct format *format, struct span name);

/* The first pattern that matches at the begin of a line; NULL when none does. */
const struct placed *placed_prefix(const struct placed *prefixes, size_t n, struct span line,
				   struct pattern_match *match);

/* Put what a pattern found into a record, where nothing is yet. */
void placed_give(const struct placed *placed, const struct pattern_match *match, struct record *record);

/* Forget what a pattern may have left, and keep what it found. */
void placed_forget(const struct placed *placed, struct kept_values *kept);
void placed_keep(const struct placed *placed, const struct pattern_match *match, struct kept_values *kept);

/* Keep one value. */
void kept_set(struct kept_values *kept, int place, struct span value);

/* Put what is kept into a record, where nothing is yet. */
void kept_give(const struct kept_values *kept, size_t n_places, struct record *record);
