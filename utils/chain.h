/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A call that failed behind several gateways: what is left of its status or cause when it has passed them.
 *
 * In words: a value, then the gateways it passes, and between them, if it helps to read, the network:
 *
 *     486@sip  rfc3398  dss1  asterisk  sip  freeswitch  isup
 *
 * The value is a status or cause, its side after an @ where the number alone does not tell ("486", "17", "110@isdn"); a
 * location behind the @ is that of a cause ("21@user"). A gateway is a profile or a file, with what it knows and how it is
 * set behind commas ("rfc3398,warning=bearer,network-location=LN", "asterisk,no-reason"). */
#pragma once

#include "domain.h"

#define CHAIN_MAX 16
#define CHAIN_ERROR_SIZE 256
#define CHAIN_REASON_SIZE 256

/* A failure as it stands on one network. */
struct chain_value {
	bool isdn;
	int value;				/* status or cause */
	enum sipq850_location location;		/* of a cause; 0 when none was told */
	char reason[CHAIN_REASON_SIZE];		/* Reason header beside a status; "" without */
};

struct chain_gateway {
	const char *name;
	const struct sipq850_map *map;
	struct sipq850_context known;
	struct sipq850_policy policy;
	bool reason;				/* writes the Reason header and goes by it */
};

struct chain {
	struct chain_value start;
	struct chain_gateway gateways[CHAIN_MAX];
	unsigned int n;
};

/* What a gateway made of it. */
struct chain_step {
	const struct chain_gateway *gateway;
	struct chain_value in, out;
	struct sipq850_decision decision;
	bool ends;		/* nothing goes on from here: see the decision */
	int kept;		/* the first value on this network, if it is another one now; 0: it is kept, or the first */
};

/* Read a chain from its words. With `reason` gateways carry the Reason header unless they are told otherwise. Returns false
 * and a message when it is none; release it all the same. */
bool chain_parse(struct chain *chain, const char *const *words, unsigned int n, bool reason,
		 char error[CHAIN_ERROR_SIZE]);
void chain_release(struct chain *chain);

/* Let the failure pass. Returns the number of steps: all gateways, or up to the one where it ends. */
unsigned int chain_run(const struct chain *chain, struct chain_step steps[CHAIN_MAX]);

/* "17 User busy, location U" or "486 Busy Here". */
void chain_value_text(char *buf, size_t len, const struct chain_value *value);
