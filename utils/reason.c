/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 reason: the Reason header of SIP, read and written. */
#include "reason.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli.h"

static const char help[] =
	"Usage: sipq850 reason parse [OPTION...] [TEXT...]\n"
	"       sipq850 reason format --protocol NAME --cause CAUSE [OPTION...]\n\n"
	"Read or write the Reason header of SIP (RFC 3326, RFC 8606).\n\n"
	"TEXT is one header, with or without 'Reason:' in front. Without TEXT each line of standard input is one, and a line\n"
	"that begins with a blank goes on with the one before. A value is a line of output.\n\n"
	"  -h, --help                  this help\n\n"
	"parse:\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -u, --uri                   TEXT is percent-encoded, as in the URIs of History-Info\n\n"
	"format:\n"
	"      --protocol NAME         Q.850, SIP, Preemption, .. or any token\n"
	"      --cause CAUSE           the value; of Q.850 and SIP a name or phrase too\n"
	"      --text TEXT             a text for people\n"
	"      --default-text          the name of the cause as text\n"
	"  -l, --location NAME|0..15   the location, for Q.850 only: its name, short name (RFC 8606) or number\n"
	"      --value                 without 'Reason: ' in front\n\n"
	"Examples:\n"
	"  sipq850 reason parse 'Reason: Q.850;cause=17;text=\"User busy\";location=LN, SIP;cause=486'\n"
	"  grep -i '^Reason *:' trace.txt | sipq850 reason parse -f tsv\n"
	"  sipq850 reason parse --uri 'Reason=SIP%3Bcause%3D302'\n"
	"  sipq850 reason format --protocol Q.850 --cause 17 --default-text -l LN\n"
	"  sipq850 reason format --protocol SIP --cause 200 --text 'Call completed elsewhere' --value\n\n"
	"Exit status: 0 all good; 1 some header is malformed; 2 wrong use.\n";

struct job {
	enum print_format format;
	bool uri;
	bool parse_only;	/* an option of parse was given */
	bool format_only;	/* an option of format was given */
	bool default_text;
	bool value;
	const char *cause;
	struct sipq850_reason_out out;
};

/* A header, and where it comes from. */
struct source {
	unsigned int number;	/* of the argument; 0: standard input */
	unsigned int line;	/* its first line */
	struct sipq850_text text;
};

static int worse(int a, int b)
{
	return a > b ? a : b;
}

static int no_memory(void)
{
	cli_error("%s", strerror(ENOMEM));
	return CLI_MISUSE;
}

/* --- options */

static int set_location(struct job *job, const char *text)
{
	enum sipq850_location location;

	if (sipq850_location_parse(text, &location))
		return cli_misuse("reason", "no such location '%s': write a name, a short name (U, LN, ..) or 0..15", text);
	job->out.location = location;
	return CLI_OK;
}

static int set_format(struct job *job, const char *name)
{
	if (print_format_parse(name, &job->format))
		return CLI_OK;
	return cli_misuse("reason", "no such format '%s': text, tsv or json", name);
}

/* An option of `format`. */
static int set_field(struct job *job, int option)
{
	job->format_only = true;
	switch (option) {
	case 'P':
		job->out.protocol = optarg;
		break;
	case 'C':
		job->cause = optarg;
		break;
	case 'T':
		job->out.text = optarg;
		break;
	case 'D':
		job->default_text = true;
		break;
	case 'V':
		job->value = true;
		break;
	case 'l':
		return set_location(job, optarg);
	}
	return CLI_OK;
}

/* -1: go on; else an exit status. */
static int read_option(struct job *job, int option)
{
	int status = CLI_OK;

	switch (option) {
	case 'f':
		job->parse_only = true;
		status = set_format(job, optarg);
		break;
	case 'u':
		job->parse_only = job->uri = true;
		break;
	case 'h':
		fputs(help, stdout);
		return CLI_OK;
	case '?':
		fputs("Try 'sipq850 reason --help'.\n", stderr);
		return CLI_MISUSE;
	default:
		status = set_field(job, option);
		break;
	}
	return status ? status : -1;
}

/* --- parse */

/* Source, line and column (from 1) of a place in a header. */
static void place(const struct source *source, const char *at, char *text, size_t room)
{
	const char *p, *line = source->text.start;
	unsigned int n = source->line;

	for (p = line; p < at; p++) {
		if (*p == '\n') {
			line = p + 1;
			n++;
		}
	}
	if (source->number)
		snprintf(text, room, "argument %u:%u:%zu", source->number, n, (size_t)(at - line) + 1);
	else
		snprintf(text, room, "standard input:%u:%zu", n, (size_t)(at - line) + 1);
}

static int refuse(const struct source *source, const char *damage)
{
	char where[64], what[32];

	place(source, damage, where, sizeof(where));
	if (damage == source->text.start + source->text.len)
		snprintf(what, sizeof(what), "it ends too early");
	else
		snprintf(what, sizeof(what), *damage > ' ' && *damage < 0x7f ? "unexpected '%c'" : "unexpected octet 0x%02x",
			 (unsigned char)*damage);
	cli_error("%s: malformed Reason header: %s", where, what);
	return CLI_UNANSWERED;
}

static int parse(const struct job *job, const struct source *source)
{
	struct sipq850_text rest = source->text;
	struct sipq850_reason reason;
	int rc;

	while ((rc = sipq850_reason_next(&rest, &reason)) > 0)
		if (print_reason(job->format, &reason))
			return no_memory();
	return rc ? refuse(source, rest.start) : CLI_OK;
}

static int parse_uri(const struct job *job, struct source *source)
{
	int status, len = sipq850_reason_uri_buf(NULL, 0, source->text);
	char *text, where[64];

	if (len < 0) {
		place(source, source->text.start, where, sizeof(where));
		cli_error("%s: malformed percent encoding", where);
		return CLI_UNANSWERED;
	}
	text = malloc(len + 1);
	if (!text)
		return no_memory();
	sipq850_reason_uri_buf(text, len + 1, source->text);
	source->text = (struct sipq850_text){ text, len };
	status = parse(job, source);
	free(text);
	return status;
}

static int parse_one(const struct job *job, struct source source)
{
	return job->uri ? parse_uri(job, &source) : parse(job, &source);
}

static int parse_arguments(const struct job *job, int argc, char **argv)
{
	int i, status = CLI_OK;

	for (i = 0; i < argc; i++)
		status = worse(status, parse_one(job, (struct source){ i + 1, 1, { argv[i], strlen(argv[i]) } }));
	return status;
}

/* A header of standard input, while its lines come together. */
struct unfolded {
	char *text;
	size_t len;
	unsigned int line;
};

static int parse_unfolded(const struct job *job, struct unfolded *header)
{
	int status = CLI_OK;

	if (header->len)
		status = parse_one(job, (struct source){ 0, header->line, { header->text, header->len } });
	header->len = 0;
	return status;
}

/* Put a line, its end taken off, behind those that it goes on with. */
static bool add_line(struct unfolded *header, const char *line, size_t len)
{
	char *text = realloc(header->text, header->len + 2 + len);

	if (!text)
		return false;
	header->text = text;
	if (header->len) {
		memcpy(text + header->len, "\r\n", 2);
		header->len += 2;
	}
	memcpy(text + header->len, line, len);
	header->len += len;
	return true;
}

static size_t without_end(const char *line, size_t len)
{
	if (len && line[len - 1] == '\n')
		len--;
	if (len && line[len - 1] == '\r')
		len--;
	return len;
}

static int parse_lines(const struct job *job)
{
	struct unfolded header = { .len = 0 };
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	unsigned int number = 0;
	int status = CLI_OK;

	while ((n = getline(&line, &room, stdin)) > 0) {
		size_t len = without_end(line, n);

		number++;
		if (!header.len || !len || (line[0] != ' ' && line[0] != '\t')) {
			status = worse(status, parse_unfolded(job, &header));
			header.line = number;
		}
		if (len && !add_line(&header, line, len))
			status = no_memory();
	}
	status = worse(status, parse_unfolded(job, &header));
	free(line);
	free(header.text);
	if (ferror(stdin)) {
		cli_error("standard input: %s", strerror(errno));
		return CLI_MISUSE;
	}
	return status;
}

static int parse_all(const struct job *job, int argc, char **argv)
{
	if (job->format_only)
		return cli_misuse("reason", "--protocol, --cause, --text, --default-text, --location and --value are for format");
	print_reason_header(job->format);
	return argc ? parse_arguments(job, argc, argv) : parse_lines(job);
}

/* --- format */

static int find_protocol(const char *name)
{
	const char *known;
	int i;

	for (i = 1; (known = sipq850_reason_protocol_name(i)); i++)
		if (!strcasecmp(name, known))
			return i;
	return SIPQ850_REASON_PROTOCOL_OTHER;
}

/* A number, or a name under the protocols that have a parser for it; -1: none. */
static int parse_cause(int protocol, const char *text)
{
	size_t len = strlen(text);
	int cause = -1;

	if (len && len < 9 && strspn(text, "0123456789") == len)
		cause = atoi(text);
	else if (protocol == SIPQ850_REASON_PROTOCOL_Q850)
		sipq850_cause_parse(text, &cause);
	else if (protocol == SIPQ850_REASON_PROTOCOL_SIP)
		sipq850_sip_parse(text, &cause);
	return cause;
}

/* Say which part the library refuses, by leaving parts out. */
static int refuse_parts(const struct job *job)
{
	struct sipq850_reason_out part = { .protocol = job->out.protocol };

	if (sipq850_reason_buf(NULL, 0, &job->out) >= 0)
		return CLI_OK;
	part.cause = job->out.cause;
	if (sipq850_reason_buf(NULL, 0, &part) < 0)
		return cli_misuse("reason", "'%s' is no token, or it has no cause '%s'", part.protocol, job->cause);
	part.text = job->out.text;
	if (sipq850_reason_buf(NULL, 0, &part) < 0)
		return cli_misuse("reason", "the text has control characters, or is not UTF-8");
	return cli_misuse("reason", "a location is for Q.850 only (RFC 8606)");
}

static int set_default_text(struct job *job, int protocol)
{
	if (job->out.text)
		return cli_misuse("reason", "--text and --default-text exclude each other");
	job->out.text = sipq850_reason_cause_text(protocol, job->out.cause);
	if (!job->out.text)
		return cli_misuse("reason", "no default text for '%s' of '%s'", job->cause, job->out.protocol);
	return CLI_OK;
}

static int print_formatted(const struct job *job)
{
	int len = sipq850_reason_buf(NULL, 0, &job->out);
	char *text = malloc(len + 1);

	if (!text)
		return no_memory();
	sipq850_reason_buf(text, len + 1, &job->out);
	printf("%s%s\n", job->value ? "" : "Reason: ", text);
	free(text);
	return CLI_OK;
}

static int format(struct job *job, int argc)
{
	int protocol, status = CLI_OK;

	if (job->parse_only)
		return cli_misuse("reason", "--format and --uri are for parse");
	if (argc || !job->out.protocol || !job->cause)
		return cli_misuse("reason", "format needs --protocol and --cause, and no arguments");
	protocol = find_protocol(job->out.protocol);
	if (protocol)
		job->out.protocol = sipq850_reason_protocol_name(protocol);
	job->out.cause = parse_cause(protocol, job->cause);
	if (job->default_text)
		status = set_default_text(job, protocol);
	if (!status)
		status = refuse_parts(job);
	return status ? status : print_formatted(job);
}

/* --- the command */

static int run(struct job *job, int argc, char **argv)
{
	if (!argc)
		return cli_misuse("reason", "parse or format?");
	if (!strcmp(argv[0], "parse"))
		return parse_all(job, argc - 1, argv + 1);
	if (!strcmp(argv[0], "format"))
		return format(job, argc - 1);
	return cli_misuse("reason", "'%s' is neither parse nor format", argv[0]);
}

int cmd_reason(int argc, char **argv)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' }, { "uri", no_argument, NULL, 'u' },
		{ "protocol", required_argument, NULL, 'P' }, { "cause", required_argument, NULL, 'C' },
		{ "text", required_argument, NULL, 'T' }, { "default-text", no_argument, NULL, 'D' },
		{ "location", required_argument, NULL, 'l' }, { "value", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	struct job job = { .format = PRINT_TEXT };
	int option;

	while ((option = getopt_long(argc, argv, "f:ul:h", options, NULL)) != -1) {
		int status = read_option(&job, option);

		if (status >= 0)
			return status;
	}
	return run(&job, argc - optind, argv + optind);
}
