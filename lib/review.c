/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is doubtful in a map, and yet no reason to refuse it: products are so. Only rows of the profile itself are
 * judged, not those of its bases. The words are in tables/refusals.tsv, those marked `doubt`. */
#include <string.h>

#include "map_priv.h"
#include "text.h"

enum { COLUMN_WHOLE = 0, COLUMN_OUT = 4, COLUMN_NOTE = 6 };

struct review {
	const struct sipq850_map *map;
	struct report report;
};

static void doubt(struct review *r, enum refusal why, const struct sipq850_row *row, unsigned int column,
		  const char *detail)
{
	sq_refuse(&r->report, why, row->profile->file, row->line, column, "%s", detail);
}

static bool is_own(const struct review *r, const struct sipq850_row *row)
{
	return row->profile == r->map->effective.chain[0];
}

/* --- one row */

static bool is_defined(const struct sipq850_answer *answer)
{
	enum sipq850_standing standing;

	if (answer->action == SIPQ850_ACTION_RELEASE)
		return sipq850_cause_symbol(SIPQ850_CODING_ITU_T, answer->value);
	standing = sipq850_sip_standing(answer->value);
	return standing == SIPQ850_STANDING_REGISTERED || standing == SIPQ850_STANDING_DEPRECATED;
}

static void review_out(struct review *r, const struct rule *rule)
{
	const struct sipq850_answer *answer = &rule->answer;

	if (answer->value && !is_defined(answer))
		doubt(r, REFUSAL_OUT_UNDEFINED, answer->row, COLUMN_OUT, answer->row->out);
}

static bool is_progress(const struct sipq850_answer *answer)
{
	return answer->action == SIPQ850_ACTION_ALERTING || answer->action == SIPQ850_ACTION_PROGRESS ||
	       answer->action == SIPQ850_ACTION_CONNECT ||
	       (answer->action == SIPQ850_ACTION_RESPOND && answer->value < 300);
}

/* A failed call told as progress or answer: a release, or a final response from 300 up. */
static void review_success(struct review *r, const struct rule *rule)
{
	unsigned int first = rule->kind == RULE_CLASS ? rule->number * 100u : rule->number;
	bool failure = rule->kind == RULE_ALL ||
		       (rule->kind != RULE_EVENT && (rule->direction == SIPQ850_Q850SIP || first >= 300));

	if (failure && is_progress(&rule->answer))
		doubt(r, REFUSAL_OUT_SUCCESS, rule->answer.row, COLUMN_OUT, rule->answer.row->out);
}

/* The number that a standard's name stands for, on the side of the out; 0 when it stands for none or for several. */
static int number_of(enum sipq850_direction direction, struct span name)
{
	char text[128];
	int number = 0, rc;

	if (name.len >= sizeof(text))
		return 0;
	memcpy(text, name.start, name.len);
	text[name.len] = '\0';
	rc = direction == SIPQ850_SIP2Q850 ? sipq850_cause_parse(text, &number) : sipq850_sip_parse(text, &number);
	return rc ? 0 : number;
}

/* A document that prints a label beside the number: the note quotes it as `label "Not Found"`. */
static void review_label(struct review *r, const struct rule *rule)
{
	static const char mark[] = "label \"";
	const struct sipq850_row *row = rule->answer.row;
	const char *label = strstr(row->note, mark);
	struct span name;
	int number;

	if (!label || !rule->answer.value)
		return;
	label += strlen(mark);
	name = (struct span){ label, strcspn(label, "\"") };
	number = number_of(rule->direction, name);
	if (number && number != rule->answer.value)
		sq_refuse(&r->report, REFUSAL_LABEL, row->profile->file, row->line, COLUMN_NOTE, "\"%.*s\" is %d, not %u",
			  (int)(name.len < 60 ? name.len : 60), name.start, number, rule->answer.value);
}

/* --- pairs: there, back, and there again */

/* The row of an input alone, without condition; NULL when it has none with a value. */
static const struct sipq850_answer *own_answer(const struct review *r, enum sipq850_direction direction, int input)
{
	const struct lists *lists = &r->map->lists[direction - 1];
	int slot = sq_slot(direction, input);
	const struct sipq850_answer *answer = &r->map->candidates[lists->plain[slot]].answer;

	return answer->found == SIPQ850_FOUND_OWN && answer->value ? answer : NULL;
}

static int input_max(enum sipq850_direction direction)
{
	return direction == SIPQ850_SIP2Q850 ? SQ_STATUS_MAX : SQ_CAUSE_MAX;
}

static int input_min(enum sipq850_direction direction)
{
	return direction == SIPQ850_SIP2Q850 ? 300 : SQ_CAUSE_MIN;
}

/* Pairs whose middle is `row`, the answer to y: x becomes y, y becomes back, back becomes again. An x that does not
 * come back is only lost; one where y does not come back either drifts on with every gateway of this kind. */
static void review_pair(struct review *r, enum sipq850_direction direction, int y, const struct sipq850_answer *row)
{
	enum sipq850_direction opposite = SIPQ850_SIP2Q850 + SIPQ850_Q850SIP - direction;
	const struct sipq850_answer *again = own_answer(r, opposite, row->value);
	bool own = is_own(r, row->row);
	int x, first = 0, count = 0;

	if (!again || again->value == y)
		return;
	for (x = input_min(opposite); x <= input_max(opposite); x++) {
		const struct sipq850_answer *there = own_answer(r, opposite, x);

		if (!there || there->value != y || x == row->value)
			continue;
		own |= is_own(r, there->row);
		if (!count++)
			first = x;
	}
	if (!count || !own)
		return;
	if (count == 1)
		sq_refuse(&r->report, REFUSAL_ASYMMETRIC, row->row->profile->file, row->row->line, COLUMN_WHOLE,
			  "%d -> %d -> %u -> %u", first, y, row->value, again->value);
	else
		sq_refuse(&r->report, REFUSAL_ASYMMETRIC, row->row->profile->file, row->row->line, COLUMN_WHOLE,
			  "%d and %d more -> %d -> %u -> %u", first, count - 1, y, row->value, again->value);
}

static void review_pairs(struct review *r, enum sipq850_direction direction)
{
	int y;

	for (y = input_min(direction); y <= input_max(direction); y++) {
		const struct sipq850_answer *answer = own_answer(r, direction, y);

		if (answer)
			review_pair(r, direction, y, answer);
	}
}

/* --- what is missing */

static void review_default(struct review *r, enum sipq850_direction direction)
{
	const struct sipq850_profile *profile = r->map->effective.chain[0];
	const struct lists *lists = &r->map->lists[direction - 1];
	int input, count = 0;

	if (profile->completeness[direction - 1] != SIPQ850_COMPLETENESS_PARTIAL)
		return;
	for (input = input_min(direction); input <= input_max(direction); input++)
		count += !r->map->candidates[lists->plain[sq_slot(direction, input)]].answer.row;
	if (count)
		sq_refuse(&r->report, REFUSAL_DEFAULT_MISSING, profile->file, profile->completeness_line[direction - 1],
			  COLUMN_WHOLE, "of %s, for %d of %d", sipq850_direction_name(direction), count,
			  input_max(direction) - input_min(direction) + 1);
}

int sipq850_map_review(const struct sipq850_map *map, sipq850_refusal_cb cb, void *data)
{
	struct review r = { .map = map, .report = { .cb = cb, .data = data } };
	const struct effective *e = &map->effective;
	size_t i;

	for (i = 0; i < e->n_rules; i++) {
		if (!is_own(&r, e->rules[i].answer.row))
			continue;
		review_out(&r, &e->rules[i]);
		review_success(&r, &e->rules[i]);
		review_label(&r, &e->rules[i]);
	}
	review_pairs(&r, SIPQ850_SIP2Q850);
	review_pairs(&r, SIPQ850_Q850SIP);
	review_default(&r, SIPQ850_SIP2Q850);
	review_default(&r, SIPQ850_Q850SIP);
	return r.report.count;
}
