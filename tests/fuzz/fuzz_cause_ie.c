/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Cause IE of Q.931, with its identifier and without. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_cause(SIPQ850_CAUSE_TLV, data, size);
	if (size)
		fuzz_cause(SIPQ850_CAUSE_LV, data + 1, size - 1);
	return 0;
}
