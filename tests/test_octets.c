/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/cause.h>

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>


#include "run.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROOM (SIPQ850_CAUSE_OCTETS_MAX + 2)

static const enum sipq850_cause_form forms[] = { SIPQ850_CAUSE_TLV, SIPQ850_CAUSE_LV, SIPQ850_CAUSE_ISUP };

/* Octets before the contents, and contents at most (Q.931 table 3-6, Q.763 3.12). */
static size_t overhead(enum sipq850_cause_form form)
{
	return form == SIPQ850_CAUSE_TLV ? 2 : form == SIPQ850_CAUSE_LV ? 1 : 0;
}

static size_t contents_max(enum sipq850_cause_form form)
{
	return form == SIPQ850_CAUSE_ISUP ? 255 : 30;
}

static size_t diagnostic_max(enum sipq850_cause_form form, int recommendation)
{
	return contents_max(form) - 2 - (recommendation ? 1 : 0);
}

/* Decode octets that end where their memory ends, so that a sanitizer sees a read behind them. */
static int decode(struct sipq850_cause_octets *cause, enum sipq850_cause_form form, const uint8_t *octets, size_t len)
{
	static uint8_t *block;

	if (!block)
		block = malloc(ROOM);
	memcpy(block + ROOM - len, octets, len);
	return sipq850_cause_decode(cause, form, block + ROOM - len, len);
}

static struct sipq850_cause_octets cause_of(int coding, int location, int value)
{
	struct sipq850_cause_octets cause = { .coding = coding, .location = location, .value = value };

	return cause;
}

static void fill_diagnostic(struct sipq850_cause_octets *cause, size_t len)
{
	size_t i;

	memset(cause->diagnostic, 0, sizeof(cause->diagnostic));
	cause->diagnostic_len = len;
	for (i = 0; i < len; i++)
		cause->diagnostic[i] = i * 37 + cause->value;
}

static bool same(const struct sipq850_cause_octets *a, const struct sipq850_cause_octets *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* --- round trips */

/* The octets of the layout, put together anew. */
static size_t expected_octets(uint8_t *to, enum sipq850_cause_form form, const struct sipq850_cause_octets *c)
{
	size_t n = 0;

	if (form == SIPQ850_CAUSE_TLV)
		to[n++] = 0x08;
	if (form != SIPQ850_CAUSE_ISUP)
		to[n++] = (c->recommendation ? 3 : 2) + c->diagnostic_len;
	to[n++] = (c->recommendation ? 0 : 0x80) + (c->coding - 1) * 0x20 + (c->location - 1);
	if (c->recommendation)
		to[n++] = 0x80 + c->recommendation - 1;
	to[n++] = 0x80 + c->value;
	memcpy(to + n, c->diagnostic, c->diagnostic_len);
	return n + c->diagnostic_len;
}

static bool round_trip(enum sipq850_cause_form form, const struct sipq850_cause_octets *cause)
{
	uint8_t octets[ROOM], expected[ROOM];
	struct sipq850_cause_octets read;
	int n = sipq850_cause_encode(octets, SIPQ850_CAUSE_OCTETS_MAX, form, cause);

	return n > 0 && n == (int)expected_octets(expected, form, cause) && !memcmp(octets, expected, n) &&
	       decode(&read, form, octets, n) == n && same(&read, cause);
}

/* All values, locations and codings, with this recommendation and diagnostics of this length. Returns what failed. */
static int round_trips(enum sipq850_cause_form form, int recommendation, size_t diagnostic_len)
{
	int value, location, coding, failed = 0;

	for (value = 0; value < 128; value++) {
		struct sipq850_cause_octets cause = cause_of(0, 0, value);

		cause.recommendation = recommendation;
		fill_diagnostic(&cause, diagnostic_len);
		for (location = 1; location <= 16; location++) {
			for (coding = 1; coding <= 4; coding++) {
				cause.coding = coding;
				cause.location = location;
				failed += !round_trip(form, &cause);
			}
		}
	}
	return failed;
}

static void every_value_location_and_coding(void)
{
	static const int recommendations[] = { 0, SIPQ850_RECOMMENDATION_Q931, SIPQ850_RECOMMENDATION_Q1031, 128 };
	size_t f, r;

	for (f = 0; f < COUNT(forms); f++) {
		for (r = 0; r < (forms[f] == SIPQ850_CAUSE_ISUP ? 1 : COUNT(recommendations)); r++) {
			size_t longest = diagnostic_max(forms[f], recommendations[r]);

			CU_ASSERT_EQUAL(round_trips(forms[f], recommendations[r], 0), 0);
			CU_ASSERT_EQUAL(round_trips(forms[f], recommendations[r], 1), 0);
			CU_ASSERT_EQUAL(round_trips(forms[f], recommendations[r], 3), 0);
			CU_ASSERT_EQUAL(round_trips(forms[f], recommendations[r], longest), 0);
		}
	}
}

static void every_recommendation(void)
{
	struct sipq850_cause_octets cause = cause_of(SIPQ850_CODING_ITU_T, SIPQ850_LOCATION_USER, 17);
	int recommendation;

	for (recommendation = 1; recommendation <= 128; recommendation++) {
		cause.recommendation = recommendation;
		CU_ASSERT_TRUE(round_trip(SIPQ850_CAUSE_TLV, &cause));
		CU_ASSERT_TRUE(round_trip(SIPQ850_CAUSE_LV, &cause));
		CU_ASSERT_EQUAL(sipq850_cause_encode(cause.diagnostic, 253, SIPQ850_CAUSE_ISUP, &cause), -EINVAL);
	}
}

/* All lengths that a diagnostic_len can say: within the limit a round trip, above it a refusal. */
static void lengths(enum sipq850_cause_form form, int recommendation)
{
	struct sipq850_cause_octets cause = cause_of(SIPQ850_CODING_ITU_T, SIPQ850_LOCATION_TRANSIT_NETWORK, 43);
	uint8_t octets[ROOM];
	int len;

	cause.recommendation = recommendation;
	for (len = 0; len <= 255; len++) {
		fill_diagnostic(&cause, len <= SIPQ850_CAUSE_DIAGNOSTIC_MAX ? len : SIPQ850_CAUSE_DIAGNOSTIC_MAX);
		cause.diagnostic_len = len;
		if (len <= (int)diagnostic_max(form, recommendation))
			CU_ASSERT_TRUE(round_trip(form, &cause))
		else
			CU_ASSERT_EQUAL(sipq850_cause_encode(octets, sizeof(octets), form, &cause), -EINVAL)
	}
}

static void every_diagnostic_length(void)
{
	lengths(SIPQ850_CAUSE_TLV, SIPQ850_RECOMMENDATION_ABSENT);
	lengths(SIPQ850_CAUSE_TLV, SIPQ850_RECOMMENDATION_Q931);
	lengths(SIPQ850_CAUSE_LV, SIPQ850_RECOMMENDATION_ABSENT);
	lengths(SIPQ850_CAUSE_LV, SIPQ850_RECOMMENDATION_X25);
	lengths(SIPQ850_CAUSE_ISUP, SIPQ850_RECOMMENDATION_ABSENT);
}

/* --- truncation and bounds */

/* Every part of an IE from its beginning is refused. Cause Indicators have no length of their own: what is left of
 * them is one with a shorter diagnostic, down to two octets. */
static int truncations(enum sipq850_cause_form form, const struct sipq850_cause_octets *cause)
{
	struct sipq850_cause_octets read, untouched;
	uint8_t octets[ROOM];
	int n = sipq850_cause_encode(octets, sizeof(octets), form, cause);
	int len, failed = 0;

	memset(&untouched, 0x55, sizeof(untouched));
	for (len = 0; len < n; len++) {
		read = untouched;
		if (form == SIPQ850_CAUSE_ISUP && len >= 2)
			failed += decode(&read, form, octets, len) != len || read.diagnostic_len != len - 2;
		else
			failed += decode(&read, form, octets, len) != -EBADMSG || !same(&read, &untouched);
	}
	return failed;
}

static void every_truncation_is_refused(void)
{
	static const int lengths_to_cut[] = { 0, 1, 2, 27 };
	struct sipq850_cause_octets cause;
	size_t f, l;
	int i, failed = 0;

	for (i = 0; i < 128 * 16 * 4 * 2; i++) {
		cause = cause_of(i % 4 + 1, i / 4 % 16 + 1, i / 64 % 128);
		for (f = 0; f < COUNT(forms); f++) {
			cause.recommendation = 0;
			if (i >= 128 * 16 * 4 && forms[f] != SIPQ850_CAUSE_ISUP)
				cause.recommendation = cause.value + 1;
			for (l = 0; l < COUNT(lengths_to_cut); l++) {
				fill_diagnostic(&cause, lengths_to_cut[l]);
				failed += truncations(forms[f], &cause);
			}
		}
	}
	CU_ASSERT_EQUAL(failed, 0);
}

/* Contents of every length that a length octet can say, all of them there: 2..30, with octet 3a 3..30. */
static void every_length_of_contents(void)
{
	struct sipq850_cause_octets cause;
	uint8_t octets[ROOM] = { 0x08 };
	int len, first;

	for (len = 0; len <= 255; len++) {
		octets[1] = len;
		memset(octets + 2, 0x80, len);
		for (first = 2; first <= 3; first++) {
			int n = len >= first && len <= 30 ? len : -1;

			octets[2] = first == 2 ? 0x80 : 0x00;
			CU_ASSERT_EQUAL(decode(&cause, SIPQ850_CAUSE_TLV, octets, len + 2), n < 0 ? -EBADMSG : n + 2);
			CU_ASSERT_EQUAL(decode(&cause, SIPQ850_CAUSE_LV, octets + 1, len + 1),
					n < 0 ? -EBADMSG : n + 1);
			CU_ASSERT_EQUAL(decode(&cause, SIPQ850_CAUSE_ISUP, octets + 2, len), len >= 2 ? len : -EBADMSG);
		}
	}
	memset(octets, 0x80, sizeof(octets));
	CU_ASSERT_EQUAL(decode(&cause, SIPQ850_CAUSE_ISUP, octets, 256), -EBADMSG);
}

static void octets_behind_the_ie_are_left(void)
{
	static const uint8_t octets[] = { 0x08, 0x02, 0x80, 0x91, 0x14, 0x01, 0x01 };
	struct sipq850_cause_octets cause;

	CU_ASSERT_EQUAL(decode(&cause, SIPQ850_CAUSE_TLV, octets, sizeof(octets)), 4);
	CU_ASSERT_EQUAL(decode(&cause, SIPQ850_CAUSE_LV, octets + 1, sizeof(octets) - 1), 3);
	CU_ASSERT_EQUAL(cause.value, 17);
	CU_ASSERT_EQUAL(cause.diagnostic_len, 0);
}

/* --- both codecs together */

/* What is read can be written; nothing odd about it: as the same octets. Returns 1 when that fails. */
static int reads_as_written(enum sipq850_cause_form form, const uint8_t *octets, size_t len)
{
	struct sipq850_cause_octets cause, again;
	uint8_t written[ROOM];
	int n = decode(&cause, form, octets, len);

	if (n < 0)
		return n != -EBADMSG;
	if (n > (int)len || sipq850_cause_encode(written, n, form, &cause) < 0)
		return 1;
	if (!cause.oddities)
		return memcmp(written, octets, n) != 0;
	cause.oddities = 0;
	return sipq850_cause_decode(&again, form, written, n) < 0 || !same(&again, &cause);
}

/* All contents of up to three octets that begin with these two, in every form. */
static int short_contents(unsigned int first, unsigned int second)
{
	uint8_t octets[5] = { 0x08, 0, first, second, 0 };
	unsigned int third;
	size_t f;
	int failed = 0;

	for (f = 0; f < COUNT(forms); f++) {
		size_t skip = 2 - overhead(forms[f]);

		octets[1] = 2;
		failed += reads_as_written(forms[f], octets + skip, 4 - skip);
		octets[1] = 3;
		/* The third octet is the value behind octet 3a. Where it is diagnostic, a few will do. */
		for (third = 0; third < 256; third += f == 0 && !(first & 0x80) ? 1 : 51) {
			octets[4] = third;
			failed += reads_as_written(forms[f], octets + skip, 5 - skip);
		}
	}
	return failed;
}

static void every_short_ie(void)
{
	unsigned int first, second;
	int failed = 0;

	for (first = 0; first < 256; first++)
		for (second = 0; second < 256; second++)
			failed += short_contents(first, second);
	CU_ASSERT_EQUAL(failed, 0);
}

/* Octets as they come, without the head of an IE: the first two are all there are, the third whatever follows. */
static void every_short_string(void)
{
	uint8_t octets[3];
	unsigned int i;
	size_t f, len;
	int failed = 0;

	for (i = 0; i < 1 << 16; i++) {
		octets[0] = i;
		octets[1] = i >> 8;
		octets[2] = i * 7;
		for (f = 0; f < COUNT(forms); f++)
			for (len = 0; len <= 3; len++)
				failed += reads_as_written(forms[f], octets, len);
	}
	CU_ASSERT_EQUAL(failed, 0);
}

/* xorshift32: the same octets in every run. */
static uint32_t next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void random_octets(void)
{
	uint32_t state = 850;
	uint8_t octets[ROOM];
	size_t i, len, f;
	int failed = 0;

	for (i = 0; i < 100000; i++) {
		len = next(&state) % (i % 2 ? 36 : ROOM);
		for (f = 0; f < len; f++)
			octets[f] = next(&state) >> 7;
		octets[0] = i % 3 ? 0x08 : octets[0];
		octets[1] = i % 5 || len < 2 ? octets[1] : len - 2;
		for (f = 0; f < COUNT(forms); f++)
			failed += reads_as_written(forms[f], octets, len);
	}
	CU_ASSERT_EQUAL(failed, 0);
}

/* --- what cannot be encoded */

/* The rule of the header, said again. */
static bool is_encodable(enum sipq850_cause_form form, const struct sipq850_cause_octets *c)
{
	return c->coding >= 1 && c->coding <= 6 && c->location >= 1 && c->location <= 16 && c->value <= 127 &&
	       c->recommendation <= (form == SIPQ850_CAUSE_ISUP ? 0 : 128) &&
	       c->diagnostic_len <= diagnostic_max(form, c->recommendation);
}

static bool agrees(enum sipq850_cause_form form, const struct sipq850_cause_octets *cause)
{
	struct sipq850_cause_octets written = *cause, read;
	uint8_t octets[ROOM];
	int n = sipq850_cause_encode(octets, sizeof(octets), form, cause);

	if (!is_encodable(form, cause))
		return n == -EINVAL;
	written.oddities = 0;
	written.coding = cause->coding == SIPQ850_CODING_ANSI ? SIPQ850_CODING_NATIONAL :
			 cause->coding == SIPQ850_CODING_GSM ? SIPQ850_CODING_NETWORK_SPECIFIC : cause->coding;
	return n > 0 && decode(&read, form, octets, n) == n && same(&read, &written);
}

/* Each field takes every value that it can hold. */
static void every_value_of_every_field(void)
{
	const struct sipq850_cause_octets good = cause_of(SIPQ850_CODING_ITU_T, SIPQ850_LOCATION_USER, 17);
	struct sipq850_cause_octets cause;
	int failed = 0, i;
	size_t f;

	for (f = 0; f < COUNT(forms); f++) {
		for (i = 0; i < 256; i++) {
			cause = good;
			cause.coding = i;
			failed += !agrees(forms[f], &cause);
			cause = good;
			cause.location = i;
			failed += !agrees(forms[f], &cause);
			cause = good;
			cause.value = i;
			failed += !agrees(forms[f], &cause);
			cause = good;
			cause.recommendation = i;
			failed += !agrees(forms[f], &cause);
			cause = good;
			cause.oddities = i;
			failed += !agrees(forms[f], &cause);
			cause = good;
			cause.diagnostic_len = i;
			failed += !agrees(forms[f], &cause);
		}
	}
	CU_ASSERT_EQUAL(failed, 0);
}

static void random_fields(void)
{
	struct sipq850_cause_octets cause = { 0 };
	uint32_t state = 931;
	int failed = 0, i;
	size_t f;

	for (i = 0; i < 100000; i++) {
		cause.coding = next(&state) % 8;
		cause.location = next(&state) % 19;
		cause.recommendation = i % 2 ? next(&state) % 132 : 0;
		cause.value = next(&state) % 132;
		fill_diagnostic(&cause, next(&state) % (i % 3 ? 33 : 254));
		for (f = 0; f < COUNT(forms); f++)
			failed += !agrees(forms[f], &cause);
	}
	CU_ASSERT_EQUAL(failed, 0);
}

TEST_SUITE("octets",
	{ "every value, location and coding", every_value_location_and_coding },
	{ "every recommendation", every_recommendation },
	{ "every diagnostic length", every_diagnostic_length },
	{ "every truncation is refused", every_truncation_is_refused },
	{ "every length of contents", every_length_of_contents },
	{ "octets behind the IE are left", octets_behind_the_ie_are_left },
	{ "every short IE", every_short_ie },
	{ "every short string", every_short_string },
	{ "random octets", random_octets },
	{ "every value of every field", every_value_of_every_field },
	{ "random fields", random_fields });
