/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a gateway must do with a call: what the scenarios of data/scenarios, which check-scenarios.sh runs, cannot say. */
#include <sipq850/gateway.h>

#include <errno.h>
#include <string.h>

#include "run.h"

static struct sipq850_call call_of(uint8_t role)
{
	struct sipq850_call call = { .map = sipq850_map_builtin("rfc3398") };

	CU_ASSERT_PTR_NOT_NULL_FATAL(call.map);
	call.known.word[SIPQ850_WORD_ROLE] = role;
	call.known.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_INITIAL_INVITE;
	return call;
}

static void calls_that_make_no_sense(void)
{
	static const char *const nothing[] = { NULL };
	struct sipq850_call call = call_of(SIPQ850_ROLE_UAC), none = call;
	struct sipq850_sip_told told = { .input = 486, .reasons = nothing, .n_reasons = 1 };
	struct sipq850_decision decision, before;

	memset(&decision, 0x55, sizeof(decision));
	before = decision;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), -EINVAL);
	told = (struct sipq850_sip_told){ .input = 486, .warnings = nothing, .n_warnings = 1 };
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), -EINVAL);
	told = (struct sipq850_sip_told){ .input = 486, .n_reasons = 1 };
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), -EINVAL);
	told = (struct sipq850_sip_told){ .input = 486, .isup_len = 2 };
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), -EINVAL);
	told = (struct sipq850_sip_told){ .input = 99 };
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), -EINVAL);
	told.input = 486;
	none.map = NULL;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&none, &told, &decision), -EINVAL);
	none = call;
	none.isdn = 2;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&none, &told, &decision), -EINVAL);
	none = call;
	none.known.word[63] = 1;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&none, &told, &decision), -EINVAL);
	CU_ASSERT_EQUAL(memcmp(&decision, &before, sizeof(decision)), 0);
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), 0);
}

static void policies_out_of_range(void)
{
	static const struct sipq850_policy wrong[] = {
		{ .precedence = 3 }, { .contradiction = 2 }, { .redirect = 3 }, { .no_reason_in_responses = 2 },
		{ .no_reason_in_requests = 2 }, { .sip_reason = 9 }, { .network_location = 17 }, { .location = { 17 } },
		{ .cause_zero = 128 }, { .above_127 = 128 }, { .foreign_coding_is_q850 = 2 }, { .merge_rank = { 200 } },
	};
	struct sipq850_call call = call_of(SIPQ850_ROLE_UAC);
	struct sipq850_sip_told told = { .input = 486 };
	struct sipq850_decision decision;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		call.policy = &wrong[i];
		CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), -EINVAL);
	}
}

static void causes_out_of_range(void)
{
	static const struct sipq850_cause_octets wrong[] = {
		{ .coding = 7, .value = 17 }, { .coding = 1, .location = 17, .value = 17 },
		{ .coding = 1, .value = 17, .diagnostic_len = 254 }, { .coding = 1, .value = 17, .recommendation = 129 },
	};
	struct sipq850_call call = call_of(SIPQ850_ROLE_UAS);
	struct sipq850_isdn_told told = { .input = 0 };
	struct sipq850_decision decision;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		told.cause = &wrong[i];
		CU_ASSERT_EQUAL(sipq850_gateway_isdn(&call, &told, &decision), -EINVAL);
	}
	told = (struct sipq850_isdn_told){ .octets = (const uint8_t *)"\x08\x02\x80\x91", .n_octets = 4, .form = 9 };
	CU_ASSERT_EQUAL(sipq850_gateway_isdn(&call, &told, &decision), -EINVAL);
}

/* RFC 3398 7.2.4.1: the new number goes into Contact. */
static void rfc3398_7_2_4_1_new_number(void)
{
	static const uint8_t octets[] = { 0x08, 0x09, 0x80, 0x96, 0x70, 0x05, 0x81, '5', '5', '5', '1' };
	struct sipq850_call call = call_of(SIPQ850_ROLE_UAS);
	struct sipq850_isdn_told told = { .octets = octets, .n_octets = sizeof(octets), .form = SIPQ850_CAUSE_TLV };
	struct sipq850_decision decision;

	CU_ASSERT_EQUAL(sipq850_gateway_isdn(&call, &told, &decision), 0);
	CU_ASSERT_EQUAL(decision.status, 301);
	CU_ASSERT_STRING_EQUAL(decision.number, "5551");
	CU_ASSERT_STRING_EQUAL(sipq850_row_in(decision.row), "22");
	CU_ASSERT_STRING_EQUAL(decision.source, sipq850_row_source(decision.row));
}

/* RFC 3398 8.2.6.1: the encapsulated cause is used as it is, however long; a Cause IE has room for 28 octets of diagnostic. */
static void rfc3398_8_2_6_1_long_diagnostic(void)
{
	uint8_t isup[255] = { 0x84, 0x90 };
	struct sipq850_call call = call_of(SIPQ850_ROLE_UAC);
	struct sipq850_sip_told told = { .input = 503, .isup = isup, .isup_len = sizeof(isup) };
	struct sipq850_decision decision;

	call.isdn = SIPQ850_ISDN_ISUP;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), 0);
	CU_ASSERT_EQUAL(decision.n_ie, sizeof(isup));
	CU_ASSERT_EQUAL(memcmp(decision.ie, isup, sizeof(isup)), 0);
	CU_ASSERT_EQUAL(decision.reports, 0);
	call.isdn = SIPQ850_ISDN_DSS1;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), 0);
	CU_ASSERT_EQUAL(decision.n_ie, 4);
	CU_ASSERT_EQUAL(decision.reports, SIPQ850_REPORT_DIAGNOSTIC_DROPPED);
	told.isup_len = 2 + 28;
	CU_ASSERT_EQUAL(sipq850_gateway_sip(&call, &told, &decision), 0);
	CU_ASSERT_EQUAL(decision.n_ie, 32);
}

static void merging(void)
{
	static const uint8_t usual[] = { 18, 88, 34, 21, 17 }, plain[] = { 41, 34, 88 }, wrong[] = { 17, 0 }, twice[] = { 21, 17, 17 };
	static const struct sipq850_policy own = { .merge_rank = { 34, 41 } };

	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, usual, 5), 4);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, usual, 4), 3);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, usual, 3), 2);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, usual, 2), 1);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, plain, 3), 0);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, twice, 3), 1);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(&own, plain, 3), 1);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(&own, usual, 2), 0);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, wrong, 2), -EINVAL);
	CU_ASSERT_EQUAL(sipq850_gateway_merge(NULL, usual, 0), -EINVAL);
}

static void policies_from_text(void)
{
	static const char *const wrong[] = { "", "reason", "reason=", "reason=all", "nothing=1", "cause-zero=0", "cause-zero=128",
		"location-4xx=16", "location-7xx=U", "ignore-reason=486,", "ignore-reason=99", "merge-rank=128", "retry-after=65536",
		"retry-after=-1", "ignore-reason=100,101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116" };
	struct sipq850_policy policy = { .precedence = 0 }, before = policy;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CU_ASSERT_EQUAL(sipq850_policy_parse(&policy, wrong[i]), -EINVAL);
	CU_ASSERT_EQUAL(memcmp(&policy, &before, sizeof(policy)), 0);
	CU_ASSERT_EQUAL(sipq850_policy_parse(&policy, "ignore-reason=486, 503"), 0);
	CU_ASSERT_EQUAL(policy.ignore_reason[0], 486);
	CU_ASSERT_EQUAL(policy.ignore_reason[1], 503);
	CU_ASSERT_EQUAL(policy.ignore_reason[2], 0);
	CU_ASSERT_EQUAL(sipq850_policy_parse(&policy, "merge-rank=34,41"), 0);
	CU_ASSERT_EQUAL(policy.merge_rank[1], 41);
	CU_ASSERT_EQUAL(sipq850_policy_parse(&policy, "location-bye=LN"), 0);
	CU_ASSERT_EQUAL(policy.location[SIPQ850_LOCATION_CLASS_BYE], 3);
}

static void names(void)
{
	CU_ASSERT_STRING_EQUAL(sipq850_action_name(SIPQ850_ACTION_RELEASE), "release");
	CU_ASSERT_PTR_NULL(sipq850_action_name(0));
	CU_ASSERT_PTR_NULL(sipq850_message_name(-1));
	CU_ASSERT_PTR_NULL(sipq850_message_name(13));
	CU_ASSERT_PTR_NULL(sipq850_decided_by_name(0));
	CU_ASSERT_PTR_NULL(sipq850_report_name(0));
	CU_ASSERT_PTR_NULL(sipq850_report_name(3));
}

TEST_SUITE("gateway",
	{ "calls that make no sense", calls_that_make_no_sense },
	{ "policies out of range", policies_out_of_range },
	{ "causes out of range", causes_out_of_range },
	{ "RFC 3398 7.2.4.1: new number", rfc3398_7_2_4_1_new_number },
	{ "RFC 3398 8.2.6.1: long diagnostic", rfc3398_8_2_6_1_long_diagnostic },
	{ "merging", merging },
	{ "policies from text", policies_from_text },
	{ "names", names });
