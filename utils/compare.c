/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

#define CONDITIONS_MAX 1024

/* The conditions that bear on one input, each once. */
struct conditions {
	const struct sipq850_row *rows[CONDITIONS_MAX];
	unsigned int n;
};

static void add_condition(struct conditions *c, const struct sipq850_row *row)
{
	unsigned int i;

	for (i = 0; i < c->n; i++)
		if (!strcmp(sipq850_row_condition(c->rows[i]), sipq850_row_condition(row)))
			return;
	if (c->n < CONDITIONS_MAX)
		c->rows[c->n++] = row;
}

static void find_conditions(struct conditions *c, const struct sipq850_map *map, enum sipq850_direction direction,
			    int input)
{
	size_t i;

	for (i = 0; i < sipq850_map_rows(map); i++) {
		const struct sipq850_row *row = sipq850_map_row(map, i)->row;

		if (sipq850_row_direction(row) == direction && sipq850_row_condition(row)[0] &&
		    domain_row_bears(row, input))
			add_condition(c, row);
	}
}

static void add(struct comparison *c, const struct difference *difference)
{
	if (c->n == c->room) {
		size_t room = c->room ? 2 * c->room : 256;
		struct difference *more = realloc(c->differences, room * sizeof(*more));

		if (!more) {
			c->failed = true;
			return;
		}
		c->differences = more;
		c->room = room;
	}
	c->differences[c->n++] = *difference;
}

static bool differs(const struct difference *d, bool locations)
{
	return locations ? !answer_same(&d->answers[0], &d->answers[1]) : !difference_of_location(d);
}

/* Under a condition only what the condition changes counts: where both maps answer as they do without it, the difference
 * was told there. */
static void compare_under(struct comparison *c, const struct difference *plain, const struct sipq850_row *row,
			  bool locations)
{
	struct difference d = *plain;
	struct sipq850_context context = { { 0 } };
	int i;

	d.condition = sipq850_row_condition(row);
	if (sipq850_row_context(row, &context))
		return;
	for (i = 0; i < 2; i++) {
		sipq850_map_ask(c->maps[i], d.direction, d.input, &context, &d.answers[i]);
		d.ignores[i] = answer_same(&d.answers[i], &plain->answers[i]);
	}
	if ((!d.ignores[0] || !d.ignores[1]) && differs(&d, locations))
		add(c, &d);
}

static void compare_input(struct comparison *c, enum sipq850_direction direction, int input, bool locations)
{
	struct difference plain = { .direction = direction, .input = input, .condition = "" };
	struct conditions conditions = { .n = 0 };
	unsigned int i;

	for (i = 0; i < 2; i++) {
		sipq850_map_ask(c->maps[i], direction, input, NULL, &plain.answers[i]);
		find_conditions(&conditions, c->maps[i], direction, input);
	}
	if (differs(&plain, locations)) {
		add(c, &plain);
		c->n_inputs[direction - 1]++;
	}
	for (i = 0; i < conditions.n; i++)
		compare_under(c, &plain, conditions.rows[i], locations);
}

void comparison_make(struct comparison *c, const struct sipq850_map *a, const struct sipq850_map *b, bool locations)
{
	int input;

	memset(c, 0, sizeof(*c));
	c->maps[0] = a;
	c->maps[1] = b;
	for (input = 0; (input = domain_next(SIPQ850_SIP2Q850, input));)
		compare_input(c, SIPQ850_SIP2Q850, input, locations);
	for (input = 0; (input = domain_next(SIPQ850_Q850SIP, input));)
		compare_input(c, SIPQ850_Q850SIP, input, locations);
}

void comparison_release(struct comparison *c)
{
	free(c->differences);
	memset(c, 0, sizeof(*c));
}
