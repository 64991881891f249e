/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON objects, read for a few wanted values: no tree, no allocation, no recursion.
 *
 * Lenient where loggers are: a number, or any bare word, is what stands there (FreeSWITCH writes `-nan`), a comma may
 * stand before a closing bracket. Strict in what tells that a line was cut: a string has no line end in it.
 *
 * When all wanted values are found, and for nested values in which none is wanted, only strings and the number of
 * brackets are looked at. Not checked there: commas, colons, which kind of bracket closes. Nowhere checked: escapes that
 * JSON has not, UTF-8, and names that come again (the first one counts). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "span.h"

#define JSON_DEPTH_MAX 64	/* deeper ones are refused where every bracket is looked at */
#define JSON_NODES_MAX 400	/* steps of all paths, common begins counted once */
#define JSON_WANTED_MAX 64

/* A step of a path. Paths are a tree: those that begin alike share the nodes of that begin. Node 0 is the object. */
struct json_node {
	struct span name;
	long index;		/* as element of an array; -1: the name is no number */
	int wanted;		/* which wanted value this is; -1: none */
	int child, next;	/* first node below; next one beside; 0: none */
	uint64_t lengths;	/* bit n: a node below has a name of n bytes (modulo 64) */
};

struct json_paths {
	size_t n_nodes, n_wanted;
	struct json_node nodes[JSON_NODES_MAX];
};

enum json_verdict { JSON_MORE, JSON_OBJECT, JSON_BROKEN };

struct json_object {
	const char *close;	/* its closing bracket */
	const char *why;	/* JSON_BROKEN: a constant */
	struct span *values;	/* by number of the path; strings without quotes, objects and arrays as they stand; at =
				 * NULL: not there, or null */
	bool *escaped;		/* json_unescape() has something to do */
};

/* Begin without paths. */
void json_paths_clear(struct json_paths *paths);

/* Add a path, which is kept by reference: names with dots between, numbers for elements of arrays, a name with a dot in
 * it in quotes. Its number is that of the calls before it. Returns NULL, or why it cannot be (a constant). */
const char *json_paths_add(struct json_paths *paths, const char *path);

/* Read the object that begins at the first byte. The caller has made room for as many values as there are paths. */
enum json_verdict json_read(const struct json_paths *paths, struct span bytes, struct json_object *object);

/* Undo escapes; `to` has room for value.len bytes. Returns the length. */
size_t json_unescape(struct span value, char *to);

/* Pass over what is left of an object or array that lies `depth` deep: returns behind the bracket that closes it, NULL
 * and `why` when a line end is in a string. NULL and no `why`: the bytes end before, or (`doubt`) a line begins with `{`,
 * as where a line was cut. */
const char *json_skip(const char *at, const char *end, size_t depth, const char **why, bool *doubt);
