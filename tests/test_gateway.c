/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scenarios from data/decide: what is given, what is to be done, and which document or report says so. */
#include <sipq850/gateway.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sipq850/sip.h>

#include "run.h"

/* Columns of a scenario. */
enum {
	NAME, PROFILE, CALL, TOLD, HEADERS, POLICY,	/* given */
	ACTION, MESSAGE, OUT, LOCATION, IE, STATUS, REASON, RETRY_AFTER, DECIDED_BY, REPORTS,	/* expected */
	SOURCE, N_COLUMNS
};

#define MAX_HEADERS 8

/* A scenario as the library takes it. */
struct given {
	struct sipq850_call call;
	struct sipq850_policy policy;
	struct sipq850_sip_told sip;
	struct sipq850_isdn_told isdn;
	struct sipq850_cause_octets cause;
	const char *reasons[MAX_HEADERS];
	const char *warnings[MAX_HEADERS];
	uint8_t octets[64];
	uint8_t isup[300];
	bool is_sip;
};

static size_t read_hex(const char *text, uint8_t *octets, size_t room)
{
	size_t n = 0;
	unsigned int octet;
	int used;

	while (n < room && sscanf(text, " %2x%n", &octet, &used) == 1) {
		octets[n++] = octet;
		text += used;
	}
	return n;
}

/* "role=uac phase=initial-invite isdn=isup setup-only" */
static void read_call(struct given *given, char *terms)
{
	char *term;

	while ((term = strsep(&terms, " "))) {
		if (!strcmp(term, "isdn=isup"))
			given->call.isdn = SIPQ850_ISDN_ISUP;
		else if (!strcmp(term, "setup-only"))
			given->call.setup_only = 1;
		else if (*term)
			CU_ASSERT_EQUAL(sipq850_context_parse(&given->call.known, term), 0);
	}
}

/* "sip 486", "sip method:BYE", "isdn 17", "isdn 08 02 80 91", "isdn isdn:ALERTING", "isdn none"; an event may bring
 * octets behind a slash. */
static void read_told(struct given *given, char *text)
{
	char *octets = strchr(text, '/');
	char *what = strchr(text, ' ') + 1;

	given->is_sip = !strncmp(text, "sip", 3);
	if (given->is_sip) {
		if (sipq850_sip_parse(what, &given->sip.input))
			CU_ASSERT_EQUAL(sipq850_input_parse(SIPQ850_SIP2Q850, what, &given->sip.input), 0);
		return;
	}
	if (octets)
		*octets++ = '\0';
	if (strchr(what, ':')) {
		CU_ASSERT_EQUAL(sipq850_input_parse(SIPQ850_Q850SIP, what, &given->isdn.input), 0);
	} else if (strchr(what, ' ')) {
		octets = what;
	} else if (strcmp(what, "none")) {
		given->cause.coding = SIPQ850_CODING_ITU_T;
		given->cause.value = atoi(what);
		given->isdn.cause = &given->cause;
	}
	if (octets) {
		given->isdn.octets = given->octets;
		given->isdn.n_octets = read_hex(octets, given->octets, sizeof(given->octets));
		given->isdn.form = SIPQ850_CAUSE_TLV;
	}
}

/* Headers with " || " between. */
static void read_headers(struct given *given, char *text)
{
	while (text && *text) {
		char *next = strstr(text, " || ");

		if (next) {
			*next = '\0';
			next += 4;
		}
		if (!strncmp(text, "Reason:", 7)) {
			given->reasons[given->sip.n_reasons++] = text;
		} else if (!strncmp(text, "Warning: ", 9)) {
			given->warnings[given->sip.n_warnings++] = text + 9;
		} else if (!strncmp(text, "Retry-After: ", 13)) {
			given->sip.retry_after = text + 13;
		} else if (!strncmp(text, "ISUP: ", 6)) {
			given->sip.isup = given->isup;
			given->sip.isup_len = read_hex(text + 6, given->isup, sizeof(given->isup));
		} else {
			CU_FAIL("unknown header");
		}
		text = next;
	}
	given->sip.reasons = given->reasons;
	given->sip.warnings = given->warnings;
}

static void read_policy(struct given *given, char *text)
{
	char *field;

	given->call.policy = &given->policy;
	while ((field = strsep(&text, " ")))
		if (*field)
			CU_ASSERT_EQUAL(sipq850_policy_parse(&given->policy, field), 0);
}

static void read_given(struct given *given, char **column)
{
	memset(given, 0, sizeof(*given));
	given->call.map = sipq850_map_builtin(column[PROFILE]);
	CU_ASSERT_PTR_NOT_NULL_FATAL(given->call.map);
	read_call(given, column[CALL]);
	read_told(given, column[TOLD]);
	read_headers(given, column[HEADERS]);
	read_policy(given, column[POLICY]);
}

/* --- what came, column by column */

struct result {
	char column[N_COLUMNS][1024];
};

static void write_reports(char *buf, size_t len, unsigned int reports)
{
	unsigned int bit;
	size_t n = 0;

	buf[0] = '\0';
	for (bit = 1; bit < 1 << 16; bit <<= 1)
		if (reports & bit)
			n += snprintf(buf + n, len - n, "%s%s", n ? "," : "", sipq850_report_name(bit));
}

static void write_out(struct result *result, const struct sipq850_decision *d)
{
	const char *token = sipq850_action_token(d->action);

	if (d->action == SIPQ850_ACTION_RELEASE) {
		sprintf(result->column[OUT], "%u", d->cause.value);
		sprintf(result->column[LOCATION], "%s", sipq850_location_short(d->cause.location));
	} else if (d->action == SIPQ850_ACTION_RESPOND) {
		sprintf(result->column[OUT], "%u", d->status);
		sprintf(result->column[STATUS], "%u", d->status);
	} else {
		sprintf(result->column[OUT], "%s", token ? token : "");
	}
}

static void write_result(struct result *result, const struct sipq850_decision *d)
{
	size_t i;

	memset(result, 0, sizeof(*result));
	sprintf(result->column[ACTION], "%s", sipq850_action_name(d->action));
	sprintf(result->column[MESSAGE], "%s", sipq850_message_name(d->message));
	write_out(result, d);
	for (i = 0; i < d->n_ie; i++)
		sprintf(result->column[IE] + 3 * i - (i > 0), "%s%02x", i ? " " : "", d->ie[i]);
	sipq850_decision_reason_buf(result->column[REASON], sizeof(result->column[REASON]), d);
	if (d->retry_after >= 0)
		sprintf(result->column[RETRY_AFTER], "%d", d->retry_after);
	sprintf(result->column[DECIDED_BY], "%s", sipq850_decided_by_name(d->decided_by));
	write_reports(result->column[REPORTS], sizeof(result->column[REPORTS]), d->reports);
}

static bool as_expected(const struct result *result, char **column)
{
	static const char *const names[] = { [ACTION] = "action", [MESSAGE] = "message", [OUT] = "out",
		[LOCATION] = "location", [IE] = "ie", [STATUS] = "status", [REASON] = "reason",
		[RETRY_AFTER] = "retry_after", [DECIDED_BY] = "decided_by", [REPORTS] = "reports" };
	bool same = true;
	int i;

	for (i = ACTION; i <= REPORTS; i++) {
		if (!strcmp(result->column[i], column[i]))
			continue;
		printf("\n    %s: %s is '%s', expected '%s'", column[NAME], names[i], result->column[i], column[i]);
		same = false;
	}
	return same;
}

static void run_scenario(char **column)
{
	struct sipq850_decision decision;
	struct result result;
	struct given given;
	int rc;

	read_given(&given, column);
	rc = given.is_sip ? sipq850_gateway_sip(&given.call, &given.sip, &decision)
			  : sipq850_gateway_isdn(&given.call, &given.isdn, &decision);
	memset(&result, 0, sizeof(result));
	if (rc)
		strcpy(result.column[ACTION], "EINVAL");
	else
		write_result(&result, &decision);
	CU_ASSERT_TRUE(as_expected(&result, column));
	if (rc) {
		CU_ASSERT_EQUAL(rc, -EINVAL);
	} else {
		CU_ASSERT_TRUE(decision.source && decision.source[0]);
	}
}

static int run_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[2048], *column[N_COLUMNS];
	int n = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	while (fgets(line, sizeof(line), file)) {
		char *rest = line;
		int i;

		if (line[0] == '#' || !strncmp(line, "name\t", 5))
			continue;
		line[strcspn(line, "\n")] = '\0';
		for (i = 0; i < N_COLUMNS && (column[i] = strsep(&rest, "\t")); i++)
			;
		CU_ASSERT_EQUAL(i, N_COLUMNS);
		CU_ASSERT_PTR_NULL(rest);
		if (i < N_COLUMNS)
			continue;
		CU_ASSERT_TRUE(column[SOURCE][0] != '\0');
		run_scenario(column);
		n++;
	}
	fclose(file);
	return n;
}

static void scenarios(void)
{
	DIR *dir = opendir(source_file("data/decide"));
	struct dirent *entry;
	int n = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(dir);
	while ((entry = readdir(dir))) {
		char path[1024];

		if (!strstr(entry->d_name, ".tsv"))
			continue;
		snprintf(path, sizeof(path), "data/decide/%s", entry->d_name);
		n += run_file(source_file(path));
	}
	closedir(dir);
	printf("%d scenarios ", n);
	CU_ASSERT_TRUE(n >= 120);
}

/* --- what a line cannot say */

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
	{ "scenarios", scenarios },
	{ "calls that make no sense", calls_that_make_no_sense },
	{ "policies out of range", policies_out_of_range },
	{ "causes out of range", causes_out_of_range },
	{ "RFC 3398 7.2.4.1: new number", rfc3398_7_2_4_1_new_number },
	{ "RFC 3398 8.2.6.1: long diagnostic", rfc3398_8_2_6_1_long_diagnostic },
	{ "merging", merging },
	{ "policies from text", policies_from_text },
	{ "names", names });
