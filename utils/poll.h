/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same question to every built-in profile: -p all. */
#pragma once

#include "print.h"

/* Print what each profile answers, and which answer most of them give. Returns false when memory ran out. */
bool poll_print(enum print_format format, enum sipq850_direction direction, int input,
		const struct sipq850_context *context);

/* The column names, for TSV only. */
void poll_print_header(enum print_format format);
