/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850: SIP statuses to Q.850 causes and back, on the command line. One file for each subcommand. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const struct cli_command commands[] = {
	{ "sip", cmd_sip, "what does a SIP status become" },
	{ "cause", cmd_cause, "what does a Q.850 cause become" },
	{ "table", cmd_table, "the whole effective table of a profile" },
	{ "profiles", cmd_profiles, "the built-in profiles and their documents" },
	{ "lint", cmd_lint, "check profile files" },
	{ "diff", cmd_diff, "where two profiles differ" },
	{ "roundtrip", cmd_roundtrip, "what does not come back from the other side" },
	{ "path", cmd_path, "what is left of a failure behind several gateways" },
	{ "decide", cmd_decide, "what must a gateway do with a call, and why" },
	{ "check", cmd_check, "run scenarios of interop, as TAP or JUnit" },
	{ "verify", cmd_verify, "does a box do what a profile says, and which does it follow" },
	{ "export", cmd_export, "the effective mapping for databases, firmware and boxes" },
	{ "import", cmd_import, "the configuration of a box as a profile" },
	{ "convert", cmd_convert, "translate a column of a CSV file, such as a CDR file" },
	{ "extract", cmd_extract, "one record for each call of any logs" },
	{ "report", cmd_report, "why calls fail, summed up: text, JSON, or a page" },
	{ "formats", cmd_formats, "the log formats known, and which one a file is" },
	{ "ie", cmd_ie, "read or write the octets of a cause" },
	{ "reason", cmd_reason, "read or write the Reason header of SIP" },
};

static void print_help(FILE *out)
{
	size_t i;

	fputs("Usage: sipq850 COMMAND [OPTION...] [ARGUMENT...]\n\n"
	      "Map SIP response codes to Q.850 causes and back, and say which document says so.\n\n"
	      "Commands:\n", out);
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
	fputs("\n'sipq850 COMMAND --help' explains a command and gives examples.\n\n"
	      "Examples:\n"
	      "  sipq850 sip 486\n"
	      "  sipq850 cause 21 --location user\n"
	      "  sipq850 convert --to sip --field 20 --no-header cdr.csv\n\n"
	      "Exit status: 0 all answered; 1 some input not covered, or findings; 2 wrong use or failed input or output.\n",
	      out);
}

/* getopt() begins its messages with argv[0]. */
static int run(const struct cli_command *command, int argc, char **argv)
{
	char program[64];

	snprintf(program, sizeof(program), "sipq850 %s", command->name);
	argv[0] = program;
	return command->run(argc, argv);
}

/* A standard stream that is closed would lend its number to the next file, which messages would then be written into.
 * What takes its place fails as it did. */
static void keep_streams(void)
{
	int fd = 0;

	while (fd >= 0 && fd <= STDERR_FILENO)
		fd = open("/dev/null", fcntl(STDIN_FILENO, F_GETFD) < 0 ? O_WRONLY : O_RDONLY);
	if (fd > STDERR_FILENO)
		close(fd);
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	size_t i;

	keep_streams();
	if (!name) {
		print_help(stderr);
		return CLI_MISUSE;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
		print_help(stdout);
		return cli_finish(CLI_OK);
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		printf("sipq850 %s\n", sipq850_version());
		return cli_finish(CLI_OK);
	}
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (!strcmp(name, commands[i].name))
			return cli_finish(run(&commands[i], argc - 1, argv + 1));
	cli_error("no command '%s': 'sipq850 --help' lists them", name);
	return CLI_MISUSE;
}
