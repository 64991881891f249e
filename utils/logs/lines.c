/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines.h"

#include <stdlib.h>

#define WINDOW 256	/* bytes that are searched for texts before the next line feed is known */
#define SAMPLE_MAX (128 * 1024)	/* bytes that tell what is rare */

const char *line_text_read(struct line_text *text, const char *rest)
{
	text->len = 0;
	for (; *rest; rest++) {
		if (text->len == LINES_TEXT_MAX)
			return "the text of a head line is too long";
		if (*rest == '\\' && rest[1] && strchr("st\\", rest[1])) {
			rest++;
			text->at[text->len++] = *rest == 's' ? ' ' : *rest == 't' ? '\t' : '\\';
		} else {
			text->at[text->len++] = *rest;
		}
	}
	return text->len ? NULL : "a head line lacks its text; a blank is written \\s";
}

const char *lines_make(struct lines *lines, const struct format *format)
{
	const struct format_head *head = NULL;
	const char *why;

	lines->n = lines->longest = 0;
	while ((head = format_head_next(format, "joined", head))) {
		if (lines->n == LINES_JOINED_MAX)
			return "too many head lines 'joined'";
		why = line_text_read(&lines->joined[lines->n], head->rest);
		if (why)
			return why;
		if (lines->joined[lines->n].len > lines->longest)
			lines->longest = lines->joined[lines->n].len;
		lines->n++;
	}
	return NULL;
}

/* The longest text that stands for a line end at a byte; 0 when there is none. */
static size_t joined_at(const struct lines *lines, struct span bytes, size_t at)
{
	const struct span rest = { bytes.at + at, bytes.len - at };
	size_t i, len = 0;

	for (i = 0; i < lines->n; i++)
		if (lines->joined[i].len > len && line_text_begins(&lines->joined[i], rest))
			len = lines->joined[i].len;
	return len;
}

/* The first byte of begin..end where such a text begins; end when there is none. Texts mostly begin alike. */
static size_t find_joined(const struct lines *lines, struct span bytes, size_t begin, size_t end, size_t *len)
{
	const char *found;
	size_t i, at, first = end;

	*len = 0;
	for (i = 0; i < lines->n; i++) {
		for (at = begin; at < first; at++) {
			found = memchr(bytes.at + at, *lines->joined[i].at, first - at);
			at = found ? (size_t)(found - bytes.at) : first;
			if (at < first && joined_at(lines, bytes, at))
				first = at;
		}
	}
	if (first < end)
		*len = joined_at(lines, bytes, first);
	return first;
}

/* Colour: ESC [, digits and semicolons, m. The length of such a sequence at the begin of some bytes; 0: none. */
static size_t colour_at(const char *at, const char *end)
{
	const char *to = at + 2;

	if (end - at < 3 || at[0] != '\033' || at[1] != '[')
		return 0;
	while (to < end && ((*to >= '0' && *to <= '9') || *to == ';'))
		to++;
	return to < end && *to == 'm' ? to + 1 - at : 0;
}

/* A log that was written for a terminal has them around its lines: they are no text. */
static void cut_colours(struct span *text)
{
	const char *end = text->at + text->len, *escape;
	size_t len;

	while ((len = colour_at(text->at, end)))
		*text = (struct span){ text->at + len, text->len - len };
	while (text->len && text->at[text->len - 1] == 'm') {
		escape = memrchr(text->at, '\033', text->len);
		if (!escape || escape + colour_at(escape, end) != end)
			break;
		end = escape;
		text->len = end - text->at;
	}
}

/* Set the line, whose text goes up to `end`, and its line end `more` bytes further. */
static bool set_line(struct line *line, struct span bytes, size_t end, size_t more, bool joined)
{
	line->text = (struct span){ bytes.at, end };
	line->len = end + more;
	line->joined = joined;
	if (!joined && end && bytes.at[end - 1] == '\r')
		line->text.len--;
	cut_colours(&line->text);
	return true;
}

/* Look further and further for the line feed or text that comes first, so that a long line of many such texts is not
 * looked at again as a whole for each of them. */
static bool next_joined(const struct lines *lines, struct span bytes, bool last, struct line *line)
{
	size_t begin = 0, window = WINDOW, end, at, len;
	const char *feed;

	for (;; begin = end, window *= 2) {
		end = bytes.len - begin > window ? begin + window : bytes.len;
		feed = memchr(bytes.at + begin, '\n', end - begin);
		at = find_joined(lines, bytes, begin, feed ? (size_t)(feed - bytes.at) : end, &len);
		/* Further bytes might make it a longer text. */
		if (len && !last && at + lines->longest > bytes.len && !memchr(bytes.at + at, '\n', bytes.len - at))
			return false;
		if (len)
			return set_line(line, bytes, at, len, true);
		if (feed)
			return set_line(line, bytes, feed - bytes.at, 1, false);
		if (end == bytes.len)
			return last && bytes.len && set_line(line, bytes, bytes.len, 0, false);
	}
}

bool lines_next(const struct lines *lines, struct span bytes, bool last, struct line *line)
{
	const char *feed;

	if (!bytes.len)
		return false;
	if (lines->n)
		return next_joined(lines, bytes, last, line);
	feed = memchr(bytes.at, '\n', bytes.len);
	if (feed)
		return set_line(line, bytes, feed - bytes.at, 1, false);
	return last && set_line(line, bytes, bytes.len, 0, false);
}

size_t lines_skip(const struct filter *filter, struct span bytes, bool last, bool *found)
{
	const char *feed;
	size_t at = 0;

	*found = filter_find(filter, bytes, &at) != 0;
	if (!*found && last)
		return bytes.len;
	feed = memrchr(bytes.at, '\n', *found ? at : bytes.len);
	return feed ? feed - bytes.at + 1 : 0;
}

struct filter_sample *lines_sample(struct span bytes)
{
	struct filter_sample *sample = bytes.len ? malloc(sizeof(*sample)) : NULL;

	if (sample)
		filter_look(sample, (struct span){ bytes.at, bytes.len < SAMPLE_MAX ? bytes.len : SAMPLE_MAX });
	return sample;
}

static unsigned long count_feeds(struct span bytes)
{
	const char *at = bytes.at, *end = bytes.at + bytes.len;
	unsigned long n = 0;

	for (; (at = memchr(at, '\n', end - at)); at++)
		n++;
	return n;
}

static enum record_verdict tell(struct record *record, struct span bytes, size_t len, enum record_verdict verdict)
{
	record->len = len;
	record->lines = count_feeds((struct span){ bytes.at, len });
	return verdict;
}

enum record_verdict lines_nothing(struct record *record, struct span bytes, size_t len)
{
	return tell(record, bytes, len, RECORD_NOTHING);
}

enum record_verdict lines_found(struct record *record, struct span bytes, size_t len)
{
	return tell(record, bytes, len, RECORD_FOUND);
}

enum record_verdict lines_no_memory(struct record *record, struct span bytes)
{
	record->why = "out of memory";
	return tell(record, bytes, bytes.len, RECORD_REJECTED);
}

void lines_clear(struct record *record)
{
	memset(record->values, 0, sizeof(record->values));
	memset(record->escaped, 0, sizeof(record->escaped));
}
