/* SPDX-License-Identifier: GPL-2.0-or-later */
/* records FORMAT INPUT: print what a reader finds, each byte of the input once:
 *
 *	line  length  nothing | found | rejected  place=value or why ...
 *
 * records --cuts FORMAT INPUT: give the reader the same input byte by byte and in pieces, and see that it finds the
 * same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../utils/logs/format.h"
#include "../utils/logs/record.h"

#define INPUT_MAX (1 << 20)
#define VALUE_MAX (64 * 1024)

struct text {
	char *at;
	size_t len, room;
};

static void put(struct text *text, const char *bytes, size_t len)
{
	if (text->len + len > text->room) {
		text->room = 2 * (text->len + len) + 4096;
		text->at = realloc(text->at, text->room);
		if (!text->at)
			exit(99);
	}
	memcpy(text->at + text->len, bytes, len);
	text->len += len;
}

static void put_value(struct text *text, struct span value)
{
	static const char plain[] = "\n\r\t\\";
	char shown[8];
	size_t i;

	for (i = 0; i < value.len; i++) {
		const unsigned char c = value.at[i];

		if (c && strchr(plain, c))
			put(text, shown, sprintf(shown, "\\%c", "nrt\\"[strchr(plain, c) - plain]));
		else if (c < 32 || c >= 127)
			put(text, shown, sprintf(shown, "\\x%02X", c));
		else
			put(text, (const char *)&c, 1);
	}
}

static void put_place(struct text *text, const struct format *format, const struct record *record, size_t place)
{
	static char room[VALUE_MAX];
	struct span value = record->values[place];

	if (!value.at)
		return;
	if (record->escaped[place] && value.len <= VALUE_MAX)
		value = (struct span){ room, format->kind->unescape(format, value, room) };
	put(text, "\t", 1);
	put(text, format->places[place], strlen(format->places[place]));
	put(text, "=", 1);
	put_value(text, value);
}

/* What is passed over in one piece or in several is the same: it waits in nothing_*. */
struct telling {
	const struct format *format;
	struct text text;
	unsigned long line;
	size_t nothing;
	unsigned long nothing_lines;
};

static void tell_nothing(struct telling *telling)
{
	char head[64];

	if (telling->nothing)
		put(&telling->text, head, sprintf(head, "%lu\t%zu\tnothing\n", telling->line, telling->nothing));
	telling->line += telling->nothing_lines;
	telling->nothing = telling->nothing_lines = 0;
}

static void tell(struct telling *telling, enum record_verdict verdict, const struct record *record)
{
	char head[64];
	size_t i;

	if (verdict == RECORD_NOTHING) {
		telling->nothing += record->len;
		telling->nothing_lines += record->lines;
		return;
	}
	tell_nothing(telling);
	put(&telling->text, head, sprintf(head, "%lu\t%zu\t%s", telling->line, record->len,
					  verdict == RECORD_FOUND ? "found" : "rejected\t"));
	if (verdict == RECORD_REJECTED)
		put(&telling->text, record->why, strlen(record->why));
	for (i = 0; verdict == RECORD_FOUND && i < telling->format->n_places; i++)
		put_place(&telling->text, telling->format, record, i);
	put(&telling->text, "\n", 1);
	telling->line += record->lines;
}

static void die(const char *what, size_t at)
{
	fprintf(stderr, "records: %s at byte %zu\n", what, at);
	exit(1);
}

static unsigned long feeds(const char *at, size_t len)
{
	unsigned long n = 0;

	while (len--)
		n += *at++ == '\n';
	return n;
}

/* Read all, giving `step` more bytes (0: all) each time the reader wants more. */
static struct text read_all(const struct format *format, struct span input, size_t step)
{
	struct record_state state = { .format = format };
	struct telling telling = { .format = format, .line = 1 };
	static struct record record;
	enum record_verdict verdict;
	size_t at = 0, end = step ? 0 : input.len;
	bool last = !step;

	while (at < input.len) {
		/* In memory of just that size, so that no byte further is looked at. */
		char *copy = malloc(end - at + 1);

		if (!copy)
			exit(99);
		memcpy(copy, input.at + at, end - at);
		verdict = RECORD_MORE;
		if (end > at)
			verdict = format->kind->next(&state, (struct span){ copy, end - at }, last, &record);
		if (verdict == RECORD_MORE && last)
			die("more is wanted where there is none", at);
		if (verdict == RECORD_MORE) {
			last = end == input.len;
			end = input.len - end > step ? end + step : input.len;
		} else {
			if (!record.len || record.len > end - at)
				die("a record of no length, or too long", at);
			if (record.lines != feeds(copy, record.len))
				die("lines are miscounted", at);
			tell(&telling, verdict, &record);
			at += record.len;
		}
		free(copy);
	}
	tell_nothing(&telling);
	free(state.kept);
	return telling.text;
}

static int cuts(const struct format *format, struct span input)
{
	static const size_t steps[] = { 1, 2, 3, 7, 64, 300 };
	struct text whole = read_all(format, input, 0), piecewise;
	size_t i;
	int rc = 0;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		piecewise = read_all(format, input, steps[i]);
		if (piecewise.len != whole.len || (whole.len && memcmp(piecewise.at, whole.at, whole.len))) {
			fprintf(stderr, "records: in steps of %zu bytes:\n%.*s", steps[i],
				(int)piecewise.len, piecewise.at);
			rc = 1;
		}
		free(piecewise.at);
	}
	free(whole.at);
	return rc;
}

static struct span slurp(const char *name)
{
	FILE *file = fopen(name, "rb");
	char *room = malloc(INPUT_MAX);
	size_t len;

	if (!file || !room) {
		perror(name);
		exit(99);
	}
	len = fread(room, 1, INPUT_MAX, file);
	fclose(file);
	return (struct span){ room, len };
}

int main(int argc, char **argv)
{
	const bool cut = argc == 4 && !strcmp(argv[1], "--cuts");
	struct format *format;
	struct text text;
	struct span input;
	char why[512];
	int rc = 0;

	if (argc - cut != 3)
		return 2;
	format = format_load(argv[1 + cut], why, sizeof(why));
	if (!format) {
		printf("%s\n", strrchr(why, '/') ? strrchr(why, '/') + 1 : why);
		return 0;
	}
	input = slurp(argv[2 + cut]);
	if (cut) {
		rc = cuts(format, input);
	} else {
		text = read_all(format, input, 0);
		fwrite(text.at, 1, text.len, stdout);
		free(text.at);
	}
	free((char *)input.at);
	format_free(format);
	return rc;
}
