/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/cause.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

/* Cut a line of a table into columns; returns their number. */
static int cut(char *line, char **columns, int room)
{
	int n = 0;

	line[strcspn(line, "\n")] = '\0';
	while (n < room && (columns[n] = strsep(&line, "\t")))
		n++;
	return n;
}

static FILE *open_table(const char *name)
{
	FILE *table = fopen(source_file(name), "r");

	CU_ASSERT_PTR_NOT_NULL_FATAL(table);
	return table;
}

static void every_row_of_the_cause_table(void)
{
	FILE *table = open_table("../tables/q850-cause.tsv");
	char line[1024], *column[9];
	int n = 0;

	while (fgets(line, sizeof(line), table)) {
		enum sipq850_coding coding;
		int cause;

		if (line[0] == '#' || cut(line, column, 9) < 9 || !strcmp(column[0], "coding"))
			continue;
		coding = strcmp(column[0], "ansi") ? SIPQ850_CODING_ITU_T : SIPQ850_CODING_ANSI;
		cause = atoi(column[1]);
		n++;
		CU_ASSERT_STRING_EQUAL(sipq850_cause_symbol(coding, cause), column[2]);
		CU_ASSERT_STRING_EQUAL(sipq850_cause_name(coding, cause), column[3]);
		CU_ASSERT_STRING_EQUAL(sipq850_cause_document(coding, cause), column[6]);
	}
	fclose(table);
	CU_ASSERT_EQUAL(n, 81);
}

static void every_value_has_a_name_and_a_class(void)
{
	int cause;

	for (cause = 1; cause <= 127; cause++) {
		const char *name = sipq850_cause_name(SIPQ850_CODING_ITU_T, cause);

		CU_ASSERT_PTR_NOT_NULL(name);
		CU_ASSERT_EQUAL(!strcmp(name, "unassigned"), !sipq850_cause_symbol(SIPQ850_CODING_ITU_T, cause));
		CU_ASSERT_EQUAL(sipq850_cause_class(cause), cause / 16);
		CU_ASSERT_PTR_NOT_NULL(sipq850_cause_class_name(cause));
	}
	CU_ASSERT_STRING_EQUAL(sipq850_cause_name(SIPQ850_CODING_ITU_T, 10), "unassigned");
	CU_ASSERT_STRING_EQUAL(sipq850_cause_class_name(10), "normal event");
	CU_ASSERT_STRING_EQUAL(sipq850_cause_class_name(127), "interworking");
}

static void no_cause_outside_1_to_127(void)
{
	static const int values[] = { -1, 0, 128, 255, 487, 65536 };
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		CU_ASSERT_PTR_NULL(sipq850_cause_name(SIPQ850_CODING_ITU_T, values[i]));
		CU_ASSERT_PTR_NULL(sipq850_cause_symbol(SIPQ850_CODING_ITU_T, values[i]));
		CU_ASSERT_PTR_NULL(sipq850_cause_document(SIPQ850_CODING_ITU_T, values[i]));
		CU_ASSERT_PTR_NULL(sipq850_cause_class_name(values[i]));
		CU_ASSERT_EQUAL(sipq850_cause_class(values[i]), -EINVAL);
		CU_ASSERT_EQUAL(sipq850_cause_class_reading(values[i]), -EINVAL);
	}
}

static void codings_do_not_mix(void)
{
	CU_ASSERT_STRING_EQUAL(sipq850_cause_name(SIPQ850_CODING_ITU_T, 23), "Redirection to new destination");
	CU_ASSERT_STRING_EQUAL(sipq850_cause_name(SIPQ850_CODING_ANSI, 23), "Unallocated destination number");
	CU_ASSERT_STRING_EQUAL(sipq850_cause_name(0, 23), "Redirection to new destination");
	CU_ASSERT_PTR_NULL(sipq850_cause_name(SIPQ850_CODING_ANSI, 17));
	CU_ASSERT_PTR_NULL(sipq850_cause_name(SIPQ850_CODING_GSM, 17));
	CU_ASSERT_PTR_NULL(sipq850_cause_name(SIPQ850_CODING_NATIONAL, 23));
	CU_ASSERT_STRING_EQUAL(sipq850_cause_name(SIPQ850_CODING_ITU_T, 51), "unassigned");
	CU_ASSERT_PTR_NULL(sipq850_cause_symbol(SIPQ850_CODING_ITU_T, 51));
}

static void class_reading(void)
{
	int cause;

	for (cause = 1; cause <= 127; cause++) {
		int expected = cause < 32 ? 31 : cause / 16 * 16 + 15;

		if (sipq850_cause_symbol(SIPQ850_CODING_ITU_T, cause))
			expected = cause;
		CU_ASSERT_EQUAL(sipq850_cause_class_reading(cause), expected);
	}
}

static void parse(void)
{
	static const struct { const char *text; int rc, cause; } cases[] = {
		{ "17", 0, 17 }, { " 017 ", 0, 17 }, { "0x11", 0, 17 }, { "0X7f", 0, 127 }, { "1", 0, 1 }, { "127", 0, 127 },
		{ "USER_BUSY", 0, 17 }, { "user busy", 0, 17 }, { "User-Busy", 0, 17 }, { "NORMAL_CLEARING", 0, 16 },
		{ "Normal call clearing", 0, 16 }, { "NO_ANSWER", 0, 19 }, { "PRE_EMPTED", -ENOTUNIQ, 0 },
		{ "Preemption", 0, 8 }, { "0", -EINVAL, 0 }, { "128", -EINVAL, 0 }, { "0x80", -EINVAL, 0 }, { "0x", -EINVAL, 0 },
		{ "0x1g", -EINVAL, 0 }, { "0x00", -EINVAL, 0 }, { "", -EINVAL, 0 }, { "  ", -EINVAL, 0 }, { "--", -EINVAL, 0 },
		{ "-1", -EINVAL, 0 }, { "BUSYISH", -EINVAL, 0 }, { "ORIGINATOR_CANCEL", -EINVAL, 0 },
		{ "99999999999999999999", -EINVAL, 0 }, { "0x100000011", -EINVAL, 0 }, { "unassigned", -EINVAL, 0 },
	};
	char longest[300];
	size_t i;
	int cause;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cause = -77;
		CU_ASSERT_EQUAL(sipq850_cause_parse(cases[i].text, &cause), cases[i].rc);
		CU_ASSERT_EQUAL(cause, cases[i].rc ? -77 : cases[i].cause);
	}
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	CU_ASSERT_EQUAL(sipq850_cause_parse(longest, &cause), -EINVAL);
}

static void every_product_name(void)
{
	FILE *table = open_table("../tables/cause-names.tsv");
	char line[256], *column[3];
	int cause, n = 0;

	while (fgets(line, sizeof(line), table)) {
		if (line[0] == '#' || cut(line, column, 3) < 3 || !strcmp(column[0], "name"))
			continue;
		n++;
		if (!strcmp(column[0], "PRE_EMPTED") || !strcmp(column[0], "Pre-empted"))
			continue;
		CU_ASSERT_EQUAL(sipq850_cause_parse(column[0], &cause), 0);
		CU_ASSERT_EQUAL(cause, atoi(column[1]));
	}
	fclose(table);
	CU_ASSERT_TRUE(n > 80);
}

/* Every symbol and every name of Q.850 is read as its own value. */
static void names_read_back(void)
{
	int value, cause;

	for (value = 1; value <= 127; value++) {
		const char *symbol = sipq850_cause_symbol(SIPQ850_CODING_ITU_T, value);

		if (!symbol)
			continue;
		CU_ASSERT_EQUAL(sipq850_cause_parse(symbol, &cause), 0);
		CU_ASSERT_EQUAL(cause, value);
		CU_ASSERT_EQUAL(sipq850_cause_parse(sipq850_cause_name(SIPQ850_CODING_ITU_T, value), &cause), 0);
		CU_ASSERT_EQUAL(cause, value);
	}
}

static void rfc8606_4_locations(void)
{
	FILE *table = open_table("../tables/q850-location.tsv");
	char line[256], *column[4];
	int n = 0;

	while (fgets(line, sizeof(line), table)) {
		enum sipq850_location location, read;
		int i;

		if (line[0] == '#' || cut(line, column, 4) < 4 || !isdigit((unsigned char)line[0]))
			continue;
		n++;
		location = sipq850_location_from_wire(atoi(column[0]));
		CU_ASSERT_EQUAL((int)location, atoi(column[0]) + 1);
		CU_ASSERT_EQUAL(sipq850_location_to_wire(location), atoi(column[0]));
		CU_ASSERT_STRING_EQUAL(sipq850_location_token(location), column[1]);
		CU_ASSERT_STRING_EQUAL(sipq850_location_short(location), column[2]);
		CU_ASSERT_STRING_EQUAL(sipq850_location_name(location), column[3]);
		for (i = 0; i < 4; i++) {
			CU_ASSERT_EQUAL(sipq850_location_parse(column[i], &read), 0);
			CU_ASSERT_EQUAL(read, location);
		}
	}
	fclose(table);
	CU_ASSERT_EQUAL(n, 16);
}

static void no_other_locations(void)
{
	static const char *const texts[] = { "", "16", "-1", "999", "network", "nowhere", "LOC-16" };
	enum sipq850_location location = 77;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		CU_ASSERT_EQUAL(sipq850_location_parse(texts[i], &location), -EINVAL);
	CU_ASSERT_EQUAL(location, 77);
	CU_ASSERT_PTR_NULL(sipq850_location_name(0));
	CU_ASSERT_PTR_NULL(sipq850_location_short(0));
	CU_ASSERT_PTR_NULL(sipq850_location_token(18));
	CU_ASSERT_PTR_NULL(sipq850_location_name(SIPQ850_LOCATION_NETWORK));
	CU_ASSERT_STRING_EQUAL(sipq850_location_short(SIPQ850_LOCATION_NETWORK), "network");
	CU_ASSERT_STRING_EQUAL(sipq850_location_token(SIPQ850_LOCATION_NETWORK), "network");
	CU_ASSERT_EQUAL(sipq850_location_to_wire(0), -1);
	CU_ASSERT_EQUAL(sipq850_location_to_wire(SIPQ850_LOCATION_NETWORK), -1);
	CU_ASSERT_EQUAL(SIPQ850_LOCATION_USER, 1);
}

static void codings_on_the_wire(void)
{
	unsigned int wire;

	for (wire = 0; wire < 4; wire++)
		CU_ASSERT_EQUAL(sipq850_coding_to_wire(sipq850_coding_from_wire(wire)), (int)wire);
	CU_ASSERT_EQUAL(sipq850_coding_from_wire(0), SIPQ850_CODING_ITU_T);
	CU_ASSERT_EQUAL(sipq850_coding_to_wire(SIPQ850_CODING_ANSI), 2);
	CU_ASSERT_EQUAL(sipq850_coding_to_wire(SIPQ850_CODING_GSM), 3);
	CU_ASSERT_EQUAL(sipq850_coding_to_wire(0), -1);
	CU_ASSERT_EQUAL(sipq850_coding_to_wire(7), -1);
}

TEST_SUITE("cause",
	{ "every row of the cause table", every_row_of_the_cause_table },
	{ "every value has a name and a class", every_value_has_a_name_and_a_class },
	{ "no cause outside 1 to 127", no_cause_outside_1_to_127 },
	{ "codings do not mix", codings_do_not_mix },
	{ "class reading", class_reading },
	{ "parse", parse },
	{ "every product name", every_product_name },
	{ "names read back", names_read_back },
	{ "RFC 8606 4: locations", rfc8606_4_locations },
	{ "no other locations", no_other_locations },
	{ "codings on the wire", codings_on_the_wire });
