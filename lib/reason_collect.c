/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All Reason headers of a message together. */
#include <sipq850/reason.h>

#include <errno.h>
#include <string.h>

#include "reason_text.h"

/* What a summary needs to know while it is made. */
struct collecting {
	struct sipq850_reason_summary summary;
	uint64_t seen;	/* bit n: a value of protocol n */
};

static void add_q850(struct sipq850_reason_summary *summary, const struct sipq850_reason *reason)
{
	if (summary->q850 < 0) {
		summary->q850 = reason->cause;
		summary->q850_location = reason->location;
		summary->q850_text = reason->text;
	} else if (summary->q850 != reason->cause || summary->q850_location != reason->location) {
		summary->flags |= SIPQ850_REASON_SEVERAL_Q850;
	}
}

static void add_sip(struct sipq850_reason_summary *summary, const struct sipq850_reason *reason)
{
	if (summary->sip < 0) {
		summary->sip = reason->cause;
		summary->sip_text = reason->text;
	} else if (summary->sip != reason->cause) {
		summary->flags |= SIPQ850_REASON_SEVERAL_SIP;
	}
}

static void add(struct collecting *all, const struct sipq850_reason *reason)
{
	const struct reason_protocol_entry *protocol = sq_reason_protocol_number(reason->protocol_id);

	all->summary.n_values++;
	all->summary.flags |= reason->flags;
	if (protocol && protocol->single && all->seen & 1ULL << protocol->number)
		all->summary.flags |= SIPQ850_REASON_PROTOCOL_TWICE;
	all->seen |= 1ULL << reason->protocol_id;
	if (reason->cause < 0)
		return;
	if (reason->protocol_id == SIPQ850_REASON_PROTOCOL_Q850)
		add_q850(&all->summary, reason);
	else if (reason->protocol_id == SIPQ850_REASON_PROTOCOL_SIP)
		add_sip(&all->summary, reason);
}

int sipq850_reason_collect(const char *const *headers, size_t n_headers, struct sipq850_reason_summary *summary)
{
	struct collecting all = { .summary = { .q850 = -1, .sip = -1 } };
	struct sipq850_reason reason;
	size_t i;
	int rc;

	for (i = 0; i < n_headers; i++) {
		struct sipq850_text rest;

		if (!headers[i])
			return -EINVAL;
		rest = (struct sipq850_text){ headers[i], strlen(headers[i]) };
		while ((rc = sipq850_reason_next(&rest, &reason)) > 0)
			add(&all, &reason);
		if (rc < 0)
			all.summary.flags |= SIPQ850_REASON_MALFORMED;
	}
	*summary = all.summary;
	return 0;
}
