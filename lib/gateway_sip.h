/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came beside a status or request of SIP, as far as it may be used. */
#pragma once

#include "gateway_priv.h"

struct sq_heard {
	int said_q850;			/* cause that the Reason headers give, whatever the policy says of it; 0 without */
	int q850;			/* cause of theirs that may be used, 1..127; 0 without */
	uint8_t q850_location;
	int sip;			/* status of theirs that may be used, 300..699; 0 without */
	bool has_isup;
	struct sipq850_cause_octets isup;
};

/* Read it, with what the policy says of it; the condition words that follow from it are set. */
void sq_hear_sip(struct deciding *d, const struct sipq850_sip_told *told, struct sq_heard *heard);
