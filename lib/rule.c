/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rule.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "vocabulary.h"

/* Columns of a row, as a refusal counts them. */
enum { COLUMN_IN = 2, COLUMN_CONDITION = 3, COLUMN_OUT = 4, COLUMN_SOURCE = 5 };

/* A row while it is read. */
struct reading {
	struct rule *rule;
	const struct sipq850_row *row;
	struct report *report;
	bool good;
};

static void refuse(struct reading *r, enum refusal why, unsigned int column, struct span word)
{
	char quoted[QUOTED_SIZE];

	sq_refuse(r->report, why, r->row->profile->file, r->row->line, column, "%s", sq_quoted(quoted, word));
	r->good = false;
}

static bool is_sip2q850(const struct reading *r)
{
	return r->row->direction == SIPQ850_SIP2Q850;
}

/* A number of the direction's own side (in) or of the other (out): one spelling each, so no leading zero. */
static void read_number(struct reading *r, struct span text, unsigned int column, bool status, uint16_t *number)
{
	int min = status ? SQ_STATUS_MIN : SQ_CAUSE_MIN;
	int max = status ? SQ_STATUS_MAX : SQ_CAUSE_MAX;
	int value = sq_digits_value(text, max);

	if (value < min || value > max) {
		if (column == COLUMN_IN)
			refuse(r, status ? REFUSAL_IN_STATUS : REFUSAL_IN_CAUSE, column, text);
		else
			refuse(r, status ? REFUSAL_OUT_STATUS : REFUSAL_OUT_CAUSE, column, text);
	} else if (text.start[0] == '0') {
		refuse(r, column == COLUMN_IN ? REFUSAL_IN : REFUSAL_OUT, column, text);
	}
	*number = value;
}

/* --- column in */

/* "4xx" of statuses, "class:2" of causes: the class, else -1. */
static int class_of(const struct reading *r, struct span in)
{
	static const char prefix[] = "class:";
	size_t len = sizeof(prefix) - 1;
	char digit;

	if (is_sip2q850(r)) {
		if (in.len != 3 || memcmp(in.start + 1, "xx", 2))
			return -1;
		digit = in.start[0];
		return digit >= '1' && digit <= '6' ? digit - '0' : -1;
	}
	if (in.len != len + 1 || memcmp(in.start, prefix, len))
		return -1;
	digit = in.start[len];
	return digit >= '0' && digit <= '7' ? digit - '0' : -1;
}

static void read_event(struct reading *r, struct span in)
{
	const struct event_entry *event = sq_event_find(in);

	if (!event || !sq_equal(in, event->name)) {
		refuse(r, REFUSAL_IN_EVENT, COLUMN_IN, in);
		return;
	}
	if (!sq_serves(event->direction, r->row->direction))
		refuse(r, REFUSAL_IN_EVENT_DIRECTION, COLUMN_IN, in);
	r->rule->kind = RULE_EVENT;
	r->rule->number = event->number;
}

static void read_in(struct reading *r)
{
	struct span in = sq_span(r->row->in);
	int class = class_of(r, in);

	if (sq_equal(in, "*")) {
		r->rule->kind = RULE_ALL;
	} else if (class >= 0) {
		r->rule->kind = RULE_CLASS;
		r->rule->number = class;
	} else if (sq_is_digits(in)) {
		r->rule->kind = RULE_NUMBER;
		read_number(r, in, COLUMN_IN, is_sip2q850(r), &r->rule->number);
	} else if (memchr(in.start, ':', in.len) && strncmp(in.start, "class:", 6)) {
		read_event(r, in);
	} else {
		refuse(r, REFUSAL_IN, COLUMN_IN, in);
	}
}

/* --- column condition */

/* A word may have one `=`, or several `!=` with different values. */
static bool term_clashes(const struct rule *rule, const struct term *term)
{
	unsigned int i;

	for (i = 0; i < rule->n_terms; i++) {
		const struct term *other = &rule->terms[i];

		if (other->word != term->word)
			continue;
		if (!other->differs || !term->differs || other->value == term->value)
			return true;
	}
	return false;
}

static void add_term(struct reading *r, const struct term *term, struct span word)
{
	struct rule *rule = r->rule;

	if (term_clashes(rule, term))
		refuse(r, REFUSAL_CONDITION_TWICE, COLUMN_CONDITION, word);
	else if (rule->n_terms == SQ_TERMS_MAX)
		refuse(r, REFUSAL_CONDITION_LONG, COLUMN_CONDITION, sq_span(r->row->condition));
	else
		rule->terms[rule->n_terms++] = *term;
}

static void read_term(struct reading *r, struct span text)
{
	const char *equals = memchr(text.start, '=', text.len);
	struct term term = { 0 };
	struct span name, value;
	const struct word_entry *word;
	const struct value_entry *entry;

	if (!equals || equals == text.start || equals + 1 == text.start + text.len) {
		refuse(r, REFUSAL_CONDITION, COLUMN_CONDITION, text);
		return;
	}
	term.differs = equals[-1] == '!';
	name = (struct span){ text.start, equals - text.start - term.differs };
	value = (struct span){ equals + 1, text.start + text.len - equals - 1 };
	word = sq_word_find(name);
	if (!word) {
		refuse(r, REFUSAL_CONDITION_WORD, COLUMN_CONDITION, name);
		return;
	}
	entry = sq_value_find(word->number, value);
	if (!entry) {
		refuse(r, REFUSAL_CONDITION_VALUE, COLUMN_CONDITION, text);
		return;
	}
	term.word = word->number;
	term.value = entry->number;
	add_term(r, &term, name);
}

static int compare_terms(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	if (x->word != y->word)
		return x->word - y->word;
	if (x->differs != y->differs)
		return x->differs - y->differs;
	return x->value - y->value;
}

static void read_condition(struct reading *r)
{
	const char *term = r->row->condition;

	while (*term) {
		size_t len = strcspn(term, ",");

		read_term(r, (struct span){ term, len });
		term += len;
		if (!*term)
			break;
		if (!*++term)
			refuse(r, REFUSAL_CONDITION, COLUMN_CONDITION, sq_span(r->row->condition));
	}
	qsort(r->rule->terms, r->rule->n_terms, sizeof(r->rule->terms[0]), compare_terms);
}

/* --- column out */

static void read_location(struct reading *r, struct span token)
{
	size_t i;

	if (sq_equal(token, "network")) {
		r->rule->answer.location = SIPQ850_LOCATION_NETWORK;
		return;
	}
	for (i = 0; i < sq_locations_count; i++) {
		if (sq_equal(token, sq_locations[i].token)) {
			r->rule->answer.location = i + 1;
			return;
		}
	}
	refuse(r, REFUSAL_OUT_LOCATION, COLUMN_OUT, token);
}

static void read_value(struct reading *r, struct span number, const char *at)
{
	struct sipq850_answer *answer = &r->rule->answer;

	read_number(r, number, COLUMN_OUT, !is_sip2q850(r), &answer->value);
	answer->action = is_sip2q850(r) ? SIPQ850_ACTION_RELEASE : SIPQ850_ACTION_RESPOND;
	if (at)
		read_location(r, sq_span(at + 1));
}

static void read_out(struct reading *r)
{
	struct span out = sq_span(r->row->out);
	const char *at = is_sip2q850(r) ? strchr(r->row->out, '@') : NULL;
	struct span number = at ? (struct span){ out.start, at - out.start } : out;
	const struct action_entry *action = sq_action_find(out);

	if (sq_is_digits(number))
		read_value(r, number, at);
	else if (action && sq_serves(action->direction, r->row->direction) && sipq850_action_token(action->number))
		r->rule->answer.action = action->number;
	else
		refuse(r, REFUSAL_OUT, COLUMN_OUT, out);
}

bool sq_rule_read(struct rule *rule, const struct sipq850_row *row, struct report *report)
{
	struct reading r = { .rule = rule, .row = row, .report = report, .good = true };

	memset(rule, 0, sizeof(*rule));
	rule->direction = row->direction;
	rule->answer.row = row;
	read_in(&r);
	read_condition(&r);
	read_out(&r);
	if (!row->source[0]) {
		sq_refuse(report, REFUSAL_SOURCE, row->profile->file, row->line, COLUMN_SOURCE, NULL);
		r.good = false;
	}
	return r.good;
}

/* --- comparing */

bool sq_rule_same_input(const struct rule *a, const struct rule *b)
{
	return a->direction == b->direction && a->kind == b->kind && a->number == b->number;
}

bool sq_rule_same_condition(const struct rule *a, const struct rule *b)
{
	unsigned int i;

	if (a->n_terms != b->n_terms)
		return false;
	for (i = 0; i < a->n_terms; i++)
		if (compare_terms(&a->terms[i], &b->terms[i]))
			return false;
	return true;
}

int sq_rule_compare(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;

	if (x->direction != y->direction)
		return x->direction < y->direction ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	if (x->n_terms != y->n_terms)
		return x->n_terms > y->n_terms ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

size_t sq_rule_find(const struct rule *rules, size_t n, const struct rule *wanted)
{
	struct rule first = { .direction = wanted->direction, .kind = wanted->kind, .number = wanted->number,
			      .n_terms = SQ_TERMS_MAX + 1 };	/* more than any rule has: stands before all */
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sq_rule_compare(&rules[middle], &first) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && sq_rule_same_input(&rules[low], wanted) ? low : n;
}

/* --- a context for a row */

/* The lowest value of a word that no term excludes; 0 when there is none. */
static uint8_t value_that_holds(const struct rule *rule, unsigned int word)
{
	unsigned int i, value;

	for (value = 1; value <= sq_word_max[word]; value++) {
		for (i = 0; i < rule->n_terms; i++) {
			const struct term *term = &rule->terms[i];

			if (term->word == word && (term->value == value) == term->differs)
				break;
		}
		if (i == rule->n_terms)
			return value;
	}
	return 0;
}

int sipq850_row_context(const struct sipq850_row *row, struct sipq850_context *context)
{
	struct sipq850_context made = *context;
	struct report report = { 0 };
	struct rule rule;
	unsigned int i;

	if (!sq_rule_read(&rule, row, &report))
		return -EINVAL;
	for (i = 0; i < rule.n_terms; i++) {
		uint8_t value = value_that_holds(&rule, rule.terms[i].word);

		if (!value)
			return -EINVAL;
		made.word[rule.terms[i].word] = value;
	}
	*context = made;
	return 0;
}
