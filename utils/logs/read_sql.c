/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kind of record `sql`: what INSERT and REPLACE put into a table: `INTO t [(columns)] VALUES (..), (..)`, each row a
 * record, or `INTO t SET column = value, ..`, which ends with its line unless a comma is the last there; and what COPY
 * does: a line with tabs each, up to `\.`. A CREATE TABLE says what the columns are of statements that name none.
 *
 * Everything else is passed over, what stands before INSERT in its line, too: such statements stand in dumps, and in
 * logs behind a time. What is broken ends before the next line that has an INSERT in it or, among rows,
 * begins with `(`. */
#include "kinds.h"

#include <stdlib.h>

#include "scan.h"
#include "sql_head.h"

#define SOON 4096	/* bytes in which a statement or row has to end when too many did not */

static const char *check(const struct format *format)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (sql_is_number(format->places[i]) &&
		    (atol(format->places[i]) < 1 || atol(format->places[i]) > SQL_COLUMNS_MAX))
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

/* Is this word INSERT, REPLACE, COPY or CREATE, whole? */
static bool is_verb(const char *at, const char *end)
{
	const char *stop = at;

	struct span word;

	while (stop < end && stop - at < 8 && sql_in_word(*stop))
		stop++;
	word = (struct span){ at, stop - at };
	return stop < end && (sql_is_word(word, "insert") || sql_is_word(word, "replace") ||
			      sql_is_word(word, "copy") || sql_is_word(word, "create"));
}

static bool may_be_verb(char c)
{
	c |= 0x20;
	return c == 'i' || c == 'r' || c == 'c';
}

/* Find the next of them; `end` when there is none. */
static const char *find_verb(const char *at, const char *end)
{
	const char *begin = at;

	for (; at < end; at++)
		if (may_be_verb(*at) && (at == begin || !sql_in_word(at[-1])) && is_verb(at, end))
			return at;
	return end;
}

static void take(struct record *record, short place, struct span value, bool escaped)
{
	if (place == SQL_NO_PLACE || record->values[place].at)
		return;
	record->values[place] = value;
	record->escaped[place] = escaped;
}

/* Read the values of a row, from its opening bracket on. Sets `columns` to how many there are. */
static enum sql_step read_row(struct sql *sql, const struct sql_table *kept, struct record *record, size_t *columns)
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
		if (*columns < SQL_COLUMNS_MAX && (!kept->named || *columns < kept->n_columns))
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
		take(record, sql_find_place(format, name), value, escaped);
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
static enum record_verdict reject(struct sql_table *kept, struct span bytes, bool rows, struct record *record)
{
	const char *end = bytes.at + bytes.len;
	bool row = false;
	const char *line = find_line(bytes.at, end, rows, &row);

	if (!line && !kept->last)
		return RECORD_MORE;
	kept->inside = row;
	return tell(bytes, line ? line : end, record, RECORD_REJECTED);
}

/* A statement or row that cannot be read to its end. */
static enum record_verdict give_up(struct sql_table *kept, struct span bytes, const struct sql *sql, enum sql_step step,
				   bool rows, struct record *record)
{
	if (step == SQL_MORE)
		return RECORD_MORE;
	record->why = step == SQL_ENDS ? "the statement does not end" : sql->why;
	return reject(kept, bytes, rows, record);
}

/* A row ends: to it belong a comma or semicolon behind it, and the line end. */
static enum record_verdict end_row(struct sql_table *kept, struct span bytes, struct sql *sql, struct record *record,
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
static enum record_verdict next_row(struct sql_table *kept, struct span bytes, struct sql *sql, struct record *record)
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
static enum record_verdict next_set(struct sql_table *kept, const struct format *format, struct span bytes,
				    struct sql *sql, struct record *record)
{
	enum sql_step step = read_pairs(sql, format, record);
	enum record_verdict verdict;

	if (step != SQL_GO_ON)
		return give_up(kept, bytes, sql, step, false, record);
	verdict = end_row(kept, bytes, sql, record, kept->wanted ? RECORD_FOUND : RECORD_NOTHING);
	kept->inside = false;
	return verdict;
}

/* Put the values of a line of COPY where they belong; the number of columns. */
static size_t take_columns(const struct sql_table *kept, struct span line, struct record *record)
{
	const char *at = line.at, *stop = at + line.len, *end;
	size_t column;

	for (column = 0;; column++, at = end + 1) {
		const struct span value = { at, (end = memchr(at, '\t', stop - at)) ? end - at : stop - at };

		/* Escapes of the first one stay: what undoes them looks at the byte before. */
		if (column < SQL_COLUMNS_MAX && (!kept->named || column < kept->n_columns) && !span_is(value, "\\N"))
			take(record, kept->places[column], value, column && memchr(value.at, '\\', value.len));
		if (!end)
			return column + 1;
	}
}

/* Among the lines of COPY. */
static enum record_verdict next_copy(struct sql_table *kept, struct span bytes, bool last, struct record *record)
{
	const char *feed = memchr(bytes.at, '\n', bytes.len);
	struct span line = { bytes.at, feed ? (size_t)(feed - bytes.at) : bytes.len };
	size_t columns;

	if (!feed && !last)
		return RECORD_MORE;
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	tell(bytes, feed ? feed + 1 : bytes.at + bytes.len, record, RECORD_NOTHING);
	kept->copy = !span_is(line, "\\.");
	if (!kept->copy || !line.len || !kept->wanted)
		return RECORD_NOTHING;
	columns = take_columns(kept, line, record);
	if (kept->named && columns != kept->n_columns) {
		record->why = "a row has more or fewer values than there are columns";
		return RECORD_REJECTED;
	}
	return RECORD_FOUND;
}

/* A statement begins. */
static enum record_verdict next_statement(struct record_state *state, struct span bytes, struct sql *sql,
					  struct record *record)
{
	struct sql_table *kept = state->kept;

	switch (sql_head(sql, kept, state->format)) {
	case SQL_HEAD_MORE:
		return RECORD_MORE;
	case SQL_HEAD_VALUES:
		return next_row(kept, bytes, sql, record);
	case SQL_HEAD_COPY:
		kept->copy = true;
		return tell(bytes, sql->at, record, RECORD_NOTHING);
	case SQL_HEAD_SET:
		return next_set(kept, state->format, bytes, sql, record);
	case SQL_HEAD_BROKEN:
		record->why = sql->why;
		return reject(kept, bytes, false, record);
	case SQL_HEAD_NONE:
		break;
	}
	/* Behind the word, or most of it: what follows is looked at, too. */
	return tell(bytes, bytes.at + strlen("copy"), record, RECORD_NOTHING);
}

/* Pass over text: up to such a word, else up to the last line end, else up to a word that may become one. */
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
static enum record_verdict go_on(struct sql_table *kept, struct span bytes, struct sql *sql, struct record *record)
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


static enum record_verdict read_on(struct record_state *state, struct span bytes, struct sql *sql, struct record *record)
{
	struct sql_table *kept = state->kept;
	enum record_verdict verdict;

	if (kept->inside) {
		verdict = go_on(kept, bytes, sql, record);
		if (verdict != RECORD_MORE || kept->inside)
			return verdict;
	}
	if (is_verb(bytes.at, sql->end))
		return next_statement(state, bytes, sql, record);
	return pass_over(bytes, kept->last, record);
}

static enum record_verdict next(struct record_state *state, struct span bytes, bool last, struct record *record)
{
	struct sql sql = { .at = bytes.at, .end = bytes.at + bytes.len, .last = last };
	struct sql_table *kept = state->kept;
	enum record_verdict verdict;

	if (!kept)
		state->kept = kept = calloc(1, sizeof(*kept));
	if (!kept) {
		record->why = "out of memory";
		return tell(bytes, sql.end, record, RECORD_REJECTED);
	}
	clear(record, state->format);
	if (kept->copy)
		return next_copy(kept, bytes, last, record);
	kept->last = last;
	if (bytes.len > SOON && !credit_lasts(&kept->credit)) {
		sql.end = bytes.at + SOON;
		sql.last = true;
	}
	verdict = read_on(state, bytes, &sql, record);
	if (verdict != RECORD_MORE)
		credit_count(&kept->credit, (sql.ended ? sql.end : sql.at) - bytes.at, record->len);
	return verdict;
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
