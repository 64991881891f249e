/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came beside the status or request: Reason and Warning headers, Retry-After, an encapsulated REL. */
#include "gateway_sip.h"

#include <string.h>

#include "rule.h"
#include "text.h"

/* --- Reason headers */

static bool reason_is_ignored(const struct sipq850_policy *policy, int status)
{
	size_t i;

	if (policy->precedence == SIPQ850_PRECEDENCE_STATUS)
		return true;
	for (i = 0; i < ARRAY_SIZE(policy->ignore_reason) && policy->ignore_reason[i]; i++)
		if (policy->ignore_reason[i] == status)
			return true;
	return false;
}

/* A cause that someone wrote, made one that may be used: 0 without. */
static int usable_cause(struct deciding *d, int cause)
{
	if (cause == 0) {
		sq_report(d, SIPQ850_REPORT_CAUSE_ZERO);
		return d->policy->cause_zero;
	}
	if (cause > SQ_CAUSE_MAX) {
		sq_report(d, SIPQ850_REPORT_ABOVE_127);
		return d->policy->above_127;
	}
	return cause;
}

/* What the Q.850 values of a message say besides the first usable one. */
struct q850_values {
	unsigned int n;
	bool above;		/* a cause beyond all causes */
};

static void count_q850(const char *header, struct q850_values *values)
{
	struct sipq850_text rest = { header, strlen(header) };
	struct sipq850_reason reason;

	while (sipq850_reason_next(&rest, &reason) == 1) {
		if (reason.protocol_id != SIPQ850_REASON_PROTOCOL_Q850)
			continue;
		values->n++;
		values->above |= (reason.flags & SIPQ850_REASON_CAUSE_OUT_OF_RANGE) != 0;
	}
}

/* Report what is wrong with the headers. Returns the cause they give: -1 without, above 127 if that is all there is. */
static int judge_reasons(struct deciding *d, const struct sipq850_sip_told *told,
			 const struct sipq850_reason_summary *summary)
{
	struct q850_values values = { 0, false };
	size_t i;

	if (summary->flags & SIPQ850_REASON_MALFORMED)
		sq_report(d, SIPQ850_REPORT_REASON_MALFORMED);
	if (summary->flags & (SIPQ850_REASON_PROTOCOL_TWICE | SIPQ850_REASON_CAUSE_OUT_OF_RANGE))
		for (i = 0; i < told->n_reasons; i++)
			count_q850(told->reasons[i], &values);
	if (values.n > 1)
		sq_report(d, SIPQ850_REPORT_SEVERAL_Q850);
	if (values.above)
		sq_report(d, SIPQ850_REPORT_ABOVE_127);
	return summary->q850 < 0 && values.above ? SQ_CAUSE_MAX + 1 : summary->q850;
}

static void hear_reasons(struct deciding *d, const struct sipq850_sip_told *told, struct sq_heard *heard)
{
	struct sipq850_reason_summary summary;
	int q850;

	if (!told->n_reasons)
		return;
	sipq850_reason_collect(told->reasons, told->n_reasons, &summary);
	q850 = judge_reasons(d, told, &summary);
	if (q850 < 0 && summary.sip < 0)
		return;
	heard->said_q850 = q850 > 0 && q850 <= SQ_CAUSE_MAX ? q850 : 0;
	if (reason_is_ignored(d->policy, told->input)) {
		sq_report(d, SIPQ850_REPORT_REASON_IGNORED);
		return;
	}
	if (q850 >= 0)
		heard->q850 = usable_cause(d, q850);
	heard->q850_location = summary.q850_location;
	/* Below 300 is no end of a call (RFC 3326 3.1: 200 is "elsewhere"). */
	heard->sip = summary.sip >= 300 ? summary.sip : 0;
}

/* --- what else came beside it */

/* A cause 0 is none, unless the policy has one instead. */
static void hear_isup(struct deciding *d, const struct sipq850_sip_told *told, struct sq_heard *heard)
{
	if (!told->isup)
		return;
	if (sipq850_cause_decode(&heard->isup, SIPQ850_CAUSE_ISUP, told->isup, told->isup_len) < 0) {
		sq_report(d, SIPQ850_REPORT_ISUP_MALFORMED);
		return;
	}
	if (heard->isup.coding != SIPQ850_CODING_ITU_T)
		sq_report(d, SIPQ850_REPORT_FOREIGN_CODING);
	if (!heard->isup.value) {
		heard->isup.value = usable_cause(d, 0);
		heard->isup.coding = SIPQ850_CODING_ITU_T;
	}
	heard->has_isup = heard->isup.value != 0;
}

static bool speaks_of_bearer(const struct sipq850_policy *policy, int code)
{
	static const uint16_t usual[] = { 304, 305, 0 };
	const uint16_t *codes = policy->bearer_warnings[0] ? policy->bearer_warnings : usual;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(policy->bearer_warnings) && codes[i]; i++)
		if (codes[i] == code)
			return true;
	return false;
}

/* After a warning-value: its quoted text may hold commas. */
static const char *next_warning(const char *text)
{
	bool quoted = false;

	for (; *text; text++) {
		if (quoted && *text == '\\' && text[1])
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (*text == ',' && !quoted)
			return text + 1;
	}
	return text;
}

/* Three digits and a blank begin each warning-value (RFC 3261 25.1). */
static uint8_t read_warning(const struct sipq850_policy *policy, const char *text)
{
	uint8_t found = 0;

	while (*text) {
		struct span s = { text + strspn(text, " \t\r\n"), 3 };

		if (strlen(s.start) > 3 && sq_is_digits(s) && s.start[3] == ' ') {
			if (speaks_of_bearer(policy, sq_digits_value(s, 999)))
				return SIPQ850_WARNING_BEARER;
			found = SIPQ850_WARNING_OTHER;
		}
		text = next_warning(text);
	}
	return found;
}

static uint8_t hear_warnings(const struct sipq850_policy *policy, const struct sipq850_sip_told *told)
{
	uint8_t found = SIPQ850_WARNING_ABSENT;
	size_t i;

	for (i = 0; i < told->n_warnings; i++) {
		uint8_t said = read_warning(policy, told->warnings[i]);

		if (said == SIPQ850_WARNING_BEARER)
			return said;
		if (said)
			found = said;
	}
	return found;
}

/* Seconds, then perhaps a comment and parameters (RFC 3261 25.1). */
static int32_t hear_retry_after(const char *text)
{
	struct span s;

	if (!text)
		return -1;
	s.start = text + strspn(text, " \t\r\n");
	s.len = strspn(s.start, "0123456789");
	if (!s.len || !strchr(" \t\r\n(;", s.start[s.len]))
		return -1;
	return sq_digits_value(s, INT32_MAX / 10 - 1);
}

void sq_hear_sip(struct deciding *d, const struct sipq850_sip_told *told, struct sq_heard *heard)
{
	memset(heard, 0, sizeof(*heard));
	hear_reasons(d, told, heard);
	hear_isup(d, told, heard);
	d->known.word[SIPQ850_WORD_REASON_HEADER] =
		heard->q850 ? SIPQ850_REASON_HEADER_PRESENT : SIPQ850_REASON_HEADER_ABSENT;
	d->known.word[SIPQ850_WORD_ENCAPSULATED_ISUP] =
		heard->has_isup ? SIPQ850_ENCAPSULATED_ISUP_PRESENT : SIPQ850_ENCAPSULATED_ISUP_ABSENT;
	if (told->n_warnings || !d->known.word[SIPQ850_WORD_WARNING])
		d->known.word[SIPQ850_WORD_WARNING] = hear_warnings(d->policy, told);
	if (!d->known.word[SIPQ850_WORD_METHOD])
		d->known.word[SIPQ850_WORD_METHOD] = SIPQ850_METHOD_INVITE;
	d->decision.retry_after = hear_retry_after(told->retry_after);
}
