/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Beside the codec of libosmogsm (gsm48_decode_cause, gsm48_encode_cause; the Cause IE of TS 24.008 has the layout of
 * Q.931): the same without diagnostic, and by name where it differs, seen in 1.7.0. When one of those cases fails
 * because libosmogsm was mended, the case can go. */
#include <errno.h>
#include <string.h>

#include <osmocom/core/msgb.h>
#include <osmocom/gsm/gsm48_ie.h>
#include <osmocom/gsm/mncc.h>

#include <sipq850/cause.h>

#include "run.h"

#define UNWRITTEN 0x5555

/* Their encoding of a cause. Returns its length. */
static size_t their_octets(uint8_t *octets, size_t room, int lv_only, const struct gsm_mncc_cause *mncc)
{
	struct msgb *msg = msgb_alloc(64, "cause");
	size_t len;

	CU_ASSERT_PTR_NOT_NULL_FATAL(msg);
	gsm48_encode_cause(msg, lv_only, mncc);
	len = msgb_length(msg);
	CU_ASSERT_FATAL(len <= room);
	memcpy(octets, msgb_data(msg), len);
	msgb_free(msg);
	return len;
}

static int differs(const struct sipq850_cause_octets *cause)
{
	struct gsm_mncc_cause mncc, their_reading = { 0 };
	uint8_t ours[64], theirs[64];
	int len = sipq850_cause_encode(ours, sizeof(ours), SIPQ850_CAUSE_TLV, cause);

	if (sipq850_cause_to_mncc(cause, &mncc) || gsm48_decode_cause(&their_reading, ours + 1))
		return 1;
	return len != (int)their_octets(theirs, sizeof(theirs), 0, &mncc) || memcmp(ours, theirs, len) ||
	       len - 1 != (int)their_octets(theirs, sizeof(theirs), 1, &mncc) || memcmp(ours + 1, theirs, len - 1) ||
	       memcmp(&mncc, &their_reading, sizeof(mncc));
}

static void agree_without_diagnostic(void)
{
	struct sipq850_cause_octets cause = { 0 };
	int i, different = 0;

	for (i = 0; i < 128 * 16 * 4; i++) {
		cause.coding = i % 4 + 1;
		cause.location = i / 4 % 16 + 1;
		cause.value = i / 64;
		cause.recommendation = 0;
		different += differs(&cause);
		cause.recommendation = i % 128 + 1;
		different += differs(&cause);
	}
	CU_ASSERT_EQUAL(different, 0);
}

/* Their decoder reads what our encoder writes, up to the longest. */
static void agree_on_reading_diagnostics(void)
{
	struct sipq850_cause_octets cause = { .coding = SIPQ850_CODING_ITU_T, .location = 1, .value = 43 };
	struct gsm_mncc_cause mncc, theirs;
	uint8_t octets[64];
	int len;

	for (len = 1; len <= 28; len++) {
		cause.diagnostic_len = len;
		cause.diagnostic[len - 1] = len;
		CU_ASSERT_EQUAL(sipq850_cause_encode(octets, sizeof(octets), SIPQ850_CAUSE_LV, &cause), len + 3);
		CU_ASSERT_EQUAL(sipq850_cause_to_mncc(&cause, &mncc), 0);
		memset(&theirs, 0, sizeof(theirs));
		CU_ASSERT_EQUAL(gsm48_decode_cause(&theirs, octets), 0);
		CU_ASSERT_EQUAL(memcmp(&mncc, &theirs, sizeof(mncc)), 0);
	}
}

/* 43 with 01 02 03: they write the diagnostic over the cause value, and an octet behind it that was never set. */
static void differ_encoding_diagnostics(void)
{
	static const uint8_t right[] = { 0x08, 0x05, 0x82, 0xab, 0x01, 0x02, 0x03 };
	static const uint8_t wrong[] = { 0x08, 0x05, 0x82, 0x01, 0x02, 0x03 };
	struct gsm_mncc_cause mncc = { .location = 2, .value = 43, .diag_len = 3, .diag = { 1, 2, 3 } };
	struct sipq850_cause_octets cause;
	uint8_t octets[64];

	CU_ASSERT_EQUAL(their_octets(octets, sizeof(octets), 0, &mncc), sizeof(wrong) + 1);
	CU_ASSERT_EQUAL(memcmp(octets, wrong, sizeof(wrong)), 0);
	CU_ASSERT_EQUAL(sipq850_cause_from_mncc(&mncc, &cause), 0);
	CU_ASSERT_EQUAL(sipq850_cause_encode(octets, sizeof(octets), SIPQ850_CAUSE_TLV, &cause), sizeof(right));
	CU_ASSERT_EQUAL(memcmp(octets, right, sizeof(right)), 0);
}

/* Cut after octet 3a: they answer 0 and leave the value as it was. */
static void differ_on_an_ie_without_value(void)
{
	static const uint8_t octets[] = { 0x02, 0x00, 0x90 };
	struct gsm_mncc_cause mncc = { .value = UNWRITTEN };
	struct sipq850_cause_octets cause;

	CU_ASSERT_EQUAL(gsm48_decode_cause(&mncc, octets), 0);
	CU_ASSERT_EQUAL(mncc.value, UNWRITTEN);
	CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, SIPQ850_CAUSE_LV, octets, sizeof(octets)), -EBADMSG);
}

/* Without octet 3a they leave `rec` as it was. */
static void differ_on_an_absent_recommendation(void)
{
	static const uint8_t octets[] = { 0x02, 0x80, 0x91 };
	struct gsm_mncc_cause mncc = { .rec = UNWRITTEN };
	struct sipq850_cause_octets cause;

	CU_ASSERT_EQUAL(gsm48_decode_cause(&mncc, octets), 0);
	CU_ASSERT_EQUAL(mncc.rec, UNWRITTEN);
	CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, SIPQ850_CAUSE_LV, octets, sizeof(octets)), 3);
	CU_ASSERT_EQUAL(cause.recommendation, SIPQ850_RECOMMENDATION_ABSENT);
}

/* Contents of 36 octets, where Q.931 has 30 at most: they answer 0 and drop the diagnostic without a word. */
static void differ_on_a_long_ie(void)
{
	uint8_t octets[37] = { 36, 0x80, 0xab };
	struct gsm_mncc_cause mncc = { 0 };
	struct sipq850_cause_octets cause;

	CU_ASSERT_EQUAL(gsm48_decode_cause(&mncc, octets), 0);
	CU_ASSERT_NOT_EQUAL(mncc.diag_len, 34);
	CU_ASSERT_EQUAL(sipq850_cause_decode(&cause, SIPQ850_CAUSE_LV, octets, sizeof(octets)), -EBADMSG);
}

/* Out of range: location 0x1f spills into the spare bit, value 200 becomes 72. */
static void differ_on_fields_out_of_range(void)
{
	struct gsm_mncc_cause mncc = { .location = 0x1f, .value = 200 };
	struct sipq850_cause_octets cause;
	uint8_t octets[64];

	CU_ASSERT_EQUAL(their_octets(octets, sizeof(octets), 1, &mncc), 3);
	CU_ASSERT_EQUAL(octets[1], 0x9f);
	CU_ASSERT_EQUAL(octets[2], 0x80 | 72);
	CU_ASSERT_EQUAL(sipq850_cause_from_mncc(&mncc, &cause), -EINVAL);
}

TEST_SUITE("libosmogsm",
	{ "agree without diagnostic", agree_without_diagnostic },
	{ "agree on reading diagnostics", agree_on_reading_diagnostics },
	{ "differ encoding diagnostics", differ_encoding_diagnostics },
	{ "differ on an IE without value", differ_on_an_ie_without_value },
	{ "differ on an absent recommendation", differ_on_an_absent_recommendation },
	{ "differ on a long IE", differ_on_a_long_ie },
	{ "differ on fields out of range", differ_on_fields_out_of_range });
