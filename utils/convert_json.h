/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 convert --json: JSON objects in, the same bytes out, with two keys added at the end of each object. */
#pragma once

#include <stdbool.h>

#include "addition.h"

/* What is to be done: from the command line. */
struct convert_json {
	const struct addition_target *to;
	const char *field;	/* the path of the value */
	const char *output;	/* as for outfile_open() */
	const char *rejects;	/* NULL or, likewise, where to list what was not converted */
	bool strict, quiet;
};

/* Convert the files named, standard input if there are none. Returns the exit status, having printed what
 * went wrong. */
int convert_json(const struct convert_json *wanted, const struct sipq850_map *map, char **names);
