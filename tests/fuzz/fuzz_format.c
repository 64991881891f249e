/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A format file, a line `%%`, and a log that is read with it. */
#include "logs.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char between[] = "\n%%\n";
	const char *text = (const char *)data, *log = memmem(text, size, between, sizeof(between) - 1);
	size_t len = log ? (size_t)(log - text) + 1 : size;
	struct format *format;
	char why[512] = "";

	format = format_parse("fuzz.tsv", text, len, why, sizeof(why));
	if (!format) {
		CHECK(*why && strlen(why) < sizeof(why));
		return 0;
	}
	CHECK(format->n_rows <= FORMAT_ROWS_MAX && format->n_places <= FORMAT_PLACES_MAX && format->kind);
	if (log)
		fuzz_log(format, log + sizeof(between) - 1, size - len - (sizeof(between) - 2), size % 7 + 1);
	format_free(format);
	return 0;
}
