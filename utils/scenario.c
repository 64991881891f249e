/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scenario.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "cli.h"

static const char *const names[SCENARIO_COLUMNS] = {
	[SCENARIO_NAME] = "name", [SCENARIO_PROFILE] = "profile", [SCENARIO_CALL] = "call", [SCENARIO_TOLD] = "told",
	[SCENARIO_PATH] = "path", [SCENARIO_CARRY] = "carry", [SCENARIO_CONTEXT] = "context",
	[SCENARIO_HEADERS] = "headers", [SCENARIO_POLICY] = "policy",
	[SCENARIO_SOURCE] = "source", [SCENARIO_ACTION] = "action", [SCENARIO_MESSAGE] = "message",
	[SCENARIO_OUT] = "out", [SCENARIO_LOCATION] = "location", [SCENARIO_IE] = "ie", [SCENARIO_STATUS] = "status",
	[SCENARIO_PHRASE] = "phrase", [SCENARIO_REASON] = "reason", [SCENARIO_RETRY_AFTER] = "retry_after",
	[SCENARIO_DECIDED_BY] = "decided_by", [SCENARIO_REPORTS] = "reports", [SCENARIO_FOUND] = "found",
	[SCENARIO_CONDITION] = "condition",
};

const char *scenario_column_name(enum scenario_column column)
{
	return names[column];
}

__attribute__((format(printf, 2, 3))) static int problem(struct scenario *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(s->request.problem, sizeof(s->request.problem), format, args);
	va_end(args);
	return -EINVAL;
}

/* --- the columns of a file */

static int find_column(const char *name)
{
	int i;

	for (i = 0; i < SCENARIO_COLUMNS; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static int judge_columns(struct tsv *tsv, const int index[SCENARIO_COLUMNS])
{
	int i;

	for (i = SCENARIO_EXPECTED; i < SCENARIO_COLUMNS && index[i] < 0; i++)
		;
	if (index[SCENARIO_NAME] >= 0 && (index[SCENARIO_TOLD] >= 0 || index[SCENARIO_PATH] >= 0) && i < SCENARIO_COLUMNS)
		return 0;
	snprintf(tsv->problem, sizeof(tsv->problem), "the head has no column '%s'",
		 index[SCENARIO_NAME] < 0 ? "name" : index[SCENARIO_TOLD] < 0 && index[SCENARIO_PATH] < 0 ? "told" :
		 "out', nor another of what is expected, such as 'action");
	return -EBADMSG;
}

int scenario_columns(struct tsv *tsv, int index[SCENARIO_COLUMNS])
{
	int i;

	memset(index, 0xff, sizeof(int) * SCENARIO_COLUMNS);
	for (i = 0; i < tsv->n_columns; i++) {
		int column = find_column(tsv->head[i]);

		if (column < 0) {
			snprintf(tsv->problem, sizeof(tsv->problem),
				 "no such column '%.64s': 'sipq850 check --help' lists them", tsv->head[i]);
			return -EBADMSG;
		}
		index[column] = i;
	}
	return judge_columns(tsv, index);
}

/* --- reading */

/* Call `take` for each of the terms. */
static int each_term(struct scenario *s, const char *terms, const char *separators,
		     int (*take)(struct request *r, const char *term))
{
	char term[256];
	int rc = 0;

	while (!rc && *(terms += strspn(terms, separators))) {
		size_t len = strcspn(terms, separators);

		if (len >= sizeof(term))
			return problem(s, "%.64s..: too long", terms);
		memcpy(term, terms, len);
		term[len] = '\0';
		terms += len;
		rc = take(&s->request, term);
	}
	return rc;
}

static int take_call(struct request *r, const char *term)
{
	if (!strncmp(term, "isdn=", 5))
		return request_signalling(r, term + 5);
	if (strcmp(term, "setup-only"))
		return request_context(r, term);
	r->call.setup_only = 1;
	return 0;
}

static int take_header(struct scenario *s, char *header)
{
	size_t len = strlen(header);
	const char *isup = header_value(header, "ISUP");

	while (len && header[len - 1] == ' ')
		header[--len] = '\0';
	if (isup)
		return request_encapsulated(&s->request, isup);
	return request_header(&s->request, header);
}

/* Headers with "||" between. */
static int read_headers(struct scenario *s)
{
	char *header = s->headers, *next;
	int rc = 0;

	snprintf(s->headers, sizeof(s->headers), "%s", s->cell[SCENARIO_HEADERS]);
	for (; !rc && header && *header; header = next) {
		header += strspn(header, " ");
		next = strstr(header, "||");
		if (next) {
			*next = '\0';
			next += 2;
		}
		rc = take_header(s, header);
	}
	return rc;
}

static bool has_path(const struct scenario *s)
{
	return s->cell[SCENARIO_PATH][0];
}

static int read_told(struct scenario *s)
{
	const char *told = s->cell[SCENARIO_TOLD], *what = strchr(told, ' ');

	if (what && !strncmp(told, "sip ", 4))
		return request_sip(&s->request, what + strspn(what, " "));
	if (what && !strncmp(told, "isdn ", 5))
		return request_isdn(&s->request, what + strspn(what, " "));
	return problem(s, "told is '%.64s': write 'sip WHAT' or 'isdn WHAT'", told);
}

int scenario_read(struct scenario *scenario, const struct tsv *tsv, const int index[SCENARIO_COLUMNS])
{
	int i;

	memset(scenario, 0, sizeof(*scenario));
	for (i = 0; i < SCENARIO_COLUMNS; i++)
		scenario->cell[i] = index[i] < 0 ? "" : tsv->column[index[i]];
	if (!scenario->cell[SCENARIO_NAME][0])
		return problem(scenario, "the scenario has no name");
	scenario->file = tsv->path;
	if (has_path(scenario))
		return 0;
	if (scenario->cell[SCENARIO_CARRY][0])
		return problem(scenario, "carry goes with a path");
	if (each_term(scenario, scenario->cell[SCENARIO_CALL], " ", take_call) ||
	    each_term(scenario, scenario->cell[SCENARIO_CONTEXT], " ,", request_context) ||
	    each_term(scenario, scenario->cell[SCENARIO_POLICY], " ", request_policy) || read_told(scenario))
		return -EINVAL;
	return read_headers(scenario);
}

/* --- running: a kind of scenario, and what it asks */

struct kind {
	bool (*is)(const struct scenario *s);
	int (*run)(struct scenario *s, struct outcome *o);
};

static void set_outcome(struct outcome *o, const struct sipq850_row *row, const char *source)
{
	o->row = row;
	o->source = or_empty(source);
	o->got[SCENARIO_CONDITION] = row ? sipq850_row_condition(row) : "";
}

static int refused(struct outcome *o)
{
	o->got[SCENARIO_ACTION] = "refused";
	return 0;
}

static bool has_call(const struct scenario *s)
{
	return s->cell[SCENARIO_CALL][0];
}

/* What must a gateway do with the call? */
static int decide(struct scenario *s, struct outcome *o)
{
	struct sipq850_decision d;
	const struct decision_text *t = &o->text;

	if (s->request.from_isdn && s->cell[SCENARIO_HEADERS][0])
		return problem(s, "headers go with what SIP told");
	if (request_decide(&s->request, &d))
		return refused(o);
	decision_text(&o->text, &d);
	set_outcome(o, d.row, d.source);
	if (d.action == SIPQ850_ACTION_RELEASE)
		o->location = d.cause.location;
	o->got[SCENARIO_ACTION] = t->action;
	o->got[SCENARIO_MESSAGE] = t->message;
	o->got[SCENARIO_OUT] = t->out;
	o->got[SCENARIO_LOCATION] = t->out_location;
	o->got[SCENARIO_IE] = t->ie;
	o->got[SCENARIO_STATUS] = t->status;
	o->got[SCENARIO_PHRASE] = t->phrase;
	o->got[SCENARIO_REASON] = t->reason;
	o->got[SCENARIO_RETRY_AFTER] = t->retry_after;
	o->got[SCENARIO_DECIDED_BY] = t->decided_by;
	o->got[SCENARIO_REPORTS] = t->reports;
	return 0;
}

/* Columns that have no place beside a path. */
static bool has_more_than_path(const struct scenario *s)
{
	static const enum scenario_column others[] = { SCENARIO_PROFILE, SCENARIO_CALL, SCENARIO_TOLD, SCENARIO_CONTEXT,
						       SCENARIO_HEADERS, SCENARIO_POLICY };
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (s->cell[others[i]][0])
			return true;
	return false;
}

/* Where the words of a path are put one behind the other. */
struct words {
	const char *dir;
	int dir_len;
	char *text;			/* TSV_LINE_MAX */
	size_t used;
	const char *word[SCENARIO_WORDS_MAX];
	unsigned int n;
};

/* Is the word a file that is to be looked for beside that of the scenario? Behind a comma come options. */
static bool is_beside(const char *word, size_t len)
{
	char name[TSV_LINE_MAX];
	size_t name_len = strcspn(word, ",");

	snprintf(name, sizeof(name), "%.*s", (int)(name_len < len ? name_len : len), word);
	return cli_is_path(name) && name[0] != '/';
}

static bool add_word(struct words *w, const char *word, size_t len)
{
	int dir_len = w->n && is_beside(word, len) ? w->dir_len : 0;
	size_t room = TSV_LINE_MAX - w->used;
	size_t n = snprintf(w->text + w->used, room, "%.*s%.*s", dir_len, w->dir, (int)len, word);

	if (n >= room || w->n == SCENARIO_WORDS_MAX)
		return false;
	w->word[w->n++] = w->text + w->used;
	w->used += n + 1;
	return true;
}

/* Returns false when there is no room for them. */
static bool split_path(struct words *w, const char *path)
{
	while (*(path += strspn(path, " "))) {
		size_t len = strcspn(path, " ");

		if (!add_word(w, path, len))
			return false;
		path += len;
	}
	return true;
}

static int read_chain(struct scenario *s, struct chain *chain)
{
	const char *slash = strrchr(s->file, '/'), *carry = s->cell[SCENARIO_CARRY];
	struct words words = { .dir = s->file, .dir_len = slash ? slash - s->file + 1 : 0, .text = s->headers };
	char error[CHAIN_ERROR_SIZE];

	if (has_more_than_path(s))
		return problem(s, "a path stands alone: its gateways name their profiles, and what they know behind commas");
	if (*carry && strcmp(carry, "reason"))
		return problem(s, "carry is '%.64s': 'reason' or nothing", carry);
	if (!split_path(&words, s->cell[SCENARIO_PATH]))
		return problem(s, "the path is too long");
	if (chain_parse(chain, words.word, words.n, *carry, error))
		return 0;
	return problem(s, "%s", error);
}

/* What comes out of the last gateway of a chain, or of the one where it ends? */
static int follow(struct scenario *s, struct outcome *o)
{
	const struct decision_text *t = &o->text;
	struct chain_step *last;

	if (read_chain(s, &o->chain))
		return -EINVAL;
	last = &o->steps[chain_run(&o->chain, o->steps) - 1];
	set_outcome(o, last->decision.row, last->decision.source);
	if (!last->decision.decided_by)
		return refused(o);
	decision_text(&o->text, &last->decision);
	o->got[SCENARIO_ACTION] = t->action;
	o->got[SCENARIO_DECIDED_BY] = t->decided_by;
	o->got[SCENARIO_REASON] = last->out.reason;
	if (last->ends)
		return 0;
	o->location = last->out.location;
	o->got[SCENARIO_MESSAGE] = t->message;
	o->got[SCENARIO_OUT] = t->out;
	o->got[SCENARIO_LOCATION] = t->out_location;
	o->got[SCENARIO_IE] = t->ie;
	o->got[SCENARIO_STATUS] = t->status;
	o->got[SCENARIO_PHRASE] = t->phrase;
	return 0;
}

static bool is_any(const struct scenario *s)
{
	(void)s;
	return true;
}

/* The input that is asked. */
static int input_of(const struct request *r)
{
	if (!r->from_isdn)
		return r->sip.input;
	return r->isdn.cause ? r->isdn.cause->value : r->isdn.input;
}

static void set_answer(struct outcome *o, const struct sipq850_answer *a)
{
	set_outcome(o, a->row, a->row ? sipq850_row_source(a->row) : "");
	o->location = a->location;
	o->got[SCENARIO_ACTION] = or_empty(sipq850_action_name(a->action));
	o->got[SCENARIO_OUT] = answer_out(a, o->out);
	o->got[SCENARIO_LOCATION] = or_empty(sipq850_location_short(a->location));
	o->got[SCENARIO_FOUND] = sipq850_found_name(a->found);
	if (a->action != SIPQ850_ACTION_RESPOND)
		return;
	o->got[SCENARIO_STATUS] = o->out;
	o->got[SCENARIO_PHRASE] = or_empty(sipq850_sip_phrase(a->value));
}

/* What does the map answer? */
static int ask(struct scenario *s, struct outcome *o)
{
	enum sipq850_direction direction = s->request.from_isdn ? SIPQ850_Q850SIP : SIPQ850_SIP2Q850;
	struct sipq850_answer a;

	if (s->cell[SCENARIO_HEADERS][0] || s->cell[SCENARIO_POLICY][0])
		return problem(s, "headers and policy go with a call: say role and phase in the column 'call'");
	if (s->request.isdn.octets || !strcmp(s->cell[SCENARIO_TOLD], "isdn none"))
		return problem(s, "'%.64s' goes with a call: without one write a cause or an event",
			       s->cell[SCENARIO_TOLD]);
	if (sipq850_map_ask(s->request.call.map, direction, input_of(&s->request), &s->request.call.known, &a))
		return refused(o);
	set_answer(o, &a);
	return 0;
}

/* The first that it is. */
static const struct kind kinds[] = {
	{ has_path, follow },
	{ has_call, decide },
	{ is_any, ask },
};

int scenario_run(struct scenario *scenario, const struct sipq850_map *map, struct outcome *outcome)
{
	const struct kind *kind = kinds;
	int i;

	chain_release(&outcome->chain);
	outcome->location = 0;
	outcome->row = NULL;
	outcome->source = "";
	for (i = 0; i < SCENARIO_COLUMNS; i++)
		outcome->got[i] = "";
	scenario->request.call.map = map;
	while (!kind->is(scenario))
		kind++;
	return kind->run(scenario, outcome);
}

/* --- judging */

/* "17@user" where a location is expected with the out. */
static bool is_out_at(const char *expected, const struct outcome *o)
{
	const char *at = strchr(expected, '@');
	enum sipq850_location location;
	size_t len = at - expected;

	if (strlen(o->got[SCENARIO_OUT]) != len || strncmp(o->got[SCENARIO_OUT], expected, len))
		return false;
	if (!strcmp(at + 1, or_empty(sipq850_location_token(o->location))))
		return true;
	return !sipq850_location_parse(at + 1, &location) && location == o->location;
}

static bool is_expected(enum scenario_column column, const char *expected, const struct outcome *o)
{
	if (!strcmp(expected, "*") || !strcmp(expected, o->got[column]))
		return true;
	return column == SCENARIO_OUT && strchr(expected, '@') && is_out_at(expected, o);
}

unsigned int scenario_differs(const struct scenario *scenario, const int index[SCENARIO_COLUMNS],
			      const struct outcome *outcome)
{
	unsigned int differs = 0;
	int i;

	for (i = SCENARIO_EXPECTED; i < SCENARIO_COLUMNS; i++)
		if (index[i] >= 0 && !is_expected(i, scenario->cell[i], outcome))
			differs |= 1u << i;
	return differs;
}
