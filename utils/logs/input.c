/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See input.h. */

#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "codec.h"
#include "follow.h"
#include "pipe.h"
#include "progress.h"

#define RAW_SIZE (128 * 1024)

/* By what a file is known. */
static const struct magic {
	const char *octets;
	uint8_t len;
	uint8_t first_mask;		/* what counts of the first octet; 0 = all of it */
	const struct codec *codec;	/* NULL: known, but not read */
	const char *name, *cat;
} magics[] = {
	{ "\x1f\x8b", 2, 0, &codec_gz, NULL, NULL },
	{ "\x28\xb5\x2f\xfd", 4, 0, &codec_zst, NULL, NULL },
	{ "\x50\x2a\x4d\x18", 4, 0xf0, &codec_zst, NULL, NULL },	/* a frame to be skipped */
	{ "\xfd\x37\x7a\x58\x5a\x00", 6, 0, &codec_xz, NULL, NULL },
	{ "BZh91AY&SY", 10, 0, NULL, "bzip2", "bzcat" },
	{ "\x04\x22\x4d\x18", 4, 0, NULL, "lz4", "lz4cat" },
	{ "PK\x03\x04", 4, 0, NULL, "zip", "unzip -p" },
};

static const struct codec *const codecs[] = { &codec_gz, &codec_zst, &codec_xz };

static int failed(const struct input *in)
{
	cli_error("%s: %s", in->name, strerror(errno));
	return -1;
}

/* Read from the file itself. Returns the number of octets, 0 at its end, -1 having printed why not. */
static ssize_t read_file(struct input *in, void *to, size_t room)
{
	ssize_t n;

	do {
		n = read(in->fd, to, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return failed(in);
	in->position += n;
	return n;
}

/* Do the first octets that we have say what the file is? If they could, given more of them, set `maybe`. */
static const struct magic *recognise(const struct input *in, bool *maybe)
{
	const struct magic *magic;
	uint8_t mask;
	size_t n;

	*maybe = false;
	for (magic = magics; magic < magics + sizeof(magics) / sizeof(magics[0]); magic++) {
		n = in->head_len < magic->len ? in->head_len : magic->len;
		mask = magic->first_mask ? magic->first_mask : 0xff;
		if (n > 0 && ((in->head[0] & mask) != (uint8_t)magic->octets[0] ||
			      memcmp(in->head + 1, magic->octets + 1, n - 1)))
			continue;
		if (n == magic->len)
			return magic;
		*maybe = true;
	}
	return NULL;
}

/* Look at some more of the first octets: without moving in a regular file, and keeping them elsewhere. */
static ssize_t look(struct input *in, bool regular, off_t begin)
{
	uint8_t *to = in->head + in->head_len;
	size_t room = INPUT_HEAD - in->head_len;
	ssize_t n;

	if (!regular) {
		n = read_file(in, to, room);
	} else {
		do {
			n = pread(in->fd, to, room, begin + in->head_len);
		} while (n < 0 && errno == EINTR);
		if (n < 0)
			return failed(in);
	}
	if (n > 0)
		in->head_len += n;
	return n;
}

/* The kind of compression that the name promises, or NULL. */
static const struct codec *promised(const char *name)
{
	size_t i, len = strlen(name), n;

	for (i = 0; i < sizeof(codecs) / sizeof(codecs[0]); i++) {
		n = strlen(codecs[i]->suffix);
		if (len > n && !strcmp(name + len - n, codecs[i]->suffix))
			return codecs[i];
	}
	return NULL;
}

static bool is_text(const uint8_t *octets, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (octets[i] >= 0x80 || (octets[i] < ' ' && !strchr("\t\n\r", octets[i])))
			return false;
	return true;
}

/* The file ended before it was clear what it is: a short text, or the stump of a compressed file? */
static int judge_stump(const struct input *in)
{
	const struct codec *codec = promised(in->name);

	if (!codec && is_text(in->head, in->head_len))
		return 0;
	cli_error("%s: this is what is left of a %s file: it ends after %zu octets; fetch it again", in->name,
		  codec ? codec->name : "compressed", in->head_len);
	return -1;
}

static int open_codec(struct input *in, const struct magic *magic)
{
	const struct codec *codec = magic->codec;

	if (!codec) {
		cli_error("%s: this is %s, which is not read; decode it first: %s %s | sipq850 ...", in->name,
			  magic->name, magic->cat, in->name);
		return -1;
	}
	if (!codec->open) {
		cli_error("%s: this is %s, and sipq850 was built without it; install %s and build again, or: %s %s | sipq850 ...",
			  in->name, codec->name, codec->package, codec->cat, in->name);
		return -1;
	}
	in->raw = malloc(RAW_SIZE);
	in->decoder = in->raw ? codec->open() : NULL;
	if (!in->decoder) {
		cli_error("out of memory");
		return -1;
	}
	in->codec = codec;
	memcpy(in->raw, in->head, in->head_len);
	in->raw_len = in->head_len;
	in->head_len = 0;
	return 0;
}

/* Find out what the file is. A terminal or pipe is asked for no more than it takes. */
static int find_codec(struct input *in, bool regular)
{
	const off_t begin = regular ? lseek(in->fd, 0, SEEK_CUR) : 0;
	const struct magic *magic;
	bool maybe;
	ssize_t n = 1;

	if (begin < 0)
		return failed(in);
	if (regular)
		in->size -= begin;
	while (!(magic = recognise(in, &maybe)) && maybe && n > 0) {
		n = look(in, regular, begin);
		if (n < 0)
			return -1;
	}
	if (!magic && maybe && judge_stump(in) < 0)
		return -1;
	if (regular)
		in->head_len = 0;
	return magic ? open_codec(in, magic) : 0;
}

static int open_follow(struct input *in, bool regular)
{
	if (!regular || in->codec) {
		cli_error("%s: only a plain file can be followed, and this is %s", in->name,
			  in->codec ? in->codec->name : "none");
		return -1;
	}
	in->follow = follow_open(in->name, in->fd);
	return in->follow ? 0 : -1;
}

int input_open(struct input *in, const char *name, unsigned int flags)
{
	const bool standard = !strcmp(name, "-");
	struct stat st;
	bool regular;

	*in = (struct input){
		.name = standard ? "standard input" : name,
		.fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC),
		.progress = in->progress,
		.size = -1,
	};
	if (in->fd < 0 || fstat(in->fd, &st) != 0)
		return failed(in);
	regular = S_ISREG(st.st_mode);
	if (regular)
		in->size = st.st_size;
	pipe_enlarge(in->fd);
	if (find_codec(in, regular) < 0)
		return -1;
	return flags & INPUT_FOLLOW ? open_follow(in, regular) : 0;
}

/* --- reading */

static ssize_t read_head(struct input *in, char *to, size_t room)
{
	size_t n = in->head_len - in->head_at;

	if (n > room)
		n = room;
	memcpy(to, in->head + in->head_at, n);
	in->head_at += n;
	return n;
}

static ssize_t read_followed(struct input *in, char *to, size_t room)
{
	ssize_t n;

	for (;;) {
		n = read_file(in, to, room);
		if (n != 0)
			return n;
		switch (follow_wait(in->follow, &in->fd, in->position)) {
		case FOLLOW_ON:
			break;
		case FOLLOW_ANOTHER:
			in->position = 0;
			in->another = true;
			return 0;
		case FOLLOW_END:
			return 0;
		case FOLLOW_FAILED:
			return -1;
		}
	}
}

static int fill_raw(struct input *in)
{
	ssize_t n = read_file(in, in->raw, RAW_SIZE);

	if (n < 0)
		return -1;
	in->raw_at = 0;
	in->raw_len = n;
	in->raw_end = n == 0;
	return 0;
}

/* The data are not what they were: nothing that follows can be trusted. */
static int refuse(const struct input *in, const char *why)
{
	cli_error("%s: %s, at octet %lld: %s; fetch the file again", in->name, in->codec->name,
		  (long long)input_position(in), why);
	return -1;
}

static int refuse_large(const struct input *in, const char *why)
{
	cli_error("%s: %s; decode it first: %s %s | sipq850 ...", in->name, why, in->codec->cat_large,
		  in->fd == STDIN_FILENO ? "FILE" : in->name);
	return -1;
}

static ssize_t read_decoded(struct input *in, char *to, size_t room)
{
	struct codec_flow flow = { .to = (uint8_t *)to, .room = room };
	enum codec_step step;
	const char *why;

	do {
		if (in->raw_at == in->raw_len && !in->raw_end && fill_raw(in) < 0)
			return -1;
		flow.from = in->raw + in->raw_at;
		flow.from_len = in->raw_len - in->raw_at;
		flow.last = in->raw_end;
		step = in->codec->decode(in->decoder, &flow, &why);
		in->raw_at = in->raw_len - flow.from_len;
		if (step == CODEC_FAILED)
			return refuse(in, why);
		if (step == CODEC_LARGE)
			return refuse_large(in, why);
		if (flow.room < room)
			return room - flow.room;
	} while (!in->raw_end);
	return step == CODEC_BETWEEN ? 0 : refuse(in, "cut short: the end is missing");
}

static ssize_t read_any(struct input *in, char *to, size_t room)
{
	if (in->codec)
		return read_decoded(in, to, room);
	if (in->head_at < in->head_len)
		return read_head(in, to, room);
	return in->follow ? read_followed(in, to, room) : read_file(in, to, room);
}

ssize_t input_read(struct input *in, char *to, size_t room)
{
	ssize_t n = read_any(in, to, room);

	if (in->progress && n >= 0)
		progress_at(in->progress, input_position(in));
	return n;
}

bool input_again(struct input *in)
{
	const bool another = in->another;

	in->another = false;
	return another;
}

off_t input_position(const struct input *in)
{
	return in->position - (off_t)(in->raw_len - in->raw_at);
}

off_t input_size(const struct input *in)
{
	return in->size;
}

void input_close(struct input *in)
{
	if (in->progress && in->position > 0)
		progress_next(in->progress, input_position(in));
	if (in->decoder)
		in->codec->close(in->decoder);
	free(in->raw);
	follow_close(in->follow);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
}
