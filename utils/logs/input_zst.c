/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zstandard (RFC 8878): frames one behind the other, those to be skipped among them. */

#include "codec.h"

#ifdef HAVE_ZSTD
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define WINDOW_LOG 23	/* 8 MiB: what RFC 8878 asks of decoders, and what zstd takes up to level 19 */

struct zst {
	ZSTD_DStream *stream;
	bool between;		/* a frame has ended, and no other has begun */
	bool later;		/* some frame has ended */
};

static void *zst_open(void)
{
	struct zst *zst = calloc(1, sizeof(*zst));

	if (!zst)
		return NULL;
	zst->stream = ZSTD_createDStream();
	if (!zst->stream || ZSTD_isError(ZSTD_DCtx_setParameter(zst->stream, ZSTD_d_windowLogMax, WINDOW_LOG))) {
		ZSTD_freeDStream(zst->stream);
		free(zst);
		return NULL;
	}
	return zst;
}

static void zst_close(void *state)
{
	struct zst *zst = state;

	ZSTD_freeDStream(zst->stream);
	free(zst);
}

/* Could a frame begin with this octet? */
static bool may_begin(uint8_t octet)
{
	return octet == 0x28 || (octet & 0xf0) == 0x50;
}

static const char *reason(const struct zst *zst, size_t rc)
{
	switch (ZSTD_getErrorCode(rc)) {
	case ZSTD_error_prefix_unknown:
		return zst->later ? CODEC_GARBAGE : "damaged header";
	case ZSTD_error_frameParameter_windowTooLarge:
		return "its window is larger than 8 MiB";
	default:
		return ZSTD_getErrorName(rc);
	}
}

static enum codec_step zst_decode(void *state, struct codec_flow *flow, const char **why)
{
	struct zst *zst = state;
	ZSTD_inBuffer from = { flow->from, flow->from_len, 0 };
	ZSTD_outBuffer to = { flow->to, flow->room, 0 };
	size_t rc;

	if (zst->between && flow->from_len == 0)
		return CODEC_BETWEEN;
	if (zst->between && !may_begin(flow->from[0])) {
		*why = CODEC_GARBAGE;
		return CODEC_FAILED;
	}
	rc = ZSTD_decompressStream(zst->stream, &to, &from);
	flow->from += from.pos;
	flow->from_len -= from.pos;
	flow->to += to.pos;
	flow->room -= to.pos;
	if (ZSTD_isError(rc)) {
		*why = reason(zst, rc);
		return ZSTD_getErrorCode(rc) == ZSTD_error_frameParameter_windowTooLarge ? CODEC_LARGE : CODEC_FAILED;
	}
	zst->between = rc == 0;
	zst->later = zst->later || zst->between;
	return zst->between ? CODEC_BETWEEN : CODEC_INSIDE;
}
#endif

const struct codec codec_zst = {
	.name = "zstd",
	.suffix = ".zst",
	.package = "libzstd-dev",
	.cat = "zstdcat",
	.cat_large = "zstd -dc --long=31",
#ifdef HAVE_ZSTD
	.open = zst_open,
	.decode = zst_decode,
	.close = zst_close,
#endif
};
