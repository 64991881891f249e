/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile in memory: loaded, compiled and asked for every status and cause. */
#include "fuzz.h"

#include <string.h>

#include <sipq850/map.h>
#include <sipq850/profile.h>

static void check_answer(enum sipq850_direction direction, const struct sipq850_answer *answer)
{
	CHECK(!answer->row == (answer->found == SIPQ850_FOUND_NOT_COVERED));
	CHECK(!answer->row == !answer->action);
	CHECK(answer->location <= SIPQ850_LOCATION_NETWORK);
	if (direction == SIPQ850_SIP2Q850)
		CHECK(answer->value <= 127);
	else
		CHECK(!answer->value || (answer->value >= 100 && answer->value <= 699));
}

static void ask_all(const struct sipq850_map *map, enum sipq850_direction direction, int first, int last)
{
	const struct sipq850_context context = { { 0 } };
	struct sipq850_answer answer;
	int input;

	for (input = first; input <= last; input++) {
		CHECK(!sipq850_map_ask(map, direction, input, &context, &answer));
		check_answer(direction, &answer);
	}
	CHECK(sipq850_map_ask(map, direction, last + 1, &context, &answer));
}

static void explain(const struct sipq850_map *map, enum sipq850_direction direction, int input)
{
	const struct sipq850_context context = { { 0 } };
	int len = sipq850_map_explain_buf(NULL, 0, map, direction, input, &context);
	char *text = malloc(len + 1);

	CHECK(text && len > 0);
	CHECK(sipq850_map_explain_buf(text, len + 1, map, direction, input, &context) == len);
	CHECK(strlen(text) == (size_t)len);
	free(text);
}

static void check_map(const struct sipq850_map *map, size_t size)
{
	size_t i;

	for (i = 0; i < sipq850_map_rows(map); i++)
		CHECK(sipq850_map_row(map, i)->row);
	ask_all(map, SIPQ850_SIP2Q850, 100, 699);
	ask_all(map, SIPQ850_Q850SIP, 1, 127);
	explain(map, SIPQ850_SIP2Q850, 100 + size % 600);
	explain(map, SIPQ850_Q850SIP, 1 + size % 127);
}

static void check_refusal(int rc, const struct sipq850_load_err *err)
{
	char text[2048];

	CHECK(rc < 0 && err->msg && err->remedy && err->count);
	CHECK(sipq850_load_err_buf(text, sizeof(text), err) == (int)strlen(text));
}

static void compile(const struct sipq850_profile *profile, size_t size)
{
	struct sipq850_load_err err = { .line = 0 };
	struct sipq850_map *map, *again;
	int rc = sipq850_map_compile(profile, &map, &err);

	if (rc) {
		check_refusal(rc, &err);
		return;
	}
	check_map(map, size);
	CHECK(!sipq850_map_compile(profile, &again, &err));
	CHECK(sipq850_map_identity(map) == sipq850_map_identity(again));
	sipq850_map_unref(again);
	sipq850_map_unref(map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sipq850_load_err err = { .line = 0 };
	struct sipq850_profile *profile;
	int rc = sipq850_profile_parse("fuzz.tsv", (const char *)data, size, &profile, &err);
	const char *base;

	if (rc) {
		check_refusal(rc, &err);
		return 0;
	}
	base = sipq850_profile_base(profile);
	/* A base that is a file is somebody else's: only those built in. */
	if (!base || !strchr(base, '/'))
		compile(profile, size);
	sipq850_profile_unref(profile);
	return 0;
}
