/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pattern is cut at its values of the shortest kind into stretches:
 *
 *	Got SIP response {status:digits} "{phrase}" back from {peer:rest}
 *	-------------------------------- -         ----------------------	stretches
 *
 * All parts of a stretch take as much as they can, so that it matches at a place in one way only. Each stretch is
 * looked for behind the one before, and the first place counts. The ends of runs of bytes of one kind are
 * remembered, so that a run is not scanned again from each of its bytes. */
#include "pattern.h"

#include <string.h>

/* A run of bytes of the kind of a part, as far as it was last seen. */
struct run {
	size_t begin, end;
};

struct matching {
	const struct pattern *pattern;
	struct span line;
	struct pattern_match *match;
	struct run runs[PATTERN_PARTS_MAX];
};

static const struct {
	const char *name;
	enum pattern_part_kind kind;
} kinds[] = {
	{ "digits", PATTERN_DIGITS },
	{ "hex", PATTERN_HEX },
	{ "word", PATTERN_WORD },
	{ "uuid", PATTERN_UUID },
	{ "rest", PATTERN_REST },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c, char last)
{
	return (c >= 'a' && c <= last) || (c >= 'A' && c <= last - 'a' + 'A');
}

static bool is_word(char c)
{
	return is_digit(c) || is_letter(c, 'z') || c == '_' || c == '-' || c == '.';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_of(enum pattern_part_kind kind, char c)
{
	switch (kind) {
	case PATTERN_BLANKS:
		return is_blank(c);
	case PATTERN_DIGITS:
		return is_digit(c);
	case PATTERN_HEX:
		return is_digit(c) || is_letter(c, 'f');
	case PATTERN_WORD:
		return is_word(c);
	case PATTERN_UUID:
		return is_digit(c) || is_letter(c, 'f') || c == '-';
	case PATTERN_REST:
		return true;
	case PATTERN_TEXT:
	case PATTERN_SHORTEST:
		break;
	}
	return false;
}

static const char *add_part(struct pattern *pattern, enum pattern_part_kind kind, int value, struct span text)
{
	const struct pattern_part *last = pattern->n_parts ? &pattern->parts[pattern->n_parts - 1] : NULL;

	if (pattern->n_parts == PATTERN_PARTS_MAX)
		return "the pattern has too many parts";
	if (last && last->kind == PATTERN_REST)
		return "nothing can stand behind a value that goes to the end of the line";
	if (last && last->kind == PATTERN_SHORTEST && kind == PATTERN_SHORTEST)
		return "two values without a text between; one of them needs a kind, as {name:digits}";
	pattern->parts[pattern->n_parts++] = (struct pattern_part){ kind, value, text };
	return NULL;
}

/* Take the name of a value; it may have none. */
static const char *add_name(struct pattern *pattern, struct span name, int *value)
{
	size_t i;

	*value = -1;
	for (i = 0; i < name.len; i++)
		if (!is_word(name.at[i]))
			return "the name of a value has letters, digits, '_', '-' and '.' only";
	if (!name.len)
		return NULL;
	if (pattern_value(pattern, name) >= 0)
		return "two values of one name";
	if (pattern->n_values == PATTERN_VALUES_MAX)
		return "the pattern has too many values";
	*value = pattern->n_values;
	pattern->names[pattern->n_values++] = name;
	return NULL;
}

static const char *find_kind(struct span name, enum pattern_part_kind *kind)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!span_is(name, kinds[i].name))
			continue;
		*kind = kinds[i].kind;
		return NULL;
	}
	return "the kind of a value is digits, hex, word, uuid or rest";
}

/* Compile what stands in braces: `inside` goes on behind the one that opens. Returns how much was used in `used`. */
static const char *compile_value(struct pattern *pattern, struct span inside, size_t *used)
{
	const char *close = memchr(inside.at, '}', inside.len), *colon, *why;
	enum pattern_part_kind kind = PATTERN_SHORTEST;
	struct span name;
	int value;

	if (!close)
		return "a brace is never closed; a brace itself is written twice";
	*used = close - inside.at + 1;
	name = (struct span){ inside.at, close - inside.at };
	colon = memchr(name.at, ':', name.len);
	if (colon) {
		why = find_kind((struct span){ colon + 1, close - colon - 1 }, &kind);
		if (why)
			return why;
		name.len = colon - name.at;
	}
	why = add_name(pattern, name, &value);
	return why ? why : add_part(pattern, kind, value, (struct span){ NULL, 0 });
}

/* How many bytes from the begin are plain text? The first brace of two is the last of them. */
static size_t plain_bytes(struct span text, bool *doubled)
{
	size_t len = 0;

	*doubled = false;
	while (len < text.len && !is_blank(text.at[len]) && text.at[len] != '{')
		len++;
	if (len + 1 < text.len && text.at[len] == '{' && text.at[len + 1] == '{') {
		*doubled = true;
		len++;
	}
	return len;
}

static const char *compile_part(struct pattern *pattern, struct span text, size_t *used)
{
	const char *why;
	bool doubled;

	*used = 0;
	while (*used < text.len && is_blank(text.at[*used]))
		++*used;
	if (*used)
		return add_part(pattern, PATTERN_BLANKS, -1, (struct span){ NULL, 0 });
	*used = plain_bytes(text, &doubled);
	if (*used) {
		why = add_part(pattern, PATTERN_TEXT, -1, (struct span){ text.at, *used });
		*used += doubled;
		return why;
	}
	why = compile_value(pattern, (struct span){ text.at + 1, text.len - 1 }, used);
	++*used;
	return why;
}

const char *pattern_compile(struct pattern *pattern, struct span text)
{
	const char *why = NULL;
	size_t used;

	memset(pattern, 0, sizeof(*pattern));
	pattern->at_begin = text.len && *text.at == '^';
	if (pattern->at_begin)
		text = (struct span){ text.at + 1, text.len - 1 };
	pattern->at_end = text.len && text.at[text.len - 1] == '$';
	if (pattern->at_end)
		text.len--;
	if (!text.len)
		return "the pattern is empty";
	while (text.len && !why) {
		why = compile_part(pattern, text, &used);
		if (!why)
			text = (struct span){ text.at + used, text.len - used };
	}
	if (!why && pattern->parts[pattern->n_parts - 1].kind == PATTERN_SHORTEST)
		why = "a value at the end needs a kind, as {name:rest}";
	return why;
}

int pattern_value(const struct pattern *pattern, struct span name)
{
	size_t i;

	for (i = 0; i < pattern->n_values; i++)
		if (pattern->names[i].len == name.len && !memcmp(pattern->names[i].at, name.at, name.len))
			return i;
	return -1;
}

struct span pattern_rarest(const struct pattern *pattern, const struct filter_sample *sample)
{
	struct span rarest = { NULL, 0 };
	size_t i;

	for (i = 0; i < pattern->n_parts; i++)
		if (pattern->parts[i].text.len && filter_is_rarer(sample, pattern->parts[i].text, rarest))
			rarest = pattern->parts[i].text;
	return rarest;
}

bool pattern_ends_blank(const struct pattern *pattern)
{
	return pattern->n_parts && pattern->parts[pattern->n_parts - 1].kind == PATTERN_BLANKS;
}

/* The end of the run that a part takes from a byte on; the byte itself when it takes none. */
static size_t end_of_run(struct matching *matching, size_t part, size_t at)
{
	const enum pattern_part_kind kind = matching->pattern->parts[part].kind;
	struct run *run = &matching->runs[part];

	if (at >= run->begin && at < run->end)
		return run->end;
	run->begin = at;
	run->end = kind == PATTERN_REST ? matching->line.len : at;
	while (run->end < matching->line.len && is_of(kind, matching->line.at[run->end]))
		run->end++;
	return run->end;
}

/* Eight, four, four, four and twelve hexadecimal digits; nothing else stands in a run of this kind. */
static bool is_uuid(struct span run)
{
	size_t i;

	if (run.len != 36)
		return false;
	for (i = 0; i < run.len; i++)
		if ((run.at[i] == '-') != (i == 8 || i == 13 || i == 18 || i == 23))
			return false;
	return true;
}

static bool text_at(struct span line, struct span text, size_t at)
{
	return line.len - at >= text.len && !memcmp(line.at + at, text.at, text.len);
}

/* Match the parts of a stretch at one place. */
static bool match_stretch(struct matching *matching, size_t part, size_t end, size_t at)
{
	const struct pattern_part *parts = matching->pattern->parts;
	struct span run;
	size_t next;

	for (; part < end; part++) {
		if (parts[part].kind == PATTERN_TEXT) {
			if (!text_at(matching->line, parts[part].text, at))
				return false;
			at += parts[part].text.len;
			continue;
		}
		next = end_of_run(matching, part, at);
		run = (struct span){ matching->line.at + at, next - at };
		if (!run.len || (parts[part].kind == PATTERN_UUID && !is_uuid(run)))
			return false;
		if (parts[part].value >= 0)
			matching->match->values[parts[part].value] = run;
		at = next;
	}
	matching->match->end = at;
	return end < matching->pattern->n_parts || !matching->pattern->at_end || at == matching->line.len;
}

/* The first byte from `at` on where the first part of a stretch may be; line.len when there is none. */
static size_t next_place(const struct matching *matching, size_t part, size_t at)
{
	const struct pattern_part *first = &matching->pattern->parts[part];
	const struct span line = matching->line;
	const char *found;

	if (first->kind != PATTERN_TEXT) {
		while (at < line.len && !is_of(first->kind, line.at[at]))
			at++;
		return at;
	}
	while (at < line.len) {
		found = memchr(line.at + at, *first->text.at, line.len - at);
		if (!found)
			break;
		at = found - line.at;
		if (text_at(line, first->text, at))
			return at;
		at++;
	}
	return line.len;
}

/* Find a stretch from `at` on. `place` is where it begins. */
static bool find_stretch(struct matching *matching, size_t part, size_t end, size_t at, size_t *place)
{
	while ((at = next_place(matching, part, at)) < matching->line.len) {
		if (match_stretch(matching, part, end, at)) {
			*place = at;
			return true;
		}
		/* From within the same run it would end just there. */
		at = matching->pattern->parts[part].kind == PATTERN_TEXT ? at + 1 : matching->runs[part].end;
	}
	return false;
}

static size_t end_of_stretch(const struct pattern *pattern, size_t part)
{
	while (part < pattern->n_parts && pattern->parts[part].kind != PATTERN_SHORTEST)
		part++;
	return part;
}

/* Find the value of the shortest kind at `part`, and the stretch behind it; all begins where the match ends so far. */
static bool find_shortest(struct matching *matching, size_t part, size_t end)
{
	const size_t at = matching->match->end;
	const int value = matching->pattern->parts[part].value;
	size_t place;

	if (!find_stretch(matching, part + 1, end, at, &place))
		return false;
	if (value >= 0)
		matching->match->values[value] = (struct span){ matching->line.at + at, place - at };
	return true;
}

bool pattern_find(const struct pattern *pattern, struct span line, size_t from, struct pattern_match *match)
{
	struct matching matching = { .pattern = pattern, .line = line, .match = match };
	size_t part = end_of_stretch(pattern, 0), end;
	bool found = true;

	if (from > line.len)
		return false;
	match->begin = match->end = from;
	if (part && pattern->at_begin)
		found = match_stretch(&matching, 0, part, from);
	else if (part)
		found = find_stretch(&matching, 0, part, from, &match->begin);
	for (; found && part < pattern->n_parts; part = end) {
		end = end_of_stretch(pattern, part + 1);
		found = find_shortest(&matching, part, end);
	}
	return found;
}
