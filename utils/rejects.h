/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of values that could not be converted: tab-separated columns, whole or absent as any output. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "csv.h"
#include "outfile.h"

struct rejects {
	struct outfile out;
	unsigned long n;
};

/* Open the list and write its head; it may not go where `other` goes. Prints why and returns -1 on failure; close the
 * file all the same. */
int rejects_open(struct rejects *rejects, const char *name, const struct outfile *other);

/* Add one. What a cell of the list cannot hold is written as \t, \n, \r, \\ or \xHH. */
void rejects_put(struct rejects *rejects, const char *file, unsigned long line, size_t column, const char *reason,
		 struct csv_text value);
