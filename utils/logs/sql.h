/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of SQL that statements with values are made of. No allocation, no recursion. */
#pragma once

#include "span.h"

enum sql_step {
	SQL_GO_ON,
	SQL_MORE,	/* the bytes end before that is known; never said when there are no more */
	SQL_ENDS,	/* there are no more, and it needs some */
	SQL_BROKEN,	/* `why` says why */
};

/* Where we are. */
struct sql {
	const char *at, *end;
	bool last;		/* no more bytes will come */
	const char *why;	/* a constant */
	bool ended;		/* all of the bytes were looked at */
};

/* The bytes end here, and more are needed. */
enum sql_step sql_ends(struct sql *sql);

/* Pass over blanks, line ends and comments. */
enum sql_step sql_blanks(struct sql *sql);

/* Read a name: a word, or in backticks, double quotes or square brackets. */
enum sql_step sql_name(struct sql *sql, struct span *name);

/* Read a value: a text in quotes, with a cast behind it perhaps; else a number, function call or other expression, as
 * it stands. at = NULL: NULL. A text ends as it does in MySQL: its quote is doubled, or has a backslash before it.
 * Behind a value comes `,` or what stands in `closes` (a line end counts only when it stands there). */
enum sql_step sql_value(struct sql *sql, const char *closes, struct span *value, bool *escaped);

/* Is a span this word, in whatever case? */
bool sql_is_word(struct span span, const char *word);

bool sql_in_word(char c);

/* Undo the doubling of the quote that stands before the value, and backslashes. */
size_t sql_unescape(struct span value, char *to);
