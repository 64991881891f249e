/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rejects.h"

#include <stdio.h>

#include "cli.h"

static void put_text(struct outfile *out, const char *text)
{
	outfile_put(out, text, strlen(text));
}

static void put_cell(struct outfile *out, struct csv_text cell)
{
	static const char plain[] = "\t\n\r\\", letters[] = "tnr\\";
	const char *found;
	char code[8];
	size_t i;

	for (i = 0; i < cell.len; i++) {
		found = cell.at[i] ? strchr(plain, cell.at[i]) : NULL;
		if (found)
			snprintf(code, sizeof(code), "\\%c", letters[found - plain]);
		else if ((unsigned char)cell.at[i] < ' ' || cell.at[i] == 0x7f)
			snprintf(code, sizeof(code), "\\x%02x", (unsigned char)cell.at[i]);
		else
			snprintf(code, sizeof(code), "%c", cell.at[i]);
		put_text(out, code);
	}
}

int rejects_open(struct rejects *rejects, const char *name, const struct outfile *other)
{
	rejects->n = 0;
	if (outfile_open(&rejects->out, name) < 0)
		return -1;
	if (outfile_same(&rejects->out, other)) {
		cli_error("%s: this is the output, too; give --rejects a file of its own", name);
		return -1;
	}
	put_text(&rejects->out, "file\tline\treason\tvalue\tcolumn\n");
	return 0;
}

void rejects_put(struct rejects *rejects, const char *file, unsigned long line, size_t column, const char *reason,
		 struct csv_text value)
{
	struct outfile *out = &rejects->out;
	char cells[100];

	rejects->n++;
	put_cell(out, (struct csv_text){ file, strlen(file) });
	snprintf(cells, sizeof(cells), "\t%lu\t%s\t", line, reason);
	put_text(out, cells);
	put_cell(out, value);
	snprintf(cells, sizeof(cells), "\t%zu\n", column);
	put_text(out, cells);
}
