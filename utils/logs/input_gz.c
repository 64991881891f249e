/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gzip (RFC 1952): members one behind the other, each with a checksum and a length, which zlib compares. */

#include "codec.h"

#ifdef HAVE_ZLIB
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define GZIP_ONLY (16 + MAX_WBITS)	/* zlib's word for it */
#define FIRST_OCTET 0x1f
#define PIECE_MAX (1u << 30)		/* zlib counts in unsigned int */

struct gz {
	z_stream z;
	bool between;		/* a member has ended, and no other has begun */
	unsigned int members;	/* that have ended */
};

static void *gz_open(void)
{
	struct gz *gz = calloc(1, sizeof(*gz));

	if (gz && inflateInit2(&gz->z, GZIP_ONLY) != Z_OK) {
		free(gz);
		return NULL;
	}
	return gz;
}

static void gz_close(void *state)
{
	struct gz *gz = state;

	inflateEnd(&gz->z);
	free(gz);
}

/* Let zlib work on the flow. */
static int run(z_stream *z, struct codec_flow *flow)
{
	const uInt from_len = flow->from_len < PIECE_MAX ? flow->from_len : PIECE_MAX;
	const uInt room = flow->room < PIECE_MAX ? flow->room : PIECE_MAX;
	int rc;

	z->next_in = (Bytef *)flow->from;
	z->avail_in = from_len;
	z->next_out = flow->to;
	z->avail_out = room;
	rc = inflate(z, Z_NO_FLUSH);
	flow->from = z->next_in;
	flow->from_len -= from_len - z->avail_in;
	flow->to = z->next_out;
	flow->room -= room - z->avail_out;
	return rc;
}

static const char *reason(const struct gz *gz, int rc)
{
	if (rc == Z_MEM_ERROR)
		return "out of memory";
	if (!gz->z.msg)
		return "damaged data";
	/* Garbage that begins like a member. */
	return gz->members && !strcmp(gz->z.msg, "incorrect header check") ? CODEC_GARBAGE : gz->z.msg;
}

static enum codec_step gz_decode(void *state, struct codec_flow *flow, const char **why)
{
	struct gz *gz = state;
	int rc;

	if (gz->between && flow->from_len == 0)
		return CODEC_BETWEEN;
	if (gz->between && flow->from[0] != FIRST_OCTET) {
		*why = CODEC_GARBAGE;
		return CODEC_FAILED;
	}
	gz->between = false;
	rc = run(&gz->z, flow);
	if (rc == Z_STREAM_END) {
		gz->between = true;
		gz->members++;
		inflateReset(&gz->z);
		return CODEC_BETWEEN;
	}
	if (rc == Z_OK || rc == Z_BUF_ERROR)
		return CODEC_INSIDE;
	*why = reason(gz, rc);
	return CODEC_FAILED;
}
#endif

const struct codec codec_gz = {
	.name = "gzip",
	.suffix = ".gz",
	.package = "zlib1g-dev",
	.cat = "zcat",
#ifdef HAVE_ZLIB
	.open = gz_open,
	.decode = gz_decode,
	.close = gz_close,
#endif
};
