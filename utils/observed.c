/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "observed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "domain.h"
#include "tsv.h"

#define COMPLAINTS_MAX 20	/* a call record file may have millions */

/* --- columns */

enum { DIRECTION, IN, CONTEXT, CONDITION, LOCATION, OUT, OUT_LOCATION, FOUND, N_COLUMNS };

static const char *const names[N_COLUMNS] = {
	[DIRECTION] = "direction", [IN] = "in", [CONTEXT] = "context", [CONDITION] = "condition",
	[LOCATION] = "location", [OUT] = "out", [OUT_LOCATION] = "out_location", [FOUND] = "found",
};

struct reader {
	struct observed *observed;
	struct tsv tsv;
	int index[N_COLUMNS];		/* -1: the file has no such column */
	const char *cell[N_COLUMNS];
	struct observation pair;	/* the record at hand */
	char context_text[TSV_LINE_MAX];
	char problem[256];
	unsigned long complaints;
};

static int find_columns(struct reader *r)
{
	int i, j;

	for (i = 0; i < N_COLUMNS; i++) {
		r->index[i] = -1;
		for (j = 0; j < r->tsv.n_columns; j++)
			if (!strcmp(r->tsv.head[j], names[i]))
				r->index[i] = j;
	}
	for (i = 0; i < N_COLUMNS; i++) {
		if (r->index[i] >= 0 || (i != DIRECTION && i != IN && i != OUT))
			continue;
		snprintf(r->tsv.problem, sizeof(r->tsv.problem),
			 "the head has no column '%s': direction, in and out are needed", names[i]);
		return -EBADMSG;
	}
	return 0;
}

/* --- a record: these return 0, -EBADMSG for a malformed one, -EINVAL for an unusable one, with the problem set */

static int read_direction(struct reader *r)
{
	enum sipq850_direction d;

	for (d = SIPQ850_SIP2Q850; d <= SIPQ850_Q850SIP; d++) {
		if (!strcmp(r->cell[DIRECTION], sipq850_direction_name(d))) {
			r->pair.direction = d;
			return 0;
		}
	}
	snprintf(r->problem, sizeof(r->problem), "direction is '%.64s': sip2q850 or q850sip", r->cell[DIRECTION]);
	return -EBADMSG;
}

static int read_in(struct reader *r)
{
	int rc = domain_parse(r->pair.direction, r->cell[IN], &r->pair.input);

	if (!rc)
		return 0;
	if (rc == -ENOTUNIQ)
		snprintf(r->problem, sizeof(r->problem), "in '%.64s' is the name of several", r->cell[IN]);
	else
		snprintf(r->problem, sizeof(r->problem), "in '%.64s' is no %s", r->cell[IN],
			 r->pair.direction == SIPQ850_SIP2Q850 ? "SIP status (100..699), phrase or event"
							       : "Q.850 cause (1..127), name or event");
	return -EINVAL;
}

/* A condition with != holds for many contexts: take the one that the library takes. It reads conditions of rows only, so make
 * a row of it. */
static int read_condition(struct sipq850_context *context, const char *condition)
{
	static const char head[] = "#: title observed\n#: document observed\n#: sip2q850 partial\n#: q850sip absent\n"
				   "direction\tin\tcondition\tout\tsource\tnote\n";
	struct sipq850_profile *profile;
	char text[TSV_LINE_MAX + 256];
	int n = snprintf(text, sizeof(text), "%ssip2q850\t300\t%s\tnone\tobserved\t\n", head, condition);
	int rc = sipq850_profile_parse("observed", text, n, &profile, NULL);

	if (rc)
		return rc;
	rc = sipq850_row_context(sipq850_profile_row(profile, 0), context);
	sipq850_profile_unref(profile);
	return rc;
}

static int add_term(struct reader *r, const char *term)
{
	size_t len = strlen(r->context_text);

	if (strstr(term, "!=") ? read_condition(&r->pair.context, term)
			       : sipq850_context_parse(&r->pair.context, term)) {
		snprintf(r->problem, sizeof(r->problem), "no such condition '%.64s': write WORD=VALUE with words of "
			 "tables/words.tsv", term);
		return -EBADMSG;
	}
	snprintf(r->context_text + len, sizeof(r->context_text) - len, "%s%s", len ? "," : "", term);
	return 0;
}

/* Terms with commas or blanks between. Those with a != are read together, by the library: several may be of one word. */
static int add_terms(struct reader *r, const char *terms)
{
	char term[256];
	int rc = 0;

	if (strstr(terms, "!=") && !strchr(terms, ' '))
		return add_term(r, terms);
	while (!rc && *(terms += strspn(terms, " ,"))) {
		size_t len = strcspn(terms, " ,");

		snprintf(term, sizeof(term), "%.*s", (int)len, terms);
		terms += len;
		rc = add_term(r, term);
	}
	return rc;
}

static int read_context(struct reader *r)
{
	char location[256];
	int rc;

	memset(&r->pair.context, 0, sizeof(r->pair.context));
	r->context_text[0] = '\0';
	rc = add_terms(r, r->cell[CONTEXT]);
	if (!rc)
		rc = add_terms(r, r->cell[CONDITION]);
	if (rc || !r->cell[LOCATION][0])
		return rc;
	snprintf(location, sizeof(location), "location=%s", r->cell[LOCATION]);
	return add_term(r, location);
}

static bool is_none(const char *out)
{
	return !*out || !strcmp(out, "none") || !strcmp(out, "-") || !strcmp(out, "0");
}

static bool read_location(const char *text, struct sipq850_answer *out)
{
	enum sipq850_location location;

	if (!strcmp(text, sipq850_location_token(SIPQ850_LOCATION_NETWORK))) {
		out->location = SIPQ850_LOCATION_NETWORK;
		return true;
	}
	if (sipq850_location_parse(text, &location))
		return false;
	out->location = location;
	return true;
}

/* A token of the tables: "isdn:ALERTING". */
static bool read_token(const char *text, struct sipq850_answer *out)
{
	int action;

	for (action = 1; action <= UINT8_MAX; action++) {
		const char *token = sipq850_action_token(action);

		if (token && !strcmp(token, text)) {
			out->action = action;
			return true;
		}
	}
	return false;
}

/* A number, with or without a location behind '@', or a name. */
static bool read_number(enum sipq850_direction direction, const char *text, struct sipq850_answer *out)
{
	const char *at = strchr(text, '@');
	char number[256];
	int value;

	snprintf(number, sizeof(number), "%.*s", (int)(at ? at - text : (long)strlen(text)), text);
	if (direction == SIPQ850_SIP2Q850 ? sipq850_cause_parse(number, &value) : sipq850_sip_parse(number, &value))
		return false;
	out->action = direction == SIPQ850_SIP2Q850 ? SIPQ850_ACTION_RELEASE : SIPQ850_ACTION_RESPOND;
	out->value = value;
	return !at || read_location(at + 1, out);
}

static int read_out(struct reader *r)
{
	struct sipq850_answer *out = &r->pair.out;
	const char *text = r->cell[OUT];

	memset(out, 0, sizeof(*out));
	r->pair.empty = !*text;
	if (is_none(text)) {
		out->action = SIPQ850_ACTION_NONE;
		return 0;
	}
	if ((read_token(text, out) || read_number(r->pair.direction, text, out)) &&
	    (!r->cell[OUT_LOCATION][0] || read_location(r->cell[OUT_LOCATION], out)))
		return 0;
	snprintf(r->problem, sizeof(r->problem), "out '%.64s%s%.64s' is no %s, no token of the tables and not none", text,
		 r->cell[OUT_LOCATION][0] ? "@" : "", r->cell[OUT_LOCATION],
		 r->pair.direction == SIPQ850_SIP2Q850 ? "Q.850 cause (1..127)" : "SIP status (100..699)");
	return -EINVAL;
}

static int read_pair(struct reader *r)
{
	int rc = read_direction(r);

	if (!rc)
		rc = read_context(r);
	if (!rc)
		rc = read_in(r);
	return rc ? rc : read_out(r);
}

/* --- the pairs */

static size_t bucket_of(const struct observation *pair)
{
	uint32_t hash = 2166136261u ^ (uint32_t)pair->input ^ (uint32_t)pair->direction << 16;
	size_t i;

	for (i = 0; i < sizeof(pair->context.word); i++)
		hash = (hash ^ pair->context.word[i]) * 16777619u;
	return (hash ^ hash >> 16) % OBSERVED_BUCKETS;
}

static bool is_same_question(const struct observation *a, const struct observation *b)
{
	return a->direction == b->direction && a->input == b->input &&
	       !memcmp(&a->context, &b->context, sizeof(a->context));
}

static bool make_room(struct observed *o)
{
	size_t room = o->room ? 2 * o->room : 256;
	struct observation *pairs;

	if (o->n < o->room)
		return true;
	pairs = realloc(o->pairs, room * sizeof(*pairs));
	if (!pairs)
		return false;
	o->pairs = pairs;
	o->room = room;
	return true;
}

/* Returns 0, or -ENOMEM. */
static int add_pair(struct reader *r)
{
	struct observed *o = r->observed;
	size_t *bucket = &o->bucket[bucket_of(&r->pair)], i;

	for (i = *bucket; i; i = o->pairs[i - 1].next) {
		if (!is_same_question(&o->pairs[i - 1], &r->pair) || !answer_same(&o->pairs[i - 1].out, &r->pair.out))
			continue;
		o->pairs[i - 1].times++;
		o->pairs[i - 1].empty = o->pairs[i - 1].empty && r->pair.empty;
		return 0;
	}
	r->pair.times = 1;
	r->pair.line = r->tsv.line;
	r->pair.next = *bucket;
	r->pair.context_text = strdup(r->context_text);
	if (!r->pair.context_text || !make_room(o)) {
		free(r->pair.context_text);
		return -ENOMEM;
	}
	o->pairs[o->n++] = r->pair;
	*bucket = o->n;
	return 0;
}

/* Do the outs contradict each other? A location that one of them lacks does not. */
static bool is_other_out(const struct sipq850_answer *a, const struct sipq850_answer *b)
{
	if (a->action != b->action || a->value != b->value)
		return true;
	return a->location && b->location && a->location != b->location;
}

const struct observation *observed_other(const struct observed *observed, const struct observation *pair,
					 const struct observation *after)
{
	size_t i = after ? after->next : observed->bucket[bucket_of(pair)];

	for (; i; i = observed->pairs[i - 1].next) {
		const struct observation *other = &observed->pairs[i - 1];

		if (is_same_question(other, pair) && is_other_out(&other->out, &pair->out))
			return other;
	}
	return NULL;
}

/* --- the file */

static void complain(struct reader *r, const char *what, const char *problem)
{
	if (r->complaints++ < COMPLAINTS_MAX)
		cli_error("%s:%lu: %s%s", r->tsv.path, r->tsv.line, what, problem);
}

static int take_record(struct reader *r)
{
	int i, rc;

	for (i = 0; i < N_COLUMNS; i++)
		r->cell[i] = r->index[i] < 0 ? "" : r->tsv.column[r->index[i]];
	if (!r->cell[OUT][0] && !strcmp(r->cell[FOUND], sipq850_found_name(SIPQ850_FOUND_NOT_COVERED))) {
		r->observed->silent++;
		return 0;
	}
	rc = read_pair(r);
	if (!rc)
		return add_pair(r);
	if (rc == -EINVAL)
		r->observed->unusable++;
	else
		r->observed->malformed++;
	complain(r, rc == -EINVAL ? "unusable: " : "", r->problem);
	return 0;
}

static int take_records(struct reader *r)
{
	int rc;

	while ((rc = tsv_next(&r->tsv)) && rc != -EIO) {
		if (rc == -EBADMSG) {
			r->observed->malformed++;
			complain(r, "", r->tsv.problem);
		} else if (take_record(r)) {
			return -ENOMEM;
		}
	}
	if (r->complaints > COMPLAINTS_MAX)
		cli_error("%s: and %lu more", r->tsv.path, r->complaints - COMPLAINTS_MAX);
	if (rc == -EIO)
		cli_error("%s: %s", r->tsv.path, r->tsv.problem);
	if (rc || r->observed->malformed)
		return rc ? rc : -EBADMSG;
	return r->observed->n ? 0 : -ENODATA;
}

static int read_file(struct reader *r, const char *path)
{
	int rc = tsv_open(&r->tsv, path);

	r->observed->path = r->tsv.path;
	if (!rc) {
		rc = find_columns(r);
		if (!rc) {
			rc = take_records(r);
			tsv_close(&r->tsv);
			return rc;
		}
		tsv_close(&r->tsv);
	}
	if (r->tsv.line)
		cli_error("%s:%lu: %s", r->tsv.path, r->tsv.line, r->tsv.problem);
	else
		cli_error("%s: %s", r->tsv.path, r->tsv.problem);
	return rc;
}

int observed_read(struct observed *observed, const char *path)
{
	static struct reader reader;
	int rc;

	memset(observed, 0, sizeof(*observed));
	memset(&reader, 0, sizeof(reader));
	reader.observed = observed;
	rc = read_file(&reader, path);
	if (rc == -ENODATA)
		cli_error("%s: no pair in it", observed->path);
	else if (rc == -ENOMEM)
		cli_error("%s: %s", observed->path, strerror(ENOMEM));
	return rc;
}

void observed_free(struct observed *observed)
{
	size_t i;

	for (i = 0; i < observed->n; i++)
		free(observed->pairs[i].context_text);
	free(observed->pairs);
}
