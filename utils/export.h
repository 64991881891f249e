/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The effective mapping of a profile for engines that do not link the library: what the formats share, and the formats. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <sipq850/sipq850.h>

#include "domain.h"

struct export {
	const struct sipq850_map *map;
	const struct sipq850_profile *profile;
	char identity[17];	/* as `sipq850 profiles` prints it */
	const char *table;	/* name of the table, prefix of the C names; lower case */
	bool all;		/* conditional rows and events too */
};

/* A format. Writes to standard output and returns the exit status. */
struct export_format {
	const char *name;
	int (*write)(const struct export *);
	const char *summary;
	bool named;		/* takes --table */
	bool all;		/* takes --all */
};

int export_sql(const struct export *e);
int export_csv(const struct export *e);
int export_json(const struct export *e);
int export_c(const struct export *e);
int export_cisco(const struct export *e);
int export_audiocodes(const struct export *e);
int export_freeswitch(const struct export *e);
int export_markdown(const struct export *e);

/* --- the head: what was exported, as pairs of name and value; NULL for a profile without base */

#define EXPORT_ABOUT 8

struct export_about {
	const char *name;
	const char *value;
};

void export_about(const struct export *e, struct export_about about[EXPORT_ABOUT]);

/* Conditional rows and events, which are left out without --all. */
bool export_is_special(const struct sipq850_row *row);
size_t export_count_special(const struct export *e, enum sipq850_direction direction);

/* --- records: the columns of sql, csv and json */

struct export_column {
	const char *name;
	const char *type;	/* in SQL, of the table of inputs */
	const char *special;	/* in SQL, of the table of conditional rows and events */
	bool number;		/* written without quotes in the table of inputs; in the other one unless it is `input` */
};

enum export_columns {
	EXPORT_DIRECTION,
	EXPORT_PLACE,
	EXPORT_INPUT,
	EXPORT_INPUT_NAME,
	EXPORT_CONDITION,
	EXPORT_ACTION,
	EXPORT_OUT,
	EXPORT_OUT_VALUE,
	EXPORT_OUT_LOCATION,
	EXPORT_OUT_NAME,
	EXPORT_FOUND,
	EXPORT_PROFILE,
	EXPORT_LINE,
	EXPORT_SOURCE,
	EXPORT_COLUMNS
};

extern const struct export_column export_columns[EXPORT_COLUMNS];

struct export_record {
	bool special;
	const char *value[EXPORT_COLUMNS];	/* NULL: there is none */
	char place[16];
	char input[INPUT_SIZE];
	char out[OUT_SIZE];
	char line[16];
};

/* Take one record after the other: of all inputs, or of all that is special. */
typedef void (*export_record_cb)(const struct export *e, const struct export_record *record, void *data);
void export_inputs(const struct export *e, export_record_cb cb, void *data);
void export_special(const struct export *e, export_record_cb cb, void *data);

/* --- lists in comments, for formats that cannot express everything */

struct export_list {
	const char *comment;	/* what begins a line of comment ("! ") */
	const char *what;	/* what the members have in common */
	char *text;
	size_t len;
	unsigned int count;
};

/* Add a member; out of memory, it is counted but not named. */
void export_list_add(struct export_list *list, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Print "COUNT WHAT: MEMBER, MEMBER" as comment, nothing if there is none, and empty the list. */
void export_list_print(struct export_list *list);

/* The head of a configuration as comment. */
void export_comment_about(const struct export *e, const char *comment);

/* Is an input worth a line in a configuration: registered, or with a row of its own? */
bool export_is_worth(enum sipq850_direction direction, int input, const struct sipq850_answer *answer);
