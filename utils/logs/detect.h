/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which format is this? Each `#: detect` line of a format is a condition on the first bytes of a file, all must hold. */
#pragma once

#include "format.h"

#define DETECT_BYTES (256 * 1024)

struct detected {
	const char *name;	/* of the format */
	char why[512];		/* what was seen, for a person */
};

/* Hold the first bytes of a file against all built-in formats. `last`: they are the whole file. Fills `found` with the
 * candidates, at most `room`, and returns how many there are; -1 when memory ran out. */
int detect(struct span bytes, bool last, struct detected *found, size_t room);

/* Do the conditions of one format hold? `why` says what was seen, or what was not. */
bool detect_is(const struct format *format, struct span bytes, bool last, char *why, size_t size);

/* Does at least one of them hold, those not counted that say what is not there? */
bool detect_may_be(const struct format *format, struct span bytes, bool last);
