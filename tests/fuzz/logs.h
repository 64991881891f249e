/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A log through the whole engine, for the harnesses of formats and of logs. */
#pragma once

#include "../../utils/logs/format.h"
#include "fuzz.h"

/* Read a log whole and in pieces, and check what must hold: each byte belongs to one record, and where read() stops
 * makes no difference. */
void fuzz_log(const struct format *format, const char *bytes, size_t len, size_t piece);
