/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records as CSV and as JSON. */
#include "export.h"

#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "print.h"

/* --- CSV: RFC 4180 with LF. It has no comments, and a file without its head is soon nobody's: so every line says what was
 * exported. */

static void print_field(const char *text, bool last)
{
	bool quoted = text[strcspn(text, ",\"\r\n")] != '\0';

	if (quoted)
		putchar('"');
	for (; *text; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	if (quoted)
		putchar('"');
	putchar(last ? '\n' : ',');
}

static void print_csv(const struct export *e, const struct export_record *record, void *data)
{
	int i;

	(void)data;
	for (i = 0; i < EXPORT_COLUMNS; i++)
		print_field(or_empty(record->value[i]), false);
	print_field(sipq850_profile_name(e->profile), false);
	print_field(sipq850_version(), false);
	print_field(e->identity, true);
}

int export_csv(const struct export *e)
{
	int i;

	for (i = 0; i < EXPORT_COLUMNS; i++)
		print_field(export_columns[i].name, false);
	puts("exported_profile,version,identity");
	export_inputs(e, print_csv, NULL);
	if (e->all)
		export_special(e, print_csv, NULL);
	return 0;
}

/* --- JSON: one document, one line for each record, so that two of them can be compared line by line. */

static void print_pair(const char *key, const char *value, bool number, bool first)
{
	if (value && !number)
		print_json_text(key, value, first);
	else
		printf("%s\"%s\":%s", first ? "" : ",", key, value ? value : "null");
}

static void print_json(const struct export *e, const struct export_record *record, void *data)
{
	bool *first_record = data;
	bool first = true;
	int i;

	(void)e;
	fputs(*first_record ? "\n  {" : ",\n  {", stdout);
	*first_record = false;
	for (i = 0; i < EXPORT_COLUMNS; i++) {
		if (!(record->special ? export_columns[i].special : export_columns[i].type))
			continue;
		print_pair(export_columns[i].name, record->value[i],
			   export_columns[i].number && !(record->special && i == EXPORT_INPUT), first);
		first = false;
	}
	putchar('}');
}

static void print_array(const struct export *e, const char *name,
			void (*each)(const struct export *, export_record_cb, void *))
{
	bool first = true;

	printf(",\n \"%s\": [", name);
	each(e, print_json, &first);
	putchar(']');
}

int export_json(const struct export *e)
{
	struct export_about about[EXPORT_ABOUT];
	int i;

	export_about(e, about);
	fputs("{\"about\": {", stdout);
	for (i = 0; i < EXPORT_ABOUT; i++)
		print_pair(about[i].name, about[i].value, false, i == 0);
	putchar('}');
	print_array(e, "map", export_inputs);
	if (e->all)
		print_array(e, "special", export_special);
	puts("\n}");
	return 0;
}
