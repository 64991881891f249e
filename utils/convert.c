/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 convert: CSV in, the same bytes out, with two columns added at the end of each record for each field asked
 * about. This file has the order of things; convert.h says where the rest is. */

#include "convert.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "convert_annotate.h"
#include "convert_json.h"

/* A line end that the file before lacks goes with what follows it. */
int convert_fed(struct convert_job *job, const char *from)
{
	int rc;

	if (job->owed && from < job->main.csv.stop) {
		part_put(&job->main, job->owed, strlen(job->owed));
		job->owed = NULL;
	}
	rc = part_convert(&job->main, from);
	return rc == CLI_OK ? part_flush(&job->main) : rc;
}

/* The record that begins here has a quote that never ends. What came behind it would be inside the quotes, so nothing
 * is added. */
static int end_quoted(struct convert_job *job, unsigned long line)
{
	cli_error("%s:%lu: a quoted field begins in this record and never ends", job->input.name, line);
	job->never_ended++;
	if (job->rejects_name)
		rejects_put(&job->rejects, job->input.name, line, job->fields[0].column, "never-ended quote",
			    (struct csv_text){ 0 });
	return job->strict ? CLI_UNANSWERED : CLI_OK;
}

/* The input has ended, perhaps without a line end. */
static int end_records(struct convert_job *job)
{
	struct csv_record record;
	int rc;

	if (!csv_finish(&job->main.csv, &record))
		return CLI_OK;
	job->owed = job->main.csv.crlf ? "\r\n" : "\n";
	if (record.open_quote)
		return end_quoted(job, record.line);
	rc = part_add_columns(&job->main, &record);
	return rc == CLI_OK ? part_flush(&job->main) : rc;
}

/* Read on and convert, until the input ends or several threads can take over. */
static int convert_records(struct convert_job *job)
{
	int rc, more;

	do {
		more = csv_input_feed(&job->input, &job->main.csv, false);
		if (more <= 0)
			return more < 0 ? CLI_MISUSE : CLI_OK;
		rc = convert_fed(job, job->main.csv.start);
		if (rc == CLI_OK && job->jobs > 1 && job->width > 0 && !job->input.at_end)
			return convert_with_jobs(job);
	} while (rc == CLI_OK);
	return rc;
}

bool convert_may_read(const struct convert_job *job, const char *name, int fd)
{
	if (!outfile_is(&job->out, fd) && (!job->rejects_name || !outfile_is(&job->rejects.out, fd)) &&
	    !outfile_replaces(job->rejects_name, fd))
		return true;
	cli_error("%s: this is the output, too", name);
	return false;
}

/* Convert the file that was opened. */
static int convert_input(struct convert_job *job)
{
	int rc;

	if (!convert_may_read(job, job->input.name, job->input.fd))
		return CLI_MISUSE;
	if (!job->begun)
		part_put(&job->main, job->input.bytes, job->input.bom);
	job->begun = job->begun || job->input.len > 0;
	rc = job->no_header ? CLI_OK : convert_header(job);
	if (rc == CLI_OK)
		rc = convert_records(job);
	return rc == CLI_OK ? end_records(job) : rc;
}

/* A file that is followed may be several, one after the other. */
static int convert_file(void *to, const char *name)
{
	struct convert_job *job = to;
	int rc = CLI_OK, more = csv_input_open(&job->input, name) == 0 ? 1 : -1;

	for (; rc == CLI_OK && more > 0; more = rc == CLI_OK ? csv_input_again(&job->input) : 0) {
		csv_start(&job->main.csv);
		rc = convert_input(job);
	}
	csv_input_close(&job->input);
	return more < 0 ? CLI_MISUSE : rc;
}

/* Open what is written. */
static int open_outputs(struct convert_job *job)
{
	if (outfile_open(&job->out, job->output) < 0)
		return CLI_MISUSE;
	if (!job->rejects_name)
		return CLI_OK;
	return rejects_open(&job->rejects, job->rejects_name, &job->out) < 0 ? CLI_MISUSE : CLI_OK;
}

/* Finish what was written. */
static int commit_outputs(struct convert_job *job)
{
	if (part_flush(&job->main) != CLI_OK || outfile_commit(&job->out) < 0)
		return CLI_MISUSE;
	if (!job->rejects_name)
		return CLI_OK;
	return outfile_commit(&job->rejects.out) < 0 ? CLI_MISUSE : CLI_OK;
}

int convert_all(struct convert_job *job, int (*file)(void *to, const char *name), void *to)
{
	char *const *names = job->names;
	int rc = open_outputs(job);

	/* Records on the same terminal would get mixed up with the bar. */
	progress_begin(&job->progress, names, !job->quiet && !job->follow && !isatty(job->out.fd));
	job->input.source.progress = &job->progress;
	if (rc == CLI_OK && !*names)
		rc = file(to, "-");
	for (; rc == CLI_OK && *names; names++)
		rc = file(to, *names);
	if (rc == CLI_OK)
		rc = commit_outputs(job);
	progress_end(&job->progress);
	outfile_close(&job->out);
	if (job->rejects_name)
		outfile_close(&job->rejects.out);
	return rc;
}

/* Add a count to the summary, unless it is zero. */
static void mention(char *line, size_t size, unsigned long n, const char *what)
{
	size_t len = strlen(line);

	if (n)
		snprintf(line + len, size - len, ", %lu %s", n, what);
}

void convert_list_counts(char *line, size_t size, size_t n_fields, const unsigned long counts[ADDITION_KINDS])
{
	size_t len = 0;
	int i;

	if (n_fields > 1) {
		snprintf(line, size, "%zu fields each", n_fields);
		return;
	}
	for (i = 0; i < ADDITION_KINDS; i++)
		len += snprintf(line + len, size - len, "%s%lu %s", i ? ", " : "", counts[i], addition_kind_name(i));
}

static void summarize(const struct convert_job *job)
{
	const struct part *part = &job->main;
	char line[400] = "";
	char rare[200] = "";
	size_t i;

	mention(rare, sizeof(rare), job->never_ended, "with a quote that never ends");
	mention(rare, sizeof(rare), part->padded, "short records padded");
	mention(rare, sizeof(rare), part->longer, job->no_header ? "longer than the first" : "longer than the header");
	convert_list_counts(line, sizeof(line), job->n_fields, part->counts[0]);
	cli_error("%lu records: %s%s", part->records + job->never_ended, line, rare);
	for (i = 0; job->n_fields > 1 && i < job->n_fields; i++) {
		convert_list_counts(line, sizeof(line), 1, part->counts[i]);
		cli_error("column %zu to %s: %s", job->fields[i].column, job->fields[i].to->name, line);
	}
}

/* Make what can be added for a field under a profile, unless that was made for another one. */
static int make_additions(struct convert_job *job, unsigned int profile, const struct convert_field *field)
{
	struct additions **additions = &job->additions[profile][field->slot];
	struct addition_form form = { .delimiter = job->delimiter };

	if (*additions)
		return CLI_OK;
	if (job->json)
		form = (struct addition_form){ .keys = { field->added[0], field->added[1] } };
	*additions = calloc(1, sizeof(**additions));
	if (*additions && additions_make(*additions, field->to, &form, job->trunks.maps[profile]) == 0)
		return CLI_OK;
	cli_error("out of memory");
	return CLI_MISUSE;
}

/* Load all profiles, and make what can be added. Fields of CSV with the same target share it; the keys of JSON have
 * names of their own. */
static int prepare(struct convert_job *job)
{
	const struct sipq850_map *map = cli_map(job->profile);
	unsigned int profile;
	int rc = CLI_OK;
	size_t i;

	convert_name_columns(job);
	for (i = 0; i < job->n_fields; i++)
		job->fields[i].slot = job->json ? i : job->fields[i].to->index;
	if (!map)
		return CLI_MISUSE;
	trunks_start(&job->trunks, map);
	if (job->trunk_map && trunks_load(&job->trunks, job->trunk_map) < 0)
		return CLI_MISUSE;
	for (profile = 0; profile < job->trunks.n_maps; profile++)
		for (i = 0; rc == CLI_OK && i < job->n_fields; i++)
			rc = make_additions(job, profile, &job->fields[i]);
	return rc;
}

/* Make ready what reads CSV. */
static int prepare_csv(struct convert_job *job)
{
	if (part_make(&job->main, job, CONVERT_BUFFER) < 0)
		return CLI_MISUSE;
	job->main.csv.delimiter = job->delimiter;
	convert_want(job);
	return CLI_OK;
}

static void release(struct convert_job *job)
{
	size_t i, k;

	for (i = 0; i < TRUNKS_PROFILES_MAX; i++) {
		for (k = 0; k < CONVERT_FIELDS_MAX; k++) {
			if (job->additions[i][k])
				additions_free(job->additions[i][k]);
			free(job->additions[i][k]);
		}
	}
	for (i = 0; i < job->n_fields; i++)
		free(job->fields[i].name);
	free(job->trunk.name);
	input_list_free(job->names);
	trunks_free(&job->trunks);
	part_free(&job->main);
	free(job->header);
	free(job);
}

static int convert_csv(struct convert_job *job)
{
	int rc = prepare_csv(job);

	if (rc == CLI_OK)
		rc = convert_all(job, convert_file, job);
	if (rc == CLI_OK && !job->quiet)
		summarize(job);
	return rc;
}

static int run(struct convert_job *job)
{
	int rc = prepare(job);

	job->main.job = job;
	job->main.in_turn = true;
	if (rc == CLI_OK)
		rc = job->json ? convert_json(job) : convert_csv(job);
	if (rc == CLI_OK && job->rejects.n > 0)
		rc = CLI_UNANSWERED;
	return rc;
}

int cmd_convert(int argc, char **argv)
{
	struct convert_job *job;
	int rc;

	if (convert_annotate_wanted(argc, argv))
		return convert_annotate(argc, argv);
	job = calloc(1, sizeof(*job));
	if (!job) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	rc = convert_options(job, argc, argv);
	if (rc == CLI_OK && job->help)
		convert_help();
	else if (rc == CLI_OK)
		rc = run(job);
	release(job);
	return rc;
}
