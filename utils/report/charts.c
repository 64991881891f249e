/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Charts: the bars are SVG that stretches, the words around them are HTML that does not, so both are sharp on any
 * screen. */
#include <stdio.h>

#include "html.h"

/* From what went well to what did not. */
static const enum call_class order[CALL_CLASSES] = {
	CALL_CLASS_NORMAL, CALL_CLASS_USER, CALL_CLASS_NETWORK, CALL_CLASS_RESOURCES, CALL_CLASS_INTERWORKING,
	CALL_CLASS_PROTOCOL, CALL_CLASS_UNKNOWN
};

static const char *const meanings[CALL_CLASSES] = {
	[CALL_CLASS_UNKNOWN] = "nothing tells why",
	[CALL_CLASS_NORMAL] = "answered and ended as usual, or gone on elsewhere",
	[CALL_CLASS_USER] = "busy, no answer, rejected, given up, wrong number",
	[CALL_CLASS_NETWORK] = "no route, network or destination out of order",
	[CALL_CLASS_RESOURCES] = "no circuit, congestion",
	[CALL_CLASS_INTERWORKING] = "service or media not available or not implemented",
	[CALL_CLASS_PROTOCOL] = "invalid message, protocol error, time-out",
};

/* Segments of a bar from left to right, of a whole that is `of`. */
static void put_segments(struct html *html, const unsigned long classes[CALL_CLASSES], unsigned long of)
{
	double x = 0, width;
	char number[32], share[32];
	unsigned int i;

	for (i = 0; i < CALL_CLASSES; i++) {
		if (!classes[order[i]])
			continue;
		width = 100.0 * classes[order[i]] / of;
		html_putf(html, "<rect class=\"c-%s\" x=\"%.3f\" width=\"%.3f\" height=\"10\"><title>%s: %s calls, ",
			  call_class_name(order[i]), x, width, call_class_name(order[i]),
			  view_number(number, classes[order[i]]));
		html_text(html, view_share(share, classes[order[i]], of));
		html_put(html, "</title></rect>");
		x += width;
	}
}

void html_legend(struct html *html, const struct view *view)
{
	unsigned int i;

	html_put(html, "<ul class=\"legend\">");
	for (i = 0; i < CALL_CLASSES; i++)
		if (view->tally->all.classes[order[i]])
			html_putf(html, "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"c-%s\" width=\"10\" "
				  "height=\"10\" rx=\"2\"/></svg>%s</li>", call_class_name(order[i]), call_class_name(order[i]));
	html_put(html, "</ul>\n");
}

void html_classes_strip(struct html *html, const char *class, const unsigned long classes[CALL_CLASSES],
			unsigned long of)
{
	html_putf(html, "<svg class=\"strip %s\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\" "
		  "aria-label=\"Calls by class\">", class);
	if (of)
		put_segments(html, classes, of);
	html_put(html, "</svg>");
}

void html_outcome_strip(struct html *html, const struct view *view)
{
	html_classes_strip(html, "big", view->tally->all.classes, view->tally->all.calls);
	html_legend(html, view);
}

/* --- horizontal bars */

static void begin_bar(struct html *html, const char *name, const char *meaning, unsigned long n, unsigned long of)
{
	char number[32], share[32];

	html_put(html, "<li><span class=\"label\">");
	html_text(html, name);
	if (meaning)
		html_putf(html, " <span class=\"meaning\">%s</span>", meaning);
	html_putf(html, "</span><span class=\"figure\">%s <small>", view_number(number, n));
	html_text(html, view_share(share, n, of));
	html_put(html, "</small></span><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
		 "<rect class=\"track\" width=\"100\" height=\"10\"/>");
}

static void put_failures_of(unsigned long to[CALL_CLASSES], const struct view_row *row)
{
	unsigned int class;

	for (class = 0; class < CALL_CLASSES; class++)
		to[class] = class_is_failure(class) ? row->classes[class] : 0;
}

void html_failure_bars(struct html *html, const struct view *view)
{
	const struct view_list *list = &view->failures;
	unsigned long failed = counts_failed(&view->tally->all), shown[CALL_CLASSES];
	struct view_row others = view_sum(list, view->top < list->n ? view->top : list->n);
	char name[160];
	size_t i;

	if (!list->n) {
		html_put(html, "<p>No call failed.</p>\n");
		return;
	}
	html_putf(html, "<p class=\"hint\">Share of the failed calls</p>\n<ol class=\"bars\">\n");
	for (i = 0; i < list->n && i < view->top; i++) {
		view_reason(name, sizeof(name), list->rows[i].id);
		begin_bar(html, name, NULL, list->rows[i].failed, failed);
		put_failures_of(shown, &list->rows[i]);
		put_segments(html, shown, list->rows[0].failed);
		html_put(html, "</svg></li>\n");
	}
	if (others.failed) {
		snprintf(name, sizeof(name), "%zu others", list->n - i);
		begin_bar(html, name, NULL, others.failed, failed);
		put_failures_of(shown, &others);
		put_segments(html, shown, others.failed > list->rows[0].failed ? others.failed : list->rows[0].failed);
		html_put(html, "</svg></li>\n");
	}
	html_put(html, "</ol>\n");
}

void html_class_bars(struct html *html, const struct view *view)
{
	const struct tally_counts *all = &view->tally->all;
	unsigned long one[CALL_CLASSES] = { 0 };
	unsigned int i;

	html_put(html, "<p class=\"hint\">Share of all calls</p>\n<ol class=\"bars\">\n");
	for (i = 0; i < CALL_CLASSES; i++) {
		if (!all->classes[order[i]])
			continue;
		begin_bar(html, call_class_name(order[i]), meanings[order[i]], all->classes[order[i]], all->calls);
		one[order[i]] = all->classes[order[i]];
		put_segments(html, one, all->calls);
		one[order[i]] = 0;
		html_put(html, "</svg></li>\n");
	}
	html_put(html, "</ol>\n");
}

/* --- by hour */

/* 1, 2 or 5 times a power of ten, twice of which is at least n: where the two lines of the grid are. */
static unsigned long grid_step(unsigned long n)
{
	static const unsigned long steps[] = { 1, 2, 5 };
	unsigned long power = 1;
	unsigned int i;

	for (;; power *= 10)
		for (i = 0; i < 3; i++)
			if (2 * steps[i] * power >= n)
				return steps[i] * power;
}

/* An hour, from the bottom up, of 1000 units high. */
static void put_hour(struct html *html, unsigned int hour, const struct tally_counts *counts, unsigned long top)
{
	double y = 1000, height;
	char calls[32], share[32];
	unsigned int i;

	if (!counts->calls)
		return;
	html_putf(html, "<g><title>%02u:00 to %02u:59: %s calls, ", hour, hour, view_number(calls, counts->calls));
	html_text(html, view_share(share, counts_failed(counts), counts->calls));
	html_put(html, " failed</title>");
	for (i = CALL_CLASSES; i-- > 0; ) {
		if (!counts->classes[order[i]])
			continue;
		height = 1000.0 * counts->classes[order[i]] / top;
		y -= height;
		html_putf(html, "<rect class=\"c-%s\" x=\"%.2f\" y=\"%.2f\" width=\"0.8\" height=\"%.2f\"/>",
			  call_class_name(order[i]), hour + 0.1, y, height);
	}
	html_put(html, "</g>\n");
}

void html_hours_chart(struct html *html, const struct view *view)
{
	const struct tally_counts *hours = view->tally->hours;
	unsigned long most = 0, step;
	char number[32];
	unsigned int i;

	for (i = 0; i < 24; i++)
		most = hours[i].calls > most ? hours[i].calls : most;
	html_put(html, "<section aria-labelledby=\"when\"><h2 id=\"when\">When</h2>\n");
	if (!most) {
		html_put(html, "<p>The log does not tell the hour of its calls.</p></section>\n");
		return;
	}
	step = grid_step(most);
	html_put(html, "<p class=\"hint\">Calls by hour of the day, as the log writes it; failed ones at the bottom</p>\n"
		 "<div class=\"hours\">\n<div class=\"scale\" aria-hidden=\"true\">");
	html_putf(html, "<span>%s</span>", view_number(number, 2 * step));
	html_putf(html, "<span>%s</span><span>0</span></div>\n", view_number(number, step));
	html_put(html, "<svg viewBox=\"0 0 24 1000\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Calls by hour "
		 "and class; the table By hour has the figures\">\n<path class=\"grid\" d=\"M0 0H24M0 500H24M0 1000H24\"/>\n");
	for (i = 0; i < 24; i++)
		put_hour(html, i, &hours[i], 2 * step);
	html_put(html, "</svg>\n<div class=\"clock\" aria-hidden=\"true\">");
	for (i = 0; i < 24; i += 3)
		html_putf(html, "<span>%02u:00</span>", i);
	html_put(html, "</div>\n</div>\n");
	html_legend(html, view);
	html_put(html, "</section>\n");
}
