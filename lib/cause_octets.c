/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The octets of a cause (tables/README.md has the sources of the limits).
 *
 *	      bit 8   7 6      5      4 3 2 1
 *	3     ext     coding   spare  location         ext 0: octet 3a follows, not in ISUP
 *	3a    1       recommendation
 *	4     1       value
 *	5..   diagnostic
 */
#include <sipq850/cause.h>

#include <errno.h>
#include <string.h>

#include <osmocom/gsm/mncc.h>

#include "tables.h"
#include "text.h"

#define IDENTIFIER 0x08
#define EXT 0x80
#define SPARE 0x10

/* Q.931 table 3-6: the whole IE 4..32 octets. Q.763 3.12: the parameter 2..255. */
#define CONTENTS_MIN 2
#define CONTENTS_MAX_Q931 30
#define CONTENTS_MAX_ISUP 255

static size_t contents_max(enum sipq850_cause_form form)
{
	return form == SIPQ850_CAUSE_ISUP ? CONTENTS_MAX_ISUP : CONTENTS_MAX_Q931;
}

/* Octets before the contents; -1 for an unknown form. */
static int overhead(enum sipq850_cause_form form)
{
	switch (form) {
	case SIPQ850_CAUSE_TLV:
		return 2;
	case SIPQ850_CAUSE_LV:
		return 1;
	case SIPQ850_CAUSE_ISUP:
		return 0;
	}
	return -1;
}

/* --- decoding */

/* Find the contents. Returns their length, or -EBADMSG. */
static int find_contents(enum sipq850_cause_form form, const uint8_t *octets, size_t len)
{
	size_t before = overhead(form);
	size_t contents = len;

	if (len < before)
		return -EBADMSG;
	if (form == SIPQ850_CAUSE_TLV && octets[0] != IDENTIFIER)
		return -EBADMSG;
	if (before)
		contents = octets[before - 1];
	if (contents > len - before || contents < CONTENTS_MIN || contents > contents_max(form))
		return -EBADMSG;
	return contents;
}

/* Octet 3, and 3a if there is one. Returns the octets read, or -EBADMSG. */
static int decode_head(struct sipq850_cause_octets *cause, enum sipq850_cause_form form, const uint8_t *contents)
{
	cause->coding = sipq850_coding_from_wire(contents[0] >> 5);
	cause->location = sipq850_location_from_wire(contents[0]);
	if (contents[0] & SPARE)
		cause->oddities |= SIPQ850_CAUSE_SPARE_SET;
	if (contents[0] & EXT)
		return 1;
	if (form == SIPQ850_CAUSE_ISUP) {
		cause->oddities |= SIPQ850_CAUSE_ISUP_EXTENSION_CLEAR;
		return 1;
	}
	if (!(contents[1] & EXT))
		return -EBADMSG;
	cause->recommendation = (contents[1] & ~EXT) + 1;
	return 2;
}

int sipq850_cause_decode(struct sipq850_cause_octets *cause, enum sipq850_cause_form form, const uint8_t *octets,
			 size_t len)
{
	struct sipq850_cause_octets read = { 0 };
	int before = overhead(form);
	int contents, head;

	if (before < 0)
		return -EINVAL;
	contents = find_contents(form, octets, len);
	if (contents < 0)
		return contents;
	octets += before;
	head = decode_head(&read, form, octets);
	if (head < 0 || head >= contents)
		return -EBADMSG;
	if (!(octets[head] & EXT))
		read.oddities |= SIPQ850_CAUSE_EXTENSION_CLEAR;
	read.value = octets[head] & ~EXT;
	read.diagnostic_len = contents - head - 1;
	memcpy(read.diagnostic, octets + head + 1, read.diagnostic_len);
	*cause = read;
	return before + contents;
}

/* --- encoding */

static bool can_encode(const struct sipq850_cause_octets *cause, enum sipq850_cause_form form, size_t contents)
{
	return sipq850_coding_to_wire(cause->coding) >= 0 && sipq850_location_to_wire(cause->location) >= 0 &&
	       cause->value < EXT && cause->recommendation <= EXT && contents <= contents_max(form) &&
	       !(form == SIPQ850_CAUSE_ISUP && cause->recommendation);
}

static uint8_t *put_contents(uint8_t *to, const struct sipq850_cause_octets *cause)
{
	uint8_t head = sipq850_coding_to_wire(cause->coding) << 5 | sipq850_location_to_wire(cause->location);

	if (cause->recommendation) {
		*to++ = head;
		*to++ = EXT | (cause->recommendation - 1);
	} else {
		*to++ = EXT | head;
	}
	*to++ = EXT | cause->value;
	memcpy(to, cause->diagnostic, cause->diagnostic_len);
	return to + cause->diagnostic_len;
}

int sipq850_cause_encode(uint8_t *octets, size_t len, enum sipq850_cause_form form,
			 const struct sipq850_cause_octets *cause)
{
	size_t contents = CONTENTS_MIN + (cause->recommendation ? 1 : 0) + cause->diagnostic_len;
	int before = overhead(form);

	if (before < 0 || !can_encode(cause, form, contents))
		return -EINVAL;
	if (len < before + contents)
		return -ENOSPC;
	if (form == SIPQ850_CAUSE_TLV)
		*octets++ = IDENTIFIER;
	if (before)
		*octets++ = contents;
	put_contents(octets, cause);
	return before + contents;
}

/* --- names */

static const struct value_string recommendation_names[] = {
	{ SIPQ850_RECOMMENDATION_Q931, "Q.931" },
	{ SIPQ850_RECOMMENDATION_X21, "X.21" },
	{ SIPQ850_RECOMMENDATION_X25, "X.25" },
	{ SIPQ850_RECOMMENDATION_Q1031, "Q.1031" },
	{ 0, NULL }
};

const char *sipq850_recommendation_name(int recommendation)
{
	const char *name;

	if (recommendation < 0 || recommendation > EXT)
		return NULL;
	if (recommendation == SIPQ850_RECOMMENDATION_ABSENT)
		return "";
	name = get_value_string_or_null(recommendation_names, recommendation);
	return name ? name : "reserved";
}

/* --- libosmocore's MNCC */

int sipq850_cause_to_mncc(const struct sipq850_cause_octets *cause, struct gsm_mncc_cause *mncc)
{
	size_t contents = CONTENTS_MIN + (cause->recommendation ? 1 : 0) + cause->diagnostic_len;

	if (!can_encode(cause, SIPQ850_CAUSE_TLV, contents))
		return -EINVAL;
	memset(mncc, 0, sizeof(*mncc));
	mncc->location = sipq850_location_to_wire(cause->location);
	mncc->coding = sipq850_coding_to_wire(cause->coding);
	mncc->rec = cause->recommendation != 0;
	mncc->rec_val = cause->recommendation ? cause->recommendation - 1 : 0;
	mncc->value = cause->value;
	mncc->diag_len = cause->diagnostic_len;
	memcpy(mncc->diag, cause->diagnostic, cause->diagnostic_len);
	return 0;
}

static bool in_range(int value, int max)
{
	return value >= 0 && value <= max;
}

int sipq850_cause_from_mncc(const struct gsm_mncc_cause *mncc, struct sipq850_cause_octets *cause)
{
	struct sipq850_cause_octets read = { 0 };
	int room = CONTENTS_MAX_Q931 - CONTENTS_MIN - (mncc->rec ? 1 : 0);

	if (!in_range(mncc->location, 15) || !in_range(mncc->coding, 3) || !in_range(mncc->value, 127) ||
	    !in_range(mncc->diag_len, room) || (mncc->rec && !in_range(mncc->rec_val, 127)))
		return -EINVAL;
	read.location = sipq850_location_from_wire(mncc->location);
	read.coding = sipq850_coding_from_wire(mncc->coding);
	read.recommendation = mncc->rec ? mncc->rec_val + 1 : 0;
	read.value = mncc->value;
	read.diagnostic_len = mncc->diag_len;
	memcpy(read.diagnostic, mncc->diag, mncc->diag_len);
	*cause = read;
	return 0;
}
