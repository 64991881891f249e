/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls as TSV, CSV or JSON lines: the columns of `sipq850 extract`. */
#pragma once

#include "logs/call.h"
#include "logs/span.h"
#include "outfile.h"

struct extract_form;

struct extract_print {
	struct outfile out;
	const struct extract_form *form;	/* NULL: tsv */
};

/* Take "tsv", "csv" or "jsonl"; false for anything else. */
bool extract_print_choose(struct extract_print *print, const char *form);

/* The line of column names, where there is one. It goes out with the first call, or at the end. */
void extract_print_head(struct extract_print *print);

/* Returns an exit status. */
int extract_print_call(struct extract_print *print, const struct call *call);

/* A text in one TSV cell: control characters become blanks, and what does not fit is cut. */
void extract_clean(char *to, size_t size, struct span text);
