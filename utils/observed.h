/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a box was seen to do: pairs of in and out, each once, with how often it was seen. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sipq850/sipq850.h>

#define OBSERVED_BUCKETS 4096

/* A pair. */
struct observation {
	enum sipq850_direction direction;
	int input;
	struct sipq850_context context;
	char *context_text;		/* as read; "" when nothing was known */
	struct sipq850_answer out;	/* action, value and location as observed; the rest is zero */
	bool empty;			/* the out was never written, not even as none */
	unsigned long times;
	unsigned long line;		/* where it stands first */
	size_t next;			/* the next pair of this bucket, plus one; 0: none */
};

struct observed {
	const char *path;		/* as errors name it */
	struct observation *pairs;	/* in the order of the file */
	size_t n, room;
	size_t bucket[OBSERVED_BUCKETS];	/* by what was asked: the first pair, plus one */
	unsigned long unusable;		/* records with a value that is no status or cause */
	unsigned long silent;		/* records of a table that say they are not covered */
	unsigned long malformed;	/* records that could not be read */
};

/* Read a file, "-" for standard input; what is unusable or malformed is told on standard error. Returns 0; -EIO or -EBADMSG
 * when the file cannot be read or a record is malformed, which was told; -ENODATA without any pair; -ENOMEM. */
int observed_read(struct observed *observed, const char *path);

void observed_free(struct observed *observed);

/* The next pair with another out for the same question, from `after` on (NULL: the first); NULL when there is none. */
const struct observation *observed_other(const struct observed *observed, const struct observation *pair,
					 const struct observation *after);
