/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "ISDN told me": a release, call progress, a timer. The order of the checks of a release is that of RFC 4497 8.4.1:
 * answered; INVITE sent; INVITE received. */
#include "gateway_priv.h"

#include <errno.h>
#include <string.h>

#include "rule.h"

/* The cause that came. */
struct heard {
	bool has_cause;
	struct sipq850_cause_octets cause;
	int value;		/* to be mapped, 1..127; 0 without */
};

/* --- the cause */

static int hear_cause(struct deciding *d, const struct sipq850_isdn_told *told, struct heard *heard)
{
	if (told->cause) {
		heard->cause = *told->cause;
		heard->has_cause = true;
	} else if (told->octets) {
		int rc = sipq850_cause_decode(&heard->cause, told->form, told->octets, told->n_octets);

		if (rc == -EINVAL)
			return rc;
		if (rc < 0)
			sq_report(d, SIPQ850_REPORT_CAUSE_MALFORMED);
		heard->has_cause = rc > 0;
	}
	return 0;
}

static bool is_foreign(const struct heard *heard)
{
	return heard->cause.coding && heard->cause.coding != SIPQ850_CODING_ITU_T;
}

/* The value that may be mapped: never 0, never above 127. */
static void choose_value(struct deciding *d, struct heard *heard)
{
	heard->value = heard->cause.value;
	if (!heard->has_cause) {
		heard->value = 0;
		sq_report(d, SIPQ850_REPORT_NO_CAUSE);
	} else if (heard->cause.value == 0) {
		heard->value = d->policy->cause_zero;
		sq_report(d, SIPQ850_REPORT_CAUSE_ZERO);
	} else if (heard->cause.value > SQ_CAUSE_MAX) {
		heard->value = d->policy->above_127;
		sq_report(d, SIPQ850_REPORT_ABOVE_127);
	}
	if (is_foreign(heard))
		sq_report(d, SIPQ850_REPORT_FOREIGN_CODING);
}

/* A diagnostic that the gateway can use: for 22 a number that may go into Contact. */
static uint8_t hear_diagnostic(struct deciding *d, const struct heard *heard)
{
	struct sipq850_diagnostic diagnostic;

	sipq850_cause_diagnostic(&heard->cause, &diagnostic);
	memcpy(d->decision.number, diagnostic.number, sizeof(d->decision.number));
	if (heard->cause.value == SIPQ850_CAUSE_NUMBER_CHANGED)
		return diagnostic.number[0] ? SIPQ850_DIAGNOSTIC_PRESENT : SIPQ850_DIAGNOSTIC_ABSENT;
	return heard->cause.diagnostic_len ? SIPQ850_DIAGNOSTIC_PRESENT : SIPQ850_DIAGNOSTIC_ABSENT;
}

static int hear(struct deciding *d, const struct sipq850_isdn_told *told, struct heard *heard)
{
	int rc;

	memset(heard, 0, sizeof(*heard));
	rc = hear_cause(d, told, heard);
	if (rc)
		return rc;
	d->known.word[SIPQ850_WORD_CAUSE] = heard->has_cause ? SIPQ850_CAUSE_PRESENT : SIPQ850_CAUSE_ABSENT;
	if (!heard->has_cause)
		return 0;
	if (heard->cause.coding > SIPQ850_CODING_GSM || heard->cause.location > 16 || heard->cause.recommendation > 128 ||
	    heard->cause.diagnostic_len > SIPQ850_CAUSE_DIAGNOSTIC_MAX)
		return -EINVAL;
	if (heard->cause.location)
		d->known.word[SIPQ850_WORD_LOCATION] = heard->cause.location;
	d->known.word[SIPQ850_WORD_CODING] = heard->cause.coding;
	if (heard->cause.diagnostic_len || !d->known.word[SIPQ850_WORD_DIAGNOSTIC])
		d->known.word[SIPQ850_WORD_DIAGNOSTIC] = hear_diagnostic(d, heard);
	return 0;
}

/* --- towards SIP */

/* The status that the cause becomes, for a request; a response has its own. */
static uint16_t status_beside(const struct deciding *d, const struct heard *heard)
{
	struct sipq850_answer answer;

	if (d->decision.action == SIPQ850_ACTION_RESPOND)
		return d->decision.status >= 300 ? d->decision.status : 0;
	if (!heard->value || sipq850_map_q850sip(d->call->map, heard->value, NULL, &answer) ||
	    answer.action != SIPQ850_ACTION_RESPOND)
		return 0;
	return answer.value >= 300 ? answer.value : 0;
}

/* What came goes on in the Reason header, if it is a Q.850 cause. */
static void put_reason(struct deciding *d, const struct heard *heard)
{
	struct sipq850_decision *decision = &d->decision;
	bool response = decision->action == SIPQ850_ACTION_RESPOND;
	bool waiting = decision->reports & SIPQ850_REPORT_WAIT_PROVISIONAL;
	bool request = decision->action == SIPQ850_ACTION_BYE || decision->action == SIPQ850_ACTION_CANCEL || waiting;

	decision->cause = heard->cause;
	if (!(response && !d->policy->no_reason_in_responses && decision->status > 100) &&
	    !(request && !d->policy->no_reason_in_requests))
		return;
	if (heard->value && (!is_foreign(heard) || d->policy->foreign_coding_is_q850)) {
		decision->reason_q850 = heard->value;
		decision->reason_location = heard->cause.location;
	}
	if (d->policy->sip_reason)
		decision->reason_sip = status_beside(d, heard);
}

static bool lacks_resources(int cause)
{
	return cause == 34 || cause == 38 || cause == 41 || cause == 42 || cause == 47;
}

static void respond(struct deciding *d, const struct heard *heard, int status)
{
	d->decision.action = SIPQ850_ACTION_RESPOND;
	d->decision.status = status;
	if (status == 503 && d->policy->retry_after && lacks_resources(heard->value))
		d->decision.retry_after = d->policy->retry_after;
}

/* The plain default of the map, if it is a refusal; else 500. */
static void respond_default(struct deciding *d, const struct heard *heard, const char *source)
{
	const struct sipq850_answer *plain =
		sq_plain_default(d->call->map, SIPQ850_Q850SIP, heard->value ? heard->value : SQ_CAUSE_MAX);

	respond(d, heard, plain && plain->action == SIPQ850_ACTION_RESPOND && plain->value >= 300 ? plain->value : 500);
	sq_decided_by_policy(d, source);
}

/* Do what the row says, if that is what can be done now; else do it all the same, and say why. */
static void act(struct deciding *d, enum sipq850_action action, const char *source)
{
	d->decision.action = action;
	if (d->answer.row && d->answer.action == action) {
		sq_decided_by_row(d);
		return;
	}
	if (d->answer.row && d->answer.action != SIPQ850_ACTION_NONE)
		sq_report(d, SIPQ850_REPORT_OVERRULED);
	sq_decided_by_policy(d, source);
}

/* --- release */

static void decide_answered(struct deciding *d)
{
	act(d, SIPQ850_ACTION_BYE, "RFC 4497 s8.4.1 cases 1 and 2, RFC 3398 s10.2: an answered call ends with BYE");
	if (sq_knows(d, SIPQ850_WORD_ACK, SIPQ850_ACK_NONE))
		sq_report(d, SIPQ850_REPORT_WAIT_ACK);
}

/* The calling side gave up before the gateway's INVITE was answered. */
static void decide_cancelled(struct deciding *d)
{
	if (sq_knows(d, SIPQ850_WORD_FINAL_200_RECEIVED, SIPQ850_FINAL_200_RECEIVED_YES)) {
		act(d, SIPQ850_ACTION_BYE,
		    "RFC 3398 s8.2.7: a 200 that crossed the CANCEL is acknowledged and ended by BYE");
	} else if (sq_knows(d, SIPQ850_WORD_PROVISIONAL, SIPQ850_PROVISIONAL_RECEIVED)) {
		act(d, SIPQ850_ACTION_CANCEL, "RFC 4497 s8.4.1 case 3, RFC 3398 s8.2.7");
	} else {
		act(d, SIPQ850_ACTION_NONE, "EID 2580, RFC 3261 s9.1: no CANCEL before a provisional response");
		sq_report(d, SIPQ850_REPORT_WAIT_PROVISIONAL);
	}
}

/* 44 is no answer to the caller: another circuit is tried first (RFC 3398 7.2.4.1, RFC 4497 8.4.1 note 2). */
static bool another_circuit(const struct deciding *d, const struct heard *heard)
{
	return heard->value == SIPQ850_CAUSE_REQUESTED_CIRCUIT_NOT_AVAILABLE &&
	       !sq_knows(d, SIPQ850_WORD_REATTEMPT, SIPQ850_REATTEMPT_EXHAUSTED) &&
	       !sq_knows(d, SIPQ850_WORD_RETRY, SIPQ850_RETRY_IMPOSSIBLE);
}

static void try_another_circuit(struct deciding *d)
{
	d->decision.message = d->call->isdn == SIPQ850_ISDN_ISUP ? SIPQ850_MESSAGE_IAM : SIPQ850_MESSAGE_SETUP;
	act(d, SIPQ850_ACTION_RETRY, "RFC 3398 s7.2.4.1, RFC 4497 s8.4.1 note 2: another circuit is tried first");
}

static void decide_refused_by_row(struct deciding *d, const struct heard *heard)
{
	if (d->answer.found == SIPQ850_FOUND_OWN && heard->value == SIPQ850_CAUSE_REQUESTED_CIRCUIT_NOT_AVAILABLE &&
	    sq_knows(d, SIPQ850_WORD_REATTEMPT, SIPQ850_REATTEMPT_POSSIBLE)) {
		try_another_circuit(d);
		return;
	}
	switch (d->answer.action) {
	case SIPQ850_ACTION_RESPOND:
		if (d->answer.value >= 300) {
			respond(d, heard, d->answer.value);
			sq_decided_by_row(d);
			return;
		}
		sq_report(d, SIPQ850_REPORT_OVERRULED);
		respond_default(d, heard, "RFC 3261 s8.2.6: a refusal is no 1xx and no 2xx, as the profile has it");
		return;
	case SIPQ850_ACTION_NONE:
		if (another_circuit(d, heard))
			try_another_circuit(d);
		else
			respond_default(d, heard,
					"RFC 4497 s8.4.1 Table 1 note 3: a response must be sent, so the default");
		return;
	case SIPQ850_ACTION_RETRY:
		try_another_circuit(d);
		return;
	case SIPQ850_ACTION_NOT_COVERED:
		respond_default(d, heard, "RFC 3398 s7.2.4.1: the profile does not cover this cause");
		return;
	default:
		sq_report(d, SIPQ850_REPORT_OVERRULED);
		respond_default(d, heard, "RFC 4497 s8.4.1 case 5: the INVITE is to be answered with a final response");
		return;
	}
}

/* Does the row that answered look at the coding standard? */
static bool names_coding(const struct deciding *d)
{
	return d->answer.row && strstr(sipq850_row_condition(d->answer.row), "coding");
}

static void decide_refused(struct deciding *d, const struct heard *heard)
{
	if (!heard->value)
		respond_default(d, heard, "RFC 3398 s7.2.4.1: no cause that could be mapped, so the default");
	else if (is_foreign(heard) && !d->policy->foreign_coding_is_q850 && !names_coding(d))
		respond_default(d, heard, "Q.850 coding standard: a cause of another one is not read as Q.850");
	else
		decide_refused_by_row(d, heard);
}

/* A provisional response of which nothing is known did not come: waiting is right in either case, CANCEL is not. */
static void set_cancelled(struct deciding *d)
{
	d->known.word[SIPQ850_WORD_CALL] = SIPQ850_CALL_CANCELLED;
	if (!d->known.word[SIPQ850_WORD_PROVISIONAL])
		d->known.word[SIPQ850_WORD_PROVISIONAL] = SIPQ850_PROVISIONAL_NONE;
}

static void decide_release(struct deciding *d, struct heard *heard)
{
	bool uac = sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC);
	bool answered = !sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE);

	choose_value(d, heard);
	if (answered)
		d->known.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_AFTER_ANSWER;
	else if (uac)
		set_cancelled(d);
	d->input = heard->value ? heard->value : SIPQ850_CAUSE_INTERWORKING_UNSPECIFIED;
	sq_deciding_ask(d);
	if (answered)
		decide_answered(d);
	else if (uac)
		decide_cancelled(d);
	else
		decide_refused(d, heard);
}

/* --- progress, timers, events */

/* A response needs an INVITE that waits for it: the first one, or a re-INVITE whose media do not fit. */
static bool can_respond(const struct deciding *d)
{
	if (d->input == SIPQ850_INPUT_EVENT_REINVITE_MEDIA_INCOMPATIBLE)
		return true;
	return sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAS) &&
	       sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE);
}

static void decide_event_by_row(struct deciding *d, const struct heard *heard)
{
	bool uac = sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC);
	bool initial = sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE);

	if (d->answer.action == SIPQ850_ACTION_RESPOND && can_respond(d)) {
		respond(d, heard, d->answer.value);
		sq_decided_by_row(d);
	} else if (d->answer.action == SIPQ850_ACTION_RESPOND) {
		act(d, initial ? SIPQ850_ACTION_NONE : SIPQ850_ACTION_BYE,
		    "RFC 3261 s8.2: there is no INVITE that waits for a response");
	} else if (d->answer.action == SIPQ850_ACTION_CANCEL && uac && initial) {
		decide_cancelled(d);
	} else if (d->answer.row) {
		act(d, d->answer.action, NULL);
	} else {
		act(d, SIPQ850_ACTION_NONE, "no profile says anything of this event");
	}
}

static int decide_event(struct deciding *d, struct heard *heard)
{
	bool uac = sq_knows(d, SIPQ850_WORD_ROLE, SIPQ850_ROLE_UAC);
	bool initial = sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE);
	bool reset = d->input == SIPQ850_INPUT_ISDN_RESET;

	if (!sq_event_fits(d))
		return -EINVAL;
	if (heard->has_cause)
		choose_value(d, heard);
	if (reset && uac && initial)
		set_cancelled(d);
	sq_deciding_ask(d);
	if (!d->answer.row)
		sq_deciding_ask_standards(d);
	if (reset && !initial)
		decide_answered(d);
	else if (reset && uac)
		decide_cancelled(d);
	else
		decide_event_by_row(d, heard);
	return 0;
}

int sipq850_gateway_isdn(const struct sipq850_call *call, const struct sipq850_isdn_told *told,
			 struct sipq850_decision *decision)
{
	struct heard heard;
	struct deciding d;
	int rc = sq_deciding_begin(&d, call, SIPQ850_Q850SIP, told->input);

	if (rc || (told->n_octets && !told->octets) || (told->octets && told->cause) ||
	    (told->input && told->input < SQ_EVENT_MIN))
		return -EINVAL;
	rc = hear(&d, told, &heard);
	if (rc)
		return rc;
	if (told->input)
		rc = decide_event(&d, &heard);
	else
		decide_release(&d, &heard);
	if (rc)
		return rc;
	put_reason(&d, &heard);
	*decision = d.decision;
	return 0;
}
