/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing of the page. All that comes from logs or files goes through html_text(). */
#pragma once

#include "../outfile.h"
#include "view.h"

struct html {
	struct outfile out;
	char nonce[33];		/* of style and script: no other can be known to who writes into a log */
};

/* Markup of our own. */
void html_put(struct html *html, const char *markup);
void html_putf(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text, escaped, also for an attribute in double quotes. What is no UTF-8 becomes the replacement character. */
void html_text(struct html *html, const char *text);

/* charts.c */
void html_outcome_strip(struct html *html, const struct view *view);
void html_classes_strip(struct html *html, const char *class, const unsigned long classes[CALL_CLASSES],
			unsigned long of);
void html_failure_bars(struct html *html, const struct view *view);
void html_class_bars(struct html *html, const struct view *view);
void html_hours_chart(struct html *html, const struct view *view);
void html_legend(struct html *html, const struct view *view);

/* html_tables.c */
void html_tables(struct html *html, const struct view *view);
void html_changes(struct html *html, const struct changes *changes);
