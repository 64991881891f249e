/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scan takes blocks of 64 bytes, and one bit for each of them:
 *
 *	bytes		 a , " x , y " , "" \n
 *	quotes		 . . 1 . . . 1 . 11 .
 *	inside		 . . 1 1 1 1 . . 1. .	running parity of the quotes
 *	delimiters	 . 1 . . . . . 1 .. .	those that are not inside
 *	ends		 . . . . . . . . .. 1	line feeds that are not inside
 *
 * That the parity tells what is inside holds as long as each quote that opens may do so: see strike_quotes().
 * Delimiters are then counted, up to each end; only those around a wanted field are looked for. */

#include "csv.h"

#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "cli.h"

#define INPUT_SIZE (256 * 1024)

/* Find what is within quotes when some quote opens where it may not: then it is a plain byte. The first such one is
 * struck out, which may change what the others are, and so on. Few files have any. */
static uint64_t strike_quotes(const struct csv_quoting *before, uint64_t quotes, uint64_t ends, uint64_t *may_open)
{
	uint64_t inside, wrong;

	for (;;) {
		inside = simd_parity(quotes) ^ before->quoted;
		*may_open = (ends & ~inside) | quotes;
		wrong = quotes & inside & ~(*may_open << 1 | before->may_open);
		if (!wrong)
			return inside;
		quotes ^= wrong & -wrong;
	}
}

/* Tell what the marks mean. A quote may open a field behind a delimiter or line feed, or open it again behind the quote
 * that closed it: a doubled quote. `last` is the number of the last byte, 63 but for the end of what was fed. */
static inline __attribute__((always_inline)) void read_marks(struct csv_quoting *state, const struct simd_marks *marks,
							      struct csv_block *block, unsigned int last)
{
	const uint64_t delimiters = marks->equal[0], feeds = marks->equal[1], quotes = marks->equal[2];
	uint64_t inside = marks->parity ^ state->quoted;
	uint64_t may_open = ((delimiters | feeds) & ~inside) | quotes;

	if (__builtin_expect((quotes & inside & ~(may_open << 1 | state->may_open)) != 0, 0))
		inside = strike_quotes(state, quotes, delimiters | feeds, &may_open);
	*block = (struct csv_block){ delimiters & ~inside, feeds & ~inside, feeds & inside };
	state->quoted = -(inside >> last & 1);
	state->may_open = may_open >> last & 1;
}

/* Mark the next blocks. Returns false when all bytes are scanned. */
static bool mark_blocks(struct csv *csv)
{
	const char wanted[3] = { csv->delimiter, '\n', CSV_QUOTE };
	size_t i, left = csv->stop - csv->ahead;
	size_t n = left / SIMD_BLOCK < CSV_BATCH ? left / SIMD_BLOCK : CSV_BATCH;
	struct simd_marks marks[CSV_BATCH];
	struct csv_quoting state = csv->quoting;
	char padded[SIMD_BLOCK] = { 0 };

	if (left == 0)
		return false;
	csv->bytes = csv->ahead;
	csv->block = 0;
	if (n > 0) {
		csv->simd->mark(csv->ahead, n, wanted, marks);
		for (i = 0; i < n; i++)
			read_marks(&state, &marks[i], &csv->blocks[i], SIMD_BLOCK - 1);
		csv->n_blocks = n;
		csv->ahead += n * SIMD_BLOCK;
	} else {
		csv->simd->mark(memcpy(padded, csv->ahead, left), 1, wanted, marks);
		read_marks(&state, marks, csv->blocks, left - 1);
		csv->n_blocks = 1;
		csv->ahead = csv->stop;
	}
	csv->quoting = state;
	csv->now = csv->blocks[0];
	return true;
}

/* Keep the part of a wanted field that ends here, before or behind other parts of it. */
static void hold_value(struct csv *csv, const char *end)
{
	size_t len = end - csv->field;

	if (len > 0 && csv->held + len <= CSV_VALUE_MAX)
		memcpy(csv->hold[csv->n_values] + csv->held, csv->field, len);
	csv->held += len;
}

/* The bytes fed are about to go: keep what they hold of the wanted fields. */
static void keep_values(struct csv *csv)
{
	struct csv_text *value;
	size_t i;

	for (i = 0; i < csv->n_values; i++) {
		value = &csv->values[i];
		if (value->len <= CSV_VALUE_MAX)
			memmove(csv->hold[i], value->at, value->len);
		value->at = csv->hold[i];
	}
	if (csv->column + 1 == csv->wanted[csv->n_values]) {
		hold_value(csv, csv->stop);
		csv->field = csv->stop;
	}
}

/* The next wanted field has ended. */
static inline void take_value(struct csv *csv, const char *end)
{
	struct csv_text *value = &csv->values[csv->n_values];

	if (__builtin_expect(csv->held == 0, 1)) {
		*value = (struct csv_text){ csv->field, end - csv->field };
	} else {
		hold_value(csv, end);
		*value = (struct csv_text){ csv->hold[csv->n_values], csv->held };
		csv->held = 0;
	}
	csv->n_values++;
}

/* The record has ended, and so has its last field: tell of it, and begin the next one. */
static inline void take_record(struct csv *csv, struct csv_record *record, const char *end, const char *next)
{
	size_t i;

	if (++csv->column == csv->wanted[csv->n_values])
		take_value(csv, end);
	for (i = csv->n_values; i < csv->n_wanted; i++)
		csv->values[i] = (struct csv_text){ 0 };
	*record = (struct csv_record){
		.end = end,
		.next = next,
		.values = csv->values,
		.columns = csv->column,
		.line = csv->line,
		.empty = end == csv->start && !csv->begun,
	};
	csv->column = 0;
	csv->n_values = 0;
	csv->begun = false;
	csv->line = csv->lines + 1;
	csv->start = next;
	csv->field = next;
}

size_t csv_want(struct csv *csv, size_t column)
{
	size_t i = csv->n_wanted;

	while (i > 0 && csv->wanted[i - 1] > column)
		i--;
	if (i > 0 && csv->wanted[i - 1] == column)
		return i - 1;
	memmove(csv->wanted + i + 1, csv->wanted + i, (csv->n_wanted - i) * sizeof(csv->wanted[0]));
	csv->wanted[i] = column;
	csv->wanted[++csv->n_wanted] = SIZE_MAX;
	return i;
}

void csv_start(struct csv *csv)
{
	csv->wanted[csv->n_wanted] = SIZE_MAX;
	csv->simd = simd_choose();
	csv->crlf = false;
	csv->ended = false;
	csv->quoting = (struct csv_quoting){ 0, 1 };
	csv->begun = false;
	csv->column = 0;
	csv->n_values = 0;
	csv->lines = 0;
	csv->line = 1;
	csv->held = 0;
	csv->start = NULL;
	csv->stop = NULL;
	csv_feed(csv, NULL, 0);
}

void csv_feed(struct csv *csv, const char *bytes, size_t len)
{
	csv->begun = csv->begun || csv->start != csv->stop;
	csv->start = bytes;
	csv->field = bytes;
	csv->ahead = bytes;
	csv->stop = len ? bytes + len : bytes;	/* no arithmetic on NULL */
	csv->now = (struct csv_block){ 0 };
	csv->block = 0;
	csv->n_blocks = 0;
}

/* A way to find the place of bit n of those that are set. */
typedef unsigned int find_bit(uint64_t bits, unsigned int n);

/* Take the wanted fields that `delimiters`, all of one record, end, and find the begin of the next one. */
static inline __attribute__((always_inline)) void take_values(struct csv *csv, uint64_t delimiters, unsigned int n,
							       find_bit *find)
{
	const size_t before = csv->column;
	size_t wanted;

	for (;;) {
		wanted = csv->wanted[csv->n_values];
		if (wanted > before + n + 1)
			return;
		if (wanted > before + 1)
			csv->field = csv->bytes + find(delimiters, wanted - before - 2) + 1;
		if (wanted > before + n)
			return;
		take_value(csv, csv->bytes + find(delimiters, wanted - before - 1));
	}
}

/* Go on to the next record end; always compiled into its callers, for the instructions that they may use. */
static inline __attribute__((always_inline)) bool walk(struct csv *csv, struct csv_record *record, find_bit *find)
{
	struct csv_block *now = &csv->now;
	uint64_t end, delimiters;
	unsigned int n;
	const char *at;

	for (;;) {
		end = now->ends & -now->ends;
		delimiters = now->delimiters & (end - 1);
		n = __builtin_popcountll(delimiters);
		if (csv->column + n + 1 >= csv->wanted[csv->n_values])
			take_values(csv, delimiters, n, find);
		csv->column += n;
		if (end)
			break;
		csv->lines += __builtin_popcountll(now->quoted_feeds);
		if (++csv->block < csv->n_blocks) {
			csv->bytes += SIMD_BLOCK;
			*now = csv->blocks[csv->block];
		} else if (!mark_blocks(csv)) {
			*now = (struct csv_block){ 0 };
			keep_values(csv);
			return false;
		}
	}
	if (now->quoted_feeds & (end - 1)) {
		csv->lines += __builtin_popcountll(now->quoted_feeds & (end - 1));
		now->quoted_feeds &= -end;
	}
	csv->lines++;
	now->delimiters &= -end;
	now->ends ^= end;
	at = csv->bytes + __builtin_ctzll(end);
	csv->crlf = at > csv->start && at[-1] == '\r';
	csv->ended = true;
	take_record(csv, record, at - csv->crlf, at + 1);
	return true;
}

static unsigned int find_by_steps(uint64_t bits, unsigned int n)
{
	for (; n > 0; n--)
		bits &= bits - 1;
	return __builtin_ctzll(bits);
}

#ifdef __x86_64__
#define BMI2 __attribute__((target("bmi,bmi2,popcnt")))

BMI2 static inline unsigned int find_bmi2(uint64_t bits, unsigned int n)
{
	return __builtin_ctzll(_pdep_u64(UINT64_C(1) << n, bits));
}

BMI2 static bool walk_bmi2(struct csv *csv, struct csv_record *record)
{
	return walk(csv, record, find_bmi2);
}
#endif

bool csv_next(struct csv *csv, struct csv_record *record)
{
#ifdef __x86_64__
	if (csv->simd->bmi2)
		return walk_bmi2(csv, record);
#endif
	return walk(csv, record, find_by_steps);
}

bool csv_finish(struct csv *csv, struct csv_record *record)
{
	bool quoted = csv->quoting.quoted;

	if (csv_is_between(csv))
		return false;
	take_record(csv, record, csv->stop, csv->stop);
	record->open_quote = quoted;
	return true;
}

bool csv_is_between(const struct csv *csv)
{
	return !csv->begun && csv->start == csv->stop;
}

void csv_continue(struct csv *csv, const struct csv *from)
{
	size_t i;

	*csv = *from;
	for (i = 0; i < csv->n_values; i++)
		csv->values[i].at = csv->hold[i];
}

/* Read once. Prints why and returns -1 on failure. */
static ssize_t read_bytes(struct csv_input *input, char *to, size_t size)
{
	ssize_t n = input_read(&input->source, to, size);

	input->fd = input->source.fd;
	input->at_end = n == 0;
	return n;
}

/* Read once, behind what is there. */
static int read_some(struct csv_input *input)
{
	const size_t room = INPUT_SIZE - input->len;
	ssize_t n = read_bytes(input, input->bytes + input->len, input->most < room ? input->most : room);

	if (n < 0)
		return -1;
	input->len += n;
	return 0;
}

ssize_t csv_input_read(struct csv_input *input, char *to, size_t size)
{
	const size_t waiting = input->len - input->fed;

	if (waiting == 0)
		return input->at_end ? 0 : read_bytes(input, to, size < input->most ? size : input->most);
	if (size > waiting)
		size = waiting;
	memcpy(to, input->bytes + input->fed, size);
	input->fed += size;
	return size;
}

/* Find a byte order mark in what was read. */
static int look_for_bom(struct csv_input *input)
{
	if (input->len >= 3 && !memcmp(input->bytes, "\xef\xbb\xbf", 3)) {
		input->bom = 3;
		input->fed = 3;
	} else if (input->len >= 2 && (!memcmp(input->bytes, "\xff\xfe", 2) || !memcmp(input->bytes, "\xfe\xff", 2))) {
		cli_error("%s: this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8", input->name);
		return -1;
	}
	return 0;
}

size_t csv_read_most(void)
{
	const char *most = getenv("SIPQ850_READ");
	const long n = most ? strtol(most, NULL, 10) : 0;

	return n > 0 && n < INPUT_SIZE ? (size_t)n : INPUT_SIZE;
}

/* Read enough to know whether there is a byte order mark. */
static int read_begin(struct csv_input *input)
{
	while (input->len < 3 && !input->at_end)
		if (read_some(input) < 0)
			return -1;
	return look_for_bom(input);
}

int csv_input_open(struct csv_input *input, const char *name)
{
	*input = (struct csv_input){
		.flags = input->flags,
		.source.progress = input->source.progress,
		.most = csv_read_most(),
	};
	if (input_open(&input->source, name, input->flags) < 0)
		return -1;
	input->name = input->source.name;
	input->fd = input->source.fd;
	input->bytes = malloc(INPUT_SIZE);
	if (input->bytes)
		return read_begin(input);
	cli_error("out of memory");
	return -1;
}

int csv_input_again(struct csv_input *input)
{
	if (!input_again(&input->source))
		return 0;
	input->len = 0;
	input->fed = 0;
	input->bom = 0;
	input->at_end = false;
	return read_begin(input) < 0 ? -1 : 1;
}

int csv_input_feed(struct csv_input *input, struct csv *csv, bool keep)
{
	size_t to;

	do {
		if (!keep) {
			input->len -= input->fed;
			memmove(input->bytes, input->bytes + input->fed, input->len);
			input->fed = 0;
		}
		if (input->fed + 1 >= input->len && !input->at_end && read_some(input) < 0)
			return -1;
		/* A CR waits for the byte that tells whether it belongs to a line end. */
		to = input->len;
		if (to > input->fed && input->bytes[to - 1] == '\r' && !input->at_end)
			to--;
	} while (to == input->fed && !input->at_end);
	csv_feed(csv, input->bytes + input->fed, to - input->fed);
	input->fed = to;
	return csv->stop != csv->start;
}

void csv_input_close(struct csv_input *input)
{
	free(input->bytes);
	input_close(&input->source);
}
