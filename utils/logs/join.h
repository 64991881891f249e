/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Legs to calls. `#: join call` of a format says that records with the same `call` (or `peer`) are one call, and
 * `#: result` which of them tells how it ended: first, last, or FIELD=VALUE, the last one where that holds.
 *
 * Memory is bounded by a window: at most so many calls are held. The call that began first is told when another one
 * needs its place, and at the end all are, in the order of their first records. A leg that comes later than that is told
 * by itself, with CALL_LATE, as long as its call can still be remembered (the ids of as many calls again). */
#pragma once

#include <stdbool.h>

#include "call.h"
#include "format.h"

#define JOIN_WINDOW 8192

struct join;

/* window: calls held at once. tell() is called for each call that is whole; when it returns non-zero, so do the others.
 * NULL: no memory, or the format's head cannot be read (`why`). A format without `#: join` tells each leg at once. */
struct join *join_open(const struct format *format, size_t window, int (*tell)(void *to, struct call *call), void *to,
		       char *why, size_t size);
/* What is told is the caller's to change. */
int join_add(struct join *join, struct call *leg);
int join_finish(struct join *join);
void join_free(struct join *join);
