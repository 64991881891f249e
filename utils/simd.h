/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes compared many at a time, for readers of large files: one bit for each byte of a block of 64, bit 0 for the
 * first. All ways give the same bits; which one is used is decided when the program runs. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIMD_BLOCK 64		/* bytes */

/* What is found in a block. */
struct simd_marks {
	uint64_t equal[3];	/* the bytes that equal each of the wanted ones */
	uint64_t parity;	/* bit n: parity of bits 0..n of equal[2] */
};

/* A way to do it. */
struct simd {
	const char *name;

	/* Mark whole blocks. The bytes need not be aligned. */
	void (*mark)(const char *bytes, size_t blocks, const char wanted[3], struct simd_marks *marks);

	bool bmi2;		/* the processor has BMI1, BMI2 and POPCNT */
};

/* Choose the fastest way that this processor has. The environment variable SIPQ850_SIMD forbids those beyond the one it
 * names, for tests: "none" (portable C), "sse2" or "avx2". */
const struct simd *simd_choose(void);

/* Bit n of the result: the parity of bits 0..n. */
static inline uint64_t simd_parity(uint64_t bits)
{
	unsigned int shift;

	for (shift = 1; shift < SIMD_BLOCK; shift *= 2)
		bits ^= bits << shift;
	return bits;
}
