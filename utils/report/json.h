/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A JSON text, leaf by leaf: {"a":[{"b":1}]} tells "a.0.b" and "1". Enough for what this command writes itself. */
#pragma once

#include <stddef.h>

#define JSON_DEPTH 16
#define JSON_PATH 256
#define JSON_VALUE 512	/* of a longer one the begin is told */

/* Tell each string, number, true, false and null (""). leaf() returns non-zero to end; then so does this. Returns -1
 * when it is no JSON, or deeper, or with longer paths than above. */
int json_walk(const char *text, size_t len, int (*leaf)(void *to, const char *path, const char *value), void *to);
