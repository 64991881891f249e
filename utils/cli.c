/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#define MESSAGE_MAX 8192	/* bytes: a path and what is wrong with it */

void (*cli_before_error)(void);

/* A name of a file, or what a file holds, is not to give orders to a terminal, nor to look like another message. */
static void print_error(const char *format, va_list args)
{
	char text[MESSAGE_MAX], *at;

	vsnprintf(text, sizeof(text), format, args);
	for (at = text; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = '?';
	fflush(stdout);
	flockfile(stderr);	/* of several threads one may be at the bar */
	if (cli_before_error)
		cli_before_error();
	fprintf(stderr, "sipq850: %s\n", text);
	funlockfile(stderr);
}

void cli_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_error(format, args);
	va_end(args);
}

int cli_misuse(const char *command, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_error(format, args);
	va_end(args);
	fprintf(stderr, "Try 'sipq850 %s --help'.\n", command);
	return CLI_MISUSE;
}

bool cli_is_path(const char *name)
{
	size_t len = strlen(name);

	return strchr(name, '/') || (len > 4 && !strcmp(name + len - 4, ".tsv"));
}

/* Prints nothing: `why` takes the reason. */
static const struct sipq850_map *load_map(const char *path, char *why, size_t len)
{
	struct sipq850_load_err err = { .line = 0 };
	struct sipq850_map *map = NULL;
	size_t n;

	if (!sipq850_map_load(path, &map, &err))
		return map;
	if (!err.msg) {
		snprintf(why, len, "%s: %s", path, strerror(ENOMEM));
		return NULL;
	}
	n = sipq850_load_err_buf(why, len, &err);
	if (err.count > 1 && n < len)
		snprintf(why + n, len - n, "; %u more: see 'sipq850 lint %s'", err.count - 1, path);
	return NULL;
}

const struct sipq850_map *cli_map_file(const char *path)
{
	char why[2048];
	const struct sipq850_map *map = load_map(path, why, sizeof(why));

	if (!map)
		cli_error("%s", why);
	return map;
}

const struct sipq850_map *cli_find_map(const char *name, char *why, size_t len)
{
	const struct sipq850_map *map;

	if (!name)
		name = CLI_DEFAULT_PROFILE;
	if (cli_is_path(name))
		return load_map(name, why, len);
	map = sipq850_map_builtin(name);
	if (!map && errno == ENOENT)
		snprintf(why, len, "no profile '%s': 'sipq850 profiles' lists them, a file needs a '/' or ends in '.tsv'",
			 name);
	else if (!map)
		snprintf(why, len, "profile '%s': %s", name, strerror(errno));
	return map;
}

const struct sipq850_map *cli_map(const char *name)
{
	char why[2048];
	const struct sipq850_map *map = cli_find_map(name, why, sizeof(why));

	if (!map)
		cli_error("%s", why);
	return map;
}

int cli_finish(int status)
{
	if (!ferror(stdout) && !fflush(stdout))
		return status;
	cli_error("standard output: %s", strerror(errno ? errno : EIO));
	return CLI_MISUSE;
}
