/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a record to what is known of a call: asks the rows of the format, for each field in their order; the first whose
 * condition holds and whose place holds a value answers. */
#pragma once

#include "call.h"
#include "record.h"
#include "value.h"

/* Take what a record says. Returns false when the record says nothing about the end of a call (`skip`). */
bool take_call(const struct format *format, const struct record *record, struct call *call, struct value *scratch);
