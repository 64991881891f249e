/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory runs out at every single allocation of loading and compiling: each time the answer is -ENOMEM, what was
 * taken is given back, and the next call works. The allocator's functions here stand before those of libc. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sipq850/sipq850.h>

static long left = -1;	/* allocations that still succeed; -1: all */
static long balance;	/* blocks taken and not given back while counting */

static bool allowed(void)
{
	if (left == 0) {
		errno = ENOMEM;
		return false;
	}
	if (left > 0)
		left--;
	return true;
}

static void *count(void *block)
{
	if (left >= 0 && block)
		balance++;
	return block;
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

void *malloc(size_t size)
{
	return allowed() ? count(__libc_malloc(size)) : NULL;
}

void *calloc(size_t n, size_t size)
{
	return allowed() ? count(__libc_calloc(n, size)) : NULL;
}

void *realloc(void *block, size_t size)
{
	if (!allowed())
		return NULL;
	return block ? __libc_realloc(block, size) : count(__libc_malloc(size));
}

void free(void *block)
{
	if (left >= 0 && block)
		balance--;
	__libc_free(block);
}

/* A profile with bases in files, so that every path is taken, and with rows enough to make the lists grow. */
static int load(const char *path, struct sipq850_map **map)
{
	return sipq850_map_load(path, map, NULL);
}

static int lint(const char *path, struct sipq850_map **map)
{
	int rc = sipq850_map_lint(path, NULL, NULL);

	*map = NULL;
	return rc;
}

/* Let the n-th allocation fail, for n = 0, 1, .. until none does. Returns the number of failures, 0 when something
 * is wrong. */
static long starve(int (*run)(const char *path, struct sipq850_map **map), const char *path)
{
	struct sipq850_map *map = NULL;
	long n;
	int rc;

	for (n = 0; n < 100000; n++) {
		left = n;
		balance = 0;
		rc = run(path, &map);
		if (rc == 0)
			sipq850_map_unref(map);
		left = -1;
		if (balance) {
			printf("allocation %ld: %ld blocks lost\n", n, balance);
			return 0;
		}
		if (rc == 0)
			return n;
		if (rc != -ENOMEM) {
			printf("allocation %ld: %d\n", n, rc);
			return 0;
		}
	}
	return 0;
}

int main(void)
{
	const char *dir = getenv("srcdir");
	char path[4096];
	long loads, lints;

	snprintf(path, sizeof(path), "%s/data/base/site.tsv", dir ? dir : ".");
	loads = starve(load, path);
	lints = starve(lint, path);
	/* A built-in map that could not be made is not tried again. */
	left = 0;
	errno = 0;
	loads = sipq850_map_builtin("rfc4497") || errno != ENOMEM ? 0 : loads;
	left = -1;
	loads = sipq850_map_builtin("rfc4497") || !sipq850_map_builtin("rfc3398") ? 0 : loads;
	printf("%ld allocations of a load failed in turn, %ld of a lint\n", loads, lints);
	printf("%d passed, %d failed\n", (loads > 10) + (lints > 10), (loads <= 10) + (lints <= 10));
	return loads > 10 && lints > 10 ? EXIT_SUCCESS : EXIT_FAILURE;
}
