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

enum json_verdict { JSON_MORE, JSON_OBJECT, JSON_BROKEN };

struct json_object {
	const char *close;	/* its closing bracket */
	const char *why;	/* JSON_BROKEN: a constant */
	struct span *values;	/* by number of the path; strings without quotes, objects and arrays as they stand; at =
				 * NULL: not there or, with a len, null */
	bool *escaped;		/* json_unescape() has something to do */
};

/* Read the object that begins at the first byte. Paths have dots between names, and numbers for elements of arrays. The
 * caller has made room for as many values as there are paths. */
enum json_verdict json_read(const struct paths *paths, struct span bytes, struct json_object *object);

/* Undo escapes; `to` has room for value.len bytes. Returns the length. */
size_t json_unescape(struct span value, char *to);

/* Pass over what is left of an object or array that lies `depth` deep: returns behind the bracket that closes it, NULL
 * and `why` when a line end is in a string. NULL and no `why`: the bytes end before, or (`doubt`) a line begins with
 * `{`, as where a line was cut. */
const char *json_skip(const char *at, const char *end, size_t depth, const char **why, bool *doubt);
