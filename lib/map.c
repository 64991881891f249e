/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/map.h>
#include <sipq850/version.h>

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "load.h"
#include "map_priv.h"

const char *sipq850_version(void)
{
	return SIPQ850_VERSION;
}

static void free_map(struct sipq850_map *map)
{
	sq_effective_release(&map->effective);
	free(map->candidates);
	free(map->rows);
	free(map);
}

static bool base_is_good(const struct sipq850_map *map, struct report *report);

/* NULL when it was refused, or memory ran out: see the report. */
static struct sipq850_map *compile(const struct sipq850_profile *profile, struct report *report)
{
	struct sipq850_map *map = calloc(1, sizeof(*map));

	if (!map) {
		report->failure = -ENOMEM;
		return NULL;
	}
	atomic_init(&map->references, 1);
	if (sq_effective_make(&map->effective, profile, report) && base_is_good(map, report) && sq_compile(map, report))
		return map;
	free_map(map);
	return NULL;
}

/* A base in a file must be a good profile by itself; its own base is judged with it. */
static bool base_is_good(const struct sipq850_map *map, struct report *report)
{
	const struct effective *e = &map->effective;
	struct sipq850_map *base;

	if (e->n_chain < 2 || !e->chain[1]->loaded)
		return true;
	base = compile(e->chain[1], report);
	sipq850_map_unref(base);
	return base;
}

/* --- built-in maps: each compiled once, by whoever asks first */

static pthread_once_t once[SQ_PROFILES_MAX] = { [0 ... SQ_PROFILES_MAX - 1] = PTHREAD_ONCE_INIT };
static struct sipq850_map *builtin[SQ_PROFILES_MAX];

/* pthread_once() hands on no argument: this is it. */
static _Thread_local size_t wanted;

static void compile_wanted(void)
{
	struct report report = { 0 };
	struct sipq850_map *map = compile(&sq_profiles[wanted], &report);

	/* The tables were checked when they were built in; what is left is memory. */
	OSMO_ASSERT(map || report.failure == -ENOMEM);
	if (map)
		map->builtin = true;
	builtin[wanted] = map;
}

const struct sipq850_map *sipq850_map_builtin(const char *name)
{
	const struct sipq850_profile *profile = sipq850_profile_by_name(name);
	size_t i = profile ? profile - sq_profiles : 0;

	if (!profile) {
		errno = ENOENT;
		return NULL;
	}
	wanted = i;
	pthread_once(&once[i], compile_wanted);
	if (!builtin[i])
		errno = ENOMEM;
	return builtin[i];
}

/* --- maps of the caller */

static int result(struct sipq850_map *made, const struct report *report, struct sipq850_map **map,
		  struct sipq850_load_err *err)
{
	if (made)
		*map = made;
	return sq_report_result(report, err);
}

int sipq850_map_compile(const struct sipq850_profile *profile, struct sipq850_map **map, struct sipq850_load_err *err)
{
	struct report report = { 0 };

	return result(compile(profile, &report), &report, map, err);
}

static struct sipq850_map *load(const char *path, struct report *report)
{
	struct sipq850_profile *profile = sq_load_file(path, report);
	struct sipq850_map *map = profile ? compile(profile, report) : NULL;

	sipq850_profile_unref(profile);
	return map;
}

int sipq850_map_load(const char *path, struct sipq850_map **map, struct sipq850_load_err *err)
{
	struct report report = { 0 };

	return result(load(path, &report), &report, map, err);
}

int sipq850_map_lint(const char *path, sipq850_refusal_cb cb, void *data)
{
	struct report report = { .cb = cb, .data = data };

	sipq850_map_unref(load(path, &report));
	return report.failure == -ENOMEM ? -ENOMEM : (int)report.count;
}

const struct sipq850_map *sipq850_map_ref(const struct sipq850_map *map)
{
	if (map && !map->builtin)
		atomic_fetch_add(&((struct sipq850_map *)map)->references, 1);
	return map;
}

void sipq850_map_unref(const struct sipq850_map *map)
{
	struct sipq850_map *own = (struct sipq850_map *)map;

	if (own && !own->builtin && atomic_fetch_sub(&own->references, 1) == 1)
		free_map(own);
}

const struct sipq850_profile *sipq850_map_profile(const struct sipq850_map *map)
{
	return map->effective.chain[0];
}

enum sipq850_completeness sipq850_map_completeness(const struct sipq850_map *map, enum sipq850_direction direction)
{
	return sq_effective_completeness(&map->effective, direction);
}

size_t sipq850_map_rows(const struct sipq850_map *map)
{
	return map->effective.n_rules;
}

const struct sipq850_answer *sipq850_map_row(const struct sipq850_map *map, size_t i)
{
	return i < map->effective.n_rules ? &map->rows[i] : NULL;
}

uint64_t sipq850_map_identity(const struct sipq850_map *map)
{
	return map->identity;
}
