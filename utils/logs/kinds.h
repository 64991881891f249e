/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of record there are. */
#pragma once

#include "record.h"

extern const struct record_kind record_delimited;
extern const struct record_kind record_json;
extern const struct record_kind record_xml;
extern const struct record_kind record_sql;
extern const struct record_kind record_text;
extern const struct record_kind record_pairs;
extern const struct record_kind record_block;
extern const struct record_kind record_sip;
