/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats that come with the command. */
#include <stdio.h>

#include "format.h"
#include "format_texts.h"

const char *format_builtin_name(size_t i)
{
	size_t n = 0;

	while (n < i && format_texts[n].name)
		n++;
	return format_texts[n].name;
}

struct format *format_builtin(const char *name, char *why, size_t size)
{
	const struct format_text *t;

	for (t = format_texts; t->name; t++)
		if (!strcmp(t->name, name))
			return format_parse(t->file, t->text, strlen(t->text), why, size);
	snprintf(why, size, "no format '%s': 'sipq850 formats' lists them, --format-file takes a file", name);
	return NULL;
}
