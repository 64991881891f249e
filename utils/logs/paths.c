/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "paths.h"

#define INDEX_MAX 1000000

void paths_clear(struct paths *paths)
{
	paths->n_wanted = 0;
	paths->n_nodes = 1;
	paths->nodes[0] = (struct path_node){ .index = -1, .wanted = -1 };
}

/* Cut the first name off a path. Returns NULL when all is well. */
static const char *cut_name(const char **path, char between, struct span *name)
{
	const char ends[] = { between, '\0' };
	const char *at = *path, *close;

	if (*at == '"') {
		close = strchr(at + 1, '"');
		if (!close || (close[1] && close[1] != between))
			return "a name of a path begins with a quote and does not end with one";
		*name = (struct span){ at + 1, close - at - 1 };
		at = close + 1;
	} else {
		*name = (struct span){ at, strcspn(at, ends) };
		at += name->len;
		if (!name->len)
			return "a path has an empty name";
	}
	if (*at && !at[1])
		return "a path ends with an empty name";
	*path = *at ? at + 1 : at;
	return NULL;
}

/* A name that may be the number of an element; -1 when it is none. */
static long read_index(struct span name)
{
	long index = 0;
	size_t i;

	for (i = 0; i < name.len; i++) {
		if (name.at[i] < '0' || name.at[i] > '9' || index > INDEX_MAX)
			return -1;
		index = 10 * index + name.at[i] - '0';
	}
	return name.len ? index : -1;
}

/* Find the node of a name below another one, or make it; 0 when there is no room. */
static int add_node(struct paths *paths, int above, struct span name)
{
	struct path_node *parent = &paths->nodes[above];
	int node = paths_find(paths, above, name);

	if (node > 0)
		return node;
	if (paths->n_nodes == PATHS_NODES_MAX)
		return 0;
	node = paths->n_nodes++;
	paths->nodes[node] = (struct path_node){ name, read_index(name), -1, 0, parent->child, 0 };
	parent->child = node;
	parent->lengths |= UINT64_C(1) << name.len % 64;
	return node;
}

const char *paths_add(struct paths *paths, const char *path, char between)
{
	const char *why;
	struct span name;
	int node = 0, steps = 0;

	if (paths->n_wanted == PATHS_WANTED_MAX)
		return "too many paths";
	do {
		why = cut_name(&path, between, &name);
		if (why)
			return why;
		node = add_node(paths, node, name);
		if (!node || ++steps == PATHS_STEPS_MAX)
			return "the paths have too many names";
	} while (*path);
	if (paths->nodes[node].wanted >= 0)
		return "a path comes twice";
	paths->nodes[node].wanted = paths->n_wanted++;
	return NULL;
}
