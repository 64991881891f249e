/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A value of a Reason header, printed as text for a person, or as TSV or JSON lines for a machine. */
#pragma once

#include "print.h"

/* The column names, for TSV only. */
void print_reason_header(enum print_format format);

/* Print a value. Returns -1 when memory ran out. */
int print_reason(enum print_format format, const struct sipq850_reason *reason);
