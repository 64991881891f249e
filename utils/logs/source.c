/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source.h"

#include <stdlib.h>

int source_open(struct source *source, const struct format *format, const char *name,
		ssize_t (*read)(void *from, char *to, size_t room), void *from)
{
	*source = (struct source){
		.name = name,
		.bytes = malloc(SOURCE_ROOM),
		.room = SOURCE_ROOM,
		.line = 1,
		.state.format = format,
		.read = read,
		.from = from,
	};
	return source->bytes ? 0 : -1;
}

/* Make room behind what is not yet told: to the front with it, then a larger buffer. Without memory for that the room
 * is all there is, and the record is too long. */
static void make_room(struct source *source)
{
	char *larger;

	source->end -= source->begin;
	memmove(source->bytes, source->bytes + source->begin, source->end);
	source->begin = 0;
	if (source->end < source->room || source->room == SOURCE_RECORD_MAX)
		return;
	larger = realloc(source->bytes, 2 * source->room);
	if (!larger)
		return;
	source->bytes = larger;
	source->room *= 2;
}

/* Read on. Returns -1 when that failed. */
static int read_on(struct source *source)
{
	ssize_t n = source->read(source->from, source->bytes + source->end, source->room - source->end);

	if (n < 0)
		return -1;
	source->end += n;
	source->at_end = n == 0;
	return 0;
}

/* What is known of the bytes at hand becomes a record of the caller. */
static enum record_verdict tell(struct source *source, struct record *record, enum record_verdict verdict)
{
	record->at = source->bytes + source->begin;
	record->line = source->line;
	source->begin += record->len;
	source->line += record->lines;
	source->found += verdict == RECORD_FOUND;
	source->rejected += verdict == RECORD_REJECTED;
	return verdict;
}

static enum record_verdict reject_piece(struct source *source, struct record *record)
{
	record->len = source->end - source->begin;
	record->lines = 0;
	record->why = "longer than 4 MiB";
	return tell(source, record, RECORD_REJECTED);
}

int source_next(struct source *source, struct record *record)
{
	enum record_verdict verdict;
	struct span bytes;

	for (;;) {
		bytes = (struct span){ source->bytes + source->begin, source->end - source->begin };
		if (bytes.len) {
			verdict = source->state.format->kind->next(&source->state, bytes, source->at_end, record);
			if (verdict != RECORD_MORE)
				return tell(source, record, verdict);
		}
		if (source->at_end)
			return RECORD_MORE;
		make_room(source);
		if (source->end == source->room)
			return reject_piece(source, record);
		if (read_on(source) < 0)
			return -1;
	}
}

void source_close(struct source *source)
{
	free(source->state.kept);
	free(source->bytes);
	*source = (struct source){ 0 };
}
