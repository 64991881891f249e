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

/* How often three bytes in a row were seen in a sample of what will be searched; several share a count. */
struct filter_sample {
	uint32_t seen[1 << 15];
};

void filter_look(struct filter_sample *sample, struct span bytes);

/* Is text a seen less often than text b, as far as one can tell? The sample may be NULL. */
bool filter_is_rarer(const struct filter_sample *sample, struct span a, struct span b);

/* Get ready for n texts, none of them empty, all lying where they are as long as the filter is used. The sample may
 * be NULL: it makes the filter faster, and changes nothing that is found. */
void filter_make(struct filter *filter, const struct span *texts, size_t n, const struct filter_sample *sample);

/* The ways to look for texts, the faster ones last. */
enum filter_way { FILTER_PORTABLE, FILTER_SSSE3, FILTER_AVX2 };

/* Use the fastest way that the machine has, but none beyond `best`: for tests. */
void filter_choose(struct filter *filter, enum filter_way best);

/* Find the next place of any texts. `at` is where to begin, then a byte within them: go on from the next one. Returns
 * bit n for text n; 0: no more. */
uint64_t filter_find(const struct filter *filter, struct span bytes, size_t *at);
