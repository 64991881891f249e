/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of `sipq850 convert` share:
 *
 *	convert.c		the order of things
 *	convert_options.c	the command line
 *	convert_header.c	headers, and which columns are wanted
 *	convert_part.c		the records of some bytes: all the work, and nothing else
 *	convert_jobs.c		several threads, each with a part of the input
 *	convert_json.c		JSON objects instead of CSV
 *
 * Functions that return int return 0 to go on, else the exit status, having printed why. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "addition.h"
#include "csv.h"
#include "logs/progress.h"
#include "outfile.h"
#include "rejects.h"
#include "trunks.h"

#define CONVERT_FIELDS_MAX (CSV_WANTED_MAX - 1)	/* one more may tell the trunk */
#define CONVERT_JOBS_MAX 32
#define CONVERT_NAME_MAX 24
#define CONVERT_BUFFER (512 * 1024)

/* A column that is wanted. */
struct convert_field {
	const char *text;		/* as given */
	char *name;			/* in the header; NULL = the number was given; of JSON always the path */
	size_t column;			/* from 1 */
	size_t at;			/* index among the values of a record */
	size_t slot;			/* of what can be added, under each profile */
	const struct addition_target *to;	/* NULL = what --to says */
	char added[2][CONVERT_NAME_MAX];	/* names of what is added */
};

/* A value that could not be converted, until its turn to be listed comes. */
struct convert_reject {
	unsigned long line;
	unsigned char field, kind;
	unsigned short len;
	char value[CSV_VALUE_MAX];
};

/* What works on a part of the input: the whole of it, or one chunk after the other. */
struct part {
	struct convert_job *job;	/* shared; to be changed only in turn */
	struct csv csv;

	/* With several threads, a part may work ahead of its turn to write, but not write. */
	void (*take_turn)(struct part *part);
	bool in_turn;
	bool stale;			/* it began in the wrong place, or all is over: what it makes is lost */
	unsigned long lines_before;	/* those of the input before the part; known in turn */

	char *buffer;			/* what is to be written */
	size_t used, size;
	struct convert_reject *rejects;
	size_t n_rejects;
	unsigned long counts[CONVERT_FIELDS_MAX][ADDITION_KINDS];
	unsigned long records, padded, longer;
	struct addition_memo memos[ADDITION_MEMOS];
};

struct convert_job {
	/* from the command line */
	const struct addition_target *to;
	struct convert_field fields[CONVERT_FIELDS_MAX];
	size_t n_fields;
	struct convert_field trunk;
	const char *trunk_map;		/* file; NULL = there is one profile */
	const char *profile;
	const char *output;
	const char *rejects_name;
	unsigned int jobs;
	char delimiter;
	bool json, no_header, strict, quiet, follow, help;
	char **names;			/* of the files, patterns expanded */

	struct trunks trunks;
	struct additions *additions[TRUNKS_PROFILES_MAX][CONVERT_FIELDS_MAX];	/* by slot; NULL = never asked */
	struct csv_input input;
	struct progress progress;
	struct outfile out;
	struct rejects rejects;
	struct part main;		/* also what the parts of the threads add up to */

	char *header;			/* of the first file; NULL = not seen yet */
	size_t header_len;
	size_t width;			/* columns of the header, or of the first record; 0 = not known yet */
	bool begun;			/* some input was not empty: for a byte order mark it is too late */
	const char *owed;		/* the line end that the last file lacks, if something follows */
	unsigned long never_ended;
};

/* Take the command line; with --help nothing else counts. */
int convert_options(struct convert_job *job, int argc, char **argv);
void convert_help(void);

/* convert_header.c: choose names for what is added; want the columns that are known; convert or leave out the header;
 * see that each wanted column is among those that there are. */
void convert_name_columns(struct convert_job *job);
void convert_want(struct convert_job *job);
int convert_header(struct convert_job *job);
int convert_set_width(struct convert_job *job, size_t columns);

/* convert_options.c: is what is followed, and where it goes to, something that can be followed? */
int convert_check_follow(char *const *names, const char *output, const char *rejects);

/* convert.c: convert the bytes fed to the main part, from `from` on, and write them. */
int convert_fed(struct convert_job *job, const char *from);

/* convert.c: convert all files by `file`, "-" if there are none, and finish the output. */
int convert_all(struct convert_job *job, int (*file)(void *to, const char *name), void *to);

/* convert.c: tell whether the file that fd reads is no output; prints that it is. */
bool convert_may_read(const struct convert_job *job, const char *name, int fd);

/* convert.c: what became of the values of so many fields. */
void convert_list_counts(char *line, size_t size, size_t n_fields, const unsigned long counts[ADDITION_KINDS]);

/* convert_part.c: write the list of rejects now, if somebody waits for it. */
int convert_flush_list(struct convert_job *job);

/* Make ready a part with a buffer of that many bytes; zero it first. Prints why and returns -1 when memory ran out;
 * free it all the same. */
int part_make(struct part *part, struct convert_job *job, size_t size);
void part_free(struct part *part);

/* Convert the bytes fed, from `from` on. Those behind the last record are put, too, but not yet written. */
int part_convert(struct part *part, const char *from);

/* Add the columns to a record. */
int part_add_columns(struct part *part, const struct csv_record *record);

/* Write all that waits, once it is the part's turn. */
int part_flush(struct part *part);

/* Put more bytes than there is room for. That it failed is told by the next part_flush(). */
void part_put_much(struct part *part, const char *bytes, size_t len);

static inline void part_put(struct part *part, const char *bytes, size_t len)
{
	if (len > part->size - part->used) {
		part_put_much(part, bytes, len);
		return;
	}
	memcpy(part->buffer + part->used, bytes, len);
	part->used += len;
}

/* convert_jobs.c: convert the rest of the input with several threads, beginning where the main part is. */
int convert_with_jobs(struct convert_job *job);
