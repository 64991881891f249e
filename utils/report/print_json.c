/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print.h"

#include <stdio.h>
#include <string.h>

#include <sipq850/sipq850.h>

#include "../cli.h"
#include "../logs/utf8.h"
#include "baseline.h"

/* --- JSON */

/* What is no UTF-8 becomes the replacement character. */
static void put_text(const char *text)
{
	size_t len;

	putchar('"');
	for (; *text; text += len ? len : 1) {
		len = utf8_length(text);
		if (!len)
			fputs("\xef\xbf\xbd", stdout);
		else if (*text == '"' || *text == '\\')
			printf("\\%c", *text);
		else if ((unsigned char)*text < ' ' || *text == 0x7f)
			printf("\\u%04x", *text);
		else
			printf("%.*s", (int)len, text);
	}
	putchar('"');
}

static void put_key(const char *key, const char *text)
{
	printf("\"%s\":", key);
	put_text(text);
}

static void put_classes(const unsigned long classes[CALL_CLASSES])
{
	unsigned int class;

	printf("\"classes\":{");
	for (class = 0; class < CALL_CLASSES; class++)
		printf("%s\"%s\":%lu", class ? "," : "", call_class_name(class), classes[class]);
	printf("}");
}

static void put_counts(unsigned long calls, unsigned long answered, unsigned long failed,
		       const unsigned long classes[CALL_CLASSES])
{
	printf("\"calls\":%lu,\"answered\":%lu,\"failed\":%lu,", calls, answered, failed);
	put_classes(classes);
}

/* null where nothing is in the base. */
static void put_percent(unsigned long n, unsigned long of)
{
	if (of)
		printf("%.4f", 100.0 * n / of);
	else
		printf("null");
}

static void put_kpis(const struct tally *t)
{
	const struct kpi_row *row;
	size_t i;

	printf("\"kpis\":[");
	for (i = 0; i < t->kpis->n; i++) {
		row = t->kpis->rows[i];
		printf(i ? ",\n  {" : "\n  {");
		put_key("kpi", row->kpi);
		printf(",");
		put_key("variant", row->variant);
		printf(",");
		put_key("title", row->title);
		printf(",");
		put_key("counts", row->counts);
		printf(",");
		put_key("of_calls", row->of);
		printf(",");
		put_key("source", row->source);
		printf(",");
		if (strstr(row->counts, "list")) {
			put_key("list", or_empty(t->kpis->list));
			printf(",");
		}
		printf("\"counted\":%lu,\"of\":%lu,\"percent\":", t->all.hits[i], t->all.bases[i]);
		put_percent(t->all.hits[i], t->all.bases[i]);
		printf("}");
	}
	printf("],\n");
}

static void put_values(const char *list, const char *key, const struct view_list *rows,
		       const char *(*name_of)(unsigned int id))
{
	size_t i;

	printf("\"%s\":[", list);
	for (i = 0; i < rows->n; i++) {
		printf(i ? ",\n  {" : "\n  {");
		printf("\"%s\":%u,", key, rows->rows[i].id);
		put_key("name", rows->rows[i].id ? name_of(rows->rows[i].id) : "none");
		printf(",");
		put_counts(rows->rows[i].calls, rows->rows[i].answered, rows->rows[i].failed, rows->rows[i].classes);
		printf("}");
	}
	printf("],\n");
}

static void put_tally_counts(const struct tally_counts *counts)
{
	put_counts(counts->calls, counts->answered, counts_failed(counts), counts->classes);
}

static void put_trunks(const struct view *view)
{
	const struct tally_trunk *trunk;
	unsigned long failed;
	char text[160];
	size_t i;

	printf("\"trunks\":[");
	for (i = 0; i < view->trunks.n; i++) {
		trunk = view->trunks.rows[i].trunk;
		printf(i ? ",\n  {" : "\n  {");
		put_key("trunk", trunk->name);
		printf(",");
		put_tally_counts(&trunk->counts);
		view_reason(text, sizeof(text), view_trunk_reason(trunk, &failed));
		printf(",");
		put_key("failed_most_by", failed ? text : "");
		printf("}");
	}
	printf("],\n\"other_trunks\":{");
	if (view->tally->others)
		put_tally_counts(&view->tally->others->counts);
	printf("},\n");
}

static void put_hours(const struct tally *t)
{
	unsigned int i, n = 0;

	printf("\"hours\":[");
	for (i = 0; i < TALLY_HOURS; i++) {
		if (i == 24 && !t->hours[i].calls)
			break;
		printf(n++ ? ",\n  {" : "\n  {");
		printf(i < 24 ? "\"hour\":%u," : "\"hour\":null,", i);
		put_tally_counts(&t->hours[i]);
		printf("}");
	}
	printf("],\n");
}

static void put_changes(const struct changes *changes)
{
	const struct change *c;
	size_t i;

	if (!changes)
		return;
	printf("\"changes\":{\"test\":\"two-proportion z test, 99 %%\",");
	put_key("baseline", changes->name);
	printf(",\"calls_before\":%lu,\"within_noise\":%lu,\"beyond_noise\":[", changes->calls_before, changes->within);
	for (i = 0; i < changes->n; i++) {
		c = &changes->rows[i];
		printf(i ? ",\n  {" : "\n  {");
		put_key("kind", change_kind_name(c->kind));
		printf(",");
		put_key("what", change_what_name(c->what));
		printf(",");
		put_key("label", c->label);
		printf(",\"points\":%.4f,\"z_squared\":%.3f,\"counted\":%lu,\"of\":%lu,\"counted_before\":%lu,\"of_before\":%lu}",
		       c->points, c->z2, c->n, c->of, c->n_before, c->of_before);
	}
	printf("]},\n");
}

static void put_notes(const struct view *view)
{
	char text[300];
	unsigned int i;

	printf("\"notes\":[");
	for (i = 0; view_note(view, i, text, sizeof(text)); i++) {
		fputs(i ? "," : "", stdout);
		put_text(text);
	}
	printf("]");
}

void report_print_json(const struct view *view)
{
	const struct tally *t = view->tally;

	printf("{\"report\":%d,", BASELINE_VERSION);
	put_key("sipq850", sipq850_version());
	printf(",\n");
	put_key("lead", view->lead);
	printf(",\n");
	put_key("most", view->most);
	printf(",\n");
	put_key("profile", view->profile);
	printf(",\n");
	put_key("first", t->first);
	printf(",");
	put_key("last", t->last);
	printf(",\n");
	put_tally_counts(&t->all);
	printf(",\"undecided\":%lu,\n", t->all.undecided);
	put_kpis(t);
	put_values("causes", "cause", &view->causes, view_cause_name);
	put_values("statuses", "status", &view->statuses, view_status_name);
	put_trunks(view);
	put_hours(t);
	put_changes(view->changes);
	put_notes(view);
	printf("}\n");
}

/* --- TSV */

static void print_line(const char *list, const char *key, const char *name, const struct view_row *row)
{
	unsigned int class;

	printf("%s\t%s\t", list, key);
	for (; *name; name++)
		putchar((unsigned char)*name < ' ' || *name == 0x7f ? ' ' : *name);
	printf("\t%lu\t%lu\t%lu", row->calls, row->answered, row->failed);
	for (class = 0; class < CALL_CLASSES; class++)
		printf("\t%lu", row->classes[class]);
	putchar('\n');
}

static void print_list(const char *list, const struct view_list *rows, const char *(*name_of)(unsigned int id))
{
	char key[16];
	size_t i;

	for (i = 0; i < rows->n; i++) {
		snprintf(key, sizeof(key), "%u", rows->rows[i].id);
		print_line(list, rows->rows[i].id ? key : "", rows->rows[i].id ? name_of(rows->rows[i].id) : "none", &rows->rows[i]);
	}
}

static void print_counts(const char *list, const char *key, const char *name, const struct tally_counts *counts)
{
	struct view_row row = { .calls = counts->calls, .answered = counts->answered, .failed = counts_failed(counts) };

	memcpy(row.classes, counts->classes, sizeof(row.classes));
	print_line(list, key, name, &row);
}

void report_print_tsv(const struct view *view)
{
	const struct tally *t = view->tally;
	char key[16];
	unsigned int i;

	printf("list\tkey\tname\tcalls\tanswered\tfailed");
	for (i = 0; i < CALL_CLASSES; i++)
		printf("\t%s", call_class_name(i));
	putchar('\n');
	print_counts("all", "", "", &t->all);
	print_list("cause", &view->causes, view_cause_name);
	print_list("status", &view->statuses, view_status_name);
	for (i = 0; i < view->trunks.n; i++)
		print_counts("trunk", "", view->trunks.rows[i].trunk->name, &view->trunks.rows[i].trunk->counts);
	if (t->others)
		print_counts("other-trunks", "", t->others->name, &t->others->counts);
	for (i = 0; i < TALLY_HOURS; i++) {
		snprintf(key, sizeof(key), "%u", i);
		if (t->hours[i].calls)
			print_counts("hour", i < 24 ? key : "", i < 24 ? "" : "unknown", &t->hours[i]);
	}
}
