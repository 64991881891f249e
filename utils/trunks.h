/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which profile each trunk speaks, from a file of tab-separated columns `trunk` and `profile`. */
#pragma once

#include <sipq850/sipq850.h>

#include "csv.h"

#define TRUNKS_PROFILES_MAX 64	/* different ones, with that of all other trunks */

struct trunk {
	char *name;
	size_t len;
	unsigned int profile;		/* index into maps */
	unsigned long line;		/* where the file says so */
};

struct trunks {
	const struct sipq850_map *maps[TRUNKS_PROFILES_MAX];	/* the first is for trunks that are not listed */
	char *profiles[TRUNKS_PROFILES_MAX];			/* their names */
	unsigned int n_maps;
	struct trunk *trunks;		/* by name */
	size_t n_trunks;
};

/* Begin with the profile of trunks that are not listed; the map is theirs from now on. */
void trunks_start(struct trunks *all, const struct sipq850_map *map);

/* Read the file. Prints why and returns -1 on failure; free it all the same. */
int trunks_load(struct trunks *all, const char *path);

/* Find the profile of a trunk, named as in a CSV file; quotes and blanks around the name do not count. */
unsigned int trunks_find(const struct trunks *all, struct csv_text field);

/* The same, where nothing but blanks stands around the name. */
unsigned int trunks_find_plain(const struct trunks *all, struct csv_text name);

void trunks_free(struct trunks *all);
