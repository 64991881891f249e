/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "request.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sipq850/cause.h>
#include <sipq850/sip.h>

#include "hex.h"

__attribute__((format(printf, 2, 3))) static int problem(struct request *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(r->problem, sizeof(r->problem), format, args);
	va_end(args);
	return -EINVAL;
}

/* --- the call */

int request_context(struct request *r, const char *term)
{
	if (!sipq850_context_parse(&r->call.known, term))
		return 0;
	return problem(r, "no such condition '%s': write WORD=VALUE with words of tables/words.tsv", term);
}

int request_word(struct request *r, const char *word, const char *value)
{
	char term[128];

	snprintf(term, sizeof(term), "%s=%s", word, value);
	return sipq850_context_parse(&r->call.known, term) ? problem(r, "no such %s '%s'", word, value) : 0;
}

int request_signalling(struct request *r, const char *name)
{
	if (strcmp(name, "isup") && strcmp(name, "dss1"))
		return problem(r, "no such signalling '%s': dss1 or isup", name);
	r->call.isdn = strcmp(name, "isup") ? SIPQ850_ISDN_DSS1 : SIPQ850_ISDN_ISUP;
	return 0;
}

int request_policy(struct request *r, const char *field)
{
	if (!sipq850_policy_parse(&r->policy, field))
		return 0;
	return problem(r, "no such policy '%s': sipq850(1) lists the keys and their values", field);
}

int request_location(struct request *r, const char *text)
{
	enum sipq850_location location;

	if (sipq850_location_parse(text, &location))
		return problem(r, "no such location '%s': write a name, a short name (U, LN, ..) or 0..15", text);
	r->cause.location = location;
	return 0;
}

/* --- what came with it */

const char *header_value(const char *line, const char *name)
{
	size_t len = strlen(name);
	const char *colon = strncasecmp(line, name, len) ? line : line + len + strspn(line + len, " \t");

	if (strncasecmp(line, name, len) || *colon != ':')
		return NULL;
	return colon + 1 + strspn(colon + 1, " \t");
}

int request_header(struct request *r, const char *line)
{
	const char *warning = header_value(line, "Warning");
	const char *retry_after = header_value(line, "Retry-After");

	if (r->sip.n_reasons == REQUEST_HEADERS_MAX || r->sip.n_warnings == REQUEST_HEADERS_MAX)
		return problem(r, "more than %d headers", REQUEST_HEADERS_MAX);
	if (retry_after)
		r->sip.retry_after = retry_after;
	else if (warning)
		r->warnings[r->sip.n_warnings++] = warning;
	else if (header_value(line, "Reason"))
		r->reasons[r->sip.n_reasons++] = line;
	else
		return problem(r, "'%s' is no Reason, Warning or Retry-After header", line);
	return 0;
}

int request_encapsulated(struct request *r, const char *hex)
{
	int n = hex_parse(hex, r->encapsulated, sizeof(r->encapsulated));

	if (n <= 0)
		return problem(r, "'%s' are no Cause Indicators in hexadecimal", hex);
	r->sip.isup = r->encapsulated;
	r->sip.isup_len = n;
	return 0;
}

/* --- what was told */

int request_sip(struct request *r, const char *what)
{
	int rc = sipq850_sip_parse(what, &r->sip.input);

	if (rc == -EINVAL)
		rc = sipq850_input_parse(SIPQ850_SIP2Q850, what, &r->sip.input);
	return rc ? problem(r, "'%s' is no SIP status (100..699), phrase or event", what) : 0;
}

/* A Cause IE says so itself. Cause Indicators that began alike would have the extension bit clear. */
static bool is_cause_ie(const struct request *r, int n)
{
	if (r->octets[0] != 0x08)
		return false;
	return r->call.isdn != SIPQ850_ISDN_ISUP || r->octets[1] == n - 2;
}

static int read_octets(struct request *r, const char *hex)
{
	int n = hex_parse(hex, r->octets, sizeof(r->octets));

	if (n < 2)
		return problem(r, "'%s' is no cause, no Cause IE in hexadecimal and no event of the ISDN", hex);
	if (r->cause.location)
		return problem(r, "--location goes with a cause that is given as a number: the octets have their own");
	r->isdn.octets = r->octets;
	r->isdn.n_octets = n;
	if (is_cause_ie(r, n))
		r->isdn.form = SIPQ850_CAUSE_TLV;
	else
		r->isdn.form = r->call.isdn == SIPQ850_ISDN_ISUP ? SIPQ850_CAUSE_ISUP : SIPQ850_CAUSE_LV;
	return 0;
}

/* "isdn:PROGRESS", or "isdn:PROGRESS / 08 02 84 91". Returns 1 when it is neither. */
static int read_event(struct request *r, const char *what)
{
	const char *slash = strchr(what, '/');
	char event[64];

	snprintf(event, sizeof(event), "%.*s", (int)strcspn(what, " /"), what);
	if (sipq850_input_parse(SIPQ850_Q850SIP, event, &r->isdn.input))
		return 1;
	if (slash)
		return read_octets(r, slash + 1);
	return strlen(event) == strlen(what) ? 0 : problem(r, "'%s' is too much: octets stand behind a slash", what);
}

static bool is_number(const char *text)
{
	return *text && strlen(text) <= 3 && !text[strspn(text, "0123456789")];
}

int request_isdn(struct request *r, const char *what)
{
	int cause, rc;

	r->from_isdn = true;
	r->cause.coding = SIPQ850_CODING_ITU_T;
	if (!strcmp(what, "none"))
		return 0;
	rc = read_event(r, what);
	if (rc <= 0)
		return rc;
	if (is_number(what) && atoi(what) <= UINT8_MAX)
		cause = atoi(what);
	else if (is_number(what) || sipq850_cause_parse(what, &cause))
		return read_octets(r, what);
	r->cause.value = cause;
	r->isdn.cause = &r->cause;
	return 0;
}

int request_decide(struct request *r, struct sipq850_decision *decision)
{
	enum sipq850_location location = r->call.known.word[SIPQ850_WORD_LOCATION];

	/* The gateway takes the location of the cause, not one that is known beside it. */
	if (r->isdn.cause && !r->cause.location && sipq850_location_to_wire(location) >= 0)
		r->cause.location = location;
	r->call.policy = &r->policy;
	r->sip.reasons = r->reasons;
	r->sip.warnings = r->warnings;
	return r->from_isdn ? sipq850_gateway_isdn(&r->call, &r->isdn, decision)
			    : sipq850_gateway_sip(&r->call, &r->sip, decision);
}
