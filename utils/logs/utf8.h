/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#define UTF8_REPLACEMENT 0xfffd

/* Put a character, up to U+10FFFF, as UTF-8. Returns behind it. */
static inline char *utf8_put(char *to, long c)
{
	if (c < 0x80) {
		*to++ = c;
		return to;
	}
	if (c < 0x800) {
		*to++ = 0xc0 | c >> 6;
	} else if (c < 0x10000) {
		*to++ = 0xe0 | c >> 12;
		*to++ = 0x80 | (c >> 6 & 0x3f);
	} else {
		*to++ = 0xf0 | c >> 18;
		*to++ = 0x80 | (c >> 12 & 0x3f);
		*to++ = 0x80 | (c >> 6 & 0x3f);
	}
	*to++ = 0x80 | (c & 0x3f);
	return to;
}
