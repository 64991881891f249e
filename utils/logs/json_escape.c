/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The escapes of JSON. */
#include "json.h"

#include "utf8.h"

/* Four hexadecimal digits; -1 when it is not these. */
static long read_unit(const char *at, const char *end)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *digit;
	long unit = 0;
	int i;

	if (end - at < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		digit = at[i] ? strchr(digits, at[i]) : NULL;
		if (!digit)
			return -1;
		unit = unit << 4 | ((digit - digits) & 15);
	}
	return unit;
}

/* Read what stands behind \u, a pair of surrogates as one. Half a pair is U+FFFD. */
static long read_unicode(const char **at, const char *end)
{
	long high = read_unit(*at, end), low = -1;

	if (high < 0)
		return -1;
	*at += 4;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high < 0xdc00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u')
		low = read_unit(*at + 2, end);
	if (low < 0xdc00 || low > 0xdfff)
		return UTF8_REPLACEMENT;
	*at += 6;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

size_t json_unescape(struct span value, char *to)
{
	static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *at = value.at, *end = at + value.len, *letter;
	char *begin = to;
	long c;

	while (at < end) {
		if (*at != '\\' || at + 1 == end) {
			*to++ = *at++;
			continue;
		}
		at++;
		letter = *at ? strchr(letters, *at) : NULL;
		if (*at == 'u') {
			at++;
			c = read_unicode(&at, end);
			/* What is no escape stays as it is. */
			to = c < 0 ? memcpy(to, "\\u", 2) + 2 : utf8_put(to, c);
		} else if (letter) {
			*to++ = meant[letter - letters];
			at++;
		} else if (strchr("\"\\/", *at) && *at) {
			*to++ = *at++;
		} else {
			*to++ = '\\';
		}
	}
	return to - begin;
}
