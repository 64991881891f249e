/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check_print.h"

#include <stdlib.h>
#include <string.h>

/* --- what differs, as YAML: TAP has it so, and JUnit takes any text */

static void print_pair(FILE *out, const char *indent, const char *key, const char *value)
{
	fprintf(out, "%s%s: ", indent, key);
	json_quote(out, value);
	putc('\n', out);
}

static void print_row(FILE *out, const char *indent, const struct outcome *o)
{
	const struct sipq850_row *row = o->row;

	char place[1024];

	if (row) {
		snprintf(place, sizeof(place), "%s:%u", sipq850_profile_file(sipq850_row_profile(row)),
			 sipq850_row_line(row));
		print_pair(out, indent, "answered_by", place);
	}
	if (o->source[0])
		print_pair(out, indent, "answer_source", o->source);
}

static void print_diagnosis(FILE *out, const char *indent, const struct tsv *tsv, const struct scenario *s,
			    const struct outcome *o, unsigned int differs)
{
	char deeper[16];
	int i;

	snprintf(deeper, sizeof(deeper), "%s  ", indent);
	print_pair(out, indent, "file", tsv->path);
	fprintf(out, "%sline: %lu\n", indent, tsv->line);
	if (s->cell[SCENARIO_SOURCE][0])
		print_pair(out, indent, "source", s->cell[SCENARIO_SOURCE]);
	for (i = SCENARIO_EXPECTED; i < SCENARIO_COLUMNS; i++) {
		if (!(differs & 1u << i))
			continue;
		fprintf(out, "%s%s:\n", indent, scenario_column_name(i));
		print_pair(out, deeper, "expected", s->cell[i]);
		print_pair(out, deeper, "got", o->got[i]);
	}
	print_row(out, indent, o);
}

/* --- TAP */

/* '#' would begin a directive. */
static void print_name(const char *name)
{
	for (; *name; name++) {
		if (*name == '#' || *name == '\\')
			putchar('\\');
		putchar((unsigned char)*name < ' ' ? ' ' : *name);
	}
	putchar('\n');
}

static void tap_scenario(const struct check_report *report, const struct tsv *tsv, const struct scenario *s,
			 const struct outcome *o, unsigned int differs)
{
	printf("%sok %lu - ", differs ? "not " : "", report->n);
	print_name(s->cell[SCENARIO_NAME]);
	if (!differs)
		return;
	puts("  ---");
	print_diagnosis(stdout, "  ", tsv, s, o, differs);
	puts("  ...");
}

static void tap_problem(const struct check_report *report, unsigned long line, const char *problem)
{
	char name[1024];

	snprintf(name, sizeof(name), line ? "%s:%lu" : "%s", report->path, line);
	printf("not ok %lu - ", report->n);
	print_name(name);
	puts("  ---");
	if (line)
		printf("  line: %lu\n", line);
	print_pair(stdout, "  ", "problem", problem);
	puts("  ...");
}

/* --- JUnit */

/* The length of the character of UTF-8 that begins here, if XML 1.0 allows it; else 0. */
static size_t xml_character(const unsigned char *text)
{
	size_t len = *text < 0x80 ? 1 : *text < 0xc2 ? 0 : *text < 0xe0 ? 2 : *text < 0xf0 ? 3 : *text < 0xf5 ? 4 : 0, i;
	unsigned long c = len > 1 ? *text & (0x7f >> len) : *text;

	for (i = 1; i < len; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (text[i] & 0x3f);
	}
	if ((len == 3 && c < 0x800) || (len == 4 && (c < 0x10000 || c > 0x10ffff)))
		return 0;
	if ((c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff)
		return 0;
	return c >= ' ' || c == '\t' || c == '\n' || c == '\r' ? len : 0;
}

/* What has a meaning in XML, or would not come back from an attribute as it was. */
static const char *xml_escape(char c, bool attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\t':
		return attribute ? "&#9;" : NULL;
	case '\n':
		return attribute ? "&#10;" : NULL;
	case '\r':
		return "&#13;";
	default:
		return NULL;
	}
}

static void print_escaped(FILE *out, const char *text, bool attribute)
{
	while (*text) {
		size_t len = xml_character((const unsigned char *)text);
		const char *escape = xml_escape(*text, attribute);

		if (!len)
			fputs("\xef\xbf\xbd", out);
		else if (escape)
			fputs(escape, out);
		else
			fwrite(text, 1, len, out);
		text += len ? len : 1;
	}
}

static void print_xml(FILE *out, const char *text)
{
	print_escaped(out, text, true);
}

static void junit_open_case(struct check_report *report, const char *name)
{
	fputs("    <testcase classname=\"", report->cases);
	print_xml(report->cases, report->path);
	fputs("\" name=\"", report->cases);
	print_xml(report->cases, name);
	fputs("\"", report->cases);
}

static void junit_message(FILE *out, const struct scenario *s, const struct outcome *o, unsigned int differs)
{
	int i, n = 0;

	for (i = SCENARIO_EXPECTED; i < SCENARIO_COLUMNS; i++) {
		if (!(differs & 1u << i))
			continue;
		fprintf(out, "%s%s is '", n++ ? "; " : "", scenario_column_name(i));
		print_xml(out, o->got[i]);
		fputs("', expected '", out);
		print_xml(out, s->cell[i]);
		putc('\'', out);
	}
}

static void junit_scenario(struct check_report *report, const struct tsv *tsv, const struct scenario *s,
			   const struct outcome *o, unsigned int differs)
{
	char *text = NULL;
	size_t len;
	FILE *diagnosis;

	junit_open_case(report, s->cell[SCENARIO_NAME]);
	if (!differs) {
		fputs("/>\n", report->cases);
		return;
	}
	fputs(">\n      <failure message=\"", report->cases);
	junit_message(report->cases, s, o, differs);
	fputs("\">", report->cases);
	diagnosis = open_memstream(&text, &len);
	if (diagnosis) {
		print_diagnosis(diagnosis, "", tsv, s, o, differs);
		fclose(diagnosis);
		print_escaped(report->cases, text, false);
		free(text);
	}
	fputs("</failure>\n    </testcase>\n", report->cases);
}

static void junit_problem(struct check_report *report, unsigned long line, const char *problem)
{
	char name[32];

	snprintf(name, sizeof(name), "line %lu", line);
	junit_open_case(report, line ? name : "file");
	fputs(">\n      <error message=\"", report->cases);
	print_xml(report->cases, problem);
	fputs("\"/>\n    </testcase>\n", report->cases);
}

static void junit_file_end(struct check_report *report)
{
	fclose(report->cases);
	fputs("  <testsuite name=\"", stdout);
	print_xml(stdout, report->path);
	printf("\" tests=\"%lu\" failures=\"%lu\" errors=\"%lu\">\n", report->file_n, report->file_failed,
	       report->file_errors);
	fwrite(report->text, 1, report->len, stdout);
	puts("  </testsuite>");
	free(report->text);
	report->text = NULL;
}

/* --- both */

void report_begin(struct check_report *report)
{
	puts(report->format == CHECK_TAP ? "TAP version 13" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>");
}

bool report_file(struct check_report *report, const char *path)
{
	report->path = path;
	report->file_n = report->file_failed = report->file_errors = 0;
	if (report->format == CHECK_TAP) {
		printf("# ");
		print_name(path);
		return true;
	}
	report->cases = open_memstream(&report->text, &report->len);
	return report->cases;
}

void report_scenario(struct check_report *report, const struct tsv *tsv, const struct scenario *scenario,
		     const struct outcome *outcome, unsigned int differs)
{
	report->n++;
	report->file_n++;
	report->failed += !!differs;
	report->file_failed += !!differs;
	if (report->format == CHECK_TAP)
		tap_scenario(report, tsv, scenario, outcome, differs);
	else
		junit_scenario(report, tsv, scenario, outcome, differs);
}

void report_problem(struct check_report *report, unsigned long line, const char *problem)
{
	report->n++;
	report->file_n++;
	report->errors++;
	report->file_errors++;
	if (report->format == CHECK_TAP)
		tap_problem(report, line, problem);
	else
		junit_problem(report, line, problem);
}

void report_file_end(struct check_report *report)
{
	if (report->format == CHECK_JUNIT)
		junit_file_end(report);
}

void report_end(struct check_report *report)
{
	if (report->format == CHECK_JUNIT) {
		puts("</testsuites>");
		return;
	}
	printf("1..%lu\n# %lu passed, %lu failed, %lu malformed\n", report->n,
	       report->n - report->failed - report->errors, report->failed, report->errors);
}
