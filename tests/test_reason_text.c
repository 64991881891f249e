/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Reason header: texts, the strict writer, names. */
#include <sipq850/reason.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "reason_cases.h"
#include "run.h"

/* --- texts */

static void text_buf_lengths(void)
{
	struct sipq850_text text = { "a\\\"b\r\n \tc", 9 };
	char buf[8] = "#######";

	CU_ASSERT_EQUAL(sipq850_reason_text_buf(NULL, 0, text), 5);
	CU_ASSERT_EQUAL(sipq850_reason_text_buf(buf, 3, text), 5);
	CU_ASSERT_STRING_EQUAL(buf, "a\"");
	CU_ASSERT_EQUAL(sipq850_reason_text_buf(buf, 6, text), 5);
	CU_ASSERT_STRING_EQUAL(buf, "a\"b c");
	CU_ASSERT_EQUAL(sipq850_reason_text_buf(buf, sizeof(buf), (struct sipq850_text){ NULL, 0 }), 0);
	CU_ASSERT_STRING_EQUAL(buf, "");
	/* What no reader gives: a backslash at the end. */
	CU_ASSERT_EQUAL(sipq850_reason_text_buf(buf, sizeof(buf), (struct sipq850_text){ "a\\", 2 }), 2);
	CU_ASSERT_STRING_EQUAL(buf, "a\\");
}

static void rfc7044_5_uri(void)
{
	FILE *file = open_lines("data/reason/uri.txt");
	struct line line = { .file = "uri.txt" };
	int n = 0;

	while (read_line(file, &line)) {
		struct sipq850_text hvalue = { exact_copy(line.column[0], line.len[0]), line.len[0] };
		char buf[256] = "untouched";
		int rc = sipq850_reason_uri_buf(buf, sizeof(buf), hvalue);

		check_line(&line, rc == (line.n == 2 ? (int)line.len[1] : -EBADMSG), "length");
		check_line(&line, !strcmp(buf, line.n == 2 ? line.column[1] : "untouched"), "text");
		check_line(&line, sipq850_reason_uri_buf(NULL, 0, hvalue) == rc, "measured");
		free((char *)hvalue.start);
		n++;
	}
	fclose(file);
	CU_ASSERT_TRUE(n > 10);
}

/* --- the writer */

/* What is written is read back, and nothing is flagged. */
static bool reads_back(const struct sipq850_reason_out *out)
{
	char buf[256], text[128];
	int len = sipq850_reason_buf(buf, sizeof(buf), out);
	struct sipq850_text rest = { buf, strlen(buf) };
	struct sipq850_reason reason;

	if (len != (int)rest.len || sipq850_reason_next(&rest, &reason) != 1 || rest.start)
		return false;
	sipq850_reason_text_buf(text, sizeof(text), reason.text);
	return !reason.flags && !reason.other.len && reason.cause == out->cause && reason.location == out->location &&
	       reason.protocol.len == strlen(out->protocol) && !reason.text.start == !out->text &&
	       !strcmp(text, out->text ? out->text : "");
}

static const char *const texts[] = {
	NULL, "", "User busy", "a \"quoted\" word", "\"", "\\", "\\\"", "C:\\new\\", "semi;colon, comma=equals",
	"Grüße", "абонент занят", "\xf0\x9f\x93\x9e", "tab\there", " blanks  ", "SIP;cause=486", "100%",
};
#define N_TEXTS (sizeof(texts) / sizeof(texts[0]))

static void round_trip_q850(void)
{
	struct sipq850_reason_out out = { .protocol = "Q.850" };
	unsigned int bad = 0;
	size_t i;

	for (out.cause = 0; out.cause <= 127; out.cause++) {
		for (out.location = 0; out.location <= 16; out.location++) {
			for (i = 0; i < N_TEXTS; i++) {
				out.text = texts[i];
				bad += !reads_back(&out);
			}
		}
	}
	CU_ASSERT_EQUAL(bad, 0);
}

static void round_trip_sip(void)
{
	struct sipq850_reason_out out = { .protocol = "SIP" };
	unsigned int bad = 0;
	size_t i;

	for (out.cause = 100; out.cause <= 699; out.cause++) {
		for (i = 0; i < N_TEXTS; i++) {
			out.text = texts[i];
			bad += !reads_back(&out);
		}
	}
	CU_ASSERT_EQUAL(bad, 0);
}

static void writer_forms(void)
{
	static const struct { struct sipq850_reason_out out; const char *text; } cases[] = {
		{ { .protocol = "Q.850", .cause = 16 }, "Q.850;cause=16" },
		{ { .protocol = "Q.850", .cause = 17, .text = "User busy", .location = SIPQ850_LOCATION_USER },
		  "Q.850;cause=17;text=\"User busy\";location=U" },
		{ { .protocol = "SIP", .cause = 200, .text = "a\\b\"c" }, "SIP;cause=200;text=\"a\\\\b\\\"c\"" },
		{ { .protocol = "q.850", .cause = 0, .location = 16 }, "q.850;cause=0;location=LOC-15" },
		{ { .protocol = "X-Vendor", .cause = 99999999 }, "X-Vendor;cause=99999999" },
		{ { .protocol = "Preemption", .cause = 4, .text = "" }, "Preemption;cause=4;text=\"\"" },
	};
	char buf[64];
	size_t i, len;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t whole = strlen(cases[i].text);

		for (len = 0; len <= whole + 1; len++) {
			memset(buf, '#', sizeof(buf));
			CU_ASSERT_EQUAL(sipq850_reason_buf(buf, len, &cases[i].out), (int)whole);
			CU_ASSERT_TRUE(!len || (!memcmp(buf, cases[i].text, len - 1) && !buf[len - 1]));
			CU_ASSERT_EQUAL(buf[len], '#');
		}
		CU_ASSERT_EQUAL(sipq850_reason_buf(NULL, 0, &cases[i].out), (int)whole);
	}
}

static void writer_refuses(void)
{
	static const struct sipq850_reason_out cases[] = {
		{ .cause = 16 }, { .protocol = "", .cause = 16 }, { .protocol = "Q.850 ", .cause = 16 },
		{ .protocol = "Q;850", .cause = 16 }, { .protocol = "\"SIP\"", .cause = 200 }, { .protocol = "Ü", .cause = 1 },
		{ .protocol = "SIP\r\nX: y", .cause = 200 },
		{ .protocol = "Q.850", .cause = -1 }, { .protocol = "Q.850", .cause = 128 }, { .protocol = "q.850", .cause = 200 },
		{ .protocol = "SIP", .cause = 0 }, { .protocol = "SIP", .cause = 99 }, { .protocol = "SIP", .cause = 700 },
		{ .protocol = "Preemption", .cause = 0 }, { .protocol = "Preemption", .cause = 5 },
		{ .protocol = "X", .cause = -1 }, { .protocol = "X", .cause = 100000000 },
		{ .protocol = "SIP", .cause = 486, .location = SIPQ850_LOCATION_USER },
		{ .protocol = "X", .cause = 1, .location = SIPQ850_LOCATION_USER },
		{ .protocol = "Q.850", .cause = 16, .location = SIPQ850_LOCATION_NETWORK },
		{ .protocol = "Q.850", .cause = 16, .location = 200 },
		{ .protocol = "Q.850", .cause = 16, .text = "two\nlines" }, { .protocol = "Q.850", .cause = 16, .text = "\r" },
		{ .protocol = "Q.850", .cause = 16, .text = "\x1b[31m" }, { .protocol = "Q.850", .cause = 16, .text = "\x7f" },
		{ .protocol = "Q.850", .cause = 16, .text = "f\xfcr" }, { .protocol = "Q.850", .cause = 16, .text = "\xed\xa0\x80" },
	};
	char buf[16] = "untouched";
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CU_ASSERT_EQUAL(sipq850_reason_buf(buf, sizeof(buf), &cases[i]), -EINVAL);
	CU_ASSERT_STRING_EQUAL(buf, "untouched");
}

/* --- the tables */

static void check_range(const char *name, int lowest, int highest)
{
	struct sipq850_reason_out out = { .protocol = name, .cause = lowest };

	CU_ASSERT_TRUE(reads_back(&out));
	out.cause = highest;
	CU_ASSERT_TRUE(reads_back(&out));
	out.cause = lowest - 1;
	CU_ASSERT_EQUAL(sipq850_reason_buf(NULL, 0, &out), -EINVAL);
	out.cause = highest + 1;
	CU_ASSERT_EQUAL(sipq850_reason_buf(NULL, 0, &out), -EINVAL);
}

/* Two equal values in one message, as the column `several` has it. */
static void check_several(const char *name, const char *cause, bool single)
{
	struct sipq850_reason_summary summary;
	char header[128];
	const char *const headers[] = { header };

	snprintf(header, sizeof(header), "%s;cause=%s,%s;cause=%s", name, cause, name, cause);
	CU_ASSERT_EQUAL(sipq850_reason_collect(headers, 1, &summary), 0);
	CU_ASSERT_EQUAL(summary.flags, single ? SIPQ850_REASON_PROTOCOL_TWICE : 0);
}

static void every_protocol(void)
{
	FILE *file = open_lines("../tables/reason-protocols.tsv");
	struct line line = { .file = "reason-protocols.tsv" };
	int n = 0;

	while (read_line(file, &line)) {
		struct sipq850_text rest = { line.column[2], line.len[2] };
		struct sipq850_reason reason;

		if (!strcmp(line.column[0], "number"))
			continue;
		n++;
		CU_ASSERT_EQUAL(sipq850_reason_next(&rest, &reason), 1);
		check_line(&line, reason.protocol_id == atoi(line.column[0]), "number");
		CU_ASSERT_EQUAL(reason.flags, SIPQ850_REASON_NO_CAUSE);
		CU_ASSERT_STRING_EQUAL(sipq850_reason_protocol_name(reason.protocol_id), line.column[2]);
		check_range(line.column[2], atoi(line.column[3]), line.len[4] ? atoi(line.column[4]) : SIPQ850_REASON_CAUSE_MAX);
		check_several(line.column[2], line.len[3] ? line.column[3] : "5", !strcmp(line.column[5], "no"));
	}
	fclose(file);
	CU_ASSERT_EQUAL(n, 22);
	CU_ASSERT_PTR_NULL(sipq850_reason_protocol_name(0));
	CU_ASSERT_PTR_NULL(sipq850_reason_protocol_name(23));
	CU_ASSERT_PTR_NULL(sipq850_reason_protocol_name(-1));
	CU_ASSERT_EQUAL(SIPQ850_REASON_PROTOCOL_Q850, 2);
}

static int protocol_number(const char *name)
{
	int i;

	for (i = 1; sipq850_reason_protocol_name(i); i++)
		if (!strcmp(name, sipq850_reason_protocol_name(i)))
			return i;
	return 0;
}

static void every_cause_text(void)
{
	FILE *file = open_lines("../tables/reason-causes.tsv");
	struct line line = { .file = "reason-causes.tsv" };
	int n = 0;

	while (read_line(file, &line)) {
		const char *text = sipq850_reason_cause_text(protocol_number(line.column[0]), atoi(line.column[1]));

		if (!strcmp(line.column[0], "protocol"))
			continue;
		check_line(&line, text && !strcmp(text, line.column[2]), "text");
		n++;
	}
	fclose(file);
	CU_ASSERT_EQUAL(n, 19);
	CU_ASSERT_STRING_EQUAL(sipq850_reason_cause_text(SIPQ850_REASON_PROTOCOL_SIP, 486), "Busy Here");
	CU_ASSERT_STRING_EQUAL(sipq850_reason_cause_text(SIPQ850_REASON_PROTOCOL_Q850, 17), "User busy");
	CU_ASSERT_PTR_NULL(sipq850_reason_cause_text(SIPQ850_REASON_PROTOCOL_Q850, 10));
	CU_ASSERT_PTR_NULL(sipq850_reason_cause_text(SIPQ850_REASON_PROTOCOL_Q850, -1));
	CU_ASSERT_PTR_NULL(sipq850_reason_cause_text(SIPQ850_REASON_PROTOCOL_SIP, 299));
	CU_ASSERT_PTR_NULL(sipq850_reason_cause_text(SIPQ850_REASON_PROTOCOL_PREEMPTION, 5));
	CU_ASSERT_PTR_NULL(sipq850_reason_cause_text(0, 1));
}

static void every_flag_has_a_name(void)
{
	const uint32_t all = (SIPQ850_REASON_UNKNOWN_PROTOCOL << 1) - 1 + 15 * (uint32_t)SIPQ850_REASON_PROTOCOL_TWICE;
	int bit;

	for (bit = 0; bit < 32; bit++)
		CU_ASSERT_EQUAL(!!sipq850_reason_flag_name(1u << bit), all >> bit & 1);
	CU_ASSERT_PTR_NULL(sipq850_reason_flag_name(0));
	CU_ASSERT_PTR_NULL(sipq850_reason_flag_name(3));
	CU_ASSERT_EQUAL(SIPQ850_REASON_LENIENT, SIPQ850_REASON_NO_CAUSE - 1);
}

TEST_SUITE("reason text",
	{ "lengths of a text", text_buf_lengths },
	{ "RFC 7044 5: within a URI", rfc7044_5_uri },
	{ "round trip of Q.850", round_trip_q850 },
	{ "round trip of SIP", round_trip_sip },
	{ "writer: forms and lengths", writer_forms },
	{ "writer: refusals", writer_refuses },
	{ "every protocol of the registry", every_protocol },
	{ "every text of a cause", every_cause_text },
	{ "every flag has a name", every_flag_has_a_name });
