/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind `block`: a record is a group of lines with a name and a value each, up to a blank line:
 *
 *	Event: Hangup			Sun Nov 25 08:30:00 2026	`line`, with `indent yes`
 *	Cause: 17				Acct-Status-Type = Stop
 *						h323-disconnect-cause = "11"
 *	(blank)				(blank)
 *
 * With `indent yes` a line that is not indented begins another block, with or without a blank line before it; with
 * `begin TEXT` a line that begins so does, and its text is `line`, too. What `keep NAME` has named stays known for the
 * blocks that follow. Lines that hold no pair are passed over: they are remains of a value that somebody wrapped. With
 * `sdp yes` a value may be a session description: its lines are no pairs, and the blank line behind it ends it, not the
 * block. */
#include <stdlib.h>

#include "kinds.h"
#include "lines.h"
#include "names.h"
#include "placed.h"

#define KEEP_MAX 8

struct block {
	struct lines lines;	/* nothing but line feeds */
	struct line_text equals, begin;
	char quote;
	bool indent, sdp;
	bool in_sdp;	/* the line before was one of a session description */
	int line_place;
	struct names names;
	size_t n_keep;
	int keep[KEEP_MAX];	/* places */
	struct kept_values kept;
};

static const char *read_keep(struct block *block, const struct format *format)
{
	const struct format_head *head = NULL;
	int place;

	while ((head = format_head_next(format, "keep", head))) {
		place = format_place(format, head->rest);
		if (place < 0)
			return "no row looks for what a head line 'keep' names";
		if (block->n_keep == KEEP_MAX)
			return "too many head lines 'keep'";
		block->keep[block->n_keep++] = place;
	}
	return NULL;
}

static const char *make(struct block *block, const struct format *format)
{
	const char *indent = format_head(format, "indent", "no");
	const char *sdp = format_head(format, "sdp", "no");
	const char *begin = format_head(format, "begin", NULL);
	const char *why = line_text_read(&block->equals, format_head(format, "equals", ":"));

	names_make(&block->names, format, false);
	block->line_place = format_place(format, "line");
	block->indent = !strcmp(indent, "yes");
	block->sdp = !strcmp(sdp, "yes");
	if (!why && !block->indent && strcmp(indent, "no"))
		why = "indent is yes or no";
	if (!why && !block->sdp && strcmp(sdp, "no"))
		why = "sdp is yes or no";
	if (!why && begin)
		why = line_text_read(&block->begin, begin);
	if (!why)
		why = read_keep(block, format);
	return why ? why : names_quote(format, &block->quote);
}

static const char *check(const struct format *format)
{
	struct block *block = calloc(1, sizeof(*block));
	const char *why = block ? make(block, format) : "out of memory";

	free(block);
	return why;
}

static struct block *get_ready(struct record_state *state)
{
	if (!state->kept) {
		state->kept = calloc(1, sizeof(struct block));
		if (state->kept)
			make(state->kept, state->format);
	}
	return state->kept;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Take the pair of a line, if there is one. */
static bool take_pair(struct block *block, struct span line, struct record *record)
{
	const char *equals = memmem(line.at, line.len, block->equals.at, block->equals.len);
	struct span name, value;
	bool escaped;

	if (!equals)
		return false;
	name = span_trim((struct span){ line.at, equals - line.at });
	equals += block->equals.len;
	value = span_trim((struct span){ equals, line.at + line.len - equals });
	if (!name.len)
		return false;
	names_unquote(&value, block->quote, &escaped);
	names_give(&block->names, name, value, escaped, record);
	return true;
}

static bool is_sdp(struct span text)
{
	return text.len > 1 && text.at[0] >= 'a' && text.at[0] <= 'z' && text.at[1] == '=';
}

/* How a block goes on. */
enum step { STEP_PAIR, STEP_OTHER, STEP_END_WITH, STEP_END_BEFORE };

/* Does a block begin with this line, however the one before it ended? */
static bool begins(const struct block *block, struct span line)
{
	if (block->begin.len && line_text_begins(&block->begin, line))
		return true;
	return block->indent && line.len && !is_blank(*line.at);
}

/* Take a line of a block that has `lines` lines already. */
static enum step take_line(struct block *block, struct span line, size_t lines, struct record *record)
{
	const struct span text = span_trim(line);
	const bool was_sdp = block->in_sdp;

	block->in_sdp = block->sdp && is_sdp(text);
	if (block->in_sdp)
		return STEP_OTHER;
	if (!text.len)
		return lines && !was_sdp ? STEP_END_WITH : STEP_OTHER;
	if (begins(block, line)) {
		if (lines)
			return STEP_END_BEFORE;
		if (block->line_place >= 0)
			record->values[block->line_place] = text;
		return STEP_OTHER;
	}
	return take_pair(block, line, record) ? STEP_PAIR : STEP_OTHER;
}

/* Let the record know what is kept, and keep what it knows. */
static void keep(struct block *block, struct record *record)
{
	size_t i;

	for (i = 0; i < block->n_keep; i++)
		if (record->values[block->keep[i]].at)
			kept_set(&block->kept, block->keep[i], record->values[block->keep[i]]);
	kept_give(&block->kept, block->names.n, record);
}

/* Take the lines of a block. Returns its length; 0 when its end is not among the bytes yet. */
static size_t take_block(struct block *block, struct span bytes, bool last, size_t *n_pairs, struct record *record)
{
	size_t at = 0, lines = 0;
	struct line line;
	enum step step;

	block->in_sdp = false;
	while (lines_next(&block->lines, (struct span){ bytes.at + at, bytes.len - at }, last, &line)) {
		step = take_line(block, line.text, lines, record);
		if (step == STEP_END_BEFORE)
			return at;
		at += line.len;
		*n_pairs += step == STEP_PAIR;
		/* Blank lines before a block are none of it. */
		if (step == STEP_END_WITH || (!lines && !span_trim(line.text).len))
			return at;
		lines++;
	}
	return last ? at : 0;
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct block *block = get_ready(state);
	size_t len, n_pairs = 0;

	if (!block)
		return lines_no_memory(record, bytes);
	lines_clear(record);
	names_begin(&block->names);
	len = take_block(block, bytes, last, &n_pairs, record);
	if (!len)
		return RECORD_MORE;
	keep(block, record);
	return n_pairs ? lines_found(record, bytes, len) : lines_nothing(record, bytes, len);
}

static const char *const heads[] = { "equals", "quote", "indent", "sdp", "begin", "keep", NULL };

const struct record_kind record_block = {
	.name = "block",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = names_unescape,
};
