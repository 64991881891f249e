/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths of wanted values, and the escapes of JSON. */
#include "json.h"

#include <stdlib.h>

#define INDEX_MAX 1000000

void json_paths_clear(struct json_paths *paths)
{
	paths->n_wanted = 0;
	paths->n_nodes = 1;
	paths->nodes[0] = (struct json_node){ .index = -1, .wanted = -1 };
}

/* Cut the first step off a path. Returns NULL when all is well. */
static const char *cut_step(const char **path, struct span *step)
{
	const char *at = *path, *close;

	if (*at == '"') {
		close = strchr(at + 1, '"');
		if (!close || (close[1] && close[1] != '.'))
			return "a name of a path begins with a quote and does not end with one";
		*step = (struct span){ at + 1, close - at - 1 };
		at = close + 1;
	} else {
		*step = (struct span){ at, strcspn(at, ".") };
		at += step->len;
		if (!step->len)
			return "a path has an empty name";
	}
	if (at[0] == '.' && !at[1])
		return "a path ends with a dot";
	*path = *at ? at + 1 : at;
	return NULL;
}

/* A step that may be the number of an element; -1 when it is none. */
static long read_index(struct span step)
{
	long index = 0;
	size_t i;

	for (i = 0; i < step.len; i++) {
		if (step.at[i] < '0' || step.at[i] > '9' || index > INDEX_MAX)
			return -1;
		index = 10 * index + step.at[i] - '0';
	}
	return step.len ? index : -1;
}

/* Find the node of a step below another one, or make it; 0 when there is no room. */
static int add_node(struct json_paths *paths, int above, struct span step)
{
	struct json_node *parent = &paths->nodes[above];
	int node;

	for (node = parent->child; node; node = paths->nodes[node].next)
		if (paths->nodes[node].name.len == step.len && !memcmp(paths->nodes[node].name.at, step.at, step.len))
			return node;
	if (paths->n_nodes == JSON_NODES_MAX)
		return 0;
	node = paths->n_nodes++;
	paths->nodes[node] = (struct json_node){ step, read_index(step), -1, 0, parent->child, 0 };
	parent->child = node;
	parent->lengths |= UINT64_C(1) << step.len % 64;
	return node;
}

const char *json_paths_add(struct json_paths *paths, const char *path)
{
	const char *why;
	struct span step;
	int node = 0, steps = 0;

	if (paths->n_wanted == JSON_WANTED_MAX)
		return "too many paths";
	do {
		why = cut_step(&path, &step);
		if (why)
			return why;
		node = add_node(paths, node, step);
		if (!node || ++steps == JSON_DEPTH_MAX)
			return "the paths have too many names";
	} while (*path);
	if (paths->nodes[node].wanted >= 0)
		return "a path comes twice";
	paths->nodes[node].wanted = paths->n_wanted++;
	return NULL;
}

/* Four hexadecimal digits; -1 when it is not these. */
static long read_unit(const char *at, const char *end)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *digit;
	long unit = 0;
	int i;

	if (end - at < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		digit = at[i] ? strchr(digits, at[i]) : NULL;
		if (!digit)
			return -1;
		unit = unit << 4 | ((digit - digits) & 15);
	}
	return unit;
}

/* Read what stands behind \u, a pair of surrogates as one. Half a pair is U+FFFD. */
static long read_unicode(const char **at, const char *end)
{
	long high = read_unit(*at, end), low = -1;

	if (high < 0)
		return -1;
	*at += 4;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high < 0xdc00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u')
		low = read_unit(*at + 2, end);
	if (low < 0xdc00 || low > 0xdfff)
		return 0xfffd;
	*at += 6;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static char *put_utf8(char *to, long c)
{
	if (c < 0x80) {
		*to++ = c;
	} else if (c < 0x800) {
		*to++ = 0xc0 | c >> 6;
		*to++ = 0x80 | (c & 0x3f);
	} else if (c < 0x10000) {
		*to++ = 0xe0 | c >> 12;
		*to++ = 0x80 | (c >> 6 & 0x3f);
		*to++ = 0x80 | (c & 0x3f);
	} else {
		*to++ = 0xf0 | c >> 18;
		*to++ = 0x80 | (c >> 12 & 0x3f);
		*to++ = 0x80 | (c >> 6 & 0x3f);
		*to++ = 0x80 | (c & 0x3f);
	}
	return to;
}

size_t json_unescape(struct span value, char *to)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *at = value.at, *end = at + value.len, *letter;
	char *begin = to;
	long c;

	while (at < end) {
		if (*at != '\\' || at + 1 == end) {
			*to++ = *at++;
			continue;
		}
		at++;
		letter = *at ? strchr(letters, *at) : NULL;
		if (*at == 'u') {
			at++;
			c = read_unicode(&at, end);
			/* What is no escape stays as it is. */
			to = c < 0 ? memcpy(to, "\\u", 2) + 2 : put_utf8(to, c);
		} else if (letter) {
			*to++ = meant[letter - letters];
			at++;
		} else if (strchr("\"\\/", *at) && *at) {
			*to++ = *at++;
		} else {
			*to++ = '\\';
		}
	}
	return to - begin;
}
