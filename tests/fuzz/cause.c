/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include <errno.h>
#include <string.h>

#include <osmocom/gsm/mncc.h>

/* The text has the length it says, whatever the room. */
static void check_text(const struct sipq850_diagnostic *diagnostic)
{
	int len = sipq850_diagnostic_buf(NULL, 0, diagnostic);
	char *text = malloc(len + 1);

	CHECK(text);
	CHECK(sipq850_diagnostic_buf(text, len + 1, diagnostic) == len && strlen(text) == (size_t)len);
	CHECK(sipq850_diagnostic_buf(text, len / 2 + 1, diagnostic) == len && strlen(text) == (size_t)len / 2);
	free(text);
}

static void check_diagnostic(const struct sipq850_cause_octets *cause)
{
	struct sipq850_diagnostic d;

	CHECK(!sipq850_cause_diagnostic(cause, &d));
	CHECK(!d.kind == !cause->diagnostic_len);
	CHECK(d.n_octets <= cause->diagnostic_len);
	CHECK(d.kind != SIPQ850_DIAGNOSTIC_KIND_RAW || d.n_octets == cause->diagnostic_len);
	CHECK(d.kind <= SIPQ850_DIAGNOSTIC_KIND_RAW || cause->coding == SIPQ850_CODING_ITU_T);
	CHECK(sipq850_diagnostic_kind_name(d.kind));
	check_text(&d);
}

/* MNCC takes every cause of Q.931. */
static void check_mncc(enum sipq850_cause_form form, const struct sipq850_cause_octets *cause)
{
	struct sipq850_cause_octets again;
	struct gsm_mncc_cause mncc;

	if (form == SIPQ850_CAUSE_ISUP)
		return;
	CHECK(!sipq850_cause_to_mncc(cause, &mncc));
	CHECK(!sipq850_cause_from_mncc(&mncc, &again));
	again.oddities = cause->oddities;
	CHECK(!memcmp(cause, &again, sizeof(again)));
}

void fuzz_cause(enum sipq850_cause_form form, const uint8_t *octets, size_t len)
{
	uint8_t written[SIPQ850_CAUSE_OCTETS_MAX];
	struct sipq850_cause_octets cause, again;
	int n = sipq850_cause_decode(&cause, form, octets, len);

	CHECK(n == -EBADMSG || (n >= 2 && (size_t)n <= len));
	if (n < 0)
		return;
	CHECK(sipq850_cause_encode(written, sizeof(written), form, &cause) == n);
	CHECK(cause.oddities || !memcmp(written, octets, n));
	CHECK(sipq850_cause_decode(&again, form, written, n) == n);
	again.oddities = cause.oddities;
	CHECK(!memcmp(&cause, &again, sizeof(again)));
	check_diagnostic(&cause);
	check_mncc(form, &cause);
}
