/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a value is written: the steps of a syntax, one after the other, from the bytes of a record to a text, a number or
 * yes and no. A new way of writing is a row of `steps` in value.c and a line of tables/README.md. */
#pragma once

#include "call.h"
#include "format.h"

#define VALUE_TEXT 4096		/* bytes of a text between two steps */

#define VALUE_MEMOS 64
#define VALUE_MEMO_TEXT 40

/* A name as written, and what it led to: the same few come again and again. */
struct value_memo {
	const char *system;
	unsigned char field, len;
	signed char verdict;
	int number;
	char text[VALUE_MEMO_TEXT];
};

/* What the steps hand on. */
struct value {
	struct span text;	/* so far */
	int number;		/* of the last step, where it gives one */
	enum sipq850_location location;	/* octets say this too */
	int status;		/* a name that stands for a SIP status as well */
	bool utc;		/* a time that is known to be UTC */
	int base;		/* of the step `number`: 10, 16; 0 = not decided. The caller's */
	bool only_decimal, only_hex;	/* the step `number` met a value that can be read in one way only */
	bool either;		/* it met a value that says one thing in decimal and another in hex */
	char room[2][VALUE_TEXT];	/* where steps put what they make; they take turns */
	unsigned int turn;
	struct value_memo memos[VALUE_MEMOS];
};

enum value_verdict {
	VALUE_FOUND,
	VALUE_ABSENT,		/* empty, or a way of writing "none": ask the next row */
	VALUE_UNREADABLE,
};

enum value_argument { VALUE_ARGUMENT_NONE, VALUE_ARGUMENT_NEEDED, VALUE_ARGUMENT_OPTIONAL };

struct value_step {
	const char *name;
	enum value_argument argument;	/* behind a colon */
	unsigned int makes;	/* bit n: may be the last step for field n */
	enum value_verdict (*take)(struct value *value, const char *argument, enum format_field field);
};

const struct value_step *value_step_find(struct span name);

/* What the argument of a step (NULL: none) should be, if it is not. */
const char *value_step_judge(const struct value_step *step, const char *argument);

/* Take all the steps of a row. */
enum value_verdict value_take(struct value *value, const struct format_row *row, struct span text);
