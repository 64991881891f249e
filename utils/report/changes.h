/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is other than it was: shares of two reports, held against each other.
 *
 * A difference is told when a two-proportion z test with pooled variance says that it would come about by chance in
 * less
 * than 1 of 100 cases (|z| > 2.576), and only where both sides expect at least 5 calls in and 5 out. With a hundred
 * shares held against each other, one such mark may be chance. */
#pragma once

#include "tally.h"

#define CHANGES_Z2 (2.5758293 * 2.5758293)

enum change_kind { CHANGE_KPI, CHANGE_CLASS, CHANGE_CAUSE, CHANGE_STATUS, CHANGE_TRUNK };

enum change_what { CHANGE_MORE, CHANGE_LESS, CHANGE_NEW, CHANGE_GONE };

struct change {
	enum change_kind kind;
	enum change_what what;
	char label[160];
	unsigned long n, of, n_before, of_before;
	double points;		/* of 100, now less before */
	double z2;		/* the square of z */
	int good;		/* 1 better, -1 worse, 0 neither */
};

struct changes {
	const char *name;	/* of the baseline */
	unsigned long calls_before;
	size_t n, room;
	struct change *rows;	/* beyond noise, the clearest first */
	unsigned long within;	/* shares compared that are within noise, or too few to tell */
	bool ner_differs;	/* another definition of NER: not compared */
};

/* Compare. Returns -1 when memory ran out; changes_free() it all the same. */
int changes_find(struct changes *changes, const struct tally *now, const struct tally *before);
void changes_free(struct changes *changes);

/* "cause", ...; "more", ... */
const char *change_kind_name(enum change_kind kind);
const char *change_what_name(enum change_what what);

/* What the share is of: "of calls", "of its calls failed". */
const char *change_share_of(enum change_kind kind);
