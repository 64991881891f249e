/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/profile.h>
#include <sipq850/map.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "run.h"

#define GOOD_HEAD "#: title T\n#: document D\n#: sip2q850 partial\n#: q850sip partial\n" \
	"direction\tin\tcondition\tout\tsource\tnote\n"

static int parse(const char *text, struct sipq850_load_err *err)
{
	struct sipq850_profile *profile = NULL;
	int rc = sipq850_profile_parse("dir/site.tsv", text, strlen(text), &profile, err);

	CU_ASSERT_EQUAL(profile == NULL, rc != 0);
	sipq850_profile_unref(profile);
	return rc;
}

static void built_in_profiles(void)
{
	unsigned int i, n = sipq850_profile_count();

	CU_ASSERT_TRUE(n >= 8);
	for (i = 0; i < n; i++) {
		const struct sipq850_profile *profile = sipq850_profile_builtin(i);

		CU_ASSERT_PTR_NOT_NULL_FATAL(profile);
		CU_ASSERT_PTR_EQUAL(sipq850_profile_by_name(sipq850_profile_name(profile)), profile);
		CU_ASSERT_TRUE(strlen(sipq850_profile_title(profile)) > 10);
		CU_ASSERT_TRUE(strlen(sipq850_profile_document(profile)) > 10);
		CU_ASSERT_TRUE(sipq850_profile_rows(profile) > 0);
		CU_ASSERT_PTR_NULL(sipq850_profile_row(profile, sipq850_profile_rows(profile)));
		CU_ASSERT_PTR_EQUAL(sipq850_profile_ref(profile), profile);
		sipq850_profile_unref(profile);
		if (i)
			CU_ASSERT_TRUE(strcmp(sipq850_profile_name(sipq850_profile_builtin(i - 1)),
					      sipq850_profile_name(profile)) < 0);
	}
	CU_ASSERT_PTR_NULL(sipq850_profile_builtin(n));
	CU_ASSERT_PTR_NULL(sipq850_profile_by_name("none"));
}

static void rows_as_written(void)
{
	struct sipq850_profile *profile = NULL;
	const struct sipq850_row *row;
	const char *text = GOOD_HEAD "q850sip\t21\tlocation=user\t603\tRFC 9999\tno note\n";

	CU_ASSERT_EQUAL_FATAL(sipq850_profile_parse("dir/site.tsv", text, strlen(text), &profile, NULL), 0);
	CU_ASSERT_STRING_EQUAL(sipq850_profile_name(profile), "site");
	CU_ASSERT_STRING_EQUAL(sipq850_profile_file(profile), "dir/site.tsv");
	CU_ASSERT_STRING_EQUAL(sipq850_profile_title(profile), "T");
	CU_ASSERT_STRING_EQUAL(sipq850_profile_document(profile), "D");
	CU_ASSERT_EQUAL(sipq850_profile_completeness(profile, SIPQ850_Q850SIP), SIPQ850_COMPLETENESS_PARTIAL);
	CU_ASSERT_EQUAL_FATAL(sipq850_profile_rows(profile), 1);
	row = sipq850_profile_row(profile, 0);
	CU_ASSERT_PTR_EQUAL(sipq850_row_profile(row), profile);
	CU_ASSERT_EQUAL(sipq850_row_line(row), 6);
	CU_ASSERT_EQUAL(sipq850_row_direction(row), SIPQ850_Q850SIP);
	CU_ASSERT_STRING_EQUAL(sipq850_row_in(row), "21");
	CU_ASSERT_STRING_EQUAL(sipq850_row_condition(row), "location=user");
	CU_ASSERT_STRING_EQUAL(sipq850_row_out(row), "603");
	CU_ASSERT_STRING_EQUAL(sipq850_row_source(row), "RFC 9999");
	CU_ASSERT_STRING_EQUAL(sipq850_row_note(row), "no note");
	CU_ASSERT_PTR_EQUAL(sipq850_profile_ref(profile), profile);
	sipq850_profile_unref(profile);
	CU_ASSERT_STRING_EQUAL(sipq850_row_out(row), "603");
	sipq850_profile_unref(profile);
}

static void names_of_files(void)
{
	static const struct { const char *path, *name; } cases[] = {
		{ "a.tsv", "a" }, { "/x/y/a.b.tsv", "a.b" }, { "noext", "noext" }, { ".tsv", ".tsv" }, { "d.tsv/x", "x" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sipq850_profile *profile = NULL;

		CU_ASSERT_EQUAL_FATAL(sipq850_profile_parse(cases[i].path, GOOD_HEAD, strlen(GOOD_HEAD), &profile, NULL), 0);
		CU_ASSERT_STRING_EQUAL(sipq850_profile_name(profile), cases[i].name);
		sipq850_profile_unref(profile);
	}
}

/* The place of a refusal: line and column, the first of several, and their number. */
static void places(void)
{
	static const struct { const char *rows; unsigned int line, column, count; } cases[] = {
		{ "sip2q850\t486\t\t17\ts\t\nup\t1\t\t17\ts\t\n", 7, 1, 1 },
		{ "sip2q850\t999\t\t17\ts\t\n", 6, 2, 1 },
		{ "sip2q850\t486\tx=y\t17\ts\t\n", 6, 3, 1 },
		{ "sip2q850\t486\t\t170\ts\t\n", 6, 4, 1 },
		{ "sip2q850\t486\t\t17\t\t\n", 6, 5, 1 },
		{ "sip2q850\t486\t\t17\ts\t \n", 6, 6, 1 },
		{ "sip2q850\t999\tx=y\t170\t\t\nx\n", 6, 2, 5 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sipq850_load_err err = { .line = 0 };
		char text[512];

		snprintf(text, sizeof(text), "%s%s", GOOD_HEAD, cases[i].rows);
		CU_ASSERT_EQUAL(parse(text, &err), -EBADMSG);
		CU_ASSERT_EQUAL(err.line, cases[i].line);
		CU_ASSERT_EQUAL(err.column, cases[i].column);
		CU_ASSERT_EQUAL(err.count, cases[i].count);
		CU_ASSERT_STRING_EQUAL(err.file, "dir/site.tsv");
		CU_ASSERT_PTR_NOT_NULL(err.msg);
		CU_ASSERT_PTR_NOT_NULL(err.remedy);
	}
}

static void success_leaves_the_error_alone(void)
{
	struct sipq850_load_err err = { .line = 77 };

	CU_ASSERT_EQUAL(parse(GOOD_HEAD "sip2q850\t486\t\t17\ts\t\n", &err), 0);
	CU_ASSERT_EQUAL(err.line, 77);
	CU_ASSERT_EQUAL(parse("", NULL), -EBADMSG);
}

static void unreadable_files(void)
{
	struct sipq850_profile *profile = NULL;
	struct sipq850_load_err err = { .line = 0 };
	struct sipq850_map *map = NULL;

	CU_ASSERT_EQUAL(sipq850_profile_load("no/such/file.tsv", &profile, &err), -EIO);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.detail, "No such file"));
	CU_ASSERT_EQUAL(sipq850_profile_load(".", &profile, &err), -EIO);
	CU_ASSERT_EQUAL(sipq850_map_load("no/such/file.tsv", &map, NULL), -EIO);
	CU_ASSERT_PTR_NULL(profile);
	CU_ASSERT_PTR_NULL(map);
}

static void too_large(void)
{
	static char text[4 * 1024 * 1024 + 2];
	struct sipq850_profile *profile = NULL;
	struct sipq850_load_err err = { .line = 0 };

	memset(text, '#', sizeof(text));
	CU_ASSERT_EQUAL(sipq850_profile_parse("x", text, sizeof(text), &profile, &err), -EBADMSG);
	CU_ASSERT_PTR_NULL(profile);
	CU_ASSERT_EQUAL(err.line, 0);
}

/* Whatever is done to a good file, the loader says yes or no and nothing worse: each octet replaced, each prefix. */
static void damaged_octets(void)
{
	static const char good[] = "# c\n" GOOD_HEAD "sip2q850\t4xx\trole=uas\t31@user\ts\tn\nsip2q850\t486\t\t17\ts\t\n";
	static const char octets[] = { 0, '\t', '\n', '\r', ' ', '=', ',', '!', '@', ':', '*', '0', 'x', 0x7f, (char)0xff };
	char text[sizeof(good)];
	size_t i, k;

	for (i = 0; i < sizeof(good) - 1; i++) {
		struct sipq850_profile *profile = NULL;

		for (k = 0; k < sizeof(octets); k++) {
			memcpy(text, good, sizeof(good));
			text[i] = octets[k];
			if (!sipq850_profile_parse("x", text, sizeof(good) - 1, &profile, NULL))
				sipq850_profile_unref(profile);
		}
		/* A prefix is good only if it ends with a line, after the column names. */
		if (!sipq850_profile_parse("x", good, i, &profile, NULL)) {
			CU_ASSERT_EQUAL(good[i - 1], '\n');
			sipq850_profile_unref(profile);
		}
	}
}

static void text_of_a_refusal(void)
{
	struct sipq850_load_err err = { .file = "f", .line = 3, .msg = "wrong", .remedy = "mend it", .detail = "'x'" };
	char buf[64], small[6];

	CU_ASSERT_EQUAL(sipq850_load_err_buf(buf, sizeof(buf), &err), (int)strlen("f:3: wrong 'x' (mend it)"));
	CU_ASSERT_STRING_EQUAL(buf, "f:3: wrong 'x' (mend it)");
	CU_ASSERT_EQUAL(sipq850_load_err_buf(small, sizeof(small), &err), (int)strlen(buf));
	CU_ASSERT_STRING_EQUAL(small, "f:3: ");
	CU_ASSERT_EQUAL(sipq850_load_err_buf(NULL, 0, &err), (int)strlen(buf));
	err.line = 0;
	err.detail[0] = '\0';
	sipq850_load_err_buf(buf, sizeof(buf), &err);
	CU_ASSERT_STRING_EQUAL(buf, "f: wrong (mend it)");
}

static void count_refusals(const struct sipq850_load_err *refusal, void *data)
{
	unsigned int *count = data;

	CU_ASSERT_EQUAL(refusal->count, ++*count);
}

static void lint_finds_all(void)
{
	unsigned int count = 0;

	CU_ASSERT_EQUAL(sipq850_map_lint(source_file("data/invalid/many-faults/input.tsv"), count_refusals, &count), 5);
	CU_ASSERT_EQUAL(count, 5);
	CU_ASSERT_EQUAL(sipq850_map_lint(source_file("data/base/site.tsv"), count_refusals, &count), 0);
	CU_ASSERT_EQUAL(sipq850_map_lint("no/such/file", NULL, NULL), 1);
}

static void names_of_completeness(void)
{
	CU_ASSERT_STRING_EQUAL(sipq850_completeness_name(SIPQ850_COMPLETENESS_PARTIAL), "partial");
	CU_ASSERT_PTR_NULL(sipq850_completeness_name(SIPQ850_COMPLETENESS_UNKNOWN));
}

TEST_SUITE("profile",
	{ "built-in profiles", built_in_profiles },
	{ "rows as written", rows_as_written },
	{ "names of files", names_of_files },
	{ "places", places },
	{ "success leaves the error alone", success_leaves_the_error_alone },
	{ "unreadable files", unreadable_files },
	{ "too large", too_large },
	{ "damaged octets", damaged_octets },
	{ "text of a refusal", text_of_a_refusal },
	{ "lint finds all", lint_finds_all },
	{ "names of completeness", names_of_completeness });
