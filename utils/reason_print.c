/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reason.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"
struct columns {
	char *protocol;
	char cause[16];
	const char *cause_name;
	char *text;
	const char *location;
	const char *location_name;
	char *other;
	char flags[512];
};

static bool is_control(const char *p)
{
	unsigned char c = p[0], next = p[1];

	return c < ' ' || c == 0x7f || (c == 0xc2 && next >= 0x80 && next <= 0x9f);
}

/* What would break a line, or what a terminal might obey, becomes a blank; without UTF-8 what is not ASCII becomes '?'. */
static void make_plain(char *text, bool utf8)
{
	for (; *text; text++) {
		if (*text & 0x80 && !utf8)
			*text = '?';
		else if (is_control(text) && *text & 0x80)
			text[0] = text[1] = '?';
		else if (is_control(text))
			*text = ' ';
	}
}

static bool is_utf8(const struct sipq850_reason *reason)
{
	return !(reason->flags & SIPQ850_REASON_BAD_TEXT);
}

static char *copy(struct sipq850_text text)
{
	return strndup(text.len ? text.start : "", text.len);
}

static char *text_of(const struct sipq850_reason *reason)
{
	int len = sipq850_reason_text_buf(NULL, 0, reason->text);
	char *text = malloc(len + 1);

	if (text) {
		sipq850_reason_text_buf(text, len + 1, reason->text);
		make_plain(text, is_utf8(reason));
	}
	return text;
}

/* The parameters that were not used, as written, with semicolons between. */
static char *other_of(const struct sipq850_reason *reason)
{
	struct sipq850_text rest = reason->other, parameter;
	char *text = malloc(reason->other.len + 1), *end = text;

	while (text && sipq850_reason_other_next(reason, &rest, &parameter)) {
		if (end > text)
			*end++ = ';';
		memcpy(end, parameter.start, parameter.len);
		end += parameter.len;
	}
	if (text) {
		*end = '\0';
		make_plain(text, is_utf8(reason));
	}
	return text;
}

/* Call with each flag that is set. */
static void each_flag(uint32_t flags, void (*take)(void *data, const char *name), void *data)
{
	int bit;

	for (bit = 0; bit < 32; bit++)
		if (flags >> bit & 1 && sipq850_reason_flag_name(1u << bit))
			take(data, sipq850_reason_flag_name(1u << bit));
}

static void join_flag(void *data, const char *name)
{
	char *flags = data;

	if (*flags)
		strcat(flags, ",");
	strcat(flags, name);
}

static void set_columns(struct columns *c, const struct sipq850_reason *reason)
{
	enum sipq850_location location = (enum sipq850_location)reason->location;

	*c = (struct columns){ .protocol = copy(reason->protocol), .text = text_of(reason), .other = other_of(reason) };
	if (reason->cause >= 0)
		snprintf(c->cause, sizeof(c->cause), "%d", reason->cause);
	c->cause_name = or_empty(sipq850_reason_cause_text(reason->protocol_id, reason->cause));
	c->location = or_empty(sipq850_location_short(location));
	c->location_name = or_empty(sipq850_location_name(location));
	each_flag(reason->flags, join_flag, c->flags);
}

/* --- the formats */

void print_reason_header(enum print_format format)
{
	if (format == PRINT_TSV)
		puts("protocol\tcause\ttext\tlocation\tother\tflags");
}

static void print_tsv(const struct columns *c)
{
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", c->protocol, c->cause, c->text, c->location, c->other, c->flags);
}

static void print_json_flag(void *data, const char *name)
{
	const char **comma = data;

	printf("%s\"%s\"", *comma, name);
	*comma = ",";
}

static void print_json(const struct columns *c, uint32_t flags)
{
	const char *comma = "";

	putchar('{');
	print_json_text("protocol", c->protocol, true);
	printf(",\"cause\":%s", c->cause[0] ? c->cause : "null");
	print_json_text("cause_name", c->cause_name, false);
	print_json_text("text", c->text, false);
	print_json_text("location", c->location, false);
	print_json_text("location_name", c->location_name, false);
	print_json_text("other", c->other, false);
	printf(",\"flags\":[");
	each_flag(flags, print_json_flag, &comma);
	puts("]}");
}

static void print_part(const char *name, const char *text)
{
	if (text[0])
		printf("    %s: %s\n", name, text);
}

static void print_text(const struct columns *c)
{
	printf("%s %s%s%s\n", c->protocol, c->cause[0] ? c->cause : "without a cause", c->cause_name[0] ? " " : "",
	       c->cause_name);
	print_part("text", c->text);
	if (c->location[0])
		printf("    location: %s (%s)\n", c->location_name, c->location);
	print_part("other", c->other);
	print_part("flags", c->flags);
}

int print_reason(enum print_format format, const struct sipq850_reason *reason)
{
	struct columns c;
	int rc = -1;

	set_columns(&c, reason);
	if (c.protocol && c.text && c.other) {
		rc = 0;
		switch (format) {
		case PRINT_TEXT:
			print_text(&c);
			break;
		case PRINT_TSV:
			print_tsv(&c);
			break;
		case PRINT_JSON:
			print_json(&c, reason->flags);
			break;
		}
	}
	free(c.protocol);
	free(c.text);
	free(c.other);
	return rc;
}
