/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sipq850/sipq850.h>

/* --- numbers and names */

const char *view_number(char to[32], unsigned long n)
{
	char digits[24];
	size_t i, len = snprintf(digits, sizeof(digits), "%lu", n), at = 0;

	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			to[at++] = ',';
		to[at++] = digits[i];
	}
	to[at] = '\0';
	return to;
}

/* What is not all is not rounded to all, nor what is not nothing to nothing. */
const char *view_share(char to[32], unsigned long n, unsigned long of)
{
	double share = of ? 100.0 * n / of : 0;

	if (!of)
		strcpy(to, "-");
	else if (n && share < 0.05)
		strcpy(to, "<0.1 %");
	else if (n < of && share > 99.94)
		strcpy(to, ">99.9 %");
	else
		snprintf(to, 32, "%.1f %%", share);
	return to;
}

const char *view_cause_name(unsigned int cause)
{
	const char *name = sipq850_cause_name(SIPQ850_CODING_ITU_T, cause);

	return name ? name : "(unassigned)";
}

const char *view_status_name(unsigned int status)
{
	const char *name = sipq850_sip_phrase(status);

	return name ? name : "(not registered)";
}

void view_reason(char *to, size_t size, unsigned int reason)
{
	if (!reason)
		snprintf(to, size, "neither cause nor status");
	else if (reason < 128)
		snprintf(to, size, "%u %s", reason, view_cause_name(reason));
	else
		snprintf(to, size, "%u %s", reason - 128 + 300, view_status_name(reason - 128 + 300));
}

const char *view_trunk_name(const struct tally_trunk *trunk)
{
	return *trunk->name ? trunk->name : "(not told)";
}

unsigned int view_trunk_reason(const struct tally_trunk *trunk, unsigned long *failed)
{
	unsigned int i, most = 0;

	for (i = 0; i < TALLY_REASONS; i++)
		if (trunk->failed_by[i] > trunk->failed_by[most])
			most = i;
	*failed = trunk->failed_by[most];
	return most;
}

/* --- rows */

static void sum_classes(struct view_row *row)
{
	unsigned int class;

	row->calls = row->failed = 0;
	for (class = 0; class < CALL_CLASSES; class++) {
		row->calls += row->classes[class];
		row->failed += class_is_failure(class) ? row->classes[class] : 0;
	}
}

static void add_row(struct view_list *list, unsigned int id, const unsigned long classes[CALL_CLASSES],
		    unsigned long answered)
{
	struct view_row *row = &list->rows[list->n];

	*row = (struct view_row){ .id = id, .answered = answered };
	memcpy(row->classes, classes, sizeof(row->classes));
	sum_classes(row);
	list->n += row->calls > 0;
}

static int by_calls(const void *a, const void *b)
{
	const struct view_row *x = a, *y = b;

	if (x->calls != y->calls)
		return x->calls > y->calls ? -1 : 1;
	return x->id < y->id ? -1 : 1;
}

static int by_failed(const void *a, const void *b)
{
	const struct view_row *x = a, *y = b;

	if (x->failed != y->failed)
		return x->failed > y->failed ? -1 : 1;
	if (x->trunk && y->trunk && x->calls == y->calls)
		return strcmp(x->trunk->name, y->trunk->name);
	return by_calls(a, b);
}

static void list_values(struct view *view)
{
	const struct tally *t = view->tally;
	struct view_list *failures = &view->failures;
	unsigned int i;

	for (i = 0; i < 128; i++)
		add_row(&view->causes, i, t->causes[i], t->cause_answered[i]);
	for (i = 0; i < 700; i++)
		add_row(&view->statuses, i, t->statuses[i], t->status_answered[i]);
	for (i = 0; i < TALLY_REASONS; i++) {
		add_row(failures, i, t->reasons[i], 0);
		if (failures->n && !failures->rows[failures->n - 1].failed)
			failures->n--;
	}
}

static void list_trunks(struct view *view)
{
	const struct tally_trunk *trunk;
	size_t i;

	for (i = 0; i < view->tally->n_trunks; i++) {
		trunk = view->tally->trunks[i];
		add_row(&view->trunks, i, trunk->counts.classes, trunk->counts.answered);
		view->trunks.rows[i].trunk = trunk;
	}
}

static void sort(struct view_list *list, int (*compare)(const void *a, const void *b))
{
	if (list->n)
		qsort(list->rows, list->n, sizeof(*list->rows), compare);
}

struct view_row view_sum(const struct view_list *list, size_t from)
{
	struct view_row row = { .id = 0 };
	unsigned int class;

	for (; from < list->n; from++) {
		for (class = 0; class < CALL_CLASSES; class++)
			row.classes[class] += list->rows[from].classes[class];
		row.answered += list->rows[from].answered;
	}
	sum_classes(&row);
	return row;
}

/* --- sentences */

/* The shortest run of hours that holds 8 of 10 of the reason's failures; false when that says nothing: when it is
 * long, or
 * when most calls came in these hours anyway. */
static bool find_hours(const struct tally *t, unsigned int reason, unsigned int *first, unsigned int *last)
{
	unsigned long all = 0, calls = 0, in, calls_in;
	unsigned int i, len, at;

	for (i = 0; i < 24; i++) {
		all += t->reason_hours[reason][i];
		calls += t->hours[i].calls;
	}
	if (!all)
		return false;
	for (len = 1; len <= 8; len++) {
		for (at = 0; at + len <= 24; at++) {
			for (i = at, in = calls_in = 0; i < at + len; i++) {
				in += t->reason_hours[reason][i];
				calls_in += t->hours[i].calls;
			}
			if (10 * in < 8 * all)
				continue;
			*first = at;
			*last = at + len - 1;
			return 10 * calls_in < 6 * calls;
		}
	}
	return false;
}

static void say_most(struct view *view)
{
	const struct tally *t = view->tally;
	const struct tally_trunk *worst = NULL;
	unsigned int reason, first, last;
	unsigned long n;
	char text[160], number[32], share[32];
	size_t i, len;

	if (!view->failures.n)
		return;
	reason = view->failures.rows[0].id;
	n = view->failures.rows[0].failed;
	view_reason(text, sizeof(text), reason);
	len = snprintf(view->most, VIEW_TEXT, "Most: %s, %s %s (%s of "
		 "them)", text, view_number(number, n), n == 1 ? "call" : "calls",
		       view_share(share, n, counts_failed(&t->all)));
	for (i = 0; i < t->n_trunks; i++)
		if (!worst || t->trunks[i]->failed_by[reason] > worst->failed_by[reason])
			worst = t->trunks[i];
	if (t->n_trunks > 1 && worst && *worst->name && 2ul * worst->failed_by[reason] >= n)
		len += snprintf(view->most + len, VIEW_TEXT - len, ", %s on trunk %.80s",
				worst->failed_by[reason] == n ? "all" : view_number(number, worst->failed_by[reason]),
				worst->name);
	if (find_hours(t, reason, &first, &last))
		len += snprintf(view->most + len, VIEW_TEXT - len, ", mostly from %02u:00 to %02u:59", first, last);
	snprintf(view->most + len, VIEW_TEXT - len, ".");
}

static void say_lead(struct view *view)
{
	const struct tally_counts *all = &view->tally->all;
	char n[32], of[32], share[32], more[32], share2[32], answered[32], share3[32];

	if (!all->calls) {
		snprintf(view->lead, VIEW_TEXT, "No calls.");
		return;
	}
	snprintf(view->lead, VIEW_TEXT, "%s of %s %s failed (%s); %s ended with the user (%s), %s %s answered (%s).",
		 view_number(n, counts_failed(all)), view_number(of, all->calls), all->calls == 1 ? "call" : "calls",
		 view_share(share, counts_failed(all), all->calls), view_number(more, all->classes[CALL_CLASS_USER]),
		 view_share(share2, all->classes[CALL_CLASS_USER], all->calls), view_number(answered, all->answered),
		 all->answered == 1 ? "was" : "were", view_share(share3, all->answered, all->calls));
}

/* Some logs know but a part of it. */
static bool is_date(const char *time)
{
	return strspn(time, "0123456789") == 4 && time[4] == '-';
}

static void say_span(struct view *view)
{
	const struct tally *t = view->tally;
	size_t named = t->n_trunks - (tally_trunk_counts(t, "") != NULL);
	char trunks[32];
	size_t len = snprintf(view->span, VIEW_TEXT, "%s", view->sources);

	if (is_date(t->first) && is_date(t->last))
		len += snprintf(view->span + len, VIEW_TEXT - len, ", %s to %s", t->first, t->last);
	if (named && len < VIEW_TEXT)
		snprintf(view->span + len, VIEW_TEXT - len, ", %s %s%s", view_number(trunks, named),
			 named == 1 ? "trunk" : "trunks", t->others ? " and more" : "");
}

static const char *const flag_notes[TALLY_FLAGS] = {
	"calls with legs that ended differently: %s; the result of a call is what its format says",
	"calls with a Reason header that says something else than the record: %s",
	"calls answered, yet with the status of a failure: %s",
	"calls with a status or cause that could not be read: %s",
	"legs that came too late to be joined to their calls, and count as calls: %s",
	"causes that were not in the log, and are what profile %2$s makes of the status: %1$s",
	"statuses that were not in the log, and are what profile %2$s makes of the cause: %1$s",
};

bool view_note(const struct view *view, unsigned int i, char *to, size_t size)
{
	const struct tally *t = view->tally;
	char number[32], more[32];
	const unsigned long counts[3] = { t->all.undecided, t->others ? t->others->counts.calls : 0, view->rejected };
	static const char *const notes[3] = {
		"calls that do not tell whether they were answered, and did not fail, so that they are in no ratio: %s",
		"calls of the trunks beyond the first %2$s, which are counted together as other trunks: %1$s",
		"records that could not be read, and are not counted: %s",
	};
	unsigned int at;

	for (at = 0; at < TALLY_FLAGS; at++) {
		if (!t->flags[at] || i--)
			continue;
		snprintf(to, size, flag_notes[at], view_number(number, t->flags[at]), view->profile);
		return true;
	}
	for (at = 0; at < 3; at++) {
		if (!counts[at] || i--)
			continue;
		snprintf(to, size, notes[at], view_number(number, counts[at]), view_number(more, TALLY_TRUNKS));
		return true;
	}
	return false;
}

/* --- definitions */

static size_t say_words(char *to, size_t size, const char *words, const char *list)
{
	const char *word;
	size_t len = 0, n;

	for (word = words; *word && len < size; word += n + (word[n] == ' ')) {
		n = strcspn(word, " ");
		if (len)
			len += snprintf(to + len, size - len, *word == '-' ? " less " : " + ");
		if (len >= size)
			break;
		if (!strncmp(word, "list", n))
			len += snprintf(to + len, size - len, "status %s", list ? list : "");
		else
			len += snprintf(to + len, size - len, "%.*s", (int)(n - (*word == '-')), word + (*word == '-'));
	}
	for (n = 0; n < size && to[n]; n++)
		if (to[n] == ':')
			to[n] = ' ';
	return len;
}

void view_definition(const struct kpis *kpis, const struct kpi_row *row, char *to, size_t size)
{
	size_t len = say_words(to, size, row->counts, kpis->list);

	if (len + 5 < size) {
		len += snprintf(to + len, size - len, ", of ");
		say_words(to + len, size - len, row->of, kpis->list);
	}
}

/* --- all */

int view_build(struct view *view)
{
	view->causes.rows = calloc(129, sizeof(struct view_row));
	view->statuses.rows = calloc(701, sizeof(struct view_row));
	view->failures.rows = calloc(TALLY_REASONS + 1, sizeof(struct view_row));
	view->trunks.rows = calloc(view->tally->n_trunks + 1, sizeof(struct view_row));
	if (!view->causes.rows || !view->statuses.rows || !view->failures.rows || !view->trunks.rows)
		return -1;
	list_values(view);
	list_trunks(view);
	sort(&view->causes, by_calls);
	sort(&view->statuses, by_calls);
	sort(&view->failures, by_failed);
	sort(&view->trunks, by_failed);
	say_lead(view);
	say_most(view);
	say_span(view);
	return 0;
}

void view_free(struct view *view)
{
	free(view->causes.rows);
	free(view->statuses.rows);
	free(view->failures.rows);
	free(view->trunks.rows);
}
