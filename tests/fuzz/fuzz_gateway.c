/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls at random. The first octets choose profile, call and policy, the rest is what SIP or the ISDN told. Most
 * calls make no sense and are refused; what is decided of the others must be something that a gateway can do. */
#include "fuzz.h"

#include <errno.h>
#include <string.h>

#include <sipq850/sipq850.h>

#define HEADERS_MAX 4

/* Octets of the input, taken one after another; 0 when they are used up. */
struct input {
	const uint8_t *data;
	size_t size;
};

static uint8_t take(struct input *in)
{
	if (!in->size)
		return 0;
	in->size--;
	return *in->data++;
}

static unsigned int take_below(struct input *in, unsigned int limit)
{
	return (take(in) | take(in) << 8) % limit;
}

static void take_call(struct input *in, struct sipq850_call *call)
{
	unsigned int i, n = take_below(in, 8);
	const struct sipq850_profile *profile = sipq850_profile_builtin(take_below(in, sipq850_profile_count()));

	call->map = sipq850_map_builtin(sipq850_profile_name(profile));
	call->isdn = take_below(in, 2);
	call->setup_only = take_below(in, 2);
	call->known.word[SIPQ850_WORD_ROLE] = take_below(in, 4);
	call->known.word[SIPQ850_WORD_PHASE] = take_below(in, 5);
	for (i = 0; i < n; i++)
		call->known.word[take_below(in, 34)] = take_below(in, 5);
}

static void take_policy(struct input *in, struct sipq850_policy *policy)
{
	uint8_t *fields[] = { &policy->precedence, &policy->contradiction, &policy->redirect, &policy->no_reason_in_responses,
			      &policy->no_reason_in_requests, &policy->sip_reason, &policy->network_location,
			      &policy->location[take_below(in, SIPQ850_LOCATION_CLASSES)], &policy->cause_zero,
			      &policy->above_127, &policy->foreign_coding_is_q850 };
	unsigned int n = take_below(in, 4);

	while (n--)
		*fields[take_below(in, sizeof(fields) / sizeof(fields[0]))] = take(in);
	policy->retry_after = take_below(in, 3);
	policy->ignore_reason[0] = take_below(in, 700);
}

static void check_release(const struct sipq850_call *call, const struct sipq850_decision *d)
{
	enum sipq850_cause_form form = call->isdn == SIPQ850_ISDN_ISUP ? SIPQ850_CAUSE_ISUP : SIPQ850_CAUSE_TLV;
	struct sipq850_cause_octets again;

	CHECK(d->message != SIPQ850_MESSAGE_NONE && !d->status);
	CHECK(d->n_ie && sipq850_cause_decode(&again, form, d->ie, d->n_ie) == d->n_ie);
	CHECK(again.value == d->cause.value && again.location == d->cause.location && again.coding == d->cause.coding);
	/* Only the octets of another gateway may hold a 0. */
	CHECK(d->cause.value || d->decided_by == SIPQ850_DECIDED_BY_ISUP);
}

static void check_decision(const struct sipq850_call *call, const struct sipq850_decision *d)
{
	int len = sipq850_decision_reason_buf(NULL, 0, d);
	char text[512];
	unsigned int bit;

	CHECK(d->action >= SIPQ850_ACTION_RELEASE && d->action <= SIPQ850_ACTION_NONE);
	CHECK(sipq850_action_name(d->action) && sipq850_message_name(d->message));
	CHECK(sipq850_decided_by_name(d->decided_by) && d->source && d->source[0]);
	CHECK(d->decided_by != SIPQ850_DECIDED_BY_ROW || d->row);
	for (bit = 1; bit && bit <= d->reports; bit <<= 1)
		CHECK(!(d->reports & bit) || sipq850_report_name(bit));
	CHECK(sipq850_decision_reason_buf(text, sizeof(text), d) == len && strlen(text) == (size_t)len);
	CHECK(d->reason_q850 <= 127 && d->reason_sip <= 699 && d->retry_after >= -1);
	if (d->action == SIPQ850_ACTION_RELEASE)
		check_release(call, d);
	else
		CHECK(!d->n_ie);
	CHECK((d->action == SIPQ850_ACTION_RESPOND) == (d->status >= 100));
}

static void try_sip(struct input *in, const struct sipq850_call *call)
{
	const char *headers[HEADERS_MAX];
	struct sipq850_sip_told told = { .reasons = headers, .warnings = headers };
	struct sipq850_decision decision;
	size_t n_isup = take_below(in, 12), n = 0;
	char *text, *end;
	int rc;

	told.input = take_below(in, 2) ? 90 + (int)take_below(in, 620) : 995 + (int)take_below(in, 45);
	told.isup = n_isup && n_isup <= in->size ? in->data : NULL;
	told.isup_len = told.isup ? n_isup : 0;
	in->data += told.isup_len;
	in->size -= told.isup_len;
	text = calloc(1, in->size + 1);
	CHECK(text);
	memcpy(text, in->data, in->size);
	end = text + in->size;
	for (; n < HEADERS_MAX && text + n < end && (!n || headers[n - 1] + strlen(headers[n - 1]) < end); n++)
		headers[n] = n ? headers[n - 1] + strlen(headers[n - 1]) + 1 : text;
	told.n_reasons = n;
	told.n_warnings = n;
	told.retry_after = n ? headers[n - 1] : NULL;
	rc = sipq850_gateway_sip(call, &told, &decision);
	CHECK(rc == 0 || rc == -EINVAL);
	if (!rc)
		check_decision(call, &decision);
	free(text);
}

static void try_isdn(struct input *in, const struct sipq850_call *call)
{
	struct sipq850_isdn_told told = { .input = take_below(in, 2) ? 0 : 995 + (int)take_below(in, 45) };
	struct sipq850_cause_octets cause = { 0 };
	struct sipq850_decision decision;
	int rc;

	told.form = take_below(in, 5);
	if (take_below(in, 2)) {
		cause.coding = take(in);
		cause.location = take(in);
		cause.value = take(in);
		cause.diagnostic_len = take(in);
		memcpy(cause.diagnostic, in->data, in->size < sizeof(cause.diagnostic) ? in->size : sizeof(cause.diagnostic));
		told.cause = &cause;
	} else {
		told.octets = in->data;
		told.n_octets = in->size;
	}
	rc = sipq850_gateway_isdn(call, &told, &decision);
	CHECK(rc == 0 || rc == -EINVAL);
	if (rc)
		return;
	check_decision(call, &decision);
	/* A release is never answered by success. */
	CHECK(told.input || decision.action != SIPQ850_ACTION_RESPOND || decision.status >= 300);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	struct sipq850_policy policy = { .precedence = 0 };
	struct sipq850_call call = { .policy = &policy };

	if (!size)
		return 0;
	take_call(&in, &call);
	take_policy(&in, &policy);
	if (take_below(&in, 2))
		try_sip(&in, &call);
	else
		try_isdn(&in, &call);
	return 0;
}
