/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct json {
	const char *at, *end;
	int (*leaf)(void *to, const char *path, const char *value);
	void *to;
	char path[JSON_PATH];
	char value[JSON_VALUE];
};

static int walk_value(struct json *json, size_t path_len, unsigned int depth);

static void skip_blanks(struct json *json)
{
	while (json->at < json->end && (*json->at == ' ' || *json->at == '\t' || *json->at == '\n' || *json->at == '\r'))
		json->at++;
}

/* Is this byte next? Then pass it. */
static int pass(struct json *json, char byte)
{
	skip_blanks(json);
	if (json->at == json->end || *json->at != byte)
		return 0;
	json->at++;
	return 1;
}

/* --- strings */

static size_t put_utf8(char *to, unsigned long c)
{
	if (c < 0x80)
		return *to = c, 1;
	if (c < 0x800) {
		to[0] = 0xc0 | c >> 6;
		to[1] = 0x80 | (c & 0x3f);
		return 2;
	}
	if (c < 0x10000) {
		to[0] = 0xe0 | c >> 12;
		to[1] = 0x80 | (c >> 6 & 0x3f);
		to[2] = 0x80 | (c & 0x3f);
		return 3;
	}
	to[0] = 0xf0 | c >> 18;
	to[1] = 0x80 | (c >> 12 & 0x3f);
	to[2] = 0x80 | (c >> 6 & 0x3f);
	to[3] = 0x80 | (c & 0x3f);
	return 4;
}

/* Four hexadecimal digits; -1 when they are not there. */
static long hex4(struct json *json)
{
	char digits[5] = "";

	if (json->end - json->at < 4)
		return -1;
	memcpy(digits, json->at, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return -1;
	json->at += 4;
	return strtol(digits, NULL, 16);
}

/* Behind "\u": a character, of two escapes where it is a surrogate pair. */
static long unicode(struct json *json)
{
	long c = hex4(json), low;

	if (c < 0xd800 || c > 0xdbff)
		return c >= 0xdc00 && c <= 0xdfff ? 0xfffd : c;
	if (json->end - json->at < 6 || json->at[0] != '\\' || json->at[1] != 'u')
		return 0xfffd;
	json->at += 2;
	low = hex4(json);
	return low < 0xdc00 || low > 0xdfff ? 0xfffd : 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
}

/* Behind a backslash. Returns the bytes that it stands for; 0 when it is no escape. */
static size_t escape(struct json *json, char to[4])
{
	static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	const char *found;
	long c;

	if (json->at == json->end)
		return 0;
	if (*json->at == 'u') {
		json->at++;
		c = unicode(json);
		return c < 0 ? 0 : put_utf8(to, c);
	}
	found = *json->at ? strchr(names, *json->at++) : NULL;
	return found ? *to = bytes[found - names], 1 : 0;
}

/* Behind the opening quote, up to the closing one. */
static int take_string(struct json *json, char *to, size_t size)
{
	char piece[4];
	size_t len = 0, n;

	for (; json->at < json->end && *json->at != '"'; ) {
		n = 1;
		*piece = *json->at++;
		if (*piece == '\\')
			n = escape(json, piece);
		if (!n || (unsigned char)*(json->at - 1) < ' ')
			return -1;
		if (len + n < size) {
			memcpy(to + len, piece, n);
			len += n;
		}
	}
	to[len] = '\0';
	return json->at++ < json->end ? 0 : -1;
}

/* --- values */

static int take_word(struct json *json)
{
	size_t len = 0;

	while (json->at < json->end && strchr("+-.0123456789Eabcdefghijklmnopqrstuvwxyz", *json->at) && *json->at &&
	       len + 1 < JSON_VALUE)
		json->value[len++] = *json->at++;
	json->value[len] = '\0';
	if (!strcmp(json->value, "null"))
		*json->value = '\0';
	return len ? 0 : -1;
}

/* Members of an object or elements of an array, behind the opening bracket. */
static int walk_members(struct json *json, size_t path_len, unsigned int depth, char close)
{
	char key[128];
	unsigned long i = 0;
	int n, rc;

	if (pass(json, close))
		return 0;
	do {
		if (close == '}') {
			if (!pass(json, '"') || take_string(json, key, sizeof(key)) < 0 || !pass(json, ':'))
				return -1;
		} else {
			snprintf(key, sizeof(key), "%lu", i++);
		}
		n = snprintf(json->path + path_len, JSON_PATH - path_len, "%s%s", path_len ? "." : "", key);
		if (path_len + n >= JSON_PATH)
			return -1;
		rc = walk_value(json, path_len + n, depth + 1);
		if (rc)
			return rc;
	} while (pass(json, ','));
	return pass(json, close) ? 0 : -1;
}

static int walk_value(struct json *json, size_t path_len, unsigned int depth)
{
	if (depth > JSON_DEPTH)
		return -1;
	if (pass(json, '{'))
		return walk_members(json, path_len, depth, '}');
	if (pass(json, '['))
		return walk_members(json, path_len, depth, ']');
	if (pass(json, '"') ? take_string(json, json->value, JSON_VALUE) : take_word(json))
		return -1;
	json->path[path_len] = '\0';
	return json->leaf(json->to, json->path, json->value);
}

int json_walk(const char *text, size_t len, int (*leaf)(void *to, const char *path, const char *value), void *to)
{
	struct json json = { .at = text, .end = text + len, .leaf = leaf, .to = to };
	int rc = walk_value(&json, 0, 0);

	if (rc)
		return rc;
	skip_blanks(&json);
	return json.at == json.end ? 0 : -1;
}
