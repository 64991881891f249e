/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way through an object, down to where wanted values are. What lies beside goes to json_skip(); only where that is
 * in doubt whether a line was cut, the object is read again with every bracket looked at (`strict`). */
#include "json.h"

#include <stdlib.h>

#include "scan.h"

#define NONE (-1)
#define JSON_NAME_MAX (JSON_NAME_WORDS * (ptrdiff_t)sizeof(uint64_t))

/* An object or array that we are in. */
struct level {
	const char *begin;
	int node;		/* NONE: nothing in it is wanted */
	bool array;
	long index;		/* of the next element */
};

enum step { GO_ON, DONE, MORE, BROKEN, DOUBT };

struct reader {
	const struct paths *paths;
	struct json_habit *habit;
	const char *at, *end;
	struct json_object *object;
	size_t names;		/* read so far */
	size_t missing;		/* values still to be found */
	size_t depth;
	bool strict;
	struct level levels[JSON_DEPTH_MAX];
};

static enum step broken(struct reader *reader, const char *why)
{
	reader->object->why = why;
	return BROKEN;
}

/* Read the string that begins here. */
static inline enum step read_string(struct reader *reader, struct span *text, bool *escaped)
{
	const char *at = reader->at + 1;

	text->at = at;
	*escaped = false;
	for (;;) {
		at = scan_for(at, reader->end, '"', '\\', '\n');
		if (at == reader->end)
			return MORE;
		if (*at == '"')
			break;
		if (*at == '\n')
			return broken(reader, "a line ends within a string");
		*escaped = true;
		if (++at == reader->end)
			return MORE;
		/* What is escaped is passed over, but never a line end. */
		at += *at != '\n';
	}
	text->len = at - text->at;
	reader->at = at + 1;
	return GO_ON;
}

static void found(struct reader *reader, int wanted, struct span text, bool escaped)
{
	if (wanted == NONE || reader->object->values[wanted].at || reader->object->values[wanted].len)
		return;
	reader->object->values[wanted] = text;
	reader->object->escaped[wanted] = escaped;
	reader->missing--;
}

/* Pass over blanks, counting lines. */
static inline void pass_blanks(struct reader *reader)
{
	for (; reader->at < reader->end && scan_is_blank(*reader->at); reader->at++)
		reader->object->lines += *reader->at == '\n';
}

/* Pass over a name that is known to stand here, with its colon. */
static inline bool pass_known_name(struct reader *reader, const struct json_name *known, int above)
{
	uint64_t word, differs = 0;
	size_t i;

	if (reader->end - reader->at <= JSON_NAME_MAX || known->len == 0 || known->above != above)
		return false;
	for (i = 0; i < JSON_NAME_WORDS; i++) {
		memcpy(&word, reader->at + i * sizeof(word), sizeof(word));
		differs |= (word ^ known->bytes[i]) & known->mask[i];
	}
	if (differs)
		return false;
	reader->at += known->len;
	return true;
}

/* Know the name that stands here, up to its colon, in the next object; unless it is long, or a line end is in it: these
 * are counted. */
static void keep_name(struct json_name *known, struct span written, int above, int node)
{
	const bool fit = written.len <= (size_t)JSON_NAME_MAX && !memchr(written.at, '\n', written.len);

	known->len = fit ? written.len : 0;
	known->above = above;
	known->node = node;
	memset(known->mask, 0, sizeof(known->mask));
	memset(known->mask, 0xff, known->len);
	memcpy(known->bytes, written.at, known->len);
}

/* Find the node of a name below another node. */
static int find_name(const struct reader *reader, int node, struct span name, bool escaped)
{
	char plain[256];

	if (node == NONE)
		return NONE;
	if (escaped && name.len <= sizeof(plain))
		name = (struct span){ plain, json_unescape(name, plain) };
	return paths_find(reader->paths, node, name);
}

/* Read a name and its colon, letter by letter. */
static enum step scan_name(struct reader *reader, int above, int *node)
{
	struct span name;
	bool escaped;
	enum step step;

	if (*reader->at != '"')
		return broken(reader, "a name in quotes should stand here");
	step = read_string(reader, &name, &escaped);
	if (step != GO_ON)
		return step;
	pass_blanks(reader);
	if (reader->at == reader->end)
		return MORE;
	if (*reader->at != ':')
		return broken(reader, "no colon follows a name");
	reader->at++;
	*node = find_name(reader, above, name, escaped);
	return GO_ON;
}

/* Read a name, its colon and the blanks behind it. */
static inline enum step read_name(struct reader *reader, int *node)
{
	const int above = reader->levels[reader->depth - 1].node;
	const char *begin = reader->at;
	struct json_name *known = NULL;
	enum step step;

	if (reader->habit && reader->names < JSON_HABIT_MAX)
		known = &reader->habit->names[reader->names++];
	if (known && pass_known_name(reader, known, above)) {
		*node = known->node;
	} else {
		step = scan_name(reader, above, node);
		if (step != GO_ON)
			return step;
		if (known)
			keep_name(known, (struct span){ begin, reader->at - begin }, above, *node);
	}
	pass_blanks(reader);
	return reader->at == reader->end ? MORE : GO_ON;
}

/* Where a bare word ends. */
static inline bool ends_word(char c)
{
	switch (c) {
	case ',':
	case '}':
	case ']':
	case '{':
	case '[':
	case '"':
	case ':':
	case '\n':
	case '\r':
	case '\t':
	case ' ':
	case '\0':
		return true;
	default:
		return false;
	}
}

/* A number, true, false, null, or whatever a logger writes instead. */
static inline enum step read_word(struct reader *reader, int wanted)
{
	const char *begin = reader->at, *at = begin;

	while (at < reader->end && !ends_word(*at))
		at++;
	if (at == reader->end)
		return MORE;
	if (at - begin == 4 && !memcmp(begin, "null", 4))
		begin = NULL;
	found(reader, wanted, (struct span){ begin, at - reader->at }, false);
	reader->at = at;
	return GO_ON;
}

/* Pass over what is left of some levels. */
static enum step skip(struct reader *reader, const char *from, size_t depth)
{
	struct json_skipped skipped;
	const char *behind = json_skip(from, reader->end, depth, &skipped);

	if (skipped.why) {
		reader->at = skipped.stop;
		return broken(reader, skipped.why);
	}
	if (!behind)
		return skipped.doubt ? DOUBT : MORE;
	reader->object->lines += skipped.lines;
	reader->at = behind;
	return GO_ON;
}

/* An object or array begins: go into it, or pass over it. */
static enum step enter(struct reader *reader, int node)
{
	const struct path_node *nodes = reader->paths->nodes;
	const char *begin = reader->at;
	enum step step;

	if (!reader->strict && (node == NONE || !nodes[node].child)) {
		step = skip(reader, begin + 1, 1);
		if (step == GO_ON && node != NONE)
			found(reader, nodes[node].wanted, (struct span){ begin, reader->at - begin }, false);
		return step;
	}
	if (reader->depth == JSON_DEPTH_MAX)
		return broken(reader, "nested deeper than 64");
	reader->levels[reader->depth++] = (struct level){ begin, node, *begin == '[', 0 };
	reader->at++;
	return GO_ON;
}

/* Read a value; an object or array only begins. */
static inline enum step read_value(struct reader *reader, int node)
{
	const int wanted = node == NONE ? NONE : reader->paths->nodes[node].wanted;
	struct span text;
	bool escaped;
	enum step step;

	switch (*reader->at) {
	case '"':
		step = read_string(reader, &text, &escaped);
		if (step == GO_ON)
			found(reader, wanted, text, escaped);
		return step;
	case '{':
	case '[':
		return enter(reader, node);
	default:
		return read_word(reader, wanted);
	}
}

/* A bracket closes the level. */
static enum step leave(struct reader *reader)
{
	const struct level *level = &reader->levels[reader->depth - 1];
	const char *behind = reader->at + 1;

	if (*reader->at != (level->array ? ']' : '}'))
		return broken(reader, "a bracket is closed by one of another kind");
	if (level->node != NONE)
		found(reader, reader->paths->nodes[level->node].wanted,
		      (struct span){ level->begin, behind - level->begin }, false);
	if (--reader->depth == 0)
		return DONE;
	reader->at = behind;
	return GO_ON;
}

/* Behind a value: a comma, or brackets that close. */
static inline enum step read_ends(struct reader *reader)
{
	enum step step;

	for (;;) {
		pass_blanks(reader);
		if (reader->at == reader->end)
			return MORE;
		if (*reader->at == ',') {
			reader->at++;
			return GO_ON;
		}
		if (*reader->at != '}' && *reader->at != ']')
			return broken(reader, "neither a comma nor a closing bracket follows a value");
		step = leave(reader);
		if (step != GO_ON)
			return step;
	}
}

/* One name and value, or one element. */
static inline enum step read_item(struct reader *reader)
{
	struct level *level = &reader->levels[reader->depth - 1];
	size_t depth = reader->depth;
	enum step step = GO_ON;
	int node;

	pass_blanks(reader);
	if (reader->at == reader->end)
		return MORE;
	if (*reader->at == '}' || *reader->at == ']')
		return read_ends(reader);
	if (level->array)
		node = paths_find_index(reader->paths, level->node, level->index++);
	else
		step = read_name(reader, &node);
	if (step != GO_ON)
		return step;
	step = read_value(reader, node);
	/* When a level was entered, its first item comes next. */
	return step != GO_ON || reader->depth > depth ? step : read_ends(reader);
}

/* All is found: only the end of the object is needed. */
static enum step read_rest(struct reader *reader)
{
	enum step step = skip(reader, reader->at, reader->depth);

	if (step != GO_ON)
		return step;
	reader->at--;
	return DONE;
}

static enum step read_all(struct reader *reader, struct span bytes, bool strict)
{
	const size_t n = reader->paths->n_wanted;
	enum step step = GO_ON;

	reader->at = bytes.at + 1;
	reader->end = bytes.at + bytes.len;
	reader->strict = strict;
	reader->names = 0;
	reader->missing = n;
	reader->depth = 1;
	reader->levels[0] = (struct level){ bytes.at, 0, false, 0 };
	reader->object->why = NULL;
	reader->object->lines = 0;
	memset(reader->object->values, 0, n * sizeof(reader->object->values[0]));
	while (step == GO_ON)
		step = reader->missing || strict ? read_item(reader) : read_rest(reader);
	return step;
}

enum json_verdict json_read(const struct paths *paths, struct json_habit *habit, struct span bytes,
			    struct json_object *object)
{
	struct reader reader;
	enum step step;

	reader.paths = paths;
	reader.habit = habit;
	reader.object = object;
	step = read_all(&reader, bytes, false);
	if (step == DOUBT)
		step = read_all(&reader, bytes, true);
	object->close = reader.at;
	if (step == DONE)
		return JSON_OBJECT;
	return step == MORE ? JSON_MORE : JSON_BROKEN;
}
