/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of record: what all readers give, and how they are asked.
 *
 * A reader is a pure function of bytes in memory. It is asked for what begins at the first of them and tells how many
 * bytes that takes; every byte of an input thus belongs to exactly one record, to nothing (blank lines, comments, lines
 * that no pattern matches, what stands around a document), or to what could not be read. The loop around it, which
 * reads on when a record is not whole, is in source.h. */
#pragma once

#include "format.h"
#include "span.h"

enum record_verdict {
	RECORD_MORE,		/* cannot tell yet: ask again with more bytes; never said when these are the last */
	RECORD_FOUND,
	RECORD_NOTHING,		/* no record: what is to be passed over */
	RECORD_REJECTED,	/* what should be a record and cannot be read: `why` says why */
};

struct record {
	size_t len;		/* bytes, the line end with them; at least 1 */
	unsigned long lines;	/* line feeds in it */
	unsigned long line;	/* where it begins, from 1: set by source.c */
	const char *at;		/* set by source.c */
	const char *why;	/* RECORD_REJECTED: a constant */
	size_t columns;		/* of a delimited record */
	struct span values[FORMAT_PLACES_MAX];	/* by place of the format, as written (quotes off); at = NULL: not there */
	bool escaped[FORMAT_PLACES_MAX];	/* undo the escapes of the kind with kind->unescape() first */
};

/* What a reader keeps from record to record (columns of a header, what a context line said). */
struct record_state {
	const struct format *format;
	void *kept;		/* the kind's own; NULL at the begin; freed with free() */
};

struct record_kind {
	const char *name;	/* as `#: kind` has it */

	const char *const *heads;	/* head lines of its own, NULL at the end */

	/* Judge a format: return NULL, or why the format cannot be read so (a constant). */
	const char *(*check)(const struct format *format);

	/* Find what begins at the first byte. `last`: no more bytes will come. */
	enum record_verdict (*next)(struct record_state *state, struct span bytes, bool last, struct record *record);

	/* Undo escapes; `to` has room for value.len bytes; returns the length. NULL: this kind has none. */
	size_t (*unescape)(const struct format *format, struct span value, char *to);
};

/* NULL when there is none of that name. */
const struct record_kind *record_kind_find(const char *name);
