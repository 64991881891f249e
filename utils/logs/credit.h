/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What looking ahead in vain may cost. A record that is broken far from where it begins, or never ends, was looked at as
 * a whole, and yet only its first line is told. A file of nothing but such lines would take time that grows with the
 * square of its size. So bytes looked at in vain are counted: when there are too many, the next record has to end
 * soon. Bytes that are told earn more, so that a few broken records change nothing for those behind them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define CREDIT_FREE (64 * 1024 * 1024)	/* bytes that may be looked at in vain in any file */
#define CREDIT_TIMES 16			/* and for each byte that is told */

struct credit {
	size_t vain, told;
};

static inline bool credit_lasts(const struct credit *credit)
{
	return credit->vain / CREDIT_TIMES <= credit->told + CREDIT_FREE / CREDIT_TIMES;
}

/* So many bytes were looked at, and so many of them told. */
static inline void credit_count(struct credit *credit, size_t looked, size_t told)
{
	credit->told += told;
	if (looked > told)
		credit->vain += looked - told;
}
