/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the Reason header share: files of tab-separated lines (data/reason/README.md), and the reports on them. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include <sipq850/reason.h>

#define COLUMNS_MAX 8

struct line {
	const char *file;
	unsigned int number;
	char text[4096];
	char *column[COLUMNS_MAX];	/* with escapes undone: there may be NUL */
	size_t len[COLUMNS_MAX];
	int n;
};

/* Open a file below tests/; the test fails when it is not there. */
FILE *open_lines(const char *name);

/* Read the next line that is no comment; false at the end. */
bool read_line(FILE *file, struct line *line);

/* Fail, and say which line is to blame, unless good. */
void check_line(const struct line *line, bool good, const char *what);

/* A copy that ends where its memory ends: a sanitizer sees what is read beyond. */
char *exact_copy(const char *text, size_t len);

/* Does a piece stand for this text? */
bool is_text(struct sipq850_text text, const char *expected, size_t len);
