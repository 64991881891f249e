/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "trunks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "tsv.h"

void trunks_start(struct trunks *all, const struct sipq850_map *map)
{
	*all = (struct trunks){ .maps = { map }, .n_maps = 1 };
}

static int compare_names(const char *a, size_t a_len, const char *b, size_t b_len)
{
	const int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_trunks(const void *a, const void *b)
{
	const struct trunk *one = a, *other = b;
	const int order = compare_names(one->name, one->len, other->name, other->len);

	return order ? order : (one->line > other->line) - (one->line < other->line);
}

/* Find a profile among those that were asked for before, or load it. Returns its index, -1 when that failed. */
static int find_profile(struct trunks *all, const char *name, char *why, size_t len)
{
	const unsigned int n = all->n_maps;
	unsigned int i;

	for (i = 1; i < n; i++)
		if (!strcmp(all->profiles[i], name))
			return i;
	if (n == TRUNKS_PROFILES_MAX) {
		snprintf(why, len, "more than %d profiles in one file", TRUNKS_PROFILES_MAX - 1);
		return -1;
	}
	all->maps[n] = cli_find_map(name, why, len);
	if (!all->maps[n])
		return -1;
	all->n_maps++;
	all->profiles[n] = strdup(name);
	if (all->profiles[n])
		return n;
	snprintf(why, len, "%s", strerror(ENOMEM));
	return -1;
}

/* Add one trunk. */
static int add_trunk(struct trunks *all, const char *name, const char *profile, unsigned long line, char *why,
		     size_t len)
{
	const int index = find_profile(all, profile, why, len);
	struct trunk *more;

	if (index < 0)
		return -1;
	if ((all->n_trunks & (all->n_trunks - 1)) == 0) {	/* full when a power of two */
		more = realloc(all->trunks, (all->n_trunks ? 2 * all->n_trunks : 1) * sizeof(*more));
		if (!more) {
			snprintf(why, len, "%s", strerror(ENOMEM));
			return -1;
		}
		all->trunks = more;
	}
	more = &all->trunks[all->n_trunks];
	*more = (struct trunk){ strdup(name), strlen(name), index, line };
	if (!more->name) {
		snprintf(why, len, "%s", strerror(ENOMEM));
		return -1;
	}
	all->n_trunks++;
	return 0;
}

/* The index of a column, -1 when there is none. */
static int column_of(const struct tsv *tsv, const char *name)
{
	int i;

	for (i = 0; i < tsv->n_columns; i++)
		if (!strcmp(tsv->head[i], name))
			return i;
	return -1;
}

/* Read all records of an open file. Returns -1 with the reason on failure. */
static int read_trunks(struct trunks *all, struct tsv *tsv, char *why, size_t len)
{
	const int trunk = column_of(tsv, "trunk"), profile = column_of(tsv, "profile");
	int rc;

	if (trunk < 0 || profile < 0) {
		snprintf(why, len, "the head has no column '%s': trunk and profile are needed",
			 trunk < 0 ? "trunk" : "profile");
		return -1;
	}
	while ((rc = tsv_next(tsv)) > 0)
		if (add_trunk(all, tsv->column[trunk], tsv->column[profile], tsv->line, why, len) < 0)
			return -1;
	if (rc < 0)
		snprintf(why, len, "%s", tsv->problem);
	return rc;
}

/* Sort, and refuse a trunk that is listed twice. */
static int sort_trunks(struct trunks *all, const char *path)
{
	const struct trunk *trunk;
	size_t i;

	if (all->n_trunks)
		qsort(all->trunks, all->n_trunks, sizeof(all->trunks[0]), compare_trunks);
	for (i = 1; i < all->n_trunks; i++) {
		trunk = &all->trunks[i];
		if (compare_names(trunk->name, trunk->len, trunk[-1].name, trunk[-1].len))
			continue;
		cli_error("%s:%lu: trunk %s is in line %lu, too; keep one of them", path, trunk->line, trunk->name,
			  trunk[-1].line);
		return -1;
	}
	return 0;
}

int trunks_load(struct trunks *all, const char *path)
{
	struct tsv *tsv = malloc(sizeof(*tsv));
	char why[2048];
	int rc;

	if (!tsv) {
		cli_error("%s: %s", path, strerror(ENOMEM));
		return -1;
	}
	rc = tsv_open(tsv, path);
	if (rc < 0) {
		snprintf(why, sizeof(why), "%s", tsv->problem);
	} else {
		rc = read_trunks(all, tsv, why, sizeof(why));
		tsv_close(tsv);
	}
	if (rc < 0 && tsv->line)
		cli_error("%s:%lu: %s", path, tsv->line, why);
	else if (rc < 0)
		cli_error("%s: %s", path, why);
	free(tsv);
	return rc < 0 ? -1 : sort_trunks(all, path);
}

unsigned int trunks_find_plain(const struct trunks *all, struct csv_text field)
{
	const char *name = field.at;
	size_t middle, low = 0, high = all->n_trunks, len = field.len;
	int order;

	while (len > 0 && (name[len - 1] == ' ' || name[len - 1] == '\t'))
		len--;
	for (; len > 0 && (*name == ' ' || *name == '\t'); len--)
		name++;
	while (low < high) {
		middle = low + (high - low) / 2;
		order = compare_names(name, len, all->trunks[middle].name, all->trunks[middle].len);
		if (order == 0)
			return all->trunks[middle].profile;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

unsigned int trunks_find(const struct trunks *all, struct csv_text field)
{
	char plain[CSV_VALUE_MAX];

	if (!field.at || field.len > CSV_VALUE_MAX)
		return 0;
	return trunks_find_plain(all, (struct csv_text){ plain, csv_unquote(plain, field) });
}

void trunks_free(struct trunks *all)
{
	unsigned int i;
	size_t n;

	for (n = 0; n < all->n_trunks; n++)
		free(all->trunks[n].name);
	free(all->trunks);
	for (i = 0; i < all->n_maps; i++) {
		sipq850_map_unref(all->maps[i]);
		free(all->profiles[i]);
	}
}
