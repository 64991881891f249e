/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xml.h"

#include <stdio.h>

#include "scan.h"

#define NONE (-1)
#define WINDOW 1024	/* bytes in which a comment mostly ends */

static const char another[] = "the element does not end before another one begins";

/* An element that we are in. */
struct level {
	struct span name;
	int node;		/* NONE: nothing in it is wanted */
	const char *text;	/* NULL: its value is told */
	bool escaped;
};

enum step { GO_ON, DONE, MORE, BROKEN };

struct reader {
	const struct paths *paths;
	struct span name;	/* of the record */
	const char *at, *end;
	struct xml_element *element;
	size_t depth;
	struct level levels[XML_DEPTH_MAX];
};

static enum step broken(struct reader *reader, const char *why)
{
	reader->element->why = why;
	return BROKEN;
}

static void found(struct reader *reader, int node, struct span text, bool escaped)
{
	const int wanted = node == NONE ? NONE : reader->paths->nodes[node].wanted;

	if (wanted == NONE || reader->element->values[wanted].at)
		return;
	reader->element->values[wanted] = text;
	reader->element->escaped[wanted] = escaped;
}

static bool begins(const char *at, const char *end, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(end - at) >= len && !memcmp(at, text, len);
}

/* Behind the first such text; NULL: not there. */
static const char *find_behind(const char *at, const char *end, const char *text)
{
	const char *found_at = at < end ? memmem(at, end - at, text, strlen(text)) : NULL;

	return found_at ? found_at + strlen(text) : NULL;
}

static const char *pass_doctype(const char *at, const char *end, const char **why)
{
	at = scan_for(at, end, '>', '[', '<');
	if (at == end)
		return NULL;
	if (*at == '>')
		return at + 1;
	*why = "a DOCTYPE with definitions of its own is not read";
	return NULL;
}

const char *xml_pass(const char *at, const char *end, const char **why)
{
	static const char *const marks[][2] = {
		{ "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" },
	};
	size_t i;

	*why = NULL;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (begins(at, end, marks[i][0]))
			return find_behind(at + strlen(marks[i][0]), end, marks[i][1]);
	if (begins(at, end, "<!DOCTYPE"))
		return pass_doctype(at + 9, end, why);
	if (end - at < 9)
		return NULL;
	*why = "a mark that XML has not begins with <!";
	return NULL;
}

/* What ends a name? */
static bool ends_name(char c)
{
	return scan_is_blank(c) || c == '>' || c == '/' || c == '=' || c == '<' || c == '"' || c == '\'';
}

static struct span read_name(const char *at, const char *end)
{
	const char *begin = at;

	while (at < end && !ends_name(*at))
		at++;
	return (struct span){ begin, at - begin };
}

int xml_is_tag(const char *at, const char *end, struct span name)
{
	if ((size_t)(end - at) <= name.len + 1)
		return -1;
	return *at == '<' && !memcmp(at + 1, name.at, name.len) && ends_name(at[1 + name.len]);
}

/* The text of an element ends, because it or another one in it does. */
static void end_text(struct reader *reader, const char *end, bool nested)
{
	struct level *level = &reader->levels[reader->depth - 1];
	struct span text;

	if (!level->text || level->node == NONE)
		return;
	text = span_trim((struct span){ level->text, end - level->text });
	if (text.len || !nested)
		found(reader, level->node, text, level->escaped || memchr(text.at, '&', text.len));
	level->text = NULL;
}

/* Find an attribute among the paths: its name with @ before it. */
static int find_attribute(const struct reader *reader, int node, struct span name)
{
	char at_name[128] = "@";

	if (node == NONE || name.len >= sizeof(at_name))
		return NONE;
	memcpy(at_name + 1, name.at, name.len);
	return paths_find(reader->paths, node, (struct span){ at_name, name.len + 1 });
}

/* The element is NAME[@ATTRIBUTE=VALUE], if the format looks for one: what stands in it belongs to that path from
 * here on. */
static void choose_node(struct reader *reader, struct span attribute, struct span value)
{
	struct level *level = &reader->levels[reader->depth - 1];
	const int above = reader->depth > 1 ? level[-1].node : NONE;
	char name[128];
	int len, node;

	if (above == NONE || level->name.len + attribute.len + value.len + 5 > sizeof(name))
		return;
	len = snprintf(name, sizeof(name), "%.*s[@%.*s=%.*s]", (int)level->name.len, level->name.at, (int)attribute.len,
		       attribute.at, (int)value.len, value.at);
	node = paths_find(reader->paths, above, (struct span){ name, len });
	if (node != NONE)
		level->node = node;
}

/* Read an attribute: name, equals sign, value in quotes. */
static enum step read_attribute(struct reader *reader)
{
	const struct span name = read_name(reader->at, reader->end);
	const char *at = scan_blanks(name.at + name.len, reader->end), *close;
	struct span value;
	int node;

	if (at == reader->end)
		return MORE;
	if (!name.len || *at != '=')
		return broken(reader, "a tag has something in it that is no attribute");
	at = scan_blanks(at + 1, reader->end);
	if (at == reader->end)
		return MORE;
	if (*at != '"' && *at != '\'')
		return broken(reader, "the value of an attribute has no quotes");
	close = scan_for(at + 1, reader->end, *at, '<', '<');
	if (close == reader->end)
		return MORE;
	if (*close == '<')
		return broken(reader, "the value of an attribute does not end");
	value = (struct span){ at + 1, close - at - 1 };
	choose_node(reader, name, value);
	node = find_attribute(reader, reader->levels[reader->depth - 1].node, name);
	found(reader, node, value, memchr(value.at, '&', value.len));
	reader->at = close + 1;
	return GO_ON;
}

/* The level is done with. */
static enum step leave(struct reader *reader)
{
	return --reader->depth ? GO_ON : DONE;
}

/* Read what follows the name in a start tag. */
static enum step read_attributes(struct reader *reader)
{
	struct level *level = &reader->levels[reader->depth - 1];
	enum step step = GO_ON;

	while (step == GO_ON) {
		reader->at = scan_blanks(reader->at, reader->end);
		if (reader->at == reader->end)
			return MORE;
		if (*reader->at == '>' || *reader->at == '/')
			break;
		step = read_attribute(reader);
	}
	if (step != GO_ON)
		return step;
	if (*reader->at == '>') {
		level->text = ++reader->at;
		return GO_ON;
	}
	if (reader->at + 1 == reader->end)
		return MORE;
	if (reader->at[1] != '>')
		return broken(reader, "a slash in a tag, and no > behind it");
	level->text = reader->at;
	end_text(reader, reader->at, false);
	reader->at += 2;
	return leave(reader);
}

/* An element begins. */
static enum step read_start(struct reader *reader)
{
	const struct span name = read_name(reader->at + 1, reader->end);
	int node = 0;

	if (name.at + name.len == reader->end)
		return MORE;
	if (!name.len)
		return broken(reader, "a tag has no name");
	if (reader->depth) {
		if (name.len == reader->name.len && !memcmp(name.at, reader->name.at, name.len))
			return broken(reader, another);
		end_text(reader, reader->at, true);
		node = paths_find(reader->paths, reader->levels[reader->depth - 1].node, name);
	}
	if (reader->depth == XML_DEPTH_MAX)
		return broken(reader, "nested deeper than 64");
	reader->levels[reader->depth++] = (struct level){ name, node, NULL, false };
	reader->at = name.at + name.len;
	return read_attributes(reader);
}

/* An element ends. */
static enum step read_end(struct reader *reader)
{
	const struct level *level = &reader->levels[reader->depth - 1];
	const struct span name = read_name(reader->at + 2, reader->end);
	const char *at = scan_blanks(name.at + name.len, reader->end);

	if (at == reader->end)
		return MORE;
	if (name.len != level->name.len || memcmp(name.at, level->name.at, name.len))
		return broken(reader, "an end tag of another name than its start tag");
	if (*at != '>')
		return broken(reader, "an end tag has more than a name in it");
	end_text(reader, reader->at, false);
	reader->at = at + 1;
	return leave(reader);
}

/* Does a tag of that name stand anywhere in some bytes? */
static bool has_tag(const char *at, const char *end, struct span name)
{
	for (; at < end && (at = memchr(at, '<', end - at)); at++)
		if (xml_is_tag(at, end, name) > 0)
			return true;
	return false;
}

/* Something that is no element, in the text of one. */
static enum step read_other(struct reader *reader)
{
	const char *behind = NULL, *why = NULL, *stop;
	ptrdiff_t window;

	if (begins(reader->at, reader->end, "<?xml ") || begins(reader->at, reader->end, "<!DOCTYPE"))
		return broken(reader, "the element does not end before another document begins");
	/* Look further and further: what never ends is not searched to the end of the bytes in each record. */
	for (window = WINDOW; !behind && !why; window *= 2) {
		stop = reader->end - reader->at > window ? reader->at + window : reader->end;
		behind = xml_pass(reader->at, stop, &why);
		if (!behind && !why && has_tag(reader->at, stop, reader->name))
			return broken(reader, another);
		if (!behind && !why && stop == reader->end)
			return MORE;
	}
	if (!behind)
		return broken(reader, why);
	/* Cut within a comment, and that of the next record ended it. */
	if (has_tag(reader->at, behind, reader->name))
		return broken(reader, another);
	reader->levels[reader->depth - 1].escaped = true;
	reader->at = behind;
	return GO_ON;
}

/* Everything from one < to the next. */
static enum step read_mark(struct reader *reader)
{
	reader->at = memchr(reader->at, '<', reader->end - reader->at);
	if (!reader->at || reader->end - reader->at < 2)
		return MORE;
	switch (reader->at[1]) {
	case '/':
		return read_end(reader);
	case '!':
	case '?':
		return read_other(reader);
	default:
		return read_start(reader);
	}
}

enum xml_verdict xml_read(const struct paths *paths, struct span name, struct span bytes, struct xml_element *element)
{
	struct reader reader;
	enum step step;

	reader.paths = paths;
	reader.name = name;
	reader.at = bytes.at;
	reader.end = bytes.at + bytes.len;
	reader.element = element;
	reader.depth = 0;
	element->why = NULL;
	memset(element->values, 0, paths->n_wanted * sizeof(element->values[0]));
	do
		step = read_mark(&reader);
	while (step == GO_ON);
	element->end = reader.at;
	if (step == DONE)
		return XML_ELEMENT;
	return step == MORE ? XML_MORE : XML_BROKEN;
}
