/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tally.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 32768	/* a power of two, well above TALLY_TRUNKS */

struct tally *tally_open(const struct kpis *kpis)
{
	struct tally *tally = calloc(1, sizeof(*tally));

	if (!tally)
		return NULL;
	tally->kpis = kpis;
	tally->trunks = calloc(TALLY_TRUNKS, sizeof(*tally->trunks));
	tally->slots = calloc(SLOTS, sizeof(*tally->slots));
	if (tally->trunks && tally->slots)
		return tally;
	tally_free(tally);
	return NULL;
}

void tally_free(struct tally *tally)
{
	size_t i;

	if (!tally)
		return;
	for (i = 0; i < tally->n_trunks; i++)
		free(tally->trunks[i]);
	free(tally->others);
	free(tally->trunks);
	free(tally->slots);
	free(tally);
}

/* --- trunks */

/* FNV-1a */
static unsigned int hash(const char *text)
{
	uint32_t h = 2166136261u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

static struct tally_trunk *new_trunk(const char *name)
{
	size_t size = strlen(name) + 1;
	struct tally_trunk *trunk = calloc(1, sizeof(*trunk) + size);

	if (trunk)
		memcpy(trunk->name, name, size);
	return trunk;
}

/* The slot of a trunk, free or its own. */
static unsigned int slot_of(const struct tally *tally, const char *name)
{
	unsigned int slot = hash(name) % SLOTS;

	while (tally->slots[slot] && strcmp(tally->trunks[tally->slots[slot] - 1]->name, name))
		slot = (slot + 1) % SLOTS;
	return slot;
}

const struct tally_counts *tally_trunk_counts(const struct tally *tally, const char *name)
{
	unsigned int slot = slot_of(tally, name);

	return tally->slots[slot] ? &tally->trunks[tally->slots[slot] - 1]->counts : NULL;
}

struct tally_trunk *tally_trunk(struct tally *tally, const char *name)
{
	struct tally_trunk *trunk;
	unsigned int slot;

	if (tally->recent && !strcmp(tally->recent->name, name))
		return tally->recent;
	slot = slot_of(tally, name);
	if (tally->slots[slot])
		return tally->recent = tally->trunks[tally->slots[slot] - 1];
	if (tally->n_trunks == TALLY_TRUNKS) {
		if (!tally->others)
			tally->others = new_trunk("other trunks");
		return tally->others;
	}
	trunk = new_trunk(name);
	if (!trunk)
		return NULL;
	tally->trunks[tally->n_trunks] = trunk;
	tally->slots[slot] = ++tally->n_trunks;
	return tally->recent = trunk;
}

/* --- a call */

unsigned int tally_reason(const struct call *call)
{
	bool status = call->status >= 300 && call->status < 700;

	if (call->cause > 0 && call->cause < 128 && !(status && call->flags & CALL_BY_STATUS))
		return call->cause;
	return status ? 128 + call->status - 300 : 0;
}

unsigned long counts_failed(const struct tally_counts *counts)
{
	unsigned long failed = 0;
	unsigned int class;

	for (class = 0; class < CALL_CLASSES; class++)
		if (class_is_failure(class))
			failed += counts->classes[class];
	return failed;
}

/* How a call is to be counted. */
struct verdict {
	bool answered, undecided;
	enum call_class class;
	unsigned int counts, of;
};

static void count(struct tally_counts *to, const struct verdict *v)
{
	unsigned int i;

	to->calls++;
	to->answered += v->answered;
	to->undecided += v->undecided;
	to->classes[v->class]++;
	for (i = 0; i < KPI_MAX; i++) {
		to->hits[i] += v->counts >> i & 1;
		to->bases[i] += v->of >> i & 1;
	}
}

static void note_time(struct tally *tally, const char *time)
{
	if (!*time)
		return;
	if (!*tally->first || strcmp(time, tally->first) < 0)
		memcpy(tally->first, time, sizeof(tally->first));
	if (strcmp(time, tally->last) > 0)
		memcpy(tally->last, time, sizeof(tally->last));
}

int tally_add(struct tally *tally, const struct call *call)
{
	struct tally_trunk *trunk = tally_trunk(tally, call->trunk);
	unsigned int hour = call->hour >= 0 && call->hour < 24 ? call->hour : 24;
	unsigned int status = call->status >= 100 && call->status < 700 ? call->status : 0;
	unsigned int cause = call->cause > 0 && call->cause < 128 ? call->cause : 0;
	unsigned int reason = tally_reason(call), bit;
	struct verdict v = { kpi_answered(call), kpi_undecided(call), call->class, 0, 0 };

	if (!trunk)
		return -1;
	kpis_judge(tally->kpis, call, &v.counts, &v.of);
	count(&tally->all, &v);
	count(&tally->hours[hour], &v);
	count(&trunk->counts, &v);
	tally->reasons[reason][v.class]++;
	tally->causes[cause][v.class]++;
	tally->cause_answered[cause] += v.answered;
	tally->statuses[status][v.class]++;
	tally->status_answered[status] += v.answered;
	if (class_is_failure(v.class)) {
		tally->reason_hours[reason][hour]++;
		trunk->failed_by[reason] += trunk->failed_by[reason] < UINT_MAX;
	}
	for (bit = 0; call->flags >> bit; bit++)
		if (bit < TALLY_FLAGS)
			tally->flags[bit] += call->flags >> bit & 1;
	note_time(tally, call->time);
	return 0;
}
