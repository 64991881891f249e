/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 check: run scenarios of interop and print what became of them. */
#include <errno.h>
#include <getopt.h>
#include <string.h>

#include "check_print.h"
#include "cli.h"
#include "scenario.h"

#define COMMAND "check"
#define NAME_MAX_LEN 1024

static const char help[] =
	"Usage: sipq850 check [OPTION...] FILE...\n\n"
	"Run scenarios: what a gateway is told, and what it must do. A FILE ('-': standard input) has tab-separated columns and\n"
	"a line with their names; lines that are blank or begin with '#' are skipped.\n\n"
	"Columns, in any order; name, told or path, and one of those expected are needed:\n"
	"  name         of the scenario\n"
	"  profile      name, or a file, beside FILE unless it begins with '/'; empty: that of -p\n"
	"  call         'role=uac phase=initial-invite', isdn=isup, setup-only, WORD=VALUE: a call for the gateway to decide;\n"
	"               empty: a question to the map alone\n"
	"  told         'sip 486', 'sip method:BYE', 'isdn 17', 'isdn 08 02 80 91', 'isdn timer:T7', 'isdn none'\n"
	"  context      what else is known: WORD=VALUE, with commas or blanks between\n"
	"  headers      'Reason: ..', 'Warning: ..', 'Retry-After: ..', 'ISUP: 83 a6' (Cause Indicators), with '||' between\n"
	"  policy       KEY=VALUE with blanks between, as in sipq850(1)\n"
	"  path         a chain of gateways instead of all these but name: 486@sip rfc3398 dss1 asterisk, as sipq850 path has it\n"
	"  carry        'reason': the gateways of the path carry the cause in the Reason header\n"
	"  source       which document says so, for the reader\n"
	"Expected: action (or 'refused') message out (17 or 17@user) location ie status phrase reason retry_after decided_by\n"
	"reports found condition. An empty cell: nothing must come; '*': anything may. Leave out the columns that do not matter.\n\n"
	"  -f, --format tap|junit       how to print (tap)\n"
	"  -p, --profile NAME|FILE      the profile where a scenario names none (default)\n"
	"  -h, --help                   this help\n\n"
	"Examples:\n"
	"  sipq850 check scenarios.tsv\n"
	"  sipq850 check -f junit -p ./site.tsv lab/*.tsv > report.xml\n"
	"  printf 'name\\ttold\\tout\\nbusy\\tsip 486\\t17\\n' | sipq850 check -p asterisk -\n\n"
	"Exit status: 0 all passed; 1 one failed; 2 wrong use, or a file or line that cannot be read.\n";

struct check {
	const char *profile;		/* of -p */
	struct check_report report;
	/* The map that was used last: neighbours mostly have the same. */
	const struct sipq850_map *map;
	char map_name[NAME_MAX_LEN];
	/* Too large for the stack of a small machine. */
	struct tsv tsv;
	struct scenario scenario;
	struct outcome outcome;
};

/* A file that a scenario names is beside the file of the scenario. */
static void profile_name(char name[NAME_MAX_LEN], const struct check *check)
{
	const char *wanted = check->scenario.cell[SCENARIO_PROFILE], *slash = strrchr(check->tsv.path, '/');
	int dir = slash ? (int)(slash - check->tsv.path) + 1 : 0;

	if (!wanted[0])
		snprintf(name, NAME_MAX_LEN, "%s", or_empty(check->profile));
	else if (cli_is_path(wanted) && wanted[0] != '/')
		snprintf(name, NAME_MAX_LEN, "%.*s%s", dir, check->tsv.path, wanted);
	else
		snprintf(name, NAME_MAX_LEN, "%s", wanted);
}

static const struct sipq850_map *map_of(struct check *check, char *why, size_t len)
{
	char name[NAME_MAX_LEN];

	profile_name(name, check);
	if (check->map && !strcmp(name, check->map_name))
		return check->map;
	sipq850_map_unref(check->map);
	check->map = cli_find_map(name[0] ? name : NULL, why, len);
	strcpy(check->map_name, name);
	return check->map;
}

static void refuse(struct check *check, unsigned long line, const char *problem)
{
	if (line)
		cli_error("%s:%lu: %s", check->tsv.path, line, problem);
	else
		cli_error("%s: %s", check->tsv.path, problem);
	report_problem(&check->report, line, problem);
}

static void run_scenario(struct check *check, const int index[SCENARIO_COLUMNS])
{
	struct scenario *s = &check->scenario;
	const struct sipq850_map *map;
	char why[2048];

	if (scenario_read(s, &check->tsv, index)) {
		refuse(check, check->tsv.line, s->request.problem);
		return;
	}
	map = map_of(check, why, sizeof(why));
	if (!map)
		refuse(check, check->tsv.line, why);
	else if (scenario_run(s, map, &check->outcome))
		refuse(check, check->tsv.line, s->request.problem);
	else
		report_scenario(&check->report, &check->tsv, s, &check->outcome,
				scenario_differs(s, index, &check->outcome));
}

static void run_records(struct check *check)
{
	int index[SCENARIO_COLUMNS], rc;

	if (scenario_columns(&check->tsv, index)) {
		refuse(check, check->tsv.line, check->tsv.problem);
		return;
	}
	while ((rc = tsv_next(&check->tsv)) && rc != -EIO) {
		if (rc == 1)
			run_scenario(check, index);
		else
			refuse(check, check->tsv.line, check->tsv.problem);
	}
	if (rc == -EIO)
		refuse(check, 0, check->tsv.problem);
	else if (!check->report.file_n)
		refuse(check, 0, "no scenario in it");
}

static bool run_file(struct check *check, const char *path)
{
	int rc = tsv_open(&check->tsv, path);

	if (!report_file(&check->report, check->tsv.path)) {
		cli_error("%s: %s", path, strerror(ENOMEM));
		return false;
	}
	if (rc) {
		refuse(check, check->tsv.line, check->tsv.problem);
	} else {
		run_records(check);
		tsv_close(&check->tsv);
	}
	report_file_end(&check->report);
	return true;
}

static int run_files(struct check *check, int n, char **paths)
{
	int i;

	report_begin(&check->report);
	for (i = 0; i < n; i++)
		if (!run_file(check, paths[i]))
			return CLI_MISUSE;
	report_end(&check->report);
	if (check->report.errors)
		return CLI_MISUSE;
	return check->report.failed ? CLI_UNANSWERED : CLI_OK;
}

static bool check_format_parse(const char *name, enum check_format *format)
{
	*format = strcmp(name, "junit") ? CHECK_TAP : CHECK_JUNIT;
	return !strcmp(name, "junit") || !strcmp(name, "tap");
}

int cmd_check(int argc, char **argv)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' }, { "profile", required_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	static struct check check;
	int option, status;

	while ((option = getopt_long(argc, argv, "f:p:h", options, NULL)) != -1) {
		if (option == 'p') {
			check.profile = optarg;
		} else if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		} else if (option != 'f') {
			fprintf(stderr, "Try 'sipq850 %s --help'.\n", COMMAND);
			return CLI_MISUSE;
		} else if (!check_format_parse(optarg, &check.report.format)) {
			return cli_misuse(COMMAND, "no such format '%s': tap or junit", optarg);
		}
	}
	if (optind == argc)
		return cli_misuse(COMMAND, "which files? '-' is standard input");
	status = run_files(&check, argc - optind, argv + optind);
	sipq850_map_unref(check.map);
	return status;
}
