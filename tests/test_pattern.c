/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "../utils/logs/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../utils/logs/filter.h"
#include "run.h"

static struct span span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

/* Write what a pattern finds as "begin..end name=value|name=value", or "none", or why it is no pattern. */
static void tell(char *to, size_t size, const char *text, const char *line)
{
	struct pattern pattern;
	struct pattern_match match;
	const char *why = pattern_compile(&pattern, span_of(text));
	size_t i, len;

	if (why || !pattern_find(&pattern, span_of(line), 0, &match)) {
		snprintf(to, size, "%s", why ? why : "none");
		return;
	}
	len = snprintf(to, size, "%zu..%zu", match.begin, match.end);
	for (i = 0; i < pattern.n_values; i++)
		len += snprintf(to + len, size - len, "%s%.*s=%.*s", i ? "|" : " ", (int)pattern.names[i].len,
				pattern.names[i].at, (int)match.values[i].len, match.values[i].at);
}

static void what_patterns_find(void)
{
	static const struct {
		const char *pattern, *line, *told;
	} cases[] = {
		{ "busy", "is busy now", "3..7" },
		{ "busy", "is Busy now", "none" },
		{ "^busy", "is busy", "none" },
		{ "^is busy", "is busy", "0..7" },
		{ "a b", "a \t  b", "0..6" },
		{ "a b", "ab", "none" },
		{ "cause {n:digits}", "cause 17.", "0..8 n=17" },
		{ "cause {n:digits}", "cause x, cause 17", "9..17 n=17" },
		{ "cause {n:digits}", "cause ", "none" },
		{ "i = 0x{ie:hex}", "Cause i = 0x829F08 - Normal", "6..18 ie=829F08" },
		{ "{name:word}={v:word};", "a b.c-d_e=1;", "2..12 name=b.c-d_e|v=1" },
		{ "\"{phrase}\" back from {peer:rest}", "503 \"Service \"X\" Down\" back from 1.2.3.4:5060 ",
		  "4..46 phrase=Service \"X\" Down|peer=1.2.3.4:5060 " },
		{ "\"{phrase}\" back", "\"\" back", "0..7 phrase=" },
		{ "({})x({b})", "(1)x(2)", "0..7 b=2" },
		{ "[{time}] {level:word}[{}]", "[Dec 13 20:53:28] VERBOSE[11299][C-1]",
		  "0..32 time=Dec 13 20:53:28|level=VERBOSE" },
		{ "{a}:{n:digits}", "x:y:5", "0..5 a=x:y|n=5" },
		{ "{a}{n:digits}", "ab12", "0..4 a=ab|n=12" },
		{ "{{{v:word}}", "x{y}", "1..4 v=y" },
		{ "a{{b", "a{b", "0..3" },
		{ "{{{{", "{{", "0..2" },
		{ "x {r:rest}", "x y z", "0..5 r=y z" },
		{ "x {r:rest}", "x ", "none" },
		{ "^{a} {b:word}", "  x", "0..3 a=|b=x" },
		{ "{n:digits} x", "12 y 345 x", "5..10 n=345" },
		{ "{n:digits}2", "12", "none" },		/* nothing is given up again */
		{ "a{w:word} b", "aaa b", "0..5 w=aa" },
		{ "aab", "aaab", "1..4" },
		{ "{x:hex}", "xyz", "none" },
		{ "^{u:uuid} {n:digits}", "0a1b2c3d-0000-4000-8000-00000000000a 7",
		  "0..38 u=0a1b2c3d-0000-4000-8000-00000000000a|n=7" },
		{ "{u:uuid}", "0a1b2c3d-0000-4000-8000-00000000000a7", "none" },
		{ "^{u:uuid} {n:digits}", "2026-11-25 08", "none" },
		{ "{u:uuid}", "0a1b2c3d00000-4000-8000-00000000000a", "none" },
		{ "{u:uuid}", "x 0a1b2c3d-0000-4000-8000-00000000000a.", "2..38 u=0a1b2c3d-0000-4000-8000-00000000000a" },
		{ "}", "a}", "1..2" },
		{ "at {time}:$", "at 08:30:00:", "0..12 time=08:30:00" },
		{ "^a{x}a$", "aba ab", "none" },
		{ "{n:digits}$", "12 345", "3..6 n=345" },
		{ "a {b:word} $", "a b  ", "0..5 b=b" },
	};
	char told[300];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tell(told, sizeof(told), cases[i].pattern, cases[i].line);
		if (strcmp(told, cases[i].told))
			printf("\n%s\n", told);
		CU_ASSERT_STRING_EQUAL(told, cases[i].told);
	}
}

static void what_is_no_pattern(void)
{
	static const struct {
		const char *pattern, *why;
	} cases[] = {
		{ "", "the pattern is empty" },
		{ "^", "the pattern is empty" },
		{ "^$", "the pattern is empty" },
		{ "x {name", "a brace is never closed; a brace itself is written twice" },
		{ "x {", "a brace is never closed; a brace itself is written twice" },
		{ "x {name}", "a value at the end needs a kind, as {name:rest}" },
		{ "x {}", "a value at the end needs a kind, as {name:rest}" },
		{ "{a}{b} x", "two values without a text between; one of them needs a kind, as {name:digits}" },
		{ "{a:rest}x", "nothing can stand behind a value that goes to the end of the line" },
		{ "{a:number} x", "the kind of a value is digits, hex, word, uuid or rest" },
		{ "{a:} x", "the kind of a value is digits, hex, word, uuid or rest" },
		{ "{a b} x", "the name of a value has letters, digits, '_', '-' and '.' only" },
		{ "{a} {b} {a} x", "two values of one name" },
		{ "{a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {l} {m} {n} {o} {p} {q} x",
		  "the pattern has too many values" },
		{ "{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} x",
		  "the pattern has too many parts" },
	};
	struct pattern pattern;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		why = pattern_compile(&pattern, span_of(cases[i].pattern));
		CU_ASSERT_PTR_NOT_NULL(why);
		CU_ASSERT_STRING_EQUAL(why ? why : "", cases[i].why);
	}
}

static void from_a_place_on(void)
{
	struct pattern pattern;
	struct pattern_match match;
	const struct span line = span_of("cause 1 cause 2");

	CU_ASSERT_PTR_NULL(pattern_compile(&pattern, span_of("cause {n:digits}")));
	CU_ASSERT(pattern_find(&pattern, line, 1, &match));
	CU_ASSERT_EQUAL(match.begin, 8);
	CU_ASSERT(!pattern_find(&pattern, line, 9, &match));
	CU_ASSERT(!pattern_find(&pattern, line, line.len, &match));
	CU_ASSERT(!pattern_find(&pattern, line, line.len + 1, &match));
	CU_ASSERT_PTR_NULL(pattern_compile(&pattern, span_of("^cause {n:digits}")));
	CU_ASSERT(pattern_find(&pattern, line, 8, &match));
	CU_ASSERT(!pattern_find(&pattern, line, 7, &match));
}

static void rarest_text(void)
{
	struct pattern pattern;

	CU_ASSERT_PTR_NULL(pattern_compile(&pattern, span_of("Got SIP response {n:digits} \"")));
	CU_ASSERT(span_is(pattern_rarest(&pattern, NULL), "response"));
	CU_ASSERT(!pattern_ends_blank(&pattern));
	CU_ASSERT_PTR_NULL(pattern_compile(&pattern, span_of("{a:word} ")));
	CU_ASSERT_EQUAL(pattern_rarest(&pattern, NULL).len, 0);
	CU_ASSERT(pattern_ends_blank(&pattern));
}

/* A line of a million bytes that keeps a pattern busy takes no more than some passes over it. */
static void no_line_takes_long(void)
{
	static const char *const patterns[] = {
		"a{w:word}=", "{a}aaaab{b}aaaab{c}aaaab", "{w:word} {v:word}=", "a {w:word} a {v:word} a=",
		"aaaaaaaaaaaaaaaab",
		"{a} {b:digits}{c}a{d:word} {e}x",
	};
	const size_t len = 1 << 20;
	char *line = malloc(len);
	struct pattern pattern;
	struct pattern_match match;
	clock_t begin = clock();
	size_t i;

	CU_ASSERT_PTR_NOT_NULL_FATAL(line);
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		CU_ASSERT_PTR_NULL(pattern_compile(&pattern, span_of(patterns[i])));
		memset(line, 'a', len);
		CU_ASSERT(!pattern_find(&pattern, (struct span){ line, len }, 0, &match));
		memset(line + len / 2, ' ', len / 2);
		CU_ASSERT(!pattern_find(&pattern, (struct span){ line, len }, 0, &match));
		for (size_t j = 1; j < len; j += 2)
			line[j - 1] = 'a', line[j] = ' ';
		CU_ASSERT(!pattern_find(&pattern, (struct span){ line, len }, 0, &match));
	}
	CU_ASSERT(clock() - begin < 5 * CLOCKS_PER_SEC);
	free(line);
}

/* All places of texts by the plainest search there is. */
static uint64_t plainly(const struct span *texts, size_t n, struct span bytes, size_t begin, size_t len)
{
	uint64_t found = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (texts[i].len == len && bytes.len - begin >= len && !memcmp(bytes.at + begin, texts[i].at, len))
			found |= UINT64_C(1) << i;
	return found;
}

/* How often each text stands in the bytes, found by the filter. */
static void count_filtered(const struct filter *filter, struct span bytes, unsigned int *counts)
{
	size_t at = 0, i;
	uint64_t found;

	memset(counts, 0, FILTER_TEXTS_MAX * sizeof(*counts));
	for (; (found = filter_find(filter, bytes, &at)); at++)
		for (i = 0; i < filter->n; i++)
			counts[i] += found >> i & 1;
}

static void count_plainly(const struct filter *filter, struct span bytes, unsigned int *counts)
{
	size_t at, i;

	memset(counts, 0, FILTER_TEXTS_MAX * sizeof(*counts));
	for (at = 0; at < bytes.len; at++)
		for (i = 0; i < filter->n; i++)
			counts[i] += plainly(filter->texts, filter->n, bytes, at, filter->texts[i].len) >> i & 1;
}

/* The vector ways, the portable way and the plain way find the same in random bytes of few letters. */
static void filters_agree(void)
{
	static const char *const words[] = { "a", "bb", "abc", "abcab", "cc", "cab", "abcabcabcabcabcab",
		"acb", "b", "cabcba" };
	unsigned int counts[FILTER_TEXTS_MAX], wanted[FILTER_TEXTS_MAX];
	static struct filter_sample sample;
	struct filter filter;
	struct span texts[10];
	enum filter_way way;
	char bytes[400];
	size_t i, n, round, len;

	srand(5);
	for (i = 0; i < 10; i++)
		texts[i] = span_of(words[i]);
	for (round = 0; round < 600; round++) {
		n = 1 + round % 10;
		len = rand() % sizeof(bytes);
		for (i = 0; i < len; i++)
			bytes[i] = "abc"[rand() % 3];
		filter_look(&sample, (struct span){ bytes, len / 2 });
		filter_make(&filter, texts + (10 - n), n, round % 2 ? &sample : NULL);
		count_plainly(&filter, (struct span){ bytes, len }, wanted);
		for (way = FILTER_PORTABLE; way <= FILTER_AVX2; way++) {
			filter_choose(&filter, way);
			count_filtered(&filter, (struct span){ bytes, len }, counts);
			CU_ASSERT(!memcmp(counts, wanted, n * sizeof(counts[0])));
		}
	}
}

TEST_SUITE("pattern", { "what_patterns_find", what_patterns_find }, { "what_is_no_pattern", what_is_no_pattern },
	   { "from_a_place_on", from_a_place_on }, { "rarest_text", rarest_text },
	   { "no_line_takes_long", no_line_takes_long }, { "filters_agree", filters_agree });
