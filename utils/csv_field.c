/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields of CSV that lie in memory; see csv.h. */

#include "csv.h"

#include <stdlib.h>
#include <string.h>

size_t csv_unquote(char *to, struct csv_text field)
{
	size_t i, len = 0;
	bool quoted = field.len && field.at[0] == CSV_QUOTE;

	for (i = quoted; i < field.len; i++) {
		if (quoted && field.at[i] == CSV_QUOTE) {
			if (i + 1 == field.len || field.at[i + 1] != CSV_QUOTE) {
				quoted = false;
				continue;
			}
			i++;
		}
		to[len++] = field.at[i];
	}
	return len;
}

size_t csv_quote(char *to, const char *text, char delimiter)
{
	char *p = to;

	if (!strchr(text, delimiter) && !strpbrk(text, "\"\r\n"))
		return strlen(strcpy(to, text));
	*p++ = CSV_QUOTE;
	for (; *text; text++) {
		if (*text == CSV_QUOTE)
			*p++ = CSV_QUOTE;
		*p++ = *text;
	}
	*p++ = CSV_QUOTE;
	return p - to;
}

struct csv_text csv_cut(struct csv_text *record, char delimiter)
{
	const char *start = record->at;
	const char *end = start + record->len;
	const char *p = start;

	if (p < end && *p == CSV_QUOTE) {
		do {
			p = memchr(p + 1, CSV_QUOTE, end - p - 1);
			p = p ? p + 1 : end;
		} while (p < end && *p == CSV_QUOTE);
	}
	p = memchr(p, delimiter, end - p);
	if (p)
		*record = (struct csv_text){ p + 1, end - p - 1 };
	else
		*record = (struct csv_text){ 0 };
	return (struct csv_text){ start, (p ? p : end) - start };
}

static bool is_named(struct csv_text field, const char *name)
{
	char *plain = malloc(field.len + 1);
	bool same = plain && csv_unquote(plain, field) == strlen(name) && !memcmp(plain, name, strlen(name));

	free(plain);
	return same;
}

size_t csv_find_column(struct csv_text header, char delimiter, const char *name, size_t *again)
{
	size_t column, found = 0;

	*again = 0;
	for (column = 1; header.at; column++) {
		if (!is_named(csv_cut(&header, delimiter), name))
			continue;
		if (found) {
			*again = column;
			break;
		}
		found = column;
	}
	return found;
}

void csv_show(char *to, size_t size, struct csv_text field)
{
	bool cut = field.len >= size;
	size_t i, len = cut ? size - 4 : field.len;

	for (i = 0; i < len; i++)
		to[i] = (unsigned char)field.at[i] < ' ' || field.at[i] == 0x7f ? '?' : field.at[i];
	strcpy(to + len, cut ? "..." : "");
}
