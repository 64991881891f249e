/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A libosmocore string buffer over a caller's buffer. To measure (len 0, buf perhaps NULL) it stands on a place that is
 * never written: libosmocore 1.7.0 would add 0 to a null pointer, which clang's sanitizer refuses. */
#pragma once

#include <osmocom/core/utils.h>

static inline struct osmo_strbuf sq_strbuf(char *buf, size_t len)
{
	static char nowhere;

	return (struct osmo_strbuf){ .buf = len ? buf : &nowhere, .len = len };
}
