/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scenarios that were run, printed as TAP 13 or JUnit XML. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "scenario.h"

enum check_format {
	CHECK_TAP,
	CHECK_JUNIT,
};

/* A run over several files. */
struct check_report {
	enum check_format format;
	unsigned long n, failed, errors;	/* of all files */
	unsigned long file_n, file_failed, file_errors;
	const char *path;			/* the file at hand */
	FILE *cases;				/* JUnit: those of the file, as its head holds their number */
	char *text;
	size_t len;
};

void report_begin(struct check_report *report);
/* Returns false when memory ran out. */
bool report_file(struct check_report *report, const char *path);
/* A scenario, passed when nothing differs. */
void report_scenario(struct check_report *report, const struct tsv *tsv, const struct scenario *scenario,
		     const struct outcome *outcome, unsigned int differs);
/* A line (0: the file) that is no scenario. */
void report_problem(struct check_report *report, unsigned long line, const char *problem);
void report_file_end(struct check_report *report);
void report_end(struct check_report *report);
