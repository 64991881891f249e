/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names.h"

#include <stdlib.h>

#include "sip_lines.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool names_equal(struct span a, struct span b)
{
	size_t i;

	if (a.len != b.len)
		return false;
	for (i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

/* Cut #2 or #last off. */
static void cut_number(struct name *name)
{
	const char *hash = memrchr(name->name.at, '#', name->name.len);
	struct span number;
	char *end;

	name->nth = 1;
	if (!hash || hash == name->name.at)
		return;
	number = (struct span){ hash + 1, name->name.at + name->name.len - hash - 1 };
	if (span_is(number, "last")) {
		name->nth = 0;
	} else {
		/* The names of places are terminated. */
		name->nth = *number.at >= '1' && *number.at <= '9' ? strtoul(number.at, &end, 10) : 0;
		if (!name->nth || *end) {
			name->nth = 1;
			return;
		}
	}
	name->name.len = hash - name->name.at;
}

void names_make(struct names *names, const struct format *format, bool of_sip)
{
	size_t i;

	names->of_sip = of_sip;
	names->n = format->n_places;
	for (i = 0; i < names->n; i++) {
		names->names[i] = (struct name){ { format->places[i], strlen(format->places[i]) }, 1, i };
		cut_number(&names->names[i]);
		if (of_sip)
			names->names[i].name = sip_long_name(names->names[i].name);
	}
}

void names_begin(struct names *names)
{
	memset(names->seen, 0, sizeof(names->seen));
}

static bool is_name(const struct names *names, struct span wanted, struct span name)
{
	if (wanted.len != name.len)
		return false;
	return names->of_sip ? names_equal(wanted, name) : !memcmp(wanted.at, name.at, name.len);
}

void names_give(struct names *names, struct span name, struct span value, bool escaped, struct record *record)
{
	const struct name *wanted;
	size_t i;

	if (names->of_sip)
		name = sip_long_name(name);
	for (i = 0; i < names->n; i++) {
		wanted = &names->names[i];
		if (!is_name(names, wanted->name, name))
			continue;
		if (++names->seen[i] != wanted->nth && wanted->nth)
			continue;
		record->values[wanted->place] = value;
		record->escaped[wanted->place] = escaped;
	}
}

bool names_unquote(struct span *value, char quote, bool *escaped)
{
	size_t i;

	*escaped = false;
	if (!quote || value->len < 2 || *value->at != quote || value->at[value->len - 1] != quote)
		return false;
	for (i = 1; i + 1 < value->len; i++) {
		if (value->at[i] != '\\' && value->at[i] != quote)
			continue;
		/* A quote by itself ends the text before the value ends. */
		if (value->at[i] == quote && (i + 2 == value->len || value->at[i + 1] != quote))
			return false;
		if (value->at[i] == '\\' && i + 2 == value->len)
			return false;
		*escaped = true;
		i++;
	}
	*value = (struct span){ value->at + 1, value->len - 2 };
	return true;
}

size_t names_unescape(const struct format *format, struct span value, char *to)
{
	char quote = 0;
	size_t i, len = 0;

	names_quote(format, &quote);
	for (i = 0; i < value.len; i++) {
		if ((value.at[i] == '\\' || value.at[i] == quote) && i + 1 < value.len)
			i++;
		to[len++] = value.at[i];
	}
	return len;
}

const char *names_quote(const struct format *format, char *quote)
{
	const char *text = format_head(format, "quote", "none");

	*quote = 0;
	if (!strcmp(text, "none"))
		return NULL;
	if (strlen(text) != 1 || *text == ' ' || *text == '\\')
		return "quote is one byte, or none";
	*quote = *text;
	return NULL;
}
