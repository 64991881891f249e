/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include <sipq850/sipq850.h>

#include "../cli.h"
#include "../logs/utf8.h"
#include "page.h"
#include "print.h"

void html_put(struct html *html, const char *markup)
{
	outfile_put(&html->out, markup, strlen(markup));
}

void html_putf(struct html *html, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	html_put(html, text);
}

void html_text(struct html *html, const char *text)
{
	size_t len;

	for (; *text; text += len ? len : 1) {
		len = utf8_length(text);
		if (!len || ((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7f)
			html_put(html, "\xef\xbf\xbd");
		else if (strchr("<>&\"'", *text))
			html_putf(html, "&#%d;", *text);
		else if (*text == ' ' && text[1] == '%')
			html_put(html, "&nbsp;");
		else
			outfile_put(&html->out, text, len);
	}
}

/* --- parts */

static void put_head(struct html *html, const struct view *view)
{
	html_put(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	html_putf(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'nonce-%s'; "
		  "script-src 'nonce-%s'; base-uri 'none'; form-action 'none'\">\n", html->nonce, html->nonce);
	html_put(html, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		 "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Call failures: ");
	html_text(html, view->sources);
	html_putf(html, "</title>\n<style nonce=\"%s\">\n", html->nonce);
	html_put(html, report_css);
	html_put(html, "</style>\n</head>\n<body>\n");
}

static void put_lead(struct html *html, const struct view *view)
{
	html_put(html, "<header>\n<p class=\"kicker\">Call failure report</p>\n<h1>");
	html_text(html, view->lead);
	html_put(html, "</h1>\n");
	if (*view->most) {
		html_put(html, "<p class=\"most\">");
		html_text(html, view->most);
		html_put(html, "</p>\n");
	}
	html_put(html, "<p class=\"span\">");
	html_text(html, view->span);
	html_put(html, "</p>\n");
	if (view->tally->all.calls)
		html_outcome_strip(html, view);
	html_put(html, "</header>\n<main>\n");
}

static void put_kpi(struct html *html, const struct view *view, size_t i)
{
	const struct tally_counts *all = &view->tally->all;
	const struct kpi_row *row = view->tally->kpis->rows[i];
	char text[400], share[32], n[32], of[32];

	html_put(html, "<li class=\"card\"><p class=\"kpi\">");
	html_text(html, row->kpi);
	html_putf(html, " <span class=\"variant\">%s</span></p><p class=\"value\">", row->variant);
	html_text(html, view_share(share, all->hits[i], all->bases[i]));
	html_put(html, "</p><p class=\"name\">");
	html_text(html, row->title);
	html_putf(html, "</p><p class=\"of\">%s of %s calls</p><details><summary>Definition</summary><p>",
		  view_number(n, all->hits[i]), view_number(of, all->bases[i]));
	view_definition(view->tally->kpis, row, text, sizeof(text));
	html_text(html, text);
	html_put(html, ".</p><p>");
	html_text(html, row->note);
	html_put(html, ".</p><p>Source: ");
	html_text(html, row->source);
	html_put(html, ".</p></details></li>\n");
}

static void put_kpis(struct html *html, const struct view *view)
{
	size_t i;

	html_put(html, "<section aria-labelledby=\"ratios\"><h2 id=\"ratios\">Ratios</h2>\n<ul class=\"cards\">\n");
	for (i = 0; i < view->tally->kpis->n; i++)
		put_kpi(html, view, i);
	html_put(html, "</ul></section>\n");
}

static void put_charts(struct html *html, const struct view *view)
{
	html_put(html, "<div class=\"pair\">\n<section aria-labelledby=\"why\"><h2 id=\"why\">Why calls failed</h2>\n");
	html_failure_bars(html, view);
	html_put(html, "</section>\n<section aria-labelledby=\"how\"><h2 id=\"how\">How calls ended</h2>\n");
	html_class_bars(html, view);
	html_put(html, "</section>\n</div>\n");
	html_hours_chart(html, view);
}

static void put_notes(struct html *html, const struct view *view)
{
	char text[300];
	unsigned int i;

	html_put(html, "</main>\n<footer>\n");
	for (i = 0; view_note(view, i, text, sizeof(text)); i++) {
		html_put(html, i ? "<li>" : "<h2>Notes</h2>\n<ul><li>");
		html_text(html, text);
		html_put(html, ".</li>\n");
	}
	html_put(html, i ? "</ul>\n" : "");
	html_put(html, "<p>A call <b>failed</b> when the network, its resources, interworking or a protocol error ended it, "
		  "also after "
		 "the answer. What a user did, such as being busy, is no failure. Which cause and status is of which class: "
		 "tables/log-classes.tsv.</p>\n<p>");
	html_putf(html, "sipq850 %s</p>\n</footer>\n", sipq850_version());
	html_putf(html, "<script nonce=\"%s\">\n", html->nonce);
	html_put(html, report_js);
	html_put(html, "</script>\n</body>\n</html>\n");
}

/* --- all */

static int make_nonce(struct html *html)
{
	unsigned char bytes[16];
	size_t i;

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes)) {
		cli_error("random bytes: %s", strerror(errno));
		return -1;
	}
	for (i = 0; i < sizeof(bytes); i++)
		snprintf(html->nonce + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

static int write_page(struct html *html, const struct view *view)
{
	put_head(html, view);
	put_lead(html, view);
	if (view->tally->all.calls) {
		put_kpis(html, view);
		if (view->changes)
			html_changes(html, view->changes);
		put_charts(html, view);
		html_tables(html, view);
	}
	put_notes(html, view);
	return outfile_commit(&html->out);
}

int report_write_html(const struct view *view, const char *path)
{
	struct html html = { .nonce = "" };
	int rc = -1;

	if (make_nonce(&html) < 0)
		return -1;
	if (outfile_open(&html.out, path) == 0)
		rc = write_page(&html, view);
	outfile_close(&html.out);
	return rc;
}
