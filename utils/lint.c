/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 lint: everything for which a profile file would be refused, and what is doubtful in a profile. */
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "print.h"

#define COMMAND "lint"

static const char help[] =
	"Usage: sipq850 lint [OPTION...] FILE|PROFILE...\n\n"
	"Check profiles: print every error, for which a file would be refused, and every warning, which is a doubt: an out that\n"
	"no standard defines, a failed call told as answer, a label that belongs to another number, a pair that drifts, inputs\n"
	"that no row answers. A profile that is built in is named without '/' and '.tsv'.\n\n"
	"  -s, --strict                a warning counts as a finding\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -h, --help                  this help\n\n"
	"Examples:\n"
	"  sipq850 lint site.tsv\n"
	"  sipq850 lint --strict -f json profiles/*.tsv\n"
	"  sipq850 lint asterisk\n\n"
	"Exit status: 0 no findings; 1 errors, with --strict warnings too; 2 wrong use, or a file that cannot be read.\n";

struct lint {
	enum print_format format;
	bool strict;
	const char *severity;
};

static void print_text(const char *severity, const struct sipq850_load_err *finding)
{
	struct sipq850_load_err shown = *finding;
	char msg[128], text[1024];

	snprintf(msg, sizeof(msg), "%s: %s", severity, finding->msg);
	if (strcmp(severity, "error"))
		shown.msg = msg;
	sipq850_load_err_buf(text, sizeof(text), &shown);
	puts(text);
}

static void print_tsv(const char *severity, const struct sipq850_load_err *finding)
{
	printf("%s\t%s\t%u\t%u\t%s\t%s\t%s\n", severity, finding->file, finding->line, finding->column, finding->msg,
	       finding->detail, finding->remedy);
}

static void print_json(const char *severity, const struct sipq850_load_err *finding)
{
	putchar('{');
	print_json_text("severity", severity, true);
	print_json_text("file", finding->file, false);
	printf(",\"line\":%u,\"column\":%u", finding->line, finding->column);
	print_json_text("reason", finding->msg, false);
	print_json_text("detail", finding->detail, false);
	print_json_text("remedy", finding->remedy, false);
	puts("}");
}

static void print_finding(const struct sipq850_load_err *finding, void *data)
{
	const struct lint *lint = data;

	switch (lint->format) {
	case PRINT_TEXT:
		print_text(lint->severity, finding);
		break;
	case PRINT_TSV:
		print_tsv(lint->severity, finding);
		break;
	case PRINT_JSON:
		print_json(lint->severity, finding);
		break;
	}
}

static bool is_readable(const char *path)
{
	struct stat st = { .st_mode = 0 };

	if (!stat(path, &st) && !S_ISDIR(st.st_mode) && !access(path, R_OK))
		return true;
	cli_error("%s: %s", path, strerror(S_ISDIR(st.st_mode) ? EISDIR : errno));
	return false;
}

static int review(const char *name, struct lint *lint)
{
	const struct sipq850_map *map = sipq850_profile_by_name(name) ? cli_map(name) : cli_map_file(name);
	int n;

	if (!map)
		return CLI_MISUSE;
	lint->severity = "warning";
	n = sipq850_map_review(map, print_finding, lint);
	sipq850_map_unref(map);
	return n && lint->strict ? CLI_UNANSWERED : CLI_OK;
}

static int lint_one(const char *name, struct lint *lint)
{
	int n = 0;

	if (!sipq850_profile_by_name(name)) {
		if (!is_readable(name))
			return CLI_MISUSE;
		lint->severity = "error";
		n = sipq850_map_lint(name, print_finding, lint);
	}
	if (n < 0) {
		cli_error("%s: out of memory", name);
		return CLI_MISUSE;
	}
	return n ? CLI_UNANSWERED : review(name, lint);
}

static int lint_all(int argc, char **argv, struct lint *lint)
{
	int i, status = CLI_OK;

	if (lint->format == PRINT_TSV)
		puts("severity\tfile\tline\tcolumn\treason\tdetail\tremedy");
	for (i = 0; i < argc; i++) {
		int of_one = lint_one(argv[i], lint);

		if (of_one > status)
			status = of_one;
	}
	return status;
}

int cmd_lint(int argc, char **argv)
{
	static const struct option options[] = {
		{ "strict", no_argument, NULL, 's' }, { "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	struct lint lint = { .format = PRINT_TEXT };
	int option;

	while ((option = getopt_long(argc, argv, "sf:h", options, NULL)) != -1) {
		if (option == 's') {
			lint.strict = true;
		} else if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		} else if (option != 'f') {
			fputs("Try 'sipq850 lint --help'.\n", stderr);
			return CLI_MISUSE;
		} else if (!print_format_parse(optarg, &lint.format)) {
			return cli_misuse(COMMAND, "no such format '%s': text, tsv or json", optarg);
		}
	}
	if (optind == argc)
		return cli_misuse(COMMAND, "which profiles?");
	return lint_all(argc - optind, argv + optind, &lint);
}
