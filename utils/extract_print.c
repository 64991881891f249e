/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract_print.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <sipq850/sipq850.h>

#include "cli.h"
#include "logs/utf8.h"

#define COLUMNS 19

static const char *const names[COLUMNS] = {
	"time", "call", "leg", "trunk", "answered", "sip_status", "q850_cause", "location", "sip_text", "cause_text",
	"reason", "initiator", "duration", "class", "flags", "legs", "format", "file", "line",
};

/* Numbers in JSON. */
static const bool is_number[COLUMNS] = { [5] = true, [6] = true, [12] = true, [15] = true, [18] = true };

/* Room for a record in any form: texts of CALL_TEXT bytes, one path, each byte perhaps written as six. */
#define RECORD_ROOM (6 * (COLUMNS * CALL_TEXT + 2 * 4096))

/* How a cell is written, to where there is room; what is between cells and around a record. */
struct extract_form {
	const char *name;
	bool keys;
	char between;
	const char *begin, *end;
	char *(*cell)(char *to, const char *text, bool number);
};

/* --- cells */

static char *put(char *to, const char *text)
{
	return stpcpy(to, text);
}

#define EACH_BYTE(c) (0x0101010101010101u * (c))

/* Are there bytes below ' ', or 0x7f, among these eight? (It may say so of a byte from 0x80 on as well.) */
static bool may_control(uint64_t bytes)
{
	const uint64_t below = (bytes - EACH_BYTE(' ')) & ~bytes, delete = bytes ^ EACH_BYTE(0x7f);

	return (below | ((delete - EACH_BYTE(1)) & ~delete)) & EACH_BYTE(0x80);
}

/* Control characters would be read as the end of something: blanks stand for them. */
static char *put_plain(char *to, const char *text, bool number)
{
	char *end = stpcpy(to, text), *at;
	uint64_t eight;

	(void)number;
	memset(end, ' ', sizeof(eight));	/* there is room, and the NUL is no control character of the text */
	for (at = to; at < end; at += sizeof(eight)) {
		memcpy(&eight, at, sizeof(eight));
		if (may_control(eight))
			break;
	}
	for (; at < end; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
	return end;
}

/* A carriage return alone ends a record for some readers: it is quoted as well. */
static char *put_quoted(char *to, const char *text, bool number)
{
	(void)number;
	if (!strpbrk(text, ",\"\r\n"))
		return put(to, text);
	*to++ = '"';
	for (; *text; text++) {
		if (*text == '"')
			*to++ = '"';
		*to++ = *text;
	}
	*to++ = '"';
	return to;
}

/* What is no UTF-8 becomes the replacement character: a JSON text has to be UTF-8. */
static char *put_json(char *to, const char *text, bool number)
{
	size_t len;

	if (number)
		return put(to, *text ? text : "null");
	*to++ = '"';
	for (; *text; text += len ? len : 1) {
		len = utf8_length(text);
		if (!len)
			to = put(to, "\xef\xbf\xbd");
		else if ((unsigned char)*text < ' ')
			to += sprintf(to, "\\u%04x", (unsigned char)*text);
		else if (*text == '"' || *text == '\\')
			*to++ = '\\', *to++ = *text;
		else
			to = mempcpy(to, text, len);
	}
	*to++ = '"';
	return to;
}

static const struct extract_form forms[] = {
	{ "tsv", false, '\t', "", "\n", put_plain },
	{ "csv", false, ',', "", "\n", put_quoted },
	{ "jsonl", true, ',', "{", "}\n", put_json },
};

bool extract_print_choose(struct extract_print *print, const char *form)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strcmp(forms[i].name, form))
			continue;
		print->form = &forms[i];
		return true;
	}
	return false;
}

void extract_clean(char *to, size_t size, struct span text)
{
	size_t i, len = text.len < size ? text.len : size - 1;

	for (i = 0; i < len; i++)
		to[i] = (unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f ? ' ' : text.at[i];
	to[len] = '\0';
}

/* --- records */

void extract_print_head(struct extract_print *print)
{
	char line[1024], *to = line;
	size_t i;

	if (!print->form)
		print->form = &forms[0];
	if (print->form->keys)
		return;
	for (i = 0; i < COLUMNS; i++) {
		if (i)
			*to++ = print->form->between;
		to = put(to, names[i]);
	}
	to = put(to, print->form->end);
	outfile_put(&print->out, line, to - line);
}

/* "legs-differ unreadable". */
static void name_flags(char *to, size_t size, unsigned int flags)
{
	size_t len = 0;
	unsigned int bit;

	*to = '\0';
	for (bit = 1; bit && call_flag_name(bit); bit <<= 1)
		if (flags & bit)
			len += snprintf(to + len, size - len, "%s%s", len ? " " : "", call_flag_name(bit));
}

#define NUMBER 24

/* Decimal, without the price of printf(). Returns where it begins in `to`. */
static const char *decimal(char to[NUMBER], unsigned long value)
{
	char *at = to + NUMBER - 1;

	*at = '\0';
	do {
		*--at = '0' + value % 10;
	} while (value /= 10);
	return at;
}

/* "" for 0. */
static const char *number(char to[NUMBER], int value)
{
	return value ? decimal(to, value) : "";
}

/* Whole seconds are what most have. */
static const char *seconds(char to[NUMBER], double value)
{
	if (value < 0)
		return "";
	if (value < 1e9 && value == (unsigned long)value)
		return decimal(to, value);
	snprintf(to, NUMBER, "%.15g", value);
	return to;
}

static const char *answered_word(enum call_answered answered)
{
	return answered == CALL_ANSWERED_YES ? "yes" : answered == CALL_ANSWERED_NO ? "no" : "";
}

/* All cells, into the buffer of the output. */
static void put_cells(struct extract_print *print, const char *const cells[COLUMNS])
{
	const struct extract_form *form = print->form;
	char *to = print->out.buffer + print->out.used;
	size_t i;

	to = put(to, form->begin);
	for (i = 0; i < COLUMNS; i++) {
		if (i)
			*to++ = form->between;
		if (form->keys) {
			*to++ = '"';
			to = put(put(to, names[i]), "\":");
		}
		/* Most are empty: no calls for these, where nothing is written for them. */
		if (*cells[i] || form->keys)
			to = form->cell(to, cells[i], is_number[i]);
	}
	to = put(to, form->end);
	print->out.used = to - print->out.buffer;
}

int extract_print_call(struct extract_print *print, const struct call *call)
{
	char status[NUMBER], cause[NUMBER], duration[NUMBER], legs[NUMBER], line[NUMBER], flags[200] = "";

	if (OUTFILE_BUFFER - print->out.used < RECORD_ROOM && outfile_flush(&print->out) < 0)
		return CLI_MISUSE;
	if (call->flags)
		name_flags(flags, sizeof(flags), call->flags);
	put_cells(print, (const char *const[COLUMNS]){
		call->time, call->call, call->leg, call->trunk, answered_word(call->answered),
		number(status, call->status), number(cause, call->cause),
		or_empty(sipq850_location_short(call->location)), call->status_text, call->cause_text, call->reason,
		call->initiator, seconds(duration, call->duration), call_class_name(call->class), flags,
		decimal(legs, call->legs), call->format, call->file, decimal(line, call->line),
	});
	return CLI_OK;
}
