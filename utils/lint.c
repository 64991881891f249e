/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 lint: everything for which a profile file would be refused. */
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "print.h"

static const char help[] =
	"Usage: sipq850 lint [OPTION...] FILE...\n\n"
	"Check profile files and print everything for which they would be refused, with line, reason and remedy.\n\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -h, --help                  this help\n\n"
	"Examples:\n"
	"  sipq850 lint site.tsv\n"
	"  sipq850 lint -f json profiles/*.tsv\n\n"
	"Exit status: 0 no findings; 1 findings; 2 wrong use, or a file that cannot be read.\n";

static void print_text(const struct sipq850_load_err *finding)
{
	char text[1024];

	sipq850_load_err_buf(text, sizeof(text), finding);
	puts(text);
}

static void print_tsv(const struct sipq850_load_err *finding)
{
	printf("%s\t%u\t%u\t%s\t%s\t%s\n", finding->file, finding->line, finding->column, finding->msg, finding->detail,
	       finding->remedy);
}

static void print_json(const struct sipq850_load_err *finding)
{
	putchar('{');
	print_json_text("file", finding->file, true);
	printf(",\"line\":%u,\"column\":%u", finding->line, finding->column);
	print_json_text("reason", finding->msg, false);
	print_json_text("detail", finding->detail, false);
	print_json_text("remedy", finding->remedy, false);
	puts("}");
}

static void print_finding(const struct sipq850_load_err *finding, void *data)
{
	const enum format *format = data;

	switch (*format) {
	case FORMAT_TEXT:
		print_text(finding);
		break;
	case FORMAT_TSV:
		print_tsv(finding);
		break;
	case FORMAT_JSON:
		print_json(finding);
		break;
	}
}

static int lint_file(const char *path, enum format *format)
{
	struct stat st = { .st_mode = 0 };
	int n;

	if (stat(path, &st) || S_ISDIR(st.st_mode) || access(path, R_OK)) {
		cli_error("%s: %s", path, strerror(S_ISDIR(st.st_mode) ? EISDIR : errno));
		return CLI_MISUSE;
	}
	n = sipq850_map_lint(path, print_finding, format);
	if (n < 0) {
		cli_error("%s: out of memory", path);
		return CLI_MISUSE;
	}
	return n ? CLI_UNANSWERED : CLI_OK;
}

static int lint_files(int argc, char **argv, enum format *format)
{
	int i, status = CLI_OK;

	if (*format == FORMAT_TSV)
		puts("file\tline\tcolumn\treason\tdetail\tremedy");
	for (i = 0; i < argc; i++) {
		int of_file = lint_file(argv[i], format);

		if (of_file > status)
			status = of_file;
	}
	return status;
}

int cmd_lint(int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	int status = format_options("lint", help, argc, argv, &format);

	if (status >= 0)
		return status;
	if (optind == argc)
		return cli_misuse("lint", "which files?");
	return lint_files(argc - optind, argv + optind, &format);
}
