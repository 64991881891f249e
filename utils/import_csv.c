/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows as comma-separated values (RFC 4180), one a line, with a line of column names; `sipq850 export -f csv` writes such. */
#include <stdlib.h>
#include <string.h>

#include "import.h"

#define FIELDS_MAX 64

enum column { DIRECTION, IN, OUT, CONDITION, OUT_LOCATION, SOURCE, NOTE, FOUND, COLUMNS };

/* The names that a column goes by. */
static const struct {
	const char *name;
	enum column column;
} names[] = {
	{ "direction", DIRECTION }, { "in", IN }, { "input", IN }, { "out", OUT }, { "condition", CONDITION },
	{ "out_location", OUT_LOCATION }, { "source", SOURCE }, { "note", NOTE }, { "found", FOUND },
};

/* Take the quotes off one field, in place; returns what follows it, NULL when it does not end. */
static char *unquote(char *field)
{
	char *to = field, *from = field + 1;

	for (; *from; from++) {
		if (*from == '"' && from[1] != '"')
			break;
		from += *from == '"';
		*to++ = *from;
	}
	if (*from != '"')
		return NULL;
	*to = '\0';
	return from + 1;
}

/* Cut a line into fields, in place. -1 when quotes do not close, or there are too many. */
static int split(char *line, char *fields[FIELDS_MAX])
{
	int n = 0;

	for (;;) {
		char *end;

		if (n == FIELDS_MAX)
			return -1;
		fields[n++] = line;
		end = *line == '"' ? unquote(line) : line + strcspn(line, ",");
		if (!end || (*end && *end != ','))
			return -1;
		if (!*end)
			return n;
		*end = '\0';
		line = end + 1;
	}
}

static void read_head(struct import *im, char **fields, int n, int index[COLUMNS])
{
	size_t i;
	int f;

	for (i = 0; i < COLUMNS; i++)
		index[i] = -1;
	for (f = 0; f < n; f++)
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (!strcmp(fields[f], names[i].name))
				index[names[i].column] = f;
	if (index[DIRECTION] < 0 || index[IN] < 0 || index[OUT] < 0)
		import_refuse(im, "the first line must name the columns direction, in and out");
}

static const char *field(char **fields, int n, const int index[COLUMNS], enum column column)
{
	return index[column] >= 0 && index[column] < n ? fields[index[column]] : "";
}

/* "17" and "U" make "17@user". */
static void join_location(struct import *im, char out[IMPORT_FIELD], const char *value, const char *location)
{
	enum sipq850_location parsed = SIPQ850_LOCATION_NETWORK;

	snprintf(out, IMPORT_FIELD, "%s", value);
	if (!*location || strchr(value, '@'))
		return;
	if (strcmp(location, "network") && sipq850_location_parse(location, &parsed))
		import_refuse(im, "'%s' is no location", location);
	else
		snprintf(out, IMPORT_FIELD, "%s@%s", value, sipq850_location_token(parsed));
}

static void read_row(struct import *im, char **fields, int n, const int index[COLUMNS], const char *line)
{
	const char *name = field(fields, n, index, DIRECTION);
	char out[IMPORT_FIELD];

	if (!strcmp(field(fields, n, index, FOUND), "not-covered"))
		return;
	if (strcmp(name, "sip2q850") && strcmp(name, "q850sip")) {
		import_refuse(im, "direction '%s' is neither sip2q850 nor q850sip", name);
		return;
	}
	join_location(im, out, field(fields, n, index, OUT), field(fields, n, index, OUT_LOCATION));
	import_add(im, strcmp(name, "sip2q850") ? SIPQ850_Q850SIP : SIPQ850_SIP2Q850, field(fields, n, index, IN),
		   field(fields, n, index, CONDITION), out, field(fields, n, index, SOURCE),
		   field(fields, n, index, NOTE), line, false);
}

void import_csv(struct import *im, FILE *file)
{
	static char buffer[IMPORT_LINE_MAX];
	char *line, *fields[FIELDS_MAX];
	int index[COLUMNS];

	while (!im->failed && (line = import_line(im, file, buffer))) {
		char *whole = strdup(line);
		int n = split(line, fields);

		if (n < 0 || !whole)
			import_refuse(im, "not comma-separated values: quotes that do not close, or too many columns");
		else if (im->line == 1)
			read_head(im, fields, n, index);
		else if (*whole)
			read_row(im, fields, n, index, whole);
		free(whole);
	}
}
