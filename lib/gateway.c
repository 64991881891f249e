/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What both directions share: is the call one that can be, what does the map say, how does a decision end. */
#include "gateway_priv.h"

#include <errno.h>
#include <string.h>

#include "map_priv.h"
#include "strbuf.h"

static const struct sipq850_policy default_policy;

/* --- the call */

/* Every word has a value that there is, and nothing stands where there is no word. */
static bool words_are_valid(const struct sipq850_context *known)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known->word); i++)
		if (known->word[i] > sq_word_max[i])
			return false;
	return true;
}

/* Words that only one side of the INVITE can know. */
static bool words_fit_role(const struct sipq850_context *known)
{
	static const uint8_t of_uac[] = { SIPQ850_WORD_PROVISIONAL, SIPQ850_WORD_ACM,
					  SIPQ850_WORD_ALERTING, SIPQ850_WORD_PI1, SIPQ850_WORD_FINAL_200_RECEIVED };
	static const uint8_t of_uas[] = { SIPQ850_WORD_ACK };
	size_t i;

	if (known->word[SIPQ850_WORD_ROLE] == SIPQ850_ROLE_UAS) {
		for (i = 0; i < ARRAY_SIZE(of_uac); i++)
			if (known->word[of_uac[i]])
				return false;
		return known->word[SIPQ850_WORD_CALL] != SIPQ850_CALL_CANCELLED;
	}
	for (i = 0; i < ARRAY_SIZE(of_uas); i++)
		if (known->word[of_uas[i]])
			return false;
	return true;
}

static bool policy_is_valid(const struct sipq850_policy *policy)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(policy->location); i++)
		if (policy->location[i] > 16)
			return false;
	for (i = 0; i < ARRAY_SIZE(policy->merge_rank); i++)
		if (policy->merge_rank[i] > SQ_CAUSE_MAX)
			return false;
	return policy->precedence <= SIPQ850_PRECEDENCE_STATUS &&
	       policy->contradiction <= SIPQ850_CONTRADICTION_STATUS && policy->redirect <= SIPQ850_REDIRECT_REFUSE &&
	       policy->network_location <= 16 && policy->cause_zero <= SQ_CAUSE_MAX &&
	       policy->above_127 <= SQ_CAUSE_MAX && policy->no_reason_in_responses <= 1 &&
	       policy->no_reason_in_requests <= 1 && policy->sip_reason <= 1 && policy->foreign_coding_is_q850 <= 1;
}

/* SETUP alone has passed only before the call is answered. */
static bool setup_only_fits(const struct sipq850_call *call)
{
	return !call->setup_only ||
	       (call->setup_only == 1 && call->known.word[SIPQ850_WORD_PHASE] == SIPQ850_PHASE_INITIAL_INVITE);
}

/* Input 0 is no input but a message of the ISDN: whether it may be, the caller says. */
int sq_deciding_begin(struct deciding *d, const struct sipq850_call *call, enum sipq850_direction direction, int input)
{
	const struct sipq850_context *known = &call->known;

	if (!call->map || call->isdn > SIPQ850_ISDN_ISUP || !setup_only_fits(call) || !words_are_valid(known) ||
	    !known->word[SIPQ850_WORD_ROLE] || !known->word[SIPQ850_WORD_PHASE] || !words_fit_role(known) ||
	    (input && sq_slot(direction, input) < 0))
		return -EINVAL;
	memset(d, 0, sizeof(*d));
	d->call = call;
	d->policy = call->policy ? call->policy : &default_policy;
	if (!policy_is_valid(d->policy))
		return -EINVAL;
	d->direction = direction;
	d->input = input;
	d->known = *known;
	d->decision.retry_after = -1;
	return 0;
}

/* --- the map */

void sq_deciding_ask(struct deciding *d)
{
	sipq850_map_ask(d->call->map, d->direction, d->input, &d->known, &d->answer);
	if (!d->answer.row && sipq850_map_completeness(d->call->map, d->direction) == SIPQ850_COMPLETENESS_ABSENT)
		sq_deciding_ask_standards(d);
}

/* A profile that says nothing of an event or a 1xx, or nothing at all in this direction, leaves it to the standards. */
void sq_deciding_ask_standards(struct deciding *d)
{
	static const char *const names[] = { "rfc3398", "rfc4497" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		const struct sipq850_map *map = sipq850_map_builtin(names[i]);

		if (map && !sipq850_map_ask(map, d->direction, d->input, &d->known, &d->answer) && d->answer.row)
			return;
	}
}

static bool is_default_of(const struct rule *rule, enum sipq850_direction direction, int input)
{
	int class = direction == SIPQ850_SIP2Q850 ? input / 100 : input / 16;

	if (rule->direction != direction || rule->n_terms)
		return false;
	return rule->kind == RULE_ALL || (rule->kind == RULE_CLASS && rule->number == class);
}

/* Rules are ordered: classes come before `*`. */
const struct sipq850_answer *sq_plain_default(const struct sipq850_map *map, enum sipq850_direction direction,
					      int input)
{
	size_t i;

	for (i = 0; i < map->effective.n_rules; i++)
		if (is_default_of(&map->effective.rules[i], direction, input))
			return &map->rows[i];
	return NULL;
}

/* --- events */

/* Where events happen, in either direction; 0: anywhere. Events that are not here may come at any time. */
static const struct {
	int input;
	uint8_t role;
	bool initial;		/* before the INVITE is answered, else after */
} places[] = {
	{ SIPQ850_INPUT_TIMER_T7, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_TIMER_T9, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_TIMER_T11, SIPQ850_ROLE_UAC, true },
	{ SIPQ850_INPUT_TIMER_T301, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_TIMER_SIP_INVITE, SIPQ850_ROLE_UAC, true },
	{ SIPQ850_INPUT_TIMER_SIP_ACK, SIPQ850_ROLE_UAS, false },
	{ SIPQ850_INPUT_ISDN_ALERTING, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_ISDN_CALL_PROCEEDING, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_ISDN_PROGRESS, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_ISDN_CONNECT, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_EVENT_NO_CHANNEL, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_EVENT_INVITE_WITHOUT_SDP_AND_100REL, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_EVENT_OVERLAP_INVITE, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_EVENT_OVERLAP_INVITE_BAD_URI, SIPQ850_ROLE_UAS, true },
	{ SIPQ850_INPUT_EVENT_REINVITE_MEDIA_INCOMPATIBLE, 0, false },
	{ SIPQ850_INPUT_EVENT_NUMBER_INCOMPLETE, SIPQ850_ROLE_UAC, true },
};

bool sq_event_fits(const struct deciding *d)
{
	bool initial = sq_knows(d, SIPQ850_WORD_PHASE, SIPQ850_PHASE_INITIAL_INVITE);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (places[i].input == d->input)
			return places[i].initial == initial &&
			       (!places[i].role || sq_knows(d, SIPQ850_WORD_ROLE, places[i].role));
	return true;
}

/* --- the end */

void sq_decided_by_row(struct deciding *d)
{
	d->decision.decided_by = SIPQ850_DECIDED_BY_ROW;
	d->decision.row = d->answer.row;
	d->decision.source = sipq850_row_source(d->answer.row);
}

void sq_decided_by_policy(struct deciding *d, const char *source)
{
	d->decision.decided_by = SIPQ850_DECIDED_BY_POLICY;
	d->decision.row = NULL;
	d->decision.source = source;
}

int sipq850_decision_reason_buf(char *buf, size_t len, const struct sipq850_decision *decision)
{
	struct osmo_strbuf sb = sq_strbuf(buf, len);
	const char *location = sipq850_location_short(decision->reason_location);
	const char *name;

	if (len)
		buf[0] = '\0';
	if (decision->reason_q850) {
		name = sipq850_cause_name(SIPQ850_CODING_ITU_T, decision->reason_q850);
		OSMO_STRBUF_PRINTF(sb, "Q.850;cause=%u;text=\"%s\"", decision->reason_q850, name);
		if (location)
			OSMO_STRBUF_PRINTF(sb, ";location=%s", location);
	}
	if (decision->reason_sip)
		OSMO_STRBUF_PRINTF(sb, "%sSIP;cause=%u", decision->reason_q850 ? "," : "", decision->reason_sip);
	return sb.chars_needed;
}

/* --- forked branches */

/* Place of a cause in a rank; those not in it share the place where the list leaves room for any other. */
static unsigned int place_of(const uint8_t *rank, size_t n, uint8_t cause, unsigned int others)
{
	size_t i;

	for (i = 0; i < n && rank[i]; i++)
		if (rank[i] == cause)
			return 2 * i;
	return others;
}

int sipq850_gateway_merge(const struct sipq850_policy *policy, const uint8_t *causes, size_t n)
{
	/* As osmo_cc_collect_cause(): 17, 21, any other, 88, 18. */
	static const uint8_t usual[] = { 17, 21, 88, 18 };
	const uint8_t *rank = policy && policy->merge_rank[0] ? policy->merge_rank : usual;
	size_t n_rank = rank == usual ? ARRAY_SIZE(usual) : sizeof(policy->merge_rank);
	unsigned int others = rank == usual ? 3 : 2 * n_rank, best = 0;
	size_t i;
	int winner = -EINVAL;

	for (i = 0; i < n; i++) {
		unsigned int place = place_of(rank, n_rank, causes[i], others);

		if (causes[i] < SQ_CAUSE_MIN || causes[i] > SQ_CAUSE_MAX)
			return -EINVAL;
		if (winner >= 0 && place >= best)
			continue;
		winner = i;
		best = place;
	}
	return winner;
}

/* --- names */

const char *sipq850_action_name(int action)
{
	size_t i;

	for (i = 0; i < sq_actions_count; i++)
		if (sq_actions[i].number == action)
			return sq_actions[i].name;
	return NULL;
}

static const struct value_string message_names[] = {
	{ SIPQ850_MESSAGE_NONE, "" },
	{ SIPQ850_MESSAGE_DISCONNECT, "DISCONNECT" },
	{ SIPQ850_MESSAGE_RELEASE_COMPLETE, "RELEASE COMPLETE" },
	{ SIPQ850_MESSAGE_ALERTING, "ALERTING" },
	{ SIPQ850_MESSAGE_PROGRESS, "PROGRESS" },
	{ SIPQ850_MESSAGE_CONNECT, "CONNECT" },
	{ SIPQ850_MESSAGE_SETUP, "SETUP" },
	{ SIPQ850_MESSAGE_REL, "REL" },
	{ SIPQ850_MESSAGE_ACM, "ACM" },
	{ SIPQ850_MESSAGE_CPG, "CPG" },
	{ SIPQ850_MESSAGE_ANM, "ANM" },
	{ SIPQ850_MESSAGE_CON, "CON" },
	{ SIPQ850_MESSAGE_IAM, "IAM" },
	{ 0, NULL }
};

const char *sipq850_message_name(int message)
{
	return message < 0 ? NULL : get_value_string_or_null(message_names, message);
}

static const struct value_string decided_by_names[] = {
	{ SIPQ850_DECIDED_BY_ROW, "row" },
	{ SIPQ850_DECIDED_BY_REASON, "reason-header" },
	{ SIPQ850_DECIDED_BY_ISUP, "encapsulated-isup" },
	{ SIPQ850_DECIDED_BY_POLICY, "policy" },
	{ 0, NULL }
};

const char *sipq850_decided_by_name(int decided_by)
{
	return decided_by <= 0 ? NULL : get_value_string_or_null(decided_by_names, decided_by);
}

static const struct value_string report_names[] = {
	{ SIPQ850_REPORT_CONTRADICTION, "contradiction" },
	{ SIPQ850_REPORT_SEVERAL_Q850, "several-q850" },
	{ SIPQ850_REPORT_REASON_MALFORMED, "reason-malformed" },
	{ SIPQ850_REPORT_REASON_IGNORED, "reason-ignored" },
	{ SIPQ850_REPORT_CAUSE_ZERO, "cause-zero" },
	{ SIPQ850_REPORT_ABOVE_127, "above-127" },
	{ SIPQ850_REPORT_FOREIGN_CODING, "foreign-coding" },
	{ SIPQ850_REPORT_NO_CAUSE, "no-cause" },
	{ SIPQ850_REPORT_CAUSE_MALFORMED, "cause-malformed" },
	{ SIPQ850_REPORT_ISUP_MALFORMED, "isup-malformed" },
	{ SIPQ850_REPORT_WAIT_PROVISIONAL, "wait-provisional" },
	{ SIPQ850_REPORT_WAIT_ACK, "wait-ack" },
	{ SIPQ850_REPORT_OVERRULED, "overruled" },
	{ SIPQ850_REPORT_DIAGNOSTIC_DROPPED, "diagnostic-dropped" },
	{ 0, NULL }
};

const char *sipq850_report_name(unsigned int report)
{
	return report ? get_value_string_or_null(report_names, report) : NULL;
}
