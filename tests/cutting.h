/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the kinds of record share: read bytes, in pieces of any size, check what must hold of everything
 * that a reader tells, and write it down as text to compare. */
#pragma once

#include "../utils/logs/kinds.h"

/* What was told: a line for each record, "+LINE a=value|b=-" or "-LINE why". */
struct told {
	char *text;
	size_t len, room;
	unsigned long found, rejected;
};

/* Make a format: head lines "word rest" and places, each list ended by NULL. */
void records_format(struct format *format, const struct record_kind *kind, const char *const *heads,
		    const char *const *places);

/* Read bytes: `first` of them at once, then `step` more each time. Each time they lie in memory of just their size. */
void records_read(const struct format *format, struct span bytes, size_t first, size_t step, struct told *told);

void records_free(struct told *told);

/* What is told of a text. */
void records_are(const struct format *format, const char *text, const char *wanted);

/* Cut anywhere, and fed on in small pieces, the same is told as of the whole. */
void records_cut(const struct format *format, struct span bytes);

/* Damage the text in many ways; what must hold holds, whole and in pieces, and of each the same is told. */
void records_damage(const struct format *format, const char *text, unsigned int rounds, const char *alphabet);
