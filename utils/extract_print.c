/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extract_print.h"

#include <stdio.h>
#include <string.h>

#include <sipq850/sipq850.h>

#include "cli.h"
#include "utf8.h"

#define COLUMNS 19
#define CELL 512

static const char *const names[COLUMNS] = {
	"time", "call", "leg", "trunk", "answered", "sip_status", "q850_cause", "location", "sip_text", "cause_text",
	"reason", "initiator", "duration", "class", "flags", "legs", "format", "file", "line",
};

/* Numbers in JSON. */
static const bool is_number[COLUMNS] = { [5] = true, [6] = true, [12] = true, [15] = true, [18] = true };

/* How a cell is written; what is between cells and around a record. */
struct extract_form {
	const char *name;
	bool keys;
	const char *begin, *between, *end;
	void (*cell)(struct outfile *out, const char *text, bool number);
};

/* --- cells */

static void put(struct outfile *out, const char *text)
{
	outfile_put(out, text, strlen(text));
}

static void put_plain(struct outfile *out, const char *text, bool number)
{
	char clean[CELL];
	size_t i;

	(void)number;
	for (i = 0; (unsigned char)text[i] >= ' ' && text[i] != 0x7f; i++)
		;
	if (!text[i]) {
		outfile_put(out, text, i);
		return;
	}
	extract_clean(clean, sizeof(clean), (struct span){ text, strlen(text) });
	put(out, clean);
}

/* A carriage return alone ends a record for some readers: it is quoted as well. */
static void put_quoted(struct outfile *out, const char *text, bool number)
{
	const char *quote;

	(void)number;
	if (!strpbrk(text, ",\"\r\n")) {
		put(out, text);
		return;
	}
	outfile_put(out, "\"", 1);
	while ((quote = strchr(text, '"'))) {
		outfile_put(out, text, quote - text + 1);
		outfile_put(out, "\"", 1);
		text = quote + 1;
	}
	put(out, text);
	outfile_put(out, "\"", 1);
}

/* What is no UTF-8 becomes the replacement character: a JSON text has to be UTF-8. */
static void put_json(struct outfile *out, const char *text, bool number)
{
	char escape[8];
	size_t len;

	if (number) {
		put(out, *text ? text : "null");
		return;
	}
	outfile_put(out, "\"", 1);
	for (; *text; text += len ? len : 1) {
		len = utf8_length(text);
		if (!len) {
			put(out, "\xef\xbf\xbd");
		} else if (*text == '"' || *text == '\\' || (unsigned char)*text < ' ') {
			outfile_put(out, escape, snprintf(escape, sizeof(escape), (unsigned char)*text < ' ' ? "\\u%04x" : "\\%c",
							  *text));
		} else {
			outfile_put(out, text, len);
		}
	}
	outfile_put(out, "\"", 1);
}

static const struct extract_form forms[] = {
	{ "tsv", false, "", "\t", "\n", put_plain },
	{ "csv", false, "", ",", "\n", put_quoted },
	{ "jsonl", true, "{", ",", "}\n", put_json },
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
	size_t i;

	if (!print->form)
		print->form = &forms[0];
	if (print->form->keys)
		return;
	for (i = 0; i < COLUMNS; i++) {
		put(&print->out, i ? print->form->between : print->form->begin);
		put(&print->out, names[i]);
	}
	put(&print->out, print->form->end);
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

static void put_cells(struct extract_print *print, const char *const cells[COLUMNS])
{
	const struct extract_form *form = print->form;
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		put(&print->out, i ? form->between : form->begin);
		if (form->keys) {
			outfile_put(&print->out, "\"", 1);
			put(&print->out, names[i]);
			outfile_put(&print->out, "\":", 2);
		}
		form->cell(&print->out, cells[i], is_number[i]);
	}
	put(&print->out, form->end);
}

int extract_print_call(struct extract_print *print, const struct call *call)
{
	char status[NUMBER], cause[NUMBER], duration[NUMBER], legs[NUMBER], line[NUMBER], flags[200] = "";

	if (call->flags)
		name_flags(flags, sizeof(flags), call->flags);
	put_cells(print, (const char *const[COLUMNS]){
		call->time, call->call, call->leg, call->trunk, answered_word(call->answered),
		number(status, call->status), number(cause, call->cause),
		or_empty(sipq850_location_short(call->location)), call->status_text, call->cause_text, call->reason,
		call->initiator, seconds(duration, call->duration), call_class_name(call->class), flags,
		decimal(legs, call->legs), call->format, call->file, decimal(line, call->line),
	});
	/* A failed write is told in time, but not at once. */
	return print->out.used > OUTFILE_BUFFER / 2 && outfile_flush(&print->out) < 0 ? CLI_MISUSE : CLI_OK;
}
