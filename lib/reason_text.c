/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of the Reason header: the strict writer, what a quoted string or a URI stands for, names. */
#include "reason_text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const struct reason_protocol_entry *sq_reason_protocol(struct span name)
{
	size_t i;

	for (i = 0; i < sq_reason_protocols_count; i++)
		if (sq_equal_case(name, sq_reason_protocols[i].name))
			return &sq_reason_protocols[i];
	return NULL;
}

const struct reason_protocol_entry *sq_reason_protocol_number(int number)
{
	size_t i;

	for (i = 0; i < sq_reason_protocols_count; i++)
		if (sq_reason_protocols[i].number == number)
			return &sq_reason_protocols[i];
	return NULL;
}

/* --- text into a caller's buffer */

/* What is put beyond the room is counted only. */
struct writing {
	char *buf;
	size_t room;	/* without the terminating NUL */
	int len;
};

static struct writing writing(char *buf, size_t len)
{
	return (struct writing){ .buf = buf, .room = len ? len - 1 : 0 };
}

static void put(struct writing *w, char c)
{
	if ((size_t)w->len < w->room)
		w->buf[w->len] = c;
	w->len++;
}

static void put_text(struct writing *w, const char *text)
{
	while (*text)
		put(w, *text++);
}

/* Returns the length of the whole text. `len` is the size of the buffer. */
static int finish(struct writing *w, size_t len)
{
	if (len)
		w->buf[(size_t)w->len < w->room ? (size_t)w->len : w->room] = '\0';
	return w->len;
}

static bool is_break(char c)
{
	return c == '\r' || c == '\n';
}

int sipq850_reason_text_buf(char *buf, size_t len, struct sipq850_text text)
{
	struct writing w = writing(buf, len);
	size_t i = 0;

	while (i < text.len) {
		if (is_break(text.start[i])) {
			while (i < text.len && (is_break(text.start[i]) || text.start[i] == ' ' || text.start[i] == '\t'))
				i++;
			put(&w, ' ');
			continue;
		}
		if (text.start[i] == '\\' && i + 1 < text.len)
			i++;
		put(&w, text.start[i++]);
	}
	return finish(&w, len);
}

/* --- percent encoding */

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *found = c ? strchr(digits, c) : NULL;

	if (!found)
		return -1;
	return found - digits < 16 ? found - digits : found - digits - 6;
}

/* Octet behind a percent sign; -1 when it is none, or NUL. */
static int percent_octet(const char *at, size_t left)
{
	int high = left > 2 ? hex_digit(at[1]) : -1;
	int low = left > 2 ? hex_digit(at[2]) : -1;

	return high < 0 || low < 0 || !(high | low) ? -1 : high << 4 | low;
}

static size_t behind_name(struct sipq850_text hvalue)
{
	static const char name[] = "Reason=";
	size_t len = sizeof(name) - 1;

	return hvalue.len >= len && sq_equal_case((struct span){ hvalue.start, len }, name) ? len : 0;
}

static bool put_decoded(struct writing *w, struct sipq850_text hvalue)
{
	size_t i;

	for (i = behind_name(hvalue); i < hvalue.len && hvalue.start[i] != '&' && hvalue.start[i] != '>'; i++) {
		int octet = (unsigned char)hvalue.start[i];

		if (octet == '%') {
			octet = percent_octet(hvalue.start + i, hvalue.len - i);
			i += 2;
		}
		if (octet <= 0)
			return false;
		put(w, (char)octet);
	}
	return true;
}

int sipq850_reason_uri_buf(char *buf, size_t len, struct sipq850_text hvalue)
{
	struct writing measure = writing(NULL, 0), w = writing(buf, len);

	if (!put_decoded(&measure, hvalue))
		return -EBADMSG;
	put_decoded(&w, hvalue);
	return finish(&w, len);
}

/* --- the writer */

static bool is_token(const char *text)
{
	const char *p = text;

	while (sq_is_token_char(*p))
		p++;
	return p > text && !*p;
}

static bool is_writable_text(const char *text)
{
	const char *p;

	for (p = text; *p; p++)
		if (sq_is_control(*p))
			return false;
	return sq_is_utf8(sq_span(text));
}

static bool is_writable(const struct sipq850_reason_out *out)
{
	const struct reason_protocol_entry *protocol;

	if (!out->protocol || !is_token(out->protocol))
		return false;
	protocol = sq_reason_protocol(sq_span(out->protocol));
	if (out->cause < (protocol ? protocol->lowest : 0) ||
	    out->cause > (protocol ? protocol->highest : SIPQ850_REASON_CAUSE_MAX))
		return false;
	if (out->location && (!protocol || protocol->number != SIPQ850_REASON_PROTOCOL_Q850 ||
			      sipq850_location_to_wire((enum sipq850_location)out->location) < 0))
		return false;
	return !out->text || is_writable_text(out->text);
}

static void put_quoted(struct writing *w, const char *text)
{
	put(w, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			put(w, '\\');
		put(w, *text);
	}
	put(w, '"');
}

int sipq850_reason_buf(char *buf, size_t len, const struct sipq850_reason_out *out)
{
	struct writing w = writing(buf, len);
	char cause[16];

	if (!is_writable(out))
		return -EINVAL;
	snprintf(cause, sizeof(cause), "%d", out->cause);
	put_text(&w, out->protocol);
	put_text(&w, ";cause=");
	put_text(&w, cause);
	if (out->text) {
		put_text(&w, ";text=");
		put_quoted(&w, out->text);
	}
	if (out->location) {
		put_text(&w, ";location=");
		put_text(&w, sipq850_location_short((enum sipq850_location)out->location));
	}
	return finish(&w, len);
}

/* --- names */

const char *sipq850_reason_protocol_name(int protocol)
{
	const struct reason_protocol_entry *entry = sq_reason_protocol_number(protocol);

	return entry ? entry->name : NULL;
}

const char *sipq850_reason_cause_text(int protocol, int cause)
{
	size_t i;

	if (protocol == SIPQ850_REASON_PROTOCOL_SIP)
		return sipq850_sip_phrase(cause);
	if (protocol == SIPQ850_REASON_PROTOCOL_Q850)
		return sipq850_cause_symbol(SIPQ850_CODING_ITU_T, cause) ? sipq850_cause_name(SIPQ850_CODING_ITU_T, cause) : NULL;
	for (i = 0; i < sq_reason_causes_count; i++)
		if (sq_reason_causes[i].protocol == protocol && sq_reason_causes[i].value == cause)
			return sq_reason_causes[i].text;
	return NULL;
}

static const struct value_string flag_names[] = {
	{ SIPQ850_REASON_TEXT_UNQUOTED, "text-unquoted" },
	{ SIPQ850_REASON_CAUSE_QUOTED, "cause-quoted" },
	{ SIPQ850_REASON_LF_FOLD, "lf-fold" },
	{ SIPQ850_REASON_EMPTY_ELEMENT, "empty-element" },
	{ SIPQ850_REASON_PARAMETER_TWICE, "parameter-twice" },
	{ SIPQ850_REASON_BAD_TEXT, "bad-text" },
	{ SIPQ850_REASON_NO_CAUSE, "no-cause" },
	{ SIPQ850_REASON_CAUSE_NOT_NUMBER, "cause-not-number" },
	{ SIPQ850_REASON_CAUSE_OUT_OF_RANGE, "cause-out-of-range" },
	{ SIPQ850_REASON_NO_VALUE, "no-value" },
	{ SIPQ850_REASON_LOCATION_IGNORED, "location-ignored" },
	{ SIPQ850_REASON_LOCATION_UNKNOWN, "location-unknown" },
	{ SIPQ850_REASON_UNKNOWN_PROTOCOL, "unknown-protocol" },
	{ SIPQ850_REASON_PROTOCOL_TWICE, "protocol-twice" },
	{ SIPQ850_REASON_SEVERAL_Q850, "several-q850" },
	{ SIPQ850_REASON_SEVERAL_SIP, "several-sip" },
	{ SIPQ850_REASON_MALFORMED, "malformed" },
	{ 0, NULL }
};

const char *sipq850_reason_flag_name(uint32_t flag)
{
	return get_value_string_or_null(flag_names, flag);
}
