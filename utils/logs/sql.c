/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sql.h"

#include <strings.h>

#include "scan.h"

static enum sql_step broken(struct sql *sql, const char *why)
{
	sql->why = why;
	return SQL_BROKEN;
}

enum sql_step sql_ends(struct sql *sql)
{
	sql->ended = true;
	return sql->last ? SQL_ENDS : SQL_MORE;
}

bool sql_in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
	       (unsigned char)c >= 0x80;
}

bool sql_is_word(struct span span, const char *word)
{
	return span.len == strlen(word) && !strncasecmp(span.at, word, span.len);
}

/* Pass over the comment that begins here, if one does. */
static enum sql_step pass_comment(struct sql *sql, bool *passed)
{
	const char *behind;

	*passed = false;
	if (*sql->at != '-' && *sql->at != '/')
		return SQL_GO_ON;
	if (sql->end - sql->at < 2)
		return sql->last ? SQL_GO_ON : SQL_MORE;
	if (sql->at[0] == '-' && sql->at[1] == '-')
		behind = memchr(sql->at, '\n', sql->end - sql->at);
	else if (sql->at[0] == '/' && sql->at[1] == '*')
		behind = memmem(sql->at + 2, sql->end - sql->at - 2, "*/", 2);
	else
		return SQL_GO_ON;
	if (!behind)
		return sql_ends(sql);
	*passed = true;
	sql->at = behind + (*behind == '\n' ? 1 : 2);
	return SQL_GO_ON;
}

enum sql_step sql_blanks(struct sql *sql)
{
	enum sql_step step = SQL_GO_ON;
	bool passed = true;

	while (step == SQL_GO_ON && passed) {
		sql->at = scan_blanks(sql->at, sql->end);
		if (sql->at == sql->end)
			return sql_ends(sql);
		step = pass_comment(sql, &passed);
	}
	return step;
}

/* Read what stands in quotes here. */
static enum sql_step read_quoted(struct sql *sql, char close, char escape, struct span *text, bool *escaped)
{
	const char *at = sql->at + 1;

	text->at = at;
	*escaped = false;
	for (;;) {
		at = scan_for(at, sql->end, close, escape, close);
		if (sql->end - at < 2 && !(sql->last && at < sql->end && *at == close))
			return sql_ends(sql);
		if (*at == close && (at + 1 == sql->end || at[1] != close))
			break;
		*escaped = true;
		at += 2;
	}
	text->len = at - text->at;
	sql->at = at + 1;
	return SQL_GO_ON;
}

static const char *word_end(const char *at, const char *end)
{
	while (at < end && sql_in_word(*at))
		at++;
	return at;
}

enum sql_step sql_name(struct sql *sql, struct span *name)
{
	enum sql_step step = sql_blanks(sql);
	const char *behind;
	bool escaped;

	if (step != SQL_GO_ON)
		return step;
	if (strchr("`\"[", *sql->at) && *sql->at) {
		char close = *sql->at == '[' ? ']' : *sql->at;

		return read_quoted(sql, close, close, name, &escaped);
	}
	behind = word_end(sql->at, sql->end);
	if (behind == sql->end && !sql->last)
		return SQL_MORE;
	if (behind == sql->at)
		return broken(sql, "a name should stand here");
	*name = (struct span){ sql->at, behind - sql->at };
	sql->at = behind;
	return SQL_GO_ON;
}

/* Pass over a cast such as `::character varying`. */
static void pass_cast(struct sql *sql)
{
	if (sql->end - sql->at < 2 || sql->at[0] != ':' || sql->at[1] != ':')
		return;
	sql->at += 2;
	while (sql->at < sql->end && (sql_in_word(*sql->at) || *sql->at == ' '))
		sql->at++;
}

/* Pass over blanks around a value, and line ends and comments unless a line end closes. */
static enum sql_step pass_blanks(struct sql *sql, const char *closes)
{
	if (!strchr(closes, '\n'))
		return sql_blanks(sql);
	sql->at = scan_spaces(sql->at, sql->end);
	return sql->at == sql->end ? sql_ends(sql) : SQL_GO_ON;
}

/* Behind a value: `,` or something that closes. */
static enum sql_step read_close(struct sql *sql, const char *closes)
{
	enum sql_step step = pass_blanks(sql, closes);

	/* The end of the input is a line end, too. */
	if (step == SQL_ENDS && strchr(closes, '\n'))
		return SQL_GO_ON;
	if (step != SQL_GO_ON)
		return step;
	if (*sql->at == ',' || (*sql->at && strchr(closes, *sql->at)))
		return SQL_GO_ON;
	return broken(sql, "something stands behind a value");
}

static enum sql_step read_text(struct sql *sql, const char *closes, struct span *value, bool *escaped)
{
	enum sql_step step = read_quoted(sql, *sql->at, '\\', value, escaped);

	if (step != SQL_GO_ON)
		return step;
	if (sql->end - sql->at < 2 && !sql->last)
		return SQL_MORE;
	pass_cast(sql);
	return read_close(sql, closes);
}

/* Does a word before a quote leave the text what it is, such as N'..', E'..', _utf8'..'? */
static bool is_introducer(struct span word)
{
	return word.len && (*word.at == '_' || sql_is_word(word, "n") || sql_is_word(word, "e"));
}

/* Pass over an expression: up to a comma or what closes, but not within brackets and quotes. */
static enum sql_step pass_expression(struct sql *sql, const char *closes)
{
	unsigned long depth = 0;
	struct span text;
	enum sql_step step;
	bool escaped;

	while (sql->at < sql->end) {
		const char c = *sql->at;

		if (c == '\'' || c == '"' || c == '`') {
			step = read_quoted(sql, c, c == '`' ? c : '\\', &text, &escaped);
			if (step != SQL_GO_ON)
				return step;
			continue;
		}
		if (!depth && (c == ',' || c == '\n' || c == '\0' || strchr(closes, c)))
			return SQL_GO_ON;
		if (c == ';' || c == '\0')
			return broken(sql, "a statement ends within brackets");
		if (c == '(')
			depth++;
		else if (c == ')')
			depth--;
		sql->at++;
	}
	return sql->last && !depth && strchr(closes, '\n') ? SQL_GO_ON : sql_ends(sql);
}

static enum sql_step read_expression(struct sql *sql, const char *closes, struct span *value)
{
	const char *begin = sql->at;
	enum sql_step step = pass_expression(sql, closes);

	if (step != SQL_GO_ON)
		return step;
	*value = span_trim((struct span){ begin, sql->at - begin });
	if (!value->len)
		return broken(sql, "a value is missing");
	if (sql_is_word(*value, "null"))
		value->at = NULL;
	return read_close(sql, closes);
}

enum sql_step sql_value(struct sql *sql, const char *closes, struct span *value, bool *escaped)
{
	enum sql_step step = pass_blanks(sql, closes);
	const char *behind;

	*escaped = false;
	if (step != SQL_GO_ON)
		return step;
	behind = word_end(sql->at, sql->end);
	if (behind == sql->end && !sql->last)
		return SQL_MORE;
	if (behind < sql->end && *behind == '\'' && is_introducer((struct span){ sql->at, behind - sql->at }))
		sql->at = behind;
	if (*sql->at == '\'' || *sql->at == '"')
		return read_text(sql, closes, value, escaped);
	return read_expression(sql, closes, value);
}

size_t sql_unescape(struct span value, char *to)
{
	static const char letters[] = "0bnrtZ", meant[] = "\0\b\n\r\t\x1a";
	const char quote = value.at[-1];
	const char *at = value.at, *end = at + value.len, *letter;
	char *begin = to;

	while (at < end) {
		if (at + 1 == end || (*at != '\\' && !(*at == quote && at[1] == quote))) {
			*to++ = *at++;
			continue;
		}
		letter = *at == '\\' && at[1] ? strchr(letters, at[1]) : NULL;
		*to++ = letter ? meant[letter - letters] : at[1];
		at += 2;
	}
	return to - begin;
}
