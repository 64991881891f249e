/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns of file names that no shell has expanded; see input.h. */

#include "input.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

/* A list that grows. */
struct list {
	char **names;
	size_t n;
};

/* Room is made for the NULL at the end, too. */
static int add(struct list *list, const char *name)
{
	char **names = realloc(list->names, (list->n + 2) * sizeof(*names));

	if (!names)
		return -1;
	list->names = names;
	names[list->n + 1] = NULL;
	names[list->n] = strdup(name);
	return names[list->n++] ? 0 : -1;
}

static bool is_pattern(const char *name)
{
	struct stat st;

	return strpbrk(name, "*?[") && lstat(name, &st) != 0;
}

static int add_matches(struct list *list, const char *pattern)
{
	glob_t found = { 0 };
	size_t i;
	int rc = glob(pattern, GLOB_ERR, NULL, &found);

	if (rc == GLOB_NOMATCH)
		cli_error("%s: no file of that name, and none that it matches", pattern);
	else if (rc == GLOB_ABORTED)
		cli_error("%s: cannot look for what it matches: %s", pattern, strerror(errno));
	else if (rc != 0)
		cli_error("out of memory");
	for (i = 0; rc == 0 && i < found.gl_pathc; i++) {
		if (add(list, found.gl_pathv[i]) == 0)
			continue;
		cli_error("out of memory");
		rc = -1;
	}
	globfree(&found);
	return rc == 0 ? 0 : -1;
}

char **input_expand(char *const *names)
{
	struct list list = { .names = calloc(1, sizeof(*list.names)) };
	int rc = list.names ? 0 : -1;

	if (rc < 0)
		cli_error("out of memory");
	for (; rc == 0 && *names; names++) {
		if (is_pattern(*names)) {
			rc = add_matches(&list, *names);
		} else {
			rc = add(&list, *names);
			if (rc < 0)
				cli_error("out of memory");
		}
	}
	if (rc == 0)
		return list.names;
	input_list_free(list.names);
	return NULL;
}

void input_list_free(char **list)
{
	size_t i;

	for (i = 0; list && list[i]; i++)
		free(list[i]);
	free(list);
}
