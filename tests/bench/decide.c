/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A full decision each way: a response with a Reason header in, the octets of a Cause IE out; and a Cause IE in, a
 * status with its Reason header as text out. Beside it the cost of one snprintf() of a status line. */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <sipq850/gateway.h>
#include <sipq850/sip.h>

#define ROUNDS 20
#define CALLS 20000

static volatile unsigned int sink;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void sip_to_isdn(const struct sipq850_map *map)
{
	static const char *const reasons[] = { "Q.850;cause=17;text=\"User busy\";location=LN" };
	struct sipq850_call call = { .map = map };
	struct sipq850_sip_told told = { .input = 486, .reasons = reasons, .n_reasons = 1 };
	struct sipq850_decision decision;

	call.known.word[SIPQ850_WORD_ROLE] = SIPQ850_ROLE_UAC;
	call.known.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_INITIAL_INVITE;
	if (!sipq850_gateway_sip(&call, &told, &decision))
		sink += decision.ie[3];
}

static void isdn_to_sip(const struct sipq850_map *map)
{
	static const uint8_t octets[] = { 0x08, 0x02, 0x80, 0x91 };
	struct sipq850_call call = { .map = map };
	struct sipq850_isdn_told told = { .octets = octets, .n_octets = sizeof(octets), .form = SIPQ850_CAUSE_TLV };
	struct sipq850_decision decision;
	char reason[128];

	call.known.word[SIPQ850_WORD_ROLE] = SIPQ850_ROLE_UAS;
	call.known.word[SIPQ850_WORD_PHASE] = SIPQ850_PHASE_INITIAL_INVITE;
	if (!sipq850_gateway_isdn(&call, &told, &decision))
		sink += sipq850_decision_reason_buf(reason, sizeof(reason), &decision) + decision.status;
}

static void status_line(const struct sipq850_map *map)
{
	char line[128];

	(void)map;
	sink += snprintf(line, sizeof(line), "SIP/2.0 %d %s\r\n", 486, sipq850_sip_phrase(486));
}

/* The best round, in nanoseconds a call. */
static double measure(void (*run)(const struct sipq850_map *map), const struct sipq850_map *map)
{
	double best = 1e18;
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		double start = now(), took;

		for (i = 0; i < CALLS; i++)
			run(map);
		took = (now() - start) / CALLS;
		if (took < best)
			best = took;
	}
	return best;
}

int main(void)
{
	const struct sipq850_map *map = sipq850_map_builtin("rfc3398");
	double line, sip, isdn;

	if (!map)
		return 1;
	line = measure(status_line, map);
	sip = measure(sip_to_isdn, map);
	isdn = measure(isdn_to_sip, map);
	printf("\na full decision, best round of %d\n", ROUNDS);
	printf("snprintf of a status line           %7.1f ns\n", line);
	printf("486 with Reason in, Cause IE out    %7.1f ns  %.2f x\n", sip, sip / line);
	printf("Cause IE in, 486 with Reason out    %7.1f ns  %.2f x\n", isdn, isdn / line);
	return 0;
}
