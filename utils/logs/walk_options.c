/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of all commands that walk through logs. */
#include <stdlib.h>
#include <string.h>

#include "../cli.h"
#include "walk.h"

static int take_base(struct walk *walk, const char *command, const char *text)
{
	walk->base = !strcmp(text, "hex") ? 16 : !strcmp(text, "decimal") ? 10 : 0;
	return walk->base ? CLI_OK : cli_misuse(command, "--base is hex or decimal, not '%s'", text);
}

static int take_window(struct walk *walk, const char *command, const char *text)
{
	char *end;

	walk->window = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || walk->window < 1 || walk->window > 1000000)
		return cli_misuse(command, "--window takes 1 to 1000000 calls, not '%s'", text);
	return CLI_OK;
}

bool walk_option(struct walk *walk, const char *command, int option, const char *value, int *rc)
{
	*rc = CLI_OK;
	switch (option) {
	case 'F':
		walk->format_name = value;
		return true;
	case 'G':
		walk->format_file = value;
		return true;
	case 'b':
		*rc = take_base(walk, command, value);
		return true;
	case 'w':
		*rc = take_window(walk, command, value);
		return true;
	case 'q':
		walk->quiet = true;
		return true;
	default:
		return false;
	}
}

int walk_check_options(const struct walk *walk, const char *command)
{
	if (walk->format_name && walk->format_file)
		return cli_misuse(command, "--format and --format-file: only one of them");
	return CLI_OK;
}
