/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind `text`: a record is a line that a pattern matches. Lines in which none of the patterns' rarest texts stands are
 * passed over without looking at them one by one.
 *
 * A line of the file may hold several, with a text such as #012 between (`joined`): each is a record of its own,
 * and what the prefix of the line of the file said holds for all of them. */
#include <stdlib.h>

#include "kinds.h"
#include "lines.h"
#include "placed.h"

#define PATTERNS_MAX FILTER_TEXTS_MAX
#define PREFIXES_MAX 16

struct text {
	const struct format *format;
	struct lines lines;
	size_t n_records, n_patterns;	/* patterns of records, and those of contexts behind them */
	struct placed patterns[PATTERNS_MAX];
	size_t n_prefixes;
	struct placed prefixes[PREFIXES_MAX];
	struct filter filter;
	int pattern_place;
	bool within;			/* what comes next is not the begin of a line of the file */
	struct kept_values context;
	struct kept_values prefix;	/* of the line of the file, if it may hold several */
};

/* A line, and the pattern that matches it. */
struct hit {
	struct span line;
	const struct placed *placed;	/* NULL: none */
	bool record;
	struct pattern_match match;
};

/* All names that the format looks at have to be there. */
static const char *judge_places(const struct text *text)
{
	const struct format *format = text->format;
	size_t i, j, found;

	for (i = 0; i < format->n_places; i++) {
		const struct span name = { format->places[i], strlen(format->places[i]) };

		found = span_is(name, "pattern");
		for (j = 0; j < text->n_patterns; j++)
			found += pattern_value(&text->patterns[j].pattern, name) >= 0;
		for (j = 0; j < text->n_prefixes; j++)
			found += pattern_value(&text->prefixes[j].pattern, name) >= 0;
		if (!found)
			return "a row looks for a name that no pattern has";
	}
	return NULL;
}

static const char *make_filter(struct text *text, struct span first)
{
	struct filter_sample *sample = lines_sample(first);
	struct span rarest[PATTERNS_MAX];
	const char *why = NULL;
	size_t i;

	for (i = 0; i < text->n_patterns; i++) {
		rarest[i] = pattern_rarest(&text->patterns[i].pattern, sample);
		if (!rarest[i].len)
			why = "a pattern of nothing but values and blanks would match nearly every line";
	}
	if (!why)
		filter_make(&text->filter, rarest, text->n_patterns, sample);
	free(sample);
	return why;
}

/* The first bytes to be read, if they are known, tell what is rare. */
static const char *make(struct text *text, const struct format *format, struct span first)
{
	const char *why;

	text->format = format;
	why = lines_make(&text->lines, format);
	if (!why)
		why = placed_read(format, "pattern", true, text->patterns, &text->n_patterns, PATTERNS_MAX);
	text->n_records = text->n_patterns;
	if (!why)
		why = placed_read(format, "context", true, text->patterns, &text->n_patterns, PATTERNS_MAX);
	if (!why)
		why = placed_read(format, "prefix", false, text->prefixes, &text->n_prefixes, PREFIXES_MAX);
	if (!why && !text->n_records)
		why = "the head line '#: pattern ..' is missing";
	if (!why)
		why = make_filter(text, first);
	if (why)
		return why;
	text->pattern_place = format_place(format, "pattern");
	return judge_places(text);
}

static const char *check(const struct format *format)
{
	struct text *text = calloc(1, sizeof(*text));
	const char *why = text ? make(text, format, (struct span){ NULL, 0 }) : "out of memory";

	free(text);
	return why;
}

static struct text *get_ready(struct record_state *state, struct span first)
{
	if (!state->kept) {
		state->kept = calloc(1, sizeof(struct text));
		if (state->kept)
			make(state->kept, state->format, first);
	}
	return state->kept;
}

/* Which patterns have their rarest text in the line? */
static uint64_t candidates(const struct text *text, struct span line)
{
	uint64_t found, all = 0;
	size_t at = 0;

	for (; (found = filter_find(&text->filter, line, &at)); at++)
		all |= found;
	return all;
}

/* Where a pattern has to be at the begin, that is also right behind the prefix. */
static bool matches(const struct placed *placed, struct hit *hit, size_t behind_prefix)
{
	return pattern_find(&placed->pattern, hit->line, 0, &hit->match) ||
	       (placed->pattern.at_begin && behind_prefix &&
		pattern_find(&placed->pattern, hit->line, behind_prefix, &hit->match));
}

/* Find the first pattern that matches a line. */
static void find_pattern(const struct text *text, struct hit *hit, size_t behind_prefix)
{
	uint64_t left = candidates(text, hit->line);
	unsigned int i;

	for (hit->placed = NULL; left && !hit->placed; left &= left - 1) {
		i = __builtin_ctzll(left);
		hit->record = i < text->n_records;
		if (matches(&text->patterns[i], hit, behind_prefix))
			hit->placed = &text->patterns[i];
	}
}

/* Keep what the prefix of a line of the file says, when there may be several lines in it. Returns its length, the
 * blanks behind it counted in. */
static size_t take_prefix(struct text *text, struct span line)
{
	struct pattern_match match;
	const struct placed *prefix = placed_prefix(text->prefixes, text->n_prefixes, line, &match);

	if (text->lines.n) {
		memset(text->prefix.there, 0, sizeof(text->prefix.there));
		if (prefix)
			placed_keep(prefix, &match, &text->prefix);
	}
	if (!prefix)
		return 0;
	while (match.end < line.len && (line.at[match.end] == ' ' || line.at[match.end] == '\t'))
		match.end++;
	return match.end;
}

static void give_values(const struct text *text, const struct hit *hit, struct record *record)
{
	struct pattern_match match;
	const struct placed *prefix;

	lines_clear(record);
	placed_give(hit->placed, &hit->match, record);
	if (text->pattern_place >= 0)
		record->values[text->pattern_place] = hit->placed->name;
	prefix = text->lines.n ? NULL : placed_prefix(text->prefixes, text->n_prefixes, hit->line, &match);
	if (prefix)
		placed_give(prefix, &match, record);
	kept_give(&text->prefix, text->format->n_places, record);
	kept_give(&text->context, text->format->n_places, record);
}

/* What the prefix of a context line says stays known with it. */
static void keep_prefix(struct text *text, struct span line)
{
	struct pattern_match match;
	const struct placed *prefix;
	size_t i;

	for (i = 0; i < text->n_prefixes; i++)
		placed_forget(&text->prefixes[i], &text->context);
	prefix = placed_prefix(text->prefixes, text->n_prefixes, line, &match);
	if (prefix)
		placed_keep(prefix, &match, &text->context);
	for (i = 0; text->lines.n && i < text->format->n_places; i++)
		if (text->prefix.there[i])
			kept_set(&text->context, i, (struct span){ text->prefix.at[i], text->prefix.len[i] });
}

/* All context lines of one name say the same things: forget what any of them left. */
static void take_context(struct text *text, const struct hit *hit)
{
	const struct placed *placed = text->patterns + text->n_records;

	keep_prefix(text, hit->line);
	for (; placed < text->patterns + text->n_patterns; placed++)
		if (placed->name.len == hit->placed->name.len &&
		    !memcmp(placed->name.at, hit->placed->name.at, placed->name.len))
			placed_forget(placed, &text->context);
	placed_keep(hit->placed, &hit->match, &text->context);
}

/* Look at the lines of one line of the file, up to the first record. */
static enum record_verdict next_of_line(struct text *text, struct span bytes, bool last, struct record *record)
{
	size_t at = 0, behind_prefix;
	struct line line;
	struct hit hit;

	do {
		if (!lines_next(&text->lines, (struct span){ bytes.at + at, bytes.len - at }, last, &line)) {
			text->within |= at > 0;
			return at ? lines_nothing(record, bytes, at) : RECORD_MORE;
		}
		hit.line = line.text;
		behind_prefix = !at && !text->within ? take_prefix(text, line.text) : 0;
		find_pattern(text, &hit, behind_prefix);
		if (hit.placed && hit.record)
			break;
		if (hit.placed)
			take_context(text, &hit);
		at += line.len;
	} while (line.joined);
	text->within = line.joined || (at && hit.placed && hit.record);
	if (at)
		return lines_nothing(record, bytes, at);
	give_values(text, &hit, record);
	return lines_found(record, bytes, line.len);
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct text *text = get_ready(state, bytes);
	size_t skip;
	bool found;

	if (!text)
		return lines_no_memory(record, bytes);
	skip = lines_skip(&text->filter, bytes, last, &found);
	if (skip) {
		text->within = false;
		return lines_nothing(record, bytes, skip);
	}
	return found ? next_of_line(text, bytes, last, record) : RECORD_MORE;
}

static const char *const heads[] = { "pattern", "context", "prefix", "joined", NULL };

const struct record_kind record_text = {
	.name = "text",
	.heads = heads,
	.check = check,
	.next = next,
};
