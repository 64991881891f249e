/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#define DEFAULT_PROFILE "default"

static void print_error(const char *format, va_list args)
{
	fflush(stdout);
	fputs("sipq850: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
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

static bool is_path(const char *name)
{
	size_t len = strlen(name);

	return strchr(name, '/') || (len > 4 && !strcmp(name + len - 4, ".tsv"));
}

const struct sipq850_map *cli_map_file(const char *path)
{
	struct sipq850_load_err err = { .line = 0 };
	struct sipq850_map *map = NULL;
	char text[1024];

	if (!sipq850_map_load(path, &map, &err))
		return map;
	if (err.msg)
		sipq850_load_err_buf(text, sizeof(text), &err);
	else
		snprintf(text, sizeof(text), "%s: %s", path, strerror(ENOMEM));
	if (err.count > 1)
		cli_error("%s; %u more: see 'sipq850 lint %s'", text, err.count - 1, path);
	else
		cli_error("%s", text);
	return NULL;
}

const struct sipq850_map *cli_map(const char *name)
{
	const struct sipq850_map *map;

	if (!name)
		name = DEFAULT_PROFILE;
	if (is_path(name))
		return cli_map_file(name);
	map = sipq850_map_builtin(name);
	if (!map && errno == ENOENT)
		cli_error("no profile '%s': 'sipq850 profiles' lists them, a file needs a '/' or ends in '.tsv'", name);
	else if (!map)
		cli_error("profile '%s': %s", name, strerror(errno));
	return map;
}

int cli_finish(int status)
{
	if (!ferror(stdout) && !fflush(stdout))
		return status;
	cli_error("standard output: %s", strerror(errno ? errno : EIO));
	return CLI_MISUSE;
}
