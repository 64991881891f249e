/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps that stand in files of their own; only value.c asks for them. */
#pragma once

#include "value.h"

/* Room for a text of VALUE_TEXT bytes that does not lie in the value's own text. */
char *value_room(struct value *value);

/* Is it one of the words, with | between? */
bool value_is_among(struct span text, const char *words);

enum value_verdict value_decimal(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_hex(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_either(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_low(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_octets(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_ie(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_name(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_location(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_unix(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_stamp(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_seconds(struct value *value, const char *argument, enum format_field field);
enum value_verdict value_json(struct value *value, const char *argument, enum format_field field);
