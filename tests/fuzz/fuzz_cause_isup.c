/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Cause Indicators of ISUP. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cause(SIPQ850_CAUSE_ISUP, data, size);
	return 0;
}
