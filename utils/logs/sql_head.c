/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sql_head.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

bool sql_is_number(const char *text)
{
	return !text[strspn(text, "0123456789")];
}

short sql_find_place(const struct format *format, struct span name)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (sql_is_word(name, format->places[i]) && !sql_is_number(format->places[i]))
			return i;
	return SQL_NO_PLACE;
}

/* Columns that the statement does not name go by the names of CREATE TABLE, if we have seen it, and else by their
 * numbers. */
static void number_places(struct sql_table *kept, const struct format *format, struct span table)
{
	const bool created = kept->n_created && sql_is_word(table, kept->created);
	size_t i;

	for (i = 0; i < SQL_COLUMNS_MAX; i++)
		kept->places[i] = SQL_NO_PLACE;
	for (i = 0; i < format->n_places; i++)
		if (sql_is_number(format->places[i]))
			kept->places[atol(format->places[i]) - 1] = i;
	for (i = 0; created && i < kept->n_created; i++)
		if (kept->created_places[i] != SQL_NO_PLACE)
			kept->places[i] = kept->created_places[i];
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

/* Read the name of a table, with that of its database perhaps. */
static enum sql_step read_name(struct sql *sql, struct span *table)
{
	enum sql_step step;

	for (;;) {
		step = sql_name(sql, table);
		if (step != SQL_GO_ON)
			return step;
		if (sql->at < sql->end && *sql->at != '.')
			return SQL_GO_ON;
		if (sql->at == sql->end)
			return sql_ends(sql);
		sql->at++;
	}
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
	return read_name(sql, table);
}

/* Read the names of columns, behind their opening bracket. */
static enum sql_step read_columns(struct sql *sql, struct sql_table *kept, const struct format *format)
{
	enum sql_step step;
	struct span name;

	kept->named = true;
	for (kept->n_columns = 0; kept->n_columns < SQL_COLUMNS_MAX;) {
		step = sql_name(sql, &name);
		if (step == SQL_GO_ON)
			step = sql_blanks(sql);
		if (step != SQL_GO_ON)
			return step;
		kept->places[kept->n_columns++] = sql_find_place(format, name);
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
static enum sql_head judge(enum sql_step step, struct sql *sql)
{
	if (step == SQL_MORE)
		return SQL_HEAD_MORE;
	if (step == SQL_ENDS)
		sql->why = "the statement does not end";
	return step == SQL_ENDS || sql->why ? SQL_HEAD_BROKEN : SQL_HEAD_NONE;
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
static enum sql_head no_values(struct sql *sql, const struct sql_table *kept)
{
	sql->why = "no values follow the columns";
	return kept->named ? SQL_HEAD_BROKEN : SQL_HEAD_NONE;
}

/* Read SET or VALUES. */
static enum sql_head read_values(struct sql *sql, const struct sql_table *kept)
{
	struct span word;
	enum sql_step step = sql_name(sql, &word);

	if (step == SQL_MORE)
		return SQL_HEAD_MORE;
	if (step != SQL_GO_ON)
		return no_values(sql, kept);
	if (sql_is_word(word, "set") && !kept->named)
		return SQL_HEAD_SET;
	if (is_query(word))
		return SQL_HEAD_NONE;
	if (!sql_is_word(word, "values") && !sql_is_word(word, "value"))
		return no_values(sql, kept);
	step = sql_blanks(sql);
	if (step != SQL_GO_ON)
		return judge(step, sql);
	return *sql->at == '(' ? SQL_HEAD_VALUES : no_values(sql, kept);
}

/* Pass over what defines a column or key, up to the comma or bracket behind it. */
static enum sql_step pass_definition(struct sql *sql)
{
	unsigned long depth = 0;
	const char *behind;

	for (; sql->at < sql->end; sql->at++) {
		const char c = *sql->at;

		if (!depth && (c == ',' || c == ')'))
			return SQL_GO_ON;
		if (c == ';')
			return SQL_BROKEN;
		depth += c == '(';
		depth -= c == ')';
		if (c != '\'' && c != '"' && c != '`')
			continue;
		behind = memchr(sql->at + 1, c, sql->end - sql->at - 1);
		if (!behind)
			break;
		sql->at = behind;
	}
	return sql_ends(sql);
}

/* Does a definition that begins with this word define no column? */
static bool is_key(struct span word)
{
	static const char *const words[] = { "primary", "key", "unique", "constraint", "index", "fulltext", "spatial",
					     "foreign", "check", "exclude", "like" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (sql_is_word(word, words[i]))
			return true;
	return false;
}

/* Read the definitions of CREATE TABLE, behind their opening bracket. */
static enum sql_step read_definitions(struct sql *sql, struct sql_table *kept, const struct format *format)
{
	enum sql_step step;
	struct span name;
	bool quoted;

	for (kept->n_created = 0; kept->n_created < SQL_COLUMNS_MAX;) {
		step = sql_blanks(sql);
		quoted = step == SQL_GO_ON && memchr("`\"[", *sql->at, 3);
		if (step == SQL_GO_ON)
			step = sql_name(sql, &name);
		if (step == SQL_GO_ON && (quoted || !is_key(name)))
			kept->created_places[kept->n_created++] = sql_find_place(format, name);
		if (step == SQL_GO_ON)
			step = pass_definition(sql);
		if (step != SQL_GO_ON)
			break;
		if (*sql->at++ == ')')
			return SQL_GO_ON;
	}
	kept->n_created = 0;
	return step;
}

/* CREATE TABLE [IF NOT EXISTS] t (..): it holds no values. */
static enum sql_head read_create(struct sql *sql, struct sql_table *kept, const struct format *format)
{
	enum sql_step step;
	struct span word;
	int words = 0;

	do
		step = sql_name(sql, &word);
	while (step == SQL_GO_ON && !sql_is_word(word, "table") && ++words < 4);
	if (step == SQL_GO_ON && words < 4)
		step = read_name(sql, &word);
	while (step == SQL_GO_ON &&
	       (sql_is_word(word, "if") || sql_is_word(word, "not") || sql_is_word(word, "exists")))
		step = read_name(sql, &word);
	if (step == SQL_GO_ON)
		step = sql_blanks(sql);
	if (step != SQL_GO_ON || words == 4 || *sql->at != '(' || !is_wanted(format, word))
		return step == SQL_MORE ? SQL_HEAD_MORE : SQL_HEAD_NONE;
	snprintf(kept->created, sizeof(kept->created), "%.*s", (int)word.len, word.at);
	sql->at++;
	return read_definitions(sql, kept, format) == SQL_MORE ? SQL_HEAD_MORE : SQL_HEAD_NONE;
}

/* FROM stdin; and the end of its line. */
static enum sql_step read_from(struct sql *sql)
{
	static const char *const words[] = { "from", "stdin" };
	enum sql_step step = SQL_GO_ON;
	struct span word;
	size_t i;

	for (i = 0; i < 2 && step == SQL_GO_ON; i++) {
		step = sql_name(sql, &word);
		if (step == SQL_GO_ON && !sql_is_word(word, words[i]))
			return SQL_BROKEN;
	}
	if (step != SQL_GO_ON)
		return step;
	for (; sql->at < sql->end && *sql->at != '\n'; sql->at++)
		if (*sql->at != ';' && *sql->at != ' ' && *sql->at != '\r')
			return SQL_BROKEN;
	if (sql->at == sql->end)
		return sql_ends(sql);
	sql->at++;
	return SQL_GO_ON;
}

/* COPY t [(columns)] FROM stdin; as pg_dump writes it. */
static enum sql_head read_copy(struct sql *sql, struct sql_table *kept, const struct format *format)
{
	enum sql_step step;
	struct span word;

	step = sql_name(sql, &word);
	if (step == SQL_GO_ON)
		step = read_name(sql, &word);
	if (step == SQL_GO_ON)
		step = sql_blanks(sql);
	if (step == SQL_GO_ON) {
		kept->named = false;
		kept->wanted = is_wanted(format, word);
		number_places(kept, format, word);
		if (*sql->at == '(') {
			sql->at++;
			step = read_columns(sql, kept, format);
		}
	}
	if (step == SQL_GO_ON)
		step = read_from(sql);
	return step == SQL_GO_ON ? SQL_HEAD_COPY : step == SQL_MORE ? SQL_HEAD_MORE : SQL_HEAD_NONE;
}

static enum sql_head read_insert(struct sql *sql, struct sql_table *kept, const struct format *format)
{
	enum sql_step step;
	struct span word;

	kept->named = false;
	step = read_table(sql, &word);
	if (step == SQL_GO_ON)
		step = sql_blanks(sql);
	/* No table: these are words of some text. */
	if (step != SQL_GO_ON)
		return step == SQL_MORE ? SQL_HEAD_MORE : SQL_HEAD_NONE;
	kept->wanted = is_wanted(format, word);
	number_places(kept, format, word);
	if (*sql->at == '(') {
		sql->at++;
		step = read_columns(sql, kept, format);
		if (step != SQL_GO_ON)
			return judge(step, sql);
	}
	return read_values(sql, kept);
}

enum sql_head sql_head(struct sql *sql, struct sql_table *kept, const struct format *format)
{
	if ((*sql->at | 0x20) != 'c')
		return read_insert(sql, kept, format);
	return (sql->at[1] | 0x20) == 'o' ? read_copy(sql, kept, format) : read_create(sql, kept, format);
}
