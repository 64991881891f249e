/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where wanted values are: paths of names, as a tree, so that those that begin alike are followed together. */
#pragma once

#include <stdint.h>

#include "span.h"

#define PATHS_STEPS_MAX 64	/* names of one path */
#define PATHS_NODES_MAX 400	/* names of all, common begins counted once */
#define PATHS_WANTED_MAX 64

struct path_node {
	struct span name;
	long index;		/* as element of an array; -1: the name is no number */
	int wanted;		/* which wanted value this is; -1: none */
	int child, next;	/* first node below; next one beside; 0: none */
	uint64_t lengths;	/* bit n: a node below has a name of n bytes (modulo 64) */
};

struct paths {
	size_t n_nodes, n_wanted;
	struct path_node nodes[PATHS_NODES_MAX];	/* the first one is where all paths begin */
};

/* Begin without paths. */
void paths_clear(struct paths *paths);

/* Add a path, which is kept by reference: names with `between` between them; a name that has that byte in it stands in
 * quotes. The number of its value is how many were added before. Returns NULL, or why it cannot be (a constant). */
const char *paths_add(struct paths *paths, const char *path, char between);

static inline bool path_node_is(const struct path_node *node, struct span name)
{
	/* Most names that are as long as a wanted one begin with another byte: no call for these. */
	return node->name.len == name.len && (!name.len || *node->name.at == *name.at) &&
	       !memcmp(node->name.at, name.at, name.len);
}

/* Find a name below a node. Returns -1 when it is not there, or `node` is -1. */
static inline int paths_find(const struct paths *paths, int node, struct span name)
{
	const struct path_node *nodes = paths->nodes;

	if (node < 0 || !(nodes[node].lengths >> name.len % 64 & 1))
		return -1;
	for (node = nodes[node].child; node; node = nodes[node].next)
		if (path_node_is(&nodes[node], name))
			return node;
	return -1;
}

/* Find the number of an element below a node. */
static inline int paths_find_index(const struct paths *paths, int node, long index)
{
	const struct path_node *nodes = paths->nodes;

	if (node < 0)
		return -1;
	for (node = nodes[node].child; node; node = nodes[node].next)
		if (nodes[node].index == index)
			return node;
	return -1;
}
