/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each text is put into one of eight buckets, and the rarest three bytes in a row of it, its print, are noted by place:
 *
 *	exact[0]['S'] = buckets of the texts whose print begins with S, and so on
 *
 * Where exact[0][b0] & exact[1][b1] & exact[2][b2] is not 0, a text of such a bucket may stand; it is then
 * compared. With the vector instructions of x86 the tables are of half bytes, and 16 or 32 places are looked at
 * together. */
#include "filter.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* How common is a byte in a log? Roughly. */
static unsigned int common(unsigned char c)
{
	if (c == ' ' || (c && strchr("etaoinsr", c)))
		return 9;
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return 7;
	if (c && strchr(":.-/=,;", c))
		return 6;
	return c >= 'A' && c <= 'Z' ? 4 : 2;
}

/* Three bytes as an index of the sample. */
static size_t slot(const char *at)
{
	const uint32_t print = (uint32_t)(unsigned char)at[0] << 16 | (unsigned char)at[1] << 8 | (unsigned char)at[2];

	return print * UINT32_C(2654435761) >> 17;
}

void filter_look(struct filter_sample *sample, struct span bytes)
{
	size_t i;

	memset(sample, 0, sizeof(*sample));
	for (i = 0; i + FILTER_PRINT <= bytes.len; i++)
		sample->seen[slot(bytes.at + i)]++;
}

static unsigned int commonness(const char *at)
{
	return common(at[0]) + common(at[1]) + common(at[2]);
}

/* Where does the print of a text begin? What was seen least, and is least common in general. `seen` is how often. */
static size_t choose_print(const struct filter_sample *sample, struct span text, uint32_t *seen)
{
	uint32_t count;
	size_t i, best = 0;

	*seen = UINT32_MAX;
	for (i = 0; i + FILTER_PRINT <= text.len && i <= UINT8_MAX; i++) {
		count = sample ? sample->seen[slot(text.at + i)] : 0;
		if (count > *seen || (count == *seen && commonness(text.at + i) >= commonness(text.at + best)))
			continue;
		*seen = count;
		best = i;
	}
	return best;
}

static unsigned int weight(struct span text)
{
	unsigned int sum = 0;
	size_t i;

	for (i = 0; i < text.len; i++)
		sum += 3 + (10 - common(text.at[i])) / 2;
	return sum;
}

bool filter_is_rarer(const struct filter_sample *sample, struct span a, struct span b)
{
	uint32_t seen_a, seen_b;

	choose_print(sample, a, &seen_a);
	choose_print(sample, b, &seen_b);
	return seen_a != seen_b ? seen_a < seen_b : weight(a) > weight(b);
}

static void note_byte(struct filter *filter, size_t place, unsigned char byte, uint8_t bucket)
{
	filter->exact[place][byte] |= bucket;
	filter->low[place][byte & 15] |= bucket;
	filter->high[place][byte >> 4] |= bucket;
}

/* A text that is shorter than a print may have any byte behind it. */
static void note_print(struct filter *filter, struct span print, uint8_t bucket)
{
	unsigned int byte;
	size_t place;

	for (place = 0; place < FILTER_PRINT; place++) {
		if (place < print.len)
			note_byte(filter, place, print.at[place], bucket);
		for (byte = 0; place >= print.len && byte < 256; byte++)
			note_byte(filter, place, byte, bucket);
	}
}

static uint8_t buckets_at(const struct filter *filter, struct span bytes, size_t at)
{
	uint8_t buckets = 0xff;
	size_t place;

	for (place = 0; place < FILTER_PRINT && at + place < bytes.len; place++)
		buckets &= filter->exact[place][(unsigned char)bytes.at[at + place]];
	return buckets;
}

static uint8_t exactly_at(const struct filter *filter, const char *at)
{
	return filter->exact[0][(unsigned char)at[0]] & filter->exact[1][(unsigned char)at[1]] &
	       filter->exact[2][(unsigned char)at[2]];
}

/* The next place from `at` on where a text may stand; bytes.len when there is none. So do the others. */
static size_t next_portable(const struct filter *filter, struct span bytes, size_t at)
{
	for (; at + FILTER_PRINT <= bytes.len; at++)
		if (exactly_at(filter, bytes.at + at))
			return at;
	while (at < bytes.len && !buckets_at(filter, bytes, at))
		at++;
	return at;
}

#ifdef __x86_64__
__attribute__((target("ssse3")))
static __m128i look_16(const struct filter *filter, const char *bytes, size_t place)
{
	const __m128i half = _mm_set1_epi8(15), chunk = _mm_loadu_si128((const __m128i *)(bytes + place));
	const __m128i low = _mm_loadu_si128((const __m128i *)filter->low[place]);
	const __m128i high = _mm_loadu_si128((const __m128i *)filter->high[place]);

	return _mm_and_si128(_mm_shuffle_epi8(low, _mm_and_si128(chunk, half)),
			     _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(chunk, 4), half)));
}

__attribute__((target("ssse3")))
static size_t next_ssse3(const struct filter *filter, struct span bytes, size_t at)
{
	unsigned int marks;
	__m128i found;

	for (; at + 16 + FILTER_PRINT - 1 <= bytes.len; at += 16) {
		found = _mm_and_si128(look_16(filter, bytes.at + at, 0), look_16(filter, bytes.at + at, 1));
		found = _mm_and_si128(found, look_16(filter, bytes.at + at, 2));
		marks = ~_mm_movemask_epi8(_mm_cmpeq_epi8(found, _mm_setzero_si128())) & 0xffff;
		for (; marks; marks &= marks - 1)
			if (exactly_at(filter, bytes.at + at + __builtin_ctz(marks)))
				return at + __builtin_ctz(marks);
	}
	return next_portable(filter, bytes, at);
}

__attribute__((target("avx2")))
static __m256i look_32(const struct filter *filter, const char *bytes, size_t place)
{
	const __m256i half = _mm256_set1_epi8(15), chunk = _mm256_loadu_si256((const __m256i *)(bytes + place));
	const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)filter->low[place]));
	const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)filter->high[place]));

	return _mm256_and_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(chunk, half)),
				_mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(chunk, 4), half)));
}

__attribute__((target("avx2")))
static size_t next_avx2(const struct filter *filter, struct span bytes, size_t at)
{
	unsigned int marks;
	__m256i found;

	for (; at + 32 + FILTER_PRINT - 1 <= bytes.len; at += 32) {
		found = _mm256_and_si256(look_32(filter, bytes.at + at, 0), look_32(filter, bytes.at + at, 1));
		found = _mm256_and_si256(found, look_32(filter, bytes.at + at, 2));
		marks = ~_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, _mm256_setzero_si256()));
		for (; marks; marks &= marks - 1)
			if (exactly_at(filter, bytes.at + at + __builtin_ctz(marks)))
				return at + __builtin_ctz(marks);
	}
	return next_portable(filter, bytes, at);
}
#endif

void filter_choose(struct filter *filter, enum filter_way best)
{
	filter->next = next_portable;
#ifdef __x86_64__
	if (best >= FILTER_AVX2 && __builtin_cpu_supports("avx2"))
		filter->next = next_avx2;
	else if (best >= FILTER_SSSE3 && __builtin_cpu_supports("ssse3"))
		filter->next = next_ssse3;
#else
	(void)best;
#endif
}

static int byte_of_print(const struct filter *filter, size_t text, size_t i)
{
	const size_t at = filter->print_at[text] + i;

	return at < filter->texts[text].len ? (unsigned char)filter->texts[text].at[at] : -1;
}

static int compare_prints(const struct filter *filter, size_t a, size_t b)
{
	int differ = 0;
	size_t i;

	for (i = 0; i < FILTER_PRINT && !differ; i++)
		differ = byte_of_print(filter, a, i) - byte_of_print(filter, b, i);
	return differ;
}

/* Put texts whose prints begin alike into one bucket: the bytes of different prints of a bucket mix. */
static void fill_buckets(struct filter *filter)
{
	size_t order[FILTER_TEXTS_MAX], i, k, at;
	struct span print;

	for (i = 0; i < filter->n; i++) {
		for (k = i; k && compare_prints(filter, order[k - 1], i) > 0; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
	for (i = 0; i < filter->n; i++) {
		at = filter->print_at[order[i]];
		print = (struct span){ filter->texts[order[i]].at + at, filter->texts[order[i]].len - at };
		filter->buckets[i * 8 / filter->n] |= UINT64_C(1) << order[i];
		note_print(filter, print, 1 << i * 8 / filter->n);
	}
}

void filter_make(struct filter *filter, const struct span *texts, size_t n, const struct filter_sample *sample)
{
	uint32_t seen;
	size_t i;

	memset(filter, 0, sizeof(*filter));
	filter->n = n;
	for (i = 0; i < n; i++) {
		filter->texts[i] = texts[i];
		filter->print_at[i] = choose_print(sample, texts[i], &seen);
	}
	fill_buckets(filter);
	filter_choose(filter, FILTER_AVX2);
}

/* Does a text stand where its print would be? */
static bool is_there(const struct filter *filter, struct span bytes, size_t at, unsigned int text)
{
	const struct span wanted = filter->texts[text];
	const size_t before = filter->print_at[text];

	return bytes.at[at] == wanted.at[before] && at >= before && bytes.len - (at - before) >= wanted.len &&
	       !memcmp(bytes.at + at - before, wanted.at, wanted.len);
}

static uint64_t texts_at(const struct filter *filter, struct span bytes, size_t at)
{
	unsigned int buckets = buckets_at(filter, bytes, at), text;
	uint64_t found = 0, candidates;

	for (; buckets; buckets &= buckets - 1) {
		candidates = filter->buckets[__builtin_ctz(buckets)];
		for (; candidates; candidates &= candidates - 1) {
			text = __builtin_ctzll(candidates);
			if (is_there(filter, bytes, at, text))
				found |= UINT64_C(1) << text;
		}
	}
	return found;
}

uint64_t filter_find(const struct filter *filter, struct span bytes, size_t *at)
{
	uint64_t found;

	for (; *at < bytes.len; ++*at) {
		*at = filter->next(filter, bytes, *at);
		found = *at < bytes.len ? texts_at(filter, bytes, *at) : 0;
		if (found)
			return found;
	}
	return 0;
}
