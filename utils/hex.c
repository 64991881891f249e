/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hex.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Not isxdigit(): digits are digits in every locale. */
static int digit(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) % 16 : -1;
}

static const char *skip_separators(const char *text)
{
	for (;;) {
		text += strspn(text, " \t:");
		if (text[0] != '0' || (text[1] != 'x' && text[1] != 'X'))
			return text;
		text += 2;
	}
}

int hex_parse(const char *text, uint8_t *octets, size_t room)
{
	size_t n = 0;

	while (*(text = skip_separators(text))) {
		int high = digit(text[0]), low = high < 0 ? -1 : digit(text[1]);

		if (low < 0)
			return -EINVAL;
		if (n == room)
			return -ENOSPC;
		octets[n++] = high << 4 | low;
		text += 2;
	}
	return n;
}

void hex_print(char *text, const uint8_t *octets, size_t len)
{
	size_t i;

	text[0] = '\0';
	for (i = 0; i < len; i++)
		text += snprintf(text, 4, "%s%02x", i ? " " : "", octets[i]);
}
