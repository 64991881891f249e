/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "domain.h"

bool print_format_parse(const char *name, enum print_format *format)
{
	static const char *const names[] = { [PRINT_TEXT] = "text", [PRINT_TSV] = "tsv", [PRINT_JSON] = "json" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!strcmp(name, names[i])) {
			*format = i;
			return true;
		}
	}
	return false;
}

int print_options(const char *command, const char *help, int argc, char **argv, enum print_format *format)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	int option;

	while ((option = getopt_long(argc, argv, "f:h", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		}
		if (option != 'f') {
			fprintf(stderr, "Try 'sipq850 %s --help'.\n", command);
			return CLI_MISUSE;
		}
		if (!print_format_parse(optarg, format))
			return cli_misuse(command, "no such format '%s': text, tsv or json", optarg);
	}
	return -1;
}

/* --- the columns of an answer */

struct columns {
	const char *condition;
	const char *location;
	const char *out;
	char number[OUT_SIZE];
	const char *out_location;
	const char *profile;
	char line[16];
	const char *source;
	const char *note;
};

static void set_columns(struct columns *c, const struct asked *asked)
{
	const struct sipq850_answer *answer = asked->answer;
	const struct sipq850_row *row = answer->row;

	c->location = or_empty(sipq850_location_short(asked->location));
	c->out_location = or_empty(sipq850_location_short(answer->location));
	c->condition = row ? sipq850_row_condition(row) : "";
	c->source = row ? sipq850_row_source(row) : "";
	c->note = row ? sipq850_row_note(row) : "";
	c->profile = sipq850_profile_name(row ? sipq850_row_profile(row) : sipq850_map_profile(asked->map));
	c->line[0] = '\0';
	if (row)
		snprintf(c->line, sizeof(c->line), "%u", sipq850_row_line(row));
	c->out = answer_out(answer, c->number);
}

/* The name of a status or cause; for an event or a class nothing. */
static const char *name_of(bool status, const char *number)
{
	int value = atoi(number);

	if (strspn(number, "0123456789") != strlen(number))
		return "";
	return or_empty(status ? sipq850_sip_phrase(value) : sipq850_cause_name(SIPQ850_CODING_ITU_T, value));
}

static const char *in_name(const struct asked *asked)
{
	return name_of(asked->direction == SIPQ850_SIP2Q850, asked->in);
}

static const char *out_name(const struct asked *asked, const struct columns *c)
{
	return asked->answer->value ? name_of(asked->direction == SIPQ850_Q850SIP, c->out) : "";
}

/* --- TSV */

void print_answer_header(enum print_format format)
{
	if (format == PRINT_TSV)
		puts("direction\tin\tcondition\tlocation\tout\tout_location\tfound\tprofile\tline\tsource");
}

static void print_tsv(const struct asked *asked, const struct columns *c)
{
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", sipq850_direction_name(asked->direction), asked->in,
	       c->condition, c->location, c->out, c->out_location, sipq850_found_name(asked->answer->found),
	       c->profile, c->line, c->source);
}

/* --- JSON */

void json_quote(FILE *out, const char *text)
{
	putc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fprintf(out, "\\%c", *text);
		else if ((unsigned char)*text < ' ')
			fprintf(out, "\\u%04x", *text);
		else
			putc(*text, out);
	}
	putc('"', out);
}

void print_json_text(const char *key, const char *value, bool first)
{
	if (!first)
		putchar(',');
	printf("\"%s\":", key);
	json_quote(stdout, value);
}

static void print_json_keys(const struct asked *asked, const struct columns *c)
{
	print_json_text("direction", sipq850_direction_name(asked->direction), true);
	print_json_text("in", asked->in, false);
	print_json_text("in_name", in_name(asked), false);
	print_json_text("condition", c->condition, false);
	print_json_text("location", c->location, false);
	print_json_text("location_name", or_empty(sipq850_location_name(asked->location)), false);
	print_json_text("out", c->out, false);
	print_json_text("out_name", out_name(asked, c), false);
	print_json_text("out_location", c->out_location, false);
	print_json_text("out_location_name", or_empty(sipq850_location_name(asked->answer->location)), false);
	print_json_text("found", sipq850_found_name(asked->answer->found), false);
	print_json_text("profile", c->profile, false);
	printf(",\"line\":%s", c->line[0] ? c->line : "null");
	print_json_text("source", c->source, false);
	print_json_text("note", c->note, false);
	puts("}");
}

/* --- text */

static void print_side(const char *number, const char *name)
{
	printf("%s%s%s", number, *name ? " " : "", name);
}

static void print_location(enum sipq850_location location)
{
	if (location == SIPQ850_LOCATION_NETWORK)
		printf(", location: some network");
	else if (location)
		printf(", location: %s", sipq850_location_name(location));
}

static void print_text(const struct asked *asked, const struct columns *c)
{
	print_side(asked->in, in_name(asked));
	printf(" -> ");
	if (!asked->answer->row) {
		printf("not covered by %s\n", c->profile);
		return;
	}
	print_side(c->out, out_name(asked, c));
	if (asked->answer->action == SIPQ850_ACTION_RESPOND && !out_name(asked, c)[0])
		printf(" (not a registered status)");
	print_location(asked->answer->location);
	if (c->condition[0])
		printf(" (because %s)", c->condition);
	printf("\n    %s [%s:%s, %s]\n", c->source, c->profile, c->line, sipq850_found_name(asked->answer->found));
}

void print_answer(enum print_format format, const struct asked *asked)
{
	struct columns c;

	set_columns(&c, asked);
	switch (format) {
	case PRINT_TEXT:
		print_text(asked, &c);
		break;
	case PRINT_TSV:
		print_tsv(asked, &c);
		break;
	case PRINT_JSON:
		putchar('{');
		print_json_keys(asked, &c);
		break;
	}
}

void print_answer_rest(enum print_format format, const struct asked *asked)
{
	struct columns c;

	set_columns(&c, asked);
	if (format == PRINT_TSV)
		print_tsv(asked, &c);
	else
		print_json_keys(asked, &c);
}
