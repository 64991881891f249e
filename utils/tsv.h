/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of tab-separated columns with a line of their names, comments and blank lines between, read record by record.
 * LF and CR LF end a line; a byte order mark before the first is no text. */
#pragma once

#include <stdio.h>

#define TSV_LINE_MAX 8192	/* bytes of a line, with its end */
#define TSV_COLUMNS_MAX 64

struct tsv {
	const char *path;	/* as errors shall name it */
	FILE *file;
	unsigned long line;	/* of the record, or where the problem is; 0 before the first */
	int n_columns;		/* those of the head */
	const char *head[TSV_COLUMNS_MAX];
	const char *column[TSV_COLUMNS_MAX];	/* of the record; good until the next */
	char problem[256];
	char head_text[TSV_LINE_MAX];
	char text[TSV_LINE_MAX];
};

/* Open a file, "-" for standard input, and read its head. Returns 0; -EIO when it cannot be read, -EBADMSG when it is
 * malformed, with the problem set. To be closed only on success. */
int tsv_open(struct tsv *tsv, const char *path);

/* Read the next record. Returns 1; 0 at the end; -EBADMSG when the line is malformed, after which one may go on; -EIO. */
int tsv_next(struct tsv *tsv);

void tsv_close(struct tsv *tsv);
