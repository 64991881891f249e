/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "cutting.h"
#include "run.h"

#define ALPHABET "<>/!?-[]&;\"'= \nacdr"

static const char *const cdr[] = { "element cdr", NULL };
static const char *const places[] = { "v/a", "@id", "c/t/@n", "c", NULL };

static void are(const char *text, const char *wanted)
{
	struct format format;

	records_format(&format, &record_xml, cdr, places);
	records_are(&format, text, wanted);
}

static void elements_wherever_they_stand(void)
{
	are("", "");
	are("<cdr/>", "+1 v/a=-|@id=-|c/t/@n=-|c=-\n");
	are("<?xml version=\"1.0\"?>\n<cdr id=\"7\">\n<v><a>17</a></v>\n</cdr>\n", "+2 v/a=17|@id=7|c/t/@n=-|c=-\n");
	are("<cdr id='1'/><cdr id='2'></cdr>\n<cdr id='3' />", "+1 v/a=-|@id=1|c/t/@n=-|c=-\n+1 v/a=-|@id=2|c/t/@n=-|c=-\n"
	    "+2 v/a=-|@id=3|c/t/@n=-|c=-\n");
	are("<?xml version='1.0'?><cdrs><!-- <cdr id='0'/> --><cdr id='1'/>\n<cdr id='2'/></cdrs>",
	    "+1 v/a=-|@id=1|c/t/@n=-|c=-\n+2 v/a=-|@id=2|c/t/@n=-|c=-\n");
	/* Names that only begin so are others. */
	are("<cdrs><cdr-x id='0'/><cdr id='1'/></cdrs>", "+1 v/a=-|@id=1|c/t/@n=-|c=-\n");
	are("<!DOCTYPE cdr SYSTEM \"cdr.dtd\">\n<cdr/>", "+2 v/a=-|@id=-|c/t/@n=-|c=-\n");
	are("Nov 25 up: <cdr/>\n", "+1 v/a=-|@id=-|c/t/@n=-|c=-\n");
}

static void values(void)
{
	are("<cdr><v><a></a></v><c/></cdr>", "+1 v/a=|@id=-|c/t/@n=-|c=\n");
	are("<cdr><v>\n  <a>\n x y \n</a></v><c><t n=\"5\"/></c></cdr>", "+1 v/a=x y|@id=-|c/t/@n=5|c=-\n");
	are("<cdr><c>text <t n='5>'>x</t> more</c></cdr>", "+1 v/a=-|@id=-|c/t/@n=5>|c=text\n");
	/* The first one counts, also where only the path as a whole is there. */
	are("<cdr><v><b/></v><v><a>1</a><a>2</a></v></cdr>", "+1 v/a=1|@id=-|c/t/@n=-|c=-\n");
	/* An element of that name elsewhere is another. */
	are("<cdr><a>1</a><w><v><a>2</a></v></w></cdr>", "+1 v/a=-|@id=-|c/t/@n=-|c=-\n");
}

static void escapes(void)
{
	are("<cdr id=\"&lt;&quot;&apos;&gt;&amp;\"><v><a>&#65;&#xe9;&#x20AC;&#128512;</a></v></cdr>",
	    "+1 v/a=A\u00e9\u20ac\U0001f600|@id=<\"'>&|c/t/@n=-|c=-\n");
	are("<cdr><v><a>1<!-- 2 -->3<![CDATA[<&lt;>]]>4<?x 5?></a></v></cdr>", "+1 v/a=13<&lt;>4|@id=-|c/t/@n=-|c=-\n");
	/* What is not known stays; half a pair of surrogates. */
	are("<cdr><v><a>&x;&;&#;&#x;&#x110000;&#xd800;& &#10</a></v></cdr>",
	    "+1 v/a=&x;&;&#;&#x;&#x110000;\ufffd& &#10|@id=-|c/t/@n=-|c=-\n");
}

static void lenient(void)
{
	are("<cdr><v><1-x.%a>\x80\xff</1-x.%a><a>1</a></v></cdr>", "+1 v/a=1|@id=-|c/t/@n=-|c=-\n");
	are("<cdr\n id = '1' ><v ><a >1</a ></v\n></cdr >", "+1 v/a=1|@id=1|c/t/@n=-|c=-\n");
}

/* A record that was cut costs itself and no other. */
static void records_that_were_cut(void)
{
	static const char whole[] = "<cdr id=\"1\">\n<v x='>'><a>1&lt;</a><!-- x --></v><c><![CDATA[y]]></c>\n</cdr>";
	struct format format;
	struct told told;
	char text[4 * sizeof(whole)];
	size_t cut;

	records_format(&format, &record_xml, cdr, places);
	for (cut = 5; cut < sizeof(whole) - 1; cut++) {
		told = (struct told){ 0 };
		snprintf(text, sizeof(text), "%s\n%.*s\n%s\n%s\n", whole, (int)cut, whole, whole, whole);
		records_read(&format, (struct span){ text, strlen(text) }, sizeof(text), 1, &told);
		CU_ASSERT_EQUAL(told.rejected, 1);
		CU_ASSERT_EQUAL(told.found, 3);
		records_free(&told);
	}
	are("<cdr><v><a>1</a>\n<?xml version='1.0'?>\n<cdr><v><a>2</a></v></cdr>",
	    "-1 the element does not end before another document begins\n+3 v/a=2|@id=-|c/t/@n=-|c=-\n");
	are("<v><a>1</a></v></cdr>\n<cdr/>", "-1 the element has no begin\n+2 v/a=-|@id=-|c/t/@n=-|c=-\n");
	are("<cdr><v>", "-1 the element does not end\n");
	are("<cdr><!-- ", "-1 the element does not end\n");
	are("<!-- ", "-1 a comment or the like does not end\n");
}

static void what_is_refused(void)
{
	are("<cdr><v><a>1</v></a></cdr>", "-1 an end tag of another name than its start tag\n");
	are("<cdr a=1></cdr>", "-1 the value of an attribute has no quotes\n");
	are("<!DOCTYPE cdr [<!ENTITY x 'y'>]>\n<cdr/>",
	    "-1 a DOCTYPE with definitions of its own is not read\n+2 v/a=-|@id=-|c/t/@n=-|c=-\n");
	are("<cdr><!DOCTYPE x></cdr>", "-1 the element does not end before another document begins\n");
	are("<cdr><!ELEMENT x></cdr>", "-1 a mark that XML has not begins with <!\n");
	are("<cdr id=\"1</cdr>", "-1 the value of an attribute does not end\n");
	are("<cdr id></cdr>", "-1 a tag has something in it that is no attribute\n");
	are("<cdr>< /cdr>", "-1 a tag has no name\n");
	are("<cdr></cdr x>", "-1 an end tag has more than a name in it\n");
	are("<cdr / ></cdr>", "-1 a slash in a tag, and no > behind it\n");
}

static void deep_nesting(void)
{
	struct told told = { 0 };
	struct format format;
	char text[1000] = "<cdr>";
	int i;

	records_format(&format, &record_xml, cdr, places);
	for (i = 0; i < 63; i++)
		strcat(text, "<x>");
	for (i = 0; i < 63; i++)
		strcat(text, "</x>");
	strcat(text, "</cdr>");
	records_read(&format, (struct span){ text, strlen(text) }, sizeof(text), 1, &told);
	CU_ASSERT_EQUAL(told.found, 1);
	records_free(&told);
	strcpy(text, "<cdr>");
	for (i = 0; i < 300; i++)
		strcat(text, "<x>");
	records_read(&format, (struct span){ text, strlen(text) }, sizeof(text), 1, &told);
	CU_ASSERT(told.len == 25 && !memcmp(told.text, "-1 nested deeper than 64\n", 25));
	records_free(&told);
}

static void long_texts(void)
{
	const size_t len = 1 << 20;
	char *text = malloc(len + 64), *to = text;
	struct told told = { 0 };
	struct format format;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	records_format(&format, &record_xml, cdr, places);
	to += sprintf(to, "<cdr><v><a>");
	memset(to, '&', len);
	to += len;
	to += sprintf(to, "</a></v></cdr>\n");
	records_read(&format, (struct span){ text, to - text }, 65536, 1 << 18, &told);
	CU_ASSERT_EQUAL(told.found, 1);
	CU_ASSERT(told.len > len);
	records_free(&told);
	free(text);
}

static void zero_bytes(void)
{
	static const char text[] = "\0<cdr\0><v></v></cdr>\n<cdr><v><a>x\0y</a></v></cdr>\n";
	static const char wanted[] = "-1 the element has no begin\n+2 v/a=x\0y|@id=-|c/t/@n=-|c=-\n";
	struct told told = { 0 };
	struct format format;

	records_format(&format, &record_xml, cdr, places);
	records_read(&format, (struct span){ text, sizeof(text) - 1 }, sizeof(text), 1, &told);
	CU_ASSERT_EQUAL(told.len, sizeof(wanted) - 1);
	CU_ASSERT(told.len == sizeof(wanted) - 1 && !memcmp(told.text, wanted, told.len));
	records_free(&told);
	records_cut(&format, (struct span){ text, sizeof(text) - 1 });
}

static void damaged(void)
{
	static const char text[] =
		"<?xml version=\"1.0\"?>\n<!DOCTYPE cdr>\n<cdrs>\n<cdr id=\"a&amp;b\">\n<v><a>1<!-- - --></a></v>"
		"<c>x<t n='1'/></c><d><![CDATA[<z>]]></d>\n</cdr>\n<cdr id='2'><v/></cdr></cdrs>\n<cdr><v><a>&#65;</a></v></cdr>\n";
	struct format format;

	records_format(&format, &record_xml, cdr, places);
	records_damage(&format, text, 8000, ALPHABET);
}

static void heads(void)
{
	static const char *const wrong[] = { "", "a b", "<cdr>", "a/b", NULL };
	struct format format = { .kind = &record_xml };
	size_t i;

	CU_ASSERT_PTR_NOT_NULL(record_xml.check(&format));
	for (i = 0; wrong[i]; i++) {
		format.heads[0] = (struct format_head){ "element", wrong[i], 1 };
		format.n_heads = 1;
		CU_ASSERT_PTR_NOT_NULL(record_xml.check(&format));
	}
	format.heads[0].rest = "cdr";
	CU_ASSERT_PTR_NULL(record_xml.check(&format));
	format.places[0] = "a//b";
	format.n_places = 1;
	CU_ASSERT_PTR_NOT_NULL(record_xml.check(&format));
}

TEST_SUITE("kind xml",
	{ "elements wherever they stand", elements_wherever_they_stand },
	{ "values", values },
	{ "escapes", escapes },
	{ "what is not XML and written all the same", lenient },
	{ "records that were cut", records_that_were_cut },
	{ "what is refused", what_is_refused },
	{ "deep nesting", deep_nesting },
	{ "texts of 1 MiB", long_texts },
	{ "NUL bytes", zero_bytes },
	{ "damaged input", damaged },
	{ "head lines that cannot be", heads });
