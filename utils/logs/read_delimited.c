/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of fields. What a quote is, and what not, is as in csv.h: one that is the first byte of a field opens it, and
 * the next one that is not doubled closes it; all others are plain bytes.
 *
 * A field that is opened and not closed within QUOTED_MAX would swallow all that follows: then its first line is
 * rejected, and the next line is read as a record. */
#include <stdint.h>
#include <stdlib.h>

#include "kinds.h"

#define COLUMNS_MAX 1024
#define COMMENTS_MAX 8
#define QUOTED_MAX (64 * 1024)	/* bytes of a record with a quoted field in it */

/* What is known of the file; made when the first record is asked for. */
struct kept {
	char delimiter;
	char quote;		/* 0: none */
	char escape;		/* 0: none */
	bool trim, header, types;	/* header, types: lines that are still to come */
	size_t n_comments;
	const char *comments[COMMENTS_MAX];
	const char *anchor;
	size_t columns;		/* that a place stands in, the last one of them */
	int16_t place[COLUMNS_MAX];	/* of a column: its place plus one; 0 = none */
};

struct field {
	bool escaped;		/* its bytes need unescape() */
	bool endless;		/* quoted, and the closing quote is too far away */
};

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

static const char *check(const struct format *format)
{
	const char *header = format_head(format, "header", "no");
	const char *delimiter = format_head(format, "delimiter", ",");
	const char *quote = format_head(format, "quote", "\"");
	size_t i;

	if (strcmp(header, "yes") && strcmp(header, "no") && strcmp(header, "types"))
		return "header is yes, no or types";
	if (strlen(delimiter) != 1 && strcmp(delimiter, "\\t") && strcmp(delimiter, "\\s"))
		return "delimiter is one byte, \\t or \\s";
	if (strlen(quote) != 1 && strcmp(quote, "none"))
		return "quote is one byte or none";
	if (strlen(format_head(format, "escape", "")) > 1)
		return "escape is one byte";
	if (!*format_head(format, "anchor", "-"))
		return "anchor is the text that a record begins with";
	if (format_head(format, "anchor", NULL) && strcmp(header, "no"))
		return "anchor and a header do not go together";
	for (i = 0; i < format->n_places; i++) {
		if (!is_number(format->places[i]) && !strcmp(header, "no"))
			return "a column by its name, and no header";
		if (is_number(format->places[i]) && (atoi(format->places[i]) < 1 || atoi(format->places[i]) > COLUMNS_MAX))
			return "a column outside 1..1024";
	}
	return NULL;
}

static void set_place(struct kept *kept, size_t column, size_t place)
{
	kept->place[column] = place + 1;
	if (kept->columns < column + 1)
		kept->columns = column + 1;
}

static struct kept *begin(const struct format *format)
{
	const char *delimiter = format_head(format, "delimiter", ",");
	const char *quote = format_head(format, "quote", "\"");
	const char *header = format_head(format, "header", "no");
	const struct format_head *head = NULL;
	struct kept *kept = calloc(1, sizeof(*kept));
	size_t i;

	if (!kept)
		return NULL;
	kept->delimiter = !strcmp(delimiter, "\\t") ? '\t' : !strcmp(delimiter, "\\s") ? ' ' : *delimiter;
	kept->quote = strcmp(quote, "none") ? *quote : 0;
	kept->escape = *format_head(format, "escape", "");
	kept->trim = !strcmp(format_head(format, "trim", "no"), "yes");
	kept->header = strcmp(header, "no");
	kept->types = !strcmp(header, "types");
	while (kept->n_comments < COMMENTS_MAX && (head = format_head_next(format, "comment", head)))
		kept->comments[kept->n_comments++] = head->rest;
	kept->anchor = format_head(format, "anchor", NULL);
	for (i = 0; i < format->n_places; i++)
		if (is_number(format->places[i]))
			set_place(kept, atoi(format->places[i]) - 1, i);
	return kept;
}

/* --- fields */

/* Find the quote that closes, from behind the one that opens. NULL: the bytes end first, or it is too far (`endless`). */
static const char *closing_quote(const struct kept *kept, const char *at, const char *stop, struct field *field)
{
	const char *limit = stop - at > QUOTED_MAX ? at + QUOTED_MAX : stop;

	for (;; at += 2) {
		at = at < limit ? memchr(at, kept->quote, limit - at) : NULL;
		if (!at) {
			field->endless = limit < stop;
			return NULL;
		}
		if (at + 1 == stop || at[1] != kept->quote)
			return at;
		field->escaped = true;
	}
}

/* The byte behind a field, that which ends it; NULL when the bytes end within quotes. */
static const char *field_end(const struct kept *kept, const char *at, const char *stop, struct field *field)
{
	*field = (struct field){ 0 };
	if (kept->quote && at < stop && *at == kept->quote) {
		at = closing_quote(kept, at + 1, stop, field);
		if (!at)
			return NULL;
		at++;
	}
	for (; at < stop && *at != kept->delimiter && *at != '\n'; at++)
		if (kept->escape && *at == kept->escape && at + 1 < stop && at[1] != '\n')
			at++, field->escaped = true;
	return at;
}

/* Quotes around it, and padding, off. */
static struct span bare(const struct kept *kept, const char *at, const char *end, struct field *field)
{
	struct span text = { at, end - at };

	if (text.len && end[-1] == '\r')
		text.len--;
	if (kept->quote && text.len > 1 && *at == kept->quote && at[text.len - 1] == kept->quote) {
		struct span within = { at + 1, text.len - 2 };

		/* With a quote within that is not doubled they are not a pair. */
		if (field->escaped || !memchr(within.at, kept->quote, within.len))
			text = within;
	}
	return kept->trim ? span_trim(text) : text;
}

/* Undo doubled quotes, and escapes. */
static size_t unescape(const struct format *format, struct span value, char *to)
{
	const char *quote = format_head(format, "quote", "\"");
	const char escape = *format_head(format, "escape", "");
	const char *end = value.at + value.len, *from = value.at;
	size_t len = 0;

	for (; from < end; from++) {
		if (from + 1 < end && ((*from == *quote && from[1] == *quote) || (escape && *from == escape)))
			from++;
		to[len++] = *from;
	}
	return len;
}

/* --- records */

/* The line that the record begins with, its end included. */
static size_t first_line(struct span bytes)
{
	const char *end = memchr(bytes.at, '\n', bytes.len);

	return end ? (size_t)(end - bytes.at) + 1 : bytes.len;
}

static unsigned long count_lines(const char *at, size_t len)
{
	const char *stop = at + len;
	unsigned long lines = 0;

	while ((at = memchr(at, '\n', stop - at))) {
		lines++;
		at++;
	}
	return lines;
}

/* Only the line that it begins in is lost. */
static enum record_verdict reject(struct span bytes, struct record *record, const char *why)
{
	record->len = first_line(bytes);
	record->lines = bytes.at[record->len - 1] == '\n';
	record->why = why;
	return RECORD_REJECTED;
}

static void keep_value(const struct kept *kept, struct record *record, const char *at, const char *end,
		       struct field *field)
{
	const size_t column = record->columns - 1;

	if (column >= kept->columns || !kept->place[column])
		return;
	record->values[kept->place[column] - 1] = bare(kept, at, end, field);
	record->escaped[kept->place[column] - 1] = field->escaped;
}

/* Find the fields of the record. Its end, the line feed not with it; NULL when the bytes end before, or when a quote
 * has none (`endless`). */
static const char *scan(const struct kept *kept, struct span bytes, bool last, struct record *record, bool *endless)
{
	const char *at = bytes.at, *stop = at + bytes.len, *end;
	struct field field;

	for (record->columns = 1;; record->columns++) {
		end = field_end(kept, at, stop, &field);
		*endless = !end && (field.endless || last);
		if (!end || (end == stop && !last))
			return NULL;
		keep_value(kept, record, at, end, &field);
		if (end == stop || *end == '\n')
			return end;
		at = end + 1;
	}
}

static bool is_comment(const struct kept *kept, struct span bytes)
{
	size_t i, len;

	for (i = 0; i < kept->n_comments; i++) {
		len = strlen(kept->comments[i]);
		if (bytes.len >= len && !memcmp(bytes.at, kept->comments[i], len))
			return true;
	}
	return false;
}

/* Note where the columns stand that the format names. */
static void take_header(struct kept *kept, const struct format *format, struct span line)
{
	const char *at = line.at, *stop = at + line.len, *end;
	struct field field;
	size_t column, i;

	for (column = 0; column < COLUMNS_MAX; column++, at = end + 1) {
		end = field_end(kept, at, stop, &field);
		if (!end)
			return;
		for (i = 0; i < format->n_places; i++)
			if (span_is(span_trim(bare(kept, at, end, &field)), format->places[i]) && !kept->place[column])
				set_place(kept, column, i);
		if (end == stop)
			return;
	}
}

/* "INTEGER,VARCHAR(50),..": words, each perhaps with a size. */
static bool is_types(const struct kept *kept, struct span line)
{
	size_t i, depth = 0, letters = 0;

	for (i = 0; i < line.len; i++) {
		char c = line.at[i];

		depth += c == '(';
		letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		if (c >= '0' && c <= '9' && !depth)
			return false;
		depth -= c == ')' && depth;
	}
	return letters && memchr(line.at, kept->delimiter, line.len);
}

/* A line that was found: is it a record? */
static enum record_verdict judge(struct kept *kept, const struct format *format, struct span line)
{
	if (!line.len || (line.len == 1 && *line.at == '\r'))
		return RECORD_NOTHING;
	if (kept->header) {
		kept->header = false;
		take_header(kept, format, span_without_mark(line));
		return RECORD_NOTHING;
	}
	if (kept->types) {
		kept->types = false;
		if (is_types(kept, line))
			return RECORD_NOTHING;
	}
	return RECORD_FOUND;
}

/* A line that is no record, whatever quotes are in it. */
static enum record_verdict pass_over(struct span bytes, bool last, struct record *record)
{
	if (!last && !memchr(bytes.at, '\n', bytes.len))
		return RECORD_MORE;
	record->len = first_line(bytes);
	record->lines = bytes.at[record->len - 1] == '\n';
	return RECORD_NOTHING;
}

/* What stands before the anchor in a line is passed over first: then the record begins the bytes. It ends with the
 * line, or before the next anchor. */
static enum record_verdict next_anchored(struct kept *kept, struct span bytes, bool last, struct record *record)
{
	const size_t len = strlen(kept->anchor);
	const char *at, *again, *end;
	bool endless;

	if (pass_over(bytes, last, record) == RECORD_MORE)
		return RECORD_MORE;
	at = memmem(bytes.at, record->len, kept->anchor, len);
	if (!at)
		return RECORD_NOTHING;
	if (at > bytes.at) {
		record->len = at - bytes.at;
		record->lines = 0;
		return RECORD_NOTHING;
	}
	again = memmem(at + len, record->len - len, kept->anchor, len);
	if (again) {
		record->len = again - at;
		record->lines = 0;
	}
	end = scan(kept, (struct span){ at, record->len }, true, record, &endless);
	return end ? RECORD_FOUND : reject(bytes, record, "a quoted field begins here and does not end");
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct kept *kept = state->kept;
	const char *end;
	bool endless;

	if (!kept && !(kept = state->kept = begin(state->format)))
		return reject(bytes, record, "out of memory");
	if (is_comment(kept, bytes))
		return pass_over(bytes, last, record);
	memset(record->values, 0, state->format->n_places * sizeof(record->values[0]));
	if (kept->anchor)
		return next_anchored(kept, bytes, last, record);
	end = scan(kept, bytes, last, record, &endless);
	if (!end && !endless)
		return RECORD_MORE;
	if (!end)
		return reject(bytes, record, "a quoted field begins here and does not end");
	record->len = end - bytes.at + (end < bytes.at + bytes.len);
	record->lines = count_lines(bytes.at, record->len);
	return judge(kept, state->format, (struct span){ bytes.at, end - bytes.at });
}

static const char *const heads[] = { "delimiter", "quote", "escape", "header", "comment", "trim", "anchor", NULL };

const struct record_kind record_delimited = {
	.name = "delimited",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = unescape,
};
