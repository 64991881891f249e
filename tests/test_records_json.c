/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "../utils/logs/json.h"
#include "../utils/logs/scan.h"
#include "cutting.h"
#include "run.h"

#define ALPHABET "{}[]\",:\\\n 1au"

static const char *const plain[] = { "a", "b", NULL };
static const char *const nested[] = { "v.a", "c.1.t", "v.\"x.y\"", "0", "c", NULL };

static void are(const char *const *places, const char *text, const char *wanted)
{
	struct format format;

	records_format(&format, &record_json, NULL, places);
	records_are(&format, text, wanted);
}

static void objects_wherever_they_stand(void)
{
	are(plain, "", "");
	are(plain, "{}", "+1 a=-|b=-\n");
	are(plain, "{\"a\":1}\n{\"b\":\"x\"}\r\n", "+1 a=1|b=-\n+2 a=-|b=x\n");
	are(plain, "{\"a\":1}{\"a\":2} {\"a\":3}", "+1 a=1|b=-\n+1 a=2|b=-\n+1 a=3|b=-\n");
	are(plain, "[{\"a\":1},{\"a\":2}]", "+1 a=1|b=-\n+1 a=2|b=-\n");
	are(plain, "[\n  {\n    \"a\": 1,\n    \"b\": true\n  },\n  {\n    \"a\": 2\n  }\n]\n", "+2 a=1|b=true\n+6 a=2|b=-\n");
	are(plain, "\xef\xbb\xbf{\"a\":1}\n", "+1 a=1|b=-\n");
	are(plain, "\x1e{\"a\":1}\n\x1e{\"a\":2}\n", "+1 a=1|b=-\n+2 a=2|b=-\n");
	are(plain, "\n\n {\"a\":1}\n\n", "+3 a=1|b=-\n");
}

/* `records d`: the elements of an array within an outer object, wherever the bytes are cut. */
static void inner_arrays(void)
{
	static const char *const heads[] = { "records d", NULL };
	struct format format;

	records_format(&format, &record_json, heads, plain);
	records_are(&format, "{\"x\":\"{\\\"d\\\":[\",\"d\" : [{\"a\":1},{\"b\":{\"d\":[2]}}],\"s\":{\"a\":3}}\n{\"a\":4}\n",
		    "+1 a=1|b=-\n+1 a=-|b={\"d\":[2]}\n+2 a=4|b=-\n");
	records_are(&format, "{\n  \"n\": 1,\n  \"d\": [\n    {\n      \"a\": 1\n    }\n  ],\n  \"a\": 2\n}\n",
		    "+4 a=1|b=-\n");
	records_are(&format, "{\"a\":1,\"d\":2}\n{\"d\":[]}\n{\"b\":[1],\"d\":[{\"a\":5}]}\n",
		    "+1 a=1|b=-\n+3 a=-|b=[1]\n");
}

static void values(void)
{
	are(plain, "{\"a\":null,\"b\":\"null\"}", "+1 a=-|b=null\n");
	are(plain, "{\"a\":-1.5e3,\"b\":false}", "+1 a=-1.5e3|b=false\n");
	are(plain, "{\"a\":\"\",\"b\":{}}", "+1 a=|b={}\n");
	are(plain, "{\"a\":[1, {\"b\":2}],\"b\":3}", "+1 a=[1, {\"b\":2}]|b=3\n");
	are(plain, "{ \"a\" : \"x\" , \"b\" : 1 }", "+1 a=x|b=1\n");
	/* The first one counts. */
	are(plain, "{\"a\":1,\"a\":2,\"b\":3}", "+1 a=1|b=3\n");
	are(nested, "{\"v\":{\"a\":\"x\",\"x.y\":7},\"c\":[{\"t\":1},{\"t\":2}],\"0\":\"z\"}",
	    "+1 v.a=x|c.1.t=2|v.\"x.y\"=7|0=z|c=[{\"t\":1},{\"t\":2}]\n");
	/* What is no object, or has no such element, has no such value. */
	are(nested, "{\"v\":1,\"c\":[]}", "+1 v.a=-|c.1.t=-|v.\"x.y\"=-|0=-|c=[]\n");
	are(nested, "{\"v\":[{\"a\":1}],\"c\":{\"1\":{\"t\":5}}}", "+1 v.a=-|c.1.t=5|v.\"x.y\"=-|0=-|c={\"1\":{\"t\":5}}\n");
}

static void escapes(void)
{
	are(plain, "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "+1 a=\"\\/\b\f\n\r\t|b=-\n");
	are(plain, "{\"a\":\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\"}", "+1 a=A\u00e9\u20ac\U0001f600|b=-\n");
	/* Half a pair of surrogates; what is no escape. */
	are(plain, "{\"a\":\"\\ud83d.\\ude00\\ud83d\\u0041\"}", "+1 a=\ufffd.\ufffd\ufffdA|b=-\n");
	are(plain, "{\"a\":\"\\x\\u12\\u12g4\"}", "+1 a=\\x\\u12\\u12g4|b=-\n");
	are(plain, "{\"\\u0061\":1}", "+1 a=1|b=-\n");
	are(plain, "{\"x\":\"\\\\\",\"a\":\"\\\\\\\"\"}", "+1 a=\\\"|b=-\n");
}

/* What loggers write though JSON has it not. */
static void lenient(void)
{
	are(plain, "{\"x\":-nan,\"a\":1}", "+1 a=1|b=-\n");
	are(plain, "{\"x\":01,\"a\":+1.}", "+1 a=+1.|b=-\n");
	are(plain, "{\"a\":-nan,\"x\":,\"b\":1,}", "+1 a=-nan|b=1\n");
	are(plain, "{\"a\":\"\x80\xff\",\"b\":\"\x01\"}", "+1 a=\x80\xff|b=\x01\n");
}

/* A line that was cut costs itself and no other. */
static void lines_cut(void)
{
	static const char line[] = "{\"v\":{\"a\":\"x\\\\\",\"l\":[1,{\"z\":\"}\"}]},\"a\":17,\"b\":\"y\"}";
	struct told told;
	struct format format;
	char text[4 * sizeof(line)];
	size_t cut;

	records_format(&format, &record_json, NULL, plain);
	for (cut = 1; cut < sizeof(line) - 1; cut++) {
		told = (struct told){ 0 };
		snprintf(text, sizeof(text), "%s\n%.*s\n%s\n%s\n", line, (int)cut, line, line, line);
		records_read(&format, (struct span){ text, strlen(text) }, sizeof(text), 1, &told);
		CU_ASSERT_EQUAL(told.found, 3);
		CU_ASSERT_EQUAL(told.rejected, 1);
		records_free(&told);
	}
	are(plain, "{\"a\":\"x\n{\"a\":2}\n", "-1 a line ends within a string\n+2 a=2|b=-\n");
	are(plain, "{\"a\":\"x\\\n{\"a\":2}\n", "-1 a line ends within a string\n+2 a=2|b=-\n");
	are(plain, "{\"a\":1,\"b\":2,\"c\":{\"d\":\n{\"a\":2}\n", "-1 the object does not end\n+2 a=2|b=-\n");
	are(plain, "Nov 25 up\n{\"a\":1}\n", "-1 no JSON object begins here\n+2 a=1|b=-\n");
	are(plain, "{\"a\":1}}\n{\"a\":2}\n", "+1 a=1|b=-\n-1 no JSON object begins here\n+2 a=2|b=-\n");
	are(plain, "\xff\xfe{", "-1 UTF-16 or binary, not JSON\n");
}

/* In an array that is printed over many lines a broken element costs itself; a document without end is rejected. */
static void documents_cut(void)
{
	are(plain, "[\n  {\n    \"a\": 1,\n    \"b\" 2\n  },\n  {\n    \"a\": 3\n  }\n]\n",
	    "-2 no colon follows a name\n+6 a=3|b=-\n");
	are(plain, "[\n  {\n    \"a\": 1,\n    \"b\": {\n  {\n    \"a\": 3\n  }\n]\n",
	    "-2 a name in quotes should stand here\n+5 a=3|b=-\n");
	are(plain, "{\n  \"a\": 0,\n  \"b\": {\n    \"c\": {\n", "-1 the object does not end\n");
	are(nested, "{\"c\":[1}\n", "-1 a bracket is closed by one of another kind\n");
	are(plain, "{\"a\" 1}", "-1 no colon follows a name\n");
	are(plain, "{\"a\":1 \"b\":2}", "-1 neither a comma nor a closing bracket follows a value\n");
}

static void deep_nesting(void)
{
	const size_t depth = 100000;
	char *text = malloc(2 * depth + 40), *to = text;
	struct told told = { 0 };
	struct format format;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	records_format(&format, &record_json, NULL, plain);
	/* Where nothing is wanted depth does not matter. */
	to += sprintf(to, "{\"x\":");
	memset(to, '[', depth);
	memset(to + depth, ']', depth);
	sprintf(to + 2 * depth, ",\"a\":1}");
	records_read(&format, (struct span){ text, strlen(text) }, 2 * depth + 40, 1, &told);
	CU_ASSERT_EQUAL(told.found, 1);
	records_free(&told);
	/* Where every bracket is looked at there is a limit. */
	to = text + sprintf(text, "{\"x\":[\n{\"y\":");
	memset(to, '[', depth);
	to[depth] = '\0';
	records_read(&format, (struct span){ text, strlen(text) }, 2 * depth + 40, 1, &told);
	CU_ASSERT(told.rejected > 0 && !strncmp(told.text, "-1 nested deeper than 64\n", 25));
	records_free(&told);
	free(text);
}

static void long_strings(void)
{
	const size_t len = 1 << 20;
	char *text = malloc(2 * len + 64), *to = text;
	struct told told = { 0 };
	struct format format;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	records_format(&format, &record_json, NULL, plain);
	to += sprintf(to, "{\"x\":\"");
	memset(to, 'x', len);
	to += len;
	to += sprintf(to, "\",\"a\":\"");
	memset(to, '\\', len);
	to += len;
	to += sprintf(to, "\",\"b\":1}\n");
	records_read(&format, (struct span){ text, to - text }, 65536, 1 << 18, &told);
	CU_ASSERT_EQUAL(told.found, 1);
	CU_ASSERT_EQUAL(told.len, len / 2 + strlen("+1 a=|b=1\n"));
	records_free(&told);
	free(text);
}

static void zero_bytes(void)
{
	static const char text[] = "{\"a\":\"x\0y\",\"b\":2}\n{\"a\":\0}\n\0\n{\"a\":3}\n";
	static const char wanted[] = "+1 a=x\0y|b=2\n-2 neither a comma nor a closing bracket follows a value\n+4 a=3|b=-\n";
	struct told told = { 0 };
	struct format format;

	records_format(&format, &record_json, NULL, plain);
	records_read(&format, (struct span){ text, sizeof(text) - 1 }, sizeof(text), 1, &told);
	CU_ASSERT_EQUAL(told.len, sizeof(wanted) - 1);
	CU_ASSERT(!memcmp(told.text, wanted, told.len));
	records_free(&told);
	records_cut(&format, (struct span){ text, sizeof(text) - 1 });
}

static void damaged(void)
{
	static const char text[] =
		"{\"v\":{\"a\":\"x\\\"y\",\"x.y\":\"\\u20ac\"},\"c\":[{\"t\":1},{\"t\":2}],\"0\":\"z\"}\n"
		"[\n  {\n    \"a\": 1,\n    \"v\": {\"a\": null}\n  },\n  {\"b\": [[[{\"q\": \"}\"}]]]}\n]\n"
		"{\"a\":16,\"b\":\"a text that is longer than a block of the scanner, which is of 64 bytes, \\\" and on\"}\n";
	static const char *const all[] = { "v.a", "c.1.t", "v.\"x.y\"", "0", "a", "b", NULL };
	struct format format;

	records_format(&format, &record_json, NULL, all);
	records_damage(&format, text, 8000, ALPHABET);
	records_format(&format, &record_json, NULL, plain);
	records_damage(&format, text, 8000, ALPHABET);
}

/* Passing over by blocks is the same as byte by byte. */
static void skipping(void)
{
	static const char alphabet[] = "{}[]\"\\\n xxxxxxxxxxxx";
	struct json_skipped skipped;
	const char *behind, *end;
	unsigned int seed = 7, i, n, len;
	char text[200];

	for (i = 0; i < 200000; i++) {
		size_t depth = 1;
		bool inside = false;

		len = i % sizeof(text);
		for (n = 0; n < len; n++) {
			seed = seed * 1664525u + 1013904223u;
			text[n] = alphabet[(seed >> 8) % (sizeof(alphabet) - 1)];
		}
		behind = json_skip(text, text + len, 1, &skipped);
		end = NULL;
		for (n = 0; n < len && !end; n++) {
			const char *line = text + n + 1;

			if (text[n] == '\n') {
				while (line < text + len && *line == ' ')
					line++;
				if (inside || (line < text + len && *line == '{'))
					break;
			}
			if (text[n] == '"')
				inside = !inside;
			else if (inside && text[n] == '\\' && !(n + 1 < len && text[n + 1] == '\n'))
				n++;
			else if (!inside && text[n] == '\\')
				break;
			else if (!inside && strchr("{[", text[n]))
				depth++;
			else if (!inside && strchr("]}", text[n]) && --depth == 0)
				end = text + n + 1;
		}
		/* A backslash outside of strings is not JSON: nothing is promised. */
		if (n < len && !inside && text[n] == '\\')
			continue;
		CU_ASSERT_PTR_EQUAL_FATAL(behind, end);
		CU_ASSERT_FATAL(behind || n >= len || skipped.doubt || skipped.why);
	}
}

/* A few pieces, so that names come again in their place, or in another one, or nearly. */
static size_t write_pieces(char *to, unsigned int *seed)
{
	static const char *const pieces[] = {
		"\"a\":1,", "\"a\" :\"x\",", "\"a\" \n:2,", "\"a\":\n3,", "\"ab\":4,", "\"b\":[5],", "\"\\u0061\":6,",
		"\"v\":{\"a\":7},", "\"v\":{\"b\":8, \"a\":", "\"v\":9,", "\n", "},",
		"\"a name that is longer than what is remembered\":10,", "\"a name of just thirty bytes..\":11,",
	};
	size_t len = 1, n = 1 + (*seed >> 12) % 8;

	to[0] = '{';
	for (; n > 0; n--) {
		*seed = *seed * 1664525u + 1013904223u;
		len += sprintf(to + len, "%s", pieces[(*seed >> 8) % (sizeof(pieces) / sizeof(pieces[0]))]);
	}
	/* What is remembered is compared only where enough bytes follow. */
	return len + sprintf(to + len, "}%40s", "");
}

/* That names are remembered changes nothing but the speed. */
static void names_remembered(void)
{
	static struct json_habit habit;
	struct span values[2][3];
	bool escaped[2][3];
	struct json_object with = { .values = values[0], .escaped = escaped[0] };
	struct json_object without = { .values = values[1], .escaped = escaped[1] };
	struct paths paths;
	unsigned int seed = 1, i, read = 0, n;
	char text[800];

	paths_clear(&paths);
	for (i = 0; i < 3; i++)
		CU_ASSERT_PTR_NULL(paths_add(&paths, (const char *const[]){ "a", "b", "v.a" }[i], '.'));
	for (i = 0; i < 300000; i++) {
		struct span bytes = { text, write_pieces(text, &seed) };
		enum json_verdict verdict = json_read(&paths, NULL, bytes, &without);

		CU_ASSERT_EQUAL_FATAL(json_read(&paths, &habit, bytes, &with), verdict);
		CU_ASSERT_PTR_EQUAL_FATAL(with.why, without.why);
		if (verdict != JSON_OBJECT)
			continue;
		read++;
		CU_ASSERT_PTR_EQUAL_FATAL(with.close, without.close);
		CU_ASSERT_EQUAL_FATAL(with.lines, without.lines);
		CU_ASSERT_EQUAL_FATAL(with.lines, scan_lines(text, with.close));
		for (n = 0; n < 3; n++) {
			CU_ASSERT_PTR_EQUAL_FATAL(values[0][n].at, values[1][n].at);
			CU_ASSERT_EQUAL_FATAL(values[0][n].len, values[1][n].len);
			CU_ASSERT_EQUAL_FATAL(!values[0][n].at || escaped[0][n], !values[1][n].at || escaped[1][n]);
		}
	}
	CU_ASSERT(read > 100000);
}

static void paths(void)
{
	static const char *const wrong[] = { "", ".a", "a.", "a..b", "\"a", "\"a\"b", NULL };
	static const char *const twice[] = { "a.b", "a.\"b\"", NULL };
	struct format format = { .kind = &record_json };
	size_t i;

	for (i = 0; wrong[i]; i++) {
		format.places[0] = wrong[i];
		format.n_places = 1;
		CU_ASSERT_PTR_NOT_NULL(record_json.check(&format));
	}
	format.places[0] = twice[0];
	format.places[1] = twice[1];
	format.n_places = 2;
	CU_ASSERT_PTR_NOT_NULL(record_json.check(&format));
}

TEST_SUITE("kind json",
	{ "objects wherever they stand", objects_wherever_they_stand },
	{ "arrays within an object", inner_arrays },
	{ "values", values },
	{ "escapes", escapes },
	{ "what is not JSON and written all the same", lenient },
	{ "lines that were cut", lines_cut },
	{ "documents that were cut", documents_cut },
	{ "deep nesting", deep_nesting },
	{ "strings of 1 MiB", long_strings },
	{ "NUL bytes", zero_bytes },
	{ "damaged input", damaged },
	{ "passing over by blocks", skipping },
	{ "names remembered", names_remembered },
	{ "paths that cannot be", paths });
