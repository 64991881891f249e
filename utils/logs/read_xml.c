/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind of record `xml`: elements of one name, wherever they stand: as the root, within another one, or one document after
 * the other. What stands around them is passed over. One that is broken ends before the next one, or the next document.
 * Why this is our own reader: see xml.h. */
#include "kinds.h"

#include <stdlib.h>

#include "scan.h"
#include "xml.h"

/* What is kept from record to record. */
struct kept {
	struct span name;	/* of the element */
	struct paths paths;
	unsigned int endless;	/* bit n: a mark of this kind does not end, nor will another: no more is to come */
};

static const char *prepare(struct kept *kept, const struct format *format)
{
	const char *name = format_head(format, "element", ""), *why = NULL;
	size_t i;

	kept->endless = 0;
	kept->name = (struct span){ name, strlen(name) };
	paths_clear(&kept->paths);
	if (!kept->name.len || strpbrk(name, " \t<>/=\"'!?"))
		return "'#: element NAME' should name the element that is a record";
	for (i = 0; i < format->n_places && !why; i++)
		why = paths_add(&kept->paths, format->places[i], '/');
	return why;
}

static const char *check(const struct format *format)
{
	struct kept kept;

	return prepare(&kept, format);
}

/* What is kept, made when first needed; NULL when memory ran out. */
static struct kept *get_kept(struct record_state *state)
{
	if (!state->kept) {
		state->kept = malloc(sizeof(struct kept));
		if (state->kept)
			prepare(state->kept, state->format);
	}
	return state->kept;
}

static enum record_verdict tell(struct span bytes, const char *behind, struct record *record,
				enum record_verdict verdict)
{
	record->len = behind - bytes.at;
	record->lines = scan_lines(bytes.at, behind);
	return verdict;
}

/* The next place where a record, or a document, may begin again. NULL: not within the bytes. */
static const char *find_begin(const struct kept *kept, const char *at, const char *end)
{
	for (at++; at < end && (at = memchr(at, '<', end - at)); at++)
		if (xml_is_tag(at, end, kept->name) > 0 || (end - at >= 6 && !memcmp(at, "<?xml ", 6)))
			return at;
	return NULL;
}

/* What begins here cannot be read. */
static enum record_verdict reject(const struct kept *kept, struct span bytes, bool last, struct record *record)
{
	const char *end = bytes.at + bytes.len, *begin = find_begin(kept, bytes.at, end);

	if (!begin && !last)
		return RECORD_MORE;
	return tell(bytes, begin ? begin : end, record, RECORD_REJECTED);
}

/* A record begins. To it belongs the line end behind it. */
static enum record_verdict read_record(const struct kept *kept, struct span bytes, bool last, struct record *record)
{
	struct xml_element element = { .values = record->values, .escaped = record->escaped };
	const char *behind;

	switch (xml_read(&kept->paths, kept->name, bytes, &element)) {
	case XML_ELEMENT:
		behind = scan_line_end(element.end, bytes.at + bytes.len);
		if (!behind && !last)
			return RECORD_MORE;
		return tell(bytes, behind ? behind : element.end, record, RECORD_FOUND);
	case XML_MORE:
		record->why = "the element does not end";
		return last ? reject(kept, bytes, last, record) : RECORD_MORE;
	case XML_BROKEN:
		break;
	}
	record->why = element.why;
	return reject(kept, bytes, last, record);
}

/* Which kind of mark is it, as far as its end goes? */
static unsigned int mark_bit(struct span bytes)
{
	return bytes.at[1] == '?' ? 1 : bytes.len > 2 && bytes.at[2] == '[' ? 2 : 4;
}

/* A comment, processing instruction, DOCTYPE. */
static enum record_verdict pass_other(struct kept *kept, struct span bytes, bool last, struct record *record)
{
	const char *why = NULL, *behind = NULL;

	if (!(kept->endless & mark_bit(bytes)))
		behind = xml_pass(bytes.at, bytes.at + bytes.len, &why);
	if (behind)
		return tell(bytes, behind, record, RECORD_NOTHING);
	if (!why && !last)
		return RECORD_MORE;
	if (!why)
		kept->endless |= mark_bit(bytes);
	record->why = why ? why : "a comment or the like does not end";
	return reject(kept, bytes, last, record);
}

/* Pass over text, or a tag of another element, up to the next one. */
static enum record_verdict pass_over(struct span bytes, struct record *record)
{
	const char *next = memchr(bytes.at + 1, '<', bytes.len - 1);

	return tell(bytes, next ? next : bytes.at + bytes.len, record, RECORD_NOTHING);
}

/* The end tag of a record whose begin we have not seen. */
static bool is_end(const struct kept *kept, struct span bytes)
{
	return bytes.len > kept->name.len + 2 && bytes.at[1] == '/' &&
	       !memcmp(bytes.at + 2, kept->name.at, kept->name.len) && bytes.at[2 + kept->name.len] == '>';
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct kept *kept = get_kept(state);

	if (!kept) {
		record->why = "out of memory";
		return tell(bytes, bytes.at + bytes.len, record, RECORD_REJECTED);
	}
	if (*bytes.at != '<')
		return pass_over(bytes, record);
	/* So many tell what begins here. */
	if (!last && (bytes.len < kept->name.len + 3 || bytes.len < strlen("<![CDATA[")))
		return RECORD_MORE;
	if (xml_is_tag(bytes.at, bytes.at + bytes.len, kept->name) > 0)
		return read_record(kept, bytes, last, record);
	if (bytes.len > 1 && (bytes.at[1] == '!' || bytes.at[1] == '?'))
		return pass_other(kept, bytes, last, record);
	if (!is_end(kept, bytes))
		return pass_over(bytes, record);
	record->why = "the element has no begin";
	return tell(bytes, bytes.at + kept->name.len + 3, record, RECORD_REJECTED);
}

static size_t unescape(const struct format *format, struct span value, char *to)
{
	(void)format;
	return xml_unescape(value, to);
}

static const char *const heads[] = { "element", NULL };

const struct record_kind record_xml = {
	.name = "xml",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = unescape,
};
