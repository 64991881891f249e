/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 report: why calls fail, summed up. The calls come from logs, as `extract` reads them, or from what it
 * printed.
 *
 *	report/tally.c		counts them
 *	report/kpi.c		knows the ratios, whose definitions are tables/kpis.tsv
 *	report/view.c		puts in order what is printed, in any form
 *	report/changes.c	holds two reports against each other
 *	report/print_*.c	print */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "logs/fill.h"
#include "logs/walk.h"
#include "outfile.h"
#include "report/baseline.h"
#include "report/extracted.h"
#include "report/print.h"

static const char usage[] =
	"Usage: sipq850 report [OPTION]... [FILE]...\n"
	"Read logs and CDR files as 'sipq850 extract' does, and tell why calls fail: ratios (ASR, NER, SEER, ISA, each with\n"
	"its definition), and counts by class, cause, status, trunk and hour. Without FILE, or when it is -, read standard\n"
	"input.\n"
	"\n"
	"      --format NAME        what the files are ('sipq850 formats' lists them); else their first 256 KiB have to tell\n"
	"      --format-file FILE   a format of your own\n"
	"      --base hex|decimal   how numbers are written where a format leaves it open and the file does not tell\n"
	"      --window N           calls held at once while their legs are joined (8192)\n"
	"      --extracted          the files are what 'sipq850 extract -f tsv' or '-f jsonl' printed\n"
	"  -p, --profile NAME       what tells the status where only the cause is known, and the other way round (default)\n"
	"      --ner NAME|LIST      definition of NER: e425 (the first), rfc6076, ir42, 46labs, callmeter; or the statuses\n"
	"                           that count beside answered calls, as 480,486,600..603\n"
	"      --top N              rows of a list (10)\n"
	"      --baseline FILE      tell what changed since a report that -f json wrote\n"
	"  -f text|json|tsv         what to print (text)\n"
	"      --html OUT           write one self-contained page instead, which appears only when whole\n"
	"      --strict             exit status 1 when something could not be read\n"
	"  -q, --quiet              no summary of what was not read, no progress bar\n"
	"  -h, --help               show this\n"
	"\n"
	"A call failed when the network, its resources, interworking or a protocol error ended it (tables/log-classes.tsv);\n"
	"what a user did, such as being busy, is no failure. Changes are told when a two-proportion z test finds them beyond\n"
	"noise at 99 %.\n"
	"Exit status: 0 done, 1 --strict and something was unreadable, or a FILE has no call of the --format and does not\n"
	"look like one of it, 2 wrong use, unknown format, failed I/O.\n"
	"\n"
	"Examples:\n"
	"  sipq850 report Master.csv\n"
	"  sipq850 report --html today.html 'cdr-2026-11-25*.csv.gz'\n"
	"  sipq850 report -f json cdr-1.csv >before.json; sipq850 report --baseline before.json cdr-2.csv\n"
	"  sipq850 extract --format asterisk-log full.log | sipq850 report --extracted --ner 480,486,603\n";

struct job {
	struct walk walk;
	struct extracted extracted;
	const char *profile, *ner, *baseline, *html, *form;
	bool from_extracted, strict;
	size_t top;

	const struct sipq850_map *map;
	struct kpis kpis;
	struct tally *tally, *before;
	struct changes changes;
};

static int count(void *to, struct call *call)
{
	struct job *job = to;

	call_fill(call, job->map);
	call->class = call_classify(call);
	return tally_add(job->tally, call);
}

/* Would the page take the place of this file? */
static bool writes(void *to, int fd)
{
	struct job *job = to;

	return outfile_replaces(job->html, fd);
}

/* --- output */

static int compare(struct job *job)
{
	job->before = baseline_read(job->baseline, &job->kpis, &job->changes.ner_differs);
	if (!job->before)
		return CLI_MISUSE;
	job->changes.name = job->baseline;
	if (changes_find(&job->changes, job->tally, job->before) == 0)
		return CLI_OK;
	cli_error("no memory left for the changes");
	return CLI_MISUSE;
}

static int print(const struct job *job, const struct view *view)
{
	if (job->html)
		return report_write_html(view, job->html) < 0 ? CLI_MISUSE : CLI_OK;
	if (!strcmp(job->form, "json"))
		report_print_json(view);
	else if (!strcmp(job->form, "tsv"))
		report_print_tsv(view);
	else
		report_print_text(view);
	return CLI_OK;
}

static void say_sources(char *to, size_t size, char **names)
{
	size_t n = 0;

	while (names[n])
		n++;
	if (n == 0 || !strcmp(names[0], "-"))
		snprintf(to, size, "standard input");
	else if (n == 1)
		snprintf(to, size, "%s", names[0]);
	else
		snprintf(to, size, "%zu files, the first %s", n, names[0]);
}

static int show(struct job *job, char **names)
{
	char sources[200];
	struct view view = { .tally = job->tally, .sources = sources, .top = job->top, .rejected = job->walk.rejected };
	int rc = CLI_OK;

	say_sources(sources, sizeof(sources), names);
	view.profile = job->profile ? job->profile : CLI_DEFAULT_PROFILE;
	view.changes = job->baseline ? &job->changes : NULL;
	if (job->baseline)
		rc = compare(job);
	if (rc == CLI_OK && view_build(&view) < 0) {
		cli_error("no memory left for the report");
		rc = CLI_MISUSE;
	}
	if (rc == CLI_OK)
		rc = print(job, &view);
	view_free(&view);
	return rc;
}

/* --- all */

static int read_calls(struct job *job, char **names)
{
	if (job->from_extracted) {
		job->extracted.tell = count;
		job->extracted.writes = writes;
		job->extracted.to = job;
		job->extracted.quiet = job->walk.quiet;
		return extracted_files(&job->extracted, names);
	}
	job->walk.tell = count;
	job->walk.writes = writes;
	job->walk.to = job;
	return walk_files(&job->walk, names);
}

static int run_with_map(struct job *job, char **names)
{
	int rc;

	job->tally = tally_open(&job->kpis);
	if (!job->tally) {
		cli_error("no memory left for the report");
		return CLI_MISUSE;
	}
	rc = read_calls(job, names);
	if (rc < 0)
		cli_error("no memory left for the report");
	if (rc != CLI_OK)
		return CLI_MISUSE;
	rc = show(job, names);
	if (rc == CLI_OK && !job->walk.quiet && (job->walk.rejected || job->walk.unreadable))
		cli_error("%lu records could not be read, %lu have an unreadable value; 'sipq850 extract --rejects' lists them",
			  job->walk.rejected, job->walk.unreadable);
	if (rc == CLI_OK && job->strict && (job->walk.rejected || job->walk.unreadable))
		rc = CLI_UNANSWERED;
	if (rc == CLI_OK && job->walk.strangers)
		rc = CLI_UNANSWERED;
	return rc;
}

static int run(struct job *job, char **names)
{
	char why[300];
	int rc;

	if (kpis_choose(&job->kpis, job->ner, why, sizeof(why)))
		return cli_misuse("report", "%s", why);
	job->map = cli_map(job->profile);
	if (!job->map)
		return CLI_MISUSE;
	rc = run_with_map(job, names);
	changes_free(&job->changes);
	tally_free(job->before);
	tally_free(job->tally);
	sipq850_map_unref(job->map);
	return rc;
}

static int take_number(const char *option, const char *text, unsigned long highest, size_t *n)
{
	char *end;

	*n = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || *n < 1 || *n > highest)
		return cli_misuse("report", "%s takes a number from 1 to %lu, not '%s'", option, highest, text);
	return CLI_OK;
}

static int take_form(struct job *job, const char *text)
{
	job->form = text;
	if (!strcmp(text, "text") || !strcmp(text, "json") || !strcmp(text, "tsv"))
		return CLI_OK;
	return cli_misuse("report", "-f is text, json or tsv, not '%s'", text);
}

static int take_option(struct job *job, int option, char **argv)
{
	int rc;

	if (walk_option(&job->walk, "report", option, optarg, &rc))
		return rc;
	switch (option) {
	case 'e':
		job->from_extracted = true;
		return CLI_OK;
	case 'p':
		job->profile = optarg;
		return CLI_OK;
	case 'n':
		job->ner = optarg;
		return CLI_OK;
	case 't':
		return take_number("--top", optarg, 1000, &job->top);
	case 'B':
		job->baseline = optarg;
		return CLI_OK;
	case 'f':
		return take_form(job, optarg);
	case 'H':
		job->html = optarg;
		return CLI_OK;
	case 's':
		job->strict = true;
		return CLI_OK;
	case ':':
		return cli_misuse("report", "option '%s' needs a value", argv[optind - 1]);
	default:
		return cli_misuse("report", "bad option '%s'", argv[optind - 1]);
	}
}

static int check_options(const struct job *job)
{
	const struct walk *walk = &job->walk;
	int rc = walk_check_options(walk, "report");

	if (rc != CLI_OK)
		return rc;
	if (job->from_extracted && (walk->format_name || walk->format_file || walk->base || walk->window))
		return cli_misuse("report", "--extracted needs no other word on how to read");
	if (job->html && strcmp(job->form, "text"))
		return cli_misuse("report", "--html and -f: only one of them");
	return CLI_OK;
}

static int take_options(struct job *job, int argc, char **argv, bool *help)
{
	static const struct option options[] = {
		WALK_OPTIONS,
		{ "extracted", no_argument, NULL, 'e' },
		{ "profile", required_argument, NULL, 'p' },
		{ "ner", required_argument, NULL, 'n' },
		{ "top", required_argument, NULL, 't' },
		{ "baseline", required_argument, NULL, 'B' },
		{ "html", required_argument, NULL, 'H' },
		{ "strict", no_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	int option, rc = CLI_OK;

	optind = 0;
	opterr = 0;
	while (rc == CLI_OK && (option = getopt_long(argc, argv, ":p:f:qh", options, NULL)) != -1) {
		*help = option == 'h';
		if (*help)
			return CLI_OK;
		rc = take_option(job, option, argv);
	}
	return rc == CLI_OK ? check_options(job) : rc;
}

int cmd_report(int argc, char **argv)
{
	struct job job = { .form = "text", .top = 10 };
	bool help = false;
	int rc = take_options(&job, argc, argv, &help);

	if (rc != CLI_OK)
		return rc;
	if (help)
		fputs(usage, stdout);
	else
		rc = run(&job, argv + optind);
	return rc;
}
