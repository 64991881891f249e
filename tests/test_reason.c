/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/reason.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sipq850/cause.h>

#include "reason_cases.h"
#include "run.h"

static const char *const case_files[] = {
	"data/reason/rfc.tsv", "data/reason/grammar.tsv", "data/reason/findings.tsv", "data/reason/lenient.tsv",
	"data/reason/malformed.tsv", "data/reason/field.tsv",
};
#define N_CASE_FILES (sizeof(case_files) / sizeof(case_files[0]))

/* --- what was read, as in the files */

static void join_flags(char *buf, size_t len, uint32_t flags)
{
	size_t n = 0;
	int bit;

	buf[0] = '\0';
	for (bit = 0; bit < 32; bit++)
		if (flags >> bit & 1)
			n += snprintf(buf + n, len - n, "%s%s", n ? "," : "", sipq850_reason_flag_name(1u << bit));
}

static bool has_flags(uint32_t flags, const char *expected)
{
	char text[512];

	join_flags(text, sizeof(text), flags);
	return !strcmp(text, expected);
}

static bool has_other(const struct sipq850_reason *reason, const char *expected)
{
	struct sipq850_text rest = reason->other, parameter;
	char buf[1024] = "";
	size_t n = 0;

	while (sipq850_reason_other_next(reason, &rest, &parameter) == 1)
		n += snprintf(buf + n, sizeof(buf) - n, "%s%.*s", n ? ";" : "", (int)parameter.len, parameter.start);
	return !strcmp(buf, expected);
}

static bool has_cause(int cause, const char *expected)
{
	return cause == (expected[0] ? atoi(expected) : -1);
}

static bool has_location(int location, const char *expected)
{
	const char *name = sipq850_location_short((enum sipq850_location)location);

	return !strcmp(name ? name : "", expected);
}

static void check_value(const struct line *line, const struct sipq850_reason *reason)
{
	check_line(line, line->n == 7, "columns");
	check_line(line, reason->protocol.len == line->len[1] && !memcmp(reason->protocol.start, line->column[1], line->len[1]),
	      "protocol");
	check_line(line, has_cause(reason->cause, line->column[2]), "cause");
	check_line(line, is_text(reason->text, line->column[3], line->len[3]), "text");
	check_line(line, has_location(reason->location, line->column[4]), "location");
	check_line(line, has_other(reason, line->column[5]), "other");
	check_line(line, has_flags(reason->flags, line->column[6]), "flags");
}

/* --- every case of the files */

static void check_verdict(const struct line *head, int rc, uint32_t flags, size_t damage)
{
	const char *verdict = rc < 0 ? "malformed" : flags & SIPQ850_REASON_LENIENT ? "lenient" : "good";

	check_line(head, rc == 0 || rc == -EBADMSG, "result");
	check_line(head, !strcmp(verdict, head->column[0]), "verdict");
	if (rc < 0)
		check_line(head, head->n == 4 && damage == (size_t)atoi(head->column[3]), "place of the damage");
}

static bool is_value(const struct line *line)
{
	return !strcmp(line->column[0], "=");
}

/* Judge the case that begins with `head`; its value lines are read, and the line behind them. */
static bool run_case(FILE *file, const struct line *head, struct line *next)
{
	char *copy = exact_copy(head->column[1], head->len[1]);
	struct sipq850_text rest = { copy, head->len[1] };
	struct sipq850_reason reason;
	uint32_t flags = 0;
	bool more;
	int rc;

	more = read_line(file, next);
	while ((rc = sipq850_reason_next(&rest, &reason)) == 1) {
		flags |= reason.flags;
		check_line(head, more && is_value(next), "a value too many");
		if (more && is_value(next)) {
			check_value(next, &reason);
			more = read_line(file, next);
		}
	}
	check_line(head, !more || !is_value(next), "a value too few");
	check_verdict(head, rc, flags, rc < 0 ? (size_t)(rest.start - copy) : 0);
	check_line(head, rc < 0 || (!rest.start && !rest.len), "rest");
	free(copy);
	return more;
}

/* Run the cases of a file; `run` reads what belongs to one, and the line behind it. Returns their number. */
static unsigned int each_case_of(const char *path, bool (*run)(FILE *file, const struct line *head, struct line *next))
{
	static struct line lines[2];
	FILE *file = open_lines(path);
	unsigned int n = 0;
	bool more;

	lines[0] = (struct line){ .file = path };
	for (more = read_line(file, &lines[0]); more; n++) {
		const struct line *head = &lines[n % 2];
		struct line *next = &lines[(n + 1) % 2];

		next->file = path;
		next->number = head->number;
		more = run(file, head, next);
	}
	fclose(file);
	return n;
}

static unsigned int each_case(bool (*run)(FILE *file, const struct line *head, struct line *next))
{
	unsigned int n = 0;
	size_t i;

	for (i = 0; i < N_CASE_FILES; i++)
		n += each_case_of(case_files[i], run);
	return n;
}

static void every_case(void)
{
	unsigned int n = each_case(run_case);

	printf(" (%u cases) ", n);
	CU_ASSERT_TRUE(n >= 120);
}

/* --- the same headers, damaged: nothing is read beyond the end, and what is read has its place in the text */

static void check_inside(const struct sipq850_text *text, const char *start, size_t len)
{
	CU_ASSERT_TRUE(!text->len || (text->start >= start && text->start + text->len <= start + len));
}

static int read_all(const char *text, size_t len)
{
	char *copy = exact_copy(text, len), buf[64];
	struct sipq850_text rest = { copy, len }, other, parameter;
	struct sipq850_reason reason;
	int rc;

	while ((rc = sipq850_reason_next(&rest, &reason)) == 1) {
		check_inside(&reason.protocol, copy, len);
		check_inside(&reason.text, copy, len);
		check_inside(&reason.other, copy, len);
		CU_ASSERT_TRUE(sipq850_reason_text_buf(buf, sizeof(buf), reason.text) <= (int)reason.text.len);
		for (other = reason.other; sipq850_reason_other_next(&reason, &other, &parameter);)
			check_inside(&parameter, copy, len);
	}
	CU_ASSERT_TRUE(rc == 0 || rc == -EBADMSG);
	check_inside(&rest, copy, len);
	free(copy);
	return rc;
}

static bool skip_values(FILE *file, struct line *next)
{
	bool more;

	do
		more = read_line(file, next);
	while (more && is_value(next));
	return more;
}

static bool run_prefixes(FILE *file, const struct line *head, struct line *next)
{
	size_t len;

	for (len = 0; len <= head->len[1]; len++)
		read_all(head->column[1], len);
	return skip_values(file, next);
}

/* Every octet of every header, replaced by each of these. NUL is never good. */
static bool run_replacements(FILE *file, const struct line *head, struct line *next)
{
	static const char octets[] = { '\0', '"', '\\', ',', ';', '=', ':', '\r', '\n', ' ', '\t', '[', 'a', (char)0xff };
	static char text[4096];
	size_t i, k;

	memcpy(text, head->column[1], head->len[1]);
	for (i = 0; i < head->len[1]; i++) {
		for (k = 0; k < sizeof(octets); k++) {
			text[i] = octets[k];
			check_line(head, read_all(text, head->len[1]) == -EBADMSG || octets[k], "NUL");
		}
		text[i] = head->column[1][i];
	}
	return skip_values(file, next);
}

static void every_prefix(void)
{
	CU_ASSERT_TRUE(each_case(run_prefixes) >= 120);
}

static void every_octet_replaced(void)
{
	CU_ASSERT_TRUE(each_case(run_replacements) >= 120);
}

static void out_parameters_are_untouched(void)
{
	struct sipq850_reason reason = { .cause = 77 };
	struct sipq850_text rest = { "Preemption :cause=2", 19 }, parameter = { "x", 1 };

	CU_ASSERT_EQUAL(sipq850_reason_next(&rest, &reason), -EBADMSG);
	CU_ASSERT_STRING_EQUAL(rest.start, ":cause=2");
	rest = (struct sipq850_text){ NULL, 0 };
	CU_ASSERT_EQUAL(sipq850_reason_next(&rest, &reason), 0);
	CU_ASSERT_EQUAL(reason.cause, 77);
	CU_ASSERT_EQUAL(sipq850_reason_other_next(&reason, &rest, &parameter), 0);
	CU_ASSERT_EQUAL(parameter.len, 1);
}

/* What is read of a header of any size takes time that grows no faster than it. */
static void many_parameters(void)
{
	size_t n = 200000, i, len = 3;
	char *text = malloc(3 + n * 12);
	struct sipq850_text rest = { text, 0 };
	struct sipq850_reason reason;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	memcpy(text, "SIP", 3);
	for (i = 0; i < n; i++)
		len += sprintf(text + len, ";a%zu=b", i);
	rest.len = len;
	CU_ASSERT_EQUAL(sipq850_reason_next(&rest, &reason), 1);
	CU_ASSERT_EQUAL(reason.other.len, len - 4);
	CU_ASSERT_EQUAL(reason.flags, SIPQ850_REASON_NO_CAUSE);
	free(text);
}

/* --- messages */

#define HEADERS_MAX 4

struct message {
	char header[HEADERS_MAX][512];
	const char *headers[HEADERS_MAX];
	size_t n;
};

static void add_header(struct message *message, const char *text)
{
	CU_ASSERT_TRUE_FATAL(message->n < HEADERS_MAX);
	snprintf(message->header[message->n], sizeof(message->header[0]), "%s", text);
	message->headers[message->n] = message->header[message->n];
	message->n++;
}

static void check_message(const struct line *line, const struct message *message)
{
	struct sipq850_reason_summary summary;

	memset(&summary, 0xaa, sizeof(summary));
	check_line(line, sipq850_reason_collect(message->headers, message->n, &summary) == 0, "result");
	check_line(line, summary.q850 == atoi(line->column[1]), "q850");
	check_line(line, has_location(summary.q850_location, line->column[2]), "q850_location");
	check_line(line, is_text(summary.q850_text, line->column[3], line->len[3]), "q850_text");
	check_line(line, summary.sip == atoi(line->column[4]), "sip");
	check_line(line, is_text(summary.sip_text, line->column[5], line->len[5]), "sip_text");
	check_line(line, summary.n_values == (unsigned int)atoi(line->column[6]), "n_values");
	check_line(line, has_flags(summary.flags, line->column[7]), "flags");
}

static void every_message(void)
{
	FILE *file = open_lines("data/reason/messages.txt");
	struct line line = { .file = "messages.txt" };
	struct message message = { .n = 0 };
	int n = 0;

	while (read_line(file, &line)) {
		if (!strcmp(line.column[0], "header")) {
			add_header(&message, line.column[1]);
		} else if (is_value(&line)) {
			check_message(&line, &message);
			message.n = 0;
			n++;
		}
	}
	fclose(file);
	CU_ASSERT_TRUE(n > 20);
}

static void collect_refuses_null(void)
{
	const char *const headers[] = { "SIP;cause=486", NULL };
	struct sipq850_reason_summary summary = { .sip = 77 };

	CU_ASSERT_EQUAL(sipq850_reason_collect(headers, 2, &summary), -EINVAL);
	CU_ASSERT_EQUAL(summary.sip, 77);
	CU_ASSERT_EQUAL(sipq850_reason_collect(NULL, 0, &summary), 0);
	CU_ASSERT_EQUAL(summary.sip, -1);
}

TEST_SUITE("reason",
	{ "every case of the files", every_case },
	{ "every prefix of every case", every_prefix },
	{ "every octet of every case replaced", every_octet_replaced },
	{ "out-parameters are untouched", out_parameters_are_untouched },
	{ "many parameters", many_parameters },
	{ "every message", every_message },
	{ "collect refuses NULL", collect_refuses_null });
