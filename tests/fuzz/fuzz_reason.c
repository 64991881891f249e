/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reason headers. NUL separates those of one message. */
#include "fuzz.h"

#include <errno.h>
#include <string.h>

#include <sipq850/reason.h>

#define HEADERS_MAX 8

static void check_within(struct sipq850_text piece, struct sipq850_text whole)
{
	if (!piece.start) {
		CHECK(!piece.len);
		return;
	}
	CHECK(piece.start >= whole.start && piece.start + piece.len <= whole.start + whole.len);
}

/* The text that a piece stands for; the caller frees it. */
static char *text_of(struct sipq850_text piece)
{
	int len = sipq850_reason_text_buf(NULL, 0, piece);
	char *text = malloc(len + 1);

	CHECK(text && len >= 0);
	CHECK(sipq850_reason_text_buf(text, len + 1, piece) == len);
	CHECK(strlen(text) == (size_t)len);
	return text;
}

/* What the strict writer writes is read again as the same, without any leniency. */
static void check_written(const struct sipq850_reason_out *out)
{
	int len = sipq850_reason_buf(NULL, 0, out);
	struct sipq850_reason again;
	struct sipq850_text rest;
	char *text, *read;

	CHECK(len == -EINVAL || len > 0);
	if (len < 0)
		return;
	text = malloc(len + 1);
	CHECK(text && sipq850_reason_buf(text, len + 1, out) == len && strlen(text) == (size_t)len);
	rest = (struct sipq850_text){ text, len };
	CHECK(sipq850_reason_next(&rest, &again) == 1 && again.cause == out->cause);
	CHECK(!(again.flags & SIPQ850_REASON_LENIENT) && again.location == out->location && !again.other.len);
	CHECK(!out->text == !again.text.start);
	if (out->text) {
		read = text_of(again.text);
		CHECK(!strcmp(read, out->text));
		free(read);
	}
	CHECK(!sipq850_reason_next(&rest, &again));
	free(text);
}

static void write_again(const struct sipq850_reason *reason)
{
	struct sipq850_reason_out out = { .cause = reason->cause, .location = reason->location };
	char *protocol = text_of(reason->protocol), *text = reason->text.start ? text_of(reason->text) : NULL;

	out.protocol = protocol;
	out.text = text;
	check_written(&out);
	free(text);
	free(protocol);
}

static void check_value(const struct sipq850_reason *reason, struct sipq850_text whole)
{
	struct sipq850_text rest = reason->other, parameter;

	check_within(reason->protocol, whole);
	check_within(reason->text, whole);
	check_within(reason->other, whole);
	CHECK(reason->protocol.len && reason->cause >= -1 && reason->cause <= SIPQ850_REASON_CAUSE_MAX);
	CHECK(reason->location <= 16);
	while (sipq850_reason_other_next(reason, &rest, &parameter)) {
		check_within(parameter, reason->other);
		CHECK(parameter.len);
	}
	write_again(reason);
}

static void read_values(struct sipq850_text header)
{
	struct sipq850_text rest = header;
	struct sipq850_reason reason;
	int rc;

	while ((rc = sipq850_reason_next(&rest, &reason)) == 1) {
		check_within(rest, header);
		check_value(&reason, header);
	}
	CHECK(rc == 0 || rc == -EBADMSG);
	if (rc)
		check_within(rest, header);
}

static void collect(const char *text, size_t size)
{
	const char *headers[HEADERS_MAX], *end = text + size;
	struct sipq850_reason_summary summary;
	size_t n = 0;

	for (; text < end && n < HEADERS_MAX; text += strlen(text) + 1)
		headers[n++] = text;
	CHECK(!sipq850_reason_collect(headers, n, &summary));
	CHECK(summary.q850 >= -1 && summary.q850 <= 127);
	CHECK(summary.sip == -1 || (summary.sip >= 100 && summary.sip <= 699));
	CHECK(summary.q850_location <= 16);
}

static void undo_uri(struct sipq850_text text)
{
	int len = sipq850_reason_uri_buf(NULL, 0, text);
	char *value;

	CHECK(len == -EBADMSG || len >= 0);
	if (len < 0)
		return;
	value = malloc(len + 1);
	CHECK(value && sipq850_reason_uri_buf(value, len + 1, text) == len && strlen(value) == (size_t)len);
	read_values((struct sipq850_text){ value, len });
	free(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sipq850_text text = { (const char *)data, size };
	char *copy = malloc(size + 1);

	CHECK(copy);
	memcpy(copy, data, size);
	copy[size] = '\0';
	if (size)
		read_values(text);
	collect(copy, size);
	undo_uri(text);
	free(copy);
	return 0;
}
