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
	char column[N_COLUMNS][512];
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

TEST_SUITE("gateway",
	{ "scenarios", scenarios });
