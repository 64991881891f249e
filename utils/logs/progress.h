/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bar on the terminal: how much of all files is read, how fast, and how long it will take. It costs a comparison for
 * each read, and a look at the clock for each mebibyte. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#define PROGRESS_STEP (1024 * 1024)

struct progress {
	bool on;
	off_t total;		/* octets of all files; -1 = not known */
	off_t before;		/* of the files that are done */
	off_t look_at;		/* position in this file where to look at the clock next */
	struct timespec begin, drawn;
};

/* Begin, if `wanted` and standard error is a terminal. Without names it is standard input. */
void progress_begin(struct progress *progress, char *const *names, bool wanted);

/* Look at the clock, and draw if it is time. */
void progress_look(struct progress *progress, off_t position);

/* So far we are in this file. */
static inline void progress_at(struct progress *progress, off_t position)
{
	if (progress->on && position >= progress->look_at)
		progress_look(progress, position);
}

/* This file is done, and it was that long. */
void progress_next(struct progress *progress, off_t size);

/* Take the bar away. */
void progress_end(struct progress *progress);
