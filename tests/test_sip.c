/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/sip.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

/* The library names exactly what the table names: the table is read again here, column by column. */
static void every_row_of_the_table(void)
{
	FILE *table = fopen(source_file("../tables/sip-status.tsv"), "r");
	char line[512];
	int n = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(table);
	while (fgets(line, sizeof(line), table)) {
		char *columns[7], *rest = line;
		int status, i;

		if (line[0] < '1' || line[0] > '9')
			continue;
		line[strcspn(line, "\n")] = '\0';
		for (i = 0; i < 7; i++)
			columns[i] = strsep(&rest, "\t");
		status = atoi(columns[0]);
		n++;
		CU_ASSERT_STRING_EQUAL(sipq850_sip_phrase(status), columns[1]);
		CU_ASSERT_STRING_EQUAL(sipq850_sip_rfc(status), columns[2]);
		CU_ASSERT_STRING_EQUAL(sipq850_sip_section(status), columns[3]);
		CU_ASSERT_EQUAL(sipq850_sip_answers_invite(status), !strcmp(columns[5], "yes"));
		for (i = 0; (rest = strsep(&columns[6], "|")) && rest[0]; i++)
			CU_ASSERT_STRING_EQUAL(sipq850_sip_alternative(status, i), rest);
		CU_ASSERT_PTR_NULL(sipq850_sip_alternative(status, i));
	}
	fclose(table);
	CU_ASSERT_EQUAL(n, 78);
}

static void standing(void)
{
	CU_ASSERT_EQUAL(sipq850_sip_standing(486), SIPQ850_STANDING_REGISTERED);
	CU_ASSERT_EQUAL(sipq850_sip_standing(202), SIPQ850_STANDING_DEPRECATED);
	CU_ASSERT_EQUAL(sipq850_sip_standing(303), SIPQ850_STANDING_OBSOLETE);
	CU_ASSERT_EQUAL(sipq850_sip_standing(409), SIPQ850_STANDING_OBSOLETE);
	CU_ASSERT_EQUAL(sipq850_sip_standing(411), SIPQ850_STANDING_OBSOLETE);
	CU_ASSERT_EQUAL(sipq850_sip_standing(499), SIPQ850_STANDING_UNKNOWN);
	CU_ASSERT_EQUAL(sipq850_sip_standing(-1), SIPQ850_STANDING_UNKNOWN);
}

static void class_of_every_status(void)
{
	int status;

	for (status = -5; status < 1000; status++)
		CU_ASSERT_EQUAL(sipq850_sip_class(status), status >= 100 && status <= 699 ? status / 100 : 0);
}

/* RFC 3261 8.1.3.2 */
static void rfc3261_8_1_3_2_unknown_statuses(void)
{
	int status;

	for (status = 100; status <= 699; status++) {
		int expected = sipq850_sip_phrase(status) ? status : status < 200 ? 183 : status / 100 * 100;

		CU_ASSERT_EQUAL(sipq850_sip_class_reading(status), expected);
	}
	CU_ASSERT_EQUAL(sipq850_sip_class_reading(431), 400);
	CU_ASSERT_EQUAL(sipq850_sip_class_reading(99), -EINVAL);
	CU_ASSERT_EQUAL(sipq850_sip_class_reading(700), -EINVAL);
}

static void nothing_is_known_outside_the_table(void)
{
	CU_ASSERT_PTR_NULL(sipq850_sip_phrase(0));
	CU_ASSERT_PTR_NULL(sipq850_sip_phrase(700));
	CU_ASSERT_PTR_NULL(sipq850_sip_rfc(601));
	CU_ASSERT_PTR_NULL(sipq850_sip_section(601));
	CU_ASSERT_PTR_NULL(sipq850_sip_alternative(601, 0));
	CU_ASSERT_PTR_NULL(sipq850_sip_alternative(403, 99));
	CU_ASSERT_FALSE(sipq850_sip_answers_invite(601));
}

static void parse(void)
{
	static const struct { const char *text; int rc, status; } cases[] = {
		{ "486", 0, 486 }, { " 0486\t", 0, 486 }, { "100", 0, 100 }, { "699", 0, 699 },
		{ "Busy Here", 0, 486 }, { "bUSY hERE", 0, 486 }, { "Stale Date", 0, 403 }, { "Gateway Time-out", 0, 504 },
		{ "Trying", 0, 100 }, { "Not Acceptable", -ENOTUNIQ, 0 }, { "Not Acceptable Here", 0, 488 },
		{ "99", -EINVAL, 0 }, { "700", -EINVAL, 0 }, { "", -EINVAL, 0 }, { " ", -EINVAL, 0 },
		{ "4 86", -EINVAL, 0 }, { "486x", -EINVAL, 0 }, { "-486", -EINVAL, 0 }, { "+486", -EINVAL, 0 },
		{ "Busy Her", -EINVAL, 0 }, { "99999999999999999999", -EINVAL, 0 }, { "4294967782", -EINVAL, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int status = -77;

		CU_ASSERT_EQUAL(sipq850_sip_parse(cases[i].text, &status), cases[i].rc);
		CU_ASSERT_EQUAL(status, cases[i].rc ? -77 : cases[i].status);
	}
}

TEST_SUITE("sip",
	{ "every row of the table", every_row_of_the_table },
	{ "standing", standing },
	{ "class of every status", class_of_every_status },
	{ "RFC 3261 8.1.3.2: unknown statuses", rfc3261_8_1_3_2_unknown_statuses },
	{ "nothing is known outside the table", nothing_is_known_outside_the_table },
	{ "parse", parse });
