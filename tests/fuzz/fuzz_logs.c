/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A log of a built-in format: the first line is the name of the format. */
#include "logs.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *log = memchr(text, '\n', size);
	struct format *format;
	char name[64], why[512];

	if (!log || (size_t)(log - text) >= sizeof(name))
		return 0;
	memcpy(name, text, log - text);
	name[log - text] = '\0';
	format = format_builtin(name, why, sizeof(why));
	if (!format)
		return 0;
	log++;
	fuzz_log(format, log, size - (log - text), size % 5 + 1);
	format_free(format);
	return 0;
}
