/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../logs/json.h"

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

/* Behind the opening quote, up to the closing one. */
static int take_string(struct json *json, char *to, size_t size)
{
	struct span text = { json->at, 0 };

	for (; json->at < json->end && *json->at != '"'; json->at++) {
		if ((unsigned char)*json->at < ' ')
			return -1;
		if (*json->at == '\\' && json->at + 1 < json->end)
			json->at++;
	}
	text.len = json->at - text.at;
	to[json_unescape(text.len < size ? text : (struct span){ text.at, size - 1 }, to)] = '\0';
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
