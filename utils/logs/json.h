/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON objects, read for a few wanted values: no tree, no allocation, no recursion.
 *
 * Lenient where loggers are: a number, or any bare word, is what stands there (FreeSWITCH writes `-nan`), a comma may
 * stand before a closing bracket. Strict in what tells that a line was cut: a string has no line end in it.
 *
 * When all wanted values are found, and for nested values in which none is wanted, only strings and the number of
 * brackets are looked at. Not checked there: commas, colons, which kind of bracket closes. Nowhere checked: escapes
 * that JSON has not, UTF-8, and names that come again (the first one counts). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "paths.h"
#include "span.h"

#define JSON_DEPTH_MAX 64	/* deeper ones are refused where every bracket is looked at */
#define JSON_HABIT_MAX 64	/* names of an object that are remembered */
#define JSON_NAME_WORDS 4	/* of eight bytes: longer names are not remembered */

enum json_verdict { JSON_MORE, JSON_OBJECT, JSON_BROKEN };

struct json_object {
	const char *close;	/* its closing bracket; JSON_BROKEN: so far it was looked at */
	unsigned long lines;	/* line ends in it, when it is whole */
	const char *why;	/* JSON_BROKEN: a constant */
	struct span *values;	/* by number of the path; strings without quotes, objects and arrays as they stand; at =
				 * NULL: not there or, with a len, null */
	bool *escaped;		/* json_unescape() has something to do */
};

/* A name as it stood, its quotes and colon included, and what it led to. */
struct json_name {
	uint64_t bytes[JSON_NAME_WORDS], mask[JSON_NAME_WORDS];
	size_t len;		/* 0: not known */
	int above, node;
};

/* The names of the last object, in their order: one that stands where it stood before need be neither scanned nor
 * looked for. Zeroed before the first object; good for as long as the paths are. */
struct json_habit {
	struct json_name names[JSON_HABIT_MAX];
};

/* Read the object that begins at the first byte. Paths have dots between names, and numbers for elements of arrays. The
 * caller has made room for as many values as there are paths. Without a habit, NULL, all names are scanned. */
enum json_verdict json_read(const struct paths *paths, struct json_habit *habit, struct span bytes,
			    struct json_object *object);

/* Undo escapes; `to` has room for value.len bytes. Returns the length. */
size_t json_unescape(struct span value, char *to);

/* What json_skip() found. */
struct json_skipped {
	const char *why;	/* a line end is in a string */
	const char *stop;	/* about where, when there is a `why` */
	bool doubt;		/* a line begins with `{`, as where a line was cut */
	unsigned long lines;	/* line ends passed */
};

/* Pass over what is left of an object or array that lies `depth` deep: returns behind the bracket that closes it. NULL
 * for a `why` or a `doubt`; when there is neither, the bytes end before. */
const char *json_skip(const char *at, const char *end, size_t depth, struct json_skipped *skipped);
