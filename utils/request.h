/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a gateway is told, read from text: the call, what SIP or the ISDN told, the headers that came with it, the policy. */
#pragma once

#include <stdbool.h>

#include <sipq850/gateway.h>

#define REQUEST_HEADERS_MAX 64

/* Zero it first. Headers are not copied: their text has to outlive the request. */
struct request {
	struct sipq850_call call;		/* the map is the caller's to set */
	struct sipq850_policy policy;
	bool from_isdn;				/* which of the two was told */
	struct sipq850_sip_told sip;
	struct sipq850_isdn_told isdn;
	struct sipq850_cause_octets cause;
	const char *reasons[REQUEST_HEADERS_MAX];
	const char *warnings[REQUEST_HEADERS_MAX];
	uint8_t octets[SIPQ850_CAUSE_OCTETS_MAX + 2];
	uint8_t encapsulated[SIPQ850_CAUSE_OCTETS_MAX];
	char problem[256];			/* why the last of the functions below did not return 0 */
};

/* All of these return 0, or -EINVAL with the problem set. */

/* What is known of the call: "WORD=VALUE". */
int request_context(struct request *r, const char *term);
/* The same from a word and its value. */
int request_word(struct request *r, const char *word, const char *value);
/* "dss1" or "isup". */
int request_signalling(struct request *r, const char *name);
/* A field of the policy: "KEY=VALUE". */
int request_policy(struct request *r, const char *field);
/* The location of a cause that is given as a number. */
int request_location(struct request *r, const char *text);
/* "Reason: ...", "Warning: ..." or "Retry-After: ...". */
int request_header(struct request *r, const char *line);
/* The Cause Indicators of an encapsulated REL, in hexadecimal. */
int request_encapsulated(struct request *r, const char *hex);
/* SIP told: a status, a phrase or an event. */
int request_sip(struct request *r, const char *what);
/* The ISDN told: a cause (0..255 or a name), its octets in hexadecimal, an event, an event with octets behind a slash, or
 * "none": a release without cause. Give signalling and location before it: they say how it is to be read. */
int request_isdn(struct request *r, const char *what);

/* The value of a header if it bears this name, in any letter case; else NULL. */
const char *header_value(const char *line, const char *name);

/* Put the parts together and ask the gateway. Returns 0, or -EINVAL when the call makes no sense. */
int request_decide(struct request *r, struct sipq850_decision *decision);
