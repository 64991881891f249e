/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "effective.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* A pipe or a device would never end. */
static bool is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
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
	} else if (!path_beside(path, sizeof(path), profile->file, profile->base) || !is_file(path)) {
		refuse_base(profile, REFUSAL_BASE_UNKNOWN, report);
	} else if (in_chain(e, path)) {
		refuse_base(profile, REFUSAL_BASE_CYCLE, report);
	} else {
		base = sq_load_file(path, report);
		if (report->failure == -EIO)	/* it is the base line that is to be mended */
			report->failure = 0;
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

/* The difference that replaces a row of the base: a plain one every row of its input, a conditional one the row with
 * its condition. NULL when there is none. `differences` are in canonical order. */
static struct rule *replacement(const struct rule *rule, struct rule *differences, size_t n)
{
	size_t i;

	for (i = sq_rule_find(differences, n, rule); i < n && sq_rule_same_input(&differences[i], rule); i++)
		if (!differences[i].n_terms || sq_rule_same_condition(&differences[i], rule))
			return &differences[i];
	return NULL;
}

/* Keep what no difference replaces. A difference is asked before what it leaves of the base, but one that replaces a
 * row with its own condition stands where that row stood. */
static void drop_replaced(struct effective *e, const struct sipq850_profile *profile, struct rule *differences)
{
	size_t i, n = 0;

	for (i = 0; i < e->n_rules; i++) {
		struct rule rule = e->rules[i];
		struct rule *by = replacement(&rule, differences, profile->n_rows);

		rule.order += profile->n_rows;
		if (by && by->n_terms)
			by->order = rule.order;
		if (!by && profile->completeness[rule.direction - 1] != SIPQ850_COMPLETENESS_ABSENT)
			e->rules[n++] = rule;
	}
	e->n_rules = n;
}

/* Conditional rows of one (direction, in) are bounded before they are laid over others: both are gone through pair
 * by pair. */
static bool within_bounds(const struct rule *rules, size_t n, struct report *report)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++) {
		const struct sipq850_row *row = rules[i].answer.row;

		count = i && sq_rule_same_input(&rules[i], &rules[i - 1]) ? count + 1 : 1;
		if (count <= SQ_CONDITIONAL_MAX + 1)
			continue;
		sq_refuse(report, REFUSAL_CONDITIONAL_MANY, row->profile->file, row->line, 0, NULL);
		return false;
	}
	return true;
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
	qsort(differences, profile->n_rows, sizeof(*differences), sq_rule_compare);
	if (good && !within_bounds(differences, profile->n_rows, report)) {
		free(differences);
		return false;
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

	if (direction != SIPQ850_SIP2Q850 && direction != SIPQ850_Q850SIP)
		return SIPQ850_COMPLETENESS_UNKNOWN;
	for (i = 0; i < e->n_chain; i++)
		if (e->chain[i]->completeness[direction - 1] != SIPQ850_COMPLETENESS_UNKNOWN)
			return e->chain[i]->completeness[direction - 1];
	return SIPQ850_COMPLETENESS_UNKNOWN;
}
