/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls stand in a ring, in the order of their first records; their number in that order never comes again.
 *
 *	forgotten | told, its ids still known | held      | to come
 *	          first known                 first held   next
 *
 * An id leads to its call by a hash table of chains. Each call has two ids, and their links stand at its place in a
 * ring of twice the window: to forget a call is to unlink them. */
#include "join.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

enum choice { CHOOSE_LAST, CHOOSE_FIRST, CHOOSE_LATEST, CHOOSE_WHERE };

/* An id of a call, in the chain of its bucket. */
struct link {
	uint64_t hash;
	uint32_t next;		/* NONE: the last of the chain */
	bool linked;
};

struct held {
	struct call call;
	bool chosen;		/* a leg was taken that `#: result` asks for */
	bool ended;		/* some leg said how it ended */
};

struct join {
	int (*tell)(void *to, struct call *call);
	void *to;
	bool joins;
	enum choice choice;
	enum format_field field;	/* CHOOSE_WHERE */
	const char *wanted;
	size_t window;
	uint64_t first, next;	/* numbers of the calls held */
	struct held *held;	/* window */
	struct link *links;	/* 2 ids of 2 windows */
	uint32_t *buckets;	/* a power of two */
	size_t n_buckets;
};

/* --- ids */

/* Eight bytes at a time. */
static uint64_t hash_text(const char *text)
{
	size_t len = strlen(text);
	uint64_t hash = len, part;

	for (; len; text += sizeof(part), len -= sizeof(part)) {
		if (len < sizeof(part)) {
			part = 0;
			memcpy(&part, text, len);
			len = sizeof(part);
		} else {
			memcpy(&part, text, sizeof(part));
		}
		hash = (hash ^ part) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	return hash;
}

static uint32_t link_of(const struct join *join, uint64_t number, unsigned int id)
{
	return number % (2 * join->window) * 2 + id;
}

/* The call that a link stands for: those of the last two windows have one each. */
static uint64_t number_of(const struct join *join, uint32_t at)
{
	const uint64_t span = 2 * join->window, place = at / 2;
	const uint64_t last = join->next - 1;	/* asked only when there is a call */

	return last - (last % span + span - place) % span;
}

static void add_link(struct join *join, uint64_t number, unsigned int id, const char *text)
{
	struct link *link = &join->links[link_of(join, number, id)];
	uint32_t *bucket;

	link->linked = *text;
	if (!link->linked)
		return;
	link->hash = hash_text(text);
	bucket = &join->buckets[link->hash & (join->n_buckets - 1)];
	link->next = *bucket;
	*bucket = link_of(join, number, id);
}

static void remove_link(struct join *join, uint32_t at)
{
	struct link *link = &join->links[at];
	uint32_t *from = &join->buckets[link->hash & (join->n_buckets - 1)];

	if (!link->linked)
		return;
	while (*from != at)
		from = &join->links[*from].next;
	*from = link->next;
	link->linked = false;
}

/* Find the last call that goes by this id; false when none is known. A call that was told is known by the hash alone. */
static bool find(const struct join *join, const char *text, uint64_t *number)
{
	const uint64_t hash = hash_text(text);
	uint32_t at;

	if (!*text)
		return false;
	for (at = join->buckets[hash & (join->n_buckets - 1)]; at != NONE; at = join->links[at].next) {
		if (join->links[at].hash != hash)
			continue;
		*number = number_of(join, at);
		if (*number < join->first)
			return true;
		if (!strcmp(at % 2 ? join->held[*number % join->window].call.peer :
				     join->held[*number % join->window].call.call, text))
			return true;
	}
	return false;
}

/* --- what a call is made of */

static bool says_end(const struct call *leg)
{
	return leg->status || leg->cause;
}

static const char *text_field(const struct call *leg, enum format_field field)
{
	switch (field) {
	case FIELD_LEG:
		return leg->leg;
	case FIELD_TRUNK:
		return leg->trunk;
	case FIELD_INITIATOR:
		return leg->initiator;
	default:
		return "";
	}
}

/* Does this leg tell how the call ended, rather than those before it? */
static bool is_chosen(const struct join *join, const struct held *held, const struct call *leg, bool *wanted)
{
	*wanted = join->choice == CHOOSE_WHERE && !strcmp(text_field(leg, join->field), join->wanted);
	if (!says_end(leg))
		return false;
	if (!held->ended || *wanted)
		return true;
	if (join->choice == CHOOSE_LATEST)
		return strcmp(leg->time, held->call.time) >= 0;	/* of one format and one file: written alike */
	return join->choice != CHOOSE_FIRST && !held->chosen;
}

static void set_if(char *to, size_t size, const char *from)
{
	if (*from)
		snprintf(to, size, "%s", from);
}

static void take_status(struct call *call, const struct call *leg)
{
	if (!leg->status)
		return;
	call->status = leg->status;
	memcpy(call->status_text, leg->status_text, sizeof(call->status_text));
}

static void take_cause(struct call *call, const struct call *leg)
{
	if (!leg->cause)
		return;
	call->cause = leg->cause;
	call->location = leg->location;
	memcpy(call->cause_text, leg->cause_text, sizeof(call->cause_text));
}

/* How it ended is what the chosen leg says; what that leg does not know is what the others say, whatever their order. */
static void take_end(struct call *call, const struct call *leg)
{
	take_status(call, leg);
	take_cause(call, leg);
	set_if(call->time, sizeof(call->time), leg->time);
	call->hour = *leg->time ? leg->hour : call->hour;
	set_if(call->leg, sizeof(call->leg), leg->leg);
	set_if(call->trunk, sizeof(call->trunk), leg->trunk);
	set_if(call->initiator, sizeof(call->initiator), leg->initiator);
	set_if(call->reason, sizeof(call->reason), leg->reason);
}

static void merge(struct join *join, struct held *held, const struct call *leg)
{
	struct call *call = &held->call;
	bool wanted, chosen;

	if ((call->cause && leg->cause && call->cause != leg->cause) ||
	    (call->status && leg->status && call->status != leg->status))
		call->flags |= CALL_LEGS_DIFFER;
	chosen = is_chosen(join, held, leg, &wanted);
	if (chosen)
		take_end(call, leg);
	if (!chosen && !call->status)
		take_status(call, leg);
	if (!chosen && !call->cause)
		take_cause(call, leg);
	held->ended = held->ended || says_end(leg);
	held->chosen = held->chosen || (wanted && says_end(leg));
	if (leg->answered == CALL_ANSWERED_YES || call->answered == CALL_ANSWERED_UNKNOWN)
		call->answered = leg->answered;
	if (leg->duration > call->duration)
		call->duration = leg->duration;
	if (!*call->trunk)
		memcpy(call->trunk, leg->trunk, sizeof(call->trunk));
	call->flags |= leg->flags;
	call->legs++;
}

/* --- the ring */

/* The ring is larger than the nearest caches, and calls are told in its order: have the next ones brought near. */
static void bring_near(const struct call *call)
{
	const char *const parts[] = {
		(const char *)call, call->time, call->call, call->peer, call->leg, call->trunk, call->initiator,
		call->status_text, call->cause_text, call->reason,
	};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		__builtin_prefetch(parts[i]);
}

static int tell_first(struct join *join)
{
	struct held *held = &join->held[join->first++ % join->window];

	bring_near(&join->held[(join->first + 3) % join->window].call);
	return join->tell(join->to, &held->call);
}

/* A call of its own. */
static int begin(struct join *join, const struct call *leg)
{
	struct held *held;
	bool wanted;
	int rc = 0;

	if (join->next - join->first == join->window)
		rc = tell_first(join);
	remove_link(join, link_of(join, join->next, 0));
	remove_link(join, link_of(join, join->next, 1));
	held = &join->held[join->next % join->window];
	call_copy(&held->call, leg);
	held->ended = says_end(leg);
	held->chosen = false;
	is_chosen(join, held, leg, &wanted);
	held->chosen = wanted && held->ended;
	join->next++;
	add_link(join, join->next - 1, 0, leg->call);
	add_link(join, join->next - 1, 1, leg->peer);
	return rc;
}

static int tell_late(struct join *join, struct call *leg)
{
	leg->flags |= CALL_LATE;
	return join->tell(join->to, leg);
}

int join_add(struct join *join, struct call *leg)
{
	uint64_t number;

	if (!join->joins)
		return join->tell(join->to, leg);
	if (leg->begins || (!find(join, leg->call, &number) && !find(join, leg->peer, &number)))
		return begin(join, leg);
	if (number < join->first)
		return tell_late(join, leg);
	merge(join, &join->held[number % join->window], leg);
	return 0;
}

int join_finish(struct join *join)
{
	int rc = 0;

	while (join->joins && join->first < join->next && !rc)
		rc = tell_first(join);
	return rc;
}

/* --- begin and end */

static bool read_choice(struct join *join, const struct format *format)
{
	const char *result = format_head(format, "result", "last");
	const char *equals = strchr(result, '=');
	const size_t len = equals ? (size_t)(equals - result) : 0;
	enum format_field field;

	join->choice = !strcmp(result, "first") ? CHOOSE_FIRST : !strcmp(result, "latest") ? CHOOSE_LATEST :
		       equals ? CHOOSE_WHERE : CHOOSE_LAST;
	if (!equals)
		return join->choice != CHOOSE_LAST || !strcmp(result, "last");
	join->wanted = equals + 1;
	for (field = 0; field < FORMAT_FIELDS; field++)
		if (strlen(format_field_name(field)) == len && !memcmp(format_field_name(field), result, len))
			join->field = field;
	return join->field == FIELD_LEG || join->field == FIELD_TRUNK || join->field == FIELD_INITIATOR;
}

static bool make_room(struct join *join, size_t window)
{
	size_t i;

	join->window = window;
	for (join->n_buckets = 1; join->n_buckets < 4 * window; join->n_buckets *= 2)
		;
	join->held = malloc(window * sizeof(*join->held));
	join->links = calloc(4 * window, sizeof(*join->links));
	join->buckets = malloc(join->n_buckets * sizeof(*join->buckets));
	for (i = 0; join->buckets && i < join->n_buckets; i++)
		join->buckets[i] = NONE;
	return join->held && join->links && join->buckets;
}

struct join *join_open(const struct format *format, size_t window, int (*tell)(void *to, struct call *call), void *to,
		       char *why, size_t size)
{
	struct join *join = calloc(1, sizeof(*join));
	const char *by = format_head(format, "join", NULL);

	snprintf(why, size, "out of memory");
	if (!join)
		return NULL;
	join->tell = tell;
	join->to = to;
	join->joins = by;
	if ((by && strcmp(by, "call")) || !read_choice(join, format))
		snprintf(why, size, "%s: 'join call', and 'result' first, last, latest, leg=.., trunk=.. or initiator=..",
			 format->file);
	else if (!by || make_room(join, window))
		return join;
	join_free(join);
	return NULL;
}

void join_free(struct join *join)
{
	if (!join)
		return;
	free(join->held);
	free(join->links);
	free(join->buckets);
	free(join);
}
