/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 convert --json: JSON objects in, the same bytes out, with two keys for each field added at the end of each
 * object. */
#pragma once

#include "convert.h"

/* Convert all files once the job is prepared, and say how it went. Returns the exit status, having printed what went
 * wrong. */
int convert_json(struct convert_job *job);
