/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands before the rows of a statement: which table they are of, and which columns. */
#pragma once

#include "credit.h"
#include "record.h"
#include "sql.h"

#define SQL_COLUMNS_MAX 1024
#define SQL_NO_PLACE (-1)
#define SQL_TABLE_NAME 64

/* What is kept from record to record: the statement that we are in. */
struct sql_table {
	bool inside;		/* among its rows */
	bool wanted;		/* its table is one that was asked for */
	bool named;		/* it names its columns */
	bool copy;		/* among lines of COPY */
	bool last;		/* no more bytes will come */
	size_t n_columns;
	short places[SQL_COLUMNS_MAX];	/* of the columns */
	char created[SQL_TABLE_NAME];	/* the table whose columns CREATE TABLE named last */
	size_t n_created;
	short created_places[SQL_COLUMNS_MAX];
	struct credit credit;
};

/* What a statement turns out to be. */
enum sql_head { SQL_HEAD_VALUES, SQL_HEAD_SET, SQL_HEAD_COPY, SQL_HEAD_NONE, SQL_HEAD_BROKEN, SQL_HEAD_MORE };

bool sql_is_number(const char *text);

/* Which place does the format have for a column of that name? */
short sql_find_place(const struct format *format, struct span name);

/* Read INSERT or REPLACE up to its values, COPY up to its lines, or CREATE TABLE, whose columns are those of statements
 * that name none; it is no statement with values. */
enum sql_head sql_head(struct sql *sql, struct sql_table *kept, const struct format *format);
