/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 import: the configuration of a box becomes a profile. One line in formats[] for each kind of configuration. */
#include "import.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

#define COMMAND "import"

static const struct import_format formats[] = {
	{ "cisco", import_cisco, "'set sip-status' and 'set pstn-cause' of a running-config (IOS, HP/H3C MSR, Samsung)" },
	{ "audiocodes", import_audiocodes, "CauseMapSIP2ISDN and CauseMapISDN2SIP of an ini file" },
	{ "csv", import_csv, "columns direction, in, out, perhaps condition, out_location, source, note; 'export -f csv' without --all" },
};

static const char help_head[] =
	"Usage: sipq850 import -f FORMAT [OPTION...] [FILE]\n\n"
	"Make a profile of the configuration of a box, to be compared (diff), checked (lint) and asked (-p): on standard output,\n"
	"each row citing the line it comes from. Without FILE, or with '-', standard input is read. Lines that do not map are\n"
	"stepped over; one that does and cannot be read is an error, and then nothing is printed.\n\n"
	"  -f, --format FORMAT      what to read: see below\n"
	"  -b, --base NAME|FILE     what the box does where it is not configured, such as its built-in profile;\n"
	"                           a file is named as the profile names it: relative to where that will stand\n"
	"  -t, --title TEXT         title of the profile (Configuration of FILE)\n"
	"  -h, --help               this help\n\n"
	"Formats:\n";

static const char help_tail[] =
	"\nExamples:\n"
	"  sipq850 import -f cisco --base cisco-ios running-config > box.tsv\n"
	"  sipq850 diff cisco-ios ./box.tsv\n"
	"  sipq850 import -f audiocodes -b audiocodes board.ini | sipq850 lint /dev/stdin\n"
	"  sipq850 export -p rfc4497 -f csv | sipq850 import -f csv -t 'a copy'\n\n"
	"Exit status: 0 done; 2 wrong use, nothing to import, or a line that cannot be read.\n";

static void print_help(void)
{
	size_t i;

	fputs(help_head, stdout);
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		printf("  %-12s %s\n", formats[i].name, formats[i].summary);
	fputs(help_tail, stdout);
}

static const struct import_format *find_format(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (!strcmp(name, formats[i].name))
			return &formats[i];
	return NULL;
}

static FILE *open_input(const char *path)
{
	struct stat st;
	FILE *file;

	if (!path || !strcmp(path, "-"))
		return stdin;
	file = fopen(path, "r");
	if (file && !fstat(fileno(file), &st) && S_ISDIR(st.st_mode)) {
		fclose(file);
		file = NULL;
		errno = EISDIR;
	}
	if (!file)
		cli_error("%s: %s", path, strerror(errno));
	return file;
}

static int import(const struct import_format *format, const char *path, const char *title, const char *base)
{
	struct import im = { .name = path && strcmp(path, "-") ? path : "standard input" };
	FILE *file = open_input(path);
	char own_title[IMPORT_FIELD];
	int status = CLI_MISUSE;

	if (!file)
		return CLI_MISUSE;
	format->read(&im, file);
	if (ferror(file)) {
		cli_error("%s: %s", im.name, strerror(errno));
		im.failed = true;
	}
	snprintf(own_title, sizeof(own_title), "Configuration of %s", im.name);
	if (!im.failed && !im.n)
		cli_error("%s: nothing in it that maps: is it %s?", im.name, format->name);
	else if (!im.failed)
		status = import_print(&im, title ? title : own_title, base);
	if (file != stdin)
		fclose(file);
	import_release(&im);
	return status;
}

int cmd_import(int argc, char **argv)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' }, { "base", required_argument, NULL, 'b' },
		{ "title", required_argument, NULL, 't' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	const struct import_format *format = NULL;
	const char *title = NULL, *base = NULL;
	int option;

	while ((option = getopt_long(argc, argv, "f:b:t:h", options, NULL)) != -1) {
		if (option == 'b') {
			base = optarg;
		} else if (option == 't') {
			title = optarg;
		} else if (option == 'h') {
			print_help();
			return CLI_OK;
		} else if (option != 'f') {
			fputs("Try 'sipq850 import --help'.\n", stderr);
			return CLI_MISUSE;
		} else if (!(format = find_format(optarg))) {
			return cli_misuse(COMMAND, "no such format '%s': cisco, audiocodes or csv", optarg);
		}
	}
	if (!format)
		return cli_misuse(COMMAND, "say what to read: -f cisco, audiocodes or csv");
	if (argc - optind > 1)
		return cli_misuse(COMMAND, "'%s' is too much: one configuration is one profile", argv[optind + 1]);
	return import(format, argv[optind], title, base);
}
