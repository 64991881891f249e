/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cutting.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

void records_format(struct format *format, const struct record_kind *kind, const char *const *heads,
		    const char *const *places)
{
	static char words[8][16];

	memset(format, 0, sizeof(*format));
	format->kind = kind;
	for (; heads && *heads; heads++) {
		const char *blank = strchr(*heads, ' ');
		char *word = words[format->n_heads];

		snprintf(word, sizeof(words[0]), "%.*s", (int)(blank - *heads), *heads);
		format->heads[format->n_heads++] = (struct format_head){ word, blank + 1, 1 };
	}
	for (; *places; places++)
		format->places[format->n_places++] = *places;
	CU_ASSERT_PTR_NULL_FATAL(kind->check(format));
}

static void put(struct told *told, const char *bytes, size_t len)
{
	if (told->len + len > told->room) {
		told->room = 2 * (told->len + len);
		told->text = realloc(told->text, told->room);
		CU_ASSERT_PTR_NOT_NULL_FATAL(told->text);
	}
	memcpy(told->text + told->len, bytes, len);
	told->len += len;
}

static void __attribute__((format(printf, 2, 3))) print(struct told *told, const char *format, ...)
{
	char text[200];
	va_list args;

	va_start(args, format);
	put(told, text, vsnprintf(text, sizeof(text), format, args));
	va_end(args);
}

/* A value lies in its record, and is no longer when its escapes are undone. */
static void write_value(struct told *told, const struct format *format, struct span bytes, const struct record *record,
			size_t i)
{
	const struct span value = record->values[i];
	char *plain;
	size_t len;

	print(told, "%s%s=", i ? "|" : " ", format->places[i]);
	if (!value.at) {
		put(told, "-", 1);
		return;
	}
	CU_ASSERT_FATAL(value.at >= bytes.at && value.at + value.len <= bytes.at + record->len);
	if (!record->escaped[i]) {
		put(told, value.at, value.len);
		return;
	}
	plain = malloc(value.len ? value.len : 1);
	CU_ASSERT_PTR_NOT_NULL_FATAL(plain);
	len = format->kind->unescape(format, value, plain);
	CU_ASSERT_FATAL(len <= value.len);
	put(told, plain, len);
	free(plain);
}

static void write_record(struct told *told, const struct format *format, struct span bytes, const struct record *record,
			 enum record_verdict verdict, unsigned long line)
{
	size_t i;

	told->found += verdict == RECORD_FOUND;
	told->rejected += verdict == RECORD_REJECTED;
	if (verdict == RECORD_NOTHING)
		return;
	if (verdict == RECORD_REJECTED) {
		CU_ASSERT_PTR_NOT_NULL_FATAL(record->why);
		print(told, "-%lu %s\n", line, record->why);
		return;
	}
	print(told, "+%lu", line);
	for (i = 0; i < format->n_places; i++)
		write_value(told, format, bytes, record, i);
	put(told, "\n", 1);
}

static unsigned long count_lines(struct span bytes, size_t len)
{
	unsigned long lines = 0;
	size_t i;

	for (i = 0; i < len; i++)
		lines += bytes.at[i] == '\n';
	return lines;
}

void records_read(const struct format *format, struct span bytes, size_t first, size_t step, struct told *told)
{
	struct record_state state = { .format = format };
	struct record *record = calloc(1, sizeof(*record));
	size_t begin = 0, end = first < bytes.len ? first : bytes.len;
	enum record_verdict verdict;
	unsigned long line = 1;
	struct span some;
	char *copy;

	CU_ASSERT_PTR_NOT_NULL_FATAL(record);
	while (begin < bytes.len) {
		verdict = RECORD_MORE;
		some.len = end - begin;
		copy = malloc(some.len ? some.len : 1);
		CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
		some.at = memcpy(copy, bytes.at + begin, some.len);
		if (some.len)
			verdict = format->kind->next(&state, some, end == bytes.len, record);
		if (verdict == RECORD_MORE) {
			CU_ASSERT_FATAL(end < bytes.len);
			end += step < bytes.len - end ? step : bytes.len - end;
		} else {
			CU_ASSERT_FATAL(record->len > 0 && record->len <= some.len);
			CU_ASSERT_EQUAL_FATAL(record->lines, count_lines(some, record->len));
			write_record(told, format, some, record, verdict, line);
			line += record->lines;
			begin += record->len;
		}
		free(copy);
	}
	free(state.kept);
	free(record);
}

void records_free(struct told *told)
{
	free(told->text);
	*told = (struct told){ 0 };
}

static bool same(const struct told *a, const struct told *b)
{
	return a->len == b->len && (!a->len || !memcmp(a->text, b->text, a->len));
}

void records_are(const struct format *format, const char *text, const char *wanted)
{
	struct told told = { 0 };
	struct span bytes = { text, strlen(text) };

	records_read(format, bytes, bytes.len, 1, &told);
	CU_ASSERT(told.len == strlen(wanted) && !memcmp(told.len ? told.text : "", wanted, told.len));
	if (told.len != strlen(wanted) || (told.len && memcmp(told.text, wanted, told.len)))
		printf("\nof:\n%s\nis told:\n%.*sinstead of:\n%s", text, (int)told.len, told.text, wanted);
	records_free(&told);
	records_cut(format, bytes);
}

void records_cut(const struct format *format, struct span bytes)
{
	struct told whole = { 0 }, cut = { 0 };
	size_t first, steps[] = { 1, 2, 3, 7, 64 }, i;

	records_read(format, bytes, bytes.len, 1, &whole);
	/* Cut once anywhere, then the rest at once; and in small pieces. */
	for (first = 0; first < bytes.len; first++) {
		records_read(format, bytes, first, bytes.len, &cut);
		CU_ASSERT_FATAL(same(&whole, &cut));
		records_free(&cut);
	}
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		records_read(format, bytes, steps[i], steps[i], &cut);
		CU_ASSERT_FATAL(same(&whole, &cut));
		records_free(&cut);
	}
	records_free(&whole);
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* Put, remove, replace or double some bytes. Returns the new length; there is room for 64 more. */
static size_t damage(char *text, size_t len, uint32_t *seed, const char *alphabet)
{
	size_t at = draw(seed, len), n = 1 + draw(seed, 12);
	char c = draw(seed, 4) ? alphabet[draw(seed, strlen(alphabet))] : (char)draw(seed, 256);

	if (n > len - at)
		n = len - at;
	switch (draw(seed, 4)) {
	case 0:
		text[at] = c;
		return len;
	case 1:
		memmove(text + at + 1, text + at, len - at);
		text[at] = c;
		return len + 1;
	case 2:
		if (n >= len)
			return len;
		memmove(text + at, text + at + n, len - at - n);
		return len - n;
	default:
		memmove(text + at + n, text + at, len - at);
		return len + n;
	}
}

void records_damage(const struct format *format, const char *text, unsigned int rounds, const char *alphabet)
{
	const size_t len = strlen(text);
	char *copy = malloc(len + 64 * 12);
	struct told whole = { 0 }, cut = { 0 };
	uint32_t seed = 1;
	unsigned int i, times;
	size_t n;

	CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
	for (i = 0; i < rounds; i++) {
		n = len;
		memcpy(copy, text, len);
		for (times = 1 + draw(&seed, 4); times; times--)
			n = damage(copy, n, &seed, alphabet);
		records_read(format, (struct span){ copy, n }, n, 1, &whole);
		records_read(format, (struct span){ copy, n }, draw(&seed, n), 1 + draw(&seed, 40), &cut);
		CU_ASSERT(same(&whole, &cut));
		if (!same(&whole, &cut)) {
			printf("\nof:\n%.*s\nis told:\n%.*sand in pieces:\n%.*s", (int)n, copy, (int)whole.len, whole.text,
			       (int)cut.len, cut.text);
			i = rounds;
		}
		records_free(&whole);
		records_free(&cut);
	}
	free(copy);
}
