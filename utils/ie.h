/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A decoded cause, printed as text for a person, or as TSV or JSON lines for a machine. */
#pragma once

#include "print.h"

/* The column names, for TSV only. */
void print_cause_header(enum print_format format);
void print_cause(enum print_format format, const struct sipq850_cause_octets *cause);
