/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "effective.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load.h"

/* --- the chain of bases */

static void refuse_base(const struct sipq850_profile *profile, enum refusal why, struct report *report)
{
	char quoted[QUOTED_SIZE];

	sq_refuse(report, why, profile->file, profile->base_line, 0, "%s", sq_quoted(quoted, sq_span(profile->base)));
}

/* As -p of the command: a slash or ".tsv" makes it a file. */
static bool is_path(const char *base)
{
	size_t len = strlen(base);

	return strchr(base, '/') || (len > 4 && !strcmp(base + len - 4, ".tsv"));
}

/* A relative path is beside the file that names it. */
static bool path_beside(char *buf, size_t len, const char *file, const char *base)
{
	const char *slash = strrchr(file, '/');
	int dir = base[0] == '/' || !slash ? 0 : slash + 1 - file;

	while (!strncmp(base, "./", 2))
		base += 2;
	return snprintf(buf, len, "%.*s%s", dir, file, base) < (int)len;
}

static bool same_file(const char *a, const char *b)
{
	char *real_a = realpath(a, NULL);
	char *real_b = realpath(b, NULL);
	bool same = real_a && real_b ? !strcmp(real_a, real_b) : !strcmp(a, b);

	free(real_a);
	free(real_b);
	return same;
}

static bool in_chain(const struct effective *e, const char *path)
{
	unsigned int i;

	for (i = 0; i < e->n_chain; i++)
		if (e->chain[i]->loaded && same_file(e->chain[i]->file, path))
			return true;
	return false;
}

/* The base of the last profile in the chain, referenced; NULL when it was refused. */
static const struct sipq850_profile *find_base(const struct effective *e, struct report *report)
{
	const struct sipq850_profile *profile = e->chain[e->n_chain - 1];
	const struct sipq850_profile *base = NULL;
	char path[PATH_MAX];

	if (!is_path(profile->base)) {
		base = sipq850_profile_by_name(profile->base);
		if (!base)
			refuse_base(profile, REFUSAL_BASE_UNKNOWN, report);
	} else if (!path_beside(path, sizeof(path), profile->file, profile->base) || access(path, R_OK)) {
		refuse_base(profile, REFUSAL_BASE_UNKNOWN, report);
	} else if (in_chain(e, path)) {
		refuse_base(profile, REFUSAL_BASE_CYCLE, report);
	} else {
		base = sq_load_file(path, report);
	}
	return base;
}

static bool find_chain(struct effective *e, const struct sipq850_profile *profile, struct report *report)
{
	e->chain[e->n_chain++] = sipq850_profile_ref(profile);
	while ((profile = e->chain[e->n_chain - 1])->base) {
		if (e->n_chain == ARRAY_SIZE(e->chain)) {
			refuse_base(profile, REFUSAL_BASE_DEEP, report);
			return false;
		}
		profile = find_base(e, report);
		if (!profile)
			return false;
		e->chain[e->n_chain++] = profile;
	}
	return true;
}

/* --- the rows */

/* A plain difference replaces every row of its input, a conditional one the row with its condition. */
static bool replaces(const struct rule *difference, const struct rule *rule)
{
	return sq_rule_same_input(difference, rule) &&
	       (!difference->n_terms || sq_rule_same_condition(difference, rule));
}

static bool is_replaced(const struct rule *rule, const struct sipq850_profile *profile, const struct rule *differences)
{
	size_t i;

	if (profile->completeness[rule->direction - 1] == SIPQ850_COMPLETENESS_ABSENT)
		return true;
	for (i = 0; i < profile->n_rows; i++)
		if (replaces(&differences[i], rule))
			return true;
	return false;
}

/* Keep what no difference replaces. The differences are asked before what they leave of the base. */
static void drop_replaced(struct effective *e, const struct sipq850_profile *profile, const struct rule *differences)
{
	size_t i, n = 0;

	for (i = 0; i < e->n_rules; i++) {
		if (is_replaced(&e->rules[i], profile, differences))
			continue;
		e->rules[n] = e->rules[i];
		e->rules[n++].order += profile->n_rows;
	}
	e->n_rules = n;
}

/* Put the rows of a profile over those that are there. `rules` has room for them. */
static bool apply(struct effective *e, const struct sipq850_profile *profile, struct report *report)
{
	struct rule *differences = calloc(profile->n_rows + 1, sizeof(*differences));
	bool good = true;
	size_t i;

	if (!differences) {
		report->failure = -ENOMEM;
		return false;
	}
	for (i = 0; i < profile->n_rows; i++) {
		good &= sq_rule_read(&differences[i], &profile->rows[i], report);
		differences[i].order = i;
	}
	drop_replaced(e, profile, differences);
	memcpy(e->rules + e->n_rules, differences, profile->n_rows * sizeof(*differences));
	e->n_rules += profile->n_rows;
	free(differences);
	return good;
}

bool sq_effective_make(struct effective *e, const struct sipq850_profile *profile, struct report *report)
{
	size_t room = 1;
	unsigned int i;

	memset(e, 0, sizeof(*e));
	if (!find_chain(e, profile, report))
		return false;
	for (i = 0; i < e->n_chain; i++)
		room += e->chain[i]->n_rows;
	e->rules = calloc(room, sizeof(*e->rules));
	if (!e->rules) {
		report->failure = -ENOMEM;
		return false;
	}
	for (i = e->n_chain; i-- > 0;)
		if (!apply(e, e->chain[i], report))
			return false;
	qsort(e->rules, e->n_rules, sizeof(*e->rules), sq_rule_compare);
	return true;
}

void sq_effective_release(struct effective *e)
{
	unsigned int i;

	for (i = 0; i < e->n_chain; i++)
		sipq850_profile_unref(e->chain[i]);
	free(e->rules);
	memset(e, 0, sizeof(*e));
}

enum sipq850_completeness sq_effective_completeness(const struct effective *e, enum sipq850_direction direction)
{
	unsigned int i;

	for (i = 0; i < e->n_chain; i++)
		if (e->chain[i]->completeness[direction - 1] != SIPQ850_COMPLETENESS_UNKNOWN)
			return e->chain[i]->completeness[direction - 1];
	return SIPQ850_COMPLETENESS_UNKNOWN;
}
