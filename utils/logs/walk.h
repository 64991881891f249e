/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All calls of all files: opens, finds out the format, reads, takes, joins. What `extract` and `report` do with a call is
 * theirs. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "call.h"
#include "format.h"

/* What a file can hold that is no call: for --rejects and the summary. */
struct walk_reject {
	const char *file, *why;
	unsigned long line;
	struct span bytes;	/* of the record */
};

struct walk {
	/* the caller's */
	const char *format_name;	/* a built-in format; NULL and */
	const char *format_file;	/* no file of a format: find out */
	int base;			/* of the step `number`: 10, 16; 0 = find out */
	bool legs;			/* tell the legs, do not join them */
	bool follow, quiet;
	size_t window;			/* 0: JOIN_WINDOW */
	int (*tell)(void *to, struct call *call);	/* an exit status: not 0 ends it */
	int (*reject)(void *to, const struct walk_reject *reject);	/* may be NULL */
	int (*idle)(void *to);	/* called before each read: send out what waits; may be NULL; not 0 ends it, having said why */
	bool (*writes)(void *to, int fd);	/* is this file an output, or to be replaced by one? may be NULL */
	void *to;

	/* counts, over all files */
	unsigned long records, skipped, rejected, unreadable;
	unsigned long passed;		/* bytes that are no record, such as lines of a log that say nothing */
	unsigned long strangers;	/* files that are not of the format told; that was printed */
};

/* Walk through files, "-" when there are none. Returns the exit status, having printed what went wrong. */
int walk_files(struct walk *walk, char **names);

/* Find out the format of a file by its first bytes; prints what was found on standard output, for `formats --detect`. */
int walk_detect(const char *name);

/* What getopt_long() has for walk_option(); -q is its short option. */
#define WALK_OPTIONS \
	{ "format", required_argument, NULL, 'F' }, \
	{ "format-file", required_argument, NULL, 'G' }, \
	{ "base", required_argument, NULL, 'b' }, \
	{ "window", required_argument, NULL, 'w' }, \
	{ "quiet", no_argument, NULL, 'q' }

/* Take an option that says how to walk; false when it is none. `rc` is the exit status, CLI_OK to go on. */
bool walk_option(struct walk *walk, const char *command, int option, const char *value, int *rc);

/* Do they go together? Returns the exit status, CLI_OK to go on. */
int walk_check_options(const struct walk *walk, const char *command);
