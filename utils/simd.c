/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See simd.h. The parity of all bits up to each one is a product without carries with a word of ones; a processor that
 * multiplies so (PCLMUL) needs one instruction for it. */

#include "simd.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

/* Mark the bytes of a block that equal c, eight at a time: a byte of `differs` has its highest bit clear where they are
 * equal, and the multiplication brings these bits together. */
static uint64_t mark_equal(const char *block, char c)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f), ones = UINT64_C(0x0101010101010101);
	uint64_t word, differs, marks = 0;
	unsigned int i;

	for (i = 0; i < SIMD_BLOCK; i += 8) {
		memcpy(&word, block + i, 8);
		word = le64toh(word) ^ ones * (unsigned char)c;
		differs = ((word & low) + low) | word;
		marks |= ((~differs >> 7 & ones) * UINT64_C(0x0102040810204080) >> 56) << i;
	}
	return marks;
}

static void mark_portable(const char *bytes, size_t blocks, const char wanted[3], struct simd_marks *marks)
{
	unsigned int i;

	for (; blocks > 0; blocks--, bytes += SIMD_BLOCK, marks++) {
		for (i = 0; i < 3; i++)
			marks->equal[i] = mark_equal(bytes, wanted[i]);
		marks->parity = simd_parity(marks->equal[2]);
	}
}

static const struct simd portable = { "none", mark_portable, false };

#ifdef __x86_64__

static inline uint64_t mark_equal_sse2(const char *block, __m128i wanted)
{
	uint64_t marks = 0;
	unsigned int i;
	__m128i equal;

	for (i = 0; i < SIMD_BLOCK; i += 16) {
		equal = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(block + i)), wanted);
		marks |= (uint64_t)_mm_movemask_epi8(equal) << i;
	}
	return marks;
}

static void mark_sse2(const char *bytes, size_t blocks, const char wanted[3], struct simd_marks *marks)
{
	const __m128i a = _mm_set1_epi8(wanted[0]), b = _mm_set1_epi8(wanted[1]), c = _mm_set1_epi8(wanted[2]);

	for (; blocks > 0; blocks--, bytes += SIMD_BLOCK, marks++) {
		marks->equal[0] = mark_equal_sse2(bytes, a);
		marks->equal[1] = mark_equal_sse2(bytes, b);
		marks->equal[2] = mark_equal_sse2(bytes, c);
		marks->parity = simd_parity(marks->equal[2]);
	}
}

static const struct simd sse2 = { "sse2", mark_sse2, false };

#define AVX2 __attribute__((target("avx2,pclmul")))
#define AVX512 __attribute__((target("avx512bw,avx2,pclmul")))

AVX2 static inline uint64_t mark_equal_avx2(__m256i low, __m256i high, __m256i wanted)
{
	const uint32_t first = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
	const uint32_t second = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));

	return first | (uint64_t)second << 32;
}

AVX2 static inline uint64_t parity_pclmul(uint64_t bits)
{
	return _mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_cvtsi64_si128(bits), _mm_set1_epi8(-1), 0));
}

AVX2 static void mark_avx2(const char *bytes, size_t blocks, const char wanted[3], struct simd_marks *marks)
{
	const __m256i a = _mm256_set1_epi8(wanted[0]), b = _mm256_set1_epi8(wanted[1]), c = _mm256_set1_epi8(wanted[2]);
	__m256i low, high;

	for (; blocks > 0; blocks--, bytes += SIMD_BLOCK, marks++) {
		low = _mm256_loadu_si256((const __m256i *)bytes);
		high = _mm256_loadu_si256((const __m256i *)(bytes + SIMD_BLOCK / 2));
		marks->equal[0] = mark_equal_avx2(low, high, a);
		marks->equal[1] = mark_equal_avx2(low, high, b);
		marks->equal[2] = mark_equal_avx2(low, high, c);
		marks->parity = parity_pclmul(marks->equal[2]);
	}
}

static const struct simd avx2 = { "avx2", mark_avx2, true };

/* One load and one comparison for the whole block. */
AVX512 static void mark_avx512(const char *bytes, size_t blocks, const char wanted[3], struct simd_marks *marks)
{
	const __m512i a = _mm512_set1_epi8(wanted[0]), b = _mm512_set1_epi8(wanted[1]), c = _mm512_set1_epi8(wanted[2]);
	__m512i block;

	for (; blocks > 0; blocks--, bytes += SIMD_BLOCK, marks++) {
		block = _mm512_loadu_si512(bytes);
		marks->equal[0] = _mm512_cmpeq_epi8_mask(block, a);
		marks->equal[1] = _mm512_cmpeq_epi8_mask(block, b);
		marks->equal[2] = _mm512_cmpeq_epi8_mask(block, c);
		marks->parity = parity_pclmul(marks->equal[2]);
	}
}

static const struct simd avx512 = { "avx512", mark_avx512, true };

/* All that is asked for here came with one generation of processors, but a virtual machine may hide some of it. */
static bool has_avx2(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt") &&
	       __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

const struct simd *simd_choose(void)
{
	const char *limit = getenv("SIPQ850_SIMD");

	if (limit && !strcmp(limit, portable.name))
		return &portable;
	if ((limit && !strcmp(limit, sse2.name)) || !has_avx2())
		return &sse2;
	if ((limit && !strcmp(limit, avx2.name)) || !__builtin_cpu_supports("avx512bw"))
		return &avx2;
	return &avx512;
}

#else

const struct simd *simd_choose(void)
{
	return &portable;
}

#endif
