/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 roundtrip: what does not come back from the other side. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "domain.h"
#include "print.h"
#include "ranges.h"

#define COMMAND "roundtrip"

static const char help[] =
	"Usage: sipq850 roundtrip [OPTION...] PROFILE|FILE [PROFILE|FILE]\n\n"
	"Show what does not survive SIP to Q.850 to SIP, and Q.850 to SIP to Q.850: there through the first profile and back\n"
	"through the second, or through the same. Inputs that become the same on the other side are told together: all of them\n"
	"come back as one, and only that one survives. The location of a cause goes with it.\n\n"
	"  -f, --format text|tsv|json  how to print (text); tsv and json have every status from 300 and every cause\n"
	"  -h, --help                  this help\n\n"
	"Examples:\n"
	"  sipq850 roundtrip rfc3398\n"
	"  sipq850 roundtrip asterisk freeswitch\n"
	"  sipq850 roundtrip default -f tsv | awk -F'\\t' '$6 == \"no\"'\n\n"
	"Exit status: 0; 2 wrong use.\n";

/* One input, there and back. */
struct trip {
	int input;
	struct sipq850_answer there;
	struct sipq850_answer back;	/* not covered when there is no number to go back with */
	bool survives;
};

#define TRIPS_MAX 400

struct trips {
	enum sipq850_direction direction;	/* there */
	const struct sipq850_map *maps[2];	/* there, back */
	struct trip trips[TRIPS_MAX];
	unsigned int n;
};

/* "Some network" is on the wire what a gateway puts there unless it is told otherwise. */
static uint8_t location_on_wire(const struct sipq850_answer *answer)
{
	return answer->location == SIPQ850_LOCATION_NETWORK ? SIPQ850_LOCATION_NETWORK_BEYOND_INTERWORKING
							     : answer->location;
}

static void go(struct trips *t, int input)
{
	struct trip *trip = &t->trips[t->n++];
	struct sipq850_context context = { { 0 } };

	memset(trip, 0, sizeof(*trip));
	trip->input = input;
	sipq850_map_ask(t->maps[0], t->direction, input, NULL, &trip->there);
	if (!trip->there.value)
		return;
	context.word[SIPQ850_WORD_LOCATION] = location_on_wire(&trip->there);
	sipq850_map_ask(t->maps[1], domain_opposite(t->direction), trip->there.value, &context, &trip->back);
	trip->survives = trip->back.value == input;
}

static void go_all(struct trips *t)
{
	int input = t->direction == SIPQ850_SIP2Q850 ? 300 : 1;
	int last = t->direction == SIPQ850_SIP2Q850 ? 699 : 127;

	for (t->n = 0; input <= last; input++)
		go(t, input);
}

/* --- text */

static bool is_defined(const struct trips *t, const struct trip *trip)
{
	return domain_title(t->direction, trip->input)[0] &&
	       (t->direction == SIPQ850_SIP2Q850 || sipq850_cause_symbol(SIPQ850_CODING_ITU_T, trip->input));
}

static bool same_way(const struct trip *a, const struct trip *b)
{
	return a->there.action == b->there.action && a->there.value == b->there.value &&
	       a->back.action == b->back.action && a->back.value == b->back.value;
}

/* All that goes the way of this one; those that are lost, and the one that comes back. */
static void print_group(const struct trips *t, unsigned int first, bool *done)
{
	const struct trip *head = &t->trips[first];
	struct ranges lost = { .direction = t->direction };
	char there[128], back[128], text[RANGES_SIZE], kept[32] = "";
	bool any = false;
	unsigned int i;

	for (i = first; i < t->n; i++) {
		const struct trip *trip = &t->trips[i];

		if (done[i] || !same_way(head, trip))
			continue;
		done[i] = true;
		if (trip->survives)
			snprintf(kept, sizeof(kept), "; %d survives", trip->input);
		else
			any = lost.has[trip->input] = true;
	}
	if (!any)
		return;
	answer_text(there, sizeof(there), t->direction, &head->there);
	if (head->there.value)
		answer_text(back, sizeof(back), domain_opposite(t->direction), &head->back);
	else
		snprintf(back, sizeof(back), "nothing to come back with");
	printf("  %-52s -> %s%s\n      lost: %s\n", there, back, kept, ranges_text(&lost, text));
}

static void print_text(const struct trips *t)
{
	bool done[TRIPS_MAX] = { false };
	unsigned int i, defined = 0, survive = 0;

	for (i = 0; i < t->n; i++) {
		defined += is_defined(t, &t->trips[i]);
		survive += is_defined(t, &t->trips[i]) && t->trips[i].survives;
	}
	printf("%s, there by %s, back by %s: %u of the %u %s that standards define survive\n",
	       t->direction == SIPQ850_SIP2Q850 ? "SIP -> Q.850 -> SIP" : "Q.850 -> SIP -> Q.850",
	       sipq850_profile_name(sipq850_map_profile(t->maps[0])),
	       sipq850_profile_name(sipq850_map_profile(t->maps[1])), survive, defined,
	       t->direction == SIPQ850_SIP2Q850 ? "statuses from 300" : "causes");
	for (i = 0; i < t->n; i++)
		if (!done[i])
			print_group(t, i, done);
}

/* --- machines */

static void print_machine(enum print_format format, const struct trips *t)
{
	char via[OUT_SIZE], out[OUT_SIZE];
	unsigned int i;

	for (i = 0; i < t->n; i++) {
		const struct trip *trip = &t->trips[i];
		const char *location = or_empty(sipq850_location_short(trip->there.location));

		answer_out(&trip->there, via);
		answer_out(&trip->back, out);
		if (format == PRINT_TSV) {
			printf("%s\t%d\t%s\t%s\t%s\t%s\n", sipq850_direction_name(t->direction), trip->input,
			       answer_out(&trip->there, via), location, answer_out(&trip->back, out),
			       trip->survives ? "yes" : "no");
			continue;
		}
		putchar('{');
		print_json_text("direction", sipq850_direction_name(t->direction), true);
		printf(",\"in\":\"%d\"", trip->input);
		print_json_text("via", answer_out(&trip->there, via), false);
		print_json_text("via_location", location, false);
		print_json_text("out", answer_out(&trip->back, out), false);
		printf(",\"survives\":%s}\n", trip->survives ? "true" : "false");
	}
}

/* --- the command */

static void roundtrip(const struct sipq850_map *there, const struct sipq850_map *back, enum print_format format)
{
	enum sipq850_direction direction;

	if (format == PRINT_TSV)
		puts("direction\tin\tvia\tvia_location\tout\tsurvives");
	for (direction = SIPQ850_SIP2Q850; direction <= SIPQ850_Q850SIP; direction++) {
		struct trips t = { .direction = direction, .maps = { there, back } };

		go_all(&t);
		if (format != PRINT_TEXT) {
			print_machine(format, &t);
			continue;
		}
		if (direction == SIPQ850_Q850SIP)
			putchar('\n');
		print_text(&t);
	}
}

int cmd_roundtrip(int argc, char **argv)
{
	enum print_format format = PRINT_TEXT;
	const struct sipq850_map *there, *back;
	int status = print_options(COMMAND, help, argc, argv, &format);

	if (status >= 0)
		return status;
	if (argc - optind < 1 || argc - optind > 2)
		return cli_misuse(COMMAND, "which profile, or which two?");
	there = cli_map(argv[optind]);
	back = there ? cli_map(argv[argc - 1]) : NULL;
	status = CLI_MISUSE;
	if (back) {
		roundtrip(there, back, format);
		status = CLI_OK;
	}
	sipq850_map_unref(there);
	sipq850_map_unref(back);
	return status;
}
