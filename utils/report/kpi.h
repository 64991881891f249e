/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ratios, and their definitions: tables/kpis.tsv. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "../logs/call.h"

#define KPI_MAX 8

/* A line of the table. */
struct kpi_row {
	const char *kpi;
	const char *title;
	const char *variant;
	const char *counts;
	const char *of;
	const char *source;
	const char *note;
	bool good_high;
};

extern const struct kpi_row kpi_rows[];
extern const size_t kpi_rows_count;

/* Who is in: bit i for the i-th ratio. What the words of `counts` or `of` say, turned round, so that a call costs a few
 * look-ups whatever the definitions. */
struct kpi_sets {
	unsigned char all, every, answered, uses_cause;
	unsigned char cause[128], status[700], class[CALL_CLASSES];
	unsigned char not_cause[128], not_status[700];
};

struct kpis {
	size_t n;
	const struct kpi_row *rows[KPI_MAX];
	const char *list;	/* the statuses that the user gave for NER, or NULL */
	struct kpi_sets counts, of;
};

/* Choose the definitions: of each ratio the first, of NER the variant asked for (NULL: the first), or statuses with
 * commas
 * between. Returns NULL, or why that cannot be (`why`). */
const char *kpis_choose(struct kpis *kpis, const char *ner, char *why, size_t size);

/* Is the call in? Sets bit i of each for the i-th ratio. */
void kpis_judge(const struct kpis *kpis, const struct call *call, unsigned int *counts, unsigned int *of);

/* Answered, or so by its status? */
bool kpi_answered(const struct call *call);

/* Does it tell whether it was answered? */
bool kpi_undecided(const struct call *call);
