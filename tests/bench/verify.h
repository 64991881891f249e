/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include <sipq850/map.h>

/* Do the rivals answer as the library does? Says on stderr where not. */
bool verify_rivals(const struct sipq850_map *map);
