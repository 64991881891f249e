/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagnostics taken apart, and causes of libosmocore's MNCC. Octets are written from the formats, not by encoding. */
#include <sipq850/cause.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <osmocom/gsm/mncc.h>

#include "run.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct sipq850_cause_octets cause_with(int coding, int value, const void *octets, size_t len)
{
	struct sipq850_cause_octets cause = { .coding = coding, .location = SIPQ850_LOCATION_USER, .value = value };

	cause.diagnostic_len = len;
	memcpy(cause.diagnostic, octets, len);
	return cause;
}

/* --- by kind, with its text */

struct text_case {
	int value;
	const char *octets;
	size_t len;
	const char *text;
};

/* All cases under one coding standard. */
static void check_texts(int coding, const struct text_case *cases, size_t n)
{
	struct sipq850_cause_octets cause;
	struct sipq850_diagnostic diagnostic;
	char text[256];
	size_t i;

	for (i = 0; i < n; i++) {
		cause = cause_with(coding, cases[i].value, cases[i].octets, cases[i].len);
		CU_ASSERT_EQUAL(sipq850_cause_diagnostic(&cause, &diagnostic), 0);
		CU_ASSERT_EQUAL(sipq850_diagnostic_buf(text, sizeof(text), &diagnostic), (int)strlen(cases[i].text));
		CU_ASSERT_STRING_EQUAL(text, cases[i].text);
		if (strcmp(text, cases[i].text))
			printf("cause %d: '%s', not '%s'\n", cases[i].value, text, cases[i].text);
	}
}

static void condition(void)
{
	static const struct text_case cases[] = {
		{ 1, "\x80", 1, "condition: provider, normal, unknown" },
		{ 1, "\x81", 1, "condition: provider, normal, permanent" },
		{ 3, "\x82", 1, "condition: provider, normal, transient" },
		{ 3, "\x83", 1, "condition: provider, normal, reserved" },
		{ 16, "\x88", 1, "condition: user, normal, unknown" },
		{ 16, "\x84", 1, "condition: provider, abnormal, unknown" },
		{ 49, "\x8d", 1, "condition: user, abnormal, permanent" },
		{ 49, "\xfd", 1, "condition: user, abnormal, permanent" },	/* spare bits set */
		{ 1, "\x01", 1, "raw: 01" },					/* extension bit clear */
		{ 1, "\x81\x81", 2, "raw: 81 81" },
		{ 2, "\x81", 1, "transit-network-identity: 81" },
	};
	struct sipq850_cause_octets cause = cause_with(SIPQ850_CODING_ITU_T, 49, "\x8e", 1);
	struct sipq850_diagnostic d;

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
	sipq850_cause_diagnostic(&cause, &d);
	CU_ASSERT_EQUAL(d.kind, SIPQ850_DIAGNOSTIC_KIND_CONDITION);
	CU_ASSERT_EQUAL(d.user, 1);
	CU_ASSERT_EQUAL(d.abnormal, 1);
	CU_ASSERT_EQUAL(d.permanence, 2);
	CU_ASSERT_EQUAL(d.n_octets, 0);
}

static void rejection(void)
{
	static const struct text_case cases[] = {
		{ 21, "\x80", 1, "rejection: user specific, unknown" },
		{ 21, "\x82\x41\x42", 3, "rejection: user specific, transient: 41 42" },
		{ 21, "\x85\x1e", 2, "rejection: information element missing, permanent: 1e" },
		{ 21, "\x85", 1, "rejection: information element missing, permanent" },
		{ 21, "\x8a\x04", 2, "rejection: information element contents not sufficient, transient: 04" },
		{ 21, "\x8c", 1, "rejection: reserved reason 3, unknown" },
		{ 21, "\xff\x01", 2, "rejection: reserved reason 31, reserved: 01" },
		{ 21, "\x85\x1e\x1e", 3, "raw: 85 1e 1e" },			/* one IE identifier only */
		{ 21, "\x05\x1e", 2, "raw: 05 1e" },				/* extension bit clear */
	};

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
}

static void new_destination(void)
{
	static const struct text_case cases[] = {
		{ 22, "\x70\x03\x81" "12", 5, "new-destination: 12 (type 0, plan 1)" },
		{ 22, "\x70\x0c\xa1" "49301234567", 14, "new-destination: 49301234567 (type 2, plan 1)" },
		{ 22, "\x70\x02\xff#", 4, "new-destination: # (type 7, plan 15)" },
		{ 22, "\x70\x04\x81" "12", 5, "raw: 70 04 81 31 32" },		/* its own length is wrong */
		{ 22, "\x70\x02\x81" "12", 5, "raw: 70 02 81 31 32" },
		{ 22, "\x6c\x03\x81" "12", 5, "raw: 6c 03 81 31 32" },		/* Calling party number */
		{ 22, "\x70\x03\x01" "12", 5, "raw: 70 03 01 31 32" },		/* extension bit clear */
		{ 22, "\x70\x03\x81\x31\x00", 5, "raw: 70 03 81 31 00" },	/* no digits */
		{ 22, "\x70\x03\x81\x31\x80", 5, "raw: 70 03 81 31 80" },
		{ 22, "\x70\x01\x81", 3, "raw: 70 01 81" },			/* no number */
		{ 22, "\x70", 1, "raw: 70" },
	};
	struct sipq850_cause_octets cause = cause_with(SIPQ850_CODING_ITU_T, 22, "\x70\x04\xa9" "123", 6);
	struct sipq850_diagnostic d;

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
	sipq850_cause_diagnostic(&cause, &d);
	CU_ASSERT_EQUAL(d.kind, SIPQ850_DIAGNOSTIC_KIND_NEW_DESTINATION);
	CU_ASSERT_EQUAL(d.number_type, 2);
	CU_ASSERT_EQUAL(d.number_plan, 9);
	CU_ASSERT_STRING_EQUAL(d.number, "123");
}

/* As many digits as the field has room for, and one more: only ISUP could carry that. */
static void new_destination_longest(void)
{
	uint8_t octets[40] = { 0x70, 32, 0x81 };
	struct sipq850_cause_octets cause;
	struct sipq850_diagnostic d;

	memset(octets + 3, '9', 37);
	cause = cause_with(SIPQ850_CODING_ITU_T, 22, octets, 34);
	sipq850_cause_diagnostic(&cause, &d);
	CU_ASSERT_EQUAL(d.kind, SIPQ850_DIAGNOSTIC_KIND_NEW_DESTINATION);
	CU_ASSERT_EQUAL(strlen(d.number), 31);
	octets[1]++;
	cause = cause_with(SIPQ850_CODING_ITU_T, 22, octets, 35);
	sipq850_cause_diagnostic(&cause, &d);
	CU_ASSERT_EQUAL(d.kind, SIPQ850_DIAGNOSTIC_KIND_RAW);
	CU_ASSERT_EQUAL(d.n_octets, 35);
}

static void ie_identifiers(void)
{
	static const struct text_case cases[] = {
		{ 43, "\x01\x02\x03", 3, "ie-identifiers: 01 02 03" },
		{ 96, "\x04\x18", 2, "ie-identifiers: 04 18" },
		{ 99, "\x7d", 1, "ie-identifiers: 7d" },
		{ 100, "\x1e", 1, "ie-identifiers: 1e" },
	};

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
}

static void message_type(void)
{
	static const struct text_case cases[] = {
		{ 97, "\x62", 1, "message-type: 0x62" },
		{ 98, "\x0d", 1, "message-type: 0x0d" },
		{ 101, "\x00", 1, "message-type: 0x00" },
		{ 97, "\x62\x62", 2, "raw: 62 62" },
	};

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
}

static void timer_number(void)
{
	static const struct text_case cases[] = {
		{ 102, "308", 3, "timer-number: 308" },
		{ 102, "T9 ", 3, "timer-number: T9 " },
		{ 102, "30", 2, "raw: 33 30" },
		{ 102, "3080", 4, "raw: 33 30 38 30" },
		{ 102, "30\x00", 3, "raw: 33 30 00" },
		{ 102, "30\xb8", 3, "raw: 33 30 b8" },
	};

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
}

static void other_kinds_keep_their_octets(void)
{
	static const struct text_case cases[] = {
		{ 17, "\x01", 1, "ccbs-indicator: 01" },
		{ 34, "\x01", 1, "ccbs-indicator: 01" },
		{ 29, "\x01\x02", 2, "facility-identification: 01 02" },
		{ 50, "\x01", 1, "facility-identification: 01" },
		{ 57, "\x01\x82", 2, "attribute-identity: 01 82" },
		{ 66, "\x01", 1, "channel-type: 01" },
		{ 82, "\x01", 1, "channel-identity: 01" },
		{ 86, "\x01", 1, "clearing-cause: 01" },
		{ 88, "\x04", 1, "incompatible-parameter: 04" },
		{ 103, "\x01", 1, "parameter-names: 01" },
		{ 110, "\x01", 1, "parameter-names: 01" },
		{ 18, "\x01\xff", 2, "raw: 01 ff" },	/* none is allowed */
		{ 10, "\x01", 1, "raw: 01" },		/* no such cause */
		{ 0, "\x01", 1, "raw: 01" },
		{ 127, "\x00", 1, "raw: 00" },
	};

	check_texts(SIPQ850_CODING_ITU_T, cases, COUNT(cases));
}

static void none(void)
{
	struct sipq850_cause_octets cause = cause_with(SIPQ850_CODING_ITU_T, 21, "", 0);
	struct sipq850_diagnostic d;
	char text[8] = "before";

	CU_ASSERT_EQUAL(sipq850_cause_diagnostic(&cause, &d), 0);
	CU_ASSERT_EQUAL(d.kind, SIPQ850_DIAGNOSTIC_KIND_NONE);
	CU_ASSERT_EQUAL(d.n_octets, 0);
	CU_ASSERT_EQUAL(sipq850_diagnostic_buf(text, sizeof(text), &d), 0);
	CU_ASSERT_STRING_EQUAL(text, "");
	CU_ASSERT_EQUAL(sipq850_diagnostic_buf(NULL, 0, &d), 0);
}

/* Only ITU-T causes have diagnostics that are known, and names of Q.850. */
static void other_codings_are_raw(void)
{
	struct sipq850_cause_octets cause;
	struct sipq850_diagnostic d;
	int coding, value;

	for (coding = SIPQ850_CODING_ISO_IEC; coding <= SIPQ850_CODING_GSM; coding++) {
		for (value = 0; value < 128; value++) {
			cause = cause_with(coding, value, "\x81\x02\x03", 3);
			sipq850_cause_diagnostic(&cause, &d);
			CU_ASSERT_EQUAL(d.kind, SIPQ850_DIAGNOSTIC_KIND_RAW);
			CU_ASSERT_EQUAL(d.n_octets, 3);
			CU_ASSERT_PTR_EQUAL(d.octets, cause.diagnostic);
			if (coding != SIPQ850_CODING_ANSI)
				CU_ASSERT_PTR_NULL(sipq850_cause_name((enum sipq850_coding)coding, value));
		}
	}
}

/* No octet is lost: what no field holds stands in octets, whatever the value and the octets. */
static void every_value_with_every_first_octet(void)
{
	struct sipq850_cause_octets cause;
	struct sipq850_diagnostic d;
	char text[1024];
	int value, octet, lost = 0;

	for (value = 0; value < 128; value++) {
		for (octet = 0; octet < 256; octet++) {
			cause = cause_with(SIPQ850_CODING_ITU_T, value, "\x00\x1e", 2);
			cause.diagnostic[0] = octet;
			CU_ASSERT_EQUAL_FATAL(sipq850_cause_diagnostic(&cause, &d), 0);
			lost += d.kind == SIPQ850_DIAGNOSTIC_KIND_REJECTION ? d.n_octets != 1 : d.n_octets != 2;
			lost += sipq850_diagnostic_buf(text, sizeof(text), &d) != (int)strlen(text);
		}
	}
	CU_ASSERT_EQUAL(lost, 0);
}

static void the_longest(void)
{
	struct sipq850_cause_octets cause = cause_with(SIPQ850_CODING_ITU_T, 57, "", 0);
	struct sipq850_diagnostic d;
	char text[1024];

	cause.diagnostic_len = SIPQ850_CAUSE_DIAGNOSTIC_MAX;
	sipq850_cause_diagnostic(&cause, &d);
	CU_ASSERT_EQUAL(d.n_octets, SIPQ850_CAUSE_DIAGNOSTIC_MAX);
	CU_ASSERT_EQUAL(sipq850_diagnostic_buf(text, sizeof(text), &d), 20 + 3 * SIPQ850_CAUSE_DIAGNOSTIC_MAX - 1);
}

/* Every size of the buffer: the whole length is returned, what fits is there, terminated. */
static void text_as_snprintf(void)
{
	static const char whole[] = "rejection: user specific, transient: 41 42";
	struct sipq850_cause_octets cause = cause_with(SIPQ850_CODING_ITU_T, 21, "\x82\x41\x42", 3);
	struct sipq850_diagnostic d;
	char text[sizeof(whole) + 1];
	size_t room;

	sipq850_cause_diagnostic(&cause, &d);
	CU_ASSERT_EQUAL(sipq850_diagnostic_buf(NULL, 0, &d), (int)strlen(whole));
	for (room = 1; room <= sizeof(whole); room++) {
		memset(text, 'x', sizeof(text));
		CU_ASSERT_EQUAL(sipq850_diagnostic_buf(text, room, &d), (int)strlen(whole));
		CU_ASSERT_EQUAL(strlen(text), room - 1);
		CU_ASSERT_EQUAL(strncmp(text, whole, room - 1), 0);
		CU_ASSERT_EQUAL(text[room], 'x');
	}
}

static void kind_names(void)
{
	int kind;

	CU_ASSERT_STRING_EQUAL(sipq850_diagnostic_kind_name(0), "none");
	for (kind = 1; kind <= SIPQ850_DIAGNOSTIC_KIND_PARAMETER_NAMES; kind++)
		CU_ASSERT_PTR_NOT_NULL(sipq850_diagnostic_kind_name(kind));
	CU_ASSERT_PTR_NULL(sipq850_diagnostic_kind_name(-1));
	CU_ASSERT_PTR_NULL(sipq850_diagnostic_kind_name(kind));
}

/* --- MNCC */

static void mncc_round_trip(void)
{
	struct sipq850_cause_octets cause, read;
	struct gsm_mncc_cause mncc;
	int i, failed = 0;

	for (i = 0; i < 128 * 16 * 4; i++) {
		cause = cause_with(i % 4 + 1, i / 64, "\x01\x02\x03", i % 3);
		cause.diagnostic[i % 3] = cause.diagnostic[i % 3 + 1] = 0;
		cause.location = i / 4 % 16 + 1;
		cause.recommendation = i % 129;
		memset(&mncc, 0x55, sizeof(mncc));
		memset(&read, 0x55, sizeof(read));
		failed += sipq850_cause_to_mncc(&cause, &mncc) != 0 || sipq850_cause_from_mncc(&mncc, &read) != 0;
		cause.diagnostic_len = read.diagnostic_len == cause.diagnostic_len ? read.diagnostic_len : 255;
		failed += memcmp(&cause, &read, sizeof(cause)) != 0;
		failed += mncc.value != i / 64 || mncc.location != i / 4 % 16 || mncc.coding != i % 4 ||
			  mncc.rec != (i % 129 > 0) || mncc.rec_val != (i % 129 ? i % 129 - 1 : 0);
	}
	CU_ASSERT_EQUAL(failed, 0);
}

static void mncc_longest_diagnostic(void)
{
	struct sipq850_cause_octets cause = cause_with(SIPQ850_CODING_ITU_T, 43, "", 0), read;
	struct gsm_mncc_cause mncc = { .value = 99 };

	memset(cause.diagnostic, 0x11, 28);
	cause.diagnostic_len = 28;
	CU_ASSERT_EQUAL(sipq850_cause_to_mncc(&cause, &mncc), 0);
	CU_ASSERT_EQUAL(sipq850_cause_from_mncc(&mncc, &read), 0);
	CU_ASSERT_EQUAL(memcmp(&cause, &read, sizeof(cause)), 0);
	cause.recommendation = SIPQ850_RECOMMENDATION_Q931;
	CU_ASSERT_EQUAL(sipq850_cause_to_mncc(&cause, &mncc), -EINVAL);
	cause.recommendation = SIPQ850_RECOMMENDATION_ABSENT;
	cause.diagnostic_len = 29;
	CU_ASSERT_EQUAL(sipq850_cause_to_mncc(&cause, &mncc), -EINVAL);
	CU_ASSERT_EQUAL(mncc.diag_len, 28);
	mncc.rec = 1;
	CU_ASSERT_EQUAL(sipq850_cause_from_mncc(&mncc, &read), -EINVAL);
	CU_ASSERT_EQUAL(read.recommendation, 0);
}

/* Each field just outside its range, both ways; what is read stays as it was. */
static void mncc_ranges(void)
{
	static const struct gsm_mncc_cause bad[] = {
		{ .location = -1 }, { .location = 16 }, { .coding = -1 }, { .coding = 4 }, { .value = -1 },
		{ .rec = 1, .rec_val = -1 }, { .rec = 1, .rec_val = 128 }, { .diag_len = -1 }, { .diag_len = 29 },
		{ .rec = 1, .diag_len = 28 }, { .value = 128 }, { .value = 256 }, { .diag_len = 256 },
	};
	static const struct gsm_mncc_cause good = { .rec_val = 128, .location = 15, .coding = 3, .value = 127 };
	struct sipq850_cause_octets read = { .value = 99 };
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		CU_ASSERT_EQUAL(sipq850_cause_from_mncc(&bad[i], &read), -EINVAL);
		CU_ASSERT_EQUAL(read.value, 99);
	}
	CU_ASSERT_EQUAL(sipq850_cause_from_mncc(&good, &read), 0);
	CU_ASSERT_EQUAL(read.recommendation, SIPQ850_RECOMMENDATION_ABSENT);
	CU_ASSERT_EQUAL(read.location, SIPQ850_LOCATION_NATIONAL_15);
	CU_ASSERT_EQUAL(read.coding, SIPQ850_CODING_NETWORK_SPECIFIC);
	CU_ASSERT_EQUAL(read.value, 127);
}

static void mncc_einval(void)
{
	static const struct sipq850_cause_octets bad[] = {
		{ .coding = 0, .location = 1, .value = 17 }, { .coding = 1, .location = 0, .value = 17 },
		{ .coding = 7, .location = 1, .value = 17 }, { .coding = 1, .location = 17, .value = 17 },
		{ .coding = 1, .location = 1, .value = 128 }, { .coding = 1, .location = 1, .recommendation = 129 },
	};
	struct gsm_mncc_cause mncc = { .value = 99 };
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		CU_ASSERT_EQUAL(sipq850_cause_to_mncc(&bad[i], &mncc), -EINVAL);
		CU_ASSERT_EQUAL(mncc.value, 99);
	}
}

TEST_SUITE("diagnostic",
	{ "condition", condition },
	{ "rejection", rejection },
	{ "new destination", new_destination },
	{ "new destination: longest", new_destination_longest },
	{ "IE identifiers", ie_identifiers },
	{ "message type", message_type },
	{ "timer number", timer_number },
	{ "other kinds keep their octets", other_kinds_keep_their_octets },
	{ "none", none },
	{ "other codings are raw", other_codings_are_raw },
	{ "every value with every first octet", every_value_with_every_first_octet },
	{ "the longest", the_longest },
	{ "text as snprintf", text_as_snprintf },
	{ "kind names", kind_names },
	{ "MNCC: round trip", mncc_round_trip },
	{ "MNCC: longest diagnostic", mncc_longest_diagnostic },
	{ "MNCC: ranges", mncc_ranges },
	{ "MNCC: EINVAL", mncc_einval });
