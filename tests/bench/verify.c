/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Before anything is timed: who answers wrongly may be as fast as he likes. */
#include "verify.h"

#include <stdio.h>
#include <string.h>

#include "mix.h"
#include "rivals.h"

#define INPUT_MIN (-2)
#define INPUT_MAX 1100
#define MADE_UP_CONTEXTS 200

struct rival {
	const char *name;
	enum sipq850_direction direction;
	RIVAL((*ask));
	bool dense;	/* knows neither conditions nor events */
};

static const struct rival rivals[] = {
	{ "switch", SIPQ850_SIP2Q850, switch_sip2q850, false },
	{ "linear", SIPQ850_SIP2Q850, linear_sip2q850, false },
	{ "dense", SIPQ850_SIP2Q850, dense_sip2q850, true },
	{ "switch", SIPQ850_Q850SIP, switch_q850sip, false },
	{ "linear", SIPQ850_Q850SIP, linear_q850sip, false },
	{ "dense", SIPQ850_Q850SIP, dense_q850sip, true },
};

#define N_RIVALS (sizeof(rivals) / sizeof(rivals[0]))

static unsigned int row_line(const struct sipq850_answer *answer)
{
	return answer->row ? sipq850_row_line(answer->row) : 0;
}

/* Both answers start from the same rubbish, so that what one leaves unfilled differs. */
static bool same_answer(const struct sipq850_map *map, const struct rival *rival, int input,
			const struct sipq850_context *context)
{
	struct sipq850_answer expected, given;
	int expected_rc, given_rc;

	memset(&expected, 0xa5, sizeof(expected));
	memset(&given, 0xa5, sizeof(given));
	expected_rc = sipq850_map_ask(map, rival->direction, input, context, &expected);
	given_rc = rival->ask(map, input, context, &given);
	if (given_rc == expected_rc && !memcmp(&given, &expected, sizeof(given)))
		return true;
	fprintf(stderr, "bench: %s %s %d %s context: %d", rival->name, sipq850_direction_name(rival->direction), input,
		context ? "with" : "without", given_rc);
	if (!given_rc)
		fprintf(stderr, " (value %u, line %u)", given.value, row_line(&given));
	fprintf(stderr, ", the library %d", expected_rc);
	if (!expected_rc)
		fprintf(stderr, " (value %u, line %u)", expected.value, row_line(&expected));
	fputc('\n', stderr);
	return false;
}

static bool all_inputs(const struct sipq850_map *map, const struct rival *rival, const struct sipq850_context *context)
{
	int max = rival->dense ? 999 : INPUT_MAX;
	int input;

	for (input = INPUT_MIN; input <= max; input++)
		if (!same_answer(map, rival, input, context))
			return false;
	return true;
}

static bool all_rivals(const struct sipq850_map *map, const struct sipq850_context *context)
{
	size_t i;

	for (i = 0; i < N_RIVALS; i++)
		if (!(context && rivals[i].dense) && !all_inputs(map, &rivals[i], context))
			return false;
	return true;
}

/* Lay one context over another. */
static void overlay(struct sipq850_context *context, const struct sipq850_context *over)
{
	size_t i;

	for (i = 0; i < sizeof(context->word); i++)
		if (over->word[i])
			context->word[i] = over->word[i];
}

/* Several conditions at once, drawn by lot. */
static struct sipq850_context made_up(uint64_t *state)
{
	struct sipq850_context context = { 0 };
	unsigned int n = 2 + mix_random(state) % 4;

	while (n--)
		overlay(&context, &rival_contexts[mix_random(state) % rival_contexts_count]);
	return context;
}

bool verify_rivals(const struct sipq850_map *map)
{
	uint64_t state = 1;
	unsigned int i;

	if (!all_rivals(map, NULL))
		return false;
	for (i = 0; i < rival_contexts_count; i++)
		if (!all_rivals(map, &rival_contexts[i]))
			return false;
	for (i = 0; i < MADE_UP_CONTEXTS; i++) {
		struct sipq850_context context = made_up(&state);

		if (!all_rivals(map, &context))
			return false;
	}
	return true;
}
