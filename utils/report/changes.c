/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

const char *change_kind_name(enum change_kind kind)
{
	static const char *const names[] = { "kpi", "class", "cause", "status", "trunk" };

	return names[kind];
}

const char *change_what_name(enum change_what what)
{
	static const char *const names[] = { "more", "less", "new", "gone" };

	return names[what];
}

const char *change_share_of(enum change_kind kind)
{
	return kind == CHANGE_KPI ? "by its definition" : kind == CHANGE_TRUNK ? "of its calls failed" : "of all calls";
}

/* --- the test */

/* The square of z; 0 where there are too few calls to tell. */
static double z_squared(double n, double of, double n_before, double of_before)
{
	double p = (n + n_before) / (of + of_before);
	double smaller = of < of_before ? of : of_before;
	double difference = n / of - n_before / of_before;

	if (smaller * p < 5 || smaller * (1 - p) < 5)
		return 0;
	return difference * difference / (p * (1 - p) * (1 / of + 1 / of_before));
}

static enum change_what what_changed(const struct change *c)
{
	if (c->kind != CHANGE_KPI && c->kind != CHANGE_TRUNK && !c->n_before)
		return CHANGE_NEW;
	if (c->kind != CHANGE_KPI && c->kind != CHANGE_TRUNK && !c->n)
		return CHANGE_GONE;
	return c->points > 0 ? CHANGE_MORE : CHANGE_LESS;
}

/* `good` is what a greater share means. Keeps what is beyond noise. Returns -1 when memory ran out. */
static int compare(struct changes *changes, struct change c, int good)
{
	struct change *rows;

	if (!c.of || !c.of_before || (!c.n && !c.n_before))
		return 0;
	c.z2 = z_squared(c.n, c.of, c.n_before, c.of_before);
	if (c.z2 <= CHANGES_Z2) {
		changes->within++;
		return 0;
	}
	c.points = 100.0 * c.n / c.of - 100.0 * c.n_before / c.of_before;
	c.what = what_changed(&c);
	c.good = c.points > 0 ? good : -good;
	if (changes->n == changes->room) {
		changes->room = changes->room ? 2 * changes->room : 64;
		rows = realloc(changes->rows, changes->room * sizeof(*rows));
		if (!rows)
			return -1;
		changes->rows = rows;
	}
	changes->rows[changes->n++] = c;
	return 0;
}

/* --- what is compared */

static int compare_kpis(struct changes *changes, const struct tally *now, const struct tally *before)
{
	const struct kpi_row *row;
	struct change c = { .kind = CHANGE_KPI };
	size_t i;

	for (i = 0; i < now->kpis->n; i++) {
		row = now->kpis->rows[i];
		if (changes->ner_differs && !strcmp(row->kpi, "ner"))
			continue;
		snprintf(c.label, sizeof(c.label), "%s (%s)", row->title, row->variant);
		c.n = now->all.hits[i];
		c.of = now->all.bases[i];
		c.n_before = before->all.hits[i];
		c.of_before = before->all.bases[i];
		if (compare(changes, c, row->good_high ? 1 : -1) < 0)
			return -1;
	}
	return 0;
}

static int compare_classes(struct changes *changes, const struct tally *now, const struct tally *before)
{
	unsigned int class;
	struct change c = { .kind = CHANGE_CLASS, .of = now->all.calls, .of_before = before->all.calls };

	for (class = 0; class < CALL_CLASSES; class++) {
		snprintf(c.label, sizeof(c.label), "%s", call_class_name(class));
		c.n = now->all.classes[class];
		c.n_before = before->all.classes[class];
		if (compare(changes, c, class_is_failure(class) ? -1 : class == CALL_CLASS_NORMAL ? 1 : 0) < 0)
			return -1;
	}
	return 0;
}

static unsigned long sum(const unsigned long classes[CALL_CLASSES], bool failed)
{
	unsigned long n = 0;
	unsigned int class;

	for (class = 0; class < CALL_CLASSES; class++)
		if (!failed || class_is_failure(class))
			n += classes[class];
	return n;
}

/* Worse only where most of these calls failed. */
static int judge(const unsigned long now[CALL_CLASSES], const unsigned long before[CALL_CLASSES])
{
	return 2 * (sum(now, true) + sum(before, true)) > sum(now, false) + sum(before, false) ? -1 : 0;
}

static int compare_values(struct changes *changes, const struct tally *now, const struct tally *before)
{
	struct change c = { .kind = CHANGE_CAUSE, .of = now->all.calls, .of_before = before->all.calls };
	unsigned int i;

	for (i = 1; i < 128; i++) {
		view_reason(c.label, sizeof(c.label), i);
		c.n = sum(now->causes[i], false);
		c.n_before = sum(before->causes[i], false);
		if (compare(changes, c, judge(now->causes[i], before->causes[i])) < 0)
			return -1;
	}
	c.kind = CHANGE_STATUS;
	for (i = 100; i < 700; i++) {
		snprintf(c.label, sizeof(c.label), "%u %s", i, view_status_name(i));
		c.n = sum(now->statuses[i], false);
		c.n_before = sum(before->statuses[i], false);
		if (compare(changes, c, judge(now->statuses[i], before->statuses[i])) < 0)
			return -1;
	}
	return 0;
}

static int compare_trunks(struct changes *changes, const struct tally *now, const struct tally *before)
{
	static const struct tally_counts none;
	const struct tally_counts *was;
	struct change c = { .kind = CHANGE_TRUNK };
	size_t i;

	for (i = 0; i < now->n_trunks; i++) {
		was = tally_trunk_counts(before, now->trunks[i]->name);
		if (!was)
			was = &none;
		snprintf(c.label, sizeof(c.label), "%s", view_trunk_name(now->trunks[i]));
		c.n = counts_failed(&now->trunks[i]->counts);
		c.of = now->trunks[i]->counts.calls;
		c.n_before = counts_failed(was);
		c.of_before = was->calls;
		if (compare(changes, c, -1) < 0)
			return -1;
	}
	return 0;
}

static int by_clearness(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->kind != y->kind && (x->kind == CHANGE_KPI || y->kind == CHANGE_KPI))
		return x->kind == CHANGE_KPI ? -1 : 1;
	if (x->z2 != y->z2)
		return x->z2 > y->z2 ? -1 : 1;
	return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->label, y->label);
}

int changes_find(struct changes *changes, const struct tally *now, const struct tally *before)
{
	changes->calls_before = before->all.calls;
	if (compare_kpis(changes, now, before) < 0 || compare_classes(changes, now, before) < 0 ||
	    compare_values(changes, now, before) < 0 || compare_trunks(changes, now, before) < 0)
		return -1;
	if (changes->n)
		qsort(changes->rows, changes->n, sizeof(*changes->rows), by_clearness);
	return 0;
}

void changes_free(struct changes *changes)
{
	free(changes->rows);
	changes->rows = NULL;
}
