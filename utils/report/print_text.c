/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BAR_MAX 40

/* What the terminal can show. */
struct screen {
	unsigned int width;
	bool utf8, colour;
};

enum colour { BOLD, FAINT, RED, GREEN, YELLOW };

static const char *begin(const struct screen *screen, enum colour colour)
{
	static const char *const codes[] = { "\033[1m", "\033[2m", "\033[31m", "\033[32m", "\033[33m" };

	return screen->colour ? codes[colour] : "";
}

static const char *end(const struct screen *screen)
{
	return screen->colour ? "\033[0m" : "";
}

/* UTF-8 where the environment says so; the command itself stays in the C locale. */
static bool locale_is_utf8(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	bool utf8 = locale && !strcasecmp(nl_langinfo_l(CODESET, locale), "UTF-8");

	if (locale)
		freelocale(locale);
	return utf8;
}

static struct screen look_at_screen(void)
{
	struct screen screen = { .width = 80, .utf8 = locale_is_utf8() };
	struct winsize size;
	const char *no_colour = getenv("NO_COLOR");

	if (!isatty(STDOUT_FILENO))
		return screen;
	screen.colour = !(no_colour && *no_colour) && strcmp(getenv("TERM") ? getenv("TERM") : "dumb", "dumb");
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 40)
		screen.width = size.ws_col > 160 ? 160 : size.ws_col;
	return screen;
}

/* --- pieces */

static bool goes_on(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* A text of at most so many characters, cut if need be; control characters are not for the terminal. Returns how many.
 * */
static unsigned int put_cut(const struct screen *screen, const char *text, unsigned int width)
{
	unsigned int n = 0, length = 0;
	const char *t;

	for (t = text; *t; t++)
		length += !goes_on(*t);
	for (; *text && !(length > width && n == width - 1 && !goes_on(*text)); text++) {
		putchar((unsigned char)*text < ' ' || *text == 0x7f ? '?' : *text);
		n += !goes_on(*text);
	}
	if (*text) {
		fputs(screen->utf8 ? "\u2026" : "~", stdout);
		n++;
	}
	return n;
}

/* The same in a field of that width. */
static void put_text(const struct screen *screen, const char *text, unsigned int width)
{
	printf("%*s", (int)(width - put_cut(screen, text, width)), "");
}

/* Eighths of a character where there is UTF-8. */
static void put_bar(const struct screen *screen, unsigned long n, unsigned long of, unsigned int width)
{
	static const char *const parts[] = { "", "\u258f", "\u258e", "\u258d", "\u258c", "\u258b", "\u258a", "\u2589" };
	unsigned long eighths = of ? (8.0 * width * n + of / 2) / of : 0;

	if (!eighths && n)
		eighths = 1;
	if (!screen->utf8) {
		for (eighths = (eighths + 7) / 8; eighths; eighths--)
			putchar('#');
		return;
	}
	for (; eighths >= 8; eighths -= 8)
		fputs("\u2588", stdout);
	fputs(parts[eighths], stdout);
}

/* Those that did not fail, and those that did, in whole characters; what is not nothing is seen. */
static void put_two_bars(const struct screen *screen, unsigned long good, unsigned long bad, unsigned long most,
			 unsigned int width)
{
	unsigned int first = 1.0 * width * good / most + 0.5, last = 1.0 * width * bad / most + 0.5;

	first += good && !first;
	last += bad && !last;
	fputs(begin(screen, GREEN), stdout);
	for (; first; first--)
		fputs(screen->utf8 ? "\u2588" : "#", stdout);
	printf("%s%s", end(screen), begin(screen, RED));
	for (; last; last--)
		fputs(screen->utf8 ? "\u2592" : "x", stdout);
	fputs(end(screen), stdout);
}

static enum colour class_colour(enum call_class class)
{
	return class_is_failure(class) ? RED : class == CALL_CLASS_USER ? YELLOW : class == CALL_CLASS_NORMAL ? GREEN : FAINT;
}

static void title(const struct screen *screen, const char *text, const char *columns)
{
	printf("\n%s%s%s%s%s%s\n", begin(screen, BOLD), text, end(screen), begin(screen, FAINT), columns, end(screen));
}

static void put_word(const char *text, size_t len)
{
	for (; len; len--, text++)
		putchar((unsigned char)*text < ' ' || *text == 0x7f ? '?' : *text);
}

/* Words, with line breaks at the width. */
static void put_paragraph(const struct screen *screen, const char *text, unsigned int indent)
{
	unsigned int at = 0;
	size_t len;

	for (; *text; text += len + (text[len] == ' ')) {
		len = strcspn(text, " ");
		if (at && at + 1 + len > screen->width - indent) {
			printf("\n%*s", (int)indent, "");
			at = 0;
		}
		if (at)
			putchar(' ');
		put_word(text, len);
		at += (at > 0) + len;
	}
	putchar('\n');
}

/* --- parts */

static void print_lead(const struct screen *screen, const struct view *view)
{
	printf("%s", begin(screen, BOLD));
	put_paragraph(screen, view->lead, 0);
	printf("%s", end(screen));
	if (*view->most)
		put_paragraph(screen, view->most, 0);
	printf("%s", begin(screen, FAINT));
	put_paragraph(screen, view->span, 0);
	printf("%s", end(screen));
}

static void print_kpis(const struct screen *screen, const struct view *view)
{
	const struct tally *t = view->tally;
	const struct kpi_row *row;
	char share[32], text[300];
	size_t i;

	title(screen, "Ratios", "");
	for (i = 0; i < t->kpis->n; i++) {
		row = t->kpis->rows[i];
		printf("  %s%8s%s  ", begin(screen, BOLD), view_share(share, t->all.hits[i], t->all.bases[i]), end(screen));
		snprintf(text, sizeof(text), "%s (%s, %s)", row->title, row->kpi, row->variant);
		put_cut(screen, text, screen->width - 12);
		view_definition(t->kpis, row, text, sizeof(text));
		printf("\n            %s", begin(screen, FAINT));
		put_paragraph(screen, text, 12);
		printf("%s", end(screen));
	}
}

static void print_row(const struct screen *screen, const char *name, unsigned int width, const struct view_row *row,
		      unsigned long all, unsigned long most, enum colour colour)
{
	char number[32], share[32];
	unsigned int used = 2 + width + 13 + 9 + 2;

	fputs("  ", stdout);
	put_text(screen, name, width);
	printf("%13s%9s  %s", view_number(number, row->calls), view_share(share, row->calls, all), begin(screen, colour));
	put_bar(screen, row->calls, most, screen->width > used + BAR_MAX ? BAR_MAX : screen->width - used);
	printf("%s\n", end(screen));
}

static unsigned int name_width(const struct screen *screen)
{
	return screen->width < 60 ? screen->width - 32 : screen->width * 2 / 5;
}

static void print_classes(const struct screen *screen, const struct view *view)
{
	const struct tally_counts *all = &view->tally->all;
	struct view_row row = { 0 };
	unsigned long most = 0;
	unsigned int i;

	title(screen, "By class", "");
	for (i = 0; i < CALL_CLASSES; i++)
		most = all->classes[i] > most ? all->classes[i] : most;
	for (i = 1; i <= CALL_CLASSES; i++) {
		row.calls = all->classes[i % CALL_CLASSES];
		if (row.calls)
			print_row(screen, call_class_name(i % CALL_CLASSES), name_width(screen), &row, all->calls, most,
				  class_colour(i % CALL_CLASSES));
	}
}

static enum call_class main_class(const struct view_row *row)
{
	unsigned int class, most = 0;

	for (class = 0; class < CALL_CLASSES; class++)
		if (row->classes[class] > row->classes[most])
			most = class;
	return most;
}

static void print_list(const struct screen *screen, const struct view *view, const struct view_list *list,
		       const char *heading, const char *(*name_of)(unsigned int id))
{
	unsigned long all = view->tally->all.calls, most = list->n ? list->rows[0].calls : 0;
	struct view_row others = view_sum(list, view->top < list->n ? view->top : list->n);
	char name[160];
	size_t i;

	title(screen, heading, "");
	for (i = 0; i < list->n && i < view->top; i++) {
		if (list->rows[i].id)
			snprintf(name, sizeof(name), "%3u %s", list->rows[i].id, name_of(list->rows[i].id));
		else
			strcpy(name, "none");
		print_row(screen, name, name_width(screen), &list->rows[i], all, most, class_colour(main_class(&list->rows[i])));
	}
	if (others.calls) {
		snprintf(name, sizeof(name), "%zu others", list->n - i);
		print_row(screen, name, name_width(screen), &others, all, most, FAINT);
	}
}

/* A line of trunks or hours. */
static void print_counts(const struct screen *screen, const char *name, unsigned int width,
			 const struct tally_counts *counts, unsigned long most, const char *why)
{
	char number[32], share[32], asr[32];
	unsigned long failed = counts_failed(counts);
	unsigned int used = 2 + width + 11 + 9 + 9 + 2;

	fputs("  ", stdout);
	put_text(screen, name, width);
	printf("%11s%9s%s%9s%s  ", view_number(number, counts->calls), view_share(asr, counts->answered, counts->calls),
	       begin(screen, failed ? RED : FAINT), view_share(share, failed, counts->calls), end(screen));
	if (why) {
		put_cut(screen, why, screen->width > used ? screen->width - used : 1);
	} else {
		put_two_bars(screen, counts->calls - failed, failed, most, screen->width - used - 1);
	}
	putchar('\n');
}

static void print_trunks(const struct screen *screen, const struct view *view)
{
	const struct view_list *list = &view->trunks;
	struct view_row others = view_sum(list, view->top < list->n ? view->top : list->n);
	struct tally_counts counts = { 0 };
	unsigned int width = name_width(screen) / 2 + 4;
	unsigned long failed;
	char name[160];
	size_t i;

	if (list->n == 1 && !*list->rows[0].trunk->name)
		return;
	title(screen, "By trunk", ", the most failed calls first: calls, answered, failed, most by");
	for (i = 0; i < list->n && i < view->top; i++) {
		view_reason(name, sizeof(name), view_trunk_reason(list->rows[i].trunk, &failed));
		print_counts(screen, view_trunk_name(list->rows[i].trunk), width, &list->rows[i].trunk->counts, 0,
			     failed ? name : "");
	}
	if (i < list->n) {
		snprintf(name, sizeof(name), "%zu others", list->n - i);
		counts.calls = others.calls;
		counts.answered = others.answered;
		memcpy(counts.classes, others.classes, sizeof(counts.classes));
		print_counts(screen, name, width, &counts, 0, "");
	}
	if (view->tally->others)
		print_counts(screen, view->tally->others->name, width, &view->tally->others->counts, 0, "");
}

static void print_hours(const struct screen *screen, const struct view *view)
{
	const struct tally_counts *hours = view->tally->hours;
	unsigned long most = 0;
	unsigned int i;
	char name[16];

	for (i = 0; i < 24; i++)
		most = hours[i].calls > most ? hours[i].calls : most;
	if (!most)
		return;
	title(screen, "By hour", screen->utf8 ? ": calls, answered, failed (\u2592)" : ": calls, answered, failed (x)");
	for (i = 0; i < TALLY_HOURS; i++) {
		snprintf(name, sizeof(name), i < 24 ? "%02u:00" : "unknown", i);
		if (hours[i].calls)
			print_counts(screen, name, 8, &hours[i], i < 24 ? most : hours[i].calls > most ? hours[i].calls : most,
				     NULL);
	}
}

static void print_changes(const struct screen *screen, const struct view *view)
{
	const struct changes *changes = view->changes;
	const struct change *c;
	char text[300], now[32], before[32];
	size_t i;

	if (!changes)
		return;
	title(screen, "Changes", ", beyond noise (two-proportion z test, 99 %)");
	for (i = 0; i < changes->n; i++) {
		c = &changes->rows[i];
		snprintf(text, sizeof(text), "%s %s", change_kind_name(c->kind), c->label);
		printf("  %s%+6.1f%s %-4s  ", begin(screen, c->good > 0 ? GREEN : c->good < 0 ? RED : BOLD), c->points, end(screen),
		       c->what == CHANGE_NEW || c->what == CHANGE_GONE ? change_what_name(c->what) : "");
		put_text(screen, text, screen->width - 38);
		printf(" %8s, was %s\n", view_share(now, c->n, c->of), view_share(before, c->n_before, c->of_before));
	}
	printf("  %zu changed, %lu are within noise or too few to tell, against %s calls of ", changes->n, changes->within,
	       view_number(now, changes->calls_before));
	put_word(changes->name, strlen(changes->name));
	printf("\n%s", changes->ner_differs ? "  NER had another definition there and is not compared\n" : "");
}

static void print_notes(const struct screen *screen, const struct view *view)
{
	char text[300];
	unsigned int i;

	for (i = 0; view_note(view, i, text, sizeof(text)); i++) {
		if (!i)
			title(screen, "Notes", "");
		fputs("  ", stdout);
		put_paragraph(screen, text, 2);
	}
}

void report_print_text(const struct view *view)
{
	struct screen screen = look_at_screen();

	print_lead(&screen, view);
	if (!view->tally->all.calls)
		return;
	print_kpis(&screen, view);
	print_changes(&screen, view);
	print_classes(&screen, view);
	print_list(&screen, view, &view->causes, "By cause", view_cause_name);
	print_list(&screen, view, &view->statuses, "By status", view_status_name);
	print_trunks(&screen, view);
	print_hours(&screen, view);
	print_notes(&screen, view);
}
