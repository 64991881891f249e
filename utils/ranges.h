/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many inputs in few words: "404, 410-412, other 4xx". */
#pragma once

#include "domain.h"

#define RANGES_SIZE 4096

/* A set of statuses or causes. */
struct ranges {
	enum sipq850_direction direction;
	bool has[700];
};

/* Write the set. Numbers that no standard defines are "other 4xx" ("other class 2") when all such of the class are in it. */
const char *ranges_text(const struct ranges *ranges, char buf[RANGES_SIZE]);
