/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers, printed as text for a person, or as TSV or JSON lines for a machine. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include <sipq850/sipq850.h>

enum print_format {
	PRINT_TEXT,
	PRINT_TSV,
	PRINT_JSON,
};

/* Read a -f argument; false when it is none of text, tsv, json. */
bool print_format_parse(const char *name, enum print_format *format);

/* The options of a command that has but -f and -h. Returns -1 to go on, else the exit status. */
int print_options(const char *command, const char *help, int argc, char **argv, enum print_format *format);

/* What was asked, and what came. */
struct asked {
	enum sipq850_direction direction;
	const char *in;			/* as a number, an event, or the column of a row */
	enum sipq850_location location;	/* 0: not asked */
	const struct sipq850_map *map;
	const struct sipq850_answer *answer;
};

/* The column names, for TSV only. */
void print_answer_header(enum print_format format);
void print_answer(enum print_format format, const struct asked *asked);

/* The same for TSV and JSON only, after columns or keys that the caller has begun the line with. */
void print_answer_rest(enum print_format format, const struct asked *asked);
/* Text in double quotes, as JSON wants it; YAML takes it too. */
void json_quote(FILE *out, const char *text);

/* "key":"value", quoted for JSON, with a comma before it unless it is the first. */
void print_json_text(const char *key, const char *value, bool first);
