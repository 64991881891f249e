/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The records: each costs a scan, a look-up for each field and two copies, and is never held as a whole. */

#include "convert.h"

#include <stdlib.h>

#include "cli.h"

#define REJECTS 128	/* held until they are written */

int part_make(struct part *part, struct convert_job *job, size_t size)
{
	part->job = job;
	part->size = size;
	part->buffer = malloc(size);
	if (job->rejects_name)
		part->rejects = malloc(REJECTS * sizeof(*part->rejects));
	if (part->buffer && (part->rejects || !job->rejects_name))
		return 0;
	cli_error("out of memory");
	return -1;
}

void part_free(struct part *part)
{
	free(part->buffer);
	free(part->rejects);
}

/* Wait until all that comes before the part is written. */
static void take_turn(struct part *part)
{
	if (!part->in_turn && part->take_turn)
		part->take_turn(part);
}

/* List what was rejected. */
static void flush_rejects(struct part *part)
{
	struct convert_job *job = part->job;
	const struct convert_reject *reject;
	size_t i;

	for (i = 0; i < part->n_rejects; i++) {
		reject = &part->rejects[i];
		rejects_put(&job->rejects, job->input.name, part->lines_before + reject->line,
			    job->fields[reject->field].column, addition_kind_name(reject->kind),
			    (struct csv_text){ reject->value, reject->len });
	}
}

int convert_flush_list(struct convert_job *job)
{
	return job->follow && job->rejects_name ? outfile_flush(&job->rejects.out) : 0;
}

int part_flush(struct part *part)
{
	int rc = 0;

	take_turn(part);
	if (!part->stale) {
		flush_rejects(part);
		rc = outfile_write(&part->job->out, part->buffer, part->used);
		if (rc == 0)
			rc = convert_flush_list(part->job);
	}
	part->n_rejects = 0;
	part->used = 0;
	return rc < 0 ? CLI_MISUSE : CLI_OK;
}

void part_put_much(struct part *part, const char *bytes, size_t len)
{
	part_flush(part);
	if (len <= part->size)
		part_put(part, bytes, len);
	else if (!part->stale)
		outfile_write(&part->job->out, bytes, len);
}

/* Keep for the list what could not be converted. */
static void reject(struct part *part, const struct csv_record *record, size_t field, enum addition_kind kind)
{
	struct csv_text value = record->values[part->job->fields[field].at];
	struct convert_reject *entry;

	if (part->n_rejects == REJECTS)
		part_flush(part);
	if (value.len > CSV_VALUE_MAX)
		value.len = 0;
	entry = &part->rejects[part->n_rejects++];
	entry->line = record->line;
	entry->field = field;
	entry->kind = kind;
	entry->len = value.len;
	if (value.len)
		memcpy(entry->value, value.at, value.len);
}

/* --strict: say which value is to blame, when what comes before it is written. */
static int refuse(struct part *part, const struct csv_record *record, size_t field, enum addition_kind kind)
{
	const struct convert_job *job = part->job;
	const struct csv_text value = record->values[job->fields[field].at];
	char shown[64] = "";

	if (part_flush(part) != CLI_OK)
		return CLI_MISUSE;
	if (kind != ADDITION_EMPTY && value.len <= CSV_VALUE_MAX)
		csv_show(shown, sizeof(shown), value);
	if (!part->stale)
		cli_error("%s:%lu: column %zu is %s%s%s", job->input.name, part->lines_before + record->line,
			  job->fields[field].column, addition_kind_name(kind), *shown ? ": " : "", shown);
	return CLI_UNANSWERED;
}

/* A record is not as wide as the others: line up what is added, as far as that is possible. */
static int fit_width(struct part *part, size_t columns)
{
	struct convert_job *job = part->job;
	int rc;

	if (job->width == 0) {
		rc = convert_set_width(job, columns);
		if (rc != CLI_OK)
			part_flush(part);	/* some of the record may be out already */
		return rc;
	}
	if (columns > job->width)
		part->longer++;
	else
		part->padded++;
	for (; columns < job->width; columns++)
		part_put(part, &job->delimiter, 1);
	return CLI_OK;
}

/* Put what is added; most of it is short, and a copy of fixed size costs least. */
static inline void put_addition(struct part *part, const struct addition *addition)
{
	if (addition->len <= ADDITION_ROOM && ADDITION_ROOM <= part->size - part->used) {
		memcpy(part->buffer + part->used, addition->bytes, ADDITION_ROOM);
		part->used += addition->len;
	} else {
		part_put(part, addition->bytes, addition->len);
	}
}

/* What the trunk of a record speaks. */
static inline struct additions *const *spoken(const struct convert_job *job, const struct csv_record *record)
{
	return job->additions[job->trunk_map ? trunks_find(&job->trunks, record->values[job->trunk.at]) : 0];
}

/* A value that could not be converted: refuse it, list it, or let it be. */
static int blame(struct part *part, const struct csv_record *record, size_t field, enum addition_kind kind)
{
	if (part->job->strict)
		return refuse(part, record, field, kind);
	if (part->rejects && kind != ADDITION_EMPTY)
		reject(part, record, field, kind);
	return CLI_OK;
}

int part_add_columns(struct part *part, const struct csv_record *record)
{
	const struct convert_job *job = part->job;
	struct additions *const *additions = spoken(job, record);
	const struct convert_field *field = job->fields;
	const struct addition *addition;
	size_t i;
	int rc;

	if (record->columns != job->width) {
		rc = fit_width(part, record->columns);
		if (rc != CLI_OK)
			return rc;
	}
	part->records++;
	for (i = 0; i < job->n_fields; i++, field++) {
		addition = additions_find(additions[field->slot], part->memos, record->values[field->at]);
		if (addition->kind >= ADDITION_NOT_COVERED) {
			rc = blame(part, record, i, addition->kind);
			if (rc != CLI_OK)
				return rc;
		}
		part->counts[i][addition->kind]++;
		put_addition(part, addition);
	}
	return CLI_OK;
}

int part_convert(struct part *part, const char *from)
{
	struct csv_record record;
	int rc;

	while (csv_next(&part->csv, &record)) {
		if (record.empty)
			continue;
		part_put(part, from, record.end - from);
		from = record.end;
		rc = part_add_columns(part, &record);
		if (rc != CLI_OK)
			return rc;
	}
	part_put(part, from, part->csv.stop - from);
	return CLI_OK;
}
