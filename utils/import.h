/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a configuration says, as rows of a profile: what the readers of `sipq850 import` fill, and what is made of it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <sipq850/sipq850.h>

#define IMPORT_FIELD 1024
#define IMPORT_LINE_MAX 65536	/* bytes of a line, with its end */
#define IMPORT_ROWS_MAX 10000

struct import_row {
	enum sipq850_direction direction;
	char *in, *condition, *out, *source, *note;
	unsigned int line;	/* of the configuration */
	unsigned int order;
};

struct import {
	const char *name;	/* of the configuration, as errors and sources shall say it */
	struct import_row *rows;
	size_t n, room;
	unsigned int line;	/* in work */
	bool failed;		/* a line was refused, or memory ran out: said */
};

/* A kind of configuration. It reads line by line, and says what it cannot read by import_refuse(). */
struct import_format {
	const char *name;
	void (*read)(struct import *im, FILE *file);
	const char *summary;
};

void import_cisco(struct import *im, FILE *file);
void import_audiocodes(struct import *im, FILE *file);
void import_csv(struct import *im, FILE *file);

/* Print "NAME:LINE: ..." and note that nothing is to be printed. */
void import_refuse(struct import *im, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The next line without its end and blanks around it, read into buffer; NULL at the end, or when it is no text. */
char *import_line(struct import *im, FILE *file, char buffer[IMPORT_LINE_MAX]);

/* Take a row. With `replace` it takes the place of an earlier one for the same input and condition. The source is
 * "NAME:LINE: text" unless one is given. */
void import_add(struct import *im, enum sipq850_direction direction, const char *in, const char *condition,
		const char *out, const char *source, const char *note, const char *text, bool replace);

/* Drop the row for an input, or with "" all rows of the direction. */
void import_drop(struct import *im, enum sipq850_direction direction, const char *in);

/* The profile, judged by the library, on standard output. Returns the exit status; nothing is printed but when it is good. */
int import_print(struct import *im, const char *title, const char *base);

void import_release(struct import *im);
