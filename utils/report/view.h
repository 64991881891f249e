/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is printed of the counts, whatever the form: rows in order, the sentences that come first, numbers as text. */
#pragma once

#include "changes.h"
#include "tally.h"

#define VIEW_TEXT 512

struct view_row {
	unsigned int id;			/* cause or status; 0: none */
	const struct tally_trunk *trunk;	/* of the list of trunks */
	unsigned long calls, answered, failed;
	unsigned long classes[CALL_CLASSES];
};

struct view_list {
	size_t n;
	struct view_row *rows;
};

/* All of a report. */
struct view {
	const struct tally *tally;
	const struct changes *changes;		/* NULL: no baseline */
	const char *sources;			/* "3 files", ... */
	const char *profile;
	size_t top;				/* rows of a list on the terminal, bars of a chart */
	unsigned long rejected;			/* records that could not be read */

	struct view_list causes, statuses;	/* the most calls first */
	struct view_list trunks;		/* the most failed calls first, then the most calls */
	struct view_list failures;		/* by reason (tally.h): the most failed calls first */
	char lead[VIEW_TEXT];			/* how many calls, how many failed */
	char most[VIEW_TEXT];			/* by what, where and when the most failed; "" = none */
	char span[VIEW_TEXT];			/* from when to when, how many trunks */
};

/* Put in order what `tally` has. Returns -1 when memory ran out; view_free() it all the same. */
int view_build(struct view *view);
void view_free(struct view *view);

/* The sum of rows[from..n). */
struct view_row view_sum(const struct view_list *list, size_t from);

/* "34 No circuit/channel available", "503 Service Unavailable", "none". */
void view_reason(char *to, size_t size, unsigned int reason);
const char *view_cause_name(unsigned int cause);
const char *view_status_name(unsigned int status);
const char *view_trunk_name(const struct tally_trunk *trunk);

/* The reason why the most calls of a trunk failed; 0 and `failed` 0 when none did. */
unsigned int view_trunk_reason(const struct tally_trunk *trunk, unsigned long *failed);

/* "1,234,567" */
const char *view_number(char to[32], unsigned long n);

/* "12.3 %"; "-" when of is 0. */
const char *view_share(char to[32], unsigned long n, unsigned long of);

/* A note of what is to be taken with care, the i-th; false past the last. */
bool view_note(const struct view *view, unsigned int i, char *to, size_t size);

/* The words of a definition, for a person: "answered + cause 16..21 + ...". */
void view_definition(const struct kpis *kpis, const struct kpi_row *row, char *to, size_t size);
