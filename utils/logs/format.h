/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A log format: a file of tables/formats/ (or of the user), parsed. What it means stands in tables/README.md. Built-in
 * formats are the same files, carried as text in the command, and go through the same parser. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

#define FORMAT_PLACES_MAX 64	/* places in a record that a format looks at */
#define FORMAT_ROWS_MAX 128
#define FORMAT_MORE_MAX 3	/* places of a value, beyond the first one */
#define FORMAT_STEPS_MAX 6	/* steps of a syntax */
#define FORMAT_TERMS_MAX 6	/* terms of a condition */
#define FORMAT_HEADS_MAX 128
#define FORMAT_FILE_MAX (256 * 1024)

/* What a row is about. The names in a file are these in lower case. */
enum format_field {
	FIELD_TIME, FIELD_CALL, FIELD_PEER, FIELD_LEG, FIELD_TRUNK, FIELD_INITIATOR, FIELD_ANSWERED, FIELD_DURATION,
	FIELD_STATUS, FIELD_CAUSE, FIELD_LOCATION, FIELD_REASON,
	FIELD_SKIP,		/* when its condition holds, the record says nothing about the end of a call */
	FIELD_BEGIN,		/* when its condition holds, the record begins a call: not one that had the same id before */
	FORMAT_FIELDS
};

/* One step of a syntax: "json:hangupcause" is { json, "hangupcause" }. */
struct format_step {
	const struct value_step *step;	/* value.h */
	const char *argument;		/* NULL: none */
};

/* WHERE=A|B or WHERE!=A|B; an empty value is a place that is empty or not there. */
struct format_term {
	int place;
	bool differs;
	const char *values;	/* the alternatives, "|" between */
};

struct format_row {
	enum format_field field;
	int place;		/* -1: a constant or nothing */
	int more[FORMAT_MORE_MAX];	/* further places whose text follows, a blank between: WHERE + WHERE */
	size_t n_more;
	const char *constant;	/* where `=text` */
	size_t n_steps, n_terms;
	struct format_step steps[FORMAT_STEPS_MAX];
	struct format_term terms[FORMAT_TERMS_MAX];
	unsigned int line;
};

/* A line "#: word rest". */
struct format_head {
	const char *word;
	const char *rest;	/* "" when there is none */
	unsigned int line;
};

struct format {
	const char *name;	/* file name without folder and .tsv */
	const char *file;
	const struct record_kind *kind;
	size_t n_heads, n_places, n_rows;
	struct format_head heads[FORMAT_HEADS_MAX];
	const char *places[FORMAT_PLACES_MAX];	/* names as written in `where` and `when`, each once */
	struct format_row rows[FORMAT_ROWS_MAX];
	char *text;		/* what all the strings above point into */
};

/* Parse the text of a format. Returns it (free with format_free()), or NULL and `why` = "file:line: reason". */
struct format *format_parse(const char *file, const char *text, size_t len, char *why, size_t size);

/* Read a file of the user. */
struct format *format_load(const char *path, char *why, size_t size);

/* Find a built-in format by its name; NULL and `why` when there is none. */
struct format *format_builtin(const char *name, char *why, size_t size);

/* The names of the built-in formats, in order; NULL past the end. */
const char *format_builtin_name(size_t i);

void format_free(struct format *format);

/* The rest of the first head line of that word, or `otherwise`. */
const char *format_head(const struct format *format, const char *word, const char *otherwise);

/* The next head line of that word after `last` (NULL: the first), or NULL. */
const struct format_head *format_head_next(const struct format *format, const char *word, const struct format_head *last);

/* The number of a place by its name; -1 when the format does not look there. */
int format_place(const struct format *format, const char *name);

const char *format_field_name(enum format_field field);
