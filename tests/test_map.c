/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/map.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sipq850/cause.h>

#include "run.h"

static const struct sipq850_map *map_of(const char *name)
{
	const struct sipq850_map *map = sipq850_map_builtin(name);

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	return map;
}

/* "17@user" as the tables write it. */
static void out_of(const struct sipq850_answer *answer, char *buf, size_t len)
{
	const char *token = sipq850_action_token(answer->action);

	if (!answer->value)
		snprintf(buf, len, "%s", token ? token : "");
	else if (answer->location)
		snprintf(buf, len, "%u@%s", answer->value, sipq850_location_token(answer->location));
	else
		snprintf(buf, len, "%u", answer->value);
}

/* --- every row, built in and loaded */

/* An input that a row is for and that no row of its own stands before. */
static int input_for(const struct sipq850_map *map, enum sipq850_direction direction, const char *in)
{
	struct sipq850_answer answer;
	int input, first, last;

	if (strspn(in, "0123456789") == strlen(in))
		return atoi(in);
	if (!sipq850_input_parse(direction, in, &input))
		return input;
	if (direction == SIPQ850_SIP2Q850) {
		first = *in == '*' ? 300 : (*in - '0') * 100;
		last = *in == '*' ? 699 : first + 99;
	} else {
		first = *in == '*' ? 1 : (in[6] - '0') * 16;
		last = *in == '*' ? 127 : first + 15;
	}
	for (input = first ? first : 1; input <= last; input++) {
		CU_ASSERT_EQUAL(sipq850_map_ask(map, direction, input, NULL, &answer), 0);
		if (answer.found != SIPQ850_FOUND_OWN && (*in != '*' || answer.found == SIPQ850_FOUND_DEFAULT))
			return input;
	}
	return *in == '*' ? 499 : first;
}

static void every_row_answers(const struct sipq850_map *map, const struct sipq850_profile *profile)
{
	size_t i;

	for (i = 0; i < sipq850_profile_rows(profile); i++) {
		const struct sipq850_row *row = sipq850_profile_row(profile, i);
		enum sipq850_direction direction = sipq850_row_direction(row);
		struct sipq850_context context;
		struct sipq850_answer answer;
		char out[64];

		memset(&context, 0, sizeof(context));
		CU_ASSERT_EQUAL(sipq850_row_context(row, &context), 0);
		CU_ASSERT_EQUAL(sipq850_map_ask(map, direction, input_for(map, direction, sipq850_row_in(row)),
						&context, &answer), 0);
		CU_ASSERT_PTR_NOT_NULL_FATAL(answer.row);
		CU_ASSERT_EQUAL(sipq850_row_line(answer.row), sipq850_row_line(row));
		out_of(&answer, out, sizeof(out));
		CU_ASSERT_STRING_EQUAL(out, sipq850_row_out(row));
		CU_ASSERT_TRUE(sipq850_row_source(answer.row)[0] != '\0');
	}
}

static void every_row_in_both_forms(void)
{
	unsigned int i;

	for (i = 0; i < sipq850_profile_count(); i++) {
		const struct sipq850_profile *builtin = sipq850_profile_builtin(i);
		const char *name = sipq850_profile_name(builtin);
		struct sipq850_map *loaded = NULL;
		char file[128];

		snprintf(file, sizeof(file), "../%s", sipq850_profile_file(builtin));
		CU_ASSERT_EQUAL_FATAL(sipq850_map_load(source_file(file), &loaded, NULL), 0);
		CU_ASSERT_EQUAL(sipq850_profile_rows(builtin), sipq850_profile_rows(sipq850_map_profile(loaded)));
		CU_ASSERT_EQUAL(sipq850_map_identity(map_of(name)), sipq850_map_identity(loaded));
		CU_ASSERT_STRING_EQUAL(sipq850_profile_name(sipq850_map_profile(loaded)), name);
		every_row_answers(map_of(name), builtin);
		every_row_answers(loaded, builtin);
		sipq850_map_unref(loaded);
	}
}

/* --- the domain */

static void inputs_out_of_range(void)
{
	static const int not_sip[] = { -1, 0, 99, 700, 999, SIPQ850_INPUT_ISDN_ALERTING, 1063, 1064, 65535, 1 << 30 };
	static const int not_q850[] = { -1, 0, 128, 255, 486, 999, SIPQ850_INPUT_METHOD_BYE, 1063, 1064, 1 << 30 };
	const struct sipq850_map *map = map_of("rfc3398");
	struct sipq850_answer answer, before;
	size_t i;

	memset(&answer, 0x55, sizeof(answer));
	before = answer;
	for (i = 0; i < sizeof(not_sip) / sizeof(not_sip[0]); i++)
		CU_ASSERT_EQUAL(sipq850_map_sip2q850(map, not_sip[i], NULL, &answer), -EINVAL);
	for (i = 0; i < sizeof(not_q850) / sizeof(not_q850[0]); i++)
		CU_ASSERT_EQUAL(sipq850_map_q850sip(map, not_q850[i], NULL, &answer), -EINVAL);
	CU_ASSERT_EQUAL(sipq850_map_ask(map, 0, 486, NULL, &answer), -EINVAL);
	CU_ASSERT_EQUAL(sipq850_map_ask(map, 3, 17, NULL, &answer), -EINVAL);
	CU_ASSERT_EQUAL(memcmp(&answer, &before, sizeof(answer)), 0);
}

static void complete_profiles_cover_the_domain(void)
{
	struct sipq850_answer answer;
	unsigned int i;
	int input;

	for (i = 0; i < sipq850_profile_count(); i++) {
		const struct sipq850_map *map = map_of(sipq850_profile_name(sipq850_profile_builtin(i)));

		for (input = 300; input <= 699; input++) {
			CU_ASSERT_EQUAL(sipq850_map_sip2q850(map, input, NULL, &answer), 0);
			if (sipq850_map_completeness(map, SIPQ850_SIP2Q850) == SIPQ850_COMPLETENESS_COMPLETE)
				CU_ASSERT_NOT_EQUAL(answer.found, SIPQ850_FOUND_NOT_COVERED);
		}
		for (input = 1; input <= 127; input++) {
			CU_ASSERT_EQUAL(sipq850_map_q850sip(map, input, NULL, &answer), 0);
			if (sipq850_map_completeness(map, SIPQ850_Q850SIP) == SIPQ850_COMPLETENESS_COMPLETE)
				CU_ASSERT_NOT_EQUAL(answer.found, SIPQ850_FOUND_NOT_COVERED);
		}
	}
}

/* A context of which nothing is known is no context. */
static void empty_context(void)
{
	static const struct sipq850_context nothing;
	struct sipq850_answer with, without;
	unsigned int i;
	int input;

	for (i = 0; i < sipq850_profile_count(); i++) {
		const struct sipq850_map *map = map_of(sipq850_profile_name(sipq850_profile_builtin(i)));

		for (input = 1; input <= 1100; input++) {
			if (!sipq850_map_sip2q850(map, input, &nothing, &with)) {
				CU_ASSERT_EQUAL(sipq850_map_sip2q850(map, input, NULL, &without), 0);
				CU_ASSERT_EQUAL(memcmp(&with, &without, sizeof(with)), 0);
			}
			if (!sipq850_map_q850sip(map, input, &nothing, &with)) {
				CU_ASSERT_EQUAL(sipq850_map_q850sip(map, input, NULL, &without), 0);
				CU_ASSERT_EQUAL(memcmp(&with, &without, sizeof(with)), 0);
			}
		}
	}
}

/* All 16 locations, and values that no row names. */
static void every_location(void)
{
	const struct sipq850_map *map = map_of("rfc3398");
	struct sipq850_context context = { { 0 } };
	struct sipq850_answer answer;
	int value;

	for (value = 0; value < 256; value++) {
		context.word[SIPQ850_WORD_LOCATION] = value;
		CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 21, &context, &answer), 0);
		CU_ASSERT_EQUAL(answer.value, value == SIPQ850_LOCATION_USER ? 603 : 403);
	}
}

static void batch(void)
{
	static const uint16_t inputs[] = { 486, 0, 404, 700, 699, SIPQ850_INPUT_METHOD_BYE };
	const struct sipq850_map *map = map_of("rfc3398");
	struct sipq850_answer answers[6], single;
	size_t i;

	CU_ASSERT_EQUAL(sipq850_map_ask_batch(map, SIPQ850_SIP2Q850, inputs, 6, NULL, answers), 4);
	for (i = 0; i < 6; i++) {
		if (sipq850_map_sip2q850(map, inputs[i], NULL, &single))
			memset(&single, 0, sizeof(single));
		CU_ASSERT_EQUAL(memcmp(&answers[i], &single, sizeof(single)), 0);
	}
	CU_ASSERT_EQUAL(answers[1].found, SIPQ850_FOUND_INVALID);
	CU_ASSERT_EQUAL(sipq850_map_ask_batch(map, SIPQ850_Q850SIP, inputs, 0, NULL, NULL), 0);
	CU_ASSERT_EQUAL(sipq850_map_ask_batch(map, 9, inputs, 6, NULL, answers), 0);
}

/* --- bases */

#define HEAD "#: title T\n#: document D\n"
#define COLUMNS "direction\tin\tcondition\tout\tsource\tnote\n"

/* A map of text, or NULL; the refusal goes to *err. */
static struct sipq850_map *map_of_text(const char *text, struct sipq850_load_err *err)
{
	struct sipq850_profile *profile = NULL;
	struct sipq850_map *map = NULL;

	CU_ASSERT_EQUAL_FATAL(sipq850_profile_parse("site.tsv", text, strlen(text), &profile, err), 0);
	sipq850_map_compile(profile, &map, err);
	sipq850_profile_unref(profile);
	return map;
}

static unsigned int status_of(const struct sipq850_map *map, int cause, const char *condition)
{
	struct sipq850_context context = { { 0 } };
	struct sipq850_answer answer;

	if (condition)
		CU_ASSERT_EQUAL(sipq850_context_parse(&context, condition), 0);
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, cause, &context, &answer), 0);
	return answer.value;
}

static void base_without_differences(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n" COLUMNS, NULL);

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_EQUAL(sipq850_map_identity(map), sipq850_map_identity(map_of("rfc3398")));
	CU_ASSERT_EQUAL(sipq850_map_rows(map), sipq850_map_rows(map_of("rfc3398")));
	CU_ASSERT_EQUAL(sipq850_map_completeness(map, SIPQ850_Q850SIP), SIPQ850_COMPLETENESS_COMPLETE);
	sipq850_map_unref(map);
}

static void plain_difference_replaces_all_rows_of_the_input(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n" COLUMNS "q850sip\t21\t\t480\ts\t\n", NULL);
	struct sipq850_answer answer;

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_EQUAL(status_of(map, 21, NULL), 480);
	CU_ASSERT_EQUAL(status_of(map, 21, "location=user"), 480);
	CU_ASSERT_EQUAL(status_of(map, 22, "diagnostic=present"), 301);
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 21, NULL, &answer), 0);
	CU_ASSERT_STRING_EQUAL(sipq850_profile_name(sipq850_row_profile(answer.row)), "site");
	CU_ASSERT_EQUAL(sipq850_row_line(answer.row), 5);
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 17, NULL, &answer), 0);
	CU_ASSERT_STRING_EQUAL(sipq850_profile_name(sipq850_row_profile(answer.row)), "rfc3398");
	CU_ASSERT_NOT_EQUAL(sipq850_map_identity(map), sipq850_map_identity(map_of("rfc3398")));
	sipq850_map_unref(map);
}

static void conditional_difference_replaces_its_twin_or_is_added(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n" COLUMNS
					      "q850sip\t21\tlocation=user\t600\ts\t\n"
					      "q850sip\t17\tlocation=user\t600\ts\t\n", NULL);

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_EQUAL(status_of(map, 21, "location=user"), 600);
	CU_ASSERT_EQUAL(status_of(map, 21, NULL), 403);
	CU_ASSERT_EQUAL(status_of(map, 17, "location=user"), 600);
	CU_ASSERT_EQUAL(status_of(map, 17, NULL), 486);
	CU_ASSERT_EQUAL(sipq850_map_rows(map), sipq850_map_rows(map_of("rfc3398")) + 1);
	sipq850_map_unref(map);
}

static void default_difference_leaves_own_rows(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n" COLUMNS "q850sip\t*\t\t503\ts\t\n"
					      "q850sip\tclass:6\t\t501\ts\t\n", NULL);
	struct sipq850_context after_answer = { { 0 } };
	struct sipq850_answer answer;

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_EQUAL(status_of(map, 17, NULL), 486);
	CU_ASSERT_EQUAL(status_of(map, 50, NULL), 503);
	CU_ASSERT_EQUAL(status_of(map, 99, NULL), 501);
	CU_ASSERT_EQUAL(status_of(map, 102, NULL), 504);
	/* A plain row of `*` replaces all rows of `*`: the rules of the base are gone. */
	after_answer.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_AFTER_ANSWER;
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 17, &after_answer, &answer), 0);
	CU_ASSERT_EQUAL(answer.value, 486);
	sipq850_map_unref(map);
}

static void differences_are_asked_before_the_base(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n" COLUMNS
					      "q850sip\t21\tdiagnostic=present\t500\ts\t\n", NULL);
	struct sipq850_context both = { { 0 } };
	struct sipq850_answer answer;

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	both.word[SIPQ850_WORD_DIAGNOSTIC] = SIPQ850_DIAGNOSTIC_PRESENT;
	both.word[SIPQ850_WORD_LOCATION] = SIPQ850_LOCATION_USER;
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 21, &both, &answer), 0);
	CU_ASSERT_EQUAL(answer.value, 500);
	sipq850_map_unref(map);
}

static void a_difference_may_overrule_rows_of_the_base(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc4497\n" COLUMNS "q850sip\t*\trole=uas\t500\ts\t\n"
					      "q850sip\t44\t\t503\ts\t\n", NULL);

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_EQUAL(status_of(map, 44, "retry=possible"), 503);
	CU_ASSERT_EQUAL(status_of(map, 17, "role=uas"), 500);
	sipq850_map_unref(map);
}

static void absent_drops_a_direction(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n#: sip2q850 absent\n" COLUMNS, NULL);
	struct sipq850_answer answer;

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_EQUAL(sipq850_map_sip2q850(map, 486, NULL, &answer), 0);
	CU_ASSERT_EQUAL(answer.found, SIPQ850_FOUND_NOT_COVERED);
	CU_ASSERT_EQUAL(status_of(map, 17, NULL), 486);
	sipq850_map_unref(map);
}

static void base_in_a_file(void)
{
	struct sipq850_map *map = NULL;
	struct sipq850_answer answer;

	CU_ASSERT_EQUAL_FATAL(sipq850_map_load(source_file("data/base/site.tsv"), &map, NULL), 0);
	CU_ASSERT_EQUAL(status_of(map, 17, NULL), 600);		/* site.tsv */
	CU_ASSERT_EQUAL(status_of(map, 19, NULL), 408);		/* region.tsv, its base */
	CU_ASSERT_EQUAL(status_of(map, 21, "location=user"), 603);	/* rfc3398, the base of that */
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 19, NULL, &answer), 0);
	CU_ASSERT_STRING_EQUAL(sipq850_profile_name(sipq850_row_profile(answer.row)), "region");
	sipq850_map_unref(map);
}

/* --- life of a map */

static void references(void)
{
	struct sipq850_map *map = map_of_text(HEAD "#: base rfc3398\n" COLUMNS "q850sip\t17\t\t600\ts\tn\n", NULL);
	struct sipq850_answer answer;

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	CU_ASSERT_PTR_EQUAL(sipq850_map_ref(map), map);
	sipq850_map_unref(map);
	CU_ASSERT_EQUAL(sipq850_map_q850sip(map, 17, NULL, &answer), 0);
	CU_ASSERT_STRING_EQUAL(sipq850_row_note(answer.row), "n");
	sipq850_map_unref(map);
	sipq850_map_unref(NULL);
	CU_ASSERT_PTR_NULL(sipq850_map_ref(NULL));
	CU_ASSERT_PTR_EQUAL(sipq850_map_ref(map_of("rfc3398")), map_of("rfc3398"));
	sipq850_map_unref(map_of("rfc3398"));
	sipq850_map_unref(map_of("rfc3398"));
	CU_ASSERT_EQUAL(status_of(map_of("rfc3398"), 17, NULL), 486);
}

static void no_such_profile(void)
{
	errno = 0;
	CU_ASSERT_PTR_NULL(sipq850_map_builtin("nonsense"));
	CU_ASSERT_EQUAL(errno, ENOENT);
	CU_ASSERT_PTR_NULL(sipq850_map_builtin("RFC3398"));
	CU_ASSERT_PTR_NULL(sipq850_map_builtin(""));
}

static void rows_in_effect(void)
{
	const struct sipq850_map *map = map_of("rfc4497");
	size_t i, n = sipq850_map_rows(map);

	CU_ASSERT_EQUAL(n, sipq850_profile_rows(sipq850_profile_by_name("rfc4497")));
	for (i = 0; i < n; i++) {
		const struct sipq850_answer *answer = sipq850_map_row(map, i);

		CU_ASSERT_PTR_NOT_NULL_FATAL(answer);
		/* The order of the repository is the canonical order. */
		if (i)
			CU_ASSERT_TRUE(sipq850_row_line(sipq850_map_row(map, i - 1)->row) < sipq850_row_line(answer->row));
	}
	CU_ASSERT_PTR_NULL(sipq850_map_row(map, n));
}

/* --- text */

static void explain(void)
{
	static const char expected[] =
		"site:6: * when phase=after-answer -> method:BYE: phase is initial-invite\n"
		"site:7: 21 when location=user,role=uas -> 603: role is not known\n"
		"site:8: 21 -> 403: answers (own)\n"
		"    source: here\n"
		"    note: anyone\n";
	struct sipq850_map *map = map_of_text(HEAD "#: sip2q850 absent\n#: q850sip partial\n" COLUMNS
					      "q850sip\t*\tphase=after-answer\tmethod:BYE\ts\t\n"
					      "q850sip\t21\tlocation=user,role=uas\t603\ts\t\n"
					      "q850sip\t21\t\t403\there\tanyone\n", NULL);
	struct sipq850_context context = { { 0 } };
	char buf[512], small[20];
	int len;

	CU_ASSERT_PTR_NOT_NULL_FATAL(map);
	context.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_INITIAL_INVITE;
	context.word[SIPQ850_WORD_LOCATION] = SIPQ850_LOCATION_USER;
	len = sipq850_map_explain_buf(buf, sizeof(buf), map, SIPQ850_Q850SIP, 21, &context);
	CU_ASSERT_STRING_EQUAL(buf, expected);
	CU_ASSERT_EQUAL(len, (int)strlen(expected));
	CU_ASSERT_EQUAL(sipq850_map_explain_buf(small, sizeof(small), map, SIPQ850_Q850SIP, 21, &context), len);
	CU_ASSERT_EQUAL(strlen(small), sizeof(small) - 1);
	CU_ASSERT_EQUAL(sipq850_map_explain_buf(NULL, 0, map, SIPQ850_Q850SIP, 21, &context), len);
	CU_ASSERT_EQUAL(sipq850_map_explain_buf(buf, sizeof(buf), map, SIPQ850_Q850SIP, 128, NULL), -EINVAL);
	CU_ASSERT_EQUAL(sipq850_map_explain_buf(buf, sizeof(buf), map, 0, 17, NULL), -EINVAL);
	context.word[SIPQ850_WORD_PHASE] = 200;
	sipq850_map_explain_buf(buf, sizeof(buf), map, SIPQ850_Q850SIP, 21, &context);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf, "phase has the value 200"));
	CU_ASSERT_TRUE(sipq850_map_explain_buf(buf, sizeof(buf), map, SIPQ850_SIP2Q850, 486, NULL) > 0);
	CU_ASSERT_STRING_EQUAL(buf, "no row answers: not covered\n");
	sipq850_map_unref(map);
}

static void contexts_from_text(void)
{
	static const struct { const char *text; int rc, word, value; } cases[] = {
		{ "location=user", 0, SIPQ850_WORD_LOCATION, SIPQ850_LOCATION_USER },
		{ "location=LN", 0, SIPQ850_WORD_LOCATION, SIPQ850_LOCATION_PUBLIC_NETWORK_SERVING_LOCAL_USER },
		{ "location=10", 0, SIPQ850_WORD_LOCATION, SIPQ850_LOCATION_NETWORK_BEYOND_INTERWORKING },
		{ "phase=after-answer", 0, SIPQ850_WORD_PHASE, SIPQ850_PHASE_AFTER_ANSWER },
		{ "congestion", 0, SIPQ850_WORD_CONGESTION, SIPQ850_CONGESTION_YES },
		{ "event=4", 0, SIPQ850_WORD_EVENT, SIPQ850_EVENT_4 },
		{ "phase", -EINVAL, 0, 0 }, { "phase=", -EINVAL, 0, 0 }, { "=user", -EINVAL, 0, 0 }, { "", -EINVAL, 0, 0 },
		{ "phase=late", -EINVAL, 0, 0 }, { "Phase=after-answer", -EINVAL, 0, 0 },
		{ "location=network", -EINVAL, 0, 0 }, { "location!=user", -EINVAL, 0, 0 }, { "location=16", -EINVAL, 0, 0 },
	};
	size_t i;
	int k;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sipq850_context context = { { 0 } };

		CU_ASSERT_EQUAL(sipq850_context_parse(&context, cases[i].text), cases[i].rc);
		for (k = 0; k < 64; k++)
			CU_ASSERT_EQUAL(context.word[k], !cases[i].rc && k == cases[i].word ? cases[i].value : 0);
	}
}

static void names(void)
{
	int input = -77, event;

	for (event = SIPQ850_INPUT_METHOD_BYE; sipq850_input_name(event); event++) {
		int sip = sipq850_input_parse(SIPQ850_SIP2Q850, sipq850_input_name(event), &input);
		int q850 = sipq850_input_parse(SIPQ850_Q850SIP, sipq850_input_name(event), &input);

		CU_ASSERT_TRUE(!sip || !q850);
		CU_ASSERT_EQUAL(input, event);
	}
	CU_ASSERT_EQUAL(event, SIPQ850_INPUT_EVENT_NUMBER_INCOMPLETE + 1);
	CU_ASSERT_EQUAL(sipq850_input_parse(SIPQ850_SIP2Q850, " method:bye ", &input), 0);
	CU_ASSERT_EQUAL(sipq850_input_parse(SIPQ850_Q850SIP, "method:BYE", &input), -EINVAL);
	CU_ASSERT_EQUAL(sipq850_input_parse(SIPQ850_SIP2Q850, "486", &input), -EINVAL);
	CU_ASSERT_PTR_NULL(sipq850_input_name(486));
	CU_ASSERT_STRING_EQUAL(sipq850_action_token(SIPQ850_ACTION_BYE), "method:BYE");
	CU_ASSERT_STRING_EQUAL(sipq850_action_token(SIPQ850_ACTION_NONE), "none");
	CU_ASSERT_PTR_NULL(sipq850_action_token(SIPQ850_ACTION_RELEASE));
	CU_ASSERT_PTR_NULL(sipq850_action_token(SIPQ850_ACTION_RESPOND));
	CU_ASSERT_PTR_NULL(sipq850_action_token(SIPQ850_ACTION_NOT_COVERED));
	CU_ASSERT_PTR_NULL(sipq850_action_token(99));
	CU_ASSERT_STRING_EQUAL(sipq850_found_name(SIPQ850_FOUND_NOT_COVERED), "not-covered");
	CU_ASSERT_PTR_NULL(sipq850_found_name(SIPQ850_FOUND_INVALID));
	CU_ASSERT_STRING_EQUAL(sipq850_direction_name(SIPQ850_Q850SIP), "q850sip");
	CU_ASSERT_PTR_NULL(sipq850_direction_name(0));
}

/* The numbers are part of the binary interface. */
static void layout(void)
{
	CU_ASSERT_EQUAL(sizeof(struct sipq850_context), 64);
	CU_ASSERT_EQUAL(sizeof(struct sipq850_answer), 16 + sizeof(void *) + 8);
	CU_ASSERT_EQUAL(SIPQ850_WORD_LOCATION, 0);
	CU_ASSERT_EQUAL(SIPQ850_WORD_PHASE, 3);
	CU_ASSERT_EQUAL(SIPQ850_INPUT_METHOD_BYE, 1000);
	CU_ASSERT_EQUAL(SIPQ850_LOCATION_NETWORK, 17);
}

TEST_SUITE("map",
	{ "every row, built in and loaded", every_row_in_both_forms },
	{ "inputs out of range", inputs_out_of_range },
	{ "complete profiles cover the domain", complete_profiles_cover_the_domain },
	{ "a context of nothing is no context", empty_context },
	{ "every location", every_location },
	{ "batch", batch },
	{ "base without differences", base_without_differences },
	{ "plain difference replaces all rows of the input", plain_difference_replaces_all_rows_of_the_input },
	{ "conditional difference replaces its twin or is added", conditional_difference_replaces_its_twin_or_is_added },
	{ "default difference leaves own rows", default_difference_leaves_own_rows },
	{ "differences are asked before the base", differences_are_asked_before_the_base },
	{ "a difference may overrule rows of the base", a_difference_may_overrule_rows_of_the_base },
	{ "absent drops a direction", absent_drops_a_direction },
	{ "base in a file", base_in_a_file },
	{ "references", references },
	{ "no such profile", no_such_profile },
	{ "rows in effect", rows_in_effect },
	{ "explain", explain },
	{ "contexts from text", contexts_from_text },
	{ "names", names },
	{ "layout", layout });
