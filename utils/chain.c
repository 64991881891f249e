/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "chain.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli.h"

static bool refuse(char error[CHAIN_ERROR_SIZE], const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool refuse(char error[CHAIN_ERROR_SIZE], const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error, CHAIN_ERROR_SIZE, format, args);
	va_end(args);
	return false;
}

/* --- networks */

static const struct {
	const char *name;
	bool isdn;
} networks[] = {
	{ "sip", false }, { "isdn", true }, { "dss1", true }, { "qsig", true }, { "isup", true }, { "gsm", true },
	{ "pstn", true },
};

/* Which network a word names: 0 SIP, 1 the ISDN; -1 none. */
static int network_of(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(networks) / sizeof(networks[0]); i++)
		if (!strcasecmp(networks[i].name, word))
			return networks[i].isdn;
	return -1;
}

/* --- the value */

/* Without a side only what is a status or a cause and not both can be told: 486, 17, "Busy Here", not 110. */
static bool find_side(struct chain_value *v, const char *text, char error[CHAIN_ERROR_SIZE])
{
	int status, cause;
	bool is_status = !sipq850_sip_parse(text, &status);
	bool is_cause = !sipq850_cause_parse(text, &cause);

	if (is_status && is_cause)
		return refuse(error, "'%s' may be a status or a cause: write '%s@sip' or '%s@isdn'", text, text, text);
	if (!is_status && !is_cause)
		return refuse(error, "'%s' is no SIP status and no cause: write 486, 17, '21@user', 'Busy Here@sip'",
			      text);
	v->isdn = is_cause;
	return true;
}

static bool read_number(struct chain_value *v, const char *text, char error[CHAIN_ERROR_SIZE])
{
	int rc = v->isdn ? sipq850_cause_parse(text, &v->value) : sipq850_sip_parse(text, &v->value);

	if (rc == -ENOTUNIQ)
		return refuse(error, "'%s' names several: give the number", text);
	if (rc)
		return refuse(error, "'%s' is no %s", text, v->isdn ? "cause (1..127)" : "SIP status (300..699)");
	if (!v->isdn && v->value < 300)
		return refuse(error, "'%s' is no failure: a status from 300 up is needed", text);
	return true;
}

static bool read_value(struct chain_value *v, const char *word, char error[CHAIN_ERROR_SIZE])
{
	const char *at = strrchr(word, '@');
	char text[128];
	int network;

	snprintf(text, sizeof(text), "%.*s", (int)(at ? (size_t)(at - word) : strlen(word)), word);
	if (!at)
		return find_side(v, text, error) && read_number(v, text, error);
	network = network_of(at + 1);
	v->isdn = network != 0;
	if (network < 0 && sipq850_location_parse(at + 1, &v->location))
		return refuse(error, "'%s' is no network (sip, isdn, dss1, qsig, isup, gsm, pstn) and no location", at + 1);
	return read_number(v, text, error);
}

/* --- a gateway */

static bool set_option(struct chain_gateway *g, const char *option, char error[CHAIN_ERROR_SIZE])
{
	if (!strcmp(option, "reason") || !strcmp(option, "no-reason"))
		g->reason = !strcmp(option, "reason");
	else if (sipq850_context_parse(&g->known, option) && sipq850_policy_parse(&g->policy, option))
		return refuse(error, "'%s' is no condition, no policy, and not 'reason' or 'no-reason'", option);
	if (g->known.word[SIPQ850_WORD_ROLE] || g->known.word[SIPQ850_WORD_PHASE])
		return refuse(error, "'%s': role and phase follow from the chain, which is before answer", option);
	return true;
}

static bool read_options(struct chain_gateway *g, const char *options, char error[CHAIN_ERROR_SIZE])
{
	char copy[512], *rest = copy, *option;

	if (strlen(options) >= sizeof(copy))
		return refuse(error, "too many options at '%s'", g->name);
	strcpy(copy, options);
	while ((option = strsep(&rest, ",")))
		if (!set_option(g, option, error))
			return false;
	return true;
}

static bool read_gateway(struct chain *chain, const char *word, bool reason, char error[CHAIN_ERROR_SIZE])
{
	struct chain_gateway *g = &chain->gateways[chain->n];
	const char *comma = strchr(word, ',');
	char name[512];

	if (chain->n == CHAIN_MAX)
		return refuse(error, "more than %d gateways", CHAIN_MAX);
	snprintf(name, sizeof(name), "%.*s", (int)(comma ? (size_t)(comma - word) : strlen(word)), word);
	g->name = word;
	g->reason = reason;
	g->map = cli_find_map(name, error, CHAIN_ERROR_SIZE);
	if (!g->map)
		return false;
	chain->n++;
	return !comma || read_options(g, comma + 1, error);
}

/* Behind how many gateways the failure is back on the network it came from: every second. */
static bool is_isdn_now(const struct chain *chain)
{
	return chain->start.isdn != (chain->n % 2 == 1);
}

static bool read_word(struct chain *chain, const char *word, bool reason, char error[CHAIN_ERROR_SIZE])
{
	int network = network_of(word);

	if (network < 0)
		return read_gateway(chain, word, reason, error);
	if (network == is_isdn_now(chain))
		return true;
	return refuse(error, "'%s' does not come here: %s the failure is on the %s side", word,
		      chain->n ? "behind this gateway" : "at first", is_isdn_now(chain) ? "ISDN" : "SIP");
}

bool chain_parse(struct chain *chain, const char *const *words, unsigned int n, bool reason,
		 char error[CHAIN_ERROR_SIZE])
{
	unsigned int i;

	memset(chain, 0, sizeof(*chain));
	if (!n)
		return refuse(error, "what failed? A status or cause is needed");
	if (!read_value(&chain->start, words[0], error))
		return false;
	for (i = 1; i < n; i++)
		if (!read_word(chain, words[i], reason, error))
			return false;
	return chain->n || refuse(error, "through which gateways?");
}

void chain_release(struct chain *chain)
{
	unsigned int i;

	for (i = 0; i < chain->n; i++)
		sipq850_map_unref(chain->gateways[i].map);
	chain->n = 0;
}

/* --- passing */

static void set_call(struct sipq850_call *call, const struct chain_gateway *g, struct sipq850_policy *policy, bool isdn)
{
	*policy = g->policy;
	if (!g->reason) {
		policy->precedence = SIPQ850_PRECEDENCE_STATUS;
		policy->no_reason_in_responses = 1;
	}
	call->map = g->map;
	call->policy = policy;
	call->known = g->known;
	call->known.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_INITIAL_INVITE;
	call->known.word[SIPQ850_WORD_ROLE] = isdn ? SIPQ850_ROLE_UAS : SIPQ850_ROLE_UAC;
}

/* The ISDN told it: the gateway answers the INVITE that it received. */
static int pass_to_sip(struct chain_step *step)
{
	struct sipq850_cause_octets cause = { .coding = SIPQ850_CODING_ITU_T, .location = step->in.location,
					      .value = step->in.value };
	struct sipq850_isdn_told told = { .cause = &cause };
	struct sipq850_policy policy;
	struct sipq850_call call = { .isdn = SIPQ850_ISDN_DSS1 };
	int rc;

	set_call(&call, step->gateway, &policy, true);
	rc = sipq850_gateway_isdn(&call, &told, &step->decision);
	if (rc)
		return rc;
	step->out = (struct chain_value){ .isdn = false, .value = step->decision.status };
	sipq850_decision_reason_buf(step->out.reason, sizeof(step->out.reason), &step->decision);
	return 0;
}

/* SIP told it: the gateway had sent the INVITE. */
static int pass_to_isdn(struct chain_step *step)
{
	const char *reason = step->in.reason;
	struct sipq850_sip_told told = { .input = step->in.value, .reasons = &reason, .n_reasons = *reason != '\0' };
	struct sipq850_policy policy;
	struct sipq850_call call = { .isdn = SIPQ850_ISDN_DSS1 };
	int rc;

	set_call(&call, step->gateway, &policy, false);
	rc = sipq850_gateway_sip(&call, &told, &step->decision);
	if (rc)
		return rc;
	step->out = (struct chain_value){ .isdn = true };
	if (step->decision.action == SIPQ850_ACTION_RELEASE) {
		step->out.value = step->decision.cause.value;
		step->out.location = (enum sipq850_location)step->decision.cause.location;
	}
	return 0;
}

unsigned int chain_run(const struct chain *chain, struct chain_step steps[CHAIN_MAX])
{
	int first[2] = { 0, 0 };	/* by network */
	struct chain_value value = chain->start;
	unsigned int i;

	first[value.isdn] = value.value;
	for (i = 0; i < chain->n; i++) {
		struct chain_step *step = &steps[i];

		memset(step, 0, sizeof(*step));
		step->gateway = &chain->gateways[i];
		step->in = value;
		step->ends = (value.isdn ? pass_to_sip(step) : pass_to_isdn(step)) || !step->out.value;
		if (step->ends)
			return i + 1;
		value = step->out;
		if (!first[value.isdn])
			first[value.isdn] = value.value;
		if (first[value.isdn] != value.value)
			step->kept = first[value.isdn];
	}
	return chain->n;
}

void chain_value_text(char *buf, size_t len, const struct chain_value *v)
{
	const char *title = domain_title(v->isdn ? SIPQ850_Q850SIP : SIPQ850_SIP2Q850, v->value);

	snprintf(buf, len, "%d%s%s%s%s", v->value, *title ? " " : "", title, v->location ? ", location " : "",
		 v->location ? sipq850_location_short(v->location) : "");
}
