/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* Names that SQLite and PostgreSQL take without quotes. A line of a profile has at most 4096 bytes, a file name 255. */
const struct export_column export_columns[EXPORT_COLUMNS] = {
	[EXPORT_DIRECTION] = { "direction", "VARCHAR(8) NOT NULL", "VARCHAR(8) NOT NULL", false },
	[EXPORT_PLACE] = { "place", NULL, "INTEGER NOT NULL", true },
	[EXPORT_INPUT] = { "input", "INTEGER NOT NULL", "VARCHAR(64) NOT NULL", true },
	[EXPORT_INPUT_NAME] = { "input_name", "VARCHAR(255)", NULL, false },
	[EXPORT_CONDITION] = { "condition", NULL, "VARCHAR(4096)", false },
	[EXPORT_ACTION] = { "action", "VARCHAR(32)", "VARCHAR(32) NOT NULL", false },
	[EXPORT_OUT] = { "out", "VARCHAR(32)", "VARCHAR(32) NOT NULL", false },
	[EXPORT_OUT_VALUE] = { "out_value", "INTEGER", "INTEGER", true },
	[EXPORT_OUT_LOCATION] = { "out_location", "VARCHAR(16)", "VARCHAR(16)", false },
	[EXPORT_OUT_NAME] = { "out_name", "VARCHAR(255)", "VARCHAR(255)", false },
	[EXPORT_FOUND] = { "found", "VARCHAR(16) NOT NULL", "VARCHAR(16) NOT NULL", false },
	[EXPORT_PROFILE] = { "profile", "VARCHAR(255) NOT NULL", "VARCHAR(255) NOT NULL", false },
	[EXPORT_LINE] = { "line", "INTEGER", "INTEGER NOT NULL", true },
	[EXPORT_SOURCE] = { "source", "VARCHAR(4096)", "VARCHAR(4096) NOT NULL", false },
};

void export_about(const struct export *e, struct export_about about[EXPORT_ABOUT])
{
	const struct export_about values[EXPORT_ABOUT] = {
		{ "profile", sipq850_profile_name(e->profile) },
		{ "title", sipq850_profile_title(e->profile) },
		{ "document", sipq850_profile_document(e->profile) },
		{ "base", sipq850_profile_base(e->profile) },
		{ "sip2q850", sipq850_completeness_name(sipq850_map_completeness(e->map, SIPQ850_SIP2Q850)) },
		{ "q850sip", sipq850_completeness_name(sipq850_map_completeness(e->map, SIPQ850_Q850SIP)) },
		{ "version", sipq850_version() },
		{ "identity", e->identity },
	};

	memcpy(about, values, sizeof(values));
}

bool export_is_special(const struct sipq850_row *row)
{
	const char *in = sipq850_row_in(row);

	return sipq850_row_condition(row)[0] || (strchr(in, ':') && strncmp(in, "class:", 6));
}

size_t export_count_special(const struct export *e, enum sipq850_direction direction)
{
	size_t i, n = 0;

	for (i = 0; i < sipq850_map_rows(e->map); i++) {
		const struct sipq850_row *row = sipq850_map_row(e->map, i)->row;

		n += sipq850_row_direction(row) == direction && export_is_special(row);
	}
	return n;
}

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

static void set_answer(const struct export *e, struct export_record *r, enum sipq850_direction direction,
		       const struct sipq850_answer *answer)
{
	const struct sipq850_row *row = answer->row;
	const char *out = answer_out(answer, r->out);

	r->value[EXPORT_DIRECTION] = sipq850_direction_name(direction);
	r->value[EXPORT_FOUND] = sipq850_found_name(answer->found);
	r->value[EXPORT_PROFILE] = sipq850_profile_name(row ? sipq850_row_profile(row) : e->profile);
	r->value[EXPORT_OUT] = or_null(out);
	r->value[EXPORT_OUT_LOCATION] = or_null(sipq850_location_short(answer->location));
	r->value[EXPORT_OUT_VALUE] = answer->value ? out : NULL;
	r->value[EXPORT_OUT_NAME] = answer->value ? or_null(domain_title(domain_opposite(direction), answer->value)) : NULL;
	if (!row)
		return;
	snprintf(r->line, sizeof(r->line), "%u", sipq850_row_line(row));
	r->value[EXPORT_ACTION] = sipq850_action_name(answer->action);
	r->value[EXPORT_LINE] = r->line;
	r->value[EXPORT_SOURCE] = sipq850_row_source(row);
}

static void export_numbers(const struct export *e, enum sipq850_direction direction, export_record_cb cb, void *data)
{
	struct sipq850_answer answer;
	int input;

	for (input = domain_next(direction, 0); input && !sipq850_input_name(input); input = domain_next(direction, input)) {
		struct export_record r = { .special = false };

		sipq850_map_ask(e->map, direction, input, NULL, &answer);
		r.value[EXPORT_INPUT] = domain_name(input, r.input);
		r.value[EXPORT_INPUT_NAME] = or_null(domain_title(direction, input));
		set_answer(e, &r, direction, &answer);
		cb(e, &r, data);
	}
}

void export_inputs(const struct export *e, export_record_cb cb, void *data)
{
	export_numbers(e, SIPQ850_SIP2Q850, cb, data);
	export_numbers(e, SIPQ850_Q850SIP, cb, data);
}

/* Which rows are asked first: 0 rules for all inputs, 1 rules for a class, 2 all others. */
static int turn_of(const struct sipq850_answer *answer)
{
	if (answer->found != SIPQ850_FOUND_RULE)
		return 2;
	return strcmp(sipq850_row_in(answer->row), "*") ? 1 : 0;
}

static void export_one_special(const struct export *e, const struct sipq850_answer *answer, unsigned int place,
			       export_record_cb cb, void *data)
{
	struct export_record r = { .special = true };

	snprintf(r.place, sizeof(r.place), "%u", place);
	r.value[EXPORT_PLACE] = r.place;
	r.value[EXPORT_INPUT] = sipq850_row_in(answer->row);
	r.value[EXPORT_CONDITION] = or_null(sipq850_row_condition(answer->row));
	set_answer(e, &r, sipq850_row_direction(answer->row), answer);
	cb(e, &r, data);
}

void export_special(const struct export *e, export_record_cb cb, void *data)
{
	unsigned int place = 0;
	size_t i;
	int turn;

	for (turn = 0; turn <= 2; turn++) {
		for (i = 0; i < sipq850_map_rows(e->map); i++) {
			const struct sipq850_answer *answer = sipq850_map_row(e->map, i);

			if (export_is_special(answer->row) && turn_of(answer) == turn)
				export_one_special(e, answer, ++place, cb, data);
		}
	}
}
