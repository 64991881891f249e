/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 sip, sipq850 cause: what does this become. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "domain.h"
#include "poll.h"
#include "print.h"

struct question {
	const char *command;
	enum sipq850_direction direction;
	const char *profile;
	struct sipq850_context context;
	enum print_format format;
	bool explain;
	const struct sipq850_map *map;	/* NULL: all of them, -p all */
	unsigned int line;	/* of standard input; 0: an argument */
};

static void print_help(const struct question *q)
{
	bool sip = q->direction == SIPQ850_SIP2Q850;

	printf("Usage: sipq850 %s [OPTION...] [INPUT...]\n\n", q->command);
	puts(sip ? "Say what a SIP status becomes as a Q.850 cause, and which document says so.\n\n"
		   "INPUT is a status (100..699), a phrase in any letter case, or an event such as method:BYE."
		 : "Say what a Q.850 cause becomes as a SIP status, and which document says so.\n\n"
		   "INPUT is a cause (1..127, 0x01..0x7f), a name (USER_BUSY, \"User busy\"), or an event such as timer:T7.");
	puts("Without INPUT each line of standard input is one.\n\n"
	     "  -p, --profile NAME|FILE     the profile to ask (default); a file has a '/' or ends in '.tsv';\n"
	     "                              all: every built-in profile, and what most of them say\n"
	     "  -l, --location NAME|0..15   the location of the cause: its name, short name (RFC 8606) or number\n"
	     "  -c, --condition WORD=VALUE  what else is known; may be given again; WORD alone is WORD=yes\n"
	     "  -f, --format text|tsv|json  how to print (text)\n"
	     "  -e, --explain               print every row that could have answered, and why it did not\n"
	     "  -h, --help                  this help\n\n"
	     "Examples:");
	puts(sip ? "  sipq850 sip 486 603\n"
		   "  sipq850 sip 'Busy Here' -p asterisk\n"
		   "  sipq850 sip 401 -c credentials=available\n"
		   "  sipq850 sip method:BYE -f json\n"
		   "  sipq850 sip 480 -p all"
		 : "  sipq850 cause 17\n"
		   "  sipq850 cause 21 --location user\n"
		   "  sipq850 cause 22 -c diagnostic=present -p rfc4497 --explain\n"
		   "  cut -d, -f7 causes.csv | sipq850 cause -f tsv");
	puts("\nExit status: 0 all answered; 1 some input not covered; 2 wrong use.");
}

static int add_condition(struct question *q, const char *text)
{
	if (!sipq850_context_parse(&q->context, text))
		return CLI_OK;
	return cli_misuse(q->command, "no such condition '%s': write WORD=VALUE with words of tables/words.tsv", text);
}

static int set_location(struct question *q, const char *text)
{
	enum sipq850_location location;

	if (sipq850_location_parse(text, &location))
		return cli_misuse(q->command, "no such location '%s': write a name, a short name (U, LN, ..) or 0..15",
				  text);
	q->context.word[SIPQ850_WORD_LOCATION] = location;
	return CLI_OK;
}

static int set_format(struct question *q, const char *name)
{
	if (print_format_parse(name, &q->format))
		return CLI_OK;
	return cli_misuse(q->command, "no such format '%s': text, tsv or json", name);
}

/* -1: go on; else an exit status. */
static int read_option(struct question *q, int option)
{
	int status = CLI_OK;

	switch (option) {
	case 'p':
		q->profile = optarg;
		break;
	case 'l':
		status = set_location(q, optarg);
		break;
	case 'c':
		status = add_condition(q, optarg);
		break;
	case 'f':
		status = set_format(q, optarg);
		break;
	case 'e':
		q->explain = true;
		break;
	case 'h':
		print_help(q);
		return CLI_OK;
	default:
		fprintf(stderr, "Try 'sipq850 %s --help'.\n", q->command);
		return CLI_MISUSE;
	}
	return status ? status : -1;
}

/* --- asking */

static int refuse_input(const struct question *q, const char *text, int rc)
{
	bool sip = q->direction == SIPQ850_SIP2Q850;
	char place[40] = "";

	if (q->line)
		snprintf(place, sizeof(place), "standard input:%u: ", q->line);
	if (rc == -ENOTUNIQ)
		cli_error("%s'%s' names several %s: give the number", place, text, sip ? "statuses" : "causes");
	else
		cli_error("%s'%s' is no %s", place, text,
			  sip ? "SIP status (100..699), phrase or event" : "cause (1..127), name or event");
	return CLI_MISUSE;
}

static void explain(const struct question *q, int input)
{
	int len = sipq850_map_explain_buf(NULL, 0, q->map, q->direction, input, &q->context);
	char *text = malloc(len + 1);

	if (!text)
		return;
	sipq850_map_explain_buf(text, len + 1, q->map, q->direction, input, &q->context);
	fputs(text, stdout);
	free(text);
}

static int ask_everyone(const struct question *q, int input)
{
	if (poll_print(q->format, q->direction, input, &q->context))
		return CLI_OK;
	cli_error("out of memory");
	return CLI_MISUSE;
}

static int ask(const struct question *q, const char *text)
{
	struct sipq850_answer answer;
	struct asked asked = { .direction = q->direction, .map = q->map, .answer = &answer,
			       .location = (enum sipq850_location)q->context.word[SIPQ850_WORD_LOCATION] };
	char number[INPUT_SIZE];
	int input, rc = domain_parse(q->direction, text, &input);

	if (rc)
		return refuse_input(q, text, rc);
	if (!q->map)
		return ask_everyone(q, input);
	sipq850_map_ask(q->map, q->direction, input, &q->context, &answer);
	asked.in = domain_name(input, number);
	print_answer(q->format, &asked);
	if (q->explain)
		explain(q, input);
	return answer.row ? CLI_OK : CLI_UNANSWERED;
}

static int worse(int a, int b)
{
	return a > b ? a : b;
}

static int ask_lines(struct question *q)
{
	char *line = NULL;
	size_t room = 0;
	int status = CLI_OK;
	ssize_t len;

	while ((len = getline(&line, &room, stdin)) > 0) {
		q->line++;
		if (strlen(line) != (size_t)len) {
			cli_error("standard input:%u: NUL byte", q->line);
			status = CLI_MISUSE;
			continue;
		}
		line[strcspn(line, "\r\n")] = '\0';
		if (line[strspn(line, " \t")])
			status = worse(status, ask(q, line));
	}
	free(line);
	if (ferror(stdin)) {
		cli_error("standard input: %s", strerror(errno));
		return CLI_MISUSE;
	}
	return status;
}

static int ask_all(struct question *q, int argc, char **argv)
{
	bool everyone = q->profile && !strcmp(q->profile, "all");
	int i, status = CLI_OK;

	q->map = everyone ? NULL : cli_map(q->profile);
	if (!q->map && !everyone)
		return CLI_MISUSE;
	if (everyone)
		poll_print_header(q->format);
	else
		print_answer_header(q->format);
	for (i = 0; i < argc; i++)
		status = worse(status, ask(q, argv[i]));
	if (!argc)
		status = ask_lines(q);
	sipq850_map_unref(q->map);
	return status;
}

static int run(struct question *q, int argc, char **argv)
{
	static const struct option options[] = {
		{ "profile", required_argument, NULL, 'p' }, { "location", required_argument, NULL, 'l' },
		{ "condition", required_argument, NULL, 'c' }, { "format", required_argument, NULL, 'f' },
		{ "explain", no_argument, NULL, 'e' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	int option;

	while ((option = getopt_long(argc, argv, "p:l:c:f:eh", options, NULL)) != -1) {
		int status = read_option(q, option);

		if (status >= 0)
			return status;
	}
	if (q->explain && q->format != PRINT_TEXT)
		return cli_misuse(q->command, "--explain is text");
	if (q->explain && q->profile && !strcmp(q->profile, "all"))
		return cli_misuse(q->command, "--explain asks one profile, not all");
	return ask_all(q, argc - optind, argv + optind);
}

int cmd_sip(int argc, char **argv)
{
	struct question q = { .command = "sip", .direction = SIPQ850_SIP2Q850 };

	return run(&q, argc, argv);
}

int cmd_cause(int argc, char **argv)
{
	struct question q = { .command = "cause", .direction = SIPQ850_Q850SIP };

	return run(&q, argc, argv);
}
