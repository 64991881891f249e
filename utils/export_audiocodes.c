/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two ini tables of AudioCodes gateways (SIP User's Manual 5.4 p. 349; LTRT-68806 p. 312). A device takes 12 rows of
 * each and has a fixed table behind them, our profile `audiocodes`: so only what differs is written. */
#include "export.h"

#include <stdio.h>

#include "cli.h"

#define BESIDE "audiocodes"
#define ROWS_MAX 12
#define STATUS_MIN 400

static const struct ini {
	enum sipq850_direction direction;
	const char *table, *in, *out;
} tables[] = {
	{ SIPQ850_SIP2Q850, "CauseMapSIP2ISDN", "SipResponse", "IsdnReleaseCause" },
	{ SIPQ850_Q850SIP, "CauseMapISDN2SIP", "IsdnReleaseCause", "SipResponse" },
};

struct difference {
	const struct ini *ini;
	struct export_list not_expressed;
	unsigned int rows;
};

static void print_row(struct difference *d, int input, unsigned int value)
{
	printf("%s%s %u = %d,%u;\n", d->rows < ROWS_MAX ? "" : "; ", d->ini->table, d->rows, input, value);
	d->rows++;
}

/* Does the profile say something that the device does not do by itself? */
static bool differs(const struct sipq850_answer *answer, const struct sipq850_answer *fixed)
{
	return answer->row && (answer->value != fixed->value || answer->action != fixed->action);
}

static void print_input(struct difference *d, int input, const struct sipq850_answer *answer)
{
	char out[OUT_SIZE];
	int status = d->ini->direction == SIPQ850_SIP2Q850 ? input : answer->value;

	if (answer->value && status >= STATUS_MIN)
		print_row(d, input, answer->value);
	else
		export_list_add(&d->not_expressed, "%d -> %s", input, answer_out(answer, out));
}

/* Those that a row of their own answers, or the others. */
static void print_rows(const struct export *e, const struct sipq850_map *fixed, struct difference *d, bool own)
{
	enum sipq850_direction direction = d->ini->direction;
	int input;

	for (input = domain_next(direction, 0); input && !sipq850_input_name(input); input = domain_next(direction, input)) {
		struct sipq850_answer answer, beside;

		sipq850_map_ask(e->map, direction, input, NULL, &answer);
		sipq850_map_ask(fixed, direction, input, NULL, &beside);
		if ((answer.found == SIPQ850_FOUND_OWN) == own && export_is_worth(direction, input, &answer) &&
		    differs(&answer, &beside))
			print_input(d, input, &answer);
	}
}

static int print_table(const struct export *e, const struct sipq850_map *fixed, const struct ini *ini)
{
	struct difference d = {
		.ini = ini,
		.not_expressed = { .comment = "; ", .what = "not expressed, since the table takes causes and statuses from 400 only" },
	};
	size_t special = export_count_special(e, ini->direction);

	printf("\n[%s]\nFORMAT %s_Index = %s_%s, %s_%s;\n", ini->table, ini->table, ini->table, ini->in, ini->table,
	       ini->out);
	print_rows(e, fixed, &d, true);
	print_rows(e, fixed, &d, false);
	printf("[\\%s]\n", ini->table);
	export_list_print(&d.not_expressed);
	if (special)
		printf("; %zu conditional rows and events of %s are left out\n", special,
		       sipq850_direction_name(ini->direction));
	if (d.rows <= ROWS_MAX)
		return CLI_OK;
	printf("; %u rows differ from the fixed table, and the device takes %d: the others are comments\n", d.rows, ROWS_MAX);
	cli_error("%s: %u rows differ from the fixed table, and the device takes %d: choose among the rows in comments",
		  ini->table, d.rows, ROWS_MAX);
	return CLI_UNANSWERED;
}

int export_audiocodes(const struct export *e)
{
	const struct sipq850_map *fixed = cli_map(BESIDE);
	int status = CLI_OK;
	size_t i;

	if (!fixed)
		return CLI_MISUSE;
	export_comment_about(e, "; ");
	puts("; what differs from the fixed table of the device (profile " BESIDE ")");
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (print_table(e, fixed, &tables[i]) != CLI_OK)
			status = CLI_UNANSWERED;
	sipq850_map_unref(fixed);
	return status;
}
