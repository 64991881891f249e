/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/profile.h>

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "tables.h"

unsigned int sipq850_profile_count(void)
{
	return sq_profiles_count;
}

const struct sipq850_profile *sipq850_profile_builtin(unsigned int i)
{
	return i < sq_profiles_count ? &sq_profiles[i] : NULL;
}

const struct sipq850_profile *sipq850_profile_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < sq_profiles_count; i++)
		if (!strcmp(sq_profiles[i].name, name))
			return &sq_profiles[i];
	return NULL;
}

static int result(struct sipq850_profile *loaded, const struct report *report, struct sipq850_profile **profile,
		  struct sipq850_load_err *err)
{
	if (loaded)
		*profile = loaded;
	return sq_report_result(report, err);
}

int sipq850_profile_load(const char *path, struct sipq850_profile **profile, struct sipq850_load_err *err)
{
	struct report report = { 0 };

	return result(sq_load_file(path, &report), &report, profile, err);
}

int sipq850_profile_parse(const char *path, const char *text, size_t len, struct sipq850_profile **profile,
			  struct sipq850_load_err *err)
{
	struct report report = { 0 };

	return result(sq_load_text(path, text, len, &report), &report, profile, err);
}

const struct sipq850_profile *sipq850_profile_ref(const struct sipq850_profile *profile)
{
	if (profile && profile->loaded)
		atomic_fetch_add(&((struct sipq850_profile *)profile)->references, 1);
	return profile;
}

void sipq850_profile_unref(const struct sipq850_profile *profile)
{
	struct sipq850_profile *own = (struct sipq850_profile *)profile;

	if (!own || !own->loaded || atomic_fetch_sub(&own->references, 1) != 1)
		return;
	free((void *)own->rows);
	free((void *)own->name);
	free((void *)own->file);
	free(own->text);
	free(own);
}

const char *sipq850_profile_name(const struct sipq850_profile *profile)
{
	return profile->name;
}

const char *sipq850_profile_file(const struct sipq850_profile *profile)
{
	return profile->file;
}

const char *sipq850_profile_title(const struct sipq850_profile *profile)
{
	return profile->title;
}

const char *sipq850_profile_document(const struct sipq850_profile *profile)
{
	return profile->document;
}

const char *sipq850_profile_base(const struct sipq850_profile *profile)
{
	return profile->base;
}

enum sipq850_completeness sipq850_profile_completeness(const struct sipq850_profile *profile,
						       enum sipq850_direction direction)
{
	if (direction != SIPQ850_SIP2Q850 && direction != SIPQ850_Q850SIP)
		return SIPQ850_COMPLETENESS_UNKNOWN;
	return profile->completeness[direction - 1];
}

size_t sipq850_profile_rows(const struct sipq850_profile *profile)
{
	return profile->n_rows;
}

const struct sipq850_row *sipq850_profile_row(const struct sipq850_profile *profile, size_t i)
{
	return i < profile->n_rows ? &profile->rows[i] : NULL;
}

const struct sipq850_profile *sipq850_row_profile(const struct sipq850_row *row)
{
	return row->profile;
}

unsigned int sipq850_row_line(const struct sipq850_row *row)
{
	return row->line;
}

enum sipq850_direction sipq850_row_direction(const struct sipq850_row *row)
{
	return row->direction;
}

const char *sipq850_row_in(const struct sipq850_row *row)
{
	return row->in;
}

const char *sipq850_row_condition(const struct sipq850_row *row)
{
	return row->condition;
}

const char *sipq850_row_out(const struct sipq850_row *row)
{
	return row->out;
}

const char *sipq850_row_source(const struct sipq850_row *row)
{
	return row->source;
}

const char *sipq850_row_note(const struct sipq850_row *row)
{
	return row->note;
}
