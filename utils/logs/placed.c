/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "placed.h"

int placed_find(const struct format *format, struct span name)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (span_is(name, format->places[i]))
			return i;
	return -1;
}

static const char *read_one(const struct format *format, struct span rest, bool named, struct placed *to)
{
	const char *blank = named ? memchr(rest.at, ' ', rest.len) : NULL, *why;
	size_t i;

	to->name = (struct span){ rest.at, blank ? (size_t)(blank - rest.at) : 0 };
	if (named && !to->name.len)
		return "a name and a pattern are needed";
	if (named)
		rest = (struct span){ blank + 1, rest.len - to->name.len - 1 };
	why = pattern_compile(&to->pattern, rest);
	if (why)
		return why;
	to->pattern.at_begin |= !named;	/* a prefix */
	for (i = 0; i < to->pattern.n_values; i++)
		to->places[i] = placed_find(format, to->pattern.names[i]);
	return NULL;
}

const char *placed_read(const struct format *format, const char *word, bool named, struct placed *to,
			size_t *n, size_t max)
{
	const struct format_head *head = NULL;
	const char *why;

	while ((head = format_head_next(format, word, head))) {
		if (*n == max)
			return "too many patterns";
		why = read_one(format, (struct span){ head->rest, strlen(head->rest) }, named, &to[*n]);
		if (why)
			return why;
		++*n;
	}
	return NULL;
}

const struct placed *placed_prefix(const struct placed *prefixes, size_t n, struct span line,
				   struct pattern_match *match)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (pattern_find(&prefixes[i].pattern, line, 0, match) && match->begin == 0)
			return &prefixes[i];
	return NULL;
}

void placed_give(const struct placed *placed, const struct pattern_match *match, struct record *record)
{
	size_t i;

	for (i = 0; i < placed->pattern.n_values; i++)
		if (placed->places[i] >= 0 && !record->values[placed->places[i]].at)
			record->values[placed->places[i]] = match->values[i];
}

void placed_forget(const struct placed *placed, struct kept_values *kept)
{
	size_t i;

	for (i = 0; i < placed->pattern.n_values; i++)
		if (placed->places[i] >= 0)
			kept->there[placed->places[i]] = false;
}

void kept_set(struct kept_values *kept, int place, struct span value)
{
	if (place < 0)
		return;
	kept->there[place] = true;
	kept->len[place] = value.len < PLACED_KEPT_MAX ? value.len : PLACED_KEPT_MAX;
	memcpy(kept->at[place], value.at, kept->len[place]);
}

void placed_keep(const struct placed *placed, const struct pattern_match *match, struct kept_values *kept)
{
	size_t i;

	for (i = 0; i < placed->pattern.n_values; i++)
		kept_set(kept, placed->places[i], match->values[i]);
}

void kept_give(const struct kept_values *kept, size_t n_places, struct record *record)
{
	size_t i;

	for (i = 0; i < n_places; i++)
		if (kept->there[i] && !record->values[i].at)
			record->values[i] = (struct span){ kept->at[i], kept->len[i] };
}
