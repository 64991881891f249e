/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What input.c needs to know of a kind of compression. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a decoder takes and gives. It moves all of these on, but `last`. */
struct codec_flow {
	const uint8_t *from;
	size_t from_len;
	bool last;		/* nothing comes after `from` */
	uint8_t *to;
	size_t room;
};

enum codec_step {
	CODEC_INSIDE,		/* something has to follow */
	CODEC_BETWEEN,		/* the file may end here */
	CODEC_FAILED,
	CODEC_LARGE,		/* to go on would take more memory than we allow ourselves */
};

struct codec {
	const char *name;
	const char *suffix;	/* that files of this kind have, as a rule */
	const char *package;	/* with it we could have read it */
	const char *cat;	/* command that decodes to standard output */
	const char *cat_large;	/* the same, whatever memory it takes; NULL = there is nothing that large */
	void *(*open)(void);	/* NULL = built without it; it returns NULL when memory is out */
	enum codec_step (*decode)(void *state, struct codec_flow *flow, const char **why);
	void (*close)(void *state);
};

/* What a decoder looks back on is held in memory: 16 MiB at most, so that the whole command stays below 32 MB. */
#define CODEC_MEMORY_MAX (16 * 1024 * 1024)

#define CODEC_GARBAGE "trailing garbage: what follows is none of it"

extern const struct codec codec_gz, codec_zst, codec_xz;
