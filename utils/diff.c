/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 diff: where two profiles differ. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "compare.h"
#include "print.h"
#include "ranges.h"

#define COMMAND "diff"
#define SAID_SIZE 192

static const char help[] =
	"Usage: sipq850 diff [OPTION...] PROFILE|FILE PROFILE|FILE\n\n"
	"Show where two profiles answer differently: every status, cause and event, when nothing else is known and under all that\n"
	"their conditions tell apart, the fewest words first; then those that differ in the location of the cause only. Of the\n"
	"values of a word that no row names the first stands for all.\n\n"
	"  -L, --no-location           differences in nothing but the location do not count\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -h, --help                  this help\n\n"
	"A text line shows the input, what the first and the second make of it, and the rows that say so; tsv has their sources.\n\n"
	"Examples:\n"
	"  sipq850 diff rfc3398 asterisk\n"
	"  sipq850 diff default ./site.tsv -f tsv | cut -f1-4,10\n"
	"  sipq850 diff q1912.5 q1912.5-2018\n\n"
	"Exit status: 0 equal; 1 different; 2 wrong use.\n";

/* --- text */

struct printing {
	const struct comparison *comparison;
	bool *done;
};

/* "17 User busy", with its location if it has one and `location` is wanted. */
static void say_answer(char buf[SAID_SIZE], const struct difference *d, int side)
{
	if (d->ignores[side])
		snprintf(buf, SAID_SIZE, "as without");
	else
		answer_text(buf, SAID_SIZE, d->direction, &d->answers[side]);
}

static void say_location(char buf[SAID_SIZE], const struct difference *d, int side)
{
	const char *token = sipq850_location_token(d->answers[side].location);

	snprintf(buf, SAID_SIZE, "%s", token ? token : "not said");
}

/* Inputs that a class or default answers on both sides are told together; so is all that is under one condition. */
static bool merges(const struct difference *d)
{
	if (d->input >= 1000)
		return false;
	return d->condition[0] || difference_of_location(d) ||
	       (d->answers[0].found != SIPQ850_FOUND_OWN && d->answers[1].found != SIPQ850_FOUND_OWN);
}

static void say_side(char buf[SAID_SIZE], const struct difference *d, int side)
{
	if (difference_of_location(d))
		say_location(buf, d, side);
	else
		say_answer(buf, d, side);
}

static bool belongs(const struct difference *a, const struct difference *b)
{
	char said[4][SAID_SIZE];
	int side;

	if (a->direction != b->direction || strcmp(a->condition, b->condition) ||
	    difference_of_location(a) != difference_of_location(b))
		return false;
	for (side = 0; side < 2; side++) {
		say_side(said[side], a, side);
		say_side(said[2 + side], b, side);
	}
	return !strcmp(said[0], said[2]) && !strcmp(said[1], said[3]);
}

static void print_reference(const struct difference *d, int side)
{
	const struct sipq850_row *row = d->answers[side].row;

	if (row && !d->ignores[side])
		printf("%s:%u", sipq850_profile_name(sipq850_row_profile(row)), sipq850_row_line(row));
	else
		putchar('-');
}

static void print_line(const char *input, const struct difference *d, bool several)
{
	char said[2][SAID_SIZE];

	say_side(said[0], d, 0);
	say_side(said[1], d, 1);
	if (strlen(input) > 44)
		printf("  %s\n  %-44s", input, "");
	else
		printf("  %-44s", input);
	if (several) {
		printf("  %-40s  %s\n", said[0], said[1]);
		return;
	}
	printf("  %-40s  %-40s  [", said[0], said[1]);
	print_reference(d, 0);
	fputs(" | ", stdout);
	print_reference(d, 1);
	puts("]");
}

/* One difference, and all that belong to it. */
static void print_group(struct printing *p, size_t first)
{
	const struct difference *d = &p->comparison->differences[first];
	struct ranges ranges = { .direction = d->direction };
	char name[INPUT_SIZE], text[RANGES_SIZE];
	size_t i, n = 0;

	for (i = first; merges(d) && i < p->comparison->n; i++) {
		const struct difference *other = &p->comparison->differences[i];

		if (p->done[i] || !merges(other) || !belongs(d, other))
			continue;
		p->done[i] = true;
		ranges.has[other->input] = true;
		n++;
	}
	p->done[first] = true;
	if (n > 1)
		ranges_text(&ranges, text);
	else
		snprintf(text, sizeof(text), "%s %s", domain_name(d->input, name), domain_title(d->direction, d->input));
	print_line(text, d, n > 1);
}

enum part { PART_PLAIN, PART_CONDITION, PART_LOCATION };

static enum part part_of(const struct difference *d)
{
	if (difference_of_location(d))
		return PART_LOCATION;
	return d->condition[0] ? PART_CONDITION : PART_PLAIN;
}

static void print_head(const struct printing *p, enum sipq850_direction direction, enum part part)
{
	static const char *const heads[] = {
		[PART_PLAIN] = "", [PART_CONDITION] = ", when more is known", [PART_LOCATION] = ", location only"
	};
	const char *names[2];
	int i;

	for (i = 0; i < 2; i++)
		names[i] = sipq850_profile_name(sipq850_map_profile(p->comparison->maps[i]));
	printf("\n%s%s\n", direction == SIPQ850_SIP2Q850 ? "SIP to Q.850" : "Q.850 to SIP", heads[part]);
	printf("  %-44s  %-40s  %s\n", "", names[0], names[1]);
}

static void print_part(struct printing *p, enum sipq850_direction direction, enum part part)
{
	const char *condition = "";
	bool any = false;
	size_t i;

	for (i = 0; i < p->comparison->n; i++) {
		const struct difference *d = &p->comparison->differences[i];

		if (p->done[i] || d->direction != direction || part_of(d) != part)
			continue;
		if (!any)
			print_head(p, direction, part);
		any = true;
		if (strcmp(condition, d->condition))
			printf("  %s:\n", d->condition);
		condition = d->condition;
		print_group(p, i);
	}
}

/* Conditions one after the other, not the inputs. */
static void print_conditions(struct printing *p, enum sipq850_direction direction)
{
	const struct comparison *c = p->comparison;
	bool any = false;
	size_t i, j;

	for (i = 0; i < c->n; i++) {
		const struct difference *d = &c->differences[i];

		if (p->done[i] || d->direction != direction || part_of(d) != PART_CONDITION)
			continue;
		if (!any)
			print_head(p, direction, PART_CONDITION);
		any = true;
		printf("  %s:\n", d->condition);
		for (j = i; j < c->n; j++)
			if (!p->done[j] && c->differences[j].direction == direction &&
			    part_of(&c->differences[j]) == PART_CONDITION &&
			    !strcmp(c->differences[j].condition, d->condition))
				print_group(p, j);
	}
}

static void print_text(const struct comparison *c)
{
	struct printing p = { .comparison = c, .done = calloc(c->n + 1, sizeof(*p.done)) };
	int i;

	if (!p.done)
		return;
	for (i = 0; i < 2; i++) {
		const struct sipq850_profile *profile = sipq850_map_profile(c->maps[i]);

		printf("%s: %s\n", sipq850_profile_name(profile), sipq850_profile_title(profile));
	}
	if (!c->n)
		puts("no difference");
	for (i = SIPQ850_SIP2Q850; i <= SIPQ850_Q850SIP; i++) {
		print_part(&p, i, PART_PLAIN);
		print_conditions(&p, i);
		print_part(&p, i, PART_LOCATION);
	}
	free(p.done);
}

/* --- machines */

static void print_tsv_side(const struct difference *d, int side)
{
	const struct sipq850_answer *answer = &d->answers[side];
	const struct sipq850_row *row = answer->row;
	char out[OUT_SIZE];

	printf("\t%s\t%s\t%s\t%s\t", answer_out(answer, out), or_empty(sipq850_location_short(answer->location)),
	       sipq850_found_name(answer->found), row ? sipq850_profile_name(sipq850_row_profile(row)) : "");
	if (row)
		printf("%u\t%s", sipq850_row_line(row), sipq850_row_source(row));
	else
		putchar('\t');
}

static void print_json_side(const struct difference *d, int side)
{
	const struct sipq850_answer *answer = &d->answers[side];
	const struct sipq850_row *row = answer->row;
	char out[OUT_SIZE];

	printf(",\"%s\":{", side ? "b" : "a");
	print_json_text("out", answer_out(answer, out), true);
	print_json_text("out_location", or_empty(sipq850_location_short(answer->location)), false);
	print_json_text("found", sipq850_found_name(answer->found), false);
	print_json_text("profile", row ? sipq850_profile_name(sipq850_row_profile(row)) : "", false);
	printf(",\"line\":%u", row ? sipq850_row_line(row) : 0);
	print_json_text("source", row ? sipq850_row_source(row) : "", false);
	putchar('}');
}

static void print_machine(enum print_format format, const struct comparison *c)
{
	char name[INPUT_SIZE];
	size_t i;

	if (format == PRINT_TSV)
		puts("direction\tin\tcondition\ta_out\ta_out_location\ta_found\ta_profile\ta_line\ta_source\t"
		     "b_out\tb_out_location\tb_found\tb_profile\tb_line\tb_source");
	for (i = 0; i < c->n; i++) {
		const struct difference *d = &c->differences[i];

		if (format == PRINT_TSV) {
			printf("%s\t%s\t%s", sipq850_direction_name(d->direction), domain_name(d->input, name),
			       d->condition);
			print_tsv_side(d, 0);
			print_tsv_side(d, 1);
			putchar('\n');
			continue;
		}
		putchar('{');
		print_json_text("direction", sipq850_direction_name(d->direction), true);
		print_json_text("in", domain_name(d->input, name), false);
		print_json_text("condition", d->condition, false);
		print_json_side(d, 0);
		print_json_side(d, 1);
		puts("}");
	}
}

/* --- the command */

static int diff(const char *a, const char *b, enum print_format format, bool locations)
{
	const struct sipq850_map *maps[2] = { cli_map(a), NULL };
	struct comparison c;
	int status = CLI_MISUSE;

	if (maps[0])
		maps[1] = cli_map(b);
	if (maps[1]) {
		comparison_make(&c, maps[0], maps[1], locations);
		if (c.cut)
			cli_error("some inputs have too many conditions to combine them all: there may be more differences");
		if (c.failed)
			cli_error("out of memory");
		else if (format == PRINT_TEXT)
			print_text(&c);
		else
			print_machine(format, &c);
		if (!c.failed)
			status = c.n ? CLI_UNANSWERED : CLI_OK;
		comparison_release(&c);
	}
	sipq850_map_unref(maps[0]);
	sipq850_map_unref(maps[1]);
	return status;
}

int cmd_diff(int argc, char **argv)
{
	static const struct option options[] = {
		{ "no-location", no_argument, NULL, 'L' }, { "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	enum print_format format = PRINT_TEXT;
	bool locations = true;
	int option;

	while ((option = getopt_long(argc, argv, "Lf:h", options, NULL)) != -1) {
		if (option == 'L') {
			locations = false;
		} else if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		} else if (option != 'f') {
			fputs("Try 'sipq850 diff --help'.\n", stderr);
			return CLI_MISUSE;
		} else if (!print_format_parse(optarg, &format)) {
			return cli_misuse(COMMAND, "no such format '%s': text, tsv or json", optarg);
		}
	}
	if (argc - optind != 2)
		return cli_misuse(COMMAND, "which two profiles?");
	return diff(argv[optind], argv[optind + 1], format, locations);
}
