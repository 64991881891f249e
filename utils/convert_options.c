/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "convert.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli.h"

static const char usage[] =
	"Usage: sipq850 convert --to sip|q850 --field NAME|N [OPTION]... [FILE]...\n"
	"Copy CSV files, adding two columns at the end of each record:\n"
	"  --to sip   the field holds a Q.850 cause: add sip_status,sip_phrase\n"
	"  --to q850  the field holds a SIP status: add q850_cause,q850_name\n"
	"All other bytes stay as they are. Without FILE, or when it is -, read standard input.\n"
	"A FILE may be compressed (gzip, zstd, xz), and may be a pattern in quotes.\n"
	"For free text, such as logs, see 'sipq850 convert --annotate --help'.\n"
	"\n"
	"      --field NAME|N    column with the value: its name in the header, or its number from 1;\n"
	"                        NAME:sip or N:q850 goes before --to. May be given more than once: each adds\n"
	"                        its columns, in that order, with _2, _3 .. where names would come again\n"
	"  -p, --profile NAME    profile to ask; a name with a slash or ending in .tsv is a file\n"
	"      --trunk-field NAME|N, --trunk-map FILE\n"
	"                        column with the trunk, and which profile each one speaks: tab-separated columns\n"
	"                        trunk and profile; for all others -p counts\n"
	"      --delimiter C     byte between fields instead of a comma; \\t is a tab\n"
	"      --no-header       the first line is a record, not a header\n"
	"      --json            the FILEs hold JSON objects: --field and --trunk-field are paths\n"
	"                        (variables.hangup_cause), and the columns are keys, added to each object; one thread\n"
	"  -o, --output OUT      write to OUT, which appears only when whole; it may be one of the FILEs\n"
	"      --follow          go on when the FILE grows, is renamed and created anew, or emptied, until interrupted\n"
	"      --rejects LIST    write what was not covered or not readable to LIST (file, line, reason, value,\n"
	"                        column; with --json: which --field, 0 = the object), which appears only when whole\n"
	"      --strict          stop at the first value that cannot be converted\n"
	"  -j, --jobs N          use N threads; the output is the same\n"
	"  -q, --quiet           no summary, no progress bar\n"
	"  -h, --help            show this\n"
	"\n"
	"Values may have blanks around them and leading zeros, and may be names (USER_BUSY, \"Busy Here\").\n"
	"What becomes no number (but a BYE, say) leaves the first column empty and is named in the second.\n"
	"Short records are filled up with empty fields. Several FILEs become one; their headers must agree.\n"
	"Exit status: 0 done, 1 a value was refused by --strict or listed by --rejects, 2 wrong use, bad\n"
	"input, failed I/O.\n"
	"\n"
	"Examples:\n"
	"  sipq850 convert --to sip --field hangup_cause_id -o with-sip.csv cdr.csv\n"
	"  sipq850 convert --to sip --field 20 --no-header Master.csv >with-sip.csv\n"
	"  sipq850 convert --field origCause_value:sip --field destCause_value:sip -j 2 cdr.csv >out.csv\n"
	"  sipq850 convert --to q850 --field status -p rfc4497 cdr-*.csv.xz | gzip >out.csv.gz\n"
	"  sipq850 convert --to sip --field hangup_cause_id --follow cdr.csv | grep ',486,'\n"
	"  sipq850 convert --json --to q850 --field sip_code acc.jsonl\n"
	"  sipq850 convert --json --field a.cause:sip --field b.cause:sip --trunk-field gw --trunk-map gw.tsv cdr.jsonl\n";

void convert_help(void)
{
	fputs(usage, stdout);
}

/* A decimal number is a position, everything else a name. */
static int set_place(struct convert_field *field, const char *option, const char *text, size_t len)
{
	free(field->name);
	field->name = NULL;
	field->column = 0;
	field->text = text;
	if (strspn(text, "0123456789") >= len)
		field->column = strtoul(text, NULL, 10);
	else
		field->name = strndup(text, len);
	return field->name || field->column ? CLI_OK : cli_misuse("convert", "%s counts columns from 1", option);
}

/* NAME or N, and perhaps a colon and the target. */
static int add_field(struct convert_job *job, const char *text)
{
	const char *colon = strrchr(text, ':');
	struct convert_field *field = &job->fields[job->n_fields];
	size_t len = strlen(text);

	if (job->n_fields == CONVERT_FIELDS_MAX)
		return cli_misuse("convert", "no more than %d times --field", CONVERT_FIELDS_MAX);
	job->n_fields++;
	field->to = colon ? addition_target(colon + 1, strlen(colon + 1)) : NULL;
	if (field->to)
		len = colon - text;
	return set_place(field, "--field", text, len);
}

static int set_delimiter(struct convert_job *job, const char *text)
{
	if (!strcmp(text, "\\t"))
		text = "\t";
	if (strlen(text) != 1 || strchr("\"\r\n", *text))
		return cli_misuse("convert", "--delimiter takes one byte, and no quote or line end");
	job->delimiter = *text;
	return CLI_OK;
}

static int set_target(struct convert_job *job, const char *text)
{
	job->to = addition_target(text, strlen(text));
	return job->to ? CLI_OK : cli_misuse("convert", "--to takes sip or q850, not '%s'", text);
}

static int set_jobs(struct convert_job *job, const char *text)
{
	const size_t digits = strspn(text, "0123456789");

	job->jobs = digits < 6 && !text[digits] ? strtoul(text, NULL, 10) : 0;
	if (job->jobs > CONVERT_JOBS_MAX)
		job->jobs = CONVERT_JOBS_MAX;
	return job->jobs ? CLI_OK : cli_misuse("convert", "--jobs takes a number of threads, not '%s'", text);
}

/* An option that has a value to keep, or a flag. Returns false for all others. */
static bool keep_option(struct convert_job *job, int option, const char *value)
{
	switch (option) {
	case 'p':
		job->profile = value;
		return true;
	case 'o':
		job->output = value;
		return true;
	case 'r':
		job->rejects_name = value;
		return true;
	case 'm':
		job->trunk_map = value;
		return true;
	case 'J':
		job->json = true;
		return true;
	case 'n':
		job->no_header = true;
		return true;
	case 's':
		job->strict = true;
		return true;
	case 'F':
		job->follow = true;
		job->input.flags = INPUT_FOLLOW;
		return true;
	case 'q':
		job->quiet = true;
		return true;
	default:
		return false;
	}
}

/* Take one option. */
static int take_option(struct convert_job *job, int option, char **argv)
{
	if (keep_option(job, option, optarg))
		return CLI_OK;
	switch (option) {
	case 't':
		return set_target(job, optarg);
	case 'f':
		return add_field(job, optarg);
	case 'T':
		return set_place(&job->trunk, "--trunk-field", optarg, strlen(optarg));
	case 'd':
		return set_delimiter(job, optarg);
	case 'j':
		return set_jobs(job, optarg);
	case ':':
		return cli_misuse("convert", "option '%s' needs a value", argv[optind - 1]);
	default:
		return cli_misuse("convert", "bad option '%s'", argv[optind - 1]);
	}
}

/* Without a header there are no names. */
static int refuse_name(const struct convert_job *job, const char *option, const struct convert_field *field)
{
	if (!job->no_header || !field->name)
		return CLI_OK;
	return cli_misuse("convert", "without a header %s takes a number, not '%s'", option, field->name);
}

/* What is asked for has to be complete. */
static int check_fields(struct convert_job *job)
{
	struct convert_field *field;
	int rc = CLI_OK;
	size_t i;

	for (i = 0; rc == CLI_OK && i < job->n_fields; i++) {
		field = &job->fields[i];
		if (!field->to)
			field->to = job->to;
		if (!field->to)
			return cli_misuse("convert", "say what to convert to: --to sip or --to q850");
		rc = refuse_name(job, "--field", field);
	}
	return rc == CLI_OK ? refuse_name(job, "--trunk-field", &job->trunk) : rc;
}

/* In a path a number is a name like others. */
static void take_path(struct convert_field *field)
{
	if (!field->name && field->column)
		field->name = strndup(field->text, strspn(field->text, "0123456789"));
}

/* Objects have neither columns nor lines that threads could share. */
static int check_json(struct convert_job *job)
{
	size_t i;

	if (job->no_header || job->delimiter != ',' || job->jobs > 1)
		return cli_misuse("convert", "--json goes without --no-header, --delimiter and --jobs: objects have no columns, "
				  "and no lines that threads could share");
	for (i = 0; i < job->n_fields; i++)
		take_path(&job->fields[i]);
	take_path(&job->trunk);
	return check_fields(job);
}

/* An output that appears when whole never does if the input has no end. */
static bool never_whole(const char *output)
{
	struct stat st;

	return output && strcmp(output, "-") && (stat(output, &st) != 0 || S_ISREG(st.st_mode));
}

/* What is followed has no end: only one file comes to its turn. It is written record by record, in one thread. */
int convert_check_follow(char *const *names, const char *output, const char *rejects)
{
	if (!names[0] || names[1] || !strcmp(names[0], "-"))
		return cli_misuse("convert", "--follow takes one FILE, by its name");
	if (never_whole(output))
		return cli_misuse("convert", "--output appears only when whole, which it never is with --follow; use >%s",
				  output);
	if (never_whole(rejects))
		return cli_misuse("convert", "--rejects appears only when whole, which it never is with --follow; "
				  "give it a FIFO or /dev/stderr");
	return CLI_OK;
}

/* Put the names of files in the place of patterns. */
static int take_names(struct convert_job *job, char *const *names)
{
	job->names = input_expand(names);
	if (!job->names || !job->follow)
		return job->names ? CLI_OK : CLI_MISUSE;
	if (job->jobs > 1)
		return cli_misuse("convert", "--follow waits for single records, which --jobs cannot share; leave out --jobs");
	return convert_check_follow(job->names, job->output, job->rejects_name);
}

static int check(struct convert_job *job)
{
	if (!job->n_fields && !job->to)
		return cli_misuse("convert", "say what to convert to: --to sip or --to q850");
	if (!job->n_fields)
		return cli_misuse("convert", "say which column holds the value: --field NAME or --field N");
	if (!job->trunk_map != !(job->trunk.name || job->trunk.column))
		return cli_misuse("convert", "--trunk-field and --trunk-map need each other");
	return job->json ? check_json(job) : check_fields(job);
}

int convert_options(struct convert_job *job, int argc, char **argv)
{
	static const struct option options[] = {
		{ "to", required_argument, NULL, 't' },
		{ "field", required_argument, NULL, 'f' },
		{ "profile", required_argument, NULL, 'p' },
		{ "trunk-field", required_argument, NULL, 'T' },
		{ "trunk-map", required_argument, NULL, 'm' },
		{ "delimiter", required_argument, NULL, 'd' },
		{ "no-header", no_argument, NULL, 'n' },
		{ "json", no_argument, NULL, 'J' },
		{ "output", required_argument, NULL, 'o' },
		{ "rejects", required_argument, NULL, 'r' },
		{ "strict", no_argument, NULL, 's' },
		{ "follow", no_argument, NULL, 'F' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	int option, rc = CLI_OK;

	job->delimiter = ',';
	job->jobs = 1;
	optind = 0;	/* the command line may have been looked at before */
	opterr = 0;
	while (rc == CLI_OK && (option = getopt_long(argc, argv, ":p:o:j:qh", options, NULL)) != -1) {
		job->help = option == 'h';
		if (job->help)
			return CLI_OK;
		rc = take_option(job, option, argv);
	}
	if (rc == CLI_OK)
		rc = check(job);
	return rc == CLI_OK ? take_names(job, argv + optind) : rc;
}
