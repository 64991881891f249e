/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind of record `json`: objects, one a line, one a file, the elements of an array, or one after the other.
 *
 * `records NAME`: the objects are the elements of an array that the member NAME of an outer one holds.
 *
 * Between objects blanks, commas, square brackets and the separator of RFC 7464 are passed over, so that elements
 * of an array are objects like any others. An object that is broken ends before the next line that begins with `{`, as
 * far to the right as the broken one did: so one line that was cut costs no other, and an element of an array that is
 * printed over many lines only itself. */
#include "kinds.h"

#include <stdlib.h>

#include "credit.h"
#include "json.h"
#include "scan.h"

#define BOM "\xef\xbb\xbf"
#define SEPARATOR '\x1e'	/* RFC 7464 */
#define NOT_BLANK (-1L)
#define OUTER_MAX 4096	/* bytes of members before the array of `records` */

/* What is kept from record to record. */
struct kept {
	bool logged;		/* a log may put something before an object */
	long indent;		/* blanks before us in the line; NOT_BLANK: something else stands there, too */
	bool inside;		/* in the array of `records` */
	struct credit credit;
	struct paths paths;
	struct json_habit habit;
};

static const char *add_paths(struct paths *paths, const struct format *format)
{
	const char *why = NULL;
	size_t i;

	paths_clear(paths);
	for (i = 0; i < format->n_places && !why; i++)
		why = paths_add(paths, format->places[i], '.');
	return why;
}

static const char *check(const struct format *format)
{
	const char *logged = format_head(format, "logged", "no");
	struct paths paths;

	if (strcmp(logged, "yes") && strcmp(logged, "no"))
		return "logged is yes or no";
	return add_paths(&paths, format);
}

/* What is kept, made when first needed; NULL when memory ran out. */
static struct kept *get_kept(struct record_state *state)
{
	struct kept *kept = state->kept;

	if (kept)
		return kept;
	kept = calloc(1, sizeof(*kept));
	state->kept = kept;
	if (kept) {
		kept->logged = !strcmp(format_head(state->format, "logged", "no"), "yes");
		add_paths(&kept->paths, state->format);
	}
	return kept;
}

static bool is_between(char c)
{
	return scan_is_blank(c) || c == ',' || c == '[' || c == ']' || c == SEPARATOR;
}

/* Pass over what stands between objects. */
static enum record_verdict pass_over(struct kept *kept, struct span bytes, struct record *record)
{
	const char *at = bytes.at, *end = at + bytes.len;

	for (; at < end && is_between(*at); at++) {
		if (*at == '\n')
			kept->indent = 0;
		else if (!scan_is_blank(*at))
			kept->indent = NOT_BLANK;
		else if (kept->indent != NOT_BLANK)
			kept->indent++;
	}
	record->len = at - bytes.at;
	record->lines = scan_lines(bytes.at, at);
	return RECORD_NOTHING;
}

/* The begin of a line behind `at` that begins with so many blanks and `{`. NULL: there is none. */
static const char *find_line(const char *at, const char *end, long indent)
{
	const char *begin;

	while (at < end && (at = memchr(at, '\n', end - at))) {
		begin = ++at;
		at = scan_spaces(at, end);
		if (at < end && *at == '{' && at - begin == (indent == NOT_BLANK ? 0 : indent))
			return begin;
	}
	return NULL;
}

/* The record is what is left of the line, and the verdict on it this one; unless the line does not end yet. */
static enum record_verdict take_line(struct kept *kept, struct span bytes, bool last, struct record *record,
				     enum record_verdict verdict)
{
	const char *feed = memchr(bytes.at, '\n', bytes.len);

	if (!feed && !last)
		return RECORD_MORE;
	record->len = feed ? (size_t)(feed + 1 - bytes.at) : bytes.len;
	record->lines = feed ? 1 : 0;
	kept->indent = 0;
	return verdict;
}

/* An object that cannot be read: where does the next one begin? */
static enum record_verdict reject(struct kept *kept, struct span bytes, bool last, struct record *record)
{
	const char *next;

	if (kept->logged)
		return take_line(kept, bytes, last, record, RECORD_REJECTED);
	next = find_line(bytes.at, bytes.at + bytes.len, kept->indent);
	if (!next && !last)
		return RECORD_MORE;
	record->len = next ? (size_t)(next - bytes.at) : bytes.len;
	record->lines = scan_lines(bytes.at, bytes.at + record->len);
	kept->indent = 0;
	return RECORD_REJECTED;
}

/* Pass over what a log puts before an object, or over the line. */
static enum record_verdict pass_log(struct kept *kept, struct span bytes, bool last, struct record *record)
{
	const char *feed = memchr(bytes.at, '\n', bytes.len);
	const char *end = feed ? feed + 1 : bytes.at + bytes.len, *open = memchr(bytes.at, '{', end - bytes.at);

	if (!open && !feed && !last)
		return RECORD_MORE;
	kept->indent = open ? NOT_BLANK : 0;
	record->len = (open ? open : end) - bytes.at;
	record->lines = feed && !open;
	return RECORD_NOTHING;
}

/* A line where no object begins. */
static enum record_verdict reject_line(struct kept *kept, struct span bytes, bool last, struct record *record)
{
	record->why = memchr("\xff\xfe", *bytes.at, 3) ? "UTF-16 or binary, not JSON" : "no JSON object begins here";
	return take_line(kept, bytes, last, record, RECORD_REJECTED);
}

/* Behind the first bracket of `"NAME": [`; NULL: it does not begin here. */
static const char *find_array(const char *at, const char *end, const char *name)
{
	at = scan_blanks(at, end);
	if ((size_t)(end - at) < strlen(name) + 2 || *at != '"' || memcmp(at + 1, name, strlen(name)) ||
	    at[strlen(name) + 1] != '"')
		return NULL;
	at = scan_blanks(at + strlen(name) + 2, end);
	if (at == end || *at != ':')
		return NULL;
	at = scan_blanks(at + 1, end);
	return at < end && *at == '[' ? at + 1 : NULL;
}

/* Pass over a simple member: to its comma or what is not simple. A text ends where its quote is not escaped. */
static const char *pass_member(const char *at, const char *end)
{
	bool text = false;

	for (; at < end; at++) {
		if (text && *at == '\\')
			at++;
		else if (*at == '"')
			text = !text;
		else if (!text && strchr(",{}[]", *at) && *at)
			return at;
	}
	return end;
}

/* The outer object of `records` begins: pass over its simple members before the array. NULL: it has none; `end` when
 * the bytes do not tell. */
static const char *enter(const struct format *format, struct span bytes)
{
	const struct format_head *head = format_head_next(format, "records", NULL);
	const char *at = bytes.at, *end = at + (bytes.len < OUTER_MAX ? bytes.len : OUTER_MAX), *behind;

	if (!head)
		return NULL;
	do {
		behind = find_array(at + 1, end, head->rest);
		if (behind)
			return behind;
		at = pass_member(at + 1, end);
	} while (at < end && *at == ',');
	return at == end && bytes.len < OUTER_MAX ? end : NULL;
}

/* The object ends: to it belong a comma and the line end behind it. */
static enum record_verdict accept(struct kept *kept, struct span bytes, bool last, const struct json_object *object,
				  struct record *record)
{
	const char *end = bytes.at + bytes.len, *at = scan_spaces(object->close + 1, end), *behind;

	if (at < end && *at == ',')
		at = scan_spaces(at + 1, end);
	if (at == end && !last)
		return RECORD_MORE;
	behind = at < end && *at == '\n' ? at + 1 : at;
	kept->indent = behind > at ? 0 : NOT_BLANK;
	record->len = behind - bytes.at;
	record->lines = object->lines + (behind > at);
	return RECORD_FOUND;
}

/* Within a log an object may have to end with its line: when too many went on in the next ones, and never ended. */
static struct span bytes_of_object(const struct kept *kept, struct span bytes)
{
	const char *feed;

	if (!kept->logged || credit_lasts(&kept->credit))
		return bytes;
	feed = memchr(bytes.at, '\n', bytes.len);
	return feed ? (struct span){ bytes.at, feed + 1 - bytes.at } : bytes;
}

static enum record_verdict read_object(struct kept *kept, struct span bytes, bool last, struct record *record)
{
	struct json_object object = { .values = record->values, .escaped = record->escaped };
	const struct span within = bytes_of_object(kept, bytes);
	const enum json_verdict verdict = json_read(&kept->paths, &kept->habit, within, &object);
	const char *looked = verdict == JSON_MORE ? within.at + within.len : object.close;
	enum record_verdict told;

	if (verdict == JSON_MORE && !last && within.len == bytes.len)
		return RECORD_MORE;
	record->why = verdict == JSON_MORE ? "the object does not end" : object.why;
	told = verdict == JSON_OBJECT ? accept(kept, bytes, last, &object, record) : reject(kept, bytes, last, record);
	if (told != RECORD_MORE)
		credit_count(&kept->credit, looked - bytes.at, record->len);
	return told;
}

static enum record_verdict step_into(struct kept *kept, struct span bytes, const char *behind, struct record *record)
{
	kept->inside = true;
	kept->indent = NOT_BLANK;
	record->len = behind - bytes.at;
	record->lines = scan_lines(bytes.at, behind);
	return RECORD_NOTHING;
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct kept *kept = get_kept(state);
	const char *behind;

	if (!kept) {
		record->len = bytes.len;
		record->lines = scan_lines(bytes.at, bytes.at + bytes.len);
		record->why = "out of memory";
		return RECORD_REJECTED;
	}
	if (is_between(*bytes.at))
		return pass_over(kept, bytes, record);
	if (*bytes.at == *BOM && bytes.len < 3 && !last && !memcmp(bytes.at, BOM, bytes.len))
		return RECORD_MORE;
	if (bytes.len >= 3 && !memcmp(bytes.at, BOM, 3)) {
		record->len = 3;
		record->lines = 0;
		return RECORD_NOTHING;
	}
	behind = *bytes.at == '{' ? enter(state->format, bytes) : NULL;
	if (behind && behind < bytes.at + bytes.len)
		return step_into(kept, bytes, behind, record);
	if (behind && !last)
		return RECORD_MORE;
	if (kept->inside && (*bytes.at == '"' || *bytes.at == '}'))
		return take_line(kept, bytes, last, record, RECORD_NOTHING);	/* behind the array of `records` */
	if (*bytes.at != '{' && kept->logged)
		return pass_log(kept, bytes, last, record);
	if (*bytes.at != '{')
		return reject_line(kept, bytes, last, record);
	return read_object(kept, bytes, last, record);
}

static size_t unescape(const struct format *format, struct span value, char *to)
{
	(void)format;
	return json_unescape(value, to);
}

static const char *const heads[] = { "logged", "records", NULL };

const struct record_kind record_json = {
	.name = "json",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = unescape,
};
