/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagnostics, by the kind that tables/q850-cause.tsv gives each cause. What does not fit its kind is raw: no octet
 * is ever lost or guessed at. Formats: ngatm and the IBM manual of ATM diagnostics, which agree bit by bit for
 * condition and rejection; Wireshark for IE identifiers, message type and timer. */
#include <sipq850/cause.h>

#include <string.h>

#include "tables.h"
#include "strbuf.h"

#define EXT 0x80
#define CALLED_PARTY_NUMBER 0x70

const char *sipq850_diagnostic_kind_name(int kind)
{
	size_t i;

	if (kind == SIPQ850_DIAGNOSTIC_KIND_NONE)
		return "none";
	for (i = 0; i < sq_diagnostics_count; i++)
		if (sq_diagnostics[i].number == kind)
			return sq_diagnostics[i].name;
	return NULL;
}

static uint8_t kind_of(const struct sipq850_cause_octets *cause)
{
	size_t i;

	for (i = 0; i < sq_causes_count; i++)
		if (sq_causes[i].coding == cause->coding && sq_causes[i].value == cause->value)
			return sq_causes[i].diagnostic;
	return SIPQ850_DIAGNOSTIC_KIND_RAW;
}

/* One octet: ext 1, spare 000, user, abnormal, permanence. */
static bool take_condition(struct sipq850_diagnostic *d, const uint8_t *octets, size_t len)
{
	if (len != 1 || !(octets[0] & EXT))
		return false;
	d->user = octets[0] >> 3 & 1;
	d->abnormal = octets[0] >> 2 & 1;
	d->permanence = octets[0] & 3;
	d->n_octets = 0;
	return true;
}

/* One octet: ext 1, reason, permanence. Then for reason 0 what the user likes, for 1 and 2 one IE identifier. */
static bool take_rejection(struct sipq850_diagnostic *d, const uint8_t *octets, size_t len)
{
	uint8_t reason = octets[0] >> 2 & 0x1f;

	if (!(octets[0] & EXT) || ((reason == 1 || reason == 2) && len > 2))
		return false;
	d->reason = reason;
	d->permanence = octets[0] & 3;
	d->octets = octets + 1;
	d->n_octets = len - 1;
	return true;
}

static bool is_ia5(const uint8_t *octets, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (octets[i] < 0x20 || octets[i] > 0x7e)
			return false;
	return true;
}

/* A whole Called party number IE: 0x70, length, type and plan, digits in IA5. */
static bool take_number(struct sipq850_diagnostic *d, const uint8_t *octets, size_t len)
{
	if (len < 4 || octets[0] != CALLED_PARTY_NUMBER || octets[1] != len - 2 || !(octets[2] & EXT) ||
	    len - 3 >= sizeof(d->number) || !is_ia5(octets + 3, len - 3))
		return false;
	d->number_type = octets[2] >> 4 & 7;
	d->number_plan = octets[2] & 15;
	memcpy(d->number, octets + 3, len - 3);
	d->n_octets = 0;
	return true;
}

static bool take_message_type(struct sipq850_diagnostic *d, const uint8_t *octets, size_t len)
{
	if (len != 1)
		return false;
	d->message_type = octets[0];
	d->n_octets = 0;
	return true;
}

static bool take_timer(struct sipq850_diagnostic *d, const uint8_t *octets, size_t len)
{
	if (len != 3 || !is_ia5(octets, len))
		return false;
	memcpy(d->timer, octets, 3);
	d->n_octets = 0;
	return true;
}

/* Take the octets apart as the kind demands; false when they do not fit it. */
static bool take(struct sipq850_diagnostic *d, const uint8_t *octets, size_t len)
{
	switch (d->kind) {
	case SIPQ850_DIAGNOSTIC_KIND_CONDITION:
		return take_condition(d, octets, len);
	case SIPQ850_DIAGNOSTIC_KIND_REJECTION:
		return take_rejection(d, octets, len);
	case SIPQ850_DIAGNOSTIC_KIND_NEW_DESTINATION:
		return take_number(d, octets, len);
	case SIPQ850_DIAGNOSTIC_KIND_MESSAGE_TYPE:
		return take_message_type(d, octets, len);
	case SIPQ850_DIAGNOSTIC_KIND_TIMER_NUMBER:
		return take_timer(d, octets, len);
	default:
		return true;
	}
}

int sipq850_cause_diagnostic(const struct sipq850_cause_octets *cause, struct sipq850_diagnostic *diagnostic)
{
	size_t len = OSMO_MIN(cause->diagnostic_len, SIPQ850_CAUSE_DIAGNOSTIC_MAX);
	struct sipq850_diagnostic d = { .octets = cause->diagnostic, .n_octets = len };

	if (cause->diagnostic_len) {
		d.kind = kind_of(cause);
		if (!take(&d, cause->diagnostic, len))
			d.kind = SIPQ850_DIAGNOSTIC_KIND_RAW;
	}
	*diagnostic = d;
	return 0;
}

/* --- text */

static const char *permanence_name(uint8_t permanence)
{
	static const char *const names[] = { "unknown", "permanent", "transient", "reserved" };

	return names[permanence & 3];
}

static void say_reason(struct osmo_strbuf *sb, uint8_t reason)
{
	static const char *const names[] = {
		"user specific", "information element missing", "information element contents not sufficient",
	};

	if (reason < ARRAY_SIZE(names))
		OSMO_STRBUF_PRINTF(*sb, ": %s", names[reason]);
	else
		OSMO_STRBUF_PRINTF(*sb, ": reserved reason %u", reason);
}

static void say_fields(struct osmo_strbuf *sb, const struct sipq850_diagnostic *d)
{
	switch (d->kind) {
	case SIPQ850_DIAGNOSTIC_KIND_CONDITION:
		OSMO_STRBUF_PRINTF(*sb, ": %s, %s, %s", d->user ? "user" : "provider",
				   d->abnormal ? "abnormal" : "normal",
				   permanence_name(d->permanence));
		break;
	case SIPQ850_DIAGNOSTIC_KIND_REJECTION:
		say_reason(sb, d->reason);
		OSMO_STRBUF_PRINTF(*sb, ", %s", permanence_name(d->permanence));
		break;
	case SIPQ850_DIAGNOSTIC_KIND_NEW_DESTINATION:
		OSMO_STRBUF_PRINTF(*sb, ": %s (type %u, plan %u)", d->number, d->number_type, d->number_plan);
		break;
	case SIPQ850_DIAGNOSTIC_KIND_MESSAGE_TYPE:
		OSMO_STRBUF_PRINTF(*sb, ": 0x%02x", d->message_type);
		break;
	case SIPQ850_DIAGNOSTIC_KIND_TIMER_NUMBER:
		OSMO_STRBUF_PRINTF(*sb, ": %s", d->timer);
		break;
	default:
		break;
	}
}

int sipq850_diagnostic_buf(char *buf, size_t len, const struct sipq850_diagnostic *diagnostic)
{
	struct osmo_strbuf sb = sq_strbuf(buf, len);
	unsigned int i;

	if (diagnostic->kind == SIPQ850_DIAGNOSTIC_KIND_NONE) {
		if (len)
			buf[0] = '\0';
		return 0;
	}
	OSMO_STRBUF_PRINTF(sb, "%s", sipq850_diagnostic_kind_name(diagnostic->kind));
	say_fields(&sb, diagnostic);
	for (i = 0; i < diagnostic->n_octets; i++)
		OSMO_STRBUF_PRINTF(sb, "%s%02x", i ? " " : ": ", diagnostic->octets[i]);
	return sb.chars_needed;
}
