/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decisions of the gateway, printed. */
#pragma once

#include <sipq850/gateway.h>

#include "print.h"

void print_decision(enum format format, const struct sipq850_decision *decision);
