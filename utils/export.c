/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 export: the effective mapping for other engines. One line in formats[] for each of them. */
#include "export.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

#define COMMAND "export"
#define TABLE "sipq850_map"
#define TABLE_MAX 48		/* PostgreSQL cuts names after 63 bytes, and a suffix is added */

static const struct export_format formats[] = {
	{ "sql", export_sql, "CREATE TABLE and INSERT, for SQLite, PostgreSQL and others", true, true },
	{ "csv", export_csv, "RFC 4180, with a line of column names", false, true },
	{ "json", export_json, "one document: about, map, special", false, true },
	{ "c", export_c, "a header for firmware without this library (C99, C++)", true, false },
	{ "cisco", export_cisco, "sip-ua of Cisco IOS; HP/H3C MSR and Samsung Ubigate know the same two lines", false, false },
	{ "audiocodes", export_audiocodes, "CauseMapSIP2ISDN and CauseMapISDN2SIP, at most 12 rows each", false, false },
	{ "freeswitch", export_freeswitch, "dialplan extensions, towards SIP only", false, false },
	{ "markdown", export_markdown, "the rows, as documentation", false, false },
};

static const char help_head[] =
	"Usage: sipq850 export -f FORMAT [OPTION...]\n\n"
	"Print the effective mapping of a profile for another engine: what every SIP status (100..699) and every Q.850 cause\n"
	"(1..127) becomes when nothing else is known, as 'sipq850 table' does. Every format names the profile, the version of\n"
	"the library and the identity of the map ('sipq850 profiles').\n\n"
	"  -p, --profile NAME|FILE  the profile to export (default); a file has a '/' or ends in '.tsv'\n"
	"  -f, --format FORMAT      how to print: see below\n"
	"  -a, --all                sql, csv, json: add every conditional row and every event\n"
	"      --table NAME         sql: name of the table, c: prefix of all names (" TABLE "); lower case\n"
	"  -h, --help               this help\n\n"
	"Formats:\n";

static const char help_tail[] =
	"\n"
	"sql writes NAME, whose key is direction and input, NAME_about with profile, version and identity, and with --all\n"
	"NAME_special, whose rows are to be asked by rising 'place' before the plain answer. Inputs that no row answers are there,\n"
	"too, with found = 'not-covered', so that a join answers as 'sipq850 table'. CSV has no comments, so three columns of each\n"
	"line say what was exported.\n"
	"Configurations take numbers only: what they cannot express is counted and named in a comment. audiocodes and freeswitch\n"
	"hold only what differs from the fixed table of the product. AudioCodes takes 12 rows of each table: more are written as\n"
	"comments, rows of single inputs first, with an error and exit status 1.\n\n"
	"Examples:\n"
	"  sipq850 export -p rfc3398 -f sql | sqlite3 calls.db\n"
	"  sipq850 export -p ./site.tsv -f sql --all --table cause_map | psql calls\n"
	"  sipq850 export -p rfc4497 -f c --table q850 >q850.h\n"
	"  sipq850 export -p q1912.5 -f cisco\n\n"
	"Exit status: 0 done; 1 the device cannot take all rows; 2 wrong use or failed output.\n";

static void print_help(void)
{
	size_t i;

	fputs(help_head, stdout);
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		printf("  %-10s %s\n", formats[i].name, formats[i].summary);
	fputs(help_tail, stdout);
}

static const struct export_format *find_format(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (!strcmp(name, formats[i].name))
			return &formats[i];
	return NULL;
}

/* A name that SQL engines and C take as it is: SQLite keeps sqlite_, PostgreSQL pg_, C what begins with two marks. */
static bool is_identifier(const char *name)
{
	size_t len = strlen(name);

	return len > 0 && len <= TABLE_MAX && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == len &&
	       name[0] >= 'a' && strncmp(name, "sqlite_", 7) && strncmp(name, "pg_", 3);
}

static int check(const struct export *e, const struct export_format *format)
{
	if (!format)
		return cli_misuse(COMMAND, "say which format: -f sql, csv, json, c, cisco, audiocodes, freeswitch or "
				  "markdown");
	if (e->table && !format->named)
		return cli_misuse(COMMAND, "--table is for -f sql and -f c, not for %s", format->name);
	if (e->table && !is_identifier(e->table))
		return cli_misuse(COMMAND, "'%s' is no name for a table: lower-case letters, digits and _, a letter first, "
				  "at most %d; not sqlite_ or pg_", e->table, TABLE_MAX);
	if (e->all && !format->all)
		return cli_misuse(COMMAND, "--all is for sql, csv and json: %s has no place for conditions", format->name);
	return CLI_OK;
}

/* A line end in the name of a file would end the comment that it stands in, and what follows would be run. */
static bool is_printable(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

static int run(struct export *e, const struct export_format *format, const char *profile)
{
	int status;

	e->map = cli_map(profile);
	if (!e->map)
		return CLI_MISUSE;
	if (!e->table)
		e->table = TABLE;
	e->profile = sipq850_map_profile(e->map);
	if (!is_printable(sipq850_profile_name(e->profile))) {
		cli_error("a profile whose name has control characters is not exported: rename the file");
		sipq850_map_unref(e->map);
		return CLI_MISUSE;
	}
	snprintf(e->identity, sizeof(e->identity), "%016" PRIx64, sipq850_map_identity(e->map));
	status = format->write(e);
	sipq850_map_unref(e->map);
	return status;
}

static int no_format(const char *name)
{
	return cli_misuse(COMMAND, "no such format '%s': 'sipq850 export --help' lists them", name);
}

int cmd_export(int argc, char **argv)
{
	static const struct option options[] = {
		{ "profile", required_argument, NULL, 'p' }, { "format", required_argument, NULL, 'f' },
		{ "all", no_argument, NULL, 'a' }, { "table", required_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	const struct export_format *format = NULL;
	const char *profile = NULL;
	struct export e = { .all = false };
	int option, status;

	while ((option = getopt_long(argc, argv, "p:f:ah", options, NULL)) != -1) {
		if (option == 'p') {
			profile = optarg;
		} else if (option == 'a') {
			e.all = true;
		} else if (option == 't') {
			e.table = optarg;
		} else if (option == 'h') {
			print_help();
			return CLI_OK;
		} else if (option != 'f') {
			fputs("Try 'sipq850 export --help'.\n", stderr);
			return CLI_MISUSE;
		} else if (!(format = find_format(optarg))) {
			return no_format(optarg);
		}
	}
	if (optind < argc)
		return cli_misuse(COMMAND, "'%s' is too much: a profile is named with -p", argv[optind]);
	status = check(&e, format);
	return status == CLI_OK ? run(&e, format, profile) : status;
}
