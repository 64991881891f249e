/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file gateway.h
 * What a gateway must do with a call: "SIP told me this" or "ISDN told me this" in, one complete decision out:
 * action, ISDN message, cause with its octets, SIP status with phrase and Reason header, and what decided it.
 *
 * A map answers what a status or cause becomes. This adds what a call needs beside it: Reason headers and their
 * precedence, encapsulated ISUP, the phase of the call, what may not be sent yet, what must be sent though the map
 * says none, and the policy of the site. Sources: RFC 3261, RFC 3398, RFC 4497 8.4.1 (the order of checks), RFC
 * 6228, RFC 6432, RFC 8606.
 *
 * Nothing is allocated, locked or logged; any thread may decide. (With a profile that says nothing of 1xx and 2xx,
 * the first decision about one asks, and so compiles, the built-in rfc3398, then rfc4497; likewise for an event it
 * does not cover, and for a direction that its head marks absent. The row in such a decision is theirs.) */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <sipq850/cause.h>
#include <sipq850/map.h>
#include <sipq850/reason.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- policy */

/*! Which value of a message counts. */
enum sipq850_precedence {
	SIPQ850_PRECEDENCE_Q850 = 0,	/*!< a Q.850 cause in Reason, else the status (RFC 3398 7.2.3 for BYE and
					 * CANCEL; in a response before an encapsulated REL, too; RFC 4497 knows no
					 * Reason) */
	SIPQ850_PRECEDENCE_SIP = 1,	/*!< a SIP status in Reason, else a Q.850 cause in it, else the status */
	SIPQ850_PRECEDENCE_STATUS = 2,	/*!< the status; Reason is not looked at */
};

/*! What to do when Reason and status contradict each other: neither does the status map to the cause, nor the cause to
 * the status. It is always reported. */
enum sipq850_contradiction {
	SIPQ850_CONTRADICTION_PRECEDENCE = 0,	/*!< as the precedence says */
	SIPQ850_CONTRADICTION_STATUS = 1,	/*!< the status counts */
};

/*! What to do with a redirection (3xx) that is left to the gateway. */
enum sipq850_redirect {
	SIPQ850_REDIRECT_FOLLOW = 0,	/*!< as the map says: follow the Contact (RFC 3398 8.2.5) */
	SIPQ850_REDIRECT_RELEASE = 1,	/*!< release with 23 whatever Reason says, the new number for the signalling layer to add (RFC
					 * 3398 8.2.5, MAY) */
	SIPQ850_REDIRECT_REFUSE = 2,	/*!< release with the plain default of the map: for a gateway that may not
					 * follow */
};

/*! Kinds of what SIP told, for a location of its own. */
enum sipq850_location_class {
	SIPQ850_LOCATION_CLASS_3XX,
	SIPQ850_LOCATION_CLASS_4XX,
	SIPQ850_LOCATION_CLASS_5XX,
	SIPQ850_LOCATION_CLASS_6XX,
	SIPQ850_LOCATION_CLASS_BYE,
	SIPQ850_LOCATION_CLASS_CANCEL,
	SIPQ850_LOCATION_CLASS_TIMER,	/*!< timers, and events of the gateway itself */
	SIPQ850_LOCATION_CLASSES
};

/*! How a site wants it. All zero is the default; each field says who needs it. */
struct sipq850_policy {
	uint8_t precedence;		/*!< enum sipq850_precedence: peers whose Reason is wrong need STATUS, a
					 * chain of SIP gateways SIP */
	uint8_t contradiction;		/*!< enum sipq850_contradiction: peers that put 16 into every Reason need
					 * STATUS */
	uint8_t redirect;		/*!< enum sipq850_redirect: carriers that bill by called number must not
					 * follow */
	uint8_t no_reason_in_responses;	/*!< 1: send no Reason in responses; peers older than RFC 6432 */
	uint8_t no_reason_in_requests;	/*!< 1: send no Reason in BYE and CANCEL; peers that choke on it */
	uint8_t sip_reason;		/*!< 1: send SIP;cause= beside Q.850;cause=; peers that read only that. In responses
					 * that is beyond RFC 6432 */
	uint8_t network_location;	/*!< location for "some network", 1..16; 0: network beyond interworking point */
	uint8_t location[SIPQ850_LOCATION_CLASSES];	/*!< location that overrides the row's, 1..16, not one that
							 * came with the cause; 0: as the row says; exchanges that
							 * route on location */
	uint8_t cause_zero;		/*!< cause for a cause 0, 1..127; 0: as if there were none */
	uint8_t above_127;		/*!< cause for a cause above 127, 1..127; 0: as if there were none. Such a
					 * cause never leaves the gateway */
	uint8_t foreign_coding_is_q850;	/*!< 1: read causes of other coding standards as Q.850 unless a row names the
					 * coding; GSM gateways whose peers send Q.850 numbers */
	uint16_t retry_after;		/*!< seconds to advise with a 503 for lack of resources; 0: none (RFC 3398
					 * 7.2.4.1, 34, 38, 41, 42, 47) */
	uint16_t ignore_reason[16];	/*!< statuses whose Reason is not looked at, 0 ends: an element that adds
					 * Reason to its own 503, say */
	uint16_t bearer_warnings[8];	/*!< Warning codes that speak of a bearer capability, 0 ends; all 0: 304 and
					 * 305, media type and format (RFC 3398 names none: our choice) */
	uint8_t merge_rank[16];		/*!< causes of branches, the best first, 0 ends; all 0: 17, 21, any other,
					 * 88, 18 (as osmo_cc_collect_cause()) */
	uint8_t reserved[32];		/*!< zero */
};

/*! Set a field of a policy from text: "reason=q850|sip|status", "contradiction=precedence|status",
 * "redirect=follow|release|refuse", "reason-in-responses=yes|no", "reason-in-requests=yes|no", "sip-reason=yes|no",
 * "network-location=LOCATION", "location-4xx=LOCATION" (3xx, 4xx, 5xx, 6xx, bye, cancel, timer), "cause-zero=CAUSE",
 * "above-127=CAUSE", "foreign-coding=default|q850", "retry-after=SECONDS", "ignore-reason=STATUS,..",
 * "bearer-warnings=CODE,..", "merge-rank=CAUSE,..".
 * \param[in,out] policy  the policy; untouched on error.
 * \param[in] text  the field.
 * \returns 0; -EINVAL when there is no such field or value. */
int sipq850_policy_parse(struct sipq850_policy *policy, const char *text);

/* --- what happens */

/*! The ISDN side of the gateway: names of the messages. */
enum sipq850_isdn {
	SIPQ850_ISDN_DSS1 = 0,	/*!< DSS1, QSIG, GSM call control */
	SIPQ850_ISDN_ISUP = 1,	/*!< ISUP, BICC */
};

/*! A call. */
struct sipq850_call {
	const struct sipq850_map *map;		/*!< the profile to go by */
	const struct sipq850_policy *policy;	/*!< NULL: the default */
	/*! What is known of the call. SIPQ850_WORD_ROLE and SIPQ850_WORD_PHASE are needed. Worth telling besides:
	 * PROVISIONAL and ACK (RFC 4497 8.4.1), CREDENTIALS, RETRY, REATTEMPT, CONTACT, ACM, ALERTING, PI1, METHOD
	 * (the request that a response answers; unknown = INVITE), CALL, FINAL_200_RECEIVED. LOCATION, CODING,
	 * DIAGNOSTIC, REASON_HEADER, ENCAPSULATED_ISUP and WARNING are set by the gateway from what it is told. */
	struct sipq850_context known;
	uint8_t isdn;				/*!< enum sipq850_isdn */
	uint8_t setup_only;			/*!< 1: nothing but a SETUP from the ISDN has passed: RELEASE
						 * COMPLETE instead of DISCONNECT (Q.931 5.3.2); before answer only */
	uint8_t reserved[22];			/*!< zero */
};

/*! "SIP told me". */
struct sipq850_sip_told {
	int input;			/*!< status 100..699, or an event of sip2q850: SIPQ850_INPUT_METHOD_BYE,
					 * _TIMER_SIP_INVITE, .. */
	const char *const *reasons;	/*!< Reason headers as received, values or whole lines */
	size_t n_reasons;
	const char *const *warnings;	/*!< Warning headers as received: the values */
	size_t n_warnings;
	const char *retry_after;	/*!< value of the Retry-After header; NULL without */
	const uint8_t *isup;		/*!< Cause Indicators of a REL in the body; NULL without */
	size_t isup_len;
	uint64_t reserved[4];		/*!< zero */
};

/*! "ISDN told me". */
struct sipq850_isdn_told {
	int input;			/*!< 0: the call is released (DISCONNECT, RELEASE, REL); else an event of
					 * q850sip: SIPQ850_INPUT_ISDN_ALERTING, .. */
	const uint8_t *octets;		/*!< the cause as received; NULL without */
	size_t n_octets;
	uint8_t form;			/*!< enum sipq850_cause_form of the octets */
	const struct sipq850_cause_octets *cause;	/*!< the cause decoded, instead of octets; a value above 127
							 * is an internal cause */
	uint64_t reserved[4];		/*!< zero */
};

/* --- what to do */

/*! ISDN messages. */
enum sipq850_message {
	SIPQ850_MESSAGE_NONE = 0,		/*!< nothing is sent to the ISDN */
	SIPQ850_MESSAGE_DISCONNECT = 1,		/*!< Q.931 */
	SIPQ850_MESSAGE_RELEASE_COMPLETE = 2,	/*!< Q.931 */
	SIPQ850_MESSAGE_ALERTING = 3,		/*!< Q.931 */
	SIPQ850_MESSAGE_PROGRESS = 4,		/*!< Q.931 */
	SIPQ850_MESSAGE_CONNECT = 5,		/*!< Q.931 */
	SIPQ850_MESSAGE_SETUP = 6,		/*!< Q.931, again, on another channel */
	SIPQ850_MESSAGE_REL = 7,		/*!< ISUP */
	SIPQ850_MESSAGE_ACM = 8,		/*!< ISUP */
	SIPQ850_MESSAGE_CPG = 9,		/*!< ISUP */
	SIPQ850_MESSAGE_ANM = 10,		/*!< ISUP */
	SIPQ850_MESSAGE_CON = 11,		/*!< ISUP */
	SIPQ850_MESSAGE_IAM = 12,		/*!< ISUP, again, on another circuit */
};

/*! What decided. */
enum sipq850_decided_by {
	SIPQ850_DECIDED_BY_ROW = 1,		/*!< a row of the map */
	SIPQ850_DECIDED_BY_REASON = 2,		/*!< a Reason header */
	SIPQ850_DECIDED_BY_ISUP = 3,		/*!< the encapsulated ISUP message */
	SIPQ850_DECIDED_BY_POLICY = 4,		/*!< the policy, or a rule of the protocols that no profile can
						 * change: see source */
};

/*! What is worth reporting of an event, whatever was decided. */
enum sipq850_report {
	SIPQ850_REPORT_CONTRADICTION = 1 << 0,		/*!< Reason and status contradict each other */
	SIPQ850_REPORT_SEVERAL_Q850 = 1 << 1,		/*!< several Q.850 values in one message that differ (RFC
							 * 9366 3); the first counts */
	SIPQ850_REPORT_REASON_MALFORMED = 1 << 2,	/*!< a Reason header could not be read to its end */
	SIPQ850_REPORT_REASON_IGNORED = 1 << 3,		/*!< a Reason header was not looked at, as the policy says */
	SIPQ850_REPORT_CAUSE_ZERO = 1 << 4,		/*!< a cause 0 */
	SIPQ850_REPORT_ABOVE_127 = 1 << 5,		/*!< a cause above 127 */
	SIPQ850_REPORT_FOREIGN_CODING = 1 << 6,		/*!< a cause of another coding standard than ITU-T */
	SIPQ850_REPORT_NO_CAUSE = 1 << 7,		/*!< a release without a cause */
	SIPQ850_REPORT_CAUSE_MALFORMED = 1 << 8,	/*!< the octets of the cause could not be decoded: taken as
							 * no cause, which is reported too */
	SIPQ850_REPORT_ISUP_MALFORMED = 1 << 9,		/*!< the encapsulated cause could not be decoded: not looked
							 * at */
	SIPQ850_REPORT_WAIT_PROVISIONAL = 1 << 10,	/*!< CANCEL is due as soon as a provisional response comes
							 * (EID 2580), with the Reason of this decision */
	SIPQ850_REPORT_WAIT_ACK = 1 << 11,		/*!< BYE is due as soon as the ACK has come (RFC 4497 8.4.1
							 * case 2) */
	SIPQ850_REPORT_DIAGNOSTIC_DROPPED = 1 << 13,	/*!< the encapsulated diagnostic has no room in a Cause IE */
	SIPQ850_REPORT_OVERRULED = 1 << 12,		/*!< the map has an answer other than none, but it cannot be
							 * acted on now; see source */
};

/*! A decision. */
struct sipq850_decision {
	uint8_t action;			/*!< enum sipq850_action, never NOT_COVERED */
	uint8_t message;		/*!< enum sipq850_message: what to send to the ISDN */
	uint8_t decided_by;		/*!< enum sipq850_decided_by */
	uint8_t n_ie;			/*!< octets in ie; 0 without a cause */
	uint16_t status;		/*!< SIPQ850_ACTION_RESPOND: 100..699; else 0 */
	uint16_t reports;		/*!< bits of enum sipq850_report */
	int32_t retry_after;		/*!< seconds to put into Retry-After, or as received; -1 without */
	const char *source;		/*!< which document says so: of the row, or of the rule that decided */
	const struct sipq850_row *row;	/*!< the row that decided, living as long as the map; NULL if none did */
	struct sipq850_cause_octets cause;	/*!< SIPQ850_ACTION_RELEASE: the cause to send; towards SIP: the
						 * cause that came (coding 0 without) */
	uint8_t ie[SIPQ850_CAUSE_OCTETS_MAX];	/*!< the cause as a Q.931 Cause IE; with SIPQ850_ISDN_ISUP as Cause Indicators */
	char number[32];		/*!< the new number of a diagnostic (cause 22), for Contact; empty without */
	uint16_t reason_q850;		/*!< cause for the Reason header, 1..127; 0 without */
	uint16_t reason_sip;		/*!< status for the Reason header; 0 without */
	uint8_t reason_location;	/*!< location for the Reason header; 0 without */
	uint8_t reserved[27];		/*!< zero */
};

/*! Decide what to do with what SIP told.
 * \param[in] call  the call.
 * \param[in] told  what SIP told.
 * \param[out] decision  the decision; untouched on error.
 * \returns 0; -EINVAL when the call or the event makes no sense: no map, role or phase; a value out of range; a
 *          response to an INVITE that the gateway did not send; an event of the other side of the INVITE or of
 *          another phase; a word that contradicts the role. A CANCEL that crossed the answer makes sense: nothing is
 *          done. */
int sipq850_gateway_sip(const struct sipq850_call *call, const struct sipq850_sip_told *told,
			struct sipq850_decision *decision);

/*! Decide what to do with what the ISDN told.
 * \param[in] call  the call.
 * \param[in] told  what the ISDN told.
 * \param[out] decision  the decision; untouched on error.
 * \returns 0; -EINVAL as sipq850_gateway_sip(), so also for call progress from the side that calls, or after answer. */
int sipq850_gateway_isdn(const struct sipq850_call *call, const struct sipq850_isdn_told *told,
			 struct sipq850_decision *decision);

/*! Write the value of the Reason header that goes with a decision ("Q.850;cause=17;text=\"User busy\";location=U").
 * \returns the length of the whole text in bytes, as snprintf does; 0 when there is no Reason to send. */
int sipq850_decision_reason_buf(char *buf, size_t len, const struct sipq850_decision *decision);

/*! Choose among the causes of forked branches, by the rank of the policy; among equals the first.
 * \param[in] policy  NULL: the default.
 * \param[in] causes  the causes, 1..127.
 * \param[in] n  their number.
 * \returns the index of the cause to use; -EINVAL when there is none, or one is out of range. */
int sipq850_gateway_merge(const struct sipq850_policy *policy, const uint8_t *causes, size_t n);

/*! Name an action as the column `action` of `sipq850 decide` does ("release", "respond", ..); NULL for a number that
 * is none. */
const char *sipq850_action_name(int action);
/*! Name an ISDN message ("DISCONNECT"); "" for none; NULL for a number that is no message. */
const char *sipq850_message_name(int message);
/*! Name what decided ("row", "reason-header", "encapsulated-isup", "policy"); NULL for any other value. */
const char *sipq850_decided_by_name(int decided_by);
/*! Name a report, one bit of enum sipq850_report ("contradiction"); NULL for any other value. */
const char *sipq850_report_name(unsigned int report);

#ifdef __cplusplus
}
#endif
