/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sip-ua commands of Cisco IOS (Cisco IOS Voice Command Reference, "set sip-status", "set pstn-cause"). The HP/H3C MSR
 * (Comware V7) and the Samsung Ubigate have the same two. Numbers only: statuses 400..699, causes 1..127. */
#include "export.h"

#include <stdio.h>

#include "cli.h"

#define STATUS_MIN 400

/* How the two lines are written, and what stands where. */
static const struct way {
	enum sipq850_direction direction;
	const char *line;
} ways[] = {
	{ SIPQ850_SIP2Q850, " set sip-status %d pstn-cause %u\n" },
	{ SIPQ850_Q850SIP, " set pstn-cause %d sip-status %u\n" },
};

struct left_out {
	struct export_list not_number;
	struct export_list status_low;
	struct export_list not_covered;
	struct export_list location;
};

static void print_left_out(struct left_out *left)
{
	export_list_print(&left->not_number);
	export_list_print(&left->status_low);
	export_list_print(&left->not_covered);
	export_list_print(&left->location);
}

static void print_input(const struct way *way, int input, const struct sipq850_answer *answer, struct left_out *left)
{
	char out[OUT_SIZE];
	int status = way->direction == SIPQ850_SIP2Q850 ? input : answer->value;

	if (!answer->row) {
		export_list_add(&left->not_covered, "%d", input);
	} else if (!answer->value) {
		export_list_add(&left->not_number, "%d -> %s", input, answer_out(answer, out));
	} else if (status < STATUS_MIN) {
		export_list_add(&left->status_low, "%d -> %u", input, answer->value);
	} else {
		if (answer->location)
			export_list_add(&left->location, "%d", input);
		printf(way->line, input, answer->value);
	}
}

static void print_way(const struct export *e, const struct way *way)
{
	struct left_out left = {
		.not_number = { .comment = "! ", .what = "not set, since the answer is no number" },
		.status_low = { .comment = "! ", .what = "not set, since the command takes statuses from 400 only" },
		.not_covered = { .comment = "! ", .what = "not covered by the profile, so the device keeps its own" },
		.location = { .comment = "! ", .what = "set without the location, which the command does not know" },
	};
	size_t special = export_count_special(e, way->direction);
	int input;

	for (input = domain_next(way->direction, 0); input && !sipq850_input_name(input);
	     input = domain_next(way->direction, input)) {
		struct sipq850_answer answer;

		sipq850_map_ask(e->map, way->direction, input, NULL, &answer);
		if (export_is_worth(way->direction, input, &answer))
			print_input(way, input, &answer, &left);
	}
	print_left_out(&left);
	if (special)
		printf("! %zu conditional rows and events of %s are left out\n", special,
		       sipq850_direction_name(way->direction));
}

int export_cisco(const struct export *e)
{
	size_t i;

	export_comment_about(e, "! ");
	puts("sip-ua");
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		print_way(e, &ways[i]);
	return CLI_OK;
}
