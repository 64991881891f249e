/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers of lines share: where lines end, and how a text of a head line is written. */
#pragma once

#include "filter.h"
#include "record.h"

#define LINES_TEXT_MAX 128	/* bytes of a text of a head line */
#define LINES_JOINED_MAX 8

/* A text of a head line, its escapes undone. */
struct line_text {
	size_t len;
	char at[LINES_TEXT_MAX];
};

/* How lines end: with a line feed, or with a text that stands for one (`#: joined #012`). */
struct lines {
	size_t n, longest;
	struct line_text joined[LINES_JOINED_MAX];
};

struct line {
	struct span text;	/* without the line end, a CR before a line feed counted to that */
	size_t len;		/* with it */
	bool joined;		/* it ended with such a text: the line of the file goes on */
};

/* Read a text: `\s` is a blank, `\t` a tab, `\\` a backslash. Returns NULL, or why it cannot be used, as
 * lines_make(). */
const char *line_text_read(struct line_text *text, const char *rest);

static inline bool line_text_begins(const struct line_text *text, struct span span)
{
	return span.len >= text->len && !memcmp(span.at, text->at, text->len);
}

/* Read the head lines `joined`. */
const char *lines_make(struct lines *lines, const struct format *format);

/* Find the line that begins at the first byte. Returns false when its end is not among the bytes yet. */
bool lines_next(const struct lines *lines, struct span bytes, bool last, struct line *line);

/* How many bytes from the first on are lines in which the filter finds nothing? `*found`: behind them it does. */
size_t lines_skip(const struct filter *filter, struct span bytes, bool last, bool *found);

/* A sample of the first bytes, to be freed; NULL when there is nothing to look at. */
struct filter_sample *lines_sample(struct span bytes);

/* Tell of the first bytes: no record, a record. They fill in all but the values. */
enum record_verdict lines_nothing(struct record *record, struct span bytes, size_t len);
enum record_verdict lines_found(struct record *record, struct span bytes, size_t len);

/* Memory ran out: tell that the bytes are not read. */
enum record_verdict lines_no_memory(struct record *record, struct span bytes);

/* Begin a record without values. */
void lines_clear(struct record *record);
