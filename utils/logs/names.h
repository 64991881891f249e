/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that may come again in a record: NAME is the first, NAME#2 the second, NAME#last the last. */
#pragma once

#include "record.h"

struct name {
	struct span name;	/* without #2 or #last */
	unsigned int nth;	/* 0: the last */
	int place;
};

struct names {
	size_t n;
	bool of_sip;		/* in any letter case, and `i` is Call-ID */
	struct name names[FORMAT_PLACES_MAX];
	unsigned int seen[FORMAT_PLACES_MAX];	/* in this record */
};

/* All places of a format. */
void names_make(struct names *names, const struct format *format, bool of_sip);

/* Begin a record. */
void names_begin(struct names *names);

/* Put a value of that name where it belongs. */
void names_give(struct names *names, struct span name, struct span value, bool escaped, struct record *record);

/* Letter case aside, in ASCII. */
bool names_equal(struct span a, struct span b);

/* A value in quotes: is it so as a whole? Then take them off, and say whether escapes are to be undone. */
bool names_unquote(struct span *value, char quote, bool *escaped);

/* What a quote is escaped with is a backslash or the quote again: undo that. For record_kind.unescape. */
size_t names_unescape(const struct format *format, struct span value, char *to);

/* Read the head line `quote`: 0 is none. Returns NULL or why not. */
const char *names_quote(const struct format *format, char *quote);
