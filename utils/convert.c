/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 convert: CSV in, the same bytes out, with two columns added at the end of each record.
 *
 *	csv.c		reads, and finds where each record ends and what its field holds
 *	addition.c	knows what is to be added for that
 *	outfile.c	writes
 *	this file	has the options, the headers, and the order of things
 *
 * A record costs one scan, one look-up and two copies, and is never held as a whole. */

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sipq850/sipq850.h>

#include "addition.h"
#include "cli.h"
#include "csv.h"
#include "logs/input.h"
#include "logs/progress.h"
#include "outfile.h"

struct job {
	/* from the command line */
	const struct addition_target *to;
	const char *field;
	const char *profile;
	const char *output;
	bool no_header, strict, quiet, follow;

	struct additions additions;
	struct csv csv;
	struct csv_input input;
	struct outfile out;
	struct progress progress;

	char *header;			/* of the first file; NULL = not seen yet */
	size_t header_len;
	size_t width;			/* columns of the header, or of the first record; 0 = not known yet */
	bool begun;			/* some input was not empty: for a byte order mark it is too late */
	const char *owed;		/* the line end that the last file lacks, if something follows */

	unsigned long counts[ADDITION_KINDS];
	unsigned long padded, longer, never_ended;
};

static const char usage[] =
	"Usage: sipq850 convert --to sip|q850 --field NAME|N [OPTION]... [FILE]...\n"
	"Copy CSV files, adding two columns at the end of each record:\n"
	"  --to sip   the field holds a Q.850 cause: add sip_status,sip_phrase\n"
	"  --to q850  the field holds a SIP status: add q850_cause,q850_name\n"
	"All other bytes stay as they are. Without FILE, or when it is -, read standard input.\n"
	"A FILE may be compressed (gzip, zstd, xz), and may be a pattern in quotes.\n"
	"\n"
	"      --field NAME|N    column with the value: its name in the header, or its number from 1\n"
	"  -p, --profile NAME    profile to ask; a name with a slash or ending in .tsv is a file\n"
	"      --delimiter C     byte between fields instead of a comma; \\t is a tab\n"
	"      --no-header       the first line is a record, not a header\n"
	"  -o, --output OUT      write to OUT, which appears only when whole; it may be one of the FILEs\n"
	"      --follow          go on when the FILE grows, is renamed and created anew, or emptied, until interrupted\n"
	"      --strict          stop at the first value that cannot be converted\n"
	"  -q, --quiet           no summary, no progress bar\n"
	"  -h, --help            show this\n"
	"\n"
	"Values may have blanks around them and leading zeros, and may be names (USER_BUSY, \"Busy Here\").\n"
	"What becomes no number (but a BYE, say) leaves the first column empty and is named in the second.\n"
	"Short records are filled up with empty fields. Several FILEs become one; their headers must agree.\n"
	"Exit status: 0 done, 1 a value was refused by --strict, 2 wrong use, bad input, failed I/O.\n"
	"\n"
	"Examples:\n"
	"  sipq850 convert --to sip --field hangup_cause_id -o with-sip.csv cdr.csv\n"
	"  sipq850 convert --to sip --field 20 --no-header Master.csv >with-sip.csv\n"
	"  sipq850 convert --to q850 --field status -p rfc4497 cdr-*.csv.xz | gzip >out.csv.gz\n"
	"  sipq850 convert --to sip --field hangup_cause_id --follow cdr.csv | grep ',486,'\n";

/* The wanted column has to be there in the header or, without one, in the first record. */
static int set_width(struct job *job, size_t columns)
{
	job->width = columns;
	if (job->csv.want <= columns)
		return CLI_OK;
	cli_error("%s: there is no column %zu, only %zu; is --delimiter right?", job->input.name, job->csv.want,
		  columns);
	return CLI_MISUSE;
}

/* A record is not as wide as the others: line up what is added, as far as that is possible. */
static int fit_width(struct job *job, size_t columns)
{
	if (job->width == 0)
		return set_width(job, columns);
	if (columns > job->width)
		job->longer++;
	else
		job->padded++;
	for (; columns < job->width; columns++)
		outfile_put(&job->out, &job->csv.delimiter, 1);
	return CLI_OK;
}

/* --strict: say which value is to blame. */
static int refuse(const struct job *job, const struct csv_record *record, enum addition_kind kind)
{
	char shown[64] = "";

	if (kind != ADDITION_EMPTY && record->value.len <= CSV_VALUE_MAX)
		csv_show(shown, sizeof(shown), record->value);
	cli_error("%s:%lu: column %zu is %s%s%s", job->input.name, record->line, job->csv.want,
		  addition_kind_name(kind), *shown ? ": " : "", shown);
	return CLI_UNANSWERED;
}

/* Put what is added to a record behind it. Returns 0 to go on, else the exit status, as all below. */
static int add_columns(struct job *job, const struct csv_record *record)
{
	const struct addition *addition = additions_find(&job->additions, record->value);

	if (record->columns != job->width && fit_width(job, record->columns) != CLI_OK)
		return CLI_MISUSE;
	if (job->strict && addition->kind >= ADDITION_NOT_COVERED)
		return refuse(job, record, addition->kind);
	job->counts[addition->kind]++;
	outfile_put(&job->out, addition->bytes, addition->len);
	return CLI_OK;
}

/* Copy what was fed to the scan, from `from` on, with the columns added. A line end goes with what follows it. */
static int convert_fed(struct job *job, const char *from)
{
	struct csv_record record;
	int rc;

	if (job->owed && from < job->csv.stop) {
		outfile_put(&job->out, job->owed, strlen(job->owed));
		job->owed = NULL;
	}
	while (csv_next(&job->csv, &record)) {
		if (record.empty)
			continue;
		outfile_put(&job->out, from, record.end - from);
		from = record.end;
		rc = add_columns(job, &record);
		if (rc != CLI_OK)
			return rc;
	}
	outfile_put(&job->out, from, job->csv.stop - from);
	return outfile_flush(&job->out) < 0 ? CLI_MISUSE : CLI_OK;
}

/* The input has ended, perhaps without a line end. */
static int end_records(struct job *job)
{
	struct csv_record record;

	if (!csv_finish(&job->csv, &record))
		return CLI_OK;
	job->owed = job->csv.crlf ? "\r\n" : "\n";
	if (!record.open_quote)
		return add_columns(job, &record);
	/* What came behind it would be inside the quotes, so nothing is added. */
	cli_error("%s:%lu: a quoted field begins in this record and never ends", job->input.name, record.line);
	job->never_ended++;
	return job->strict ? CLI_UNANSWERED : CLI_OK;
}

/* Read up to the first line that is not empty, and keep all. Returns 1, 0 when there is none, -1 when reading failed.
 * A line that goes on beyond what a header may take is told as far as it was read. */
static int read_line(struct job *job, struct csv_record *record, const char **start)
{
	int more;

	*start = job->input.bytes + job->input.bom;
	do {
		more = csv_input_feed(&job->input, &job->csv, true);
		if (more < 0)
			return -1;
		while (csv_next(&job->csv, record)) {
			if (!record->empty)
				return 1;
			*start = record->next;
		}
	} while (more > 0 && job->input.fed <= CSV_HEADER_MAX);
	if (more == 0)
		return csv_finish(&job->csv, record);
	*record = (struct csv_record){ .end = job->csv.stop };
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

/* Find the wanted column by its name. */
static int choose_column(struct job *job, struct csv_text header)
{
	const char delimiter = job->csv.delimiter;
	char list[1000];
	size_t again;

	if (!job->field)
		return CLI_OK;
	job->csv.want = csv_find_column(header, delimiter, job->field, &again);
	if (job->csv.want && !again)
		return CLI_OK;
	if (again) {
		cli_error("%s: columns %zu and %zu are both called %s; give the number", job->input.name, job->csv.want,
			  again, job->field);
		return CLI_MISUSE;
	}
	list_columns(list, sizeof(list), header, delimiter);
	cli_error("%s: there is no column %s among: %s", job->input.name, job->field, list);
	return CLI_MISUSE;
}

/* To add a name that is there already would leave readers to guess which one is meant. */
static int refuse_added(const struct job *job, struct csv_text header)
{
	size_t i, again;

	for (i = 0; i < 2; i++) {
		if (!csv_find_column(header, job->csv.delimiter, job->to->columns[i], &again))
			continue;
		cli_error("%s: there is already a column %s", job->input.name, job->to->columns[i]);
		return CLI_MISUSE;
	}
	return CLI_OK;
}

/* The first header goes out, with the names of the columns added. */
static int first_header(struct job *job, struct csv_text header, const struct csv_record *record)
{
	const char *from = job->input.bytes + job->input.bom;

	job->header = malloc(header.len);
	if (!job->header) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	memcpy(job->header, header.at, header.len);
	job->header_len = header.len;
	if (refuse_added(job, header) || choose_column(job, header) || set_width(job, record->columns))
		return CLI_MISUSE;
	if (record->next == record->end)
		job->owed = "\n";
	outfile_put(&job->out, from, record->end - from);
	outfile_put(&job->out, job->additions.header.bytes, job->additions.header.len);
	return convert_fed(job, record->end);
}

/* The header of a later file says the same as the first one, and is left out. */
static int later_header(struct job *job, struct csv_text header, const struct csv_record *record)
{
	if (header.len == job->header_len && !memcmp(header.at, job->header, header.len))
		return convert_fed(job, record->next);
	cli_error("%s: the header is not that of the first file", job->input.name);
	return CLI_MISUSE;
}

/* Take the header, if there is one: an empty file has no columns to disagree about. */
static int take_header(struct job *job)
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

/* Convert the file that was opened. */
static int convert_input(struct job *job)
{
	int rc, more;

	if (outfile_is(&job->out, job->input.fd)) {
		cli_error("%s: this is the output, too", job->input.name);
		return CLI_MISUSE;
	}
	if (!job->begun)
		outfile_put(&job->out, job->input.bytes, job->input.bom);
	job->begun = job->begun || job->input.len > 0;
	rc = job->no_header ? CLI_OK : take_header(job);
	while (rc == CLI_OK) {
		more = csv_input_feed(&job->input, &job->csv, false);
		if (more == 0)
			return end_records(job);
		rc = more < 0 ? CLI_MISUSE : convert_fed(job, job->csv.start);
	}
	return rc;
}

/* A file that is followed may be several, one after the other. */
static int convert_file(struct job *job, const char *name)
{
	int rc = CLI_OK, more = csv_input_open(&job->input, name) == 0 ? 1 : -1;

	for (; rc == CLI_OK && more > 0; more = rc == CLI_OK ? csv_input_again(&job->input) : 0) {
		csv_start(&job->csv);
		rc = convert_input(job);
	}
	csv_input_close(&job->input);
	return more < 0 ? CLI_MISUSE : rc;
}

/* Convert all files, "-" if there are none, and finish the output. */
static int convert_all(struct job *job, char **names)
{
	int rc = outfile_open(&job->out, job->output) < 0 ? CLI_MISUSE : CLI_OK;

	/* Records on the same terminal would get mixed up with the bar. */
	progress_begin(&job->progress, names, !job->quiet && !job->follow && !isatty(job->out.fd));
	job->input.source.progress = &job->progress;
	if (rc == CLI_OK && !*names)
		rc = convert_file(job, "-");
	for (; rc == CLI_OK && *names; names++)
		rc = convert_file(job, *names);
	if (rc == CLI_OK && outfile_commit(&job->out) < 0)
		rc = CLI_MISUSE;
	progress_end(&job->progress);
	outfile_close(&job->out);
	return rc;
}

/* Add a count to the summary, unless it is zero. */
static void mention(char *line, size_t size, unsigned long n, const char *what)
{
	size_t len = strlen(line);

	if (n)
		snprintf(line + len, size - len, ", %lu %s", n, what);
}

static void summarize(const struct job *job)
{
	const unsigned long *counts = job->counts;
	unsigned long records = job->never_ended;
	char line[400] = "";
	char rare[200] = "";
	int i, len = 0;

	for (i = 0; i < ADDITION_KINDS; i++) {
		records += counts[i];
		len += snprintf(line + len, sizeof(line) - len, ", %lu %s", counts[i], addition_kind_name(i));
	}
	mention(rare, sizeof(rare), job->never_ended, "with a quote that never ends");
	mention(rare, sizeof(rare), job->padded, "short records padded");
	mention(rare, sizeof(rare), job->longer, job->no_header ? "longer than the first" : "longer than the header");
	cli_error("%lu records: %s%s", records, line + 2, rare);
}

/* A decimal number is a position, everything else a name. */
static int set_field(struct job *job, const char *text)
{
	job->field = NULL;
	job->csv.want = 0;
	if (text[strspn(text, "0123456789")])
		job->field = text;
	else
		job->csv.want = strtoul(text, NULL, 10);
	return job->field || job->csv.want ? CLI_OK : cli_misuse("convert", "--field counts columns from 1");
}

static int set_delimiter(struct job *job, const char *text)
{
	if (!strcmp(text, "\\t"))
		text = "\t";
	if (strlen(text) != 1 || strchr("\"\r\n", *text))
		return cli_misuse("convert", "--delimiter takes one byte, and no quote or line end");
	job->csv.delimiter = *text;
	return CLI_OK;
}

static int set_target(struct job *job, const char *text)
{
	job->to = addition_target(text);
	return job->to ? CLI_OK : cli_misuse("convert", "--to takes sip or q850, not '%s'", text);
}

/* Take one option. */
static int take_option(struct job *job, int option, char **argv)
{
	switch (option) {
	case 't':
		return set_target(job, optarg);
	case 'f':
		return set_field(job, optarg);
	case 'd':
		return set_delimiter(job, optarg);
	case 'p':
		job->profile = optarg;
		return CLI_OK;
	case 'o':
		job->output = optarg;
		return CLI_OK;
	case 'n':
		job->no_header = true;
		return CLI_OK;
	case 's':
		job->strict = true;
		return CLI_OK;
	case 'F':
		job->follow = true;
		job->input.flags = INPUT_FOLLOW;
		return CLI_OK;
	case 'q':
		job->quiet = true;
		return CLI_OK;
	case ':':
		return cli_misuse("convert", "option '%s' needs a value", argv[optind - 1]);
	default:
		return cli_misuse("convert", "bad option '%s'", argv[optind - 1]);
	}
}

/* Take the options. With --help nothing else counts. */
static int take_options(struct job *job, int argc, char **argv, bool *help)
{
	static const struct option options[] = {
		{ "to", required_argument, NULL, 't' },
		{ "field", required_argument, NULL, 'f' },
		{ "profile", required_argument, NULL, 'p' },
		{ "delimiter", required_argument, NULL, 'd' },
		{ "no-header", no_argument, NULL, 'n' },
		{ "output", required_argument, NULL, 'o' },
		{ "strict", no_argument, NULL, 's' },
		{ "follow", no_argument, NULL, 'F' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	int option, rc = CLI_OK;

	optind = 0;	/* the command line may have been looked at before */
	opterr = 0;
	while (rc == CLI_OK && (option = getopt_long(argc, argv, ":p:o:qh", options, NULL)) != -1) {
		*help = option == 'h';
		if (*help)
			return CLI_OK;
		rc = take_option(job, option, argv);
	}
	if (rc != CLI_OK)
		return rc;
	if (!job->to)
		return cli_misuse("convert", "say what to convert to: --to sip or --to q850");
	if (!job->field && !job->csv.want)
		return cli_misuse("convert", "say which column holds the value: --field NAME or --field N");
	if (job->field && job->no_header)
		return cli_misuse("convert", "without a header --field takes a number, not '%s'", job->field);
	return CLI_OK;
}

/* What is followed has no end: only one file comes to its turn, and an output that appears when whole never does. */
static int check_follow(const struct job *job, char *const *names)
{
	struct stat st;

	if (!job->follow)
		return CLI_OK;
	if (!names[0] || names[1] || !strcmp(names[0], "-"))
		return cli_misuse("convert", "--follow takes one FILE, by its name");
	if (job->output && strcmp(job->output, "-") && (stat(job->output, &st) != 0 || S_ISREG(st.st_mode)))
		return cli_misuse("convert", "--output appears only when whole, which it never is with --follow; use >%s",
				  job->output);
	return CLI_OK;
}

/* Look up the profile and convert. */
static int run(struct job *job, char **names)
{
	const struct sipq850_map *map = cli_map(job->profile);
	int rc = CLI_MISUSE;

	if (!map)
		return rc;
	if (additions_make(&job->additions, job->to, job->csv.delimiter, map) == 0)
		rc = convert_all(job, names);
	else
		cli_error("out of memory");
	if (rc == CLI_OK && !job->quiet)
		summarize(job);
	additions_free(&job->additions);
	free(job->header);
	sipq850_map_unref(map);
	return rc;
}

int cmd_convert(int argc, char **argv)
{
	struct job job = { .csv.delimiter = ',' };
	bool help = false;
	int rc = take_options(&job, argc, argv, &help);
	char **names;

	if (rc != CLI_OK)
		return rc;
	if (help) {
		fputs(usage, stdout);
		return CLI_OK;
	}
	names = input_expand(argv + optind);
	if (!names)
		return CLI_MISUSE;
	rc = check_follow(&job, names);
	if (rc == CLI_OK)
		rc = run(&job, names);
	input_list_free(names);
	return rc;
}
