/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "detect.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "record.h"

#define LINE_MAX_LOOKED 4096	/* bytes of a line that are held against an expression */
#define RECORDS_LOOKED 2000

/* What the conditions of a format are held against. */
struct look {
	const struct format *format;
	struct span bytes;
	bool last;
	char *why;
	size_t size;
};

static bool say(struct look *look, bool holds, const char *condition, const char *seen)
{
	size_t len = strlen(look->why);

	snprintf(look->why + len, look->size - len, "%s%s: %s%s", len ? "; " : "", condition, holds ? "" : "not so, ", seen);
	return holds;
}

/* --- lines */

/* Cut the next line off `rest`, its end included; the line without it. An unfinished last one is no line. */
static bool cut_line(struct span *rest, bool last, struct span *line)
{
	const char *end = memchr(rest->at, '\n', rest->len);
	size_t taken = end ? (size_t)(end - rest->at) + 1 : rest->len;

	if (!rest->len || (!end && !last))
		return false;
	*line = (struct span){ rest->at, end ? taken - 1 : taken };
	*rest = (struct span){ rest->at + taken, rest->len - taken };
	return true;
}

static bool matches(const regex_t *expression, struct span line)
{
	char copy[LINE_MAX_LOOKED];
	size_t len = line.len < sizeof(copy) ? line.len : sizeof(copy) - 1;

	memcpy(copy, line.at, len);
	copy[len] = '\0';
	if (len && copy[len - 1] == '\r')
		copy[len - 1] = '\0';
	return !regexec(expression, copy, 0, NULL, 0);
}

/* How many lines match, of how many that are not blank. */
static bool count_lines(struct look *look, const char *pattern, unsigned long *matched, unsigned long *lines)
{
	struct span rest = look->bytes, line;
	regex_t expression;

	*matched = *lines = 0;
	if (regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB))
		return false;
	while (cut_line(&rest, look->last, &line)) {
		if (!span_trim(line).len)
			continue;
		++*lines;
		*matched += matches(&expression, line);
	}
	regfree(&expression);
	return true;
}

static bool judge_lines(struct look *look, const char *condition, const char *pattern, int way)
{
	unsigned long matched, lines;
	char seen[80];

	if (!count_lines(look, pattern, &matched, &lines))
		return say(look, false, condition, "no regular expression");
	snprintf(seen, sizeof(seen), "%lu of %lu lines", matched, lines);
	return say(look, way == 'n' ? !matched : way == 'a' ? lines && matched * 10 >= lines * 9 : matched > 0, condition, seen);
}

static bool line_condition(struct look *look, const char *condition, const char *argument)
{
	return judge_lines(look, condition, argument, 's');
}

static bool lines_condition(struct look *look, const char *condition, const char *argument)
{
	return judge_lines(look, condition, argument, 'a');
}

static bool not_condition(struct look *look, const char *condition, const char *argument)
{
	return judge_lines(look, condition, argument, 'n');
}

/* --- records */

struct walk {
	struct record_state state;
	struct span rest;
	struct record record;
	unsigned long found, rejected;
};

/* Find the next record of the bytes; false when there are no more. */
static bool next_record(struct look *look, struct walk *walk)
{
	enum record_verdict verdict;

	while (walk->rest.len && walk->found < RECORDS_LOOKED) {
		verdict = look->format->kind->next(&walk->state, walk->rest, look->last, &walk->record);
		if (verdict == RECORD_MORE)
			return false;
		walk->rest = (struct span){ walk->rest.at + walk->record.len, walk->rest.len - walk->record.len };
		walk->rejected += verdict == RECORD_REJECTED;
		walk->found += verdict == RECORD_FOUND;
		if (verdict == RECORD_FOUND)
			return true;
	}
	return false;
}

static struct walk begin_walk(const struct look *look)
{
	return (struct walk){ .state.format = look->format, .rest = look->bytes };
}

static bool columns_condition(struct look *look, const char *condition, const char *argument)
{
	struct walk walk = begin_walk(look);
	unsigned long fit = 0, from, to;
	char seen[80], *end;

	from = to = strtoul(argument, &end, 10);
	if (!strncmp(end, "..", 2))
		to = end[2] ? strtoul(end + 2, NULL, 10) : ~0ul;
	while (next_record(look, &walk))
		fit += walk.record.columns >= from && walk.record.columns <= to;
	free(walk.state.kept);
	snprintf(seen, sizeof(seen), "%lu of %lu records", fit, walk.found);
	return say(look, walk.found && fit * 10 >= walk.found * 9, condition, seen);
}

/* The value of a place as a text that an expression can be held against. */
static bool place_matches(const struct look *look, const struct record *record, int place, const regex_t *expression)
{
	struct span value = record->values[place];
	char room[LINE_MAX_LOOKED];

	if (!value.at)
		return matches(expression, (struct span){ "", 0 });
	if (record->escaped[place] && look->format->kind->unescape && value.len < sizeof(room))
		value = (struct span){ room, look->format->kind->unescape(look->format, value, room) };
	return matches(expression, value);
}

/* "PLACE ERE": as a whole, in 9 of 10 records. */
static bool column_condition(struct look *look, const char *condition, const char *argument)
{
	struct walk walk = begin_walk(look);
	const char *pattern = strchr(argument, ' ');
	char place[128], whole[512], seen[80];
	unsigned long fit = 0;
	regex_t expression;
	int number;

	snprintf(place, sizeof(place), "%.*s", (int)(pattern ? pattern - argument : 0), argument);
	snprintf(whole, sizeof(whole), "^(%s)$", pattern ? pattern + 1 : "");
	number = format_place(look->format, place);
	if (number < 0 || regcomp(&expression, whole, REG_EXTENDED | REG_NOSUB))
		return say(look, false, condition, number < 0 ? "no row of the format looks there" : "no regular expression");
	while (next_record(look, &walk))
		fit += place_matches(look, &walk.record, number, &expression);
	free(walk.state.kept);
	regfree(&expression);
	snprintf(seen, sizeof(seen), "%lu of %lu records", fit, walk.found);
	return say(look, walk.found && fit * 10 >= walk.found * 9, condition, seen);
}

static bool records_condition(struct look *look, const char *condition, const char *argument)
{
	struct walk walk = begin_walk(look);
	char seen[80];

	while (next_record(look, &walk))
		;
	free(walk.state.kept);
	snprintf(seen, sizeof(seen), "%lu records, %lu rejected", walk.found, walk.rejected);
	return say(look, walk.found >= strtoul(argument, NULL, 10) && walk.found && walk.rejected * 10 <= walk.found, condition,
		   seen);
}

static bool place_condition(struct look *look, const char *condition, const char *argument)
{
	struct walk walk = begin_walk(look);
	const int place = format_place(look->format, argument);
	unsigned long fit = 0;
	char seen[80];

	while (place >= 0 && next_record(look, &walk))
		fit += walk.record.values[place].len > 0;
	free(walk.state.kept);
	snprintf(seen, sizeof(seen), place < 0 ? "no row of the format looks there" : "%lu of %lu records", fit, walk.found);
	return say(look, fit > 0, condition, seen);
}

/* --- the header */

/* What may stand around the name of a column: quotes, blanks, then a delimiter or nothing. */
static bool is_column(struct span line, const char *at, const char *end, const char *delimiter)
{
	const char *stop = line.at + line.len;

	while (at > line.at && strchr(" \t\"", at[-1]) && at[-1] != *delimiter)
		at--;
	while (end < stop && strchr(" \t\"\r", *end) && *end != *delimiter)
		end++;
	return (at == line.at || at[-1] == *delimiter) && (end == stop || *end == *delimiter);
}

/* Does the first line that is no comment name this column? */
static bool names_column(struct span line, struct span name, const char *delimiter)
{
	const char *at = line.at, *stop = at + line.len;

	for (; (at = memmem(at, stop - at, name.at, name.len)); at++)
		if (is_column(line, at, at + name.len, delimiter))
			return true;
	return false;
}

/* A line that no header is: blank, or a comment. */
static bool is_passed(const struct format *format, struct span line)
{
	const struct format_head *head = NULL;

	if (!span_trim(line).len || *line.at == '#')
		return true;
	while ((head = format_head_next(format, "comment", head)))
		if (line.len >= strlen(head->rest) && !memcmp(line.at, head->rest, strlen(head->rest)))
			return true;
	return false;
}

static bool header_condition(struct look *look, const char *condition, const char *argument)
{
	const char *delimiter = format_head(look->format, "delimiter", ",");
	struct span rest = span_without_mark(look->bytes), line = { "", 0 };

	delimiter = !strcmp(delimiter, "\\t") ? "\t" : !strcmp(delimiter, "\\s") ? " " : delimiter;
	while (cut_line(&rest, look->last, &line) && is_passed(look->format, line))
		;
	while (*argument) {
		const size_t len = strcspn(argument, ",");

		if (!names_column(line, (struct span){ argument, len }, delimiter))
			return say(look, false, condition, "the first line lacks one of them");
		argument += len + (argument[len] == ',');
	}
	return say(look, true, condition, "the first line has them");
}

/* --- all together */

static const struct {
	const char *word;
	bool (*holds)(struct look *look, const char *condition, const char *argument);
} conditions[] = {
	{ "line ", line_condition },
	{ "lines ", lines_condition },
	{ "not ", not_condition },
	{ "columns ", columns_condition },
	{ "header ", header_condition },
	{ "column ", column_condition },
	{ "records ", records_condition },
	{ "place ", place_condition },
};

static bool simple_condition(struct look *look, const char *condition)
{
	size_t i;

	for (i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
		if (!strncmp(condition, conditions[i].word, strlen(conditions[i].word)))
			return conditions[i].holds(look, condition, condition + strlen(conditions[i].word));
	return say(look, false, condition, "no such condition");
}

/* "CONDITION or CONDITION". */
static bool condition_holds(struct look *look, const char *condition)
{
	const char *or = strstr(condition, " or ");
	const size_t said = strlen(look->why);
	char first[512];

	if (!or || (size_t)(or - condition) >= sizeof(first))
		return simple_condition(look, condition);
	snprintf(first, sizeof(first), "%.*s", (int)(or - condition), condition);
	if (simple_condition(look, first))
		return true;
	look->why[said] = '\0';	/* what did not hold is no evidence */
	return condition_holds(look, or + strlen(" or "));
}

bool detect_is(const struct format *format, struct span bytes, bool last, char *why, size_t size)
{
	struct look look = { .format = format, .bytes = bytes, .last = last, .why = why, .size = size };
	const struct format_head *head = format_head_next(format, "detect", NULL);

	*why = '\0';
	if (!head)
		return say(&look, false, "detect", "the format has no such line");
	for (; head; head = format_head_next(format, "detect", head))
		if (!condition_holds(&look, head->rest))
			return false;
	return true;
}

bool detect_may_be(const struct format *format, struct span bytes, bool last)
{
	char why[512];
	struct look look = { .format = format, .bytes = bytes, .last = last, .why = why, .size = sizeof(why) };
	const struct format_head *head = format_head_next(format, "detect", NULL);

	for (; head; head = format_head_next(format, "detect", head))
		if (strncmp(head->rest, "not ", 4) && condition_holds(&look, head->rest))
			return true;
	return false;
}

int detect(struct span bytes, bool last, struct detected *found, size_t room)
{
	const char *name;
	char why[512];
	size_t i, n = 0;

	for (i = 0; (name = format_builtin_name(i)) && n < room; i++) {
		struct format *format = format_builtin(name, why, sizeof(why));

		if (!format)
			return -1;
		if (detect_is(format, bytes, last, found[n].why, sizeof(found[n].why)))
			found[n++].name = name;
		format_free(format);
	}
	return n;
}
