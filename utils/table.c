/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 table: the whole effective table. */
#include <getopt.h>
#include <string.h>

#include "cli.h"
#include "print.h"

static const char help[] =
	"Usage: sipq850 table [OPTION...]\n\n"
	"Print what every SIP status (100..699) and every Q.850 cause (1..127) becomes when nothing else is known.\n\n"
	"  -p, --profile NAME|FILE  the profile to print (default); a file has a '/' or ends in '.tsv'\n"
	"  -a, --all                add every conditional row and every event\n"
	"  -f, --format tsv|json    how to print (tsv)\n"
	"  -h, --help               this help\n\n"
	"Examples:\n"
	"  sipq850 table -p asterisk\n"
	"  sipq850 table -p rfc3398 --all -f json\n"
	"  sipq850 table -p ./site.tsv | cut -f1,2,5\n";

static void print_domain(const struct sipq850_map *map, enum print_format format, enum sipq850_direction direction, int min,
			 int max)
{
	struct sipq850_answer answer;
	struct asked asked = { .direction = direction, .map = map, .answer = &answer };
	char number[16];
	int input;

	asked.in = number;
	for (input = min; input <= max; input++) {
		sipq850_map_ask(map, direction, input, NULL, &answer);
		snprintf(number, sizeof(number), "%d", input);
		print_answer(format, &asked);
	}
}

/* What a question without context does not show: conditional rows, and events. */
static bool is_special(const struct sipq850_row *row)
{
	const char *in = sipq850_row_in(row);

	return sipq850_row_condition(row)[0] || (strchr(in, ':') && strncmp(in, "class:", 6));
}

static void print_special(const struct sipq850_map *map, enum print_format format, enum sipq850_direction direction)
{
	size_t i;

	for (i = 0; i < sipq850_map_rows(map); i++) {
		const struct sipq850_answer *answer = sipq850_map_row(map, i);
		struct asked asked = { .direction = direction, .map = map, .answer = answer,
				       .in = sipq850_row_in(answer->row) };

		if (sipq850_row_direction(answer->row) == direction && is_special(answer->row))
			print_answer(format, &asked);
	}
}

static int print_table(const char *profile, enum print_format format, bool all)
{
	const struct sipq850_map *map = cli_map(profile);

	if (!map)
		return CLI_MISUSE;
	print_answer_header(format);
	print_domain(map, format, SIPQ850_SIP2Q850, 100, 699);
	if (all)
		print_special(map, format, SIPQ850_SIP2Q850);
	print_domain(map, format, SIPQ850_Q850SIP, 1, 127);
	if (all)
		print_special(map, format, SIPQ850_Q850SIP);
	sipq850_map_unref(map);
	return CLI_OK;
}

int cmd_table(int argc, char **argv)
{
	static const struct option options[] = {
		{ "profile", required_argument, NULL, 'p' }, { "all", no_argument, NULL, 'a' },
		{ "format", required_argument, NULL, 'f' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	const char *profile = NULL;
	enum print_format format = PRINT_TSV;
	bool all = false;
	int option;

	while ((option = getopt_long(argc, argv, "p:af:h", options, NULL)) != -1) {
		if (option == 'p') {
			profile = optarg;
		} else if (option == 'a') {
			all = true;
		} else if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		} else if (option != 'f') {
			fputs("Try 'sipq850 table --help'.\n", stderr);
			return CLI_MISUSE;
		} else if (!print_format_parse(optarg, &format) || format == PRINT_TEXT) {
			return cli_misuse("table", "no such format '%s': tsv or json", optarg);
		}
	}
	if (optind < argc)
		return cli_misuse("table", "'%s' is too much: a profile is named with -p", argv[optind]);
	return print_table(profile, format, all);
}
