/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other side of a call of which only the status or only the cause is known. */
#pragma once

#include "call.h"

/* Add what the profile makes of the side that is known, and flag it (CALL_BY_STATUS, CALL_BY_CAUSE). */
void call_fill(struct call *call, const struct sipq850_map *map);
