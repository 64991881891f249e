/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "cutting.h"
#include "run.h"

#define ALPHABET "'\"`\\(),;= \n-/*aiI1"
#define IN "INSERT INTO t "

static const char *const named[] = { "a", "b", NULL };
static const char *const numbered[] = { "1", "3", "a", NULL };

static void are(const char *const *places, const char *text, const char *wanted)
{
	struct format format;

	records_format(&format, &record_sql, NULL, places);
	records_are(&format, text, wanted);
}

static void statements(void)
{
	are(named, "", "");
	are(named, IN "(a,b) VALUES (1,'x');", "+1 a=1|b=x\n");
	are(named, "insert into `d`.`t` (`b`, x, \"A\") values\n('x', 2, 3)\n;\n", "+1 a=3|b=x\n");
	are(named, "INSERT OR REPLACE INTO [t] ([a]) VALUES(1);REPLACE INTO t(b)VALUES(2);", "+1 a=1|b=-\n+1 a=-|b=2\n");
	are(named, "INSERT LOW_PRIORITY IGNORE INTO t (a) VALUE (1)", "+1 a=1|b=-\n");
	are(numbered, "INSERT INTO \"t\" VALUES('x',2,'y');\n" IN "VALUES (NULL, 2)\n", "+1 1=x|3=y|a=-\n+2 1=-|3=-|a=-\n");
	/* A statement that names its columns is not asked by number. */
	are(numbered, IN "(a,b,c) VALUES (7,8,9)", "+1 1=-|3=-|a=7\n");
}

static void rows(void)
{
	are(named, IN "(a,b) VALUES (1,2),(3,4), (5,6);\n" IN "(b) VALUES (7)",
	    "+1 a=1|b=2\n+1 a=3|b=4\n+1 a=5|b=6\n+2 a=-|b=7\n");
	are(named, IN "(a) VALUES\n(1),\n(2)\n,(3)\n;\n(4)\n", "+1 a=1|b=-\n+3 a=2|b=-\n+4 a=3|b=-\n");
	are(named, IN "(a) VALUES (1), -- one\n/* two */ (2)\nON DUPLICATE KEY UPDATE a='x';\n" IN "(a) VALUES (3)",
	    "+1 a=1|b=-\n+2 a=2|b=-\n+4 a=3|b=-\n");
}

static void pairs(void)
{
	are(named, "up :: insert into 202107_t set x = '', `a`= 'p', b = 3\nnext\n", "+1 a=p|b=3\n");
	are(named, IN "SET a='1',\n\tb= '2\n3';\n" IN "SET b=NULL", "+1 a=1|b=2\n3\n+4 a=-|b=-\n");
	are(named, IN "SET a=1", "+1 a=1|b=-\n");
}

/* CREATE TABLE names the columns of what names none. */
static void created(void)
{
	are(named, "CREATE TABLE t (x int, b text);\n" IN "VALUES (1,2);\n" IN "(a) VALUES (3)", "+2 a=-|b=2\n+3 a=3|b=-\n");
	are(named, "create temporary table if not exists `d`.`t` (\n`x` decimal(3,1) DEFAULT ',)', -- of\n\"a\" int\n"
	    "NOT NULL,\nPRIMARY KEY (`x`,a)\n) ENGINE=x;\n" IN "VALUES (1,2)", "+7 a=2|b=-\n");
	/* Not those of another table, of one that has none of ours, of what is broken or is no table. */
	are(numbered, "CREATE TABLE u (x int, a int); CREATE TABLE t (y int);" IN "VALUES (1,2,3)", "+1 1=1|3=3|a=-\n");
	are(numbered, "CREATE TABLE t (x int, a int;\n" IN "VALUES (1,2,3)", "+2 1=1|3=3|a=-\n");
	are(numbered, "CREATE TABLE t AS SELECT a;\nCREATE INDEX t (x, a);\n" IN "VALUES (1)", "+3 1=1|3=-|a=-\n");
}

static void values(void)
{
	are(named, IN "(a,b) VALUES ( 'x' , \"y\" )", "+1 a=x|b=y\n");
	are(named, IN "(a,b) VALUES ('it''s \"\"','\\'\\\\\\n\\%')", "+1 a=it's \"\"|b='\\\n%\n");
	are(named, IN "(a,b) VALUES (\"it''s \"\"q\"\"\",'')", "+1 a=it''s \"q\"|b=\n");
	are(named, IN "(a,b) VALUES (-1.5e3,null)", "+1 a=-1.5e3|b=-\n");
	are(named, IN "(a,b) VALUES (IF(x='),', f(1,2), 3), N'z')", "+1 a=IF(x='),', f(1,2), 3)|b=z\n");
	are(named, IN "(a,b) VALUES ('2026-01-01'::timestamp without time zone, _utf8'x')", "+1 a=2026-01-01|b=x\n");
	are(named, IN "(a,b) VALUES (x'3136', a.b)", "+1 a=x'3136'|b=a.b\n");
	are(named, IN "(a,b) VALUES ('(),;\nINSERT INTO t VALUES (1)','--')", "+1 a=(),;\nINSERT INTO t VALUES (1)|b=--\n");
}

static void what_is_no_insert(void)
{
	are(named, "CREATE TABLE t (a int);\n-- to insert into it\nUPDATE t SET a='1';\n", "");
	are(named, "please insert into the slot\nreplacement, insertion\n" IN "(a) VALUES (1)", "+3 a=1|b=-\n");
	are(named, IN "SELECT * FROM u;\n" IN "(SELECT 1);\nINSERT INTO t DEFAULT VALUES;\n", "");
	are(named, "insert", "");
	are(named, "xinsert into t set a=1\n", "");
}

static void tables(void)
{
	static const char *const one[] = { "table cdr", NULL }, *const several[] = { "table x", "table *_cdr", NULL };
	struct format format;

	records_format(&format, &record_sql, one, named);
	records_are(&format, "INSERT INTO t (a) VALUES ('x'),('INSERT INTO cdr (a) VALUES (1)');INSERT INTO `Cdr`(a)VALUES(2)",
		    "+1 a=2|b=-\n");
	records_format(&format, &record_sql, several, named);
	records_are(&format, "INSERT INTO cdr SET a=1\nINSERT INTO db.202107_cdr SET a=2\nINSERT INTO x SET a=3\n",
		    "+2 a=2|b=-\n+3 a=3|b=-\n");
}

/* A statement of one line that was cut costs itself and no other. */
static void lines_that_were_cut(void)
{
	static const char *const lines[] = {
		IN "(a,b) VALUES ('x\\'',2);", "t :: insert into t set a = '', b = 'y', c = '', d = '1'", NULL
	};
	struct format format;
	struct told told;
	char text[500];
	size_t i, cut;

	records_format(&format, &record_sql, NULL, named);
	for (i = 0; lines[i]; i++)
		for (cut = strstr(lines[i], "b") - lines[i]; cut < strlen(lines[i]) - 2; cut++) {
			told = (struct told){ 0 };
			snprintf(text, sizeof(text), "%s\n%.*s\n%s\n%s\n", lines[i], (int)cut, lines[i], lines[i], lines[i]);
			records_read(&format, (struct span){ text, strlen(text) }, sizeof(text), 1, &told);
			/* A SET that is cut behind a value is whole, as far as anybody can tell. */
			if (told.found == 4)
				CU_ASSERT(lines[i][cut - 1] == '\'' && i == 1);
			CU_ASSERT_EQUAL(told.found + told.rejected, 4);
			CU_ASSERT(told.found >= 3);
			records_free(&told);
		}
}

static void what_is_refused(void)
{
	are(named, IN "(a,b) VALUES (1,2,3),(4,5);\n",
	    "-1 a row has more or fewer values than there are columns\n+1 a=4|b=5\n");
	are(named, IN "(a,b) VALUES (1,2),\n('x' 'y', 3),\n(4,5);\n",
	    "+1 a=1|b=2\n-2 something stands behind a value\n+3 a=4|b=5\n");
	are(named, IN "(a,b) VALUES (1,,2);\n" IN "(a) VALUES (3);", "-1 a value is missing\n+2 a=3|b=-\n");
	are(named, IN "(a,b) VALUES (f(1;\n" IN "(a) VALUES (3);", "-1 a statement ends within brackets\n+2 a=3|b=-\n");
	are(named, IN "(a,b;c) VALUES (f(1;\n" IN "(a) VALUES (3);", "-1 the list of columns is broken\n+2 a=3|b=-\n");
	are(named, IN "(a,b) VALUES ('x", "-1 the statement does not end\n");
	are(named, IN "(a, ", "-1 the statement does not end\n");
	are(named, IN "SET a 1\n", "-1 no equals sign follows a column\n");
	are(named, IN "SET =1\n", "-1 a name should stand here\n");
}

/* Many rows in one statement cost no more each than few. */
static void many_rows(void)
{
	const size_t n = 50000;
	char *text = malloc(n * 20 + 100), *to = text;
	struct told told = { 0 };
	struct format format;
	size_t i;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	records_format(&format, &record_sql, NULL, named);
	to += sprintf(to, IN "(a,b) VALUES ");
	for (i = 0; i < n; i++)
		to += sprintf(to, "%s(%zu,'y')", i ? "," : "", i);
	to += sprintf(to, ";\n");
	/* records_read() copies what is left for each record, so give it little of it. */
	records_read(&format, (struct span){ text, to - text }, 100, 100, &told);
	CU_ASSERT_EQUAL(told.found, n);
	records_free(&told);
	free(text);
}

static void long_values(void)
{
	const size_t len = 1 << 20;
	char *text = malloc(2 * len + 100), *to = text;
	struct told told = { 0 };
	struct format format;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	records_format(&format, &record_sql, NULL, named);
	to += sprintf(to, IN "(a,b) VALUES ('");
	memset(to, '\'', len);
	to += len;
	to += sprintf(to, "',");
	memset(to, '(', len / 2);
	memset(to + len / 2, ')', len / 2);
	to += len;
	to += sprintf(to, ");\n");
	records_read(&format, (struct span){ text, to - text }, 65536, 1 << 18, &told);
	CU_ASSERT_EQUAL(told.found, 1);
	CU_ASSERT_EQUAL(told.len, len / 2 + len + strlen("+1 a=|b=\n"));
	records_free(&told);
	free(text);
}

static void zero_bytes(void)
{
	static const char text[] = "\0" IN "(a,b) VALUES ('x\0y',\0);\n" IN "(a,b) VALUES ('x\0y',2);\n";
	static const char wanted[] = "-1 a value is missing\n+2 a=x\0y|b=2\n";
	struct told told = { 0 };
	struct format format;

	records_format(&format, &record_sql, NULL, named);
	records_read(&format, (struct span){ text, sizeof(text) - 1 }, sizeof(text), 1, &told);
	CU_ASSERT(told.len == sizeof(wanted) - 1 && !memcmp(told.text, wanted, told.len));
	records_free(&told);
	records_cut(&format, (struct span){ text, sizeof(text) - 1 });
}

static void damaged(void)
{
	static const char text[] =
		"-- dump\nINSERT INTO `t` (`a`, b) VALUES\n('x\\'''', 1),\n(NULL, f(2,'(')),(\"z\"\"\",-3); /* end */\n"
		"t :: insert into t set a = '', b = 'y', c= '', d = '1'\nREPLACE INTO t VALUES ('v',2);\n";
	struct format format;

	records_format(&format, &record_sql, NULL, named);
	records_damage(&format, text, 8000, ALPHABET);
	records_format(&format, &record_sql, NULL, numbered);
	records_damage(&format, text, 8000, ALPHABET);
}

static void places_that_cannot_be(void)
{
	struct format format = { .kind = &record_sql, .places = { "0" }, .n_places = 1 };

	CU_ASSERT_PTR_NOT_NULL(record_sql.check(&format));
	format.places[0] = "1025";
	CU_ASSERT_PTR_NOT_NULL(record_sql.check(&format));
	format.places[0] = "1024";
	CU_ASSERT_PTR_NULL(record_sql.check(&format));
}

TEST_SUITE("kind sql",
	{ "statements", statements },
	{ "rows", rows },
	{ "pairs", pairs },
	{ "values", values },
	{ "what is no INSERT", what_is_no_insert },
	{ "columns of CREATE TABLE", created },
	{ "tables", tables },
	{ "lines that were cut", lines_that_were_cut },
	{ "what is refused", what_is_refused },
	{ "many rows", many_rows },
	{ "values of 1 MiB", long_values },
	{ "NUL bytes", zero_bytes },
	{ "damaged input", damaged },
	{ "places that cannot be", places_that_cannot_be });
