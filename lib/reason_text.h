/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the reader and the writer of the Reason header share: the characters of RFC 3261 section 25.1, and the
 * registry. */
#pragma once

#include "tables.h"
#include "text.h"

static inline struct span sq_text_span(struct sipq850_text text)
{
	return (struct span){ text.start, text.len };
}

/* One character of a token? */
static inline bool sq_is_token_char(char c)
{
	switch (c) {
	case '-': case '.': case '!': case '%': case '*': case '_': case '+': case '`': case '\'': case '~':
		return true;
	default:
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	}
}

/* A control character other than HTAB? */
static inline bool sq_is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t') || c == 0x7f;
}

/* Find a registered protocol, in any letter case; NULL when there is none. */
const struct reason_protocol_entry *sq_reason_protocol(struct span name);

/* Find it by its number. */
const struct reason_protocol_entry *sq_reason_protocol_number(int number);
