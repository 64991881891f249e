/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind `pairs`: a record is a line with an anchor, and behind it pairs of a name and a value:
 *
 *	Nov 25 08:30:00 gw kamailio[7]: ACC: call missed: timestamp=1;method=INVITE;reason=Busy; try later;code=486
 *	------------------------------- ------------------          - -      equals             - between
 *	prefix                          anchor
 *
 * Nothing is escaped in such lines: a value goes on to what stands between pairs and is followed by a name and what
 * stands between name and value; the value of reason above is "Busy; try later". What `continued` says stands at the
 * end of a line that goes on in the next one.
 *
 * Where the lines of a log are wrapped, a record goes on up to the line with a pair that each of them has. */
#include <stdlib.h>

#include "kinds.h"
#include "lines.h"
#include "names.h"
#include "placed.h"

#define ANCHORS_MAX 16
#define PREFIXES_MAX 8
#define NAME_MAX_LEN 128
#define WRAPPED_LINES_MAX 16
#define WRAPPED_MAX 4096	/* bytes of a record of several lines */

struct pairs {
	struct lines lines;
	size_t n_anchors;
	struct line_text anchors[ANCHORS_MAX];
	struct filter filter;
	struct line_text between, equals;
	struct line_text continued;	/* len 0: no line goes on in the next one */
	char quote;
	struct names names;
	size_t n_prefixes;
	struct placed prefixes[PREFIXES_MAX];
	struct line_text wrapped;	/* a name that ends a record of several lines, and what stands behind it */
	char whole[WRAPPED_MAX];	/* such a record */
};

static const char *read_anchors(struct pairs *pairs, const struct format *format)
{
	struct span texts[ANCHORS_MAX];
	const struct format_head *head = NULL;
	const char *why;

	while ((head = format_head_next(format, "anchor", head))) {
		if (pairs->n_anchors == ANCHORS_MAX)
			return "too many head lines 'anchor'";
		why = line_text_read(&pairs->anchors[pairs->n_anchors], head->rest);
		if (why)
			return why;
		texts[pairs->n_anchors] = (struct span){ pairs->anchors[pairs->n_anchors].at,
							  pairs->anchors[pairs->n_anchors].len };
		pairs->n_anchors++;
	}
	filter_make(&pairs->filter, texts, pairs->n_anchors, NULL);
	return NULL;
}

/* Behind line_text_read() of what stands between name and value. */
static const char *read_wrapped(struct pairs *pairs, const struct format *format)
{
	const char *rest = format_head(format, "wrapped", NULL);
	struct line_text *text = &pairs->wrapped;
	const char *why = rest ? line_text_read(text, rest) : NULL;

	if (why || !rest)
		return why;
	if (!pairs->n_anchors)
		return "a record of several lines needs an anchor";
	if (text->len + pairs->equals.len > sizeof(text->at))
		return "the name is too long";
	memcpy(text->at + text->len, pairs->equals.at, pairs->equals.len);
	text->len += pairs->equals.len;
	return NULL;
}

static const char *make(struct pairs *pairs, const struct format *format)
{
	const char *why = lines_make(&pairs->lines, format);

	names_make(&pairs->names, format, false);
	if (!why)
		why = read_anchors(pairs, format);
	if (!why)
		why = line_text_read(&pairs->between, format_head(format, "between", ";"));
	if (!why)
		why = line_text_read(&pairs->equals, format_head(format, "equals", "="));
	if (!why && format_head(format, "continued", NULL))
		why = line_text_read(&pairs->continued, format_head(format, "continued", NULL));
	if (!why)
		why = read_wrapped(pairs, format);
	if (!why)
		why = names_quote(format, &pairs->quote);
	if (!why)
		why = placed_read(format, "prefix", false, pairs->prefixes, &pairs->n_prefixes, PREFIXES_MAX);
	return why;
}

static const char *check(const struct format *format)
{
	struct pairs *pairs = calloc(1, sizeof(*pairs));
	const char *why = pairs ? make(pairs, format) : "out of memory";

	free(pairs);
	return why;
}

static struct pairs *get_ready(struct record_state *state)
{
	if (!state->kept) {
		state->kept = calloc(1, sizeof(struct pairs));
		if (state->kept)
			make(state->kept, state->format);
	}
	return state->kept;
}

static bool may_be_in_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
	       c == '.';
}

/* The length of a line end that does not end the record, and of the blanks behind it; 0 when none begins here. */
static size_t break_len(const struct pairs *pairs, struct span text)
{
	size_t len = pairs->continued.len;

	if (!len || !line_text_begins(&pairs->continued, text))
		return 0;
	len += len < text.len && text.at[len] == '\r';
	if (len == text.len || text.at[len] != '\n')
		return 0;
	while (len < text.len && strchr(" \t\n", text.at[len]) && text.at[len])
		len++;
	return len;
}

/* The length of what stands between two pairs; 0 when it is not that. */
static size_t between_len(const struct pairs *pairs, struct span text)
{
	const size_t len = pairs->between.len;

	if (!line_text_begins(&pairs->between, text))
		return 0;
	return len + break_len(pairs, (struct span){ text.at + len, text.len - len });
}

/* Does a name, and what stands behind it, begin here? Returns the length of the name, or 0. */
static size_t name_at(const struct pairs *pairs, struct span text)
{
	size_t len = 0;

	while (len < text.len && len < NAME_MAX_LEN && may_be_in_name(text.at[len]) &&
	       !line_text_begins(&pairs->equals, (struct span){ text.at + len, text.len - len }))
		len++;
	return line_text_begins(&pairs->equals, (struct span){ text.at + len, text.len - len }) ? len : 0;
}

/* Behind a text in quotes that begins here; 0 when it never ends. */
static size_t behind_quotes(struct span text, char quote)
{
	size_t i;

	for (i = 1; i < text.len; i++) {
		if (text.at[i] == '\\')
			i++;
		else if (text.at[i] == quote)
			return i + 1;
	}
	return 0;
}

/* The length of the value that begins here. Behind a quote that never ends, quotes are plain bytes in all of
 * the line. */
static size_t value_len(const struct pairs *pairs, struct span text, char *quote)
{
	size_t i = 0, behind, between;

	while (i < text.len) {
		const struct span rest = { text.at + i, text.len - i };

		between = between_len(pairs, rest);
		if (between && name_at(pairs, (struct span){ rest.at + between, rest.len - between }))
			return i;
		behind = *quote && *rest.at == *quote ? behind_quotes(rest, *quote) : 0;
		if (!behind && *quote && *rest.at == *quote)
			*quote = 0;
		i += behind ? behind : 1;
	}
	return i;
}

static struct span without_between(const struct pairs *pairs, struct span value)
{
	/* The last pair may have it behind it, too. */
	if (value.len >= pairs->between.len &&
	    !memcmp(value.at + value.len - pairs->between.len, pairs->between.at, pairs->between.len))
		value.len -= pairs->between.len;
	return value;
}

/* Take the pairs of a text. Returns their number. */
static size_t take_pairs(struct pairs *pairs, struct span text, struct record *record)
{
	size_t name, len, used, n = 0;
	char quote = pairs->quote;
	struct span value;
	bool escaped;

	names_begin(&pairs->names);
	while ((name = name_at(pairs, text))) {
		used = name + pairs->equals.len;
		len = value_len(pairs, (struct span){ text.at + used, text.len - used }, &quote);
		value = (struct span){ text.at + used, len };
		used += len;
		if (used == text.len)
			value = without_between(pairs, value);
		value = span_trim(value);
		names_unquote(&value, pairs->quote, &escaped);
		names_give(&pairs->names, (struct span){ text.at, name }, value, escaped, record);
		n++;
		used += between_len(pairs, (struct span){ text.at + used, text.len - used });
		text = (struct span){ text.at + used, text.len - used };
	}
	return n;
}

/* Find the first anchor in a line, the longest one there. Returns the byte behind it, and where it begins. */
static size_t find_anchor(const struct pairs *pairs, struct span line, size_t *begin)
{
	const struct line_text *anchor;
	size_t best = 0;
	const char *found;

	*begin = line.len;
	for (anchor = pairs->anchors; anchor < pairs->anchors + pairs->n_anchors; anchor++) {
		found = memmem(line.at, line.len, anchor->at, anchor->len);
		if (!found || (size_t)(found - line.at) > *begin)
			continue;
		if ((size_t)(found - line.at) == *begin && anchor->len <= best - *begin)
			continue;
		*begin = found - line.at;
		best = *begin + anchor->len;
	}
	return best;
}

static bool take_line(struct pairs *pairs, struct span line, struct record *record)
{
	struct pattern_match match;
	const struct placed *prefix;
	size_t begin = 0, behind = 0;

	if (pairs->n_anchors) {
		behind = find_anchor(pairs, line, &begin);
		if (!behind)
			return false;
	}
	while (behind < line.len && (line.at[behind] == ' ' || line.at[behind] == '\t'))
		behind++;
	lines_clear(record);
	if (!take_pairs(pairs, (struct span){ line.at + behind, line.len - behind }, record))
		return false;
	prefix = placed_prefix(pairs->prefixes, pairs->n_prefixes, (struct span){ line.at, begin }, &match);
	if (prefix)
		placed_give(prefix, &match, record);
	return true;
}

static bool goes_on(const struct pairs *pairs, struct span text)
{
	const size_t len = pairs->continued.len;

	return len && text.len >= len && !memcmp(text.at + text.len - len, pairs->continued.at, len);
}

/* Add the lines in which this one goes on, up to one with an anchor of its own. Returns false when it is not known yet
 * where that ends. */
static bool add_lines(const struct pairs *pairs, struct span bytes, bool last, struct line *line)
{
	struct span rest;
	size_t begin = 0;
	struct line more;

	while (goes_on(pairs, line->text)) {
		rest = (struct span){ bytes.at + line->len, bytes.len - line->len };
		if (!lines_next(&pairs->lines, rest, last, &more)) {
			line->text.len -= pairs->continued.len;
			return last;
		}
		if (!span_trim(more.text).len || find_anchor(pairs, more.text, &begin)) {
			line->text.len -= pairs->continued.len;
			return true;
		}
		line->text.len = more.text.at + more.text.len - line->text.at;
		line->len += more.len;
	}
	return true;
}

/* --- records of several lines */

static bool is_whole(const struct pairs *pairs, struct span text)
{
	return memmem(text.at, text.len, pairs->wrapped.at, pairs->wrapped.len);
}

/* What a line adds to the record before it; empty when it is none of it. */
static struct span take_rest(const struct pairs *pairs, struct span line)
{
	struct pattern_match match;
	size_t begin;

	if (find_anchor(pairs, line, &begin))
		return (struct span){ line.at, 0 };
	if (placed_prefix(pairs->prefixes, pairs->n_prefixes, line, &match))
		line = (struct span){ line.at + match.end, line.len - match.end };
	return span_trim(line);
}

/* Put the text of a line behind those before it, a blank between. Returns false when there is no room. */
static bool append(struct pairs *pairs, size_t *len, struct span text)
{
	if (*len + 1 + text.len > sizeof(pairs->whole))
		return false;
	if (*len)
		pairs->whole[(*len)++] = ' ';
	memcpy(pairs->whole + *len, text.at, text.len);
	*len += text.len;
	return true;
}

/* Make one text of the lines that a record was wrapped into; of a record that was cut off the line stays as it is. Returns
 * false when the end of a line is not among the bytes yet. */
static bool take_wrapped(struct pairs *pairs, struct span bytes, bool last, struct line *line)
{
	const struct span first = span_trim(line->text);
	const struct span between = span_trim((struct span){ pairs->between.at, pairs->between.len });
	size_t n, used = line->len, len = 0;
	struct line more;

	if (!append(pairs, &len, first))
		return true;
	for (n = 1; n < WRAPPED_LINES_MAX; n++) {
		if (!lines_next(&pairs->lines, (struct span){ bytes.at + used, bytes.len - used }, last, &more))
			return last;
		more.text = take_rest(pairs, more.text);
		if (!more.text.len || !append(pairs, &len, more.text))
			return true;
		used += more.len;
		if (is_whole(pairs, (struct span){ pairs->whole, len })) {
			if (len >= between.len && !memcmp(pairs->whole + len - between.len, between.at, between.len))
				len -= between.len;	/* the next pair is on a line that nobody needs */
			line->text = (struct span){ pairs->whole, len };
			line->len = used;
			return true;
		}
	}
	return true;
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct pairs *pairs = get_ready(state);
	struct line line;
	bool found = true;
	size_t skip;

	if (!pairs)
		return lines_no_memory(record, bytes);
	skip = pairs->n_anchors ? lines_skip(&pairs->filter, bytes, last, &found) : 0;
	if (skip)
		return lines_nothing(record, bytes, skip);
	if (!found || !lines_next(&pairs->lines, bytes, last, &line) || !add_lines(pairs, bytes, last, &line))
		return RECORD_MORE;
	if (pairs->wrapped.len && !is_whole(pairs, line.text) && !take_wrapped(pairs, bytes, last, &line))
		return RECORD_MORE;
	if (take_line(pairs, line.text, record))
		return lines_found(record, bytes, line.len);
	return lines_nothing(record, bytes, line.len);
}

static const char *const heads[] = {
	"anchor", "between", "equals", "quote", "prefix", "joined", "continued", "wrapped", NULL
};

const struct record_kind record_pairs = {
	.name = "pairs",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = names_unescape,
};
