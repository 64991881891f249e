/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reason_cases.h"

#include <stdlib.h>
#include <string.h>

#include "run.h"

/* Undo \r \n \t \\ \xNN in place; returns the length. */
static size_t unescape(char *text)
{
	char *from = text, *to = text;
	unsigned int octet;

	while (*from) {
		if (from[0] != '\\') {
			*to++ = *from++;
		} else if (from[1] == 'x' && sscanf(from + 2, "%2x", &octet) == 1) {
			*to++ = (char)octet;
			from += 4;
		} else {
			*to++ = from[1] == 'r' ? '\r' : from[1] == 'n' ? '\n' : from[1] == 't' ? '\t' : from[1];
			from += 2;
		}
	}
	*to = '\0';
	return to - text;
}

FILE *open_lines(const char *name)
{
	FILE *file = fopen(source_file(name), "r");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	return file;
}

bool read_line(FILE *file, struct line *line)
{
	char *rest = line->text;
	int i;

	do {
		if (!fgets(line->text, sizeof(line->text), file))
			return false;
		line->number++;
	} while (line->text[0] == '#');
	line->text[strcspn(line->text, "\n")] = '\0';
	for (line->n = 0; line->n < COLUMNS_MAX && (line->column[line->n] = strsep(&rest, "\t")); line->n++)
		;
	for (i = 0; i < line->n; i++)
		line->len[i] = unescape(line->column[i]);
	return true;
}

void check_line(const struct line *line, bool good, const char *what)
{
	if (!good)
		printf("\n    %s:%u: %s", line->file, line->number, what);
	CU_ASSERT_TRUE(good);
}

char *exact_copy(const char *text, size_t len)
{
	char *copy = malloc(len ? len : 1);

	CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
	return memcpy(copy, text, len);
}

bool is_text(struct sipq850_text text, const char *expected, size_t len)
{
	char buf[1024];
	int n = sipq850_reason_text_buf(buf, sizeof(buf), text);

	return n == (int)len && !memcmp(buf, expected, len);
}
