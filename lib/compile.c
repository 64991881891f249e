/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The map compiler: rules to lists. For each input the order is
 *
 *   conditional rows of `*`, of the class, of the input itself; then the first plain row of: the input, the class, `*`.
 *
 * Where several rules of one kind have conditions, those of more terms come first (sq_rule_compare). A row whose
 * condition cannot hold unless that of an earlier row in the list holds too would never answer: it is left out, and
 * if that happens to it in every list it is refused. */
#include "map_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct compiler {
	struct sipq850_map *map;
	struct report *report;
	uint32_t n, room;		/* candidates */
	uint32_t start;			/* of the list in work */
	bool *reached;			/* by rule: it stands in some list */
	const struct sipq850_row **shadow;	/* by rule: what kept it out of one */
	bool failed;
};

/* --- one list */

static void push(struct compiler *c, const struct candidate *candidate)
{
	if (c->n == c->room) {
		uint32_t room = c->room ? c->room * 2 : 256;
		struct candidate *more = realloc(c->map->candidates, room * sizeof(*more));

		if (!more) {
			c->failed = true;
			return;
		}
		c->map->candidates = more;
		c->room = room;
	}
	c->map->candidates[c->n++] = *candidate;
}

/* The values of a word with which a condition holds, as a bit each; bit 0 is "not known". Values are few:
 * sq_word_max. */
static uint64_t values_that_hold(const struct candidate *condition, unsigned int word)
{
	uint64_t known = (2ULL << sq_word_max[word]) - 2;
	uint64_t values = known | 1;
	unsigned int i;

	for (i = 0; i < condition->n_terms; i++) {
		const struct term *term = &condition->terms[i];
		uint64_t value = 1ULL << term->value;

		if (term->word == word)
			values &= term->differs ? known & ~value : value;
	}
	return values;
}

/* Whenever the condition of `from` holds, does this one? Then its row answers first. */
static bool condition_follows(const struct candidate *condition, const struct candidate *from)
{
	unsigned int i;

	for (i = 0; i < condition->n_terms; i++) {
		unsigned int word = condition->terms[i].word;

		if (values_that_hold(from, word) & ~values_that_hold(condition, word))
			return false;
	}
	return true;
}

/* Terms like a!=1,a!=2 of a word that has two values. */
static bool can_hold(const struct candidate *condition)
{
	unsigned int i;

	for (i = 0; i < condition->n_terms; i++)
		if (!values_that_hold(condition, condition->terms[i].word))
			return false;
	return true;
}

/* The candidate of this list that always answers before `candidate`; NULL when there is none. */
static const struct candidate *shadow_of(const struct compiler *c, const struct candidate *candidate)
{
	uint32_t i;

	for (i = c->start; i < c->n; i++)
		if (condition_follows(&c->map->candidates[i], candidate))
			return &c->map->candidates[i];
	return NULL;
}

static void push_rule(struct compiler *c, size_t rule, enum sipq850_found found)
{
	const struct rule *r = &c->map->effective.rules[rule];
	struct candidate candidate = { .answer = r->answer, .n_terms = r->n_terms };
	const struct candidate *shadow;

	candidate.answer.found = found;
	memcpy(candidate.terms, r->terms, sizeof(r->terms));
	candidate.terms[r->n_terms].word = SQ_TERM_END;
	if (!can_hold(&candidate))
		return;
	shadow = shadow_of(c, &candidate);
	if (shadow) {
		c->shadow[rule] = shadow->answer.row;
		return;
	}
	c->reached[rule] = true;
	push(c, &candidate);
}

static struct rule input_of(enum sipq850_direction direction, enum rule_kind kind, unsigned int number)
{
	return (struct rule){ .direction = direction, .kind = kind, .number = number };
}

static void push_conditional(struct compiler *c, const struct rule *wanted, enum sipq850_found found)
{
	const struct effective *e = &c->map->effective;
	size_t i;

	i = sq_rule_find(e->rules, e->n_rules, wanted);
	for (; i < e->n_rules && sq_rule_same_input(&e->rules[i], wanted); i++)
		if (e->rules[i].n_terms)
			push_rule(c, i, found);
}

static bool push_plain(struct compiler *c, const struct rule *wanted, enum sipq850_found found)
{
	const struct effective *e = &c->map->effective;
	size_t i;

	i = sq_rule_find(e->rules, e->n_rules, wanted);
	for (; i < e->n_rules && sq_rule_same_input(&e->rules[i], wanted); i++) {
		if (!e->rules[i].n_terms) {
			push_rule(c, i, found);
			return true;
		}
	}
	return false;
}

static void push_not_covered(struct compiler *c)
{
	static const struct candidate not_covered = {
		.answer = { .found = SIPQ850_FOUND_NOT_COVERED },
		.terms = { { .word = SQ_TERM_END } },
	};

	push(c, &not_covered);
}

/* `*` leaves out 1xx and 2xx. */
static bool is_of_all(enum sipq850_direction direction, int input)
{
	return direction == SIPQ850_Q850SIP || input >= 300;
}

static int class_of(enum sipq850_direction direction, int input)
{
	return direction == SIPQ850_SIP2Q850 ? input / 100 : input / 16;
}

static void list_number(struct compiler *c, enum sipq850_direction direction, int input)
{
	struct rule own = input_of(direction, RULE_NUMBER, input);
	struct rule class = input_of(direction, RULE_CLASS, class_of(direction, input));
	struct rule all = input_of(direction, RULE_ALL, 0);
	bool of_all = is_of_all(direction, input);

	if (of_all)
		push_conditional(c, &all, SIPQ850_FOUND_RULE);
	push_conditional(c, &class, SIPQ850_FOUND_RULE);
	push_conditional(c, &own, SIPQ850_FOUND_OWN);
	if (!push_plain(c, &own, SIPQ850_FOUND_OWN) && !push_plain(c, &class, SIPQ850_FOUND_CLASS) &&
	    !(of_all && push_plain(c, &all, SIPQ850_FOUND_DEFAULT)))
		push_not_covered(c);
}

static void list_event(struct compiler *c, enum sipq850_direction direction, int input)
{
	struct rule own = input_of(direction, RULE_EVENT, input);

	push_conditional(c, &own, SIPQ850_FOUND_OWN);
	if (!push_plain(c, &own, SIPQ850_FOUND_OWN))
		push_not_covered(c);
}

/* --- all lists */

static void set_list(struct compiler *c, enum sipq850_direction direction, int slot)
{
	struct lists *lists = &c->map->lists[direction - 1];

	lists->first[slot] = c->start;
	lists->plain[slot] = c->n - 1;
	c->start = c->n;
}

static void copy_list(struct compiler *c, enum sipq850_direction direction, int to, int from)
{
	struct lists *lists = &c->map->lists[direction - 1];

	lists->first[to] = lists->first[from];
	lists->plain[to] = lists->plain[from];
}

static void compile_numbers(struct compiler *c, enum sipq850_direction direction)
{
	const struct effective *e = &c->map->effective;
	int min = direction == SIPQ850_SIP2Q850 ? SQ_STATUS_MIN : SQ_CAUSE_MIN;
	int max = direction == SIPQ850_SIP2Q850 ? SQ_STATUS_MAX : SQ_CAUSE_MAX;
	int shared_class = -1, shared_slot = 0;
	int input;

	for (input = min; input <= max; input++) {
		struct rule own = input_of(direction, RULE_NUMBER, input);
		bool has_own = sq_rule_find(e->rules, e->n_rules, &own) < e->n_rules;
		int class = class_of(direction, input);
		int slot = sq_slot(direction, input);

		if (!has_own && class == shared_class) {
			copy_list(c, direction, slot, shared_slot);
			continue;
		}
		list_number(c, direction, input);
		set_list(c, direction, slot);
		if (!has_own) {
			shared_class = class;
			shared_slot = slot;
		}
	}
}

static void compile_events(struct compiler *c, enum sipq850_direction direction)
{
	size_t i;

	for (i = 0; i < sq_events_count; i++) {
		int slot = sq_slot(direction, sq_events[i].number);

		if (slot < 0)
			continue;
		list_event(c, direction, sq_events[i].number);
		set_list(c, direction, slot);
	}
}

/* --- bounds */

/* How many conditional rows there are for one (direction, in): they stand before the plain one. */
static size_t count_conditional(const struct effective *e, const struct rule *wanted)
{
	size_t first = sq_rule_find(e->rules, e->n_rules, wanted);
	size_t i = first;

	while (i < e->n_rules && sq_rule_same_input(&e->rules[i], wanted) && e->rules[i].n_terms)
		i++;
	return i - first;
}

/* The rows that bear on an input: those of `*`, of its class, and its own. */
static size_t count_for_number(const struct effective *e, enum sipq850_direction direction, int input)
{
	struct rule own = input_of(direction, RULE_NUMBER, input);
	struct rule class = input_of(direction, RULE_CLASS, class_of(direction, input));
	struct rule all = input_of(direction, RULE_ALL, 0);

	return count_conditional(e, &own) + count_conditional(e, &class) + count_conditional(e, &all);
}

/* An input that a row is for. */
static int input_like(const struct rule *r)
{
	if (r->kind == RULE_CLASS)
		return r->number * (r->direction == SIPQ850_SIP2Q850 ? 100 : 16);
	return r->kind == RULE_NUMBER ? r->number : 0;
}

/* Refuse, before any list is made, an input with more rows than SQ_CONDITIONAL_MAX. */
static bool check_bounds(struct compiler *c)
{
	const struct effective *e = &c->map->effective;
	size_t i;

	for (i = 0; i < e->n_rules; i++) {
		const struct rule *r = &e->rules[i];
		const struct sipq850_row *row = r->answer.row;
		size_t n;

		if (i && sq_rule_same_input(r, r - 1))
			continue;
		n = r->kind == RULE_EVENT ? count_conditional(e, r) : count_for_number(e, r->direction, input_like(r));
		if (n <= SQ_CONDITIONAL_MAX)
			continue;
		sq_refuse(c->report, REFUSAL_CONDITIONAL_MANY, row->profile->file, row->line, 0, NULL);
		return false;
	}
	return true;
}

/* --- what no map may have */

static void check_reached(struct compiler *c, size_t rule)
{
	const struct sipq850_row *row = c->map->effective.rules[rule].answer.row;
	const struct sipq850_row *shadow = c->shadow[rule];
	const char *file = row->profile->file;

	/* What is left of a base may be overruled: that is what a difference is for. */
	if (c->reached[rule] || row->profile != c->map->effective.chain[0])
		return;
	if (!shadow)
		sq_refuse(c->report, REFUSAL_UNREACHABLE, file, row->line, 0,
			  "(its condition cannot hold, or every input has a row before it)");
	else if (shadow->profile == row->profile)
		sq_refuse(c->report, REFUSAL_UNREACHABLE, file, row->line, 0, "(line %u answers first)", shadow->line);
	else
		sq_refuse(c->report, REFUSAL_UNREACHABLE, file, row->line, 0, "(%s:%u answers first)",
			  shadow->profile->name, shadow->line);
}

/* Inputs, and the classes that `*` leaves out: for the others completeness is enough. */
static bool needs_plain(const struct rule *r)
{
	return r->kind == RULE_NUMBER || r->kind == RULE_EVENT ||
	       (r->kind == RULE_CLASS && r->direction == SIPQ850_SIP2Q850 && r->number < 3);
}

/* The last rule of an input is its plain one, if it has one. */
static void check_plain(struct compiler *c, size_t rule)
{
	const struct effective *e = &c->map->effective;
	const struct rule *r = &e->rules[rule];
	const struct sipq850_row *row = r->answer.row;
	bool last = rule + 1 == e->n_rules || !sq_rule_same_input(r, r + 1);
	char quoted[QUOTED_SIZE];

	if (!last || !r->n_terms || !needs_plain(r) ||
	    sq_effective_completeness(e, r->direction) == SIPQ850_COMPLETENESS_PARTIAL)
		return;
	sq_refuse(c->report, REFUSAL_PLAIN_MISSING, row->profile->file, row->line, 0, "%s",
		  sq_quoted(quoted, sq_span(row->in)));
}

static bool is_covered(const struct compiler *c, enum sipq850_direction direction, int input)
{
	uint32_t plain = c->map->lists[direction - 1].plain[sq_slot(direction, input)];

	return c->map->candidates[plain].answer.found != SIPQ850_FOUND_NOT_COVERED;
}

static void refuse_incomplete(struct compiler *c, enum sipq850_direction direction, int first, int count)
{
	const struct sipq850_profile *profile = c->map->effective.chain[0];
	unsigned int line = profile->completeness_line[direction - 1];

	if (!line)
		line = profile->base_line;
	if (count == 1)
		sq_refuse(c->report, REFUSAL_INCOMPLETE, profile->file, line, 0, "%d", first);
	else
		sq_refuse(c->report, REFUSAL_INCOMPLETE, profile->file, line, 0, "%d and %d more", first, count - 1);
}

static void check_complete(struct compiler *c, enum sipq850_direction direction)
{
	int min = direction == SIPQ850_SIP2Q850 ? 300 : SQ_CAUSE_MIN;
	int max = direction == SIPQ850_SIP2Q850 ? SQ_STATUS_MAX : SQ_CAUSE_MAX;
	int input, first = 0, count = 0;

	if (sq_effective_completeness(&c->map->effective, direction) != SIPQ850_COMPLETENESS_COMPLETE)
		return;
	for (input = min; input <= max; input++) {
		if (is_covered(c, direction, input))
			continue;
		if (!count++)
			first = input;
	}
	if (count)
		refuse_incomplete(c, direction, first, count);
}

/* The base may say that a direction is absent: a difference there needs a head line of its own. */
static void check_absent(struct compiler *c, size_t rule)
{
	const struct effective *e = &c->map->effective;
	const struct sipq850_row *row = e->rules[rule].answer.row;
	char quoted[QUOTED_SIZE];

	if (sq_effective_completeness(e, row->direction) == SIPQ850_COMPLETENESS_ABSENT)
		sq_refuse(c->report, REFUSAL_BASE_ABSENT, row->profile->file, row->line, 1, "%s",
			  sq_quoted(quoted, sq_span(sipq850_direction_name(row->direction))));
}

static void check(struct compiler *c)
{
	size_t i;

	for (i = 0; i < c->map->effective.n_rules; i++) {
		check_reached(c, i);
		check_plain(c, i);
		check_absent(c, i);
	}
	check_complete(c, SIPQ850_SIP2Q850);
	check_complete(c, SIPQ850_Q850SIP);
}

/* --- the rows as answers */

/* How a row finds: as the lists have it, but for a row that answers nowhere. */
static enum sipq850_found found_of(const struct rule *rule)
{
	if (rule->kind == RULE_NUMBER || rule->kind == RULE_EVENT)
		return SIPQ850_FOUND_OWN;
	if (rule->n_terms)
		return SIPQ850_FOUND_RULE;
	return rule->kind == RULE_CLASS ? SIPQ850_FOUND_CLASS : SIPQ850_FOUND_DEFAULT;
}

static bool make_rows(struct sipq850_map *map)
{
	size_t i;

	map->rows = calloc(map->effective.n_rules + 1, sizeof(*map->rows));
	if (!map->rows)
		return false;
	for (i = 0; i < map->effective.n_rules; i++) {
		map->rows[i] = map->effective.rules[i].answer;
		map->rows[i].found = found_of(&map->effective.rules[i]);
	}
	return true;
}

bool sq_compile(struct sipq850_map *map, struct report *report)
{
	struct compiler c = { .map = map, .report = report };
	size_t n = map->effective.n_rules + 1;

	c.reached = calloc(n, sizeof(*c.reached));
	c.shadow = calloc(n, sizeof(*c.shadow));
	c.failed = !c.reached || !c.shadow || !make_rows(map);
	if (!c.failed && check_bounds(&c)) {
		compile_numbers(&c, SIPQ850_SIP2Q850);
		compile_events(&c, SIPQ850_SIP2Q850);
		compile_numbers(&c, SIPQ850_Q850SIP);
		compile_events(&c, SIPQ850_Q850SIP);
		if (!c.failed)
			check(&c);
	}
	if (c.failed)
		report->failure = -ENOMEM;
	free(c.reached);
	free(c.shadow);
	map->identity = sq_identity(&map->effective);
	return !report->count && !report->failure;
}
