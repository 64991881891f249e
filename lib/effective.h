/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows in effect: those of a profile, and under them those of its bases that no difference replaces. */
#pragma once

#include "report.h"
#include "rule.h"

#define SQ_BASES_MAX 8

struct effective {
	const struct sipq850_profile *chain[SQ_BASES_MAX + 1];	/* the profile, its base, its base's base ..:
								 * referenced */
	unsigned int n_chain;
	struct rule *rules;		/* in canonical order */
	size_t n_rules;
};

/* Find the bases of a profile and put the rows together. False when it was refused, or memory ran out: see the report;
 * what stands in `e` is to be released all the same. */
bool sq_effective_make(struct effective *e, const struct sipq850_profile *profile, struct report *report);

/* Give back the references and the rules. */
void sq_effective_release(struct effective *e);

/* What is said of a direction, by the first of the chain that says anything. */
enum sipq850_completeness sq_effective_completeness(const struct effective *e, enum sipq850_direction direction);
