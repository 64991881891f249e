/* SPDX-License-Identifier: GPL-2.0-or-later */
/*! \file sipq850.h
 * The whole library. */
#pragma once

#include <sipq850/cause.h>
#include <sipq850/gateway.h>
#include <sipq850/map.h>
#include <sipq850/profile.h>
#include <sipq850/reason.h>
#include <sipq850/sip.h>
#include <sipq850/version.h>
#include <sipq850/words.h>
