/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in the text of an element, as plain text. */
#include "xml.h"

#include "utf8.h"

#define ENTITY_MAX 16	/* bytes of the longest entity */

/* A digit of a character reference; -1 when it is none. */
static int read_digit(char c, int base)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number of a reference such as #10 or #xa; -1 when it is none. */
static long read_number(struct span name)
{
	const int base = name.len > 1 && name.at[1] == 'x' ? 16 : 10;
	size_t i = base == 16 ? 2 : 1;
	long c = 0;
	int digit;

	if (i >= name.len)
		return -1;
	for (; i < name.len; i++) {
		digit = read_digit(name.at[i], base);
		if (digit < 0)
			return -1;
		c = c * base + digit;
		if (c > 0x10ffff)
			return -1;
	}
	return c >= 0xd800 && c <= 0xdfff ? UTF8_REPLACEMENT : c;
}

/* The character that an entity stands for; -1 when it is not known. */
static long read_entity(struct span name)
{
	static const struct {
		const char *name;
		char c;
	} entities[] = { { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' }, { "apos", '\'' } };
	size_t i;

	if (name.len && *name.at == '#')
		return read_number(name);
	for (i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		if (span_is(name, entities[i].name))
			return entities[i].c;
	return -1;
}

/* Put the character of the entity that begins here; one that is not known stays as it is. */
static char *put_entity(char *to, const char **at, const char *end)
{
	const char *semicolon = memchr(*at, ';', end - *at < ENTITY_MAX ? end - *at : ENTITY_MAX);
	long c = semicolon ? read_entity((struct span){ *at + 1, semicolon - *at - 1 }) : -1;

	if (c < 0) {
		*to++ = *(*at)++;
		return to;
	}
	*at = semicolon + 1;
	return utf8_put(to, c);
}

/* Put what is left of a comment, CDATA section or processing instruction. */
static char *put_other(char *to, const char **at, const char *end)
{
	static const char cdata[] = "<![CDATA[";
	const char *why, *behind = xml_pass(*at, end, &why);
	size_t len;

	if (!behind) {
		*to++ = *(*at)++;
		return to;
	}
	if (!memcmp(*at, cdata, sizeof(cdata) - 1)) {
		len = behind - *at - (sizeof(cdata) - 1) - strlen("]]>");
		memcpy(to, *at + sizeof(cdata) - 1, len);
		to += len;
	}
	*at = behind;
	return to;
}

size_t xml_unescape(struct span value, char *to)
{
	const char *at = value.at, *end = at + value.len;
	char *begin = to;

	while (at < end) {
		if (*at == '&')
			to = put_entity(to, &at, end);
		else if (*at == '<')
			to = put_other(to, &at, end);
		else
			*to++ = *at++;
	}
	return to - begin;
}
