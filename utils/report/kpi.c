/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kpi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the words of a definition */

/* "480,486" or "300..399": mark the values in `sets`. Returns the text behind; NULL when a number is out of range. */
static const char *mark_numbers(const char *text, unsigned char *sets, unsigned long size, unsigned int bit)
{
	unsigned long first, last;
	char *end;

	do {
		if (*text < '0' || *text > '9')
			return NULL;
		first = last = strtoul(text, &end, 10);
		if (!strncmp(end, "..", 2))
			last = strtoul(end + 2, &end, 10);
		if (last >= size || first > last)
			return NULL;
		for (; first <= last; first++)
			sets[first] |= bit;
		text = end + 1;
	} while (*end == ',');
	return end;
}

static void mark_class(const char *name, size_t len, unsigned char *sets, unsigned int bit)
{
	unsigned int class;

	for (class = 0; class < CALL_CLASSES; class++)
		if (strlen(call_class_name(class)) == len && !strncmp(call_class_name(class), name, len))
			sets[class] |= bit;
}

static void mark_word(struct kpi_sets *sets, const char *word, size_t len, const char *list, unsigned int bit)
{
	bool not = *word == '-';

	word += not;
	len -= not;
	if (!strncmp(word, "all", len)) {
		sets->all |= bit;
	} else if (!strncmp(word, "every", len)) {
		sets->all |= bit;
		sets->every |= bit;
	} else if (!strncmp(word, "answered", len)) {
		sets->answered |= bit;
	} else if (!strncmp(word, "list", len)) {
		mark_numbers(list ? list : "", sets->status, 700, bit);
	} else if (!strncmp(word, "class:", 6)) {
		mark_class(word + 6, len - 6, sets->class, bit);
	} else if (!strncmp(word, "status:", 7)) {
		mark_numbers(word + 7, not ? sets->not_status : sets->status, 700, bit);
	} else if (!strncmp(word, "cause:", 6)) {
		sets->uses_cause |= bit;
		mark_numbers(word + 6, not ? sets->not_cause : sets->cause, 128, bit);
	}
}

static void mark(struct kpi_sets *sets, const char *words, const char *list, unsigned int bit)
{
	size_t len;

	for (; *words; words += len + (words[len] == ' ')) {
		len = strcspn(words, " ");
		mark_word(sets, words, len, list, bit);
	}
}

/* --- the choice */

static bool is_list(const char *text)
{
	unsigned char statuses[700] = { 0 };
	const char *end = mark_numbers(text, statuses, 700, 1);

	return end && !*end && !memchr(statuses, 1, 100);
}

static const struct kpi_row *find(const char *kpi, const char *variant)
{
	size_t i;

	for (i = 0; i < kpi_rows_count; i++)
		if (!strcmp(kpi_rows[i].kpi, kpi) && (!variant || !strcmp(kpi_rows[i].variant, variant)))
			return &kpi_rows[i];
	return NULL;
}

static const char *refuse(const char *ner, char *why, size_t size)
{
	size_t i, len = snprintf(why, size, "no definition '%s' of NER: statuses with commas between, or one of", ner);

	for (i = 0; i < kpi_rows_count; i++)
		if (!strcmp(kpi_rows[i].kpi, "ner") && !strstr(kpi_rows[i].counts, "list") && len < size)
			len += snprintf(why + len, size - len, " %s", kpi_rows[i].variant);
	return why;
}

const char *kpis_choose(struct kpis *kpis, const char *ner, char *why, size_t size)
{
	const struct kpi_row *row;
	size_t i;

	*kpis = (struct kpis){ .list = ner && is_list(ner) ? ner : NULL };
	if (kpis->list)
		ner = "voipmonitor";
	if (ner && (!find("ner", ner) || (strstr(find("ner", ner)->counts, "list") && !kpis->list)))
		return refuse(ner, why, size);
	for (i = 0; i < kpi_rows_count && kpis->n < KPI_MAX; i++) {
		row = &kpi_rows[i];
		if (row != find(row->kpi, strcmp(row->kpi, "ner") ? NULL : ner))
			continue;
		mark(&kpis->counts, row->counts, kpis->list, 1 << kpis->n);
		mark(&kpis->of, row->of, kpis->list, 1 << kpis->n);
		kpis->rows[kpis->n++] = row;
	}
	return NULL;
}

/* --- a call */

bool kpi_answered(const struct call *call)
{
	return call->answered == CALL_ANSWERED_YES || (call->answered == CALL_ANSWERED_UNKNOWN && call->status / 100 == 2);
}

bool kpi_undecided(const struct call *call)
{
	return call->answered == CALL_ANSWERED_UNKNOWN && call->status / 100 != 2 && call->status < 300 &&
	       (call->class == CALL_CLASS_UNKNOWN || call->class == CALL_CLASS_NORMAL);
}

static unsigned int judge(const struct kpi_sets *sets, const struct call *call, bool answered)
{
	bool by_cause = call->cause && !(call->status && call->flags & CALL_BY_STATUS);
	unsigned int cause = call->cause & 127, status = call->status < 700 ? call->status : 0;
	unsigned int in = sets->all | sets->class[call->class], out;

	if (answered)
		return in | sets->answered;
	if (by_cause) {
		in |= sets->cause[cause] | (sets->status[status] & ~sets->uses_cause);
		out = sets->not_cause[cause] | (sets->not_status[status] & ~sets->uses_cause);
	} else {
		in |= sets->status[status];
		out = sets->not_status[status];
	}
	return in & ~out;
}

void kpis_judge(const struct kpis *kpis, const struct call *call, unsigned int *counts, unsigned int *of)
{
	bool answered = kpi_answered(call);

	*of = kpi_undecided(call) ? kpis->of.every : judge(&kpis->of, call, answered);
	*counts = *of & judge(&kpis->counts, call, answered);
}
