/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV that is passed on byte for byte: finds where each record ends and what some wanted fields hold, and keeps nothing
 * else, so that a record may be of any size and may be cut anywhere by read().
 *
 * What a record is: fields between delimiters, ended by LF or CR LF. A quote opens a quoted field only as the first
 * byte of a field (RFC 4180); in it delimiters and line ends are plain, and two quotes stand for one. All other quotes
 * are plain bytes, and so is what follows a closing quote, NUL, and a CR without LF. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "logs/input.h"
#include "simd.h"

#define CSV_QUOTE '"'
#define CSV_VALUE_MAX 256		/* bytes of a field that can be a value, its quotes counted */
#define CSV_HEADER_MAX (64 * 1024)	/* bytes of the longest header */
#define CSV_WANTED_MAX 16		/* fields wanted of each record */
#define CSV_BATCH 64			/* blocks marked at a time; few enough for the nearest cache */

/* Some bytes, not terminated. */
struct csv_text {
	const char *at;
	size_t len;
};

/* A record that has ended. The pointers are good until the next csv_next() or csv_feed(). */
struct csv_record {
	const char *end;	/* its line end: what is to be added to the record goes before it */
	const char *next;	/* behind its line end */
	const struct csv_text *values;	/* the wanted fields as written; at = NULL: the record has no such field;
				 * len > CSV_VALUE_MAX: only the length tells, the bytes are not kept */
	size_t columns;
	unsigned long line;	/* where it began, from 1 */
	bool empty;		/* nothing but a line end: no record */
	bool open_quote;	/* the input ended within a quoted field */
};

/* A block of 64 bytes: bit n tells of byte n. */
struct csv_block {
	uint64_t delimiters;	/* those between fields */
	uint64_t ends;		/* line feeds that end a record */
	uint64_t quoted_feeds;	/* all others */
};

/* What quotes mean for the next byte. */
struct csv_quoting {
	uint64_t quoted;	/* all ones within a quoted field, else 0 */
	uint64_t may_open;	/* 1 when a quote would open, or open again, a quoted field */
};

/* The state of a scan. */
struct csv {
	/* the caller's */
	char delimiter;
	size_t n_wanted;
	size_t wanted[CSV_WANTED_MAX + 1];	/* columns, from 1, rising, none twice; what is behind them is ours */

	const struct simd *simd;
	const char *stop;	/* end of the bytes fed */
	bool crlf;		/* the last line end was CR LF */
	bool ended;		/* some record has ended: there was a line end */

	/* where we are in the input */
	struct csv_quoting quoting;
	bool begun;		/* bytes of this record were fed before */
	size_t column;		/* delimiters seen in this record */
	size_t n_values;	/* wanted fields that have ended in this record */
	unsigned long lines;	/* line feeds seen, quoted ones too */
	unsigned long line;	/* where this record began */
	struct csv_text values[CSV_WANTED_MAX];	/* wanted fields of this record */

	/* where we are in the bytes fed */
	const char *start;	/* of the bytes, or of the record that began in them */
	const char *field;	/* of the bytes, or of the wanted field that began in them */
	const char *bytes;	/* of the block */
	const char *ahead;	/* what has no marks yet */
	struct csv_block now;	/* the rest of the block that we are in */
	size_t block, n_blocks;	/* its number among those marked */
	struct csv_block blocks[CSV_BATCH];

	size_t held;		/* how much of a wanted field was fed before; may pass CSV_VALUE_MAX */
	char hold[CSV_WANTED_MAX][CSV_VALUE_MAX];
};

/* Want a column, too; the csv may be zeroed before. Returns its index among the values, which counts only when all
 * columns are known. */
size_t csv_want(struct csv *csv, size_t column);

/* Begin an input; the caller's members stay. */
void csv_start(struct csv *csv);

/* Hand over the next bytes, when csv_next() has done with the last ones. A CR must not be the last byte of them,
 * unless the input ends there. */
void csv_feed(struct csv *csv, const char *bytes, size_t len);

/* Find the end of the next record. Returns false when all bytes fed are scanned. */
bool csv_next(struct csv *csv, struct csv_record *record);

/* At the end of the input, tell of the record that no line end ended. Returns false when there is none. */
bool csv_finish(struct csv *csv, struct csv_record *record);

/* Is the scan, which has done with all bytes fed, between two records? */
bool csv_is_between(const struct csv *csv);

/* Go on with another scan, which has done with all bytes fed, where that one is. */
void csv_continue(struct csv *csv, const struct csv *from);

/* Take the quotes off a field. Returns the length; `to` has room for len bytes of the field. */
size_t csv_unquote(char *to, struct csv_text field);

/* Write `text` as a field, in quotes if it needs them. Returns the length; `to` has room for 2 * strlen(text) + 2. */
size_t csv_quote(char *to, const char *text, char delimiter);

/* Cut the first field off a record that lies in memory. After the last field record->at is NULL. */
struct csv_text csv_cut(struct csv_text *record, char delimiter);

/* Find a column by its name, quotes taken off. Returns its number, from 1, and 0 when there is none; `again` is the
 * number of the second one of that name, or 0. */
size_t csv_find_column(struct csv_text header, char delimiter, const char *name, size_t *again);

/* Make a field as written fit for a message: what a terminal might obey is replaced, and it is cut to fit. */
void csv_show(char *to, size_t size, struct csv_text field);

/* An input file. */
struct csv_input {
	const char *name;	/* for messages */
	unsigned int flags;	/* of input_open(); the caller's, like source.progress */
	struct input source;
	char *bytes;		/* what was read */
	size_t len;		/* how many bytes that is */
	size_t fed;		/* how many of them the scan has had */
	size_t most;		/* bytes of one read() */
	size_t bom;		/* length of the byte order mark, at the begin of `bytes` */
	int fd;			/* of the source */
	bool at_end;
};

/* How many bytes to read at a time. The environment variable SIPQ850_READ makes it less, for tests: a small file then
 * comes in as many pieces as a large one. */
size_t csv_read_most(void);

/* Open a file ("-" is standard input) and read its begin, so that `bom` is known; the scan is to be fed what is behind
 * it. UTF-16 is refused. Prints why and returns -1 on failure; close it all the same. */
int csv_input_open(struct csv_input *input, const char *name);

/* Read on and feed it; with `keep`, what was fed before stays where it is. Returns 1 when something was fed, 0 at the
 * end, -1 on failure, having printed why. */
int csv_input_feed(struct csv_input *input, struct csv *csv, bool keep);

/* Read on past the scan, into other memory: what was read but not fed comes first. Returns the bytes, 0 at the end, -1
 * on failure, having printed why. */
ssize_t csv_input_read(struct csv_input *input, char *to, size_t size);

/* At the end of a file that is followed: read the begin of the one that took its place, as csv_input_open() does.
 * Returns 1 when there is one, 0 when not, -1 on failure, having printed why. */
int csv_input_again(struct csv_input *input);

void csv_input_close(struct csv_input *input);
