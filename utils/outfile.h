/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Output that is whole or absent: a regular file is written beside its final name, flushed to the disk, and only then
 * given that name. An error or a signal on the way leaves what was there before. Standard output, and anything else
 * that is no regular file, is written directly. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

#define OUTFILE_BUFFER (512 * 1024)

struct outfile {
	const char *name;	/* as given, for messages */
	char *target;		/* what the name stands for, symbolic links followed */
	char *temporary;	/* what is written; NULL = the output itself */
	char *buffer;
	size_t used;
	int fd;
	off_t flushed, unflushed;	/* bytes that the disk was asked to begin with, and those since then */
	bool failed;		/* writing has failed, and that was said */
};

/* Open the output; NULL or "-" is standard output. Prints why and returns -1 on failure; close it all the same. */
int outfile_open(struct outfile *out, const char *name);

/* Write out what waits in the buffer. Prints why and returns -1 when this or an earlier write failed. */
int outfile_flush(struct outfile *out);

/* Write bytes past the buffer, behind what waits in it. Prints why and returns -1 when this or an earlier write
 * failed. */
int outfile_write(struct outfile *out, const char *bytes, size_t len);

/* Put more bytes than the buffer has room for. */
void outfile_put_much(struct outfile *out, const char *bytes, size_t len);

/* Put some bytes. That it failed is told by the next outfile_flush(). */
static inline void outfile_put(struct outfile *out, const char *bytes, size_t len)
{
	if (len > OUTFILE_BUFFER - out->used) {
		outfile_put_much(out, bytes, len);
		return;
	}
	memcpy(out->buffer + out->used, bytes, len);
	out->used += len;
}

/* Tell whether fd is the regular file that is written, so that to read it would never end. */
bool outfile_is(const struct outfile *out, int fd);

/* Tell whether an output of that name would take the place of the regular file that fd reads. NULL is none. */
bool outfile_replaces(const char *name, int fd);

/* Tell whether two outputs would go to the same place. */
bool outfile_same(const struct outfile *out, const struct outfile *other);

/* Finish the output and give it its name. Prints why and returns -1 on failure. */
int outfile_commit(struct outfile *out);

/* Release everything, and remove what was not committed. */
void outfile_close(struct outfile *out);
