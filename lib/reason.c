/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/reason.h>

#include <errno.h>
#include <string.h>

#include "reason_text.h"

/* As many names are remembered to find one that comes again: what is read of a hostile header stays linear in it. */
#define NAMES_MAX 32

/* Where the reader is. On failure `at` is where the damage is. */
struct cursor {
	const char *at;
	const char *end;
	uint32_t flags;
};

enum form {
	FORM_NONE,	/* no value */
	FORM_TOKEN,	/* or an IPv6 reference */
	FORM_QUOTED,
};

struct parameter {
	struct sipq850_text whole;	/* as written */
	struct sipq850_text name;
	struct sipq850_text value;	/* within the quotes */
	enum form form;
};

/* Parameters that are used; also indexes of sipq850_reason.used. */
enum known {
	KNOWN_CAUSE,
	KNOWN_TEXT,
	KNOWN_LOCATION,
	KNOWN_COUNT
};

/* A value being read. */
struct reading {
	struct cursor c;
	const struct reason_protocol_entry *protocol;	/* NULL: not registered */
	struct sipq850_reason *reason;
	bool seen[KNOWN_COUNT];
	struct sipq850_text *names;			/* of other parameters: NAMES_MAX, of which n_names are set */
	unsigned int n_names;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool at_char(const struct cursor *c, char what)
{
	return c->at < c->end && *c->at == what;
}

static size_t left(const struct cursor *c)
{
	return c->end - c->at;
}

static struct sipq850_text since(const struct cursor *c, const char *start)
{
	return (struct sipq850_text){ start, c->at - start };
}

static bool same_name(struct sipq850_text name, const char *other)
{
	return sq_equal_case(sq_text_span(name), other);
}

/* --- white space (LWS, SWS) */

/* Length of a line break; 0 when there is none. */
static size_t line_break(const struct cursor *c)
{
	if (at_char(c, '\n'))
		return 1;
	return left(c) >= 2 && c->at[0] == '\r' && c->at[1] == '\n' ? 2 : 0;
}

/* Length of a line break that goes on with a blank: of a fold, without that blank. */
static size_t fold(struct cursor *c)
{
	size_t len = line_break(c);

	if (!len || left(c) <= len || !is_blank(c->at[len]))
		return 0;
	if (len == 1)
		c->flags |= SIPQ850_REASON_LF_FOLD;
	return len;
}

/* Blanks, folds, and the line end behind the header. */
static void skip_space(struct cursor *c)
{
	size_t len;

	for (;;) {
		if (c->at < c->end && is_blank(*c->at))
			c->at++;
		else if ((len = fold(c)))
			c->at += len;
		else
			break;
	}
	len = line_break(c);
	if (len && left(c) == len)
		c->at = c->end;
}

/* --- tokens, quoted strings, parameters */

static bool take_token(struct cursor *c, struct sipq850_text *token)
{
	const char *start = c->at;

	while (c->at < c->end && sq_is_token_char(*c->at))
		c->at++;
	*token = since(c, start);
	return token->len > 0;
}

/* Length of a quoted pair; 0 when it is none. An octet above ASCII may not be escaped, but what it means is plain. */
static size_t quoted_pair(struct cursor *c)
{
	char escaped = left(c) >= 2 ? c->at[1] : '\0';

	if (!escaped || escaped == '\r' || escaped == '\n')
		return 0;
	if (escaped & 0x80)
		c->flags |= SIPQ850_REASON_BAD_TEXT;
	return 2;
}

/* Length of the next piece of a quoted string; 0 when it cannot go on. */
static size_t quoted_piece(struct cursor *c)
{
	char next = *c->at;

	if (next == '\\')
		return quoted_pair(c);
	if (next == '\r' || next == '\n')
		return fold(c);
	if (!next)
		return 0;
	if (sq_is_control(next))
		c->flags |= SIPQ850_REASON_BAD_TEXT;
	return 1;
}

static bool take_quoted(struct cursor *c, struct sipq850_text *inside)
{
	const char *start = ++c->at;
	char any = 0;	/* the octets or-ed: text in ASCII needs no second look */

	while (c->at < c->end && *c->at != '"') {
		size_t len = quoted_piece(c);

		if (!len)
			return false;
		any |= c->at[0] | c->at[len - 1];
		c->at += len;
	}
	if (c->at == c->end)
		return false;
	*inside = since(c, start);
	c->at++;
	if (any & 0x80 && !sq_is_utf8(sq_text_span(*inside)))
		c->flags |= SIPQ850_REASON_BAD_TEXT;
	return true;
}

/* An IPv6 reference, the one form of host that is no token. Its characters are judged, not how they stand. */
static bool take_ipv6(struct cursor *c, struct sipq850_text *host)
{
	const char *start = c->at++;

	while (c->at < c->end && *c->at && strchr("0123456789abcdefABCDEF:.", *c->at))
		c->at++;
	if (!at_char(c, ']') || c->at == start + 1)
		return false;
	c->at++;
	*host = since(c, start);
	return true;
}

static bool take_parameter_value(struct cursor *c, struct parameter *p)
{
	p->form = at_char(c, '"') ? FORM_QUOTED : FORM_TOKEN;
	if (p->form == FORM_QUOTED)
		return take_quoted(c, &p->value);
	return at_char(c, '[') ? take_ipv6(c, &p->value) : take_token(c, &p->value);
}

static bool take_parameter(struct cursor *c, struct parameter *p)
{
	const char *start = c->at;

	*p = (struct parameter){ .form = FORM_NONE };
	if (!take_token(c, &p->name))
		return false;
	p->whole = p->name;
	skip_space(c);
	if (!at_char(c, '='))
		return true;
	c->at++;
	skip_space(c);
	if (!take_parameter_value(c, p))
		return false;
	p->whole = since(c, start);
	return true;
}

/* --- what a parameter means; each returns whether it could be used */

static bool use_cause(struct reading *r, const struct parameter *p)
{
	int lowest = r->protocol ? r->protocol->lowest : 0;
	int highest = r->protocol ? r->protocol->highest : SIPQ850_REASON_CAUSE_MAX;
	int cause;

	if (!sq_is_digits(sq_text_span(p->value))) {
		r->c.flags |= SIPQ850_REASON_CAUSE_NOT_NUMBER;
		return false;
	}
	cause = sq_digits_value(sq_text_span(p->value), highest);
	if (cause < lowest || cause > highest) {
		r->c.flags |= SIPQ850_REASON_CAUSE_OUT_OF_RANGE;
		return false;
	}
	if (p->form == FORM_QUOTED)
		r->c.flags |= SIPQ850_REASON_CAUSE_QUOTED;
	r->reason->cause = cause;
	return true;
}

static bool use_text(struct reading *r, const struct parameter *p)
{
	if (p->form == FORM_TOKEN)
		r->c.flags |= SIPQ850_REASON_TEXT_UNQUOTED;
	r->reason->text = p->value;
	return true;
}

static bool use_location(struct reading *r, const struct parameter *p)
{
	size_t i;

	if (r->reason->protocol_id != SIPQ850_REASON_PROTOCOL_Q850) {
		r->c.flags |= SIPQ850_REASON_LOCATION_IGNORED;
		return false;
	}
	for (i = 0; i < sq_locations_count && p->form == FORM_TOKEN; i++) {
		if (same_name(p->value, sq_locations[i].short_name)) {
			r->reason->location = i + 1;
			return true;
		}
	}
	r->c.flags |= SIPQ850_REASON_LOCATION_UNKNOWN;
	return false;
}

static enum known known_name(struct sipq850_text name)
{
	static const char *const names[KNOWN_COUNT] = { "cause", "text", "location" };
	int i;

	for (i = 0; i < KNOWN_COUNT; i++)
		if (same_name(name, names[i]))
			break;
	return i;
}

static bool use_known(struct reading *r, enum known known, const struct parameter *p)
{
	static bool (*const use[KNOWN_COUNT])(struct reading *, const struct parameter *) = {
		use_cause, use_text, use_location
	};

	if (r->seen[known]) {
		r->c.flags |= SIPQ850_REASON_PARAMETER_TWICE;
		return false;
	}
	r->seen[known] = true;
	if (p->form == FORM_NONE) {
		r->c.flags |= SIPQ850_REASON_NO_VALUE;
		return false;
	}
	if (!use[known](r, p))
		return false;
	r->reason->used[known] = p->whole.start;
	return true;
}

static void note_name(struct reading *r, struct sipq850_text name)
{
	unsigned int i;

	for (i = 0; i < r->n_names; i++) {
		if (sq_same_case(sq_text_span(r->names[i]), sq_text_span(name))) {
			r->c.flags |= SIPQ850_REASON_PARAMETER_TWICE;
			return;
		}
	}
	if (r->n_names < NAMES_MAX)
		r->names[r->n_names++] = name;
}

static void keep_other(struct sipq850_reason *reason, struct sipq850_text whole)
{
	if (!reason->other.len)
		reason->other.start = whole.start;
	reason->other.len = whole.start + whole.len - reason->other.start;
}

static void use_parameter(struct reading *r, const struct parameter *p)
{
	enum known known = known_name(p->name);

	if (known == KNOWN_COUNT)
		note_name(r, p->name);
	else if (use_known(r, known, p))
		return;
	keep_other(r->reason, p->whole);
}

/* --- values */

/* Is this "Reason:", with blanks but no line break before the colon? */
static bool at_field_name(const struct cursor *c, const char **behind)
{
	struct cursor n = *c;
	struct sipq850_text name;

	if (!take_token(&n, &name) || !same_name(name, "Reason"))
		return false;
	while (n.at < n.end && is_blank(*n.at))
		n.at++;
	if (!at_char(&n, ':'))
		return false;
	*behind = n.at + 1;
	return true;
}

/* Commas and what stands between them; a comma too many belongs to the value beside it. */
static void skip_empty_elements(struct cursor *c)
{
	while (at_char(c, ',')) {
		c->flags |= SIPQ850_REASON_EMPTY_ELEMENT;
		c->at++;
		skip_space(c);
	}
}

/* The comma behind a value. What follows must not be taken for the begin of a header by the next call: then the
 * comma stays. */
static bool take_separator(struct cursor *c)
{
	const char *comma = c->at, *behind;

	if (c->at == c->end)
		return true;
	if (!at_char(c, ','))
		return false;
	c->at++;
	skip_space(c);
	skip_empty_elements(c);
	if (c->at == c->end)
		c->flags |= SIPQ850_REASON_EMPTY_ELEMENT;
	if (at_field_name(c, &behind))
		c->at = comma;
	return true;
}

static bool take_value(struct reading *r)
{
	struct cursor *c = &r->c;
	struct parameter p;

	if (!take_token(c, &r->reason->protocol))
		return false;
	r->protocol = sq_reason_protocol(sq_text_span(r->reason->protocol));
	if (r->protocol)
		r->reason->protocol_id = r->protocol->number;
	else
		c->flags |= SIPQ850_REASON_UNKNOWN_PROTOCOL;
	for (skip_space(c); at_char(c, ';'); skip_space(c)) {
		c->at++;
		skip_space(c);
		if (!take_parameter(c, &p))
			return false;
		use_parameter(r, &p);
	}
	if (!r->seen[KNOWN_CAUSE])
		c->flags |= SIPQ850_REASON_NO_CAUSE;
	return true;
}

int sipq850_reason_next(struct sipq850_text *rest, struct sipq850_reason *reason)
{
	struct sipq850_reason value = { .cause = -1 };
	struct sipq850_text names[NAMES_MAX];
	struct reading r = { .c = { rest->start, rest->start, 0 }, .reason = &value, .names = names };
	struct cursor *c = &r.c;
	bool good;

	if (!rest->start)
		return 0;
	c->end += rest->len;
	at_field_name(c, &c->at);
	skip_space(c);
	skip_empty_elements(c);
	good = take_value(&r) && take_separator(c);
	*rest = (struct sipq850_text){ good && c->at == c->end ? NULL : c->at, left(c) };
	if (!good)
		return -EBADMSG;
	value.flags = c->flags;
	*reason = value;
	return 1;
}

int sipq850_reason_other_next(const struct sipq850_reason *reason, struct sipq850_text *rest, struct sipq850_text *parameter)
{
	struct cursor c = { rest->start, rest->start, 0 };
	struct parameter p;
	bool used;

	if (!rest->len)
		return 0;
	c.end += rest->len;
	do {
		if (!take_parameter(&c, &p))
			return 0;
		used = p.whole.start == reason->used[KNOWN_CAUSE] || p.whole.start == reason->used[KNOWN_TEXT] ||
		       p.whole.start == reason->used[KNOWN_LOCATION];
		skip_space(&c);
		if (at_char(&c, ';'))
			c.at++;
		skip_space(&c);
	} while (used);
	*rest = (struct sipq850_text){ c.at, left(&c) };
	*parameter = p.whole;
	return 1;
}
