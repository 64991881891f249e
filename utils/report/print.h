/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms that a report can have. */
#pragma once

#include "view.h"

/* For a person, on standard output: as wide as its terminal, with colour only there. */
void report_print_text(const struct view *view);

/* One object; what `--baseline` reads. */
void report_print_json(const struct view *view);

/* Lists as lines: list, key, name, calls, answered, failed, and a column for each class. */
void report_print_tsv(const struct view *view);

/* One page, whole or absent. Prints why and returns -1 on failure. */
int report_write_html(const struct view *view, const char *path);
