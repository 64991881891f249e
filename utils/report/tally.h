/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The counts of a report. A call costs some increments and one look-up of its trunk; memory is taken only for a trunk
 * that was not seen before, and there are at most TALLY_TRUNKS of these: calls of all others are counted together. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "../logs/call.h"
#include "kpi.h"

#define TALLY_TRUNKS 10000
#define TALLY_HOURS 25		/* [24]: unknown */
#define TALLY_FLAGS 7

/* What a call ended with, as one number: of cause and status the one that the log had, the cause where it had both. */
#define TALLY_REASONS (128 + 400)

/* Of some calls. */
struct tally_counts {
	unsigned long calls;
	unsigned long answered;
	unsigned long undecided;		/* does not tell whether it was answered */
	unsigned long classes[CALL_CLASSES];
	unsigned long hits[KPI_MAX], bases[KPI_MAX];	/* of the ratios: how many are counted, of how many */
};

struct tally_trunk {
	struct tally_counts counts;
	unsigned int failed_by[TALLY_REASONS];	/* failed calls; stops at its highest value */
	char name[];
};

struct tally {
	const struct kpis *kpis;
	struct tally_counts all;
	struct tally_counts hours[TALLY_HOURS];
	unsigned long reasons[TALLY_REASONS][CALL_CLASSES];
	unsigned long reason_hours[TALLY_REASONS][TALLY_HOURS];	/* failed calls */
	unsigned long causes[128][CALL_CLASSES], statuses[700][CALL_CLASSES];	/* [0]: none */
	unsigned long cause_answered[128], status_answered[700];
	unsigned long flags[TALLY_FLAGS];	/* by bit of enum call_flag */
	char first[40], last[40];		/* times, as they sort; "" = none */
	size_t n_trunks;
	struct tally_trunk **trunks;		/* in the order they came */
	unsigned int *slots;			/* hash table: number of the trunk + 1; 0 = free */
	struct tally_trunk *recent;
	struct tally_trunk *others;		/* beyond TALLY_TRUNKS; NULL = there are none */
};

/* Returns NULL when memory ran out. */
struct tally *tally_open(const struct kpis *kpis);

/* Count a call. Returns -1 when memory ran out. */
int tally_add(struct tally *tally, const struct call *call);

void tally_free(struct tally *tally);

/* The counts of a trunk by its name; NULL when it was not seen. */
const struct tally_counts *tally_trunk_counts(const struct tally *tally, const char *name);

/* The trunk of that name, new if it was not seen; that of the others where there are too many. NULL: no memory. */
struct tally_trunk *tally_trunk(struct tally *tally, const char *name);

/* Has the network failed it: network, resources, interworking, protocol? */
static inline bool class_is_failure(enum call_class class)
{
	return class >= CALL_CLASS_NETWORK;
}

unsigned long counts_failed(const struct tally_counts *counts);

/* The number of a call's reason. */
unsigned int tally_reason(const struct call *call);
