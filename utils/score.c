/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How well a profile explains what was observed, and which does so best. */
#include <errno.h>
#include <string.h>

#include "cli.h"
#include "verify.h"

/* "Some network" is any location but the user; a location that one of them lacks is not compared. */
static bool is_location(enum sipq850_location answered, enum sipq850_location observed)
{
	if (!answered || !observed || answered == observed)
		return true;
	if (answered != SIPQ850_LOCATION_NETWORK && observed != SIPQ850_LOCATION_NETWORK)
		return false;
	return answered != SIPQ850_LOCATION_USER && observed != SIPQ850_LOCATION_USER;
}

enum verdict verify_pair(const struct sipq850_map *map, const struct observation *pair, struct sipq850_answer *answer)
{
	const struct sipq850_answer *out = &pair->out;

	/* The input was read as one of its direction: the map does not refuse it. Where nothing was written, a profile that says
	 * nothing is right: so the table of a partial profile is that profile. */
	if (sipq850_map_ask(map, pair->direction, pair->input, &pair->context, answer) || !answer->row)
		return pair->empty ? VERDICT_AGREES : VERDICT_NOT_COVERED;
	if (answer->action == out->action && answer->value == out->value && is_location(answer->location, out->location))
		return VERDICT_AGREES;
	return VERDICT_CONTRADICTS;
}

/* --- what a partial profile leaves to the box
 *
 * A document lists what the box has rows for, and often not its default; the box answers all the same. So what a profile does
 * not cover is no mark against it if one default explains it: in each group of inputs the out that was seen most often there.
 * One pair is taken off, for the default had to be learnt from something. A profile that does not agree with the box in this
 * direction at all explains nothing of it. */

enum group { GROUP_PROGRESS, GROUP_FAILURE, GROUP_CAUSE, GROUPS, GROUP_NONE = GROUPS };

#define OUTS 1024	/* more than any status or cause */
#define ACTIONS 32

static enum group group_of(const struct observation *pair)
{
	if (pair->input >= 1000)
		return GROUP_NONE;
	if (pair->direction == SIPQ850_Q850SIP)
		return GROUP_CAUSE;
	return pair->input < 300 ? GROUP_PROGRESS : GROUP_FAILURE;
}

/* How often the commonest out of a group was seen among the pairs that are not covered. `counts` is room to count in. */
static size_t commonest(const struct score *score, const struct observed *observed, enum group group, unsigned int *counts)
{
	size_t i, most = 0;

	memset(counts, 0, ACTIONS * OUTS * sizeof(*counts));
	for (i = 0; i < observed->n; i++) {
		const struct observation *pair = &observed->pairs[i];
		unsigned int *count = &counts[pair->out.action % ACTIONS * OUTS + pair->out.value % OUTS];

		if (score->verdict[i] == VERDICT_NOT_COVERED && group_of(pair) == group && ++*count > most)
			most = *count;
	}
	return most;
}

static bool agrees_in(const struct score *score, const struct observed *observed, enum sipq850_direction direction)
{
	size_t i;

	for (i = 0; i < observed->n; i++)
		if (score->verdict[i] == VERDICT_AGREES && observed->pairs[i].direction == direction &&
		    !observed->pairs[i].empty)
			return true;
	return false;
}

static int explain(struct score *score, const struct observed *observed)
{
	unsigned int *counts = score->not_covered ? malloc(ACTIONS * OUTS * sizeof(*counts)) : NULL;
	enum group group;

	if (!score->not_covered)
		return 0;
	if (!counts)
		return -ENOMEM;
	for (group = 0; group < GROUPS; group++) {
		size_t most = commonest(score, observed, group, counts);

		if (most && agrees_in(score, observed, group == GROUP_CAUSE ? SIPQ850_Q850SIP : SIPQ850_SIP2Q850))
			score->explained += most - 1;
	}
	free(counts);
	return 0;
}

/* --- scores */

int score_fill(struct score *score, const struct sipq850_map *map, const struct observed *observed)
{
	struct sipq850_answer answer;
	size_t i;

	score->name = sipq850_profile_name(sipq850_map_profile(map));
	score->map = map;
	score->verdict = malloc(observed->n);
	if (!score->verdict)
		return -ENOMEM;
	for (i = 0; i < observed->n; i++) {
		score->verdict[i] = verify_pair(map, &observed->pairs[i], &answer);
		score->agree += score->verdict[i] == VERDICT_AGREES;
		score->contradict += score->verdict[i] == VERDICT_CONTRADICTS;
		score->not_covered += score->verdict[i] == VERDICT_NOT_COVERED;
		if (score->verdict[i] == VERDICT_AGREES)
			score->own += answer.found == SIPQ850_FOUND_OWN || answer.found == SIPQ850_FOUND_RULE;
	}
	return explain(score, observed);
}

bool score_same(const struct score *a, const struct score *b, size_t n)
{
	return !memcmp(a->verdict, b->verdict, n);
}

/* How a profile may describe a box, the likeliest first. */
enum kind { PRODUCT, STANDARD, DEFAULT };

/* Of two that explain a box as well, a product is the better name for it than the standard that it follows; the default of this
 * library is no box at all. The head of a profile tells: a product's document begins with its maker or its sources, a
 * standard's with its number, that of a tutorial with its title in quotes. */
static enum kind kind_of(const struct score *score)
{
	static const char *const beginnings[] = { "RFC ", "ITU-T ", "ETSI ", "ECMA-", "3GPP ", "\"" };
	const char *document = sipq850_profile_document(sipq850_map_profile(score->map));
	size_t i;

	if (!strcmp(score->name, CLI_DEFAULT_PROFILE))
		return DEFAULT;
	for (i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
		if (!strncmp(document, beginnings[i], strlen(beginnings[i])))
			return STANDARD;
	return PRODUCT;
}

static int more(size_t a, size_t b)
{
	return (a < b) - (a > b);
}

static int compare(const void *x, const void *y)
{
	const struct score *a = x, *b = y;
	int order = more(score_fit(a), score_fit(b));

	if (!order)
		order = more(b->contradict, a->contradict);
	if (!order)
		order = more(a->own, b->own);
	if (!order)
		order = (int)kind_of(a) - (int)kind_of(b);
	return order ? order : strcmp(a->name, b->name);
}

void score_rank(struct score *scores, size_t n)
{
	size_t i;

	qsort(scores, n, sizeof(*scores), compare);
	for (i = 0; i < n; i++) {
		bool tied = i && score_fit(&scores[i]) == score_fit(&scores[i - 1]) &&
			    scores[i].contradict == scores[i - 1].contradict;

		scores[i].rank = tied ? scores[i - 1].rank : i + 1;
	}
}
