/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "baseline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../cli.h"
#include "../logs/input.h"
#include "json.h"

#define FILE_MAX (64 * 1024 * 1024)

/* Each row begins with what it is about; the counts behind go there. */
struct reading {
	struct tally *tally;
	long version;
	bool no_memory, ner_differs, damaged;
	unsigned int cause, status, kpi;	/* of the row; kpi = KPI_MAX: none that we have */
	struct tally_trunk *trunk;
};

/* A figure of a report has nothing but digits. */
static unsigned long take_count(struct reading *r, const char *value)
{
	const size_t digits = strspn(value, "0123456789");

	if (!digits || digits > 18 || value[digits])
		r->damaged = true;
	return strtoul(value, NULL, 10);
}

/* Do the counts of the classes add up to all calls? */
static bool adds_up(const struct tally *tally)
{
	unsigned long sum = 0;
	unsigned int class;

	for (class = 0; class < CALL_CLASSES; class++)
		sum += tally->all.classes[class];
	return sum == tally->all.calls;
}

static unsigned int class_of(const char *name)
{
	unsigned int class;

	for (class = 0; class < CALL_CLASSES; class++)
		if (!strcmp(call_class_name(class), name))
			return class;
	return CALL_CLASS_UNKNOWN;
}

/* What stands behind "causes.3."; NULL when the path is not of that list. */
static const char *in_list(const char *path, const char *list)
{
	size_t len = strlen(list);

	if (strncmp(path, list, len) || path[len] != '.')
		return NULL;
	path += len + 1;
	path += strspn(path, "0123456789");
	return *path == '.' ? path + 1 : NULL;
}

static int take_kpi(struct reading *r, const char *key, const char *value)
{
	const struct kpis *kpis = r->tally->kpis;
	unsigned int i;

	if (!strcmp(key, "kpi")) {
		for (r->kpi = KPI_MAX, i = 0; i < kpis->n; i++)
			if (!strcmp(kpis->rows[i]->kpi, value))
				r->kpi = i;
	} else if (r->kpi < KPI_MAX && !strcmp(key, "variant")) {
		r->ner_differs |= !strcmp(kpis->rows[r->kpi]->kpi, "ner") && strcmp(kpis->rows[r->kpi]->variant, value);
	} else if (r->kpi < KPI_MAX && !strcmp(key, "list")) {
		r->ner_differs |= strcmp(or_empty(kpis->list), value) != 0;
	} else if (r->kpi < KPI_MAX && !strcmp(key, "counted")) {
		r->tally->all.hits[r->kpi] = take_count(r, value);
	} else if (r->kpi < KPI_MAX && !strcmp(key, "of")) {
		r->tally->all.bases[r->kpi] = take_count(r, value);
	}
	return 0;
}

static int take_cause(struct reading *r, const char *key, const char *value)
{
	if (!strcmp(key, "cause"))
		r->cause = take_count(r, value);
	else if (!strncmp(key, "classes.", 8) && r->cause < 128)
		r->tally->causes[r->cause][class_of(key + 8)] = take_count(r, value);
	return 0;
}

static int take_status(struct reading *r, const char *key, const char *value)
{
	if (!strcmp(key, "status"))
		r->status = take_count(r, value);
	else if (!strncmp(key, "classes.", 8) && r->status < 700)
		r->tally->statuses[r->status][class_of(key + 8)] = take_count(r, value);
	return 0;
}

static int take_trunk(struct reading *r, const char *key, const char *value)
{
	if (!strcmp(key, "trunk")) {
		r->trunk = tally_trunk(r->tally, value);
		r->no_memory |= !r->trunk;
		return !r->trunk;
	}
	if (r->trunk && !strcmp(key, "calls"))
		r->trunk->counts.calls = take_count(r, value);
	else if (r->trunk && !strncmp(key, "classes.", 8))
		r->trunk->counts.classes[class_of(key + 8)] = take_count(r, value);
	return 0;
}

static int take_leaf(void *to, const char *path, const char *value)
{
	static const struct {
		const char *list;
		int (*take)(struct reading *r, const char *key, const char *value);
	} lists[] = {
		{ "kpis", take_kpi }, { "causes", take_cause }, { "statuses", take_status }, { "trunks", take_trunk }
	};
	struct reading *r = to;
	const char *key;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if ((key = in_list(path, lists[i].list)))
			return lists[i].take(r, key, value);
	if (!strcmp(path, "report"))
		r->version = take_count(r, value);
	else if (!strcmp(path, "calls"))
		r->tally->all.calls = take_count(r, value);
	else if (!strncmp(path, "classes.", 8))
		r->tally->all.classes[class_of(path + 8)] = take_count(r, value);
	return 0;
}

/* The whole file, for free(). Prints why and returns NULL. */
static char *read_whole(const char *name, size_t *len)
{
	struct input input = { .fd = -1 };
	size_t room = 64 * 1024;
	char *text = malloc(room), *more;
	ssize_t got = -1;

	*len = 0;
	if (text && input_open(&input, name, 0) == 0) {
		while ((got = input_read(&input, text + *len, room - *len)) > 0) {
			*len += got;
			if (*len < room)
				continue;
			more = room < FILE_MAX ? realloc(text, 2 * room) : NULL;
			if (!more) {
				cli_error("%s: larger than 64 MiB, or no memory: no report of 'sipq850 report -f json'", name);
				got = -1;
				break;
			}
			text = more;
			room *= 2;
		}
	}
	input_close(&input);
	if (got == 0)
		return text;
	free(text);
	return NULL;
}

static struct tally *parse(const char *name, const char *text, size_t len, const struct kpis *kpis, bool *ner_differs)
{
	struct reading r = { .tally = tally_open(kpis), .version = -1, .kpi = KPI_MAX, .cause = 128, .status = 700 };
	int rc = r.tally ? json_walk(text, len, take_leaf, &r) : -1;

	if (!r.tally || r.no_memory)
		cli_error("%s: %s", name, strerror(ENOMEM));
	else if (rc || r.version < 0)
		cli_error("%s: no report; 'sipq850 report -f json' writes one", name);
	else if (r.version == BASELINE_VERSION && (r.damaged || !adds_up(r.tally)))
		cli_error("%s: this report was damaged: its figures are none, or do not add up; write it anew", name);
	else if (r.version != BASELINE_VERSION)
		cli_error("%s: a report of version %ld, this command reads version %d; write it anew", name, r.version,
			  BASELINE_VERSION);
	if (!r.tally || rc || r.version != BASELINE_VERSION || r.damaged || !adds_up(r.tally)) {
		tally_free(r.tally);
		return NULL;
	}
	*ner_differs = r.ner_differs;
	return r.tally;
}

struct tally *baseline_read(const char *name, const struct kpis *kpis, bool *ner_differs)
{
	size_t len;
	char *text = read_whole(name, &len);
	struct tally *tally = text ? parse(name, text, len, kpis, ner_differs) : NULL;

	free(text);
	return tally;
}
