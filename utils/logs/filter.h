/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds many texts at once in a buffer: what lets a reader skip the lines that no pattern can match. */
#pragma once

#include <stdint.h>

#include "span.h"

#define FILTER_TEXTS_MAX 64
#define FILTER_PRINT 3		/* bytes of a text that are looked for first */

struct filter {
	size_t n;
	struct span texts[FILTER_TEXTS_MAX];
	uint8_t print_at[FILTER_TEXTS_MAX];		/* where in its text the print begins */
	uint64_t buckets[8];				/* bit n: text n */
	uint8_t exact[FILTER_PRINT][256];		/* bit n: a text of bucket n has this byte here in its print */
	uint8_t low[FILTER_PRINT][16];			/* the same by the lower and the upper half of the byte */
	uint8_t high[FILTER_PRINT][16];
	size_t (*next)(const struct filter *filter, struct span bytes, size_t at);
};

/* Get ready for n texts, none of them empty, all lying where they are as long as the filter is used. */
void filter_make(struct filter *filter, const struct span *texts, size_t n);

/* Use only what every machine has: for tests. */
void filter_portable(struct filter *filter);

/* Find the next place of any texts. `at` is where to begin, then a byte within them: go on from the next one. Returns
 * bit n for text n; 0: no more. */
uint64_t filter_find(const struct filter *filter, struct span bytes, size_t *at);
