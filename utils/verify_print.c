/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a box does of a profile, printed. */
#include <errno.h>
#include <string.h>

#include "cli.h"
#include "domain.h"
#include "verify.h"

static const char *const verdict_names[] = {
	[VERDICT_NOT_COVERED] = "not-covered", [VERDICT_CONTRADICTS] = "contradicts", [VERDICT_AGREES] = "agrees",
};

void print_question(const struct observation *pair)
{
	char number[INPUT_SIZE];

	printf("%s %s", sipq850_direction_name(pair->direction), domain_name(pair->input, number));
	if (pair->context_text[0])
		printf(" (%s)", pair->context_text);
}

static const char *times(unsigned long n, char buf[32])
{
	snprintf(buf, 32, n == 1 ? "once" : "%lu times", n);
	return buf;
}

void print_remarks(const struct observed *o)
{
	if (o->unusable)
		cli_error("%s: %lu unusable, which do not count", o->path, o->unusable);
	if (o->silent)
		cli_error("%s: %lu not covered there, which do not count", o->path, o->silent);
}

/* --- text */

static void print_place(const struct observed *o, const struct observation *pair)
{
	char buf[32];

	printf("%s, %s:%lu", times(pair->times, buf), o->path, pair->line);
}

static void print_row(const struct sipq850_row *row)
{
	printf("%s:%u, %s -> %s, %s", sipq850_profile_file(sipq850_row_profile(row)), sipq850_row_line(row),
	       sipq850_row_in(row), sipq850_row_out(row), sipq850_row_source(row));
}

static void print_pairs(const struct observed *o, const struct score *score, enum verdict verdict, const char *title)
{
	char out[OUT_SIZE], expected[OUT_SIZE];
	size_t i;

	printf("\n%s\n", title);
	for (i = 0; i < o->n; i++) {
		const struct observation *pair = &o->pairs[i];
		struct sipq850_answer answer;

		if (score->verdict[i] != verdict)
			continue;
		printf("  ");
		print_question(pair);
		printf(" -> %s [", out_at(&pair->out, out));
		print_place(o, pair);
		printf("]\n");
		if (verify_pair(score->map, pair, &answer) == VERDICT_NOT_COVERED)
			continue;
		printf("    %s says %s [", score->name, answer_out_at(&answer, expected));
		print_row(answer.row);
		printf("]\n");
	}
}

/* What was seen with different outs for the same question: each question once, at its first pair. */
static void print_contradictory(const struct observed *o)
{
	bool titled = false;
	char out[OUT_SIZE];
	size_t i;

	for (i = 0; i < o->n; i++) {
		const struct observation *pair = &o->pairs[i], *other = observed_other(o, pair, NULL);
		bool first = other;

		for (; other; other = observed_other(o, pair, other))
			first = first && other > pair;
		if (!first)
			continue;
		printf("%s  ", titled ? "" : "\nSeen with different outs:\n");
		titled = true;
		print_question(pair);
		printf(" -> %s [", out_at(&pair->out, out));
		print_place(o, pair);
		for (other = observed_other(o, pair, NULL); other; other = observed_other(o, pair, other)) {
			printf("], %s [", out_at(&other->out, out));
			print_place(o, other);
		}
		puts("]");
	}
}

/* How often a row was shown. */
struct use {
	size_t agree, contradict;
};

static void count_uses(const struct observed *o, const struct score *score, struct use *uses, size_t n_rows)
{
	struct sipq850_answer answer;
	size_t i, j;

	for (i = 0; i < o->n; i++) {
		verify_pair(score->map, &o->pairs[i], &answer);
		for (j = 0; j < n_rows && sipq850_map_row(score->map, j)->row != answer.row; j++)
			;
		if (j == n_rows)
			continue;
		uses[j].agree += score->verdict[i] == VERDICT_AGREES;
		uses[j].contradict += score->verdict[i] == VERDICT_CONTRADICTS;
	}
}

enum shown { SHOWN_OBEYED, SHOWN_CONTRADICTED, SHOWN_NEVER };

static enum shown shown(const struct use *use)
{
	if (use->contradict)
		return SHOWN_CONTRADICTED;
	return use->agree ? SHOWN_OBEYED : SHOWN_NEVER;
}

static void print_use(const struct score *score, size_t i, const struct use *use)
{
	const struct sipq850_row *row = sipq850_map_row(score->map, i)->row;
	const char *condition = sipq850_row_condition(row);

	printf("  %s %s%s%s%s -> %s [%s:%u]", sipq850_direction_name(sipq850_row_direction(row)), sipq850_row_in(row),
	       condition[0] ? " (" : "", condition, condition[0] ? ")" : "", sipq850_row_out(row),
	       sipq850_profile_name(sipq850_row_profile(row)), sipq850_row_line(row));
	if (use->contradict && use->agree)
		printf(", but %zu agree", use->agree);
	putchar('\n');
}

static void print_uses(const struct score *score, const struct use *uses, size_t n_rows, enum shown wanted, const char *title)
{
	size_t n = 0, i;

	for (i = 0; i < n_rows; i++)
		n += shown(&uses[i]) == wanted;
	printf("\n%s: %zu of %zu\n", title, n, n_rows);
	for (i = 0; i < n_rows; i++)
		if (shown(&uses[i]) == wanted)
			print_use(score, i, &uses[i]);
}

static void print_text(const struct observed *o, const struct score *score, const struct use *uses, size_t n_rows)
{
	printf("behaves as %s: %zu of %zu (%zu contradict, %zu not covered)\n", score->name, score->agree, o->n,
	       score->contradict, score->not_covered);
	if (score->contradict)
		print_pairs(o, score, VERDICT_CONTRADICTS, "Contradicts the profile:");
	if (score->not_covered)
		print_pairs(o, score, VERDICT_NOT_COVERED, "Not covered by the profile:");
	print_contradictory(o);
	print_uses(score, uses, n_rows, SHOWN_OBEYED, "Rows obeyed");
	if (score->contradict)
		print_uses(score, uses, n_rows, SHOWN_CONTRADICTED, "Rows contradicted");
	print_uses(score, uses, n_rows, SHOWN_NEVER, "Rows never shown");
}

/* --- TSV and JSON: a line for each pair, then one for each row that was never shown */

struct item {
	const char *verdict;
	enum sipq850_direction direction;
	const char *in, *context;
	char out[OUT_SIZE];
	const char *out_location;
	unsigned long times, line;	/* 0: a row that was never shown */
	bool contradictory;		/* the same question was seen with another out */
	const struct sipq850_answer *answer;
};

static const char *yes_or_empty(bool yes)
{
	return yes ? "yes" : "";
}

static void print_item_tsv(const struct item *item)
{
	const struct sipq850_answer *a = item->answer;
	char expected[OUT_SIZE], number[32] = "", line[32] = "";

	if (item->times)
		snprintf(number, sizeof(number), "%lu", item->line);
	if (a->row)
		snprintf(line, sizeof(line), "%u", sipq850_row_line(a->row));
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%lu\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", item->verdict,
	       sipq850_direction_name(item->direction), item->in, item->context, item->out, item->out_location, item->times,
	       number, yes_or_empty(item->contradictory), answer_out(a, expected),
	       or_empty(sipq850_location_short(a->location)), or_empty(sipq850_found_name(a->found)),
	       a->row ? sipq850_profile_name(sipq850_row_profile(a->row)) : "", line,
	       a->row ? sipq850_row_source(a->row) : "");
}

static void print_item_json(const struct item *item)
{
	const struct sipq850_answer *a = item->answer;
	char expected[OUT_SIZE];

	putchar('{');
	print_json_text("verdict", item->verdict, true);
	print_json_text("direction", sipq850_direction_name(item->direction), false);
	print_json_text("in", item->in, false);
	print_json_text("context", item->context, false);
	print_json_text("out", item->out, false);
	print_json_text("out_location", item->out_location, false);
	printf(",\"times\":%lu,\"observed_line\":", item->times);
	printf(item->times ? "%lu" : "null", item->line);
	printf(",\"contradictory\":%s", item->contradictory ? "true" : "false");
	print_json_text("expected", answer_out(a, expected), false);
	print_json_text("expected_location", or_empty(sipq850_location_short(a->location)), false);
	print_json_text("found", or_empty(sipq850_found_name(a->found)), false);
	print_json_text("profile", a->row ? sipq850_profile_name(sipq850_row_profile(a->row)) : "", false);
	printf(",\"line\":");
	printf(a->row ? "%u" : "null", a->row ? sipq850_row_line(a->row) : 0);
	print_json_text("source", a->row ? sipq850_row_source(a->row) : "", false);
	puts("}");
}

static void print_item(enum print_format format, const struct item *item)
{
	if (format == PRINT_TSV)
		print_item_tsv(item);
	else
		print_item_json(item);
}

static void print_pair_item(enum print_format format, const struct observed *o, const struct score *score, size_t i)
{
	const struct observation *pair = &o->pairs[i];
	struct sipq850_answer answer = { .value = 0 };
	struct item item = { .direction = pair->direction, .context = pair->context_text, .times = pair->times,
			     .line = pair->line, .contradictory = observed_other(o, pair, NULL), .answer = &answer };
	char number[INPUT_SIZE], out[OUT_SIZE];

	item.verdict = verdict_names[verify_pair(score->map, pair, &answer)];
	item.in = domain_name(pair->input, number);
	snprintf(item.out, sizeof(item.out), "%s", answer_out(&pair->out, out));
	item.out_location = or_empty(sipq850_location_short(pair->out.location));
	print_item(format, &item);
}

static void print_items(enum print_format format, const struct observed *o, const struct score *score, const struct use *uses,
			size_t n_rows)
{
	size_t i;

	if (format == PRINT_TSV)
		puts("verdict\tdirection\tin\tcontext\tout\tout_location\ttimes\tobserved_line\tcontradictory\texpected\t"
		     "expected_location\tfound\tprofile\tline\tsource");
	for (i = 0; i < o->n; i++)
		print_pair_item(format, o, score, i);
	for (i = 0; i < n_rows; i++) {
		const struct sipq850_answer *answer = sipq850_map_row(score->map, i);
		struct item item = { .verdict = "never-shown", .direction = sipq850_row_direction(answer->row),
				     .in = sipq850_row_in(answer->row), .context = sipq850_row_condition(answer->row),
				     .out_location = "", .answer = answer };

		if (shown(&uses[i]) == SHOWN_NEVER)
			print_item(format, &item);
	}
}

void print_verified(enum print_format format, const struct observed *observed, const struct score *score)
{
	size_t n_rows = sipq850_map_rows(score->map);
	struct use *uses = calloc(n_rows + 1, sizeof(*uses));

	if (!uses) {
		cli_error("%s", strerror(ENOMEM));
		return;
	}
	count_uses(observed, score, uses, n_rows);
	if (format == PRINT_TEXT)
		print_text(observed, score, uses, n_rows);
	else
		print_items(format, observed, score, uses, n_rows);
	free(uses);
}
