/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 extract: one clean record for each call of any logs. What a log holds where, its format says; see
 * logs/walk.h. */
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "extract_print.h"
#include "logs/fill.h"
#include "logs/walk.h"
#include "outfile.h"

static const char usage[] =
	"Usage: sipq850 extract [OPTION]... [FILE]...\n"
	"Read logs and CDR files and print one record for each call: when, which, how it ended. A FILE may be compressed\n"
	"(gzip, zstd, xz) and may be a pattern in quotes; without FILE, or when it is -, standard input is read.\n"
	"\n"
	"      --format NAME        what the files are ('sipq850 formats' lists them); else their first 256 KiB have to tell\n"
	"      --format-file FILE   a format of your own; tables/README.md describes how to write one\n"
	"      --legs               a record for each leg, not joined to calls\n"
	"      --fill               where only a status or only a cause is known, add what the profile makes of it (flagged)\n"
	"  -p, --profile NAME       profile for --fill; a name with a slash or ending in .tsv is a file\n"
	"      --base hex|decimal   how numbers are written where a format leaves it open and the file does not tell\n"
	"      --window N           calls held at once while their legs are joined (8192; with --follow 64)\n"
	"  -f tsv|csv|jsonl         what to print (tsv)\n"
	"  -o, --output OUT         write to OUT, which appears only when whole\n"
	"      --rejects OUT        list what could not be read: file, line, reason, value\n"
	"      --follow             go on when the FILE grows or is rotated, until interrupted\n"
	"      --strict             exit status 1 when something could not be read, as --rejects does\n"
	"  -q, --quiet              no summary, no progress bar\n"
	"  -h, --help               show this\n"
	"\n"
	"Columns: time call leg trunk answered sip_status q850_cause location sip_text cause_text reason initiator duration\n"
	"class flags legs format file line. sip_text and cause_text are what the log had. Flags: legs-differ, reason-differs,\n"
	"answered-failed, unreadable, late, by-status, by-cause.\n"
	"Exit status: 0 done, 1 --strict or --rejects, and something was unreadable, or a FILE has no call of the --format\n"
	"and does not look like one of it, 2 wrong use, unknown format, failed I/O.\n"
	"\n"
	"Examples:\n"
	"  sipq850 extract Master.csv\n"
	"  sipq850 extract --fill -p asterisk -f jsonl 'full.log*.gz' | jq .q850_cause\n"
	"  sipq850 extract --format radius-detail --base hex -o calls.tsv detail-2026*\n";

struct job {
	struct walk walk;
	struct extract_print print;
	struct outfile rejects;
	const char *profile, *output, *rejected;
	bool fill, strict;
	const struct sipq850_map *map;
	unsigned long calls;
};

static void reject_value(struct job *job, const char *file, unsigned long line, const char *why, struct span value)
{
	char text[400], shown[200], name[PATH_MAX];
	int len;

	extract_clean(shown, sizeof(shown), value);
	extract_clean(name, sizeof(name), (struct span){ file, strlen(file) });
	len = snprintf(text, sizeof(text), "\t%lu\t%s\t%s\n", line, why, shown);
	outfile_put(&job->rejects, name, strlen(name));
	outfile_put(&job->rejects, text, len);
}

static struct span unread_text(const struct call *call)
{
	const char *text = call->cause ? call->status_text : call->cause_text;

	return (struct span){ text, strlen(text) };
}

static int tell(void *to, struct call *call)
{
	struct job *job = to;

	job->calls++;
	if (job->fill)
		call_fill(call, job->map);
	call->class = call_classify(call);
	if (job->rejected && call->flags & CALL_UNREADABLE)
		reject_value(job, call->file, call->line, "unreadable value", unread_text(call));
	return extract_print_call(&job->print, call);
}

static int reject(void *to, const struct walk_reject *reject)
{
	struct job *job = to;

	if (job->rejected)
		reject_value(job, reject->file, reject->line, reject->why, reject->bytes);
	return CLI_OK;
}

/* Is this file an output, or to be replaced by one? */
static bool writes(void *to, int fd)
{
	struct job *job = to;

	return outfile_is(&job->print.out, fd) || (job->rejected && outfile_is(&job->rejects, fd)) ||
	       outfile_replaces(job->output, fd) || outfile_replaces(job->rejected, fd);
}

static int idle(void *to)
{
	struct job *job = to;

	return outfile_flush(&job->print.out);
}

static void summarize(const struct job *job)
{
	const struct walk *walk = &job->walk;

	cli_error("%lu %s from %lu records (%lu say nothing about an end, %lu with an unreadable value); %lu rejected",
		  job->calls, walk->legs ? "legs" : "calls", walk->records, walk->skipped, walk->unreadable, walk->rejected);
}

/* Write all; nothing appears under its final name unless all went well. */
static int run_opened(struct job *job, char **names)
{
	static const char head[] = "file\tline\treason\tvalue\n";
	int rc;

	if (job->rejected)
		outfile_put(&job->rejects, head, sizeof(head) - 1);
	extract_print_head(&job->print);
	rc = walk_files(&job->walk, names);
	if (rc == CLI_OK && job->rejected && outfile_commit(&job->rejects) < 0)
		rc = CLI_MISUSE;
	if (rc == CLI_OK && outfile_commit(&job->print.out) < 0)
		rc = CLI_MISUSE;
	if (rc == CLI_OK && !job->walk.quiet)
		summarize(job);
	if (rc == CLI_OK && (job->strict || job->rejected) && (job->walk.unreadable || job->walk.rejected))
		rc = CLI_UNANSWERED;
	if (rc == CLI_OK && job->walk.strangers)
		rc = CLI_UNANSWERED;
	return rc;
}

static int open_outputs(struct job *job)
{
	if (outfile_open(&job->print.out, job->output) < 0)
		return -1;
	if (!job->rejected)
		return 0;
	if (outfile_open(&job->rejects, job->rejected) < 0)
		return -1;
	if (!outfile_same(&job->rejects, &job->print.out))
		return 0;
	cli_error("%s: this is the output, too; give --rejects a file of its own", job->rejected);
	return -1;
}

static int run(struct job *job, char **names)
{
	int rc = CLI_MISUSE;

	job->map = job->fill ? cli_map(job->profile) : NULL;
	if (job->fill && !job->map)
		return CLI_MISUSE;
	job->walk.tell = tell;
	job->walk.reject = reject;
	job->walk.idle = idle;
	job->walk.writes = writes;
	job->walk.to = job;
	if (open_outputs(job) == 0)
		rc = run_opened(job, names);
	if (job->rejected)
		outfile_close(&job->rejects);
	outfile_close(&job->print.out);
	sipq850_map_unref(job->map);
	return rc;
}

static int take_option(struct job *job, int option, char **argv)
{
	int rc;

	if (walk_option(&job->walk, "extract", option, optarg, &rc))
		return rc;
	switch (option) {
	case 'l':
		job->walk.legs = true;
		return CLI_OK;
	case 'i':
		job->fill = true;
		return CLI_OK;
	case 'p':
		job->profile = optarg;
		return CLI_OK;
	case 'f':
		return extract_print_choose(&job->print, optarg) ? CLI_OK :
		       cli_misuse("extract", "-f is tsv, csv or jsonl, not '%s'", optarg);
	case 'o':
		job->output = optarg;
		return CLI_OK;
	case 'r':
		job->rejected = optarg;
		return CLI_OK;
	case 'W':
		job->walk.follow = true;
		return CLI_OK;
	case 's':
		job->strict = true;
		return CLI_OK;
	case ':':
		return cli_misuse("extract", "option '%s' needs a value", argv[optind - 1]);
	default:
		return cli_misuse("extract", "bad option '%s'", argv[optind - 1]);
	}
}

static int take_options(struct job *job, int argc, char **argv, bool *help)
{
	static const struct option options[] = {
		WALK_OPTIONS,
		{ "legs", no_argument, NULL, 'l' },
		{ "fill", no_argument, NULL, 'i' },
		{ "profile", required_argument, NULL, 'p' },
		{ "output", required_argument, NULL, 'o' },
		{ "rejects", required_argument, NULL, 'r' },
		{ "follow", no_argument, NULL, 'W' },
		{ "strict", no_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	int option, rc = CLI_OK;

	optind = 0;
	opterr = 0;
	while (rc == CLI_OK && (option = getopt_long(argc, argv, ":p:f:o:qh", options, NULL)) != -1) {
		*help = option == 'h';
		if (*help)
			return CLI_OK;
		rc = take_option(job, option, argv);
	}
	if (rc == CLI_OK)
		rc = walk_check_options(&job->walk, "extract");
	if (rc == CLI_OK && job->profile && !job->fill)
		rc = cli_misuse("extract", "-p is for --fill");
	return rc;
}

int cmd_extract(int argc, char **argv)
{
	struct job job = { 0 };
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
