/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 convert --annotate: all bytes of a text pass as they are, in their order. The reader of a log format
 * (logs/) tells where a status or cause stands in them; what becomes of it waits for the end of that line and is
 * put before it. */
#include "convert_annotate.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "convert.h"
#include "logs/input.h"
#include "logs/progress.h"
#include "logs/source.h"
#include "logs/take.h"
#include "notes.h"
#include "outfile.h"
#include "rejects.h"

#define ANY_FORMAT "any-text"
#define WAITING_MAX 4096	/* bytes of notes for one line */

struct job {
	const char *profile, *output, *rejects_name, *format_name, *format_file;
	bool strict, quiet, follow, help;

	struct format *format;
	struct notes notes;
	struct outfile out;
	struct rejects rejects;
	struct progress progress;
	struct value value;
	const char *name;		/* of the file */
	unsigned long counts[NOTE_KINDS], unreadable, rejected, dropped;
	char last;			/* byte of the input that was put */
	size_t waiting_len;
	char waiting[WAITING_MAX];	/* notes for the line that was put last, and has not ended yet */
};

/* A status or cause in a record. */
struct hit {
	const struct note *note;
	size_t at;			/* where in the record the line with it may still go on */
};

static const char usage[] =
	"Usage: sipq850 convert --annotate [OPTION]... [FILE]...\n"
	"Copy text, such as a log, and put behind each line with a SIP status from 300 on or a Q.850 cause what\n"
	"becomes of it:\n"
	"  .. Got SIP response 486 \"Busy Here\" back from gw [486 Busy Here -> cause 17 User busy, location network]\n"
	"  ... Channel 0/1 got hangup, cause 17 [cause 17 User busy -> 486 Busy Here]\n"
	"All other bytes stay as they are. Without FILE, or when it is -, read standard input; gzip, zstd and xz are\n"
	"undone. A FILE may be a pattern in quotes.\n"
	"\n"
	"      --format NAME     where they stand: a log format of lines or of SIP messages ('sipq850 formats' lists\n"
	"                        them); without it " ANY_FORMAT ", which knows what many products write\n"
	"      --format-file FILE  a log format of your own\n"
	"  -p, --profile NAME    profile to ask; a name with a slash or ending in .tsv is a file\n"
	"  -o, --output OUT      write to OUT, which appears only when whole; it may be one of the FILEs\n"
	"      --rejects LIST    write what was not covered or not readable to LIST (file, line, reason, value,\n"
	"                        column), which appears only when whole\n"
	"      --follow          go on when the FILE grows, is renamed and created anew, or emptied, until interrupted;\n"
	"                        a line, or a record of several, goes out as soon as it is complete\n"
	"      --strict          stop at the first value that cannot be converted\n"
	"  -q, --quiet           no summary, no progress bar\n"
	"  -h, --help            show this\n"
	"\n"
	"Exit status: 0 done, 1 a value was refused by --strict or listed by --rejects, 2 wrong use, bad input,\n"
	"failed I/O.\n"
	"\n"
	"Examples:\n"
	"  sipq850 convert --annotate -p asterisk /var/log/asterisk/full | less\n"
	"  sipq850 convert --annotate --follow /var/log/asterisk/full\n"
	"  sipq850 convert --annotate -o trace.txt sofia-siptrace.log.gz\n";

/* --- bytes and notes */

static void put_waiting(struct job *job)
{
	outfile_put(&job->out, job->waiting, job->waiting_len);
	job->waiting_len = 0;
}

/* Put bytes of the input. Notes that wait go before the line end, if it is among them. */
static void put_bytes(struct job *job, const char *at, size_t len)
{
	const char *feed = job->waiting_len ? memchr(at, '\n', len) : NULL, *end;

	if (len)
		job->last = at[len - 1];
	if (feed) {
		end = feed > at && feed[-1] == '\r' ? feed - 1 : feed;
		outfile_put(&job->out, at, end - at);
		put_waiting(job);
		len -= end - at;
		at = end;
	}
	outfile_put(&job->out, at, len);
}

static void add_note(struct job *job, const struct note *note)
{
	if (note->len > WAITING_MAX - job->waiting_len) {
		job->dropped++;
		return;
	}
	memcpy(job->waiting + job->waiting_len, note->text, note->len);
	job->waiting_len += note->len;
}

/* --- what a record holds */

/* A value that became nothing. Returns 0 to go on, else the exit status, as all below. */
static int refuse(struct job *job, const struct record *record, const char *reason, const char *value)
{
	const struct csv_text text = { value, strlen(value) };
	char shown[64];

	if (job->rejects_name)
		rejects_put(&job->rejects, job->name, record->line, 0, reason, text);
	if (!job->strict)
		return CLI_OK;
	csv_show(shown, sizeof(shown), text);
	cli_error("%s:%lu: %s: %s", job->name, record->line, reason, shown);
	return CLI_UNANSWERED;
}

/* Where in the record does a place stand that a field may come from? 0 when none does: then it is said in the first
 * line. */
static size_t find_place(const struct job *job, const struct record *record, enum format_field field)
{
	const struct format_row *row = job->format->rows;
	const char *at;

	for (; row < job->format->rows + job->format->n_rows; row++) {
		if (row->field != field || row->place < 0)
			continue;
		at = record->values[row->place].at;
		if (at && at >= record->at && at < record->at + record->len)
			return at - record->at;
	}
	return 0;
}

/* A Reason header may have said it, if the record has no field for it. */
static size_t find_line(const struct job *job, const struct record *record, enum format_field field, const char *text)
{
	const size_t at = find_place(job, record, field);

	return at || *text ? at : find_place(job, record, FIELD_REASON);
}

static int hit_status(struct job *job, const struct record *record, const struct call *call, struct hit *hit)
{
	char text[16];

	if (call->status < 300)
		return CLI_OK;
	hit->note = notes_status(&job->notes, call->status);
	hit->at = find_line(job, record, FIELD_STATUS, call->status_text);
	if (!hit->note || hit->note->kind != NOTE_NOT_COVERED)
		return CLI_OK;
	snprintf(text, sizeof(text), "%d", call->status);
	return refuse(job, record, "not covered", text);
}

static int hit_cause(struct job *job, const struct record *record, const struct call *call, struct hit *hit)
{
	char text[16];

	if (!call->cause)
		return CLI_OK;
	hit->note = notes_cause(&job->notes, call->cause, call->location);
	hit->at = find_line(job, record, FIELD_CAUSE, call->cause_text);
	if (!hit->note || hit->note->kind != NOTE_NOT_COVERED)
		return CLI_OK;
	snprintf(text, sizeof(text), "%d", call->cause);
	return refuse(job, record, "not covered", text);
}

static int find_hits(struct job *job, const struct record *record, struct hit hits[2])
{
	struct call call;
	int rc = CLI_OK;

	if (!take_call(job->format, record, &call, &job->value))
		return CLI_OK;
	if (call.flags & CALL_UNREADABLE) {
		job->unreadable++;
		rc = refuse(job, record, "unreadable",
			    *call.status_text && !call.status ? call.status_text : call.cause_text);
	}
	if (rc == CLI_OK)
		rc = hit_status(job, record, &call, &hits[0]);
	if (rc == CLI_OK)
		rc = hit_cause(job, record, &call, &hits[1]);
	return rc;
}

/* Put a record, and have the notes on it wait from where they belong. */
static int annotate(struct job *job, const struct record *record)
{
	struct hit hits[2] = { { 0 } }, first;
	size_t at = 0, i;
	int rc = find_hits(job, record, hits);

	if (rc != CLI_OK)
		return rc;
	if (hits[0].note && hits[1].note && hits[1].at < hits[0].at) {
		first = hits[1];
		hits[1] = hits[0];
		hits[0] = first;
	}
	for (i = 0; i < 2; i++) {
		if (!hits[i].note)
			continue;
		put_bytes(job, record->at + at, hits[i].at - at);
		at = hits[i].at;
		add_note(job, hits[i].note);
		job->counts[hits[i].note->kind]++;
	}
	put_bytes(job, record->at + at, record->len - at);
	return CLI_OK;
}

/* What is no record, such as a line that is too long, passes as it is, and is counted. */
static int pass_rejected(struct job *job, const struct record *record)
{
	char start[64];

	snprintf(start, sizeof(start), "%.*s", record->len < 60 ? (int)record->len : 60, record->at);
	put_bytes(job, record->at, record->len);
	job->rejected++;
	return refuse(job, record, record->why, start);
}

/* --- files */

struct reading {
	struct job *job;
	struct input input;
};

/* What was made of the bytes before goes out before one waits for more. */
static ssize_t read_on(void *from, char *to, size_t room)
{
	struct reading *reading = from;
	struct job *job = reading->job;

	if (outfile_flush(&job->out) < 0 || (job->follow && job->rejects_name && outfile_flush(&job->rejects.out) < 0))
		return -1;
	return input_read(&reading->input, to, room);
}

static int annotate_records(struct job *job, struct source *source)
{
	struct record record;
	int verdict, rc = CLI_OK;

	while (rc == CLI_OK) {
		verdict = source_next(source, &record);
		if (verdict < 0)
			return CLI_MISUSE;
		if (verdict == RECORD_MORE)
			break;
		if (verdict == RECORD_FOUND)
			rc = annotate(job, &record);
		else if (verdict == RECORD_REJECTED)
			rc = pass_rejected(job, &record);
		else
			put_bytes(job, record.at, record.len);
	}
	put_waiting(job);
	return rc;
}

static int annotate_opened(struct job *job, struct reading *reading)
{
	struct source source;
	int rc;

	if (outfile_is(&job->out, reading->input.fd) ||
	    (job->rejects_name && outfile_is(&job->rejects.out, reading->input.fd)) ||
	    outfile_replaces(job->rejects_name, reading->input.fd)) {
		cli_error("%s: this is the output, too", job->name);
		return CLI_MISUSE;
	}
	if (source_open(&source, job->format, job->name, read_on, reading) < 0) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	rc = annotate_records(job, &source);
	source_close(&source);
	return rc;
}

/* What took the place of a file that is followed begins a line of its own. */
static int annotate_followed(struct job *job, struct reading *reading)
{
	int rc = annotate_opened(job, reading);

	while (rc == CLI_OK && input_again(&reading->input)) {
		if (job->last != '\n')
			outfile_put(&job->out, "\n", 1);
		job->last = '\n';
		rc = annotate_opened(job, reading);
	}
	return rc;
}

static int annotate_file(struct job *job, const char *name)
{
	struct reading reading = { .job = job, .input.progress = &job->progress };
	int rc = CLI_MISUSE;

	job->name = name;
	if (input_open(&reading.input, name, job->follow ? INPUT_FOLLOW : 0) == 0) {
		rc = annotate_followed(job, &reading);
		progress_next(&job->progress, input_size(&reading.input));
	}
	input_close(&reading.input);
	return rc;
}

static int annotate_all(struct job *job, char **names)
{
	int rc = CLI_OK;

	if (outfile_open(&job->out, job->output) < 0 ||
	    (job->rejects_name && rejects_open(&job->rejects, job->rejects_name, &job->out) < 0))
		rc = CLI_MISUSE;
	progress_begin(&job->progress, names, !job->quiet && !job->follow);
	if (rc == CLI_OK && !*names)
		rc = annotate_file(job, "-");
	for (; rc == CLI_OK && *names; names++)
		rc = annotate_file(job, *names);
	progress_end(&job->progress);
	if (rc == CLI_OK && outfile_commit(&job->out) < 0)
		rc = CLI_MISUSE;
	if (rc == CLI_OK && job->rejects_name && outfile_commit(&job->rejects.out) < 0)
		rc = CLI_MISUSE;
	outfile_close(&job->out);
	if (job->rejects_name)
		outfile_close(&job->rejects.out);
	return rc;
}

static void summarize(const struct job *job)
{
	cli_error("%lu values converted, %lu without a value on the other side, %lu not covered, %lu unreadable",
		  job->counts[NOTE_VALUE], job->counts[NOTE_OTHER], job->counts[NOTE_NOT_COVERED], job->unreadable);
	if (job->rejected)
		cli_error("%lu records rejected, and passed as they are; --rejects lists them", job->rejected);
	if (job->dropped)
		cli_error("%lu left out where a line had too many of them", job->dropped);
}

/* --- the command */

/* A note behind a line of a table or of JSON would be damage. */
static int find_format(struct job *job)
{
	static const char *const kinds[] = { "text", "sip", "pairs", "block" };
	char why[512];
	size_t i;

	if (job->format_file)
		job->format = format_load(job->format_file, why, sizeof(why));
	else
		job->format = format_builtin(job->format_name ? job->format_name : ANY_FORMAT, why, sizeof(why));
	if (!job->format) {
		cli_error("%s", why);
		return CLI_MISUSE;
	}
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(job->format->kind->name, kinds[i]))
			return CLI_OK;
	cli_error("%s: records of kind %s are no free text; use convert --field, or extract", job->format->name,
		  job->format->kind->name);
	return CLI_MISUSE;
}

static int run(struct job *job, char **patterns)
{
	char **names = input_expand(patterns);
	int rc = names ? find_format(job) : CLI_MISUSE;

	if (rc == CLI_OK && job->follow)
		rc = convert_check_follow(names, job->output, job->rejects_name);
	if (rc == CLI_OK) {
		job->notes.map = cli_map(job->profile);
		rc = job->notes.map ? annotate_all(job, names) : CLI_MISUSE;
	}
	if (rc == CLI_OK && !job->quiet)
		summarize(job);
	if (rc == CLI_OK && job->rejects.n)
		rc = CLI_UNANSWERED;
	notes_free(&job->notes);
	sipq850_map_unref(job->notes.map);
	format_free(job->format);
	input_list_free(names);
	return rc;
}

static int take_option(struct job *job, int option, char **argv)
{
	switch (option) {
	case 'a':
		return CLI_OK;
	case 'F':
		job->format_name = optarg;
		return CLI_OK;
	case 'G':
		job->format_file = optarg;
		return CLI_OK;
	case 'p':
		job->profile = optarg;
		return CLI_OK;
	case 'o':
		job->output = optarg;
		return CLI_OK;
	case 'r':
		job->rejects_name = optarg;
		return CLI_OK;
	case 's':
		job->strict = true;
		return CLI_OK;
	case 'f':
		job->follow = true;
		return CLI_OK;
	case 'q':
		job->quiet = true;
		return CLI_OK;
	case 'h':
		job->help = true;
		return CLI_OK;
	case ':':
		return cli_misuse("convert", "option '%s' needs a value", argv[optind - 1]);
	default:
		return cli_misuse("convert", "option '%s' is none of convert --annotate", argv[optind - 1]);
	}
}

static int take_options(struct job *job, int argc, char **argv)
{
	static const struct option options[] = {
		{ "annotate", no_argument, NULL, 'a' },
		{ "format", required_argument, NULL, 'F' },
		{ "format-file", required_argument, NULL, 'G' },
		{ "profile", required_argument, NULL, 'p' },
		{ "output", required_argument, NULL, 'o' },
		{ "rejects", required_argument, NULL, 'r' },
		{ "strict", no_argument, NULL, 's' },
		{ "follow", no_argument, NULL, 'f' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	int option, rc = CLI_OK;

	optind = 0;	/* the command line may have been looked at before */
	opterr = 0;
	while (rc == CLI_OK && !job->help && (option = getopt_long(argc, argv, ":p:o:qh", options, NULL)) != -1)
		rc = take_option(job, option, argv);
	if (rc == CLI_OK && job->format_name && job->format_file)
		rc = cli_misuse("convert", "--format and --format-file: only one of them");
	return rc;
}

bool convert_annotate_wanted(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--annotate"))
			return true;
	return false;
}

int convert_annotate(int argc, char **argv)
{
	struct job *job = calloc(1, sizeof(*job));
	int rc;

	if (!job) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	job->last = '\n';
	rc = take_options(job, argc, argv);
	if (rc == CLI_OK && job->help)
		fputs(usage, stdout);
	else if (rc == CLI_OK)
		rc = run(job, argv + optind);
	free(job);
	return rc;
}
