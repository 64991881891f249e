/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "logs.h"

#include <string.h>
#include <sys/types.h>

#include "../../utils/logs/detect.h"
#include "../../utils/logs/join.h"
#include "../../utils/logs/source.h"
#include "../../utils/logs/take.h"

struct pieces {
	const char *bytes;
	size_t len, at, piece;
};

/* What a pass over the log came to. */
struct told {
	uint64_t hash;		/* of all legs */
	unsigned long records, legs, calls;
	struct join *join;
};

static ssize_t read_piece(void *from, char *to, size_t room)
{
	struct pieces *pieces = from;
	size_t n = pieces->len - pieces->at;

	n = n < room ? n : room;
	n = n < pieces->piece ? n : pieces->piece;
	memcpy(to, pieces->bytes + pieces->at, n);
	pieces->at += n;
	return n;
}

static void add_text(struct told *told, const char *text)
{
	for (; *text; text++)
		told->hash = (told->hash ^ (unsigned char)*text) * 1099511628211u;
}

static int count_call(void *to, struct call *call)
{
	struct told *told = to;

	CHECK(call->legs >= 1);
	told->calls += call->legs;
	return 0;
}

static void check_leg(struct told *told, struct call *leg)
{
	CHECK(!leg->status || (leg->status >= 100 && leg->status <= 699));
	CHECK(leg->cause >= 0 && leg->cause <= 127);
	CHECK(leg->hour >= -1 && leg->hour < 30);
	CHECK(strlen(leg->call) < sizeof(leg->call) && strlen(leg->reason) < sizeof(leg->reason));
	told->legs++;
	told->hash = (told->hash ^ (leg->status * 1000 + leg->cause + leg->line * 7)) * 1099511628211u;
	add_text(told, leg->call);
	add_text(told, leg->time);
	add_text(told, leg->cause_text);
	CHECK(!join_add(told->join, leg));
}

static void walk(const struct format *format, struct pieces *pieces, struct told *told, struct value *scratch)
{
	struct source source;
	struct record record;
	struct call leg;
	size_t taken = 0;
	int verdict;

	CHECK(!source_open(&source, format, "fuzz", read_piece, pieces));
	while ((verdict = source_next(&source, &record)) != RECORD_MORE) {
		CHECK(verdict == RECORD_FOUND || verdict == RECORD_NOTHING || (verdict == RECORD_REJECTED && record.why));
		CHECK(record.len >= 1);
		CHECK(!memcmp(record.at, pieces->bytes + taken, record.len));
		taken += record.len;
		told->records += verdict == RECORD_FOUND;
		if (verdict == RECORD_FOUND && take_call(format, &record, &leg, scratch))
			check_leg(told, &leg);
	}
	CHECK(taken == pieces->len);
	source_close(&source);
}

static struct told tell(const struct format *format, const char *bytes, size_t len, size_t piece)
{
	struct pieces pieces = { bytes, len, 0, piece };
	struct value *scratch = calloc(1, sizeof(*scratch));
	struct told told = { .hash = 1 };
	char why[256];

	told.join = join_open(format, 3, count_call, &told, why, sizeof(why));
	CHECK(scratch);
	if (told.join) {
		walk(format, &pieces, &told, scratch);
		CHECK(!join_finish(told.join));
		CHECK(told.calls == told.legs);
	}
	join_free(told.join);
	free(scratch);
	return told;
}

void fuzz_log(const struct format *format, const char *bytes, size_t len, size_t piece)
{
	const struct told whole = tell(format, bytes, len, len + 1);
	const struct told pieces = tell(format, bytes, len, piece ? piece : 1);
	char why[512];

	CHECK(whole.records == pieces.records && whole.legs == pieces.legs && whole.hash == pieces.hash);
	detect_is(format, (struct span){ bytes, len }, true, why, sizeof(why));
	CHECK(strlen(why) < sizeof(why));
}
