/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 profiles: what is built in. */
#include <getopt.h>
#include <inttypes.h>

#include "cli.h"
#include "print.h"

static const char help[] =
	"Usage: sipq850 profiles [OPTION...]\n\n"
	"List the built-in profiles: name, title, completeness and rows of each direction, documents, identity.\n\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -h, --help                  this help\n\n"
	"Two profiles of the same identity answer by the same rows.\n\n"
	"Examples:\n"
	"  sipq850 profiles\n"
	"  sipq850 profiles -f tsv | cut -f1,3,4\n";

struct summary {
	const char *name, *title, *document;
	const char *completeness[2];
	unsigned int rows[2];
	uint64_t identity;
};

static bool summarise(const struct sipq850_profile *profile, struct summary *s)
{
	const struct sipq850_map *map = sipq850_map_builtin(sipq850_profile_name(profile));
	size_t i;

	if (!map)
		return false;
	*s = (struct summary){
		.name = sipq850_profile_name(profile),
		.title = sipq850_profile_title(profile),
		.document = sipq850_profile_document(profile),
		.completeness = { sipq850_completeness_name(sipq850_map_completeness(map, SIPQ850_SIP2Q850)),
				  sipq850_completeness_name(sipq850_map_completeness(map, SIPQ850_Q850SIP)) },
		.identity = sipq850_map_identity(map),
	};
	for (i = 0; i < sipq850_map_rows(map); i++)
		s->rows[sipq850_row_direction(sipq850_map_row(map, i)->row) - 1]++;
	return true;
}

static void print_text(const struct summary *s)
{
	printf("%s: %s\n    SIP to Q.850 %s (%u rows), Q.850 to SIP %s (%u rows); %016" PRIx64 "\n    %s\n", s->name,
	       s->title, s->completeness[0], s->rows[0], s->completeness[1], s->rows[1], s->identity, s->document);
}

static void print_tsv(const struct summary *s)
{
	printf("%s\t%s\t%s\t%s\t%u\t%u\t%s\t%016" PRIx64 "\n", s->name, s->title, s->completeness[0],
	       s->completeness[1], s->rows[0], s->rows[1], s->document, s->identity);
}

static void print_json(const struct summary *s)
{
	putchar('{');
	print_json_text("name", s->name, true);
	print_json_text("title", s->title, false);
	print_json_text("sip2q850", s->completeness[0], false);
	print_json_text("q850sip", s->completeness[1], false);
	printf(",\"sip2q850_rows\":%u,\"q850sip_rows\":%u", s->rows[0], s->rows[1]);
	print_json_text("document", s->document, false);
	printf(",\"identity\":\"%016" PRIx64 "\"}\n", s->identity);
}

static int print_profiles(enum print_format format)
{
	struct summary s;
	unsigned int i;

	if (format == PRINT_TSV)
		puts("name\ttitle\tsip2q850\tq850sip\tsip2q850_rows\tq850sip_rows\tdocument\tidentity");
	for (i = 0; i < sipq850_profile_count(); i++) {
		if (!summarise(sipq850_profile_builtin(i), &s)) {
			cli_error("out of memory");
			return CLI_MISUSE;
		}
		if (format == PRINT_TEXT)
			print_text(&s);
		else if (format == PRINT_TSV)
			print_tsv(&s);
		else
			print_json(&s);
	}
	return CLI_OK;
}

int cmd_profiles(int argc, char **argv)
{
	enum print_format format = PRINT_TEXT;
	int status = print_options("profiles", help, argc, argv, &format);

	if (status >= 0)
		return status;
	if (optind < argc)
		return cli_misuse("profiles", "'%s' is too much", argv[optind]);
	return print_profiles(format);
}
