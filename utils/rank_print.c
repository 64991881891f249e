/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which profile explains best what a box did, printed. */
#include <string.h>

#include "cli.h"
#include "domain.h"
#include "verify.h"

#define EXCEPTIONS_MAX 3	/* in the sentence of the first line */
#define PAIRS_MAX 20		/* that tell the best two apart */

/* What the map of a score answers to a pair. */
static const char *answer_to(const struct score *score, const struct observation *pair, char buf[OUT_SIZE])
{
	struct sipq850_answer answer = { .value = 0 };

	verify_pair(score->map, pair, &answer);
	return answer_out_at(&answer, buf);
}

/* --- text */

/* The pairs that do not agree with the best, the first few of them. */
static void print_exceptions(const struct observed *o, const struct score *best)
{
	char out[OUT_SIZE], expected[OUT_SIZE];
	size_t left = best->explained ? best->contradict : o->n - best->agree;
	size_t n = 0, i;

	for (i = 0; i < o->n && n < EXCEPTIONS_MAX; i++) {
		if (best->verdict[i] == VERDICT_AGREES || (best->explained && best->verdict[i] == VERDICT_NOT_COVERED))
			continue;
		printf(n++ ? ", " : "; not ");
		print_question(&o->pairs[i]);
		printf(" -> %s (%s)", out_at(&o->pairs[i].out, out), answer_to(best, &o->pairs[i], expected));
	}
	if (left > n)
		printf(", and %zu more", left - n);
	putchar('\n');
}

/* A profile that is contradicted by more than one pair in five of those that it covers, or says nothing of most, is no
 * likeness. */
static bool is_like(const struct score *best, size_t n)
{
	return best->agree && 4 * best->contradict <= best->agree && 2 * score_fit(best) >= n;
}

/* "asterisk", or "asterisk (and 2 others)" when as many agree with others. */
static void print_best(const struct score *scores, size_t n)
{
	size_t others = 0;

	while (others + 1 < n && scores[others + 1].rank == 1)
		others++;
	printf("%s", scores[0].name);
	if (others)
		printf(" (and %zu other%s)", others, others == 1 ? "" : "s");
}

static void print_sentence(const struct observed *o, const struct score *scores, size_t n)
{
	const struct score *best = &scores[0];

	if (!best->agree) {
		printf("behaves as no built-in profile: none of %zu pairs agrees with one\n", o->n);
		return;
	}
	printf(is_like(best, o->n) ? "behaves as " : "behaves as no built-in profile; the nearest is ");
	print_best(scores, n);
	printf(": %zu of %zu pairs", best->agree, o->n);
	if (best->explained)
		printf(", and a default explains %zu of the %zu that it does not cover", best->explained,
		       best->not_covered);
	print_exceptions(o, best);
}

/* Those that the pairs do not tell from the best, and those that are as good by other pairs; they are not all neighbours. */
static void print_equals(const struct observed *o, const struct score *scores, size_t n)
{
	bool first = true;
	size_t i;

	for (i = 1; i < n; i++) {
		if (!score_same(&scores[0], &scores[i], o->n))
			continue;
		printf("%s, %s", first ? scores[0].name : "", scores[i].name);
		first = false;
	}
	fputs(first ? "" : ": cannot be told apart by these pairs\n", stdout);
	first = true;
	for (i = 1; i < n && scores[i].rank == 1; i++) {
		if (score_same(&scores[0], &scores[i], o->n))
			continue;
		printf("%s%s", first ? "as good by other pairs: " : ", ", scores[i].name);
		first = false;
	}
	fputs(first ? "" : "\n", stdout);
}

static void print_table(const struct score *scores, size_t n)
{
	size_t i;

	printf("\n%4s  %-24s %8s %11s %12s %10s\n", "rank", "profile", "agree", "contradict", "not covered", "explained");
	for (i = 0; i < n; i++)
		printf("%4u  %-24s %8zu %11zu %12zu %10zu\n", scores[i].rank, scores[i].name, scores[i].agree,
		       scores[i].contradict, scores[i].not_covered, scores[i].explained);
}

/* The pairs for which the best and the next that differs from it get different verdicts. */
static void print_apart(const struct observed *o, const struct score *a, const struct score *b)
{
	char out[OUT_SIZE], of_a[OUT_SIZE], of_b[OUT_SIZE];
	size_t n = 0, i;

	printf("\nWhat tells %s and %s apart:\n", a->name, b->name);
	for (i = 0; i < o->n; i++) {
		const struct observation *pair = &o->pairs[i];

		if (a->verdict[i] == b->verdict[i] || n++ >= PAIRS_MAX)
			continue;
		printf("  ");
		print_question(pair);
		printf(" -> %s; %s: %s, %s: %s\n", out_at(&pair->out, out), a->name, answer_to(a, pair, of_a), b->name,
		       answer_to(b, pair, of_b));
	}
	if (n > PAIRS_MAX)
		printf("  and %zu more\n", n - PAIRS_MAX);
}

static void print_text(const struct observed *o, const struct score *scores, size_t n)
{
	size_t i;

	print_sentence(o, scores, n);
	if (scores[0].agree)
		print_equals(o, scores, n);
	print_table(scores, n);
	for (i = 1; i < n && score_same(&scores[0], &scores[i], o->n); i++)
		;
	if (i < n && scores[0].agree)
		print_apart(o, &scores[0], &scores[i]);
}

/* --- TSV and JSON */

static void print_tsv(const struct observed *o, const struct score *scores, size_t n)
{
	size_t i, j;

	puts("rank\tprofile\tpairs\tagree\tcontradict\tnot_covered\texplained\town\tsame_as");
	for (i = 0; i < n; i++) {
		const struct score *s = &scores[i];
		bool first = true;

		printf("%u\t%s\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t", s->rank, s->name, o->n, s->agree, s->contradict,
		       s->not_covered, s->explained, s->own);
		for (j = 0; j < n; j++) {
			if (j == i || !score_same(s, &scores[j], o->n))
				continue;
			printf("%s%s", first ? "" : ",", scores[j].name);
			first = false;
		}
		putchar('\n');
	}
}

static void print_json(const struct observed *o, const struct score *scores, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		const struct score *s = &scores[i];
		bool first = true;

		printf("{\"rank\":%u", s->rank);
		print_json_text("profile", s->name, false);
		printf(",\"pairs\":%zu,\"agree\":%zu,\"contradict\":%zu,\"not_covered\":%zu,\"explained\":%zu,\"own\":%zu,\"same_as\":[", o->n,
		       s->agree, s->contradict, s->not_covered, s->explained, s->own);
		for (j = 0; j < n; j++) {
			if (j == i || !score_same(s, &scores[j], o->n))
				continue;
			if (!first)
				putchar(',');
			json_quote(stdout, scores[j].name);
			first = false;
		}
		puts("]}");
	}
}

void print_ranking(enum print_format format, const struct observed *observed, const struct score *scores, size_t n)
{
	switch (format) {
	case PRINT_TEXT:
		print_text(observed, scores, n);
		break;
	case PRINT_TSV:
		print_tsv(observed, scores, n);
		break;
	case PRINT_JSON:
		print_json(observed, scores, n);
		break;
	}
}
