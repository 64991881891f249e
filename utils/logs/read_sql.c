/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind of record `sql`: what INSERT and REPLACE put into a table: `INTO t [(columns)] VALUES (..), (..)`, each row a
 * record, or `INTO t SET column = value, ..`, which ends with its line unless a comma is the last there.
 *
 * Everything else is passed over, what stands before INSERT in its line, too: such statements stand in dumps, and in
 * logs behind a time. What is broken ends before the next line that has an INSERT in it or, among rows,
 * begins with `(`. */
#include "kinds.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#include "scan.h"
#include "sql.h"

#define COLUMNS_MAX 1024
#define NO_PLACE (-1)

/* What is kept from record to record: the statement that we are in. */
struct kept {
	bool inside;		/* among its rows */
	bool wanted;		/* its table is one that was asked for */
	bool named;		/* it names its columns */
	size_t n_columns;
	short places[COLUMNS_MAX];	/* of the columns */
};

/* What a statement turns out to be. */
enum head { HEAD_VALUES, HEAD_SET, HEAD_NONE, HEAD_BROKEN, HEAD_MORE };

static bool is_number(const char *text)
{
	return !text[strspn(text, "0123456789")];
}

static const char *check(const struct format *format)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (is_number(format->places[i]) && (atol(format->places[i]) < 1 || atol(format->places[i]) > COLUMNS_MAX))
			return "columns are counted from 1, up to 1024";
	return NULL;
}

static enum record_verdict tell(struct span bytes, const char *behind, struct record *record,
				enum record_verdict verdict)
{
	record->len = behind - bytes.at;
	record->lines = scan_lines(bytes.at, behind);
	return verdict;
}

/* Is this word INSERT or REPLACE, whole? */
static bool is_verb(const char *at, const char *end)
{
	const char *stop = at;

	while (stop < end && stop - at < 8 && sql_in_word(*stop))
		stop++;
	return stop < end && (sql_is_word((struct span){ at, stop - at }, "insert") ||
			      sql_is_word((struct span){ at, stop - at }, "replace"));
}

/* Find the next INSERT or REPLACE; `end` when there is none. */
static const char *find_verb(const char *at, const char *end)
{
	const char *begin = at;

	for (; at < end; at++)
		if (((*at | 0x20) == 'i' || (*at | 0x20) == 'r') && (at == begin || !sql_in_word(at[-1])) &&
		    is_verb(at, end))
			return at;
	return end;
}

/* Which place does the format have for a column of that name? */
static short find_place(const struct format *format, struct span name)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (sql_is_word(name, format->places[i]) && !is_number(format->places[i]))
			return i;
	return NO_PLACE;
}

/* Columns that the statement does not name go by their numbers. */
static void number_places(struct kept *kept, const struct format *format)
{
	size_t i;

	for (i = 0; i < COLUMNS_MAX; i++)
		kept->places[i] = NO_PLACE;
	for (i = 0; i < format->n_places; i++)
		if (is_number(format->places[i]))
			kept->places[atol(format->places[i]) - 1] = i;
}

/* Is this one of the tables that were asked for? */
static bool is_wanted(const struct format *format, struct span name)
{
	const struct format_head *head = format_head_next(format, "table", NULL);
	char text[256];

	if (!head)
		return true;
	snprintf(text, sizeof(text), "%.*s", (int)name.len, name.at);
	for (; head; head = format_head_next(format, "table", head))
		if (!fnmatch(head->rest, text, FNM_CASEFOLD))
			return true;
	return false;
}

/* Read the verb up to INTO, and the name of the table. */
static enum sql_step read_table(struct sql *sql, struct span *table)
{
	enum sql_step step;
	struct span word;
	int words = 0;

	do
		step = sql_name(sql, &word);
	while (step == SQL_GO_ON && !sql_is_word(word, "into") && ++words < 5);
	if (step != SQL_GO_ON || words == 5)
		return step == SQL_GO_ON ? SQL_BROKEN : step;
	for (;;) {
		step = sql_name(sql, table);
		if (step != SQL_GO_ON)
			return step;
		if (sql->at < sql->end && *sql->at != '.')
			return SQL_GO_ON;
		if (sql->at == sql->end)
			return sql->last ? SQL_ENDS : SQL_MORE;
		sql->at++;
	}
}

/* Read the names of columns, behind their opening bracket. */
static enum sql_step read_columns(struct sql *sql, struct kept *kept, const struct format *format)
{
	enum sql_step step;
	struct span name;

	kept->named = true;
	for (kept->n_columns = 0; kept->n_columns < COLUMNS_MAX;) {
		step = sql_name(sql, &name);
		if (step == SQL_GO_ON)
			step = sql_blanks(sql);
		if (step != SQL_GO_ON)
			return step;
		kept->places[kept->n_columns++] = find_place(format, name);
		if (*sql->at != ',' && *sql->at != ')') {
			/* INSERT INTO t (SELECT ..) has no values. */
			sql->why = kept->n_columns == 1 ? NULL : "the list of columns is broken";
			return SQL_BROKEN;
		}
		if (*sql->at++ == ')')
			return SQL_GO_ON;
	}
	sql->why = "more than 1024 columns";
	return SQL_BROKEN;
}

/* What does a step that went wrong make of the statement? */
static enum head judge(enum sql_step step, struct sql *sql)
{
	if (step == SQL_MORE)
		return HEAD_MORE;
	if (step == SQL_ENDS)
		sql->why = "the statement does not end";
	return step == SQL_ENDS || sql->why ? HEAD_BROKEN : HEAD_NONE;
}

/* Does a statement without values go on with this word? */
static bool is_query(struct span word)
{
	static const char *const words[] = { "select", "with", "table", "default", "overriding", "output", "as" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (sql_is_word(word, words[i]))
			return true;
	return false;
}

/* No values, though the columns were named, which is more than words of some text. */
static enum head no_values(struct sql *sql, const struct kept *kept)
{
	sql->why = "no values follow the columns";
	return kept->named ? HEAD_BROKEN : HEAD_NONE;
}

/* Read SET or VALUES. */
static enum head read_values(struct sql *sql, const struct kept *kept)
{
	struct span word;
	enum sql_step step = sql_name(sql, &word);

	if (step == SQL_MORE)
		return HEAD_MORE;
	if (step != SQL_GO_ON)
		return no_values(sql, kept);
	if (sql_is_word(word, "set") && !kept->named)
		return HEAD_SET;
	if (is_query(word))
		return HEAD_NONE;
	if (!sql_is_word(word, "values") && !sql_is_word(word, "value"))
		return no_values(sql, kept);
	step = sql_blanks(sql);
	if (step != SQL_GO_ON)
		return judge(step, sql);
	return *sql->at == '(' ? HEAD_VALUES : no_values(sql, kept);
}

/* Read a statement up to its values. */
static enum head read_head(struct sql *sql, struct kept *kept, const struct format *format)
{
	enum sql_step step;
	struct span word;

	kept->named = false;
	number_places(kept, format);
	step = read_table(sql, &word);
	if (step == SQL_GO_ON)
		step = sql_blanks(sql);
	/* No table: these are words of some text. */
	if (step != SQL_GO_ON)
		return step == SQL_MORE ? HEAD_MORE : HEAD_NONE;
	kept->wanted = is_wanted(format, word);
	if (*sql->at == '(') {
		sql->at++;
		step = read_columns(sql, kept, format);
		if (step != SQL_GO_ON)
			return judge(step, sql);
	}
	return read_values(sql, kept);
}

static void take(struct record *record, short place, struct span value, bool escaped)
{
	if (place == NO_PLACE || record->values[place].at)
		return;
	record->values[place] = value;
	record->escaped[place] = escaped;
}

/* Read the values of a row, from its opening bracket on. Sets `columns` to how many there are. */
static enum sql_step read_row(struct sql *sql, const struct kept *kept, struct record *record, size_t *columns)
{
	struct span value;
	enum sql_step step;
	bool escaped;

	*columns = 0;
	do {
		sql->at++;
		step = sql_value(sql, ")", &value, &escaped);
		if (step != SQL_GO_ON)
			return step;
		if (*columns < COLUMNS_MAX && (!kept->named || *columns < kept->n_columns))
			take(record, kept->places[*columns], value, escaped);
		++*columns;
	} while (*sql->at == ',');
	sql->at++;
	return SQL_GO_ON;
}

/* Read column = value, .. */
static enum sql_step read_pairs(struct sql *sql, const struct format *format, struct record *record)
{
	struct span name, value;
	enum sql_step step;
	bool escaped;

	for (;;) {
		step = sql_name(sql, &name);
		if (step == SQL_GO_ON)
			step = sql_blanks(sql);
		if (step != SQL_GO_ON)
			return step;
		if (*sql->at++ != '=') {
			sql->why = "no equals sign follows a column";
			return SQL_BROKEN;
		}
		step = sql_value(sql, ";\n", &value, &escaped);
		if (step != SQL_GO_ON)
			return step;
		take(record, find_place(format, name), value, escaped);
		if (sql->at == sql->end || *sql->at != ',')
			return SQL_GO_ON;
		sql->at++;
	}
}

/* The next line where reading may go on. NULL: not within the bytes. */
static const char *find_line(const char *at, const char *end, bool rows, bool *row)
{
	const char *feed, *first, *stop;

	for (feed = memchr(at, '\n', end - at); feed; feed = stop < end ? stop : NULL) {
		at = feed + 1;
		first = scan_spaces(at, end);
		*row = rows && first < end && *first == '(';
		if (*row)
			return at;
		stop = memchr(at, '\n', end - at);
		stop = stop ? stop : end;
		/* With the line end, which ends a word. */
		if (find_verb(at, stop < end ? stop + 1 : end) < stop)
			return at;
	}
	return NULL;
}

/* What begins here cannot be read. */
static enum record_verdict reject(struct kept *kept, struct span bytes, bool last, bool rows, struct record *record)
{
	const char *end = bytes.at + bytes.len;
	bool row = false;
	const char *line = find_line(bytes.at, end, rows, &row);

	if (!line && !last)
		return RECORD_MORE;
	kept->inside = row;
	return tell(bytes, line ? line : end, record, RECORD_REJECTED);
}

/* A statement or row that cannot be read to its end. */
static enum record_verdict give_up(struct kept *kept, struct span bytes, const struct sql *sql, enum sql_step step,
				   bool rows, struct record *record)
{
	if (step == SQL_MORE)
		return RECORD_MORE;
	record->why = step == SQL_ENDS ? "the statement does not end" : sql->why;
	return reject(kept, bytes, sql->last, rows, record);
}

/* A row ends: to it belong a comma or semicolon behind it, and the line end. */
static enum record_verdict end_row(struct kept *kept, struct span bytes, struct sql *sql, struct record *record,
				   enum record_verdict verdict)
{
	const char *behind;
	bool inside;

	sql->at = scan_spaces(sql->at, sql->end);
	if (sql->at == sql->end && !sql->last)
		return RECORD_MORE;
	inside = sql->at < sql->end && *sql->at != ';';
	if (sql->at < sql->end && (*sql->at == ',' || *sql->at == ';'))
		sql->at++;
	behind = scan_line_end(sql->at, sql->end);
	if (!behind && !sql->last)
		return RECORD_MORE;
	kept->inside = inside;
	return tell(bytes, behind ? behind : sql->end, record, verdict);
}

static void clear(struct record *record, const struct format *format)
{
	memset(record->values, 0, format->n_places * sizeof(record->values[0]));
}

/* A row begins at sql->at, and the record at the first byte. */
static enum record_verdict next_row(struct kept *kept, struct span bytes, struct sql *sql, struct record *record)
{
	enum record_verdict verdict = kept->wanted ? RECORD_FOUND : RECORD_NOTHING;
	size_t columns;
	enum sql_step step = read_row(sql, kept, record, &columns);

	if (step != SQL_GO_ON)
		return give_up(kept, bytes, sql, step, true, record);
	if (kept->named && columns != kept->n_columns) {
		record->why = "a row has more or fewer values than there are columns";
		verdict = RECORD_REJECTED;
	}
	return end_row(kept, bytes, sql, record, verdict);
}

/* The pairs of SET begin at sql->at. */
static enum record_verdict next_set(struct kept *kept, const struct format *format, struct span bytes, struct sql *sql,
				    struct record *record)
{
	enum sql_step step = read_pairs(sql, format, record);
	enum record_verdict verdict;

	if (step != SQL_GO_ON)
		return give_up(kept, bytes, sql, step, false, record);
	verdict = end_row(kept, bytes, sql, record, kept->wanted ? RECORD_FOUND : RECORD_NOTHING);
	kept->inside = false;
	return verdict;
}

/* INSERT or REPLACE. */
static enum record_verdict next_statement(struct record_state *state, struct span bytes, struct sql *sql,
					  struct record *record)
{
	struct kept *kept = state->kept;

	switch (read_head(sql, kept, state->format)) {
	case HEAD_MORE:
		return RECORD_MORE;
	case HEAD_VALUES:
		return next_row(kept, bytes, sql, record);
	case HEAD_SET:
		return next_set(kept, state->format, bytes, sql, record);
	case HEAD_BROKEN:
		record->why = sql->why;
		return reject(kept, bytes, sql->last, false, record);
	case HEAD_NONE:
		break;
	}
	/* Behind the word: what follows is looked at, too. */
	return tell(bytes, bytes.at + strlen("insert"), record, RECORD_NOTHING);
}

/* Pass over text: up to INSERT, else up to the last line end, else up to a word that may become one. */
static enum record_verdict pass_over(struct span bytes, bool last, struct record *record)
{
	const char *end = bytes.at + bytes.len, *behind = find_verb(bytes.at, end);

	if (behind == end && !last)
		while (behind > bytes.at && end - behind < 8 && sql_in_word(behind[-1]))
			behind--;
	if (behind == bytes.at)
		return RECORD_MORE;
	return tell(bytes, behind, record, RECORD_NOTHING);
}

/* Among rows: the next one, or what stands between them; or the statement ends, and `inside` says so. */
static enum record_verdict go_on(struct kept *kept, struct span bytes, struct sql *sql, struct record *record)
{
	enum sql_step step;

	if (*sql->at == '(')
		return next_row(kept, bytes, sql, record);
	if (*sql->at == ',' || *sql->at == ';') {
		kept->inside = *sql->at == ',';
		return tell(bytes, bytes.at + 1, record, RECORD_NOTHING);
	}
	step = sql_blanks(sql);
	if (sql->at > bytes.at)
		return tell(bytes, sql->at, record, RECORD_NOTHING);
	kept->inside = step == SQL_MORE;
	return step == SQL_ENDS ? tell(bytes, sql->end, record, RECORD_NOTHING) : RECORD_MORE;
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct sql sql = { bytes.at, bytes.at + bytes.len, last, NULL };
	struct kept *kept = state->kept;
	enum record_verdict verdict;

	if (!kept)
		state->kept = kept = calloc(1, sizeof(*kept));
	if (!kept) {
		record->why = "out of memory";
		return tell(bytes, sql.end, record, RECORD_REJECTED);
	}
	clear(record, state->format);
	if (kept->inside) {
		verdict = go_on(kept, bytes, &sql, record);
		if (verdict != RECORD_MORE || kept->inside)
			return verdict;
	}
	if (is_verb(bytes.at, sql.end))
		return next_statement(state, bytes, &sql, record);
	return pass_over(bytes, last, record);
}

static size_t unescape(const struct format *format, struct span value, char *to)
{
	(void)format;
	return sql_unescape(value, to);
}

static const char *const heads[] = { "table", NULL };

const struct record_kind record_sql = {
	.name = "sql",
	.heads = heads,
	.check = check,
	.next = next,
	.unescape = unescape,
};
