/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loading profiles, with every refusal reported. */
#pragma once

#include "report.h"

#define SQ_FILE_MAX (4 * 1024 * 1024)
#define SQ_LINE_MAX 4096
#define SQ_ROWS_MAX 10000

/* Load a file, or text in memory. NULL when it was refused or could not be read: see the report. */
struct sipq850_profile *sq_load_file(const char *path, struct report *report);
struct sipq850_profile *sq_load_text(const char *path, const char *text, size_t len, struct report *report);
