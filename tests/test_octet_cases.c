/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The octets of a cause, case by case: refusals, oddities, vectors from documents. test_octets.c has whole ranges. */
#include <sipq850/cause.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "run.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct sipq850_cause_octets good = {
	.coding = SIPQ850_CODING_ITU_T, .location = SIPQ850_LOCATION_USER, .value = 17,
};

static void einval(void)
{
	static const uint8_t octets[] = { 0x08, 0x02, 0x80, 0x91 };
	struct sipq850_cause_octets cause = good;
	uint8_t written[4] = { 1, 2, 3, 4 };
	static const int no_forms[] = { -1, 0, 4 };
	size_t i;

	for (i = 0; i < COUNT(no_forms); i++) {
		cause.value = 99;
		CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, (enum sipq850_cause_form)no_forms[i], octets, 4), -EINVAL);
		CU_ASSERT_EQUAL(cause.value, 99);
		CU_ASSERT_EQUAL(sipq850_cause_encode(written, 4, (enum sipq850_cause_form)no_forms[i], &good), -EINVAL);
	}
	cause = good;
	cause.location = SIPQ850_LOCATION_NETWORK;
	CU_ASSERT_EQUAL(sipq850_cause_encode(written, 4, SIPQ850_CAUSE_TLV, &cause), -EINVAL);
	CU_ASSERT_EQUAL(written[0], 1);
}

static void enospc(void)
{
	static const struct { enum sipq850_cause_form form; size_t len; } forms[] = {
		{ SIPQ850_CAUSE_TLV, 7 }, { SIPQ850_CAUSE_LV, 6 }, { SIPQ850_CAUSE_ISUP, 5 },
	};
	struct sipq850_cause_octets cause = good;
	uint8_t octets[8], untouched[8];
	size_t f, room;

	cause.diagnostic_len = 3;
	memset(untouched, 0x55, sizeof(untouched));
	for (f = 0; f < COUNT(forms); f++) {
		memset(octets, 0x55, sizeof(octets));
		for (room = 0; room < forms[f].len; room++) {
			CU_ASSERT_EQUAL(sipq850_cause_encode(octets, room, forms[f].form, &cause), -ENOSPC);
			CU_ASSERT_EQUAL(memcmp(octets, untouched, sizeof(octets)), 0);
		}
		CU_ASSERT_EQUAL(sipq850_cause_encode(octets, room, forms[f].form, &cause), (int)room);
		CU_ASSERT_EQUAL(octets[room], 0x55);
	}
}

static void ebadmsg(void)
{
	static const struct { const char *octets; size_t len; } cases[] = {
		{ "", 0 },
		{ "\x08", 1 },
		{ "\x08\x00", 2 },			/* no contents */
		{ "\x08\x01\x80", 3 },			/* no cause value */
		{ "\x08\x03\x80\x91", 4 },		/* shorter than its length */
		{ "\x08\xff\x80\x91", 4 },
		{ "\x14\x02\x80\x91", 4 },		/* another IE */
		{ "\x88\x02\x80\x91", 4 },
		{ "\x08\x02\x00\x91", 4 },		/* octet 3a, and the end */
		{ "\x08\x03\x00\x05\x91", 5 },		/* octet 3a does not say that it is the last of octet 3 */
		{ "\x02\x80\x91", 3 },			/* no identifier */
	};
	struct sipq850_cause_octets cause = { .value = 99 };
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const uint8_t *octets = (const uint8_t *)cases[i].octets;

		CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, SIPQ850_CAUSE_TLV, octets, cases[i].len), -EBADMSG);
		CU_ASSERT_EQUAL(cause.value, 99);
	}
}

/* --- vectors from documents */

static void oddities(void)
{
	static const struct {
		const char *octets;
		enum sipq850_cause_form form;
		int oddities, location, value;
	} cases[] = {
		{ "\x08\x02\x90\x91", SIPQ850_CAUSE_TLV, SIPQ850_CAUSE_SPARE_SET, 1, 17 },
		{ "\x08\x02\x80\x11", SIPQ850_CAUSE_TLV, SIPQ850_CAUSE_EXTENSION_CLEAR, 1, 17 },
		{ "\x02\x9a\x11\x00", SIPQ850_CAUSE_LV,
		  SIPQ850_CAUSE_SPARE_SET | SIPQ850_CAUSE_EXTENSION_CLEAR, 11, 17 },
		{ "\x0a\x91\x00\x00", SIPQ850_CAUSE_ISUP, SIPQ850_CAUSE_ISUP_EXTENSION_CLEAR, 11, 17 },
		{ "\x0a\x11\x00\x00", SIPQ850_CAUSE_ISUP,
		  SIPQ850_CAUSE_ISUP_EXTENSION_CLEAR | SIPQ850_CAUSE_EXTENSION_CLEAR, 11, 17 },
	};
	struct sipq850_cause_octets cause;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		CU_ASSERT_TRUE(sipq850_cause_decode(&cause, cases[i].form, (const uint8_t *)cases[i].octets, 4) > 0);
		CU_ASSERT_EQUAL(cause.oddities, cases[i].oddities);
		CU_ASSERT_EQUAL(cause.location, cases[i].location);
		CU_ASSERT_EQUAL(cause.value, cases[i].value);
	}
}

/* Cisco, "Understand debug isdn q931 Disconnect Cause Codes": contents 82 9F 08. */
static void cisco_82_9f_08(void)
{
	static const uint8_t octets[] = { 0x03, 0x82, 0x9f, 0x08 };
	struct sipq850_cause_octets cause;

	CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, SIPQ850_CAUSE_LV, octets, sizeof(octets)), 4);
	CU_ASSERT_EQUAL(cause.coding, SIPQ850_CODING_ITU_T);
	CU_ASSERT_EQUAL(cause.location, SIPQ850_LOCATION_PUBLIC_NETWORK_SERVING_LOCAL_USER);
	CU_ASSERT_EQUAL(cause.recommendation, SIPQ850_RECOMMENDATION_ABSENT);
	CU_ASSERT_EQUAL(cause.value, 31);
	CU_ASSERT_EQUAL(cause.diagnostic_len, 1);
	CU_ASSERT_EQUAL(cause.diagnostic[0], 0x08);
	CU_ASSERT_EQUAL(cause.oddities, 0);
}

/* Cisco call-flow guide, table of disconnect causes: 0x81 is 1 .. 0x90 is 16, 0x91 is 17. */
static void cisco_81_is_1(void)
{
	uint8_t octets[] = { 0x08, 0x02, 0x80, 0 };
	struct sipq850_cause_octets cause;
	int value;

	for (value = 1; value <= 17; value++) {
		octets[3] = 0x80 | value;
		CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, SIPQ850_CAUSE_TLV, octets, sizeof(octets)), 4);
		CU_ASSERT_EQUAL(cause.value, value);
		CU_ASSERT_EQUAL(cause.location, SIPQ850_LOCATION_USER);
	}
}

static void recommendations(void)
{
	int i, named = 0;

	for (i = 1; i <= 128; i++) {
		CU_ASSERT_PTR_NOT_NULL_FATAL(sipq850_recommendation_name(i));
		named += strcmp(sipq850_recommendation_name(i), "reserved") != 0;
	}
	CU_ASSERT_EQUAL(named, 4);
	CU_ASSERT_STRING_EQUAL(sipq850_recommendation_name(0), "");
	CU_ASSERT_STRING_EQUAL(sipq850_recommendation_name(0 + 1), "Q.931");
	CU_ASSERT_STRING_EQUAL(sipq850_recommendation_name(3 + 1), "X.21");
	CU_ASSERT_STRING_EQUAL(sipq850_recommendation_name(4 + 1), "X.25");
	CU_ASSERT_STRING_EQUAL(sipq850_recommendation_name(5 + 1), "Q.1031");
	CU_ASSERT_PTR_NULL(sipq850_recommendation_name(-1));
	CU_ASSERT_PTR_NULL(sipq850_recommendation_name(129));
}

static void codings(void)
{
	static const char *const names[] = { "itu-t", "iso-iec", "national", "network-specific", "ansi", "gsm" };
	static const char *const none[] = { "", "4", "ITU", "-1", "00000000000000000004", "itu-t x" };
	enum sipq850_coding coding = SIPQ850_CODING_GSM;
	char number[2] = "0";
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		CU_ASSERT_STRING_EQUAL(sipq850_coding_name((enum sipq850_coding)(i + 1)), names[i]);
		CU_ASSERT_EQUAL(sipq850_coding_parse(names[i], &coding), 0);
		CU_ASSERT_EQUAL((size_t)coding, i + 1);
	}
	for (i = 0; i < 4; i++) {
		number[0] = '0' + i;
		CU_ASSERT_EQUAL(sipq850_coding_parse(number, &coding), 0);
		CU_ASSERT_EQUAL((size_t)coding, i + 1);
	}
	for (i = 0; i < COUNT(none); i++)
		CU_ASSERT_EQUAL(sipq850_coding_parse(none[i], &coding), -EINVAL);
	CU_ASSERT_EQUAL(coding, SIPQ850_CODING_NETWORK_SPECIFIC);
	CU_ASSERT_PTR_NULL(sipq850_coding_name(0));
	CU_ASSERT_PTR_NULL(sipq850_coding_name(7));
}

TEST_SUITE("octet cases",
	{ "EINVAL", einval },
	{ "ENOSPC", enospc },
	{ "EBADMSG", ebadmsg },
	{ "oddities", oddities },
	{ "Cisco: 82 9F 08", cisco_82_9f_08 },
	{ "Cisco: 81 is 1", cisco_81_is_1 },
	{ "recommendations", recommendations },
	{ "codings", codings });
