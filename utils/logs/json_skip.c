/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passing over nested values 64 bytes at a time, and one bit for each of them:
 *
 *	bytes	 { " a { \ " " } }
 *	quotes	 . 1 . . . . 1 . .	those that no backslash escapes
 *	inside	 . 1 1 1 1 1 . . .	running parity of the quotes
 *	opens	 1 . . . . . . . .	brackets that are not inside
 *	closes	 . . . . . . . 1 1 */
#include "json.h"
#include "scan.h"

#define BLOCK 64

struct marks {
	uint64_t quotes, backslashes, feeds, opens, closes;
};

#ifdef SCAN_SSE2
static uint64_t equal(__m128i bytes, char c, unsigned int i)
{
	return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))) << i;
}

static void mark(struct marks *marks, const char *block)
{
	unsigned int i;

	*marks = (struct marks){ 0 };
	for (i = 0; i < BLOCK; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(block + i));
		/* This bit is all that [ and {, ] and } differ in. */
		__m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));

		marks->quotes |= equal(bytes, '"', i);
		marks->backslashes |= equal(bytes, '\\', i);
		marks->feeds |= equal(bytes, '\n', i);
		marks->opens |= equal(folded, '{', i);
		marks->closes |= equal(folded, '}', i);
	}
}
#else
static void mark(struct marks *marks, const char *block)
{
	unsigned int i;

	*marks = (struct marks){ 0 };
	for (i = 0; i < BLOCK; i++) {
		marks->quotes |= (uint64_t)(block[i] == '"') << i;
		marks->backslashes |= (uint64_t)(block[i] == '\\') << i;
		marks->feeds |= (uint64_t)(block[i] == '\n') << i;
		marks->opens |= (uint64_t)(block[i] == '{' || block[i] == '[') << i;
		marks->closes |= (uint64_t)(block[i] == '}' || block[i] == ']') << i;
	}
}
#endif

/* Which bytes does a backslash escape? `carry`: the first one is, then: the first one of the next block is. */
static uint64_t find_escaped(uint64_t backslashes, uint64_t *carry)
{
	uint64_t escaped = *carry, lowest;

	backslashes &= ~*carry;
	*carry = 0;
	while (backslashes) {
		lowest = backslashes & -backslashes;
		if (lowest >> (BLOCK - 1))
			*carry = 1;
		escaped |= lowest << 1;
		backslashes &= ~(lowest | lowest << 1);
	}
	return escaped;
}

/* Bit n of the result: the parity of bits 0..n. */
static uint64_t running_parity(uint64_t bits)
{
	unsigned int shift;

	for (shift = 1; shift < BLOCK; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

/* The bit of the bracket that closes the last level; 0 when none does, and `depth` is as it is behind the block. */
static uint64_t find_close(uint64_t opens, uint64_t closes, size_t *depth)
{
	uint64_t both = opens | closes, lowest;

	if ((size_t)__builtin_popcountll(closes) < *depth) {
		*depth += __builtin_popcountll(opens);
		*depth -= __builtin_popcountll(closes);
		return 0;
	}
	for (; both; both &= both - 1) {
		lowest = both & -both;
		if (lowest & opens)
			++*depth;
		else if (--*depth == 0)
			return lowest;
	}
	return 0;
}

/* Does one of the lines that begin behind these line feeds begin with `{`? */
static bool line_begins(const char *block, uint64_t feeds, const char *end)
{
	const char *at;

	for (; feeds; feeds &= feeds - 1) {
		at = scan_spaces(block + __builtin_ctzll(feeds) + 1, end);
		if (at < end && *at == '{')
			return true;
	}
	return false;
}

const char *json_skip(const char *at, const char *end, size_t depth, struct json_skipped *skipped)
{
	uint64_t carry = 0, before = 0, inside, close, until;
	char last[BLOCK];
	struct marks marks;

	*skipped = (struct json_skipped){ 0 };
	for (; at < end; at += BLOCK) {
		if (end - at >= BLOCK) {
			mark(&marks, at);
		} else {
			memset(last, ' ', sizeof(last));
			memcpy(last, at, end - at);
			mark(&marks, last);
		}
		if (marks.backslashes | carry)
			marks.quotes &= ~find_escaped(marks.backslashes, &carry);
		inside = running_parity(marks.quotes) ^ before;
		before = inside >> (BLOCK - 1) ? ~UINT64_C(0) : 0;
		close = find_close(marks.opens & ~inside, marks.closes & ~inside, &depth);
		until = close ? close - 1 : ~UINT64_C(0);
		if (marks.feeds & until) {
			if (marks.feeds & until & inside) {
				skipped->why = "a line ends within a string";
				skipped->stop = at;
				return NULL;
			}
			skipped->doubt = line_begins(at, marks.feeds & until, end);
			if (skipped->doubt)
				return NULL;
			skipped->lines += __builtin_popcountll(marks.feeds & until);
		}
		if (close)
			return at + __builtin_ctzll(close) + 1;
	}
	return NULL;
}
