/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of the page. They read well without the script, which only makes their heads buttons that sort. */
#include <stdio.h>
#include <string.h>

#include "html.h"

#define TRUNKS_SHOWN 200

/* --- cells */

/* Columns with | between; # before one of numbers, - before one that cannot be sorted. */
static void begin_table(struct html *html, const char *id, const char *title, const char *hint, const char *columns)
{
	size_t len, mark;

	html_putf(html, "<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2>\n", id, id, title);
	if (*hint)
		html_putf(html, "<p class=\"hint\">%s</p>\n", hint);
	html_putf(html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"%s\"><table "
		  "class=\"sortable\"><thead><tr>", id);
	for (; *columns; columns += len + (columns[len] == '|')) {
		len = strcspn(columns, "|");
		mark = strcspn(columns, "#-") == 0;
		html_putf(html, "<th scope=\"col\"%s>%.*s</th>",
			  *columns == '#' ? " class=\"n\"" : *columns == '-' ? " class=\"fixed\"" : "", (int)(len - mark),
			  columns + mark);
	}
	html_put(html, "</tr></thead>\n");
}

static void end_table(struct html *html)
{
	html_put(html, "</table></div></section>\n");
}

static void put_name(struct html *html, const char *text)
{
	html_put(html, "<th scope=\"row\">");
	html_text(html, text);
	html_put(html, "</th>");
}

static void put_cell(struct html *html, const char *text)
{
	html_put(html, "<td>");
	html_text(html, text);
	html_put(html, "</td>");
}

static void put_number(struct html *html, unsigned long n)
{
	char number[32];

	html_putf(html, "<td class=\"n\" data-v=\"%lu\">%s</td>", n, view_number(number, n));
}

static void put_share(struct html *html, unsigned long n, unsigned long of, const char *class)
{
	char share[32];

	html_putf(html, "<td class=\"n%s\" data-v=\"%.6f\">", n ? class : "", of ? 100.0 * n / of : -1);
	html_text(html, view_share(share, n, of));
	html_put(html, "</td>");
}

/* --- causes, statuses */

static enum call_class main_class(const unsigned long classes[CALL_CLASSES])
{
	unsigned int class, most = 0;

	for (class = 0; class < CALL_CLASSES; class++)
		if (classes[class] > classes[most])
			most = class;
	return most;
}

static void put_class(struct html *html, enum call_class class)
{
	html_putf(html, "<td><svg class=\"dot\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"c-%s\" width=\"10\" "
		  "height=\"10\" rx=\"2\"/></svg>%s</td>", call_class_name(class), call_class_name(class));
}

static void put_value(struct html *html, const struct view_row *row, unsigned long all,
		      const char *(*name_of)(unsigned int id))
{
	if (row->id)
		html_putf(html, "<tr><td class=\"n\" data-v=\"%u\">%u</td>", row->id, row->id);
	else
		html_put(html, "<tr><td class=\"n\" data-v=\"0\">none</td>");
	put_name(html, row->id ? name_of(row->id) : "not in the log, and not to be told by the other side");
	put_class(html, main_class(row->classes));
	put_number(html, row->calls);
	put_share(html, row->calls, all, "");
	put_number(html, row->answered);
	put_number(html, row->failed);
	html_put(html, "</tr>\n");
}

static void put_values(struct html *html, const struct view *view, const struct view_list *list, const char *id,
		       const char *title, const char *(*name_of)(unsigned int id))
{
	size_t i;

	begin_table(html, id, title, "", "#Value|Name|Class of most|#Calls|#Share|#Answered|#Failed");
	html_put(html, "<tbody>\n");
	for (i = 0; i < list->n; i++)
		put_value(html, &list->rows[i], view->tally->all.calls, name_of);
	html_put(html, "</tbody>\n");
	end_table(html);
}

/* --- trunks, hours */

/* The ratios of the row that are told: the first ones of the table, but what its own columns have. */
static void put_counts(struct html *html, const struct view *view, const struct tally_counts *counts)
{
	const struct kpis *kpis = view->tally->kpis;
	size_t i;

	put_number(html, counts->calls);
	for (i = 0; i < kpis->n; i++)
		if (!strcmp(kpis->rows[i]->kpi, "asr") || !strcmp(kpis->rows[i]->kpi, "ner"))
			put_share(html, counts->hits[i], counts->bases[i], "");
	put_number(html, counts_failed(counts));
	put_share(html, counts_failed(counts), counts->calls, 4 * counts_failed(counts) >= counts->calls ? " bad" : "");
}

static void put_trunk(struct html *html, const struct view *view, const struct tally_trunk *trunk)
{
	unsigned long failed;
	char text[160];

	html_put(html, "<tr>");
	put_name(html, view_trunk_name(trunk));
	put_counts(html, view, &trunk->counts);
	view_reason(text, sizeof(text), view_trunk_reason(trunk, &failed));
	put_cell(html, failed ? text : "");
	html_put(html, "<td>");
	html_classes_strip(html, "small", trunk->counts.classes, trunk->counts.calls);
	html_put(html, "</td></tr>\n");
}

static void put_trunks(struct html *html, const struct view *view)
{
	const struct view_list *list = &view->trunks;
	struct view_row rest = view_sum(list, TRUNKS_SHOWN < list->n ? TRUNKS_SHOWN : list->n);
	char number[32], text[64];
	size_t i;

	if (list->n == 1 && !*list->rows[0].trunk->name)
		return;
	begin_table(html, "trunks", "By trunk", "", "Trunk|#Calls|#ASR|#NER|#Failed|#Failed share|Failed most by|-By class");
	html_put(html, "<tbody>\n");
	for (i = 0; i < list->n && i < TRUNKS_SHOWN; i++)
		put_trunk(html, view, list->rows[i].trunk);
	html_put(html, "</tbody>\n");
	if (rest.calls) {
		snprintf(text, sizeof(text), "%s others", view_number(number, list->n - i));
		html_put(html, "<tfoot><tr>");
		put_name(html, text);
		put_number(html, rest.calls);
		html_put(html, "<td></td><td></td>");
		put_number(html, rest.failed);
		put_share(html, rest.failed, rest.calls, "");
		html_put(html, "<td></td><td></td></tr></tfoot>\n");
	}
	if (view->tally->others) {
		html_put(html, "<tfoot>");
		put_trunk(html, view, view->tally->others);
		html_put(html, "</tfoot>\n");
	}
	end_table(html);
}

static void put_hours(struct html *html, const struct view *view)
{
	const struct tally_counts *hours = view->tally->hours;
	unsigned int i;

	begin_table(html, "hours", "By hour", "", "Hour|#Calls|#ASR|#NER|#Failed|#Failed share");
	html_put(html, "<tbody>\n");
	for (i = 0; i < TALLY_HOURS; i++) {
		if (!hours[i].calls)
			continue;
		if (i < 24)
			html_putf(html, "<tr><th scope=\"row\" data-v=\"%u\">%02u:00</th>", i, i);
		else
			html_put(html, "<tr><th scope=\"row\" data-v=\"24\">unknown</th>");
		put_counts(html, view, &hours[i]);
		html_put(html, "</tr>\n");
	}
	html_put(html, "</tbody>\n");
	end_table(html);
}

void html_tables(struct html *html, const struct view *view)
{
	put_trunks(html, view);
	put_values(html, view, &view->causes, "causes", "By cause (Q.850)", view_cause_name);
	put_values(html, view, &view->statuses, "statuses", "By status (SIP)", view_status_name);
	put_hours(html, view);
}

/* --- changes */

static void put_change(struct html *html, const struct change *c)
{
	html_put(html, "<tr>");
	put_cell(html, change_kind_name(c->kind));
	put_name(html, c->label);
	html_putf(html, "<td class=\"n%s\" data-v=\"%.6f\">%+.1f</td>",
		  c->good > 0 ? " good" : c->good < 0 ? " bad" : "", c->points, c->points);
	put_share(html, c->n, c->of, "");
	put_share(html, c->n_before, c->of_before, "");
	put_cell(html, c->what == CHANGE_NEW ? "new" : c->what == CHANGE_GONE ? "gone" : c->good > 0 ? "better" :
		 c->good < 0 ? "worse" : change_what_name(c->what));
	html_put(html, "</tr>\n");
}

void html_changes(struct html *html, const struct changes *changes)
{
	char text[32];
	size_t i;

	begin_table(html, "changes", "What changed", "", "Kind|Share of|#Points|#Now|#Before|Verdict");
	html_put(html, "<tbody>\n");
	for (i = 0; i < changes->n; i++)
		put_change(html, &changes->rows[i]);
	html_put(html, "</tbody></table></div>\n<p class=\"hint\">Against ");
	html_putf(html, "%s calls of ", view_number(text, changes->calls_before));
	html_text(html, changes->name);
	html_putf(html, ". Only what a two-proportion z test finds beyond noise at 99 %% is told: %zu shares; %lu others are "
		  "within noise or too few to tell. Shares of trunks are of their calls that failed, those of ratios by their "
		  "definitions.%s</p></section>\n",
		  changes->n, changes->within, changes->ner_differs ? " NER had another definition there and is not compared." : "");
}
