/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a profile as documentation that a reviewer can argue with: what the profile itself says first, beside what
 * its base says, then what it inherits; by direction and class. */
#include "export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define PATH_SIZE 1024

struct page {
	const struct export *e;
	const struct sipq850_map *base;		/* NULL: none */
	enum sipq850_direction direction;
	bool inherited;				/* which rows the part shows */
	char group[64];				/* heading of the rows before */
};

/* --- cells */

/* A pipe would end a cell; what begins a tag or emphasis is plain. */
static void print_cell(const char *text)
{
	putchar(' ');
	for (; *text; text++) {
		if (strchr("|<*_`\\[]", *text))
			putchar('\\');
		putchar(*text);
	}
	fputs(" |", stdout);
}

/* "17 User busy, network". */
static void print_named(const char *value, const char *name, const char *location)
{
	char text[PATH_SIZE];

	snprintf(text, sizeof(text), "%s%s%s%s%s", value, *name ? " " : "", name, *location ? ", " : "", location);
	print_cell(text);
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

static const char *name_of(enum sipq850_direction direction, const char *number)
{
	return is_number(number) ? domain_title(direction, atoi(number)) : "";
}

/* --- what the base says */

static bool is_same_place(const struct sipq850_row *a, const struct sipq850_row *b)
{
	return sipq850_row_direction(a) == sipq850_row_direction(b) && !strcmp(sipq850_row_in(a), sipq850_row_in(b)) &&
	       !strcmp(sipq850_row_condition(a), sipq850_row_condition(b));
}

/* The same place in the base; else, for a number, what the base answers under the condition of the row. */
static bool ask_base(const struct page *page, const struct sipq850_row *row, struct sipq850_answer *answer)
{
	struct sipq850_context context = { .word = { 0 } };
	const char *in = sipq850_row_in(row);
	size_t i;
	int input;

	for (i = 0; i < sipq850_map_rows(page->base); i++) {
		*answer = *sipq850_map_row(page->base, i);
		if (is_same_place(answer->row, row))
			return true;
	}
	if (strchr(in, '*') || strstr(in, "xx") || !strncmp(in, "class:", 6) || domain_parse(page->direction, in, &input))
		return false;
	return !sipq850_row_context(row, &context) &&
	       !sipq850_map_ask(page->base, page->direction, input, &context, answer);
}

static void print_base_said(const struct page *page, const struct sipq850_row *row)
{
	struct sipq850_answer answer;
	char out[OUT_SIZE], text[OUT_SIZE + 32];

	if (!ask_base(page, row, &answer)) {
		print_cell("nothing");
		return;
	}
	if (!answer.row || answer.found == SIPQ850_FOUND_OWN)
		snprintf(text, sizeof(text), "%s", answer_out_at(&answer, out));
	else
		snprintf(text, sizeof(text), "%s (%s)", answer_out_at(&answer, out), sipq850_found_name(answer.found));
	print_cell(text);
}

/* --- rows */

/* "4xx", "class 1: normal event", "All others", "Events": what the row stands under. */
static void name_group(const struct sipq850_row *row, char *group, size_t size)
{
	const char *in = sipq850_row_in(row);
	bool sip = sipq850_row_direction(row) == SIPQ850_SIP2Q850;
	int cause = !strncmp(in, "class:", 6) ? 16 * atoi(in + 6) + 1 : atoi(in);

	if (!strcmp(in, "*"))
		snprintf(group, size, "All others");
	else if (strchr(in, ':') && strncmp(in, "class:", 6))
		snprintf(group, size, "Events");
	else if (sip)
		snprintf(group, size, "%cxx", in[0]);
	else
		snprintf(group, size, "Class %d (%d to %d): %s", cause / 16, cause < 16 ? 1 : cause / 16 * 16,
			 cause / 16 * 16 + 15, or_empty(sipq850_cause_class_name(cause)));
}

static void print_header(const struct page *page)
{
	const char *base = page->base && !page->inherited ? sipq850_profile_name(sipq850_map_profile(page->base)) : NULL;

	printf("\n%s %s\n\n| in | when | becomes |", page->base ? "####" : "###", page->group);
	if (base) {
		char says[PATH_SIZE];

		snprintf(says, sizeof(says), "%s says", base);
		print_cell(says);
	}
	printf(" source | note |%s\n|---|---|---|%s---|---|%s\n", page->inherited ? " from |" : "",
	       base ? "---|" : "", page->inherited ? "---|" : "");
}

static void print_from(const struct sipq850_row *row)
{
	char from[PATH_SIZE];

	snprintf(from, sizeof(from), "base %s, line %u", sipq850_profile_name(sipq850_row_profile(row)),
		 sipq850_row_line(row));
	print_cell(from);
}

static void print_row(struct page *page, const struct sipq850_answer *answer)
{
	const struct sipq850_row *row = answer->row;
	char group[64], out[OUT_SIZE];
	const char *text = answer_out(answer, out);

	name_group(row, group, sizeof(group));
	if (strcmp(group, page->group)) {
		strcpy(page->group, group);
		print_header(page);
	}
	putchar('|');
	print_named(sipq850_row_in(row), name_of(page->direction, sipq850_row_in(row)), "");
	print_cell(sipq850_row_condition(row));
	print_named(text, name_of(domain_opposite(page->direction), text),
		    or_empty(sipq850_location_token(answer->location)));
	if (page->base && !page->inherited)
		print_base_said(page, row);
	print_cell(sipq850_row_source(row));
	print_cell(sipq850_row_note(row));
	if (page->inherited)
		print_from(row);
	putchar('\n');
}

/* Classes stand with their numbers: one turn for each group, in the order in which groups first come up. */
static bool is_in_group(const struct sipq850_row *row, const char *group)
{
	char own[64];

	name_group(row, own, sizeof(own));
	return !strcmp(own, group);
}

static bool is_shown(const struct page *page, const struct sipq850_row *row)
{
	bool inherited = sipq850_row_profile(row) != page->e->profile;

	return sipq850_row_direction(row) == page->direction && inherited == page->inherited;
}

static unsigned int print_group(struct page *page, const char *group)
{
	unsigned int n = 0;
	size_t i;

	for (i = 0; i < sipq850_map_rows(page->e->map); i++) {
		const struct sipq850_answer *answer = sipq850_map_row(page->e->map, i);

		if (is_shown(page, answer->row) && is_in_group(answer->row, group)) {
			print_row(page, answer);
			n++;
		}
	}
	return n;
}

static unsigned int print_groups(struct page *page)
{
	bool sip = page->direction == SIPQ850_SIP2Q850;
	unsigned int n = 0;
	char group[64];
	int class;

	page->group[0] = '\0';
	for (class = sip ? 1 : 0; class <= (sip ? 6 : 7); class++) {
		int first = class ? class * 16 : 1;

		if (sip)
			snprintf(group, sizeof(group), "%dxx", class);
		else
			snprintf(group, sizeof(group), "Class %d (%d to %d): %s", class, first, class * 16 + 15,
				 or_empty(sipq850_cause_class_name(first)));
		n += print_group(page, group);
	}
	return n + print_group(page, "All others") + print_group(page, "Events");
}

/* --- parts */

static void print_part(struct page *page, const char *heading, bool inherited)
{
	page->inherited = inherited;
	if (page->base)
		printf("\n### %s\n", heading);
	if (!print_groups(page))
		puts("\nNo rows.");
}

static void print_direction(struct page *page, const char *heading)
{
	printf("\n## %s\n\nThis direction is %s.\n", heading,
	       or_empty(sipq850_completeness_name(sipq850_map_completeness(page->e->map, page->direction))));
	print_part(page, "Rows of this profile", false);
	if (page->base)
		print_part(page, "Rows it inherits", true);
}

static void print_about(const struct page *page)
{
	struct export_about about[EXPORT_ABOUT];
	unsigned int own = 0;
	size_t i;

	export_about(page->e, about);
	fputs("#", stdout);
	for (i = 0; i < EXPORT_ABOUT; i++) {
		if (!strcmp(about[i].name, "title"))
			printf(" %s\n\n| | |\n|---|---|\n", about[i].value);
	}
	for (i = 0; i < EXPORT_ABOUT; i++) {
		if (!about[i].value || !strcmp(about[i].name, "title"))
			continue;
		printf("| %s |", about[i].name);
		print_cell(about[i].value);
		putchar('\n');
	}
	for (i = 0; i < sipq850_map_rows(page->e->map); i++)
		own += sipq850_row_profile(sipq850_map_row(page->e->map, i)->row) == page->e->profile;
	printf("| rows | %zu, of them %u of the profile itself |\n", sipq850_map_rows(page->e->map), own);
	puts("\nOf one input the conditional rows are asked first, in this order, and the first whose condition holds answers;\n"
	     "then the row without condition, then that of the class, then that of all others.");
}

/* A base with a path is beside the file that names it. */
static const struct sipq850_map *load_base(const struct sipq850_profile *profile)
{
	const char *base = sipq850_profile_base(profile);
	const char *file = sipq850_profile_file(profile);
	const char *slash = strrchr(file, '/');
	char path[PATH_SIZE];

	if (sipq850_profile_by_name(base))
		return cli_map(base);
	if (base[0] == '/' || !slash)
		return cli_map_file(base);
	snprintf(path, sizeof(path), "%.*s/%s", (int)(slash - file), file, base);
	return cli_map_file(path);
}

int export_markdown(const struct export *e)
{
	struct page page = { .e = e };

	if (sipq850_profile_base(e->profile)) {
		page.base = load_base(e->profile);
		if (!page.base)
			return CLI_MISUSE;
	}
	print_about(&page);
	page.direction = SIPQ850_SIP2Q850;
	print_direction(&page, "SIP status to Q.850 cause");
	page.direction = SIPQ850_Q850SIP;
	print_direction(&page, "Q.850 cause to SIP status");
	sipq850_map_unref(page.base);
	return CLI_OK;
}
