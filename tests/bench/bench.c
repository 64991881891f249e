/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ns per lookup: the library beside a switch, a linear scan and a dense array of the same table.
 *
 *   bench [--strict]    check the rivals, time all mixes, print the table; --strict: exit 1 when a goal was missed
 *   bench --once LINE   run one line of the table once, unchecked and untimed, for counting instructions
 *
 * Exit: 0; 1 when a rival answers otherwise than the library; 2 wrong use. README.md tells how to read it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mix.h"
#include "rivals.h"
#include "verify.h"

/* Goals: at most so many times the dense array, and the switch; faster than the scan. On every mix without context. */
#define GOAL_DENSE 2.0
#define GOAL_SWITCH 1.2
#define GOAL_LINEAR 1.0

#define LINE_NS 700000000ULL	/* time for a line of the table .. */
#define ROUNDS_MIN 15		/* .. but no fewer rounds than these */

/* Contestants, in the order of their columns. */
enum { LIB, SWITCH, LINEAR, DENSE, EMPTY, CONTESTANTS };

/* One line of the table. */
struct line {
	enum sipq850_direction direction;
	const char *mix;
	void (*draw)(enum sipq850_direction direction, uint16_t inputs[MIX_INPUTS]);
	bool chain;	/* the next lookup waits for the answer of this one */
	bool has_context;
};

static const struct line lines[] = {
	{ SIPQ850_SIP2Q850, "uniform", mix_uniform, false, false },
	{ SIPQ850_SIP2Q850, "common", mix_common, false, false },
	{ SIPQ850_Q850SIP, "uniform", mix_uniform, false, false },
	{ SIPQ850_Q850SIP, "common", mix_common, false, false },
	{ SIPQ850_SIP2Q850, "uniform", mix_uniform, true, false },
	{ SIPQ850_SIP2Q850, "common", mix_common, true, false },
	{ SIPQ850_Q850SIP, "uniform", mix_uniform, true, false },
	{ SIPQ850_Q850SIP, "common", mix_common, true, false },
	{ SIPQ850_SIP2Q850, "uniform", mix_uniform, false, true },
	{ SIPQ850_SIP2Q850, "common", mix_common, false, true },
	{ SIPQ850_Q850SIP, "uniform", mix_uniform, false, true },
	{ SIPQ850_Q850SIP, "common", mix_common, false, true },
};

#define N_LINES (sizeof(lines) / sizeof(lines[0]))

/* What a contestant is run on. */
struct question {
	const struct sipq850_map *map;
	const struct sipq850_context *context;
	uint16_t zero;
	uint16_t inputs[MIX_INPUTS];
};

static const struct sipq850_context known = {
	.word = {
		[SIPQ850_WORD_LOCATION] = SIPQ850_LOCATION_USER,
		[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_INITIAL_INVITE,
	},
};

/* --- running: one function for each contestant, so that every call is a direct one through the PLT. The sum of the
 * answers shows that they were given. In a chain the next input waits for the answer: `zero` is zero, but in memory. */

#define RUN(name, ask, wait) \
static uint64_t name##_##ask(const struct question *q) \
{ \
	struct sipq850_answer answer = { 0 }; \
	uint64_t sum = 0; \
	size_t i; \
\
	for (i = 0; i < MIX_INPUTS; i++) { \
		ask(q->map, q->inputs[i] + (wait), q->context, &answer); \
		sum += answer.value + (uintptr_t)answer.row; \
	} \
	return sum; \
}

#define RUN_BOTH(ask) \
RUN(apart, ask, 0) \
RUN(chain, ask, answer.value & q->zero)

RUN_BOTH(sipq850_map_sip2q850)
RUN_BOTH(switch_sip2q850)
RUN_BOTH(linear_sip2q850)
RUN_BOTH(dense_sip2q850)
RUN_BOTH(sipq850_map_q850sip)
RUN_BOTH(switch_q850sip)
RUN_BOTH(linear_q850sip)
RUN_BOTH(dense_q850sip)
RUN_BOTH(empty_call)

#define RUNS(name, direction) \
	{ name##_sipq850_map_##direction, name##_switch_##direction, name##_linear_##direction, \
	  name##_dense_##direction, name##_empty_call }

/* By chain, and direction - 1. */
static uint64_t (*const runs[2][2][CONTESTANTS])(const struct question *q) = {
	{ RUNS(apart, sip2q850), RUNS(apart, q850sip) },
	{ RUNS(chain, sip2q850), RUNS(chain, q850sip) },
};

static uint64_t run(const struct question *q, const struct line *line, int contestant)
{
	return runs[line->chain][line->direction - 1][contestant](q);
}

static void prepare(struct question *q, const struct line *line)
{
	line->draw(line->direction, q->inputs);
	q->context = line->has_context ? &known : NULL;
}

/* --- timing */

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* Each contestant once, one after the other; keep the best time of each. False when the answers differ. */
static bool round_robin(const struct question *q, const struct line *line, uint64_t best[CONTESTANTS])
{
	uint64_t sum[CONTESTANTS];
	int i;

	for (i = 0; i < CONTESTANTS; i++) {
		uint64_t start = now(), took;

		sum[i] = run(q, line, i);
		took = now() - start;
		if (took < best[i])
			best[i] = took;
	}
	return sum[SWITCH] == sum[LIB] && sum[LINEAR] == sum[LIB] && (line->has_context || sum[DENSE] == sum[LIB]);
}

/* Best time of each contestant in ns per lookup. */
static bool time_line(const struct question *q, const struct line *line, double ns[CONTESTANTS])
{
	uint64_t best[CONTESTANTS] = { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX };
	uint64_t start = now();
	unsigned int rounds;
	int i;

	for (rounds = 0; rounds < ROUNDS_MIN || now() - start < LINE_NS; rounds++) {
		if (!round_robin(q, line, best)) {
			fprintf(stderr, "bench: the answers differ\n");
			return false;
		}
	}
	for (i = 0; i < CONTESTANTS; i++)
		ns[i] = (double)best[i] / MIX_INPUTS;
	return true;
}

/* --- the table */

static void print_head(void)
{
	printf("profile %s, %d inputs a round, best round of each; ns per lookup, loop and call (see empty) included\n",
	       rival_profile, MIX_INPUTS);
	printf("goals without context: lib/dense <= %.1f, lib/switch <= %.1f, lib/linear < %.1f\n\n", GOAL_DENSE,
	       GOAL_SWITCH, GOAL_LINEAR);
	printf("%-9s %-8s %-6s %-8s %6s %6s %6s %6s %6s  %9s %10s %10s  %s\n", "direction", "mix", "calls", "context",
	       "lib", "switch", "linear", "dense", "empty", "lib/dense", "lib/switch", "lib/linear", "goals");
}

/* Prints a line and tells whether it reached its goals. */
static bool print_line(const struct line *line, const double ns[CONTESTANTS])
{
	double dense = ns[LIB] / ns[DENSE], as_switch = ns[LIB] / ns[SWITCH], linear = ns[LIB] / ns[LINEAR];
	bool reached = dense <= GOAL_DENSE && as_switch <= GOAL_SWITCH && linear < GOAL_LINEAR;

	printf("%-9s %-8s %-6s %-8s %6.2f %6.2f %6.2f %6.2f %6.2f  %9.2f %10.2f %10.2f  %s\n",
	       sipq850_direction_name(line->direction), line->mix, line->chain ? "chain" : "apart",
	       line->has_context ? "2 words" : "none", ns[LIB], ns[SWITCH], ns[LINEAR], ns[DENSE], ns[EMPTY], dense,
	       as_switch, linear, line->has_context ? "-" : reached ? "ok" : "MISSED");
	fflush(stdout);
	return reached || line->has_context;
}

static int bench(struct question *q, bool strict)
{
	double ns[CONTESTANTS];
	bool reached = true;
	size_t i;

	if (!verify_rivals(q->map))
		return 1;
	print_head();
	for (i = 0; i < N_LINES; i++) {
		prepare(q, &lines[i]);
		if (!time_line(q, &lines[i], ns))
			return 1;
		reached &= print_line(&lines[i], ns);
	}
	return strict && !reached;
}

static int once(struct question *q, const char *number)
{
	size_t n = strtoul(number, NULL, 10);
	int i;

	if (n < 1 || n > N_LINES)
		return 2;
	prepare(q, &lines[n - 1]);
	for (i = 0; i < CONTESTANTS; i++)
		run(q, &lines[n - 1], i);
	printf("%s %s, %s\n", sipq850_direction_name(lines[n - 1].direction), lines[n - 1].mix,
	       lines[n - 1].has_context ? "2 words known" : "no context");
	return 0;
}

int main(int argc, char **argv)
{
	static struct question q;
	bool strict = argc == 2 && !strcmp(argv[1], "--strict");

	q.map = sipq850_map_builtin(rival_profile);
	if (!q.map || rivals_init(q.map)) {
		fprintf(stderr, "bench: %s is not the profile that the rivals were made of\n", rival_profile);
		return 1;
	}
	if (argc == 1 || strict)
		return bench(&q, strict);
	if (argc == 3 && !strcmp(argv[1], "--once"))
		return once(&q, argv[2]);
	fprintf(stderr, "usage: bench [--strict | --once LINE]\n");
	return 2;
}
