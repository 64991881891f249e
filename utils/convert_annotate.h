/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 convert --annotate: free text, each line as it is, with what becomes of a status or cause in it behind it. */
#pragma once

#include <stdbool.h>

/* Is --annotate among the options? */
bool convert_annotate_wanted(int argc, char **argv);

/* Take the whole command line. Returns the exit status. */
int convert_annotate(int argc, char **argv);
