/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The octets of a log, wherever they lie: in a plain file, in a compressed one, in a pipe, in a file that still grows.
 *
 *	input.c		opens, tells by the first octets what it is, reads
 *	input_gz.c, input_zst.c, input_xz.c	decode (codec.h)
 *	follow.c	waits for what a growing file will hold
 *	progress.c	shows how far it is
 *
 * A plain file is read straight to where the caller wants it. All else takes memory that does not depend on the length
 * of the input, and no temporary file. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct codec;
struct follow;
struct progress;

#define INPUT_HEAD 10		/* the most octets that tell what a file is */

enum input_flag {
	INPUT_FOLLOW = 1,	/* at the end of the file wait for more, also through its rotation */
};

struct input {
	const char *name;		/* for messages */
	int fd;
	struct progress *progress;	/* is told how far we are; the caller's, NULL = nobody */

	uint8_t head[INPUT_HEAD];	/* what was looked at, where there is no way back */
	size_t head_at, head_len;
	off_t position;			/* octets read from fd */
	off_t size;			/* of the file; -1 = not known */

	const struct codec *codec;	/* NULL = plain */
	void *decoder;
	uint8_t *raw;			/* octets read that are still to be decoded */
	size_t raw_at, raw_len;
	bool raw_end;			/* there are no more */

	struct follow *follow;		/* NULL = the end is the end */
	bool another;			/* see input_again() */
};

/* Open a file; "-" is standard input. `progress` stays as the caller set it. Prints why and returns -1 on failure;
 * close it all the same. */
int input_open(struct input *in, const char *name, unsigned int flags);

/* Read some octets, as read() does: 0 is the end, and -1 a failure, which was printed. A compressed file that is cut
 * short or damaged is a failure. With INPUT_FOLLOW it waits until there are some, or until SIGINT or SIGTERM asks for
 * the end; and it is the end, too, where the file was replaced or cut. */
ssize_t input_read(struct input *in, char *to, size_t room);

/* At the end: does the file that took the place of this one follow? Then read on; it may have a header of its own. */
bool input_again(struct input *in);

/* How far we are, and the size of it all (-1 = not known), in octets of the file as it lies on the disk. */
off_t input_position(const struct input *in);
off_t input_size(const struct input *in);

void input_close(struct input *in);

/* Put the files that they match, sorted, in the place of patterns such as 'cdr-*.csv'. What is the name of a file is no
 * pattern. Returns a list ended by NULL, for input_list_free(); prints why and returns NULL when a pattern matches
 * nothing. */
char **input_expand(char *const *names);

void input_list_free(char **list);
