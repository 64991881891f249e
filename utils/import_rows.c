/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a configuration, and the profile that they make. */
#include "import.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "domain.h"

void import_refuse(struct import *im, const char *format, ...)
{
	char text[IMPORT_FIELD];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	cli_error("%s:%u: %s", im->name, im->line, text);
	im->failed = true;
}

char *import_line(struct import *im, FILE *file, char buffer[IMPORT_LINE_MAX])
{
	static const char mark[] = "\357\273\277";	/* byte order mark */
	size_t len = 0;
	char *line;
	int c;

	while ((c = getc(file)) != EOF && c != '\n' && c && len < IMPORT_LINE_MAX - 1)
		buffer[len++] = c;
	if (c == EOF && !len)
		return NULL;
	im->line++;
	if (c != EOF && c != '\n') {
		import_refuse(im, c ? "line of more than 65535 bytes: this is no text file"
				    : "NUL byte: this is no text file");
		return NULL;
	}
	while (len && strchr(" \t\r", buffer[len - 1]))
		len--;
	buffer[len] = '\0';
	line = im->line == 1 && !strncmp(buffer, mark, sizeof(mark) - 1) ? buffer + sizeof(mark) - 1 : buffer;
	return line + strspn(line, " \t");
}

/* --- the rows */

static void forget(struct import_row *row)
{
	free(row->in);
	free(row->condition);
	free(row->out);
	free(row->source);
	free(row->note);
}

/* A copy without what a column may not hold: control characters and blanks at its edges. */
static char *column(const char *text)
{
	char *copy = strdup(text), *c;
	size_t len;

	if (!copy)
		return NULL;
	for (c = copy; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	len = strspn(copy, " ");
	memmove(copy, copy + len, strlen(copy + len) + 1);
	for (len = strlen(copy); len && copy[len - 1] == ' '; len--)
		copy[len - 1] = '\0';
	return copy;
}

static struct import_row *find(struct import *im, enum sipq850_direction direction, const char *in,
			       const char *condition)
{
	size_t i;

	for (i = 0; i < im->n; i++)
		if (im->rows[i].direction == direction && !strcmp(im->rows[i].in, in) &&
		    !strcmp(im->rows[i].condition, condition))
			return &im->rows[i];
	return NULL;
}

static struct import_row *new_row(struct import *im)
{
	if (im->n == im->room) {
		size_t room = im->room ? 2 * im->room : 64;
		struct import_row *more = room > 2 * IMPORT_ROWS_MAX ? NULL : realloc(im->rows, room * sizeof(*more));

		if (!more)
			return NULL;
		im->rows = more;
		im->room = room;
	}
	return &im->rows[im->n++];
}

void import_add(struct import *im, enum sipq850_direction direction, const char *in, const char *condition,
		const char *out, const char *source, const char *note, const char *text, bool replace)
{
	struct import_row *old = replace ? find(im, direction, in, condition) : NULL, *row;
	char cited[IMPORT_FIELD], replaced[64];

	if (old) {
		snprintf(replaced, sizeof(replaced), "instead of line %u", old->line);
		note = replaced;
		forget(old);
	}
	row = old ? old : new_row(im);
	if (!row) {
		import_refuse(im, "too many rows, or out of memory");
		return;
	}
	snprintf(cited, sizeof(cited), "%s:%u: %s", im->name, im->line, text);
	*row = (struct import_row){ .direction = direction, .in = column(in), .condition = column(condition),
				    .out = column(out), .source = column(*source ? source : cited),
				    .note = column(note), .line = im->line, .order = im->n };
	if (!row->in || !row->condition || !row->out || !row->source || !row->note)
		import_refuse(im, "out of memory");
}

void import_drop(struct import *im, enum sipq850_direction direction, const char *in)
{
	size_t i, n = 0;

	for (i = 0; i < im->n; i++) {
		if (im->rows[i].direction == direction && (!*in || !strcmp(im->rows[i].in, in)))
			forget(&im->rows[i]);
		else
			im->rows[n++] = im->rows[i];
	}
	im->n = n;
}

void import_release(struct import *im)
{
	while (im->n)
		forget(&im->rows[--im->n]);
	free(im->rows);
	im->rows = NULL;
}

/* --- order: as the tables have it */

/* Numbers, then classes, then `*`, then events; what is none of them stands last and will be refused. */
static long place(const struct import_row *row)
{
	const char *in = row->in;
	int input;

	if (*in && !in[strspn(in, "0123456789")])
		return atoi(in);
	if (!strncmp(in, "class:", 6))
		return 10000 + atoi(in + 6);
	if (!strcmp(in, "*"))
		return 30000;
	if (!sipq850_input_parse(row->direction, in, &input))
		return 40000 + input;
	return 20000 + in[0];
}

static int terms(const struct import_row *row)
{
	const char *c;
	int n = *row->condition != '\0';

	for (c = row->condition; *c; c++)
		n += *c == ',';
	return n;
}

static int compare(const void *a, const void *b)
{
	const struct import_row *x = a, *y = b;

	if (x->direction != y->direction)
		return x->direction < y->direction ? -1 : 1;
	if (place(x) != place(y))
		return place(x) < place(y) ? -1 : 1;
	if (terms(x) != terms(y))
		return terms(x) > terms(y) ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* --- the profile */

struct text {
	char *start;
	size_t len;
	unsigned int head_lines;
};

static const char *completeness(const struct import *im, enum sipq850_direction direction, const bool complete[2])
{
	size_t i;

	for (i = 0; i < im->n; i++)
		if (im->rows[i].direction == direction)
			return complete[direction - 1] ? "complete" : "partial";
	return "absent";
}

static bool write_text(struct text *text, const struct import *im, const char *title, const char *base,
		       const bool complete[2])
{
	char *heads[] = { column(title), column(im->name), column(or_empty(base)) };
	FILE *out = open_memstream(&text->start, &text->len);
	bool good = out && heads[0] && heads[1] && heads[2];
	size_t i;

	if (!good)
		goto end;
	text->head_lines = 5 + !base;
	fprintf(out, "# SPDX-License-Identifier: CC0-1.0\n#: title %s\n#: document %s\n", heads[0], heads[1]);
	if (base)
		fprintf(out, "#: base %s\n", heads[2]);
	else
		fprintf(out, "#: sip2q850 %s\n#: q850sip %s\n", completeness(im, SIPQ850_SIP2Q850, complete),
			completeness(im, SIPQ850_Q850SIP, complete));
	fputs("direction\tin\tcondition\tout\tsource\tnote\n", out);
	for (i = 0; i < im->n; i++) {
		const struct import_row *row = &im->rows[i];

		fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", sipq850_direction_name(row->direction), row->in,
			row->condition, row->out, row->source, row->note);
	}
end:
	if (out && fclose(out))
		good = false;
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		free(heads[i]);
	return good;
}

/* A refusal speaks of a line of the profile that nobody has seen: say the line of the configuration. */
static void say(const struct import *im, const struct text *text, const struct sipq850_load_err *err)
{
	unsigned int row = err->line - text->head_lines;
	struct sipq850_load_err shown = *err;
	char message[1024];

	if (!err->msg) {
		cli_error("%s: out of memory", im->name);
		return;
	}
	shown.line = err->line > text->head_lines && row <= im->n ? im->rows[row - 1].line : 0;
	snprintf(shown.file, sizeof(shown.file), "%s", im->name);
	sipq850_load_err_buf(message, sizeof(message), &shown);
	cli_error("%s", message);
}

static struct sipq850_map *judge(const struct import *im, const struct text *text)
{
	struct sipq850_load_err err = { .line = 0 };
	struct sipq850_profile *profile = NULL;
	struct sipq850_map *map = NULL;

	if (sipq850_profile_parse("profile.tsv", text->start, text->len, &profile, &err) ||
	    sipq850_map_compile(profile, &map, &err))
		say(im, text, &err);
	sipq850_profile_unref(profile);
	return map;
}

static bool is_complete(const struct sipq850_map *map, enum sipq850_direction direction)
{
	int input = direction == SIPQ850_SIP2Q850 ? 300 : 1, last = direction == SIPQ850_SIP2Q850 ? 699 : 127;
	struct sipq850_answer answer;

	for (; input <= last; input++) {
		sipq850_map_ask(map, direction, input, NULL, &answer);
		if (!answer.row)
			return false;
	}
	return true;
}

int import_print(struct import *im, const char *title, const char *base)
{
	bool complete[2] = { false, false };
	struct text text = { NULL, 0, 0 };
	struct sipq850_map *map = NULL;
	int turn, status = CLI_MISUSE;

	qsort(im->rows, im->n, sizeof(*im->rows), compare);
	/* Once to see how much of each direction is answered, once to say it. */
	for (turn = 0; turn < 2; turn++) {
		free(text.start);
		text.start = NULL;
		sipq850_map_unref(map);
		map = write_text(&text, im, title, base, complete) ? judge(im, &text) : NULL;
		if (!map)
			break;
		complete[0] = is_complete(map, SIPQ850_SIP2Q850);
		complete[1] = is_complete(map, SIPQ850_Q850SIP);
	}
	if (map) {
		fwrite(text.start, 1, text.len, stdout);
		status = CLI_OK;
	}
	sipq850_map_unref(map);
	free(text.start);
	return status;
}
