/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loader cuts the text of a file into lines and columns where it stands, and checks on the way all that can be
 * judged line by line (tables/README.md). check.awk refuses the same with the same words. */
#include "load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule.h"

#define COLUMNS "direction\tin\tcondition\tout\tsource\tnote"
#define N_COLUMNS 6

enum head_key { HEAD_TITLE, HEAD_DOCUMENT, HEAD_BASE, HEAD_SIP2Q850, HEAD_Q850SIP, N_HEAD_KEYS };

static const char *const head_names[N_HEAD_KEYS] = { "title", "document", "base", "sip2q850", "q850sip" };

struct loader {
	struct report *report;
	const char *path;
	struct sipq850_profile *profile;
	struct sipq850_row *rows;
	struct rule *rules;		/* one per row */
	uint16_t *slots;		/* rows by input and condition: their number plus one, 0 is empty */
	size_t n_rows;
	size_t room;
	unsigned int line;
	bool columns_seen;
	unsigned int head_line[N_HEAD_KEYS];	/* 0: not seen */
};

static void refuse(struct loader *l, enum refusal why, unsigned int column)
{
	sq_refuse(l->report, why, l->path, l->line, column, NULL);
}

static void refuse_word(struct loader *l, enum refusal why, unsigned int column, const char *word)
{
	char quoted[QUOTED_SIZE];

	sq_refuse(l->report, why, l->path, l->line, column, "%s", sq_quoted(quoted, sq_span(word)));
}

/* A column must be printable and have no blank at its edges. */
static bool check_column(struct loader *l, const char *text, unsigned int column)
{
	size_t len = strlen(text), i;

	for (i = 0; i < len; i++) {
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f) {
			refuse(l, REFUSAL_CONTROL, column);
			return false;
		}
	}
	if (len && (text[0] == ' ' || text[len - 1] == ' ')) {
		refuse(l, REFUSAL_FIELD_BLANK, column);
		return false;
	}
	return true;
}

/* --- head */

static void set_completeness(struct loader *l, enum head_key key, const char *value)
{
	int i = key - HEAD_SIP2Q850;
	int completeness;

	for (completeness = SIPQ850_COMPLETENESS_ABSENT; completeness <= SIPQ850_COMPLETENESS_COMPLETE; completeness++)
		if (!strcmp(value, sipq850_completeness_name(completeness)))
			break;
	if (completeness > SIPQ850_COMPLETENESS_COMPLETE) {
		refuse_word(l, REFUSAL_HEAD_COMPLETENESS, 0, value);
		completeness = SIPQ850_COMPLETENESS_PARTIAL;
	}
	l->profile->completeness[i] = completeness;
	l->profile->completeness_line[i] = l->line;
}

static void set_head(struct loader *l, enum head_key key, const char *value)
{
	l->head_line[key] = l->line;
	switch (key) {
	case HEAD_TITLE:
		l->profile->title = value;
		break;
	case HEAD_DOCUMENT:
		l->profile->document = value;
		break;
	case HEAD_BASE:
		l->profile->base = value;
		l->profile->base_line = l->line;
		break;
	case HEAD_SIP2Q850:
	case HEAD_Q850SIP:
		set_completeness(l, key, value);
		break;
	case N_HEAD_KEYS:
		break;
	}
}

/* "#: KEY VALUE", from after the colon. */
static void read_head(struct loader *l, char *text)
{
	char *key = text + strspn(text, " ");
	char *value = key + strcspn(key, " ");
	int i;

	if (*value)
		*value++ = '\0';
	value += strspn(value, " ");
	if (!check_column(l, value, 0))
		return;
	for (i = 0; i < N_HEAD_KEYS; i++)
		if (!strcmp(key, head_names[i]))
			break;
	if (i == N_HEAD_KEYS)
		refuse_word(l, REFUSAL_HEAD_KEY, 0, key);
	else if (l->columns_seen)
		refuse_word(l, REFUSAL_HEAD_LATE, 0, key);
	else if (l->head_line[i])
		refuse_word(l, REFUSAL_HEAD_TWICE, 0, key);
	else if (!*value)
		refuse_word(l, REFUSAL_HEAD_EMPTY, 0, key);
	else
		set_head(l, i, value);
}

/* With a base, what is not said of a direction is as the base has it. */
static void check_head(struct loader *l)
{
	char missing[64] = "";
	int i;

	for (i = 0; i < N_HEAD_KEYS; i++) {
		bool optional = i == HEAD_BASE || (i > HEAD_BASE && l->head_line[HEAD_BASE]);

		if (l->head_line[i] || optional)
			continue;
		if (missing[0])
			strcat(missing, ", ");
		strcat(missing, head_names[i]);
	}
	l->line = 1;
	if (missing[0])
		refuse_word(l, REFUSAL_HEAD_MISSING, 0, missing);
}

/* --- rows */

static bool make_room(struct loader *l)
{
	size_t room = l->room ? l->room * 2 : 128;
	struct sipq850_row *rows;
	struct rule *rules;

	if (l->n_rows < l->room)
		return true;
	rows = realloc(l->rows, room * sizeof(*rows));
	if (rows)
		l->rows = rows;
	rules = realloc(l->rules, room * sizeof(*rules));
	if (rules)
		l->rules = rules;
	if (!rows || !rules) {
		l->report->failure = -ENOMEM;
		return false;
	}
	l->room = room;
	return true;
}

/* Rows by their input and condition, to find duplicates: a hash table with room for twice the rows there may be. */
#define SLOTS 32768
_Static_assert(SLOTS >= 2 * SQ_ROWS_MAX, "the table of rows is too small");

static size_t slot_of(const struct rule *rule)
{
	uint32_t hash = rule->direction * 31 + rule->kind;
	unsigned int i;

	hash = hash * 1031 + rule->number;
	for (i = 0; i < rule->n_terms; i++)
		hash = hash * 65599 + (rule->terms[i].word << 9 | rule->terms[i].value << 1 | rule->terms[i].differs);
	return (hash ^ hash >> 15) % SLOTS;
}

/* The place of a row in the table: of the one given before with the same input and condition, else an empty one (0). */
static uint16_t *place_of(struct loader *l, const struct rule *rule)
{
	size_t slot = slot_of(rule);

	for (; l->slots[slot]; slot = (slot + 1) % SLOTS) {
		const struct rule *other = &l->rules[l->slots[slot] - 1];

		if (sq_rule_same_input(rule, other) && sq_rule_same_condition(rule, other))
			break;
	}
	return &l->slots[slot];
}

static bool is_duplicate(struct loader *l, const struct rule *rule)
{
	uint16_t place = *place_of(l, rule);

	if (place)
		sq_refuse(l->report, REFUSAL_DUPLICATE, l->path, l->line, 0, "(line %u)", l->rows[place - 1].line);
	return place;
}

static bool set_direction(struct loader *l, struct sipq850_row *row, const char *name)
{
	for (row->direction = SIPQ850_SIP2Q850; row->direction <= SIPQ850_Q850SIP; row->direction++)
		if (!strcmp(name, sipq850_direction_name(row->direction)))
			break;
	if (row->direction > SIPQ850_Q850SIP) {
		refuse_word(l, REFUSAL_DIRECTION, 1, name);
		return false;
	}
	if (l->profile->completeness[row->direction - 1] == SIPQ850_COMPLETENESS_ABSENT) {
		refuse_word(l, REFUSAL_DIRECTION_ABSENT, 1, name);
		return false;
	}
	return true;
}

static void add_row(struct loader *l, char *column[N_COLUMNS])
{
	struct sipq850_row row = {
		.profile = l->profile, .line = l->line, .in = column[1], .condition = column[2], .out = column[3],
		.source = column[4], .note = column[5],
	};
	struct rule rule;

	if (!set_direction(l, &row, column[0]) || !sq_rule_read(&rule, &row, l->report) || is_duplicate(l, &rule))
		return;
	if (l->n_rows == SQ_ROWS_MAX) {
		refuse(l, REFUSAL_TOO_MANY_ROWS, 0);
		return;
	}
	if (!make_room(l))
		return;
	l->rules[l->n_rows] = rule;
	*place_of(l, &rule) = l->n_rows + 1;
	l->rows[l->n_rows++] = row;
}

static void read_row(struct loader *l, char *text)
{
	char *column[N_COLUMNS] = { text };
	unsigned int n = 1;
	bool good = true;

	while ((text = strchr(text, '\t'))) {
		if (n < N_COLUMNS) {
			*text = '\0';
			column[n] = text + 1;
		}
		text++;
		n++;
	}
	if (n != N_COLUMNS) {
		sq_refuse(l->report, REFUSAL_TABS, l->path, l->line, 0, "(%u)", n);
		return;
	}
	for (n = 0; n < N_COLUMNS && good; n++)
		good = check_column(l, column[n], n + 1);
	if (good)
		add_row(l, column);
}

/* The first line that is no comment names the columns. If it does not, say so once and read on. */
static void read_data(struct loader *l, char *text)
{
	bool names = !strcmp(text, COLUMNS);

	if (!l->columns_seen && !names)
		refuse(l, REFUSAL_COLUMNS, 0);
	else if (l->columns_seen && names)
		refuse(l, REFUSAL_COLUMNS_TWICE, 0);
	else if (l->columns_seen)
		read_row(l, text);
	l->columns_seen = true;
}

/* --- lines */

/* What no line may have, comments included. */
static bool check_line(struct loader *l, struct span line)
{
	enum refusal why;

	if (line.len > SQ_LINE_MAX)
		why = REFUSAL_TOO_LONG;
	else if (memchr(line.start, '\0', line.len))
		why = REFUSAL_NUL;
	else if (memchr(line.start, '\r', line.len))
		why = REFUSAL_CR;
	else if (!sq_is_utf8(line))
		why = REFUSAL_NOT_UTF8;
	else if (!line.len)
		why = REFUSAL_BLANK_LINE;
	else
		return true;
	refuse(l, why, 0);
	return false;
}

static void read_line(struct loader *l, char *text, size_t len)
{
	if (!check_line(l, (struct span){ text, len }))
		return;
	text[len] = '\0';
	if (text[0] != '#') {
		read_data(l, text);
		return;
	}
	if (text[len - 1] == ' ' || text[len - 1] == '\t')
		refuse(l, REFUSAL_TRAILING_BLANK, 0);
	else if (text[1] == ':')
		read_head(l, text + 2);
}

/* `text` has room for one more octet. */
static void read_lines(struct loader *l, char *text, size_t len)
{
	static const char mark[] = "\xef\xbb\xbf";
	char *end = text + len;

	l->line = 1;
	if (len >= 3 && !memcmp(text, mark, 3)) {
		refuse(l, REFUSAL_BOM, 0);
		text += 3;
	}
	for (; text < end; l->line++) {
		char *newline = memchr(text, '\n', end - text);

		if (!newline)
			refuse(l, REFUSAL_NO_NEWLINE, 0);
		read_line(l, text, (newline ? newline : end) - text);
		text = newline ? newline + 1 : end;
	}
	if (!l->columns_seen)
		refuse(l, REFUSAL_COLUMNS, 0);
	check_head(l);
}

/* --- profiles */

/* "dir/site.tsv" is called "site". */
static char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path);
	size_t len = name ? strlen(name) : 0;

	if (len > 4 && !strcmp(name + len - 4, ".tsv"))
		name[len - 4] = '\0';
	return name;
}

static struct sipq850_profile *alloc_profile(const char *path, char *text)
{
	struct sipq850_profile *profile = calloc(1, sizeof(*profile));

	if (!profile)
		return NULL;
	profile->loaded = true;
	atomic_init(&profile->references, 1);
	profile->text = text;
	profile->name = name_of(path);
	profile->file = strdup(path);
	if (profile->name && profile->file)
		return profile;
	profile->text = NULL;
	sipq850_profile_unref(profile);
	return NULL;
}

/* Takes over `text`, which has room for one octet more than `len`. */
static struct sipq850_profile *load(const char *path, char *text, size_t len, struct report *report)
{
	struct loader l = { .report = report, .path = path, .profile = alloc_profile(path, text) };

	l.slots = calloc(SLOTS, sizeof(*l.slots));
	if (!l.profile || !l.slots) {
		report->failure = -ENOMEM;
		if (l.profile)
			sipq850_profile_unref(l.profile);
		else
			free(text);
		free(l.slots);
		return NULL;
	}
	read_lines(&l, text, len);
	free(l.rules);
	free(l.slots);
	l.profile->rows = l.rows;
	l.profile->n_rows = l.n_rows;
	if (!report->count && !report->failure)
		return l.profile;
	sipq850_profile_unref(l.profile);
	return NULL;
}

struct sipq850_profile *sq_load_text(const char *path, const char *text, size_t len, struct report *report)
{
	char *copy;

	if (len > SQ_FILE_MAX) {
		sq_refuse(report, REFUSAL_TOO_LARGE, path, 0, 0, NULL);
		return NULL;
	}
	copy = malloc(len + 1);
	if (!copy) {
		report->failure = -ENOMEM;
		return NULL;
	}
	if (len)
		memcpy(copy, text, len);
	return load(path, copy, len, report);
}

/* Read at most SQ_FILE_MAX + 1 octets. */
static ssize_t read_all(FILE *file, char **text)
{
	size_t room = 65536, len = 0, got;
	char *buf = malloc(room + 1);

	while (buf && (got = fread(buf + len, 1, room - len, file)) > 0) {
		char *more;

		len += got;
		if (len < room || len > SQ_FILE_MAX)
			continue;
		room *= 2;
		more = realloc(buf, room + 1);
		if (!more)
			free(buf);
		buf = more;
	}
	*text = buf;
	if (!buf)
		return -ENOMEM;
	return ferror(file) ? -errno : (ssize_t)len;
}

static void refuse_unreadable(const char *path, int error, struct report *report)
{
	if (error == ENOMEM) {
		report->failure = -ENOMEM;
		return;
	}
	sq_refuse(report, REFUSAL_READ, path, 0, 0, "(%s)", strerror(error));
	report->failure = -EIO;
}

struct sipq850_profile *sq_load_file(const char *path, struct report *report)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	ssize_t len;

	if (!file) {
		refuse_unreadable(path, errno, report);
		return NULL;
	}
	len = read_all(file, &text);
	fclose(file);
	if (len >= 0 && len <= SQ_FILE_MAX)
		return load(path, text, len, report);
	free(text);
	if (len == -ENOMEM)
		report->failure = -ENOMEM;
	else if (len < 0)
		refuse_unreadable(path, -len, report);
	else
		sq_refuse(report, REFUSAL_TOO_LARGE, path, 0, 0, NULL);
	return NULL;
}
