/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ie.h"

#include <string.h>

#include "cli.h"
#include "hex.h"

#define DIAGNOSTIC_SIZE (3 * SIPQ850_CAUSE_DIAGNOSTIC_MAX + 1)
#define WORDS_SIZE (DIAGNOSTIC_SIZE + 128)	/* the longest are the raw octets, after their kind */

struct columns {
	const char *coding;
	const char *location;
	const char *location_name;
	char recommendation[8];
	unsigned int cause;
	char diagnostic[DIAGNOSTIC_SIZE];
	const char *class;
	const char *name;
	struct sipq850_diagnostic fields;
};

static const struct {
	enum sipq850_cause_oddity bit;
	const char *name;
	const char *words;
} oddities[] = {
	{ SIPQ850_CAUSE_SPARE_SET, "spare-set", "the spare bit of the octet with the location is 1" },
	{ SIPQ850_CAUSE_EXTENSION_CLEAR, "extension-clear", "the extension bit of the cause value is 0" },
	{ SIPQ850_CAUSE_ISUP_EXTENSION_CLEAR, "isup-extension-clear",
	  "the extension bit of the first octet is 0, but ISUP has no octet 3a" },
};

/* A reserved recommendation is its number on the wire, so that nothing is lost. */
static void set_recommendation(struct columns *c, uint8_t recommendation)
{
	const char *name = or_empty(sipq850_recommendation_name(recommendation));

	if (strcmp(name, "reserved"))
		snprintf(c->recommendation, sizeof(c->recommendation), "%s", name);
	else
		snprintf(c->recommendation, sizeof(c->recommendation), "%u", recommendation - 1u);
}

/* The classes are Q.850's too: another coding standard has none that is known here. */
static void set_columns(struct columns *c, const struct sipq850_cause_octets *cause)
{
	bool q850 = cause->coding == SIPQ850_CODING_ITU_T;

	c->coding = or_empty(sipq850_coding_name((enum sipq850_coding)cause->coding));
	c->location = or_empty(sipq850_location_short((enum sipq850_location)cause->location));
	c->location_name = or_empty(sipq850_location_name((enum sipq850_location)cause->location));
	c->cause = cause->value;
	c->class = q850 ? or_empty(sipq850_cause_class_name(cause->value)) : "";
	c->name = or_empty(sipq850_cause_name((enum sipq850_coding)cause->coding, cause->value));
	set_recommendation(c, cause->recommendation);
	hex_print(c->diagnostic, cause->diagnostic, cause->diagnostic_len);
	sipq850_cause_diagnostic(cause, &c->fields);
}

/* --- TSV */

void print_cause_header(enum print_format format)
{
	if (format == PRINT_TSV)
		puts("coding\tlocation\trecommendation\tcause\tdiagnostic\tclass\tname");
}

static void print_tsv(const struct columns *c)
{
	printf("%s\t%s\t%s\t%u\t%s\t%s\t%s\n", c->coding, c->location, c->recommendation, c->cause, c->diagnostic,
	       c->class, c->name);
}

/* --- JSON */

static void print_json_flag(const char *key, bool value)
{
	printf(",\"%s\":%s", key, value ? "true" : "false");
}

static void print_json_octets(const char *key, const uint8_t *octets, size_t len)
{
	char text[DIAGNOSTIC_SIZE];

	hex_print(text, octets, len);
	print_json_text(key, text, false);
}

static void print_json_fields(const struct sipq850_diagnostic *d)
{
	switch ((enum sipq850_diagnostic_kind)d->kind) {
	case SIPQ850_DIAGNOSTIC_KIND_CONDITION:
		print_json_flag("user", d->user);
		print_json_flag("abnormal", d->abnormal);
		printf(",\"permanence\":%u", d->permanence);
		break;
	case SIPQ850_DIAGNOSTIC_KIND_REJECTION:
		printf(",\"reason\":%u,\"permanence\":%u", d->reason, d->permanence);
		print_json_octets("octets", d->octets, d->n_octets);
		break;
	case SIPQ850_DIAGNOSTIC_KIND_NEW_DESTINATION:
		print_json_text("number", d->number, false);
		printf(",\"number_type\":%u,\"number_plan\":%u", d->number_type, d->number_plan);
		break;
	case SIPQ850_DIAGNOSTIC_KIND_MESSAGE_TYPE:
		printf(",\"message_type\":%u", d->message_type);
		break;
	case SIPQ850_DIAGNOSTIC_KIND_TIMER_NUMBER:
		print_json_text("timer", d->timer, false);
		break;
	default:
		print_json_octets("octets", d->octets, d->n_octets);
		break;
	}
}

static void print_json_diagnostic(const struct sipq850_diagnostic *d)
{
	char words[WORDS_SIZE];

	if (d->kind == SIPQ850_DIAGNOSTIC_KIND_NONE) {
		printf(",\"diagnostic_fields\":null");
		return;
	}
	printf(",\"diagnostic_fields\":{");
	print_json_text("kind", sipq850_diagnostic_kind_name(d->kind), true);
	sipq850_diagnostic_buf(words, sizeof(words), d);
	print_json_text("words", words, false);
	print_json_fields(d);
	putchar('}');
}

static void print_json_oddities(unsigned int bits)
{
	const char *comma = "";
	size_t i;

	printf(",\"oddities\":[");
	for (i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++) {
		if (!(bits & oddities[i].bit))
			continue;
		printf("%s\"%s\"", comma, oddities[i].name);
		comma = ",";
	}
	putchar(']');
}

static void print_json(const struct columns *c, const struct sipq850_cause_octets *cause)
{
	putchar('{');
	print_json_text("coding", c->coding, true);
	print_json_text("location", c->location, false);
	print_json_text("location_name", c->location_name, false);
	print_json_text("recommendation", c->recommendation, false);
	printf(",\"cause\":%u", c->cause);
	print_json_text("diagnostic", c->diagnostic, false);
	print_json_text("class", c->class, false);
	print_json_text("name", c->name, false);
	print_json_diagnostic(&c->fields);
	print_json_oddities(cause->oddities);
	puts("}");
}

/* --- text */

static void print_words(const struct sipq850_diagnostic *diagnostic)
{
	char words[WORDS_SIZE];

	if (sipq850_diagnostic_buf(words, sizeof(words), diagnostic))
		printf("    diagnostic: %s\n", words);
}

static void print_oddities(unsigned int bits)
{
	size_t i;

	for (i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++)
		if (bits & oddities[i].bit)
			printf("    oddity: %s\n", oddities[i].words);
}

static void print_text(const struct columns *c, const struct sipq850_cause_octets *cause)
{
	printf("%u%s%s", c->cause, c->name[0] ? " " : "", c->name);
	if (c->class[0])
		printf(", class: %s", c->class);
	printf(", location: %s (%s)", c->location_name, c->location);
	printf(", coding: %s\n", c->coding);
	if (cause->recommendation)
		printf("    recommendation: %s\n", c->recommendation);
	print_words(&c->fields);
	print_oddities(cause->oddities);
}

void print_cause(enum print_format format, const struct sipq850_cause_octets *cause)
{
	struct columns c;

	set_columns(&c, cause);
	switch (format) {
	case PRINT_TEXT:
		print_text(&c, cause);
		break;
	case PRINT_TSV:
		print_tsv(&c);
		break;
	case PRINT_JSON:
		print_json(&c, cause);
		break;
	}
}
