/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 formats: the log formats known, and which of them a file is. */
#include <getopt.h>
#include <string.h>

#include "cli.h"
#include "logs/format.h"
#include "logs/record.h"
#include "logs/walk.h"

static const char usage[] =
	"Usage: sipq850 formats [-f text|tsv]\n"
	"       sipq850 formats --detect FILE...\n"
	"       sipq850 formats --check FILE...\n"
	"List the log and CDR formats that extract, report and convert read, or say which of them a file is and why.\n"
	"\n"
	"      --detect     the formats that the first 256 KiB of each FILE fit, one a line: file, format, evidence\n"
	"      --check      judge format files of your own, as --format-file takes them\n"
	"  -f text|tsv      how to print the list (text)\n"
	"  -h, --help       show this\n"
	"\n"
	"'untested' means: described by documents or code, never tried on a real file.\n"
	"Exit status: 0 done, 1 some file is of no format or of several, or a format file is refused; 2 wrong use, failed input.\n"
	"\n"
	"Examples:\n"
	"  sipq850 formats\n"
	"  sipq850 formats --detect /var/log/asterisk/cdr-csv/Master.csv\n";

static int list(bool tsv)
{
	char why[512];
	const char *name;
	size_t i;

	if (tsv)
		puts("name\tkind\tseen\ttitle\tdocument");
	for (i = 0; (name = format_builtin_name(i)); i++) {
		struct format *format = format_builtin(name, why, sizeof(why));
		const char *seen;

		if (!format) {
			cli_error("%s", why);
			return CLI_MISUSE;
		}
		seen = format_head(format, "seen", "");
		if (tsv)
			printf("%s\t%s\t%s\t%s\t%s\n", name, format->kind->name, seen, format_head(format, "title", ""),
			       format_head(format, "document", ""));
		else
			printf("%-28s %s%s\n", name, format_head(format, "title", ""),
			       strcmp(seen, "yes") ? " (untested against real files)" : "");
		format_free(format);
	}
	return CLI_OK;
}

static int detect_all(char **names)
{
	int rc = CLI_OK;

	for (; *names; names++) {
		int status = walk_detect(*names);

		rc = status > rc ? status : rc;
	}
	return rc;
}

static int check_all(char **names)
{
	int rc = CLI_OK;
	char why[512];

	for (; *names; names++) {
		struct format *format = format_load(*names, why, sizeof(why));

		if (!format) {
			cli_error("%s", why);
			rc = CLI_UNANSWERED;
		}
		format_free(format);
	}
	return rc;
}

int cmd_formats(int argc, char **argv)
{
	static const struct option options[] = {
		{ "detect", no_argument, NULL, 'd' },
		{ "check", no_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 }
	};
	int (*with_files)(char **names) = NULL;
	bool tsv = false;
	int option;

	optind = 0;
	while ((option = getopt_long(argc, argv, "f:h", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return CLI_OK;
		}
		if (option == 'd' || option == 'c')
			with_files = option == 'd' ? detect_all : check_all;
		else if (option == 'f' && (!strcmp(optarg, "text") || !strcmp(optarg, "tsv")))
			tsv = !strcmp(optarg, "tsv");
		else
			return cli_misuse("formats", option == 'f' ? "-f is text or tsv" : "bad option");
	}
	if (with_files && optind == argc)
		return cli_misuse("formats", "which FILE?");
	if (!with_files && optind < argc)
		return cli_misuse("formats", "'%s' is too much; --detect or --check?", argv[optind]);
	return with_files ? with_files(argv + optind) : list(tsv);
}
