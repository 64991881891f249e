/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "poll.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "domain.h"

#define PROFILES_MAX 128

/* One answer for each profile. */
struct poll {
	enum sipq850_direction direction;
	int input;
	const struct sipq850_context *context;
	const struct sipq850_map *maps[PROFILES_MAX];
	struct sipq850_answer answers[PROFILES_MAX];
	unsigned int n;
	int majority;		/* whose answer most profiles share; -1 when none answers */
	unsigned int n_majority;
	unsigned int n_answered;
};

/* Locations are not asked for their majority: most products give none. */
static bool agree(const struct sipq850_answer *a, const struct sipq850_answer *b)
{
	return a->row && b->row && a->action == b->action && a->value == b->value;
}

static void find_majority(struct poll *p)
{
	unsigned int i, j;

	p->majority = -1;
	for (i = 0; i < p->n; i++) {
		unsigned int same = 0;

		p->n_answered += p->answers[i].row != NULL;
		for (j = 0; j < p->n; j++)
			same += agree(&p->answers[i], &p->answers[j]);
		if (same > p->n_majority) {
			p->n_majority = same;
			p->majority = i;
		}
	}
}

static bool take(struct poll *p)
{
	for (p->n = 0; p->n < sipq850_profile_count() && p->n < PROFILES_MAX; p->n++) {
		const struct sipq850_map *map =
			sipq850_map_builtin(sipq850_profile_name(sipq850_profile_builtin(p->n)));

		if (!map)
			return false;
		p->maps[p->n] = map;
		sipq850_map_ask(map, p->direction, p->input, p->context, &p->answers[p->n]);
	}
	find_majority(p);
	return true;
}

static bool in_majority(const struct poll *p, unsigned int i)
{
	return p->majority >= 0 && agree(&p->answers[i], &p->answers[p->majority]);
}

static const char *name_of(const struct poll *p, unsigned int i)
{
	return sipq850_profile_name(sipq850_map_profile(p->maps[i]));
}

/* --- text */

static void print_line(const struct poll *p, unsigned int i)
{
	const struct sipq850_answer *answer = &p->answers[i];
	char out[128], location[32] = "";

	answer_text(out, sizeof(out), p->direction, answer);
	if (answer->location)
		snprintf(location, sizeof(location), ", %s", sipq850_location_short(answer->location));
	strncat(out, location, sizeof(out) - strlen(out) - 1);
	printf("%c %-20s ", in_majority(p, i) ? '*' : ' ', name_of(p, i));
	if (!answer->row)
		puts(out);
	else
		printf("%-46s [%s:%u, %s]\n", out, sipq850_profile_name(sipq850_row_profile(answer->row)),
		       sipq850_row_line(answer->row), sipq850_found_name(answer->found));
}

static void print_dissenters(const struct poll *p)
{
	unsigned int i, n = 0;
	char out[OUT_SIZE];

	for (i = 0; i < p->n; i++)
		if (p->answers[i].row && !in_majority(p, i))
			printf("%s%s (%s)", n++ ? ", " : "; not ", name_of(p, i), answer_out(&p->answers[i], out));
}

static void print_text(const struct poll *p)
{
	char name[INPUT_SIZE], out[128];
	unsigned int i;

	printf("%s %s\n", domain_name(p->input, name), domain_title(p->direction, p->input));
	for (i = 0; i < p->n; i++)
		print_line(p, i);
	if (p->majority < 0) {
		printf("no profile covers it\n");
		return;
	}
	answer_text(out, sizeof(out), p->direction, &p->answers[p->majority]);
	printf("%s: %u of the %u that answer", out, p->n_majority, p->n_answered);
	print_dissenters(p);
	putchar('\n');
}

/* --- machines */

static const char *vote(const struct poll *p, unsigned int i)
{
	if (!p->answers[i].row)
		return "";
	return in_majority(p, i) ? "yes" : "no";
}

static void print_machine(enum print_format format, const struct poll *p)
{
	char name[INPUT_SIZE];
	unsigned int i;

	for (i = 0; i < p->n; i++) {
		struct asked asked = { .direction = p->direction, .in = domain_name(p->input, name),
				       .map = p->maps[i], .answer = &p->answers[i] };

		if (p->context)
			asked.location = (enum sipq850_location)p->context->word[SIPQ850_WORD_LOCATION];
		if (format == PRINT_TSV)
			printf("%s\t%s\t", name_of(p, i), vote(p, i));
		else
			printf("{\"asked\":\"%s\",\"majority\":\"%s\",", name_of(p, i), vote(p, i));
		print_answer_rest(format, &asked);
	}
}

void poll_print_header(enum print_format format)
{
	if (format == PRINT_TSV)
		fputs("asked\tmajority\t", stdout);
	print_answer_header(format);
}

bool poll_print(enum print_format format, enum sipq850_direction direction, int input,
		const struct sipq850_context *context)
{
	struct poll p = { .direction = direction, .input = input, .context = context };

	if (!take(&p))
		return false;
	if (format == PRINT_TEXT)
		print_text(&p);
	else
		print_machine(format, &p);
	return true;
}
