/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that can be asked: the inputs of a direction one by one, as text and back, and the rows that bear on one;
 * and answers as text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <sipq850/sipq850.h>

#define INPUT_SIZE 16
#define OUT_SIZE 64

/* The next input of a direction after this one, 0 for the first: statuses 100..699 or causes 1..127, then the events.
 * 0 when there is none left. */
int domain_next(enum sipq850_direction direction, int input);

/* An input as the tables write it: the name of an event, or the number, which is put into buf. */
const char *domain_name(int input, char buf[INPUT_SIZE]);

/* The standard's name of an input: a phrase, the name of a cause; "" for an event, or where there is none. */
const char *domain_title(enum sipq850_direction direction, int input);

/* Read an input: a number, a phrase or name, an event. Returns 0, -EINVAL or -ENOTUNIQ as sipq850_sip_parse(). */
int domain_parse(enum sipq850_direction direction, const char *text, int *input);

/* Could this row answer the input, be its condition what it may? */
bool domain_row_bears(const struct sipq850_row *row, int input);

/* The way back. */
static inline enum sipq850_direction domain_opposite(enum sipq850_direction direction)
{
	return direction == SIPQ850_SIP2Q850 ? SIPQ850_Q850SIP : SIPQ850_SIP2Q850;
}

/* Do two answers tell the same: action, value and location? */
bool answer_same(const struct sipq850_answer *a, const struct sipq850_answer *b);

/* The out of an answer without its location: a number or a token; "" when the input is not covered. */
const char *answer_out(const struct sipq850_answer *answer, char buf[OUT_SIZE]);

/* The same with its location, as the tables write it: "17@user"; "not-covered" when the input is not covered. */
const char *answer_out_at(const struct sipq850_answer *answer, char buf[OUT_SIZE]);

/* The same of an out that no row gave. */
const char *out_at(const struct sipq850_answer *answer, char buf[OUT_SIZE]);

/* An answer for a reader: "17 User busy", "none", "not covered". */
void answer_text(char *buf, size_t len, enum sipq850_direction direction, const struct sipq850_answer *answer);
