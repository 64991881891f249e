/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scan takes 64 bytes at a time, and one bit for each of them:
 *
 *	bytes	 a , " x , y " , "" \n
 *	quotes	 . . 1 . . . 1 . 11 .
 *	inside	 . . 1 1 1 1 . . 1. .	running parity of the quotes
 *	marks	 . 1 . . . . . 1 .. 1	delimiters that are not inside, and all line feeds
 *
 * Only the marks are then looked at one by one. That the parity tells what is inside holds as long as each quote that
 * opens may do so: see find_inside(). */

#include "csv.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "cli.h"

#define BLOCK 64
#define INPUT_SIZE (256 * 1024)

/* Mark the bytes of a block that equal c. */
static uint64_t mark_equal(const char *block, char c)
{
	uint64_t marks = 0;
	unsigned int i;
#ifdef __SSE2__
	const __m128i wanted = _mm_set1_epi8(c);
	__m128i equal;

	for (i = 0; i < BLOCK; i += 16) {
		equal = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(block + i)), wanted);
		marks |= (uint64_t)_mm_movemask_epi8(equal) << i;
	}
#else
	for (i = 0; i < BLOCK; i++)
		marks |= (uint64_t)(block[i] == c) << i;
#endif
	return marks;
}

/* Bit n of the result: the parity of bits 0..n. */
static uint64_t running_parity(uint64_t bits)
{
	unsigned int shift;

	for (shift = 1; shift < BLOCK; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

/* Find what is within quotes. A quote may open a field behind a delimiter or line feed, or open it again behind the
 * quote that closed it: a doubled quote. One that opens elsewhere is a plain byte; the first such one is struck out,
 * which may change what the others are, and so on. Few files have any. */
static uint64_t find_inside(const struct csv *csv, uint64_t quotes, uint64_t ends, uint64_t *may_open)
{
	const uint64_t before = csv->quoted ? ~UINT64_C(0) : 0;
	uint64_t inside, wrong;

	for (;;) {
		inside = running_parity(quotes) ^ before;
		*may_open = (ends & ~inside) | quotes;
		wrong = quotes & inside & ~(*may_open << 1 | csv->may_open);
		if (!wrong)
			return inside;
		quotes ^= wrong & -wrong;
	}
}

/* Set the marks of the next block. Returns false when all bytes are scanned. */
static bool mark_block(struct csv *csv)
{
	size_t n = csv->stop - csv->ahead;
	const char *block = csv->ahead;
	char padded[BLOCK] = { 0 };
	uint64_t delimiters, may_open;

	if (n == 0)
		return false;
	if (n < BLOCK)
		block = memcpy(padded, csv->ahead, n);
	else
		n = BLOCK;
	delimiters = mark_equal(block, csv->delimiter);
	csv->feeds = mark_equal(block, '\n');
	csv->inside = find_inside(csv, mark_equal(block, CSV_QUOTE), delimiters | csv->feeds, &may_open);
	csv->marks = (delimiters & ~csv->inside) | csv->feeds;
	csv->quoted = csv->inside >> (n - 1) & 1;
	csv->may_open = may_open >> (n - 1) & 1;
	csv->block = csv->ahead;
	csv->ahead += n;
	return true;
}

/* Keep the part of the wanted field that ends here, before or behind other parts of it. */
static void hold_value(struct csv *csv, const char *end)
{
	size_t len = end - csv->field;

	if (csv->held + len <= CSV_VALUE_MAX)
		memcpy(csv->hold + csv->held, csv->field, len);
	csv->held += len;
}

/* The bytes fed are about to go: keep what they hold of the wanted field. */
static void keep_value(struct csv *csv)
{
	if (csv->column + 1 == csv->want) {
		hold_value(csv, csv->stop);
		csv->field = csv->stop;
	} else if (csv->value.at) {
		if (csv->value.len <= CSV_VALUE_MAX)
			memmove(csv->hold, csv->value.at, csv->value.len);
		csv->value.at = csv->hold;
	}
}

/* The wanted field has ended. */
static void take_value(struct csv *csv, const char *end)
{
	csv->value = (struct csv_text){ csv->field, end - csv->field };
	if (csv->held == 0)
		return;
	hold_value(csv, end);
	csv->value = (struct csv_text){ csv->hold, csv->held };
	csv->held = 0;
}

/* The record has ended: tell of it, and begin the next one. */
static void take_record(struct csv *csv, struct csv_record *record, const char *end, const char *next)
{
	if (++csv->column == csv->want)
		take_value(csv, end);
	*record = (struct csv_record){
		.end = end,
		.next = next,
		.value = csv->value,
		.columns = csv->column,
		.line = csv->line,
		.empty = end == csv->start && !csv->begun,
	};
	csv->column = 0;
	csv->begun = false;
	csv->line = csv->lines + 1;
	csv->value = (struct csv_text){ 0 };
	csv->start = next;
	csv->field = next;
}

void csv_start(struct csv *csv)
{
	*csv = (struct csv){
		.delimiter = csv->delimiter,
		.want = csv->want,
		.may_open = true,
		.line = 1,
	};
}

void csv_feed(struct csv *csv, const char *bytes, size_t len)
{
	csv->begun = csv->begun || csv->start != csv->stop;
	csv->start = bytes;
	csv->field = bytes;
	csv->block = bytes;
	csv->ahead = bytes;
	csv->stop = bytes + len;
}

bool csv_next(struct csv *csv, struct csv_record *record)
{
	const char *at;
	uint64_t mark;

	do {
		while (csv->marks) {
			mark = csv->marks & -csv->marks;
			at = csv->block + __builtin_ctzll(mark);
			csv->marks ^= mark;
			if (!(mark & csv->feeds)) {
				if (++csv->column == csv->want)
					take_value(csv, at);
				csv->field = at + 1;
				continue;
			}
			csv->lines++;
			if (mark & csv->inside)
				continue;
			csv->crlf = at > csv->start && at[-1] == '\r';
			take_record(csv, record, at - csv->crlf, at + 1);
			return true;
		}
	} while (mark_block(csv));
	keep_value(csv);
	return false;
}

bool csv_finish(struct csv *csv, struct csv_record *record)
{
	bool quoted = csv->quoted;

	if (!csv->begun && csv->start == csv->stop)
		return false;
	take_record(csv, record, csv->stop, csv->stop);
	record->open_quote = quoted;
	return true;
}

size_t csv_unquote(char *to, struct csv_text field)
{
	size_t i, len = 0;
	bool quoted = field.len && field.at[0] == CSV_QUOTE;

	for (i = quoted; i < field.len; i++) {
		if (quoted && field.at[i] == CSV_QUOTE) {
			if (i + 1 == field.len || field.at[i + 1] != CSV_QUOTE) {
				quoted = false;
				continue;
			}
			i++;
		}
		to[len++] = field.at[i];
	}
	return len;
}

size_t csv_quote(char *to, const char *text, char delimiter)
{
	char *p = to;

	if (!strchr(text, delimiter) && !strpbrk(text, "\"\r\n"))
		return strlen(strcpy(to, text));
	*p++ = CSV_QUOTE;
	for (; *text; text++) {
		if (*text == CSV_QUOTE)
			*p++ = CSV_QUOTE;
		*p++ = *text;
	}
	*p++ = CSV_QUOTE;
	return p - to;
}

struct csv_text csv_cut(struct csv_text *record, char delimiter)
{
	const char *start = record->at;
	const char *end = start + record->len;
	const char *p = start;

	if (p < end && *p == CSV_QUOTE) {
		do {
			p = memchr(p + 1, CSV_QUOTE, end - p - 1);
			p = p ? p + 1 : end;
		} while (p < end && *p == CSV_QUOTE);
	}
	p = memchr(p, delimiter, end - p);
	if (p)
		*record = (struct csv_text){ p + 1, end - p - 1 };
	else
		*record = (struct csv_text){ 0 };
	return (struct csv_text){ start, (p ? p : end) - start };
}

static bool is_named(struct csv_text field, const char *name)
{
	char *plain = malloc(field.len + 1);
	bool same = plain && csv_unquote(plain, field) == strlen(name) && !memcmp(plain, name, strlen(name));

	free(plain);
	return same;
}

size_t csv_find_column(struct csv_text header, char delimiter, const char *name, size_t *again)
{
	size_t column, found = 0;

	*again = 0;
	for (column = 1; header.at; column++) {
		if (!is_named(csv_cut(&header, delimiter), name))
			continue;
		if (found) {
			*again = column;
			break;
		}
		found = column;
	}
	return found;
}

void csv_show(char *to, size_t size, struct csv_text field)
{
	bool cut = field.len >= size;
	size_t i, len = cut ? size - 4 : field.len;

	for (i = 0; i < len; i++)
		to[i] = (unsigned char)field.at[i] < ' ' || field.at[i] == 0x7f ? '?' : field.at[i];
	strcpy(to + len, cut ? "..." : "");
}

/* Read once, behind what is there. */
static int read_some(struct csv_input *input)
{
	ssize_t n = input_read(&input->source, input->bytes + input->len, INPUT_SIZE - input->len);

	if (n < 0)
		return -1;
	input->fd = input->source.fd;
	input->len += n;
	input->at_end = n == 0;
	return 0;
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
	*input = (struct csv_input){ .flags = input->flags, .source.progress = input->source.progress };
	if (input_open(&input->source, name, input->flags) < 0)
		return -1;
	input->name = input->source.name;
	input->fd = input->source.fd;
	input->bytes = malloc(INPUT_SIZE);
	if (!input->bytes) {
		cli_error("out of memory");
		return -1;
	}
	return read_begin(input);
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
