/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loop around a reader: reads the input, hands bytes to the kind of record, and tells one thing after the other. */
#pragma once

#include <stdio.h>

#include "record.h"

#define SOURCE_ROOM (256 * 1024)	/* bytes kept at first */
#define SOURCE_RECORD_MAX (4 * 1024 * 1024)	/* a longer record is rejected, in pieces of this */

struct source {
	const char *name;	/* for messages and for `file` of a call */
	char *bytes;
	size_t room, begin, end;	/* bytes[begin..end) are not yet told */
	unsigned long line;
	bool at_end;
	struct record_state state;
	unsigned long found, rejected;
	ssize_t (*read)(void *from, char *to, size_t room);	/* like read(); has printed why on -1 */
	void *from;
};

/* Begin. Returns -1 when memory ran out. */
int source_open(struct source *source, const struct format *format, const char *name,
		ssize_t (*read)(void *from, char *to, size_t room), void *from);

/* Find what comes next: RECORD_FOUND, RECORD_NOTHING, RECORD_REJECTED; RECORD_MORE at the end; -1 when reading failed.
 * The record is good until the next call. */
int source_next(struct source *source, struct record *record);

void source_close(struct source *source);
