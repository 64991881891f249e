/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind `sip`: a record is the head of a SIP message in a text, from its first line to the blank line behind its header
 * fields. The body is passed over, as far as Content-Length says, so that the status line in a message/sipfrag is none.
 *
 *	U 2026/11/25 08:30:00 192.0.2.1:5060 -> 192.0.2.2:5060		frame
 *	 SIP/2.0 486 Busy Here.						indentation, first line, suffix
 *	 CSeq: 1 INVITE.						it is taken off each line; more is a fold
 *	 .
 *
 * How the lines of a message look is sip_lines.c's. */
#include <stdlib.h>

#include "kinds.h"
#include "sip_lines.h"

#define FRAMES_MAX 16

struct sip {
	struct sip_lines lines;
	size_t n_frames;
	struct placed frames[FRAMES_MAX];
	struct filter filter;
	struct names names;
	int status, phrase, method, request, direction, before;	/* places; -1: the format does not look there */
	struct kept_values frame;
	size_t body;		/* bytes of a body that may still come */
	bool in_frame;		/* the line before was one */
	bool fragment;		/* it holds the head of a message that is none */
	bool body_joined;	/* the message stands in one line of the file */
};

/* A message while it is read. */
struct message {
	struct sip_start start;
	struct span name, value;	/* of the header field that may go on in the next line */
	bool folded;
	bool in_line;			/* it ends with the line of the file */
	size_t content_length;
	bool fragment;
	struct record *record;
};

/* --- the format */

static const char *make_filter(struct sip *sip, struct span first)
{
	struct filter_sample *sample = lines_sample(first);
	struct span texts[FRAMES_MAX + 1] = { { SIP_VERSION, strlen(SIP_VERSION) } };
	const char *why = NULL;
	size_t i;

	for (i = 0; i < sip->n_frames; i++) {
		texts[i + 1] = pattern_rarest(&sip->frames[i].pattern, sample);
		if (!texts[i + 1].len)
			why = "a frame of nothing but values and blanks would match nearly every line";
	}
	if (!why)
		filter_make(&sip->filter, texts, sip->n_frames + 1, sample);
	free(sample);
	return why;
}

/* The first bytes to be read, if they are known, tell what is rare. */
static const char *make(struct sip *sip, const struct format *format, struct span first)
{
	const char *why = sip_lines_make(&sip->lines, format);

	names_make(&sip->names, format, true);
	sip->status = format_place(format, "status");
	sip->phrase = format_place(format, "phrase");
	sip->method = format_place(format, "method");
	sip->request = format_place(format, "request");
	sip->direction = format_place(format, "direction");
	sip->before = format_place(format, "before");
	if (!why)
		why = placed_read(format, "frame", true, sip->frames, &sip->n_frames, FRAMES_MAX);
	return why ? why : make_filter(sip, first);
}

static const char *check(const struct format *format)
{
	struct sip *sip = calloc(1, sizeof(*sip));
	const char *why = sip ? make(sip, format, (struct span){ NULL, 0 }) : "out of memory";

	free(sip);
	return why;
}

static struct sip *get_ready(struct record_state *state, struct span first)
{
	if (!state->kept) {
		state->kept = calloc(1, sizeof(struct sip));
		if (state->kept)
			make(state->kept, state->format, first);
	}
	return state->kept;
}

/* --- a message */

static void give(struct record *record, int place, struct span value)
{
	if (place >= 0)
		record->values[place] = value;
}

/* What the reader itself wants to know of a header field. */
static void note_field(const struct sip *sip, struct message *message)
{
	const struct span name = sip_long_name(message->name), value = message->value;
	size_t i;

	if (names_equal(name, (struct span){ "CSeq", 4 }) && message->start.response) {
		for (i = value.len; i && value.at[i - 1] != ' ' && value.at[i - 1] != '\t'; i--)
			;
		if (i)
			give(message->record, sip->method, (struct span){ value.at + i, value.len - i });
	} else if (names_equal(name, (struct span){ "Content-Length", 14 })) {
		for (i = 0; i < value.len && i < 7 && value.at[i] >= '0' && value.at[i] <= '9'; i++)
			message->content_length = message->content_length * 10 + value.at[i] - '0';
	} else if (names_equal(name, (struct span){ "Content-Type", 12 })) {
		message->fragment = memmem(value.at, value.len, "sipfrag", 7) != NULL;
	}
}

/* A header field is whole. */
static void end_field(struct sip *sip, struct message *message)
{
	if (!message->name.len)
		return;
	note_field(sip, message);
	names_give(&sip->names, message->name, message->value, message->folded, message->record);
	message->name.len = 0;
}

static void begin_field(struct message *message, struct span text, size_t name_len)
{
	const char *colon = memchr(text.at + name_len, ':', text.len - name_len);

	message->name = (struct span){ text.at, name_len };
	message->value = span_trim((struct span){ colon + 1, text.at + text.len - colon - 1 });
	message->folded = false;
}

/* The value reaches to the end of this line now. */
static void go_on_field(struct message *message, struct span text)
{
	text = span_trim(text);
	message->value.len = text.at + text.len - message->value.at;
	message->folded = true;
}

enum step { STEP_IN, STEP_END_WITH, STEP_END_BEFORE };

/* Take a line behind the first one. */
static enum step take_line(struct sip *sip, const struct line *line, struct message *message)
{
	const struct span text = sip_line_text(&sip->lines, line->text, message->start.indent, NULL, NULL);
	size_t name_len;

	if (!span_trim(text).len)
		return STEP_END_WITH;
	if (sip_line_ends(&sip->lines, text))
		return STEP_END_BEFORE;
	if (*text.at == ' ' || *text.at == '\t') {
		if (!message->name.len)
			return STEP_END_BEFORE;
		/* What a log put before the line would stand in the value. */
		if (!sip->lines.before)
			go_on_field(message, text);
		return STEP_IN;
	}
	name_len = sip_name_len(text);
	if (!name_len)
		return STEP_END_BEFORE;
	end_field(sip, message);
	begin_field(message, text, name_len);
	return STEP_IN;
}

/* Take the lines behind the first one, which ended at `at`. Returns the length of it all; 0 when its end is not
 * among the bytes yet. */
static size_t take_lines(struct sip *sip, struct span bytes, size_t at, bool last, struct message *message)
{
	struct line line;
	enum step step;

	for (;;) {
		if (!lines_next(&sip->lines.lines, (struct span){ bytes.at + at, bytes.len - at }, last, &line)) {
			end_field(sip, message);
			message->content_length = 0;
			return last ? at : 0;
		}
		step = take_line(sip, &line, message);
		if (step != STEP_END_BEFORE)
			at += line.len;
		if (step != STEP_IN || (message->in_line && !line.joined))
			break;
	}
	end_field(sip, message);
	if (step != STEP_END_WITH || (message->in_line && !line.joined))
		message->content_length = 0;
	return at;
}

static void give_start(const struct sip *sip, const struct sip_start *start, struct record *record)
{
	if (start->response) {
		give(record, sip->status, start->status);
		give(record, sip->phrase, start->phrase);
		give(record, sip->request, (struct span){ "", 0 });
	} else {
		give(record, sip->method, start->method);
		give(record, sip->request, start->method);
	}
}

/* --- what is around messages */

/* Keep what a frame says, and nothing of the last one. Lines that follow each other are one frame. */
static void take_frame(struct sip *sip, struct span line)
{
	struct pattern_match match;
	size_t i;

	for (i = 0; i < sip->n_frames; i++) {
		if (!pattern_find(&sip->frames[i].pattern, line, 0, &match))
			continue;
		if (!sip->in_frame)
			memset(sip->frame.there, 0, sizeof(sip->frame.there));
		kept_set(&sip->frame, sip->direction, sip->frames[i].name);
		placed_keep(&sip->frames[i], &match, &sip->frame);
		sip->in_frame = true;
		return;
	}
	sip->in_frame = false;
}

static bool is_frame(const struct sip *sip, struct span line)
{
	struct pattern_match match;
	size_t i;

	for (i = 0; i < sip->n_frames; i++)
		if (pattern_find(&sip->frames[i].pattern, line, 0, &match))
			return true;
	return false;
}

/* What a line turns out to be. */
enum start {
	START_NONE,
	START_PLAIN,	/* a first line */
	START_LOGGED,	/* one with something before it that stands before the next line, too */
	START_MORE,	/* that is not among the bytes yet */
};

/* Behind a first line that does not begin its line, a header field has to come: others talk of SIP, too. A log may put
 * the same before it. */
static enum start is_followed(const struct sip *sip, struct span before, struct span rest, bool last)
{
	struct span text;
	struct line line;

	if (!lines_next(&sip->lines.lines, rest, last, &line))
		return last ? START_NONE : START_MORE;
	text = sip_line_text(&sip->lines, line.text, 0, NULL, NULL);
	if (sip_lines_same(before, text) && before.len < text.len &&
	    sip_name_len((struct span){ text.at + before.len, text.len - before.len }))
		return START_LOGGED;
	return sip_name_len(text) ? START_PLAIN : START_NONE;
}

/* Does a message begin with this line? A body may well talk of SIP; if it is said to be longer than it is, what comes
 * next ends it. */
static enum start is_start(struct sip *sip, struct span bytes, const struct line *line, bool last,
			   struct sip_start *start)
{
	struct span text = sip_line_text(&sip->lines, line->text, 0, NULL, NULL);

	if (sip->body && (sip_line_ends(&sip->lines, text) || is_frame(sip, line->text)))
		sip->body = 0;
	if (sip->body && sip->fragment)
		return START_NONE;
	/* What was before the last message is no more to be expected. */
	if (!sip->body && sip->lines.before) {
		sip_lines_learn(&sip->lines, (struct span){ "", 0 });
		text = sip_line_text(&sip->lines, line->text, 0, NULL, NULL);
	}
	if (!sip_start_find(text, start))
		return START_NONE;
	if (start->at_begin && !sip->body)
		return START_PLAIN;
	return is_followed(sip, (struct span){ text.at, start->at },
			   (struct span){ bytes.at + line->len, bytes.len - line->len }, last);
}

/* The line is of a body, or of what stands around messages. */
static void pass_over(struct sip *sip, const struct line *line)
{
	const size_t len = sip_line_text(&sip->lines, line->text, 0, NULL, NULL).len + 2;

	if (!sip->body)
		take_frame(sip, line->text);
	else
		sip->body -= sip->body < len ? sip->body : len;
	if (sip->body_joined && !line->joined)
		sip->body = 0;
}

/* --- records */

/* Read the message that begins with the first line. */
static enum record_verdict read_message(struct sip *sip, struct span bytes, bool last, const struct line *line,
					const struct sip_start *start, bool logged, struct record *record)
{
	struct message message = { .start = *start, .in_line = line->joined, .record = record };
	const struct placed *prefix = NULL;
	struct pattern_match match;
	struct span before;
	size_t len;

	lines_clear(record);
	names_begin(&sip->names);
	before = sip_line_text(&sip->lines, line->text, 0, &prefix, &match);
	before.len = start->at;
	sip_lines_learn(&sip->lines, logged ? before : (struct span){ "", 0 });
	give(record, sip->before, span_trim(before));
	give_start(sip, start, record);
	len = take_lines(sip, bytes, line->len, last, &message);
	if (!len)
		return RECORD_MORE;
	if (!start->at_begin)
		take_frame(sip, line->text);
	if (prefix)
		placed_give(prefix, &match, record);
	kept_give(&sip->frame, sip->names.n, record);
	sip->in_frame = false;
	sip->body = message.content_length;
	sip->fragment = message.fragment;
	sip->body_joined = message.in_line;
	return lines_found(record, bytes, len);
}

/* Pass over lines up to one that a message begins with; then it is read when nothing was passed over. */
static enum record_verdict next_line(struct sip *sip, struct span bytes, bool last, struct record *record)
{
	struct sip_start start;
	enum start found;
	struct line line;
	size_t at = 0;

	while (lines_next(&sip->lines.lines, (struct span){ bytes.at + at, bytes.len - at }, last, &line)) {
		const struct span rest = { bytes.at + at, bytes.len - at };

		found = is_start(sip, rest, &line, last, &start);
		if (found != START_NONE && at)
			break;
		if (found == START_MORE)
			return RECORD_MORE;
		if (found != START_NONE)
			return read_message(sip, bytes, last, &line, &start, found == START_LOGGED, record);
		pass_over(sip, &line);
		at += line.len;
		if (!sip->body)
			break;
	}
	return at ? lines_nothing(record, bytes, at) : RECORD_MORE;
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct sip *sip = get_ready(state, bytes);
	bool found = true;
	size_t skip;

	if (!sip)
		return lines_no_memory(record, bytes);
	skip = sip->body ? 0 : lines_skip(&sip->filter, bytes, last, &found);
	if (skip) {
		sip->in_frame = false;
		return lines_nothing(record, bytes, skip);
	}
	return found ? next_line(sip, bytes, last, record) : RECORD_MORE;
}

static const char *const heads[] = { "frame", "prefix", "suffix", "end", "joined", NULL };

const struct record_kind record_sip = {
	.name = "sip",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = sip_unfold,
};
