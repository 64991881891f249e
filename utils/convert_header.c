/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "convert.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

void convert_name_columns(struct convert_job *job)
{
	struct convert_field *field;
	unsigned int n;
	size_t i, k;

	for (i = 0; i < job->n_fields; i++) {
		field = &job->fields[i];
		for (n = 1, k = 0; k < i; k++)
			n += job->fields[k].to == field->to;
		for (k = 0; k < 2; k++)
			snprintf(field->added[k], sizeof(field->added[k]), n > 1 ? "%s_%u" : "%s",
				 field->to->columns[k], n);
	}
}

/* The fields, and then that of the trunk; NULL behind the last one. */
static struct convert_field *field_at(struct convert_job *job, size_t i)
{
	if (i < job->n_fields)
		return &job->fields[i];
	return i == job->n_fields && job->trunk_map ? &job->trunk : NULL;
}

void convert_want(struct convert_job *job)
{
	struct convert_field *field;
	size_t i;

	for (i = 0; (field = field_at(job, i)); i++)
		if (field->column)
			csv_want(&job->main.csv, field->column);
	for (i = 0; (field = field_at(job, i)); i++)
		if (field->column)
			field->at = csv_want(&job->main.csv, field->column);
}

int convert_set_width(struct convert_job *job, size_t columns)
{
	const struct convert_field *field;
	size_t i;

	job->width = columns;
	for (i = 0; (field = field_at(job, i)); i++) {
		if (field->column <= columns)
			continue;
		cli_error("%s: there is no column %zu, only %zu; is --delimiter right?", job->input.name, field->column,
			  columns);
		return CLI_MISUSE;
	}
	return CLI_OK;
}

/* Read up to the first line that is not empty, and keep all. Returns 1, 0 when there is none, -1 when reading failed.
 * A line that goes on beyond what a header may take is told as far as it was read. */
static int read_line(struct convert_job *job, struct csv_record *record, const char **start)
{
	struct csv *csv = &job->main.csv;
	int more;

	*start = job->input.bytes + job->input.bom;
	do {
		more = csv_input_feed(&job->input, csv, true);
		if (more < 0)
			return -1;
		while (csv_next(csv, record)) {
			if (!record->empty)
				return 1;
			*start = record->next;
		}
	} while (more > 0 && job->input.fed <= CSV_HEADER_MAX);
	if (more == 0)
		return csv_finish(csv, record);
	*record = (struct csv_record){ .end = csv->stop };
	return 1;
}

/* Write the names of the columns as a list, cut to fit. */
static void list_columns(char *to, size_t size, struct csv_text header, char delimiter)
{
	size_t len = 0;

	while (header.at && len + 40 < size) {
		csv_show(to + len, 32, csv_cut(&header, delimiter));
		len += strlen(to + len);
		len += snprintf(to + len, size - len, "%s", header.at ? ", " : "");
	}
	if (header.at)
		strcpy(to + len, "...");
}

/* Find a column by its name. */
static int find_column(const struct convert_job *job, struct csv_text header, struct convert_field *field)
{
	char list[1000];
	size_t again;

	if (!field->name)
		return CLI_OK;
	field->column = csv_find_column(header, job->delimiter, field->name, &again);
	if (field->column && !again)
		return CLI_OK;
	if (again) {
		cli_error("%s: columns %zu and %zu are both called %s; give the number", job->input.name, field->column,
			  again, field->name);
		return CLI_MISUSE;
	}
	list_columns(list, sizeof(list), header, job->delimiter);
	cli_error("%s: there is no column %s among: %s", job->input.name, field->name, list);
	return CLI_MISUSE;
}

/* Find all that were given by name. */
static int find_columns(struct convert_job *job, struct csv_text header)
{
	struct convert_field *field;
	size_t i;
	int rc = CLI_OK;

	for (i = 0; rc == CLI_OK && (field = field_at(job, i)); i++)
		rc = find_column(job, header, field);
	if (rc == CLI_OK)
		convert_want(job);
	return rc;
}

/* To add a name that is there already would leave readers to guess which one is meant. */
static int refuse_added(const struct convert_job *job, struct csv_text header)
{
	size_t i, again;
	const char *name;

	for (i = 0; i < 2 * job->n_fields; i++) {
		name = job->fields[i / 2].added[i % 2];
		if (!csv_find_column(header, job->delimiter, name, &again))
			continue;
		cli_error("%s: there is already a column %s", job->input.name, name);
		return CLI_MISUSE;
	}
	return CLI_OK;
}

/* Put the names of what is added. */
static void put_names(struct convert_job *job)
{
	char name[2 * CONVERT_NAME_MAX + 2];
	size_t i;

	for (i = 0; i < 2 * job->n_fields; i++) {
		part_put(&job->main, &job->delimiter, 1);
		part_put(&job->main, name, csv_quote(name, job->fields[i / 2].added[i % 2], job->delimiter));
	}
}

/* The first header goes out, with the names of the columns added. */
static int first_header(struct convert_job *job, struct csv_text header, const struct csv_record *record)
{
	const char *from = job->input.bytes + job->input.bom;

	job->header = malloc(header.len);
	if (!job->header) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	memcpy(job->header, header.at, header.len);
	job->header_len = header.len;
	if (refuse_added(job, header) || find_columns(job, header) || convert_set_width(job, record->columns))
		return CLI_MISUSE;
	if (record->next == record->end)
		job->owed = "\n";
	part_put(&job->main, from, record->end - from);
	put_names(job);
	return convert_fed(job, record->end);
}

/* The header of a later file says the same as the first one, and is left out. */
static int later_header(struct convert_job *job, struct csv_text header, const struct csv_record *record)
{
	if (header.len == job->header_len && !memcmp(header.at, job->header, header.len))
		return convert_fed(job, record->next);
	cli_error("%s: the header is not that of the first file", job->input.name);
	return CLI_MISUSE;
}

int convert_header(struct convert_job *job)
{
	struct csv_record record;
	struct csv_text header;
	const char *start;
	int found = read_line(job, &record, &start);

	if (found < 0)
		return CLI_MISUSE;
	if (found == 0)
		return convert_fed(job, job->input.bytes + job->input.bom);
	if (record.open_quote) {
		cli_error("%s: a quoted field in the header never ends", job->input.name);
		return CLI_MISUSE;
	}
	if (record.end - job->input.bytes > CSV_HEADER_MAX) {
		cli_error("%s: the header does not end within %d bytes", job->input.name, CSV_HEADER_MAX);
		return CLI_MISUSE;
	}
	header = (struct csv_text){ start, record.end - start };
	return job->header ? later_header(job, header, &record) : first_header(job, header, &record);
}
