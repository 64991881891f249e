/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables for SQL engines: what SQLite and PostgreSQL both take, in one transaction. */
#include "export.h"

#include <stdio.h>
#include <string.h>

/* Quotes are doubled; a backslash is a plain character in standard SQL. */
static void print_text(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'')
			putchar('\'');
		putchar(*text);
	}
	putchar('\'');
}

static void print_value(const char *value, bool number)
{
	if (!value)
		fputs("NULL", stdout);
	else if (number)
		fputs(value, stdout);
	else
		print_text(value);
}

static const char *type_of(const struct export_column *column, bool special)
{
	return special ? column->special : column->type;
}

static void create_about(const struct export *e)
{
	struct export_about about[EXPORT_ABOUT];
	int i;

	export_about(e, about);
	printf("CREATE TABLE \"%s_about\" (\n", e->table);
	for (i = 0; i < EXPORT_ABOUT; i++)
		printf("\t%s VARCHAR(4096)%s%s\n", about[i].name, about[i].value ? " NOT NULL" : "",
		       i + 1 < EXPORT_ABOUT ? "," : "");
	printf(");\nINSERT INTO \"%s_about\" VALUES (", e->table);
	for (i = 0; i < EXPORT_ABOUT; i++) {
		fputs(i ? ", " : "", stdout);
		print_value(about[i].value, false);
	}
	puts(");");
}

static void create_table(const struct export *e, bool special)
{
	int i;

	printf("\nCREATE TABLE \"%s%s\" (\n", e->table, special ? "_special" : "");
	for (i = 0; i < EXPORT_COLUMNS; i++)
		if (type_of(&export_columns[i], special))
			printf("\t%s %s,\n", export_columns[i].name, type_of(&export_columns[i], special));
	printf("\tPRIMARY KEY (direction, %s)\n);\n", special ? "place" : "input");
}

static void insert(const struct export *e, const struct export_record *record, void *data)
{
	const char *between = "";
	int i;

	(void)data;
	printf("INSERT INTO \"%s%s\" VALUES (", e->table, record->special ? "_special" : "");
	for (i = 0; i < EXPORT_COLUMNS; i++) {
		if (!type_of(&export_columns[i], record->special))
			continue;
		fputs(between, stdout);
		print_value(record->value[i], export_columns[i].number && !(record->special && i == EXPORT_INPUT));
		between = ", ";
	}
	puts(");");
}

int export_sql(const struct export *e)
{
	export_comment_about(e, "-- ");
	puts("BEGIN;\n");
	create_about(e);
	create_table(e, false);
	export_inputs(e, insert, NULL);
	if (e->all) {
		create_table(e, true);
		export_special(e, insert, NULL);
	} else {
		printf("\n-- left out, since they need --all: %zu conditional rows and events of sip2q850, %zu of q850sip\n",
		       export_count_special(e, SIPQ850_SIP2Q850), export_count_special(e, SIPQ850_Q850SIP));
	}
	puts("\nCOMMIT;");
	return 0;
}
