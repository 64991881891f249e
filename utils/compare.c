/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows that bear on an input name words and values. Two contexts that agree in these are answered alike by both maps, so it
 * is enough to ask, for each word, all values that are named and one that is not, and the word unknown; in every combination. */
#include "compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 64
#define CONDITION_SIZE 1024
#define CONTEXTS_MAX (1 << 16)	/* for one input; the built-in profiles need some hundreds */

/* A word, and the values of it that make a difference. */
struct choice {
	int word;
	uint64_t named;			/* a bit each */
	unsigned int n;			/* values to ask: those named, perhaps one more */
	uint8_t values[WORDS_MAX];
};

struct asking {
	struct comparison *comparison;
	struct difference plain;
	struct choice choices[WORDS_MAX];
	unsigned int n_choices;
	struct sipq850_context context;
};

/* --- what can be told apart */

static struct choice *choice_of(struct asking *a, int word)
{
	unsigned int i;

	for (i = 0; i < a->n_choices; i++)
		if (a->choices[i].word == word)
			return &a->choices[i];
	a->choices[a->n_choices] = (struct choice){ .word = word };
	return &a->choices[a->n_choices++];
}

/* "WORD=VALUE" or "WORD!=VALUE": the value is named. */
static void take_term(struct asking *a, const char *term, size_t len)
{
	struct sipq850_context named = { { 0 } };
	char text[256];
	const char *differs = memchr(term, '!', len);
	int word;

	if (len >= sizeof(text))
		return;
	if (differs)
		snprintf(text, sizeof(text), "%.*s%.*s", (int)(differs - term), term,
			 (int)(len - (differs + 1 - term)), differs + 1);
	else
		snprintf(text, sizeof(text), "%.*s", (int)len, term);
	if (sipq850_context_parse(&named, text))
		return;
	for (word = 0; word < WORDS_MAX; word++)
		if (named.word[word])
			choice_of(a, word)->named |= 1ULL << named.word[word];
}

static void take_condition(struct asking *a, const char *condition)
{
	while (*condition) {
		size_t len = strcspn(condition, ",");

		take_term(a, condition, len);
		condition += len + (condition[len] == ',');
	}
}

static void take_map(struct asking *a, const struct sipq850_map *map)
{
	size_t i;

	for (i = 0; i < sipq850_map_rows(map); i++) {
		const struct sipq850_row *row = sipq850_map_row(map, i)->row;

		if (sipq850_row_direction(row) == a->plain.direction && sipq850_row_condition(row)[0] &&
		    domain_row_bears(row, a->plain.input))
			take_condition(a, sipq850_row_condition(row));
	}
}

/* The values named, and the first that is not. */
static void list_values(struct choice *choice)
{
	bool other = false;
	int value;

	for (value = 1; value < WORDS_MAX && sipq850_value_name(choice->word, value); value++) {
		bool named = choice->named & 1ULL << value;

		if (named || !other)
			choice->values[choice->n++] = value;
		other |= !named;
	}
}

/* --- a difference */

static const char *condition_text(struct comparison *c, const struct asking *a)
{
	char text[CONDITION_SIZE] = "";
	unsigned int i;
	size_t j;

	for (i = 0; i < a->n_choices; i++) {
		int word = a->choices[i].word, value = a->context.word[word];
		size_t len = strlen(text);

		if (value)
			snprintf(text + len, sizeof(text) - len, "%s%s=%s", len ? "," : "", sipq850_word_name(word),
				 sipq850_value_name(word, value));
	}
	for (j = 0; j < c->n_conditions; j++)
		if (!strcmp(c->conditions[j], text))
			return c->conditions[j];
	if (c->n_conditions == c->conditions_room) {
		size_t room = c->conditions_room ? 2 * c->conditions_room : 64;
		char **more = realloc(c->conditions, room * sizeof(*more));

		if (!more)
			return NULL;
		c->conditions = more;
		c->conditions_room = room;
	}
	c->conditions[c->n_conditions] = strdup(text);
	return c->conditions[c->n_conditions] ? c->conditions[c->n_conditions++] : NULL;
}

static void add(struct comparison *c, const struct asking *a, struct difference *difference)
{
	difference->condition = condition_text(c, a);
	if (c->n == c->room) {
		size_t room = c->room ? 2 * c->room : 256;
		struct difference *more = realloc(c->differences, room * sizeof(*more));

		if (more) {
			c->differences = more;
			c->room = room;
		}
	}
	if (c->n < c->room && difference->condition)
		c->differences[c->n++] = *difference;
	else
		c->failed = true;
}

static void ask(const struct asking *a, const struct sipq850_context *context, struct sipq850_answer answers[2])
{
	int i;

	for (i = 0; i < 2; i++)
		sipq850_map_ask(a->comparison->maps[i], a->plain.direction, a->plain.input, context, &answers[i]);
}

static bool differs(const struct comparison *c, const struct difference *d)
{
	return c->locations ? !answer_same(&d->answers[0], &d->answers[1]) : !difference_of_location(d);
}

/* Are both answers the same when one of the words that are known is not? Then this was told, or will be, with less known. */
static bool is_told(const struct asking *a, const struct difference *d)
{
	unsigned int i;

	for (i = 0; i < a->n_choices; i++) {
		struct sipq850_context less = a->context;
		struct sipq850_answer answers[2];

		if (!less.word[a->choices[i].word])
			continue;
		less.word[a->choices[i].word] = 0;
		ask(a, &less, answers);
		if (answer_same(&answers[0], &d->answers[0]) && answer_same(&answers[1], &d->answers[1]))
			return true;
	}
	return false;
}

static void compare_context(struct asking *a)
{
	struct difference d = a->plain;
	int i;

	ask(a, &a->context, d.answers);
	if (!differs(a->comparison, &d) || is_told(a, &d))
		return;
	for (i = 0; i < 2; i++)
		d.ignores[i] = answer_same(&d.answers[i], &a->plain.answers[i]);
	add(a->comparison, a, &d);
}

/* All contexts in which just `left` more of the words from `from` on are known. */
static void compare_known(struct asking *a, unsigned int from, unsigned int left)
{
	unsigned int i, v;

	if (!left) {
		compare_context(a);
		return;
	}
	for (i = from; i + left <= a->n_choices; i++) {
		struct choice *choice = &a->choices[i];

		for (v = 0; v < choice->n; v++) {
			a->context.word[choice->word] = choice->values[v];
			compare_known(a, i + 1, left - 1);
		}
		a->context.word[choice->word] = 0;
	}
}

/* How many contexts know just `known` of the words; more than CONTEXTS_MAX at most. */
static unsigned int count_contexts(const struct asking *a, unsigned int known)
{
	unsigned int count[WORDS_MAX + 1] = { 1 };	/* by words known, of the choices up to now */
	unsigned int i, k;

	for (i = 0; i < a->n_choices; i++)
		for (k = i + 1; k > 0; k--) {
			count[k] += count[k - 1] * a->choices[i].n;
			if (count[k] > CONTEXTS_MAX)
				count[k] = CONTEXTS_MAX + 1;
		}
	return count[known];
}

/* The words in the order of words.tsv, so that a condition is written one way only. */
static int compare_choices(const void *x, const void *y)
{
	const struct choice *a = x, *b = y;

	return a->word - b->word;
}

static void compare_input(struct comparison *c, enum sipq850_direction direction, int input)
{
	struct asking a = { .comparison = c, .plain = { .direction = direction, .input = input, .condition = "" } };
	unsigned int i, contexts = 0;

	ask(&a, NULL, a.plain.answers);
	if (differs(c, &a.plain))
		add(c, &a, &a.plain);
	take_map(&a, c->maps[0]);
	take_map(&a, c->maps[1]);
	qsort(a.choices, a.n_choices, sizeof(a.choices[0]), compare_choices);
	for (i = 0; i < a.n_choices; i++)
		list_values(&a.choices[i]);
	for (i = 1; i <= a.n_choices && !c->failed; i++) {
		contexts += count_contexts(&a, i);
		if (contexts > CONTEXTS_MAX) {
			c->cut = true;
			break;
		}
		compare_known(&a, 0, i);
	}
}

void comparison_make(struct comparison *c, const struct sipq850_map *a, const struct sipq850_map *b, bool locations)
{
	enum sipq850_direction direction;
	int input;

	memset(c, 0, sizeof(*c));
	c->maps[0] = a;
	c->maps[1] = b;
	c->locations = locations;
	for (direction = SIPQ850_SIP2Q850; direction <= SIPQ850_Q850SIP; direction++)
		for (input = 0; (input = domain_next(direction, input));)
			compare_input(c, direction, input);
}

void comparison_release(struct comparison *c)
{
	while (c->n_conditions)
		free(c->conditions[--c->n_conditions]);
	free(c->conditions);
	free(c->differences);
	memset(c, 0, sizeof(*c));
}
