/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>

/* The length of the UTF-8 character at text; 0 when it is none. */
static inline size_t utf8_length(const char *text)
{
	const unsigned char *t = (const unsigned char *)text;
	size_t i, len = t[0] < 0x80 ? 1 : t[0] >= 0xc2 && t[0] < 0xe0 ? 2 : (t[0] & 0xf0) == 0xe0 ? 3 :
			t[0] >= 0xf0 && t[0] < 0xf5 ? 4 : 0;

	for (i = 1; i < len; i++)
		if ((t[i] & 0xc0) != 0x80)
			return 0;
	if ((t[0] == 0xe0 && t[1] < 0xa0) || (t[0] == 0xed && t[1] > 0x9f) || (t[0] == 0xf0 && t[1] < 0x90) ||
	    (t[0] == 0xf4 && t[1] > 0x8f))
		return 0;
	return len;
}
