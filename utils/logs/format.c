/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a format is copied once and cut up in place; all strings of the format point into that copy. */
#include "format.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "kinds.h"
#include "value.h"

static const char columns[] = "field\twhere\tsyntax\twhen\tnote";
static const char *const field_names[FORMAT_FIELDS] = {
	[FIELD_TIME] = "time", [FIELD_CALL] = "call", [FIELD_PEER] = "peer", [FIELD_LEG] = "leg",
	[FIELD_TRUNK] = "trunk", [FIELD_INITIATOR] = "initiator", [FIELD_ANSWERED] = "answered",
	[FIELD_DURATION] = "duration", [FIELD_STATUS] = "status", [FIELD_CAUSE] = "cause",
	[FIELD_LOCATION] = "location", [FIELD_REASON] = "reason", [FIELD_SKIP] = "skip",
	[FIELD_BEGIN] = "begin",
};

/* Head lines that any format may have; those of a kind stand in its record_kind. */
static const char *const common_heads[] = { "title", "document", "kind", "seen", "profile", "join", "result", "detect" };
static const char *const needed_heads[] = { "title", "document", "kind", "seen" };

struct parser {
	struct format *format;
	unsigned int line;
	bool begun;		/* the line of column names was seen */
	char *why;
	size_t size;
};

static int refuse(struct parser *p, const char *reason, ...) __attribute__((format(printf, 2, 3)));

static int refuse(struct parser *p, const char *reason, ...)
{
	int len = snprintf(p->why, p->size, "%s:%u: ", p->format->file, p->line);
	va_list args;

	va_start(args, reason);
	if (len > 0 && (size_t)len < p->size)
		vsnprintf(p->why + len, p->size - len, reason, args);
	va_end(args);
	return -1;
}

const char *format_field_name(enum format_field field)
{
	return field_names[field];
}

int format_place(const struct format *format, const char *name)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (!strcmp(format->places[i], name))
			return i;
	return -1;
}

/* The number of a place, noted when it is new. */
static int intern(struct parser *p, const char *name)
{
	int place = format_place(p->format, name);

	if (place >= 0)
		return place;
	if (p->format->n_places == FORMAT_PLACES_MAX)
		return refuse(p, "more than %d places", FORMAT_PLACES_MAX);
	p->format->places[p->format->n_places] = name;
	return p->format->n_places++;
}

/* Cut off what stands before c; the rest, or NULL when there is no c. */
static char *cut(char *text, char c)
{
	char *end = strchr(text, c);

	if (end)
		*end++ = '\0';
	return end;
}

/* \s is a blank, \t a tab, \\ a backslash. */
static void undo_escapes(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == '\\' && text[1] && strchr("st\\", text[1])) {
			text++;
			*to++ = *text == 's' ? ' ' : *text == 't' ? '\t' : '\\';
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
}

/* --- rows */

static int take_step(struct parser *p, struct format_row *row, char *word)
{
	struct format_step *step = &row->steps[row->n_steps];
	char *argument = cut(word, ':');
	const char *should;

	if (row->n_steps == FORMAT_STEPS_MAX)
		return refuse(p, "more than %d steps", FORMAT_STEPS_MAX);
	step->step = value_step_find((struct span){ word, strlen(word) });
	if (!step->step)
		return refuse(p, "no step '%s'", word);
	if (step->step->argument == VALUE_ARGUMENT_NEEDED && (!argument || !*argument))
		return refuse(p, "the step '%s' needs an argument: %s:..", word, word);
	if (step->step->argument == VALUE_ARGUMENT_NONE && argument)
		return refuse(p, "the step '%s' takes no argument", word);
	should = value_step_judge(step->step, argument);
	if (should)
		return refuse(p, "the step '%s' takes %s, not '%s'", word, should, argument);
	if (argument)
		undo_escapes(argument);
	step->argument = argument;
	row->n_steps++;
	return 0;
}

static int take_syntax(struct parser *p, struct format_row *row, char *syntax)
{
	char *next;

	for (; syntax && *syntax; syntax = next) {
		next = cut(syntax, ' ');
		if (*syntax && take_step(p, row, syntax))
			return -1;
	}
	return 0;
}

static int take_term(struct parser *p, struct format_row *row, char *text)
{
	struct format_term *term = &row->terms[row->n_terms];
	char *value = cut(text, '=');

	if (row->n_terms == FORMAT_TERMS_MAX)
		return refuse(p, "more than %d terms", FORMAT_TERMS_MAX);
	if (!value || !*text || !strcmp(text, "!"))
		return refuse(p, "a condition is WHERE=VALUE or WHERE!=VALUE");
	term->differs = text[strlen(text) - 1] == '!';
	if (term->differs)
		text[strlen(text) - 1] = '\0';
	term->place = intern(p, text);
	term->values = value;
	row->n_terms++;
	return term->place < 0 ? -1 : 0;
}

static int take_when(struct parser *p, struct format_row *row, char *when)
{
	char *next;

	for (; when && *when; when = next) {
		next = cut(when, ',');
		if (take_term(p, row, when))
			return -1;
	}
	return 0;
}

static int take_field(struct parser *p, struct format_row *row, const char *name)
{
	int i;

	for (i = 0; i < FORMAT_FIELDS; i++)
		if (!strcmp(field_names[i], name)) {
			row->field = i;
			return 0;
		}
	return refuse(p, "no field '%s'", name);
}

/* WHERE, or WHERE + WHERE. */
static int take_places(struct parser *p, struct format_row *row, char *where)
{
	const bool number = row->field == FIELD_STATUS || row->field == FIELD_CAUSE;
	char *more;

	for (; where; where = more) {
		more = strstr(where, " + ");
		if (more) {
			*more = '\0';
			more += 3;
		}
		if ((number && more) || row->n_more == FORMAT_MORE_MAX)
			return refuse(p, number ? "a status or cause stands in one place" : "too many places of a value");
		if (row->place < 0)
			row->place = intern(p, where);
		else
			row->more[row->n_more++] = intern(p, where);
		if (row->place < 0 || (row->n_more && row->more[row->n_more - 1] < 0))
			return -1;
	}
	return 0;
}

static int take_where(struct parser *p, struct format_row *row, char *where)
{
	row->place = -1;
	if (*where == '=') {
		row->constant = where + 1;
		return 0;
	}
	if (row->field == FIELD_SKIP || row->field == FIELD_BEGIN)
		return *where ? refuse(p, "%s has no place, only a condition", field_names[row->field]) : 0;
	if (!*where)
		return refuse(p, "%s: where does it stand?", field_names[row->field]);
	return take_places(p, row, where);
}

/* The last step has to make what the field is. */
static int judge_row(struct parser *p, const struct format_row *row)
{
	if (row->field == FIELD_SKIP || row->field == FIELD_BEGIN)
		return row->n_terms ? 0 : refuse(p, "%s without a condition would hold for every record", field_names[row->field]);
	if (!row->n_steps)
		return refuse(p, "%s: how is it written? (syntax)", field_names[row->field]);
	if (!(row->steps[row->n_steps - 1].step->makes & (1u << row->field)))
		return refuse(p, "the step '%s' does not make a %s", row->steps[row->n_steps - 1].step->name,
			      field_names[row->field]);
	return 0;
}

static int take_row(struct parser *p, char *line)
{
	struct format_row *row = &p->format->rows[p->format->n_rows];
	char *cells[5] = { line };
	int i;

	if (p->format->n_rows == FORMAT_ROWS_MAX)
		return refuse(p, "more than %d rows", FORMAT_ROWS_MAX);
	for (i = 1; i < 5; i++)
		if (!(cells[i] = cut(cells[i - 1], '\t')))
			return refuse(p, "%d columns instead of 5", i);
	if (strchr(cells[4], '\t'))
		return refuse(p, "more than 5 columns");
	row->line = p->line;
	if (take_field(p, row, cells[0]) || take_where(p, row, cells[1]) || take_syntax(p, row, cells[2]) ||
	    take_when(p, row, cells[3]) || judge_row(p, row))
		return -1;
	p->format->n_rows++;
	return 0;
}

/* --- the head */

static int take_head(struct parser *p, char *line)
{
	struct format_head *head = &p->format->heads[p->format->n_heads];
	char *rest;

	if (p->begun)
		return refuse(p, "a head line behind the rows");
	if (p->format->n_heads == FORMAT_HEADS_MAX)
		return refuse(p, "more than %d head lines", FORMAT_HEADS_MAX);
	line += strspn(line, " ");
	rest = cut(line, ' ');
	*head = (struct format_head){ line, rest ? rest : "", p->line };
	p->format->n_heads++;
	return 0;
}

const struct format_head *format_head_next(const struct format *format, const char *word, const struct format_head *last)
{
	const struct format_head *head = last ? last + 1 : format->heads;

	for (; head < format->heads + format->n_heads; head++)
		if (!strcmp(head->word, word))
			return head;
	return NULL;
}

const char *format_head(const struct format *format, const char *word, const char *otherwise)
{
	const struct format_head *head = format_head_next(format, word, NULL);

	return head ? head->rest : otherwise;
}

static bool is_among(const char *word, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(words[i], word))
			return true;
	return false;
}

/* A word that nobody reads is a mistake. */
static int judge_heads(struct parser *p)
{
	const struct format *format = p->format;
	const struct format_head *head;
	size_t i, n = 0;

	while (format->kind->heads[n])
		n++;
	for (head = format->heads; head < format->heads + format->n_heads; head++) {
		p->line = head->line;
		if (!is_among(head->word, common_heads, sizeof(common_heads) / sizeof(common_heads[0])) &&
		    !is_among(head->word, format->kind->heads, n))
			return refuse(p, "the head line '%s' means nothing for records of kind %s", head->word,
				      format->kind->name);
	}
	p->line = 1;
	for (i = 0; i < sizeof(needed_heads) / sizeof(needed_heads[0]); i++)
		if (!*format_head(format, needed_heads[i], ""))
			return refuse(p, "the head line '#: %s ..' is missing", needed_heads[i]);
	return 0;
}

static int judge_seen(struct parser *p)
{
	const struct format_head *seen = format_head_next(p->format, "seen", NULL);

	if (!strcmp(seen->rest, "yes") || !strcmp(seen->rest, "no"))
		return 0;
	p->line = seen->line;
	return refuse(p, "seen is yes or no, not '%s'", seen->rest);
}

/* All lines are read: is it whole? */
static int judge(struct parser *p)
{
	struct format *format = p->format;
	const struct format_head *kind = format_head_next(format, "kind", NULL);
	const char *problem;

	if (!p->begun)
		return refuse(p, "the line 'field where syntax when note', with tabs, is missing");
	if (!kind)
		return refuse(p, "the head line '#: kind ..' is missing");
	p->line = kind->line;
	format->kind = record_kind_find(kind->rest);
	if (!format->kind)
		return refuse(p, "no kind of record '%s'", kind->rest);
	if (judge_heads(p) || judge_seen(p))
		return -1;
	p->line = kind->line;
	problem = format->kind->check(format);
	return problem ? refuse(p, "%s", problem) : 0;
}

static int take_line(struct parser *p, char *line)
{
	size_t len = strlen(line);

	p->line++;
	if (len && line[len - 1] == '\r')
		line[len - 1] = '\0';
	if (!strncmp(line, "#:", 2))
		return take_head(p, line + 2);
	if (*line == '#' || !*line)
		return 0;
	if (p->begun)
		return take_row(p, line);
	p->begun = true;
	return strcmp(line, columns) ? refuse(p, "the columns are field, where, syntax, when, note, with tabs between") : 0;
}

static int take_lines(struct parser *p)
{
	char *line = p->format->text, *next;

	for (; line && *line; line = next) {
		next = cut(line, '\n');
		if (take_line(p, line))
			return -1;
	}
	return judge(p);
}

/* "tables/formats/cucm-cdr.tsv" is called cucm-cdr. The name stands behind the text, in the same memory. */
static void name_format(struct format *format, const char *file, size_t len)
{
	char *name = format->text + len + 1;
	const char *base = strrchr(file, '/');
	size_t end;

	format->file = strcpy(name, file);
	name += strlen(file) + 1;
	format->name = strcpy(name, base ? base + 1 : file);
	end = strlen(name);
	if (end > 4 && !strcmp(name + end - 4, ".tsv"))
		name[end - 4] = '\0';
}

struct format *format_parse(const char *file, const char *text, size_t len, char *why, size_t size)
{
	struct format *format = calloc(1, sizeof(*format));
	struct parser p = { .format = format, .why = why, .size = size };

	snprintf(why, size, "out of memory");
	if (!format)
		return NULL;
	format->file = file;
	format->text = malloc(len + 2 * strlen(file) + 3);
	if (!format->text)
		goto bad;
	memcpy(format->text, text, len);
	format->text[len] = '\0';
	name_format(format, file, len);
	if (len > FORMAT_FILE_MAX || strlen(format->text) != len) {
		refuse(&p, len > FORMAT_FILE_MAX ? "too large for a format" : "a NUL byte: this is no text");
		goto bad;
	}
	if (!take_lines(&p))
		return format;
bad:
	format_free(format);
	return NULL;
}

struct format *format_load(const char *path, char *why, size_t size)
{
	char *text = malloc(FORMAT_FILE_MAX + 1);
	FILE *file = text ? fopen(path, "r") : NULL;
	struct format *format = NULL;
	size_t len = 0;

	errno = file ? 0 : errno;
	if (file)
		len = fread(text, 1, FORMAT_FILE_MAX + 1, file);
	if (!file || ferror(file))
		snprintf(why, size, "%s: %s", path, strerror(errno));
	else
		format = format_parse(path, text, len, why, size);
	if (file)
		fclose(file);
	free(text);
	return format;
}

void format_free(struct format *format)
{
	if (!format)
		return;
	free(format->text);
	free(format);
}
