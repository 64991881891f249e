/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `sipq850 convert` adds to a record. All of it is made beforehand, as bytes ready to be put there. */
#pragma once

#include <sipq850/sipq850.h>

#include "csv.h"

#define ADDITION_INPUTS 700	/* the inputs of a map that are numbers lie below this */
#define ADDITION_TARGETS 2
#define ADDITION_MEMOS 256
#define ADDITION_KEY 32		/* bytes; longer fields are read anew each time */
#define ADDITION_ROOM 32	/* bytes that may be read of any addition, however short it is */

/* What became of a value. */
enum addition_kind {
	ADDITION_CONVERTED,
	ADDITION_NO_VALUE,	/* the answer is no number */
	ADDITION_NOT_COVERED,	/* from here on the input is to blame, or the profile */
	ADDITION_EMPTY,
	ADDITION_UNREADABLE,
	ADDITION_KINDS
};

struct addition {
	char *bytes;		/* begins with a delimiter, or with the comma before a key */
	size_t len;
	enum addition_kind kind;
};

/* What --to chooses. */
struct addition_target {
	const char *name;
	unsigned int index;		/* below ADDITION_TARGETS */
	const char *columns[2];		/* names of what is added */
	enum sipq850_direction direction;
	int first, last;		/* inputs */
	int (*parse)(const char *text, int *input);
};

/* What a profile has for a target. */
struct additions {
	const struct addition_target *target;
	struct addition empty;
	struct addition unreadable;
	struct addition answers[ADDITION_INPUTS];	/* by input */
};

/* A field as written, and what it led to: the same few come again and again. */
struct addition_memo {
	const struct additions *asked;		/* NULL = not used yet */
	const struct addition *addition;
	size_t len;
	uint64_t key[ADDITION_KEY / 8];
};

/* Find what is called by the `len` bytes, "sip" or "q850"; NULL for any other name. */
const struct addition_target *addition_target(const char *name, size_t len);

/* "converted", "no value", ... */
const char *addition_kind_name(enum addition_kind kind);

/* How it is written: as two fields behind delimiters, or as two keys of a JSON object. */
struct addition_form {
	char delimiter;
	const char *keys[2];	/* NULL = fields */
};

/* Make all there can be. Zero the struct first. Returns -1 when memory ran out; free it all the same. */
int additions_make(struct additions *all, const struct addition_target *target, const struct addition_form *form,
		   const struct sipq850_map *map);

/* Find what a field, as written, leads to. A field that is not there is an empty one. The ADDITION_MEMOS memos, zeroed
 * at first, may serve any number of struct additions, but not two threads. */
const struct addition *additions_find(const struct additions *all, struct addition_memo *memos, struct csv_text field);

void additions_free(struct additions *all);
