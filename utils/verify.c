/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 verify: does a box do what a profile says, and which profile does it follow? */
#include <errno.h>
#include <getopt.h>
#include <string.h>

#include "cli.h"
#include "verify.h"

#define COMMAND "verify"

static const char help[] =
	"Usage: sipq850 verify --observed FILE [OPTION...]\n\n"
	"Hold what a box was seen to do against a profile, or find the built-in profile that it follows.\n\n"
	"FILE ('-': standard input) has tab-separated columns and a line with their names, in any order; other columns are\n"
	"ignored, so that the output of 'sipq850 table' is such a file:\n"
	"  direction     sip2q850 or q850sip\n"
	"  in            what came in: a status, a cause, a phrase or name, or an event\n"
	"  out           what the box made of it: a cause or status, '17@user', or a token such as isdn:ALERTING; 'none', '-', '0'\n"
	"                or nothing: it sent none; where nothing is written, a profile that does not cover\n"
	"                the input agrees too\n"
	"  context, condition   what else was known: WORD=VALUE with commas or blanks between; may be left out\n"
	"  location      of the cause that came in; may be left out\n"
	"  out_location  of the cause that went out; compared only where there is one\n\n"
	"A pair counts once however often it was seen. A value that is no status or cause (0, above 127, internal ones) is listed\n"
	"on standard error and does not count; nor does a line of a table that says it is not covered.\n\n"
	"  -o, --observed FILE         what was observed\n"
	"  -p, --profile NAME|FILE|all hold it against this profile; all: rank the built-in ones (all)\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -h, --help                  this help\n\n"
	"Examples:\n"
	"  sipq850 verify --observed lab.tsv\n"
	"  sipq850 verify --observed lab.tsv -p cisco-ios\n"
	"  sipq850 table -p ./site.tsv | sipq850 verify --observed - -f tsv\n\n"
	"Exit status: 0 nothing contradicts the profile, or -p all; 1 something does; 2 wrong use, or a file or line that cannot\n"
	"be read.\n";

static int verify_one(const struct observed *observed, const char *profile, enum print_format format)
{
	const struct sipq850_map *map = cli_map(profile);
	struct score score = { .name = NULL };
	int status = CLI_MISUSE;

	if (!map)
		return CLI_MISUSE;
	if (score_fill(&score, map, observed)) {
		cli_error("%s", strerror(ENOMEM));
	} else {
		print_verified(format, observed, &score);
		status = score.contradict ? CLI_UNANSWERED : CLI_OK;
	}
	score_free(&score);
	sipq850_map_unref(map);
	return status;
}

static int fill_all(const struct observed *observed, struct score *scores, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct sipq850_map *map = cli_map(sipq850_profile_name(sipq850_profile_builtin(i)));

		if (!map)
			return CLI_MISUSE;
		if (score_fill(&scores[i], map, observed)) {
			cli_error("%s", strerror(ENOMEM));
			return CLI_MISUSE;
		}
	}
	return CLI_OK;
}

static int verify_all(const struct observed *observed, enum print_format format)
{
	size_t n = sipq850_profile_count(), i;
	struct score *scores = calloc(n, sizeof(*scores));
	int status;

	if (!scores) {
		cli_error("%s", strerror(ENOMEM));
		return CLI_MISUSE;
	}
	status = fill_all(observed, scores, n);
	if (status == CLI_OK) {
		score_rank(scores, n);
		print_ranking(format, observed, scores, n);
	}
	for (i = 0; i < n; i++)
		score_free(&scores[i]);
	free(scores);
	return status;
}

static int verify(const char *path, const char *profile, enum print_format format)
{
	static struct observed observed;
	int status = CLI_MISUSE;

	if (!observed_read(&observed, path)) {
		status = strcmp(profile, "all") ? verify_one(&observed, profile, format) : verify_all(&observed, format);
		print_remarks(&observed);
	}
	observed_free(&observed);
	return status;
}

int cmd_verify(int argc, char **argv)
{
	static const struct option options[] = {
		{ "observed", required_argument, NULL, 'o' }, { "profile", required_argument, NULL, 'p' },
		{ "format", required_argument, NULL, 'f' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	const char *path = NULL, *profile = "all";
	enum print_format format = PRINT_TEXT;
	int option;

	while ((option = getopt_long(argc, argv, "o:p:f:h", options, NULL)) != -1) {
		if (option == 'o') {
			path = optarg;
		} else if (option == 'p') {
			profile = optarg;
		} else if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		} else if (option != 'f') {
			fprintf(stderr, "Try 'sipq850 %s --help'.\n", COMMAND);
			return CLI_MISUSE;
		} else if (!print_format_parse(optarg, &format)) {
			return cli_misuse(COMMAND, "no such format '%s': text, tsv or json", optarg);
		}
	}
	if (optind < argc)
		return cli_misuse(COMMAND, "'%s' is too much: the file is named with --observed", argv[optind]);
	if (!path)
		return cli_misuse(COMMAND, "which file? --observed FILE, '-' is standard input");
	return verify(path, profile, format);
}
