/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "SIP told me": a response, a request that ends the call, a timer. */
#include "gateway_sip.h"

#include <errno.h>
#include <string.h>

#include "rule.h"

static bool is_status(int input)
{
	return input >= SQ_STATUS_MIN && input <= SQ_STATUS_MAX;
}

/* --- release */

static enum sipq850_location_class location_class(int input)
{
	if (is_status(input))
		return SIPQ850_LOCATION_CLASS_3XX + (input < 400 ? 0 : input / 100 - 3);
	if (input == SIPQ850_INPUT_METHOD_BYE)
		return SIPQ850_LOCATION_CLASS_BYE;
	if (input == SIPQ850_INPUT_METHOD_CANCEL)
		return SIPQ850_LOCATION_CLASS_CANCEL;
	return SIPQ850_LOCATION_CLASS_TIMER;
}

/* The location that came with the cause, else the policy's own, else the row's, else where "some network" is. */
static uint8_t choose_location(const struct deciding *d, uint8_t came, uint8_t row)
{
	uint8_t own = d->policy->location[location_class(d->input)];
	uint8_t network = d->policy->network_location;

	if (came)
		return came;
	if (own)
		return own;
	if (row && row != SIPQ850_LOCATION_NETWORK)
		return row;
	return network ? network : SIPQ850_LOCATION_NETWORK_BEYOND_INTERWORKING;
}

/* RELEASE COMPLETE answers a SETUP that the ISDN sent; it does not take back one that the gateway sent (Q.931
 * 5.3.2). */
static uint8_t release_message(const struct deciding *d)
{
	if (d->call->isdn == SIPQ850_ISDN_ISUP)
		return SIPQ850_MESSAGE_REL;
	if (d->call->setup_only && sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC))
		return SIPQ850_MESSAGE_RELEASE_COMPLETE;
	return SIPQ850_MESSAGE_DISCONNECT;
}

static void put_cause(struct deciding *d, const struct sipq850_cause_octets *cause)
{
	struct sipq850_decision *decision = &d->decision;
	bool isup = d->call->isdn == SIPQ850_ISDN_ISUP;
	enum sipq850_cause_form form = isup ? SIPQ850_CAUSE_ISUP : SIPQ850_CAUSE_TLV;
	int n = sipq850_cause_encode(decision->ie, sizeof(decision->ie), form, cause);

	decision->cause = *cause;
	decision->n_ie = n > 0 ? n : 0;
	decision->action = SIPQ850_ACTION_RELEASE;
	decision->message = release_message(d);
}

static void release_at(struct deciding *d, int value, uint8_t location)
{
	struct sipq850_cause_octets cause = {
		.coding = SIPQ850_CODING_ITU_T, .location = location, .value = value,
	};

	put_cause(d, &cause);
}

/* With the location of a row, or 0. */
static void release(struct deciding *d, int value, uint8_t row)
{
	release_at(d, value, choose_location(d, 0, row));
}

/* The encapsulated cause as it is, location and diagnostic included, as far as there is room. */
static void release_isup(struct deciding *d, const struct sq_heard *heard)
{
	struct sipq850_cause_octets cause = heard->isup;

	cause.oddities = 0;
	put_cause(d, &cause);
	if (!d->decision.n_ie) {
		sq_report(d, SIPQ850_REPORT_DIAGNOSTIC_DROPPED);
		cause.diagnostic_len = 0;
		put_cause(d, &cause);
	}
	sq_decided_by_row(d);
	d->decision.decided_by = SIPQ850_DECIDED_BY_ISUP;
}

static void release_reason(struct deciding *d, const struct sq_heard *heard)
{
	release_at(d, heard->q850, choose_location(d, heard->q850_location, 0));
	d->decision.decided_by = SIPQ850_DECIDED_BY_REASON;
	d->decision.row = d->answer.action == SIPQ850_ACTION_REASON_HEADER ? d->answer.row : NULL;
	d->decision.source = d->decision.row ? sipq850_row_source(d->decision.row)
					     : "RFC 3326 s2, RFC 6432 s3; policy: a Q.850 cause in Reason wins";
}

/* The map says nothing that can be sent, and something must be: what it says of an unlisted refusal. */
static void release_default(struct deciding *d, const char *source)
{
	const struct sipq850_answer *plain = NULL;

	if (is_status(d->input))
		plain = sq_plain_default(d->call->map, SIPQ850_SIP2Q850, d->input < 400 ? 400 : d->input);
	if (plain && plain->action == SIPQ850_ACTION_RELEASE)
		release(d, plain->value, plain->location);
	else
		release(d, 31, d->input >= 600 && is_status(d->input) ? SIPQ850_LOCATION_USER : 0);
	sq_decided_by_policy(d, source);
}

static void release_row(struct deciding *d)
{
	release(d, d->answer.value, d->answer.location);
	sq_decided_by_row(d);
}

/* --- nothing, or progress */

static int none(struct deciding *d, const char *source)
{
	d->decision.action = SIPQ850_ACTION_NONE;
	sq_decided_by_policy(d, source);
	return 0;
}

static int none_row(struct deciding *d)
{
	d->decision.action = SIPQ850_ACTION_NONE;
	sq_decided_by_row(d);
	return 0;
}

/* What the map would have had, but the call goes on, or is over already. */
static int call_goes_on(struct deciding *d, const char *source)
{
	if (d->answer.row && d->answer.action != SIPQ850_ACTION_NONE)
		sq_report(d, SIPQ850_REPORT_OVERRULED);
	return none(d, source);
}

static uint8_t message_of(const struct deciding *d, uint8_t action)
{
	bool isup = d->call->isdn == SIPQ850_ISDN_ISUP;
	bool sent = sq_knows(d, SIPQ850_WORD_ACM, SIPQ850_ACM_SENT);

	switch (action) {
	case SIPQ850_ACTION_ALERTING:
		return isup ? (sent ? SIPQ850_MESSAGE_CPG : SIPQ850_MESSAGE_ACM) : SIPQ850_MESSAGE_ALERTING;
	case SIPQ850_ACTION_PROGRESS:
		return isup ? (sent ? SIPQ850_MESSAGE_CPG : SIPQ850_MESSAGE_ACM) : SIPQ850_MESSAGE_PROGRESS;
	case SIPQ850_ACTION_CONNECT:
		if (!isup)
			return SIPQ850_MESSAGE_CONNECT;
		return sq_knows(d, SIPQ850_WORD_ACM, SIPQ850_ACM_NOT_SENT) ? SIPQ850_MESSAGE_CON : SIPQ850_MESSAGE_ANM;
	default:
		return SIPQ850_MESSAGE_NONE;
	}
}

static bool is_progress(uint8_t action)
{
	return action == SIPQ850_ACTION_ALERTING || action == SIPQ850_ACTION_PROGRESS ||
	       action == SIPQ850_ACTION_CONNECT || action == SIPQ850_ACTION_NONE;
}

static int progress_row(struct deciding *d)
{
	d->decision.action = d->answer.action;
	d->decision.message = message_of(d, d->answer.action);
	sq_decided_by_row(d);
	return 0;
}

/* An ALERTING that was sent is not sent again; in ISUP the next 180 is a CPG. */
static bool is_repeated_alerting(const struct deciding *d)
{
	return d->answer.action == SIPQ850_ACTION_ALERTING && d->call->isdn == SIPQ850_ISDN_DSS1 &&
	       sq_knows(d, SIPQ850_WORD_ALERTING, SIPQ850_ALERTING_SENT);
}

/* 1xx and 2xx never end a call, whatever a product's table of causes makes of them. One that no table knows is read as
 * RFC 3261 8.1.3.2 has it. */
static int decide_progress(struct deciding *d)
{
	sq_deciding_ask(d);
	if (d->answer.action == SIPQ850_ACTION_RELEASE)
		sq_report(d, SIPQ850_REPORT_OVERRULED);
	if (d->input == 199)
		return none(d, "RFC 6228 s4: one early dialog is over, the INVITE goes on");
	if (!is_progress(d->answer.action)) {
		d->input = sipq850_sip_class_reading(d->input);
		sq_deciding_ask_standards(d);
	}
	if (!is_progress(d->answer.action))
		return none(d, "RFC 3398 s8.2.2, s8.2.3: no other provisional response has an effect");
	if (is_repeated_alerting(d))
		return call_goes_on(d, "RFC 4497 s8.2.1.3: ALERTING is sent once");
	return progress_row(d);
}

/* --- after the ISDN side gave up */

/* The ISDN side is released already: what still comes only ends the SIP side (RFC 3398 8.2.7). */
static int decide_cancelled(struct deciding *d)
{
	bool sent = sq_knows(d, SIPQ850_WORD_PROVISIONAL, SIPQ850_PROVISIONAL_RECEIVED);

	sq_deciding_ask(d);
	if (d->input >= 300 && d->answer.action == SIPQ850_ACTION_NONE)
		return none_row(d);
	if (d->input >= 300)
		return call_goes_on(d, "RFC 3398 s8.2.7: the ISDN side gave up and is released already");
	if (d->input < 200 && sent)
		return call_goes_on(d, "RFC 3398 s8.2.7: the CANCEL is on its way");
	if (d->input < 200) {
		call_goes_on(d, "EID 2580, RFC 4497 s8.4.1 case 4: the CANCEL that was held back is due");
		d->decision.action = SIPQ850_ACTION_CANCEL;
	} else {
		call_goes_on(d, "RFC 3398 s8.2.7: a 200 that crossed the CANCEL is acknowledged and ended by BYE");
		d->decision.action = SIPQ850_ACTION_BYE;
	}
	return 0;
}

/* --- a refusal of the INVITE */

/* Neither does the status become the cause, nor the cause the status, as far as is known. Nothing against nothing
 * agrees. */
static bool contradict(const struct deciding *d, int status, int cause)
{
	struct sipq850_context known = d->known;
	struct sipq850_answer there, back;

	known.word[SIPQ850_WORD_REASON_HEADER] = SIPQ850_REASON_HEADER_ABSENT;
	known.word[SIPQ850_WORD_ENCAPSULATED_ISUP] = SIPQ850_ENCAPSULATED_ISUP_ABSENT;
	if (sipq850_map_sip2q850(d->call->map, status, &known, &there) ||
	    sipq850_map_q850sip(d->call->map, cause, NULL, &back) || !there.row || !back.row)
		return false;
	return there.value != cause && back.value != status && (there.value || back.value);
}

/* Two statuses that become different causes, where SIP values count. */
static bool statuses_contradict(const struct deciding *d, int status, int other)
{
	struct sipq850_answer a, b;

	if (d->policy->precedence != SIPQ850_PRECEDENCE_SIP || !other || other == status ||
	    sipq850_map_sip2q850(d->call->map, status, NULL, &a) || sipq850_map_sip2q850(d->call->map, other, NULL, &b))
		return false;
	return a.value && b.value && a.value != b.value;
}

static bool contradicts(const struct deciding *d, const struct sq_heard *heard, int status)
{
	return (heard->said_q850 && contradict(d, status, heard->said_q850)) || statuses_contradict(d, status, heard->sip);
}

/* What a peer says in its table of 401 and 407, and what RFC 3261 says: authenticate first; but an encapsulated REL
 * is final. */
static bool can_authenticate(const struct deciding *d)
{
	return (d->input == 401 || d->input == 407) && d->answer.action != SIPQ850_ACTION_ENCAPSULATED_ISUP &&
	       sq_knows(d, SIPQ850_WORD_CREDENTIALS, SIPQ850_CREDENTIALS_AVAILABLE);
}

static int retry(struct deciding *d)
{
	d->decision.action = SIPQ850_ACTION_RETRY;
	if (d->answer.action == SIPQ850_ACTION_RETRY)
		sq_decided_by_row(d);
	else
		sq_decided_by_policy(d, "RFC 3261 s8.1.3.5: authenticate and try again");
	return 0;
}

/* A redirection that the map leaves to the gateway. What the map releases by a row of its own is released. */
static int decide_redirect(struct deciding *d)
{
	if (d->answer.action == SIPQ850_ACTION_RELEASE) {
		release_row(d);
		return 0;
	}
	switch ((enum sipq850_redirect)d->policy->redirect) {
	case SIPQ850_REDIRECT_RELEASE:
		release(d, 23, 0);
		sq_decided_by_policy(d, "RFC 3398 s8.2.5 (MAY); policy: redirections are released with 23");
		return 0;
	case SIPQ850_REDIRECT_REFUSE:
		release_default(d, "policy: redirections are refused as an unlisted status (RFC 3398 s8.2.6.1)");
		return 0;
	case SIPQ850_REDIRECT_FOLLOW:
		break;
	}
	d->decision.action = SIPQ850_ACTION_REDIRECT;
	if (d->answer.action == SIPQ850_ACTION_REDIRECT)
		sq_decided_by_row(d);
	else
		sq_decided_by_policy(d, "RFC 3261 s8.1.3.4: the profile says nothing of this redirection");
	return 0;
}

/* A SIP status in Reason, if it is one that releases. */
static bool decide_by_sip_reason(struct deciding *d, const struct sq_heard *heard)
{
	struct sipq850_answer answer;

	if (d->policy->precedence != SIPQ850_PRECEDENCE_SIP || !heard->sip ||
	    sipq850_map_sip2q850(d->call->map, heard->sip, &d->known, &answer) ||
	    answer.action != SIPQ850_ACTION_RELEASE)
		return false;
	d->answer = answer;
	release_row(d);
	d->decision.decided_by = SIPQ850_DECIDED_BY_REASON;
	return true;
}

/* The Reason headers that count, against the status. Returns false when the status counts. */
static bool decide_by_reason(struct deciding *d, const struct sq_heard *heard, int status)
{
	if (is_status(status) && contradicts(d, heard, status)) {
		sq_report(d, SIPQ850_REPORT_CONTRADICTION);
		if (d->policy->contradiction == SIPQ850_CONTRADICTION_STATUS)
			return false;
	}
	if (decide_by_sip_reason(d, heard))
		return true;
	if (!heard->q850)
		return false;
	release_reason(d, heard);
	return true;
}

/* The row wants a value from the message; if that is not there after all, the plain default serves. */
static int decide_by_row(struct deciding *d, const struct sq_heard *heard)
{
	switch (d->answer.action) {
	case SIPQ850_ACTION_RELEASE:
		release_row(d);
		return 0;
	case SIPQ850_ACTION_ENCAPSULATED_ISUP:
		release_isup(d, heard);
		return 0;
	case SIPQ850_ACTION_NONE:
		if (sipq850_row_condition(d->answer.row)[0] || sq_knows(d, SIPQ850_WORD_CALL, SIPQ850_CALL_CANCELLED))
			return none_row(d);
		release_default(d, "RFC 4497 s8.4.4 Table 2 note 7: clearing must be started, so the default cause");
		return 0;
	case SIPQ850_ACTION_NOT_COVERED:
		release_default(d, "RFC 3398 s8.2.6.1: the profile does not cover this status");
		return 0;
	default:
		sq_report(d, SIPQ850_REPORT_OVERRULED);
		release_default(d, "RFC 3398 s8.2.6.1: the row asks for what is not there");
		return 0;
	}
}

static int decide_refusal(struct deciding *d, const struct sq_heard *heard)
{
	sq_deciding_ask(d);
	if (d->answer.action == SIPQ850_ACTION_RETRY || can_authenticate(d))
		return retry(d);
	/* What is held back by a condition is held back from Reason, too: digits may still come. */
	if (d->answer.action == SIPQ850_ACTION_NONE && sipq850_row_condition(d->answer.row)[0])
		return none_row(d);
	if (d->input < 400)
		return decide_redirect(d);
	if (decide_by_reason(d, heard, d->input))
		return 0;
	if (d->answer.action == SIPQ850_ACTION_REASON_HEADER) {
		/* The policy does not let the row have it: ask as if there were none. */
		d->known.word[SIPQ850_WORD_REASON_HEADER] = SIPQ850_REASON_HEADER_ABSENT;
		sq_deciding_ask(d);
	}
	return decide_by_row(d, heard);
}

/* --- responses */

/* A 2xx of another branch of the INVITE that the gateway sent: its dialog, a second one, is ended. */
static bool is_further_answer(const struct deciding *d)
{
	return d->input / 100 == 2 && sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC) &&
	       sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_AFTER_ANSWER);
}

/* A response to another request than the INVITE, or within the call. Only 408 and 481 end it (RFC 3261 12.2.1.2). */
static int decide_in_call(struct deciding *d, const struct sq_heard *heard)
{
	bool invite = sq_knows(d, SIPQ850_WORD_METHOD, SIPQ850_METHOD_INVITE);
	bool answered = !sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE);

	sq_deciding_ask(d);
	if (invite && is_further_answer(d)) {
		call_goes_on(d, "RFC 4497 s8.2.1.4: a further 2xx is acknowledged and ended by BYE");
		d->decision.action = SIPQ850_ACTION_BYE;
		return 0;
	}
	if (sq_knows(d, SIPQ850_WORD_METHOD, SIPQ850_METHOD_BYE) ||
	    sq_knows(d, SIPQ850_WORD_METHOD, SIPQ850_METHOD_CANCEL))
		return call_goes_on(d, "RFC 3261 s15.1.1, RFC 5407 s3.2.2: the call is being ended already");
	if (answered && (d->input == 408 || d->input == 481) && d->answer.action != SIPQ850_ACTION_NONE)
		return decide_refusal(d, heard);
	if (can_authenticate(d))
		return retry(d);
	if (d->answer.action == SIPQ850_ACTION_NONE)
		return none_row(d);
	return call_goes_on(d, "RFC 3261 s12.2.1.2, s14.1: within a dialog only 408 and 481 end it");
}

static int decide_response(struct deciding *d, const struct sq_heard *heard)
{
	bool invite = sq_knows(d, SIPQ850_WORD_METHOD, SIPQ850_METHOD_INVITE);

	if (!invite || !sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE))
		return decide_in_call(d, heard);
	if (!sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC))
		return -EINVAL;
	if (sq_knows(d, SIPQ850_WORD_CALL, SIPQ850_CALL_CANCELLED))
		return decide_cancelled(d);
	return d->input < 300 ? decide_progress(d) : decide_refusal(d, heard);
}

/* --- requests, timers, events */

/* An event that is not told of this call: it happens on the other side of the INVITE, or at another time. */
static bool is_misplaced(const struct deciding *d)
{
	return !sq_event_fits(d) ||
	       (d->input == SIPQ850_INPUT_METHOD_CANCEL && sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC));
}

static bool ends_call(int input)
{
	return input == SIPQ850_INPUT_METHOD_BYE || input == SIPQ850_INPUT_METHOD_CANCEL;
}

static int decide_event(struct deciding *d, const struct sq_heard *heard)
{
	if (is_misplaced(d))
		return -EINVAL;
	if (d->input == SIPQ850_INPUT_METHOD_CANCEL && !sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE))
		return none(d, "RFC 3261 s9.2: a CANCEL that crossed the answer has no effect");
	sq_deciding_ask(d);
	if (!d->answer.row)
		sq_deciding_ask_standards(d);
	if (!d->answer.row)
		return none(d, "no profile says anything of this event");
	if (ends_call(d->input) && decide_by_reason(d, heard, d->input))
		return 0;
	if (d->answer.action == SIPQ850_ACTION_REASON_HEADER) {
		d->known.word[SIPQ850_WORD_REASON_HEADER] = SIPQ850_REASON_HEADER_ABSENT;
		sq_deciding_ask(d);
		if (!d->answer.row)
			sq_deciding_ask_standards(d);
	}
	if (d->answer.action == SIPQ850_ACTION_RELEASE || d->answer.action == SIPQ850_ACTION_ENCAPSULATED_ISUP)
		return decide_by_row(d, heard);
	return progress_row(d);
}

static bool has_null(const char *const *texts, size_t n)
{
	size_t i;

	if (n && !texts)
		return true;
	for (i = 0; i < n; i++)
		if (!texts[i])
			return true;
	return false;
}

int sipq850_gateway_sip(const struct sipq850_call *call, const struct sipq850_sip_told *told,
			struct sipq850_decision *decision)
{
	struct sq_heard heard;
	struct deciding d;
	int rc = sq_deciding_begin(&d, call, SIPQ850_SIP2Q850, told->input);

	if (rc || !told->input || has_null(told->reasons, told->n_reasons) ||
	    has_null(told->warnings, told->n_warnings) || (told->isup_len && !told->isup))
		return -EINVAL;
	sq_hear_sip(&d, told, &heard);
	rc = is_status(told->input) ? decide_response(&d, &heard) : decide_event(&d, &heard);
	if (!rc)
		*decision = d.decision;
	return rc;
}
