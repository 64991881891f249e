/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tables/log-values.tsv in memory: what products print for a cause or status, sorted by system and folded text. */
#pragma once

#include <stddef.h>

struct log_value {
	const char *system;
	const char *text;	/* letters and digits, in lower case */
	int cause, status;	/* 0: none */
};

extern const struct log_value log_values[];
extern const size_t log_values_count;
