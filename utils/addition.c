/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "addition.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct addition_target targets[] = {
	{ "sip", 0, { "sip_status", "sip_phrase" }, SIPQ850_Q850SIP, 1, 127, sipq850_cause_parse },
	{ "q850", 1, { "q850_cause", "q850_name" }, SIPQ850_SIP2Q850, 100, 699, sipq850_sip_parse },
};

const struct addition_target *addition_target(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (strlen(targets[i].name) == len && !memcmp(targets[i].name, name, len))
			return &targets[i];
	return NULL;
}

const char *addition_kind_name(enum addition_kind kind)
{
	static const char *const names[ADDITION_KINDS] = {
		[ADDITION_CONVERTED] = "converted",
		[ADDITION_NO_VALUE] = "no value",
		[ADDITION_NOT_COVERED] = "not covered",
		[ADDITION_EMPTY] = "empty",
		[ADDITION_UNREADABLE] = "unreadable",
	};

	return names[kind];
}

/* Put a text as a JSON string, an empty one as null. */
static char *put_string(char *p, const char *text)
{
	if (!*text)
		return stpcpy(p, "null");
	*p++ = '"';
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			*p++ = '\\';
		*p++ = *text;
	}
	*p++ = '"';
	return p;
}

static char *put_keys(char *p, const char *const keys[2], const char *value, const char *text)
{
	p += sprintf(p, ",\"%s\":%s,\"%s\":", keys[0], *value ? value : "null", keys[1]);
	return put_string(p, text);
}

static char *put_fields(char *p, char delimiter, const char *value, const char *text)
{
	*p++ = delimiter;
	p += csv_quote(p, value, delimiter);
	*p++ = delimiter;
	return p + csv_quote(p, text, delimiter);
}

/* Make an addition of a value and a text. Returns -1 when memory ran out. */
static int make(struct addition *addition, const struct addition_form *form, const char *value, const char *text,
		enum addition_kind kind)
{
	const char *const *keys = form->keys;
	const size_t names = keys[0] ? strlen(keys[0]) + strlen(keys[1]) : 0;
	char *p = calloc(1, names + 2 * (strlen(value) + strlen(text)) + 24 + ADDITION_ROOM);

	*addition = (struct addition){ .bytes = p, .kind = kind };
	if (!p)
		return -1;
	p = keys[0] ? put_keys(p, keys, value, text) : put_fields(p, form->delimiter, value, text);
	addition->len = p - addition->bytes;
	return 0;
}

/* Make the addition for an answer. */
static int make_answer(struct addition *addition, const struct addition_form *form,
		       const struct sipq850_answer *answer)
{
	const char *text = sipq850_action_token(answer->action);
	char value[8];

	if (answer->found == SIPQ850_FOUND_NOT_COVERED)
		return make(addition, form, "", "", ADDITION_NOT_COVERED);
	if (text)
		return make(addition, form, "", text, ADDITION_NO_VALUE);
	if (answer->action == SIPQ850_ACTION_RESPOND)
		text = sipq850_sip_phrase(answer->value);
	else
		text = sipq850_cause_name(SIPQ850_CODING_ITU_T, answer->value);
	snprintf(value, sizeof(value), "%u", answer->value);
	return make(addition, form, value, text ? text : "", ADDITION_CONVERTED);
}

int additions_make(struct additions *all, const struct addition_target *target, const struct addition_form *form,
		   const struct sipq850_map *map)
{
	struct sipq850_answer answer;
	int input;

	all->target = target;
	if (make(&all->empty, form, "", "", ADDITION_EMPTY) < 0 ||
	    make(&all->unreadable, form, "", "", ADDITION_UNREADABLE) < 0)
		return -1;
	for (input = target->first; input <= target->last; input++)
		if (sipq850_map_ask(map, target->direction, input, NULL, &answer) < 0 ||
		    make_answer(&all->answers[input], form, &answer) < 0)
			return -1;
	return 0;
}

/* Read a field and find what it leads to. */
static const struct addition *read_field(const struct additions *all, struct csv_text field)
{
	char text[CSV_VALUE_MAX + 1];
	size_t len;
	int input;

	if (field.len > CSV_VALUE_MAX)
		return &all->unreadable;
	len = csv_unquote(text, field);
	text[len] = '\0';
	if (strspn(text, " \t") == len)
		return &all->empty;
	/* A NUL would hide what is behind it from the parser. */
	if (strlen(text) != len || all->target->parse(text, &input) < 0)
		return &all->unreadable;
	return &all->answers[input];
}

static uint64_t load(const char *at, size_t len)
{
	uint64_t word = 0;

	memcpy(&word, at, len);
	return word;
}

/* Pack a field of up to 8 bytes into a word that, with its length, tells it from all others; where parts overlap,
 * nothing is lost. */
static inline uint64_t short_key(struct csv_text field)
{
	const char *at = field.at, *end = field.at + field.len;

	if (field.len < 4)
		return load(at, 1) | load(at + field.len / 2, 1) << 8 | load(end - 1, 1) << 16;
	return load(at, 4) | load(end - 4, 4) << 32;
}

/* The same for a longer one. */
static void long_key(uint64_t key[ADDITION_KEY / 8], struct csv_text field)
{
	const char *at = field.at, *end = field.at + field.len;

	key[0] = load(at, 8);
	key[1] = load(end - 8, 8);
	key[2] = field.len > 16 ? load(at + 8, 8) : 0;
	key[3] = field.len > 16 ? load(end - 16, 8) : 0;
}

static inline unsigned int hash(uint64_t key, const struct additions *all)
{
	/* 2^64 by the golden ratio spreads what is alike */
	return (key ^ (uintptr_t)all) * UINT64_C(0x9e3779b97f4a7c15) >> 56 & (ADDITION_MEMOS - 1);
}

/* Find what a longer field leads to, or one that was not asked for just before. */
static const struct addition *find_long(const struct additions *all, struct addition_memo *memo, const uint64_t *key,
					struct csv_text field)
{
	if (memo->asked != all || memo->len != field.len || memcmp(memo->key, key, sizeof(memo->key))) {
		memo->addition = read_field(all, field);
		memo->asked = all;
		memo->len = field.len;
		memcpy(memo->key, key, sizeof(memo->key));
	}
	return memo->addition;
}

const struct addition *additions_find(const struct additions *all, struct addition_memo *memos, struct csv_text field)
{
	struct addition_memo *memo;
	uint64_t key[ADDITION_KEY / 8] = { 0 };

	if (field.len == 0 || field.len > ADDITION_KEY)
		return read_field(all, field);
	if (field.len <= 8) {
		key[0] = short_key(field);
		memo = &memos[hash(key[0], all)];
		if (memo->key[0] == key[0] && memo->len == field.len && memo->asked == all)
			return memo->addition;
	} else {
		long_key(key, field);
		memo = &memos[hash(key[0] ^ key[1] << 1 ^ key[2] << 2 ^ key[3] << 3, all)];
	}
	return find_long(all, memo, key, field);
}

void additions_free(struct additions *all)
{
	size_t i;

	for (i = 0; i < ADDITION_INPUTS; i++)
		free(all->answers[i].bytes);
	free(all->empty.bytes);
	free(all->unreadable.bytes);
}
