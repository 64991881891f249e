/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the subcommands of sipq850 share: exit statuses, errors, the -p option, the end of standard output. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include <sipq850/sipq850.h>

#define CLI_DEFAULT_PROFILE "default"	/* without -p */

enum cli_exit {
	CLI_OK = 0,		/* all answered */
	CLI_UNANSWERED = 1,	/* some input not covered; findings; --strict */
	CLI_MISUSE = 2,		/* wrong use, bad input, failed I/O */
};

/* A subcommand: argv[0] is its name. Returns the exit status. */
struct cli_command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
};

int cmd_sip(int argc, char **argv);
int cmd_cause(int argc, char **argv);
int cmd_table(int argc, char **argv);
int cmd_profiles(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_roundtrip(int argc, char **argv);
int cmd_path(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_lint(int argc, char **argv);
int cmd_convert(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_formats(int argc, char **argv);
int cmd_decide(int argc, char **argv);
int cmd_ie(int argc, char **argv);
int cmd_reason(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_report(int argc, char **argv);

/* Called before each message, if set: to take away what stands in its line on the terminal. */
extern void (*cli_before_error)(void);

/* Print "sipq850: ..." and a newline on stderr. */
void cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Print "sipq850: ..." and where to find help; returns CLI_MISUSE. */
int cli_misuse(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Find the map that -p names: a file when it has a slash or ends in .tsv, else a built-in profile; NULL is the default
 * profile. Prints why and returns NULL when there is none. Give it back with sipq850_map_unref(). */
const struct sipq850_map *cli_map(const char *name);

/* The same without printing: on NULL `why` holds the reason. */
const struct sipq850_map *cli_find_map(const char *name, char *why, size_t len);

/* Is a profile of this name a file? */
bool cli_is_path(const char *name);

/* "" for NULL. */
static inline const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* The map of a file, whatever it is called. Prints why and returns NULL when it is none. */
const struct sipq850_map *cli_map_file(const char *path);

/* Write out what is left of standard output. Prints an error and returns CLI_MISUSE when that fails, else `status`. */
int cli_finish(int status);
