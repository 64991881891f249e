/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xz: streams one behind the other, perhaps with padding of four zero octets each; liblzma reads on through them. */

#include "codec.h"

#ifdef HAVE_LZMA
#include <stdlib.h>
#include <lzma.h>

#define MEMORY_MAX (80 * 1024 * 1024)	/* xz -9 needs 65 MiB, but of its dictionary only what is filled takes memory */
#define LARGE "its dictionary is larger than 16 MiB, and so is what it holds"

struct xz {
	lzma_stream stream;
	bool ended;
};

static void *xz_open(void)
{
	struct xz *xz = calloc(1, sizeof(*xz));

	if (!xz)
		return NULL;
	xz->stream = (lzma_stream)LZMA_STREAM_INIT;
	if (lzma_stream_decoder(&xz->stream, MEMORY_MAX, LZMA_CONCATENATED | LZMA_TELL_UNSUPPORTED_CHECK) != LZMA_OK) {
		free(xz);
		return NULL;
	}
	return xz;
}

static void xz_close(void *state)
{
	struct xz *xz = state;

	lzma_end(&xz->stream);
	free(xz);
}

/* Is there more in the dictionary than there may be? */
static bool is_large(const lzma_stream *stream)
{
	return stream->total_out > CODEC_MEMORY_MAX && lzma_memusage(stream) > CODEC_MEMORY_MAX / 8 * 9;
}

static lzma_ret run(lzma_stream *stream, struct codec_flow *flow)
{
	lzma_ret rc;

	stream->next_in = flow->from;
	stream->avail_in = flow->from_len;
	stream->next_out = flow->to;
	stream->avail_out = flow->room;
	rc = lzma_code(stream, flow->last ? LZMA_FINISH : LZMA_RUN);
	flow->from = stream->next_in;
	flow->from_len = stream->avail_in;
	flow->to = stream->next_out;
	flow->room = stream->avail_out;
	return rc;
}

static const char *reason(lzma_ret rc)
{
	switch ((unsigned int)rc) {
	case LZMA_MEM_ERROR:
		return "out of memory";
	case LZMA_MEMLIMIT_ERROR:
		return LARGE;
	case LZMA_UNSUPPORTED_CHECK:
		return "its kind of checksum is not known here, so damage would pass";
	case LZMA_OPTIONS_ERROR:
		return "it uses something that is not known here";
	default:
		return "damaged data, or trailing garbage";
	}
}

static enum codec_step xz_decode(void *state, struct codec_flow *flow, const char **why)
{
	struct xz *xz = state;
	lzma_ret rc;

	if (xz->ended)
		return CODEC_BETWEEN;
	rc = run(&xz->stream, flow);
	if (rc == LZMA_STREAM_END) {
		xz->ended = true;
		return CODEC_BETWEEN;
	}
	if (rc == LZMA_OK && is_large(&xz->stream))
		rc = LZMA_MEMLIMIT_ERROR;
	if (rc == LZMA_OK || rc == LZMA_BUF_ERROR)
		return CODEC_INSIDE;
	*why = reason(rc);
	return rc == LZMA_MEMLIMIT_ERROR ? CODEC_LARGE : CODEC_FAILED;
}
#endif

const struct codec codec_xz = {
	.name = "xz",
	.suffix = ".xz",
	.package = "liblzma-dev",
	.cat = "xzcat",
	.cat_large = "xz -dc",
#ifdef HAVE_LZMA
	.open = xz_open,
	.decode = xz_decode,
	.close = xz_close,
#endif
};
