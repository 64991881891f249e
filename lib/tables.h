/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables in memory: what compile.awk writes names.c and rows.c for. Rows and profiles loaded from a file have
 * the same form. A row is text, as written; it gets its meaning in rule.c. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <osmocom/core/utils.h>

#include <sipq850/cause.h>
#include <sipq850/map.h>
#include <sipq850/reason.h>
#include <sipq850/sip.h>

#include "refusals.h"

/* As many built-in profiles as there may be: the maps of them stand in an array of this size. */
#define SQ_PROFILES_MAX 64

struct status_entry {
	uint16_t status;
	uint8_t standing;
	bool invite;
	const char *phrase;
	const char *rfc;
	const char *section;
	const char *alternatives[4];	/* the rest NULL */
};

struct cause_entry {
	uint8_t coding;
	uint8_t value;
	const char *symbol;
	const char *name;
	const char *document;
	uint8_t diagnostic;	/* enum sipq850_diagnostic_kind */
};

struct cause_name_entry {
	const char *folded;	/* lower-case letters and digits only */
	uint8_t value;
};

struct location_entry {
	const char *token;
	const char *short_name;
	const char *name;
};

struct word_entry {
	uint8_t number;
	const char *name;
};

struct value_entry {
	uint8_t word;
	uint8_t number;
	const char *name;
};

/* Directions here are bits: 1 sip2q850, 2 q850sip, 3 both. */
struct event_entry {
	uint16_t number;
	uint8_t direction;
	const char *name;
};

struct action_entry {
	uint8_t number;
	uint8_t direction;
	const char *token;
	const char *name;
};

struct class_entry {
	uint8_t number;
	uint8_t direction;
	const char *name;
};

struct reason_protocol_entry {
	uint8_t number;		/* enum sipq850_reason_protocol */
	bool single;		/* one value a message */
	int lowest;
	int highest;
	const char *name;
};

struct reason_cause_entry {
	uint8_t protocol;
	int value;
	const char *text;
};

struct diagnostic_entry {
	uint8_t number;
	uint8_t direction;
	const char *name;
};

struct refusal_entry {
	const char *reason;
	const char *remedy;
};

extern const struct status_entry sq_statuses[];
extern const size_t sq_statuses_count;
extern const struct cause_entry sq_causes[];
extern const size_t sq_causes_count;
extern const struct cause_name_entry sq_cause_names[];
extern const size_t sq_cause_names_count;
extern const struct location_entry sq_locations[];
extern const size_t sq_locations_count;
extern const struct word_entry sq_words[];
extern const size_t sq_words_count;
extern const uint8_t sq_word_max[64];	/* the greatest value of each word; 0 where there is no word */
extern const struct value_entry sq_values[];
extern const size_t sq_values_count;
extern const struct event_entry sq_events[];
extern const size_t sq_events_count;
extern const struct action_entry sq_actions[];
extern const size_t sq_actions_count;
extern const struct class_entry sq_classes[];
extern const size_t sq_classes_count;
extern const struct diagnostic_entry sq_diagnostics[];
extern const size_t sq_diagnostics_count;
extern const struct reason_protocol_entry sq_reason_protocols[];
extern const size_t sq_reason_protocols_count;
extern const struct reason_cause_entry sq_reason_causes[];
extern const size_t sq_reason_causes_count;
extern const struct refusal_entry sq_refusals[REFUSAL_COUNT];

struct sipq850_row {
	const struct sipq850_profile *profile;
	unsigned int line;
	enum sipq850_direction direction;
	const char *in;
	const char *condition;
	const char *out;
	const char *source;
	const char *note;
};

struct sipq850_profile {
	const char *name;
	const char *file;
	const char *title;
	const char *document;
	const char *base;		/* as written; NULL without */
	unsigned int base_line;
	enum sipq850_completeness completeness[2];	/* by direction - 1 */
	unsigned int completeness_line[2];
	const struct sipq850_row *rows;
	size_t n_rows;
	bool loaded;			/* else built in: const, and never counted */
	atomic_uint references;
	char *text;			/* of a loaded one: what all the pointers above point into */
};

extern const struct sipq850_profile sq_profiles[];
extern const size_t sq_profiles_count;
