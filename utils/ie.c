/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 ie: the octets of a cause, read and written. */
#include "ie.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "hex.h"

#define IDENTIFIER 0x08
#define ROOM (SIPQ850_CAUSE_OCTETS_MAX + 2)	/* so that one octet too many is seen as such */

static const char help[] =
	"Usage: sipq850 ie decode [OPTION...] [HEX...]\n"
	"       sipq850 ie encode [OPTION...] CAUSE...\n\n"
	"Read or write the octets of a cause: the Cause IE of Q.931, or the Cause Indicators of ISUP.\n\n"
	"HEX is one IE; blanks, colons and 0x in it do not count. Arguments of one octet each are one IE together.\n"
	"Without HEX each line of standard input is one.\n"
	"CAUSE is a value (0..127, 0x11) or, for itu-t, a name (USER_BUSY); each gives one line of octets.\n\n"
	"      --lv                    without the identifier 0x08: length and contents\n"
	"      --isup                  Cause Indicators: the contents only\n"
	"  -h, --help                  this help\n\n"
	"decode:\n"
	"  -f, --format text|tsv|json  how to print (text)\n\n"
	"encode:\n"
	"  -l, --location NAME|0..15   the location: its name, short name (RFC 8606) or number (user)\n"
	"      --coding NAME|0..3      the coding standard (itu-t), iso-iec, national, network-specific, ansi, gsm\n"
	"      --recommendation NAME|0..127\n"
	"                              write octet 3a: Q.931, X.21, X.25, Q.1031 or a number (no octet 3a)\n"
	"      --diagnostic HEX        the diagnostic (none)\n\n"
	"Examples:\n"
	"  sipq850 ie decode 08 02 80 91\n"
	"  sipq850 ie decode -f tsv 08:02:80:91 '08 03 82 9f 08'\n"
	"  sipq850 ie decode --isup 8490 -f json\n"
	"  sipq850 ie encode 17 -l user\n"
	"  sipq850 ie encode 102 -l LN --diagnostic 333038 --lv\n\n"
	"Exit status: 0 all good; 1 some IE is malformed; 2 wrong use.\n";

struct job {
	enum sipq850_cause_form form;
	enum print_format format;
	bool format_given;
	bool cause_given;	/* some option of encode */
	struct sipq850_cause_octets cause;
	unsigned int line;	/* of standard input; 0: an argument */
};

static int worse(int a, int b)
{
	return a > b ? a : b;
}

/* --- options */

static int set_location(struct job *job, const char *text)
{
	enum sipq850_location location;

	if (sipq850_location_parse(text, &location))
		return cli_misuse("ie", "no such location '%s': write a name, a short name (U, LN, ..) or 0..15", text);
	job->cause.location = location;
	return CLI_OK;
}

static int set_coding(struct job *job, const char *text)
{
	enum sipq850_coding coding;

	if (sipq850_coding_parse(text, &coding))
		return cli_misuse("ie", "no such coding standard '%s': write itu-t, iso-iec, national, "
				  "network-specific, ansi, gsm or 0..3", text);
	job->cause.coding = coding;
	return CLI_OK;
}

/* A number 0..127, decimal or with 0x; -1 when it is none. */
static int parse_number(const char *text)
{
	bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	const char *digits = hex ? text + 2 : text;
	size_t len = strlen(digits);
	unsigned long value;

	if (!len || strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789") != len)
		return -1;
	value = strtoul(digits, NULL, hex ? 16 : 10);
	return value <= 127 ? (int)value : -1;
}

static int set_recommendation(struct job *job, const char *text)
{
	int i, number = parse_number(text);

	for (i = 1; number < 0 && i <= 128; i++)
		if (!strcmp(text, sipq850_recommendation_name(i)) && strcmp(text, "reserved"))
			number = i - 1;
	if (number < 0)
		return cli_misuse("ie", "no such recommendation '%s': write Q.931, X.21, X.25, Q.1031 or 0..127", text);
	job->cause.recommendation = number + 1;
	return CLI_OK;
}

static int set_diagnostic(struct job *job, const char *text)
{
	int n = hex_parse(text, job->cause.diagnostic, sizeof(job->cause.diagnostic));

	if (n == -ENOSPC)
		return cli_misuse("ie", "a diagnostic of more than %d octets", SIPQ850_CAUSE_DIAGNOSTIC_MAX);
	if (n < 0)
		return cli_misuse("ie", "'%s' is no octets in hexadecimal", text);
	job->cause.diagnostic_len = n;
	return CLI_OK;
}

static int set_form(struct job *job, enum sipq850_cause_form form)
{
	if (job->form != SIPQ850_CAUSE_TLV && job->form != form)
		return cli_misuse("ie", "--lv and --isup exclude each other");
	job->form = form;
	return CLI_OK;
}

static int set_format(struct job *job, const char *name)
{
	job->format_given = true;
	if (print_format_parse(name, &job->format))
		return CLI_OK;
	return cli_misuse("ie", "no such format '%s': text, tsv or json", name);
}

static int set_cause_field(struct job *job, int option)
{
	job->cause_given = true;
	switch (option) {
	case 'l':
		return set_location(job, optarg);
	case 'c':
		return set_coding(job, optarg);
	case 'r':
		return set_recommendation(job, optarg);
	default:
		return set_diagnostic(job, optarg);
	}
}

/* -1: go on; else an exit status. */
static int read_option(struct job *job, int option)
{
	int status;

	switch (option) {
	case 'L':
		status = set_form(job, SIPQ850_CAUSE_LV);
		break;
	case 'I':
		status = set_form(job, SIPQ850_CAUSE_ISUP);
		break;
	case 'f':
		status = set_format(job, optarg);
		break;
	case 'h':
		fputs(help, stdout);
		return CLI_OK;
	case '?':
		fputs("Try 'sipq850 ie --help'.\n", stderr);
		return CLI_MISUSE;
	default:
		status = set_cause_field(job, option);
		break;
	}
	return status ? status : -1;
}

/* --- decoding */

static const char *form_name(enum sipq850_cause_form form)
{
	switch (form) {
	case SIPQ850_CAUSE_TLV:
		return "Cause IE";
	case SIPQ850_CAUSE_LV:
		return "Cause IE without identifier";
	case SIPQ850_CAUSE_ISUP:
		return "Cause Indicators";
	}
	return "";
}

/* Say what is wrong with octets that the library refused, or that are more than the IE. */
static void say_why(const struct job *job, char *why, size_t room, const uint8_t *octets, size_t len)
{
	size_t before = job->form == SIPQ850_CAUSE_TLV ? 2 : job->form == SIPQ850_CAUSE_LV ? 1 : 0;
	size_t contents = job->form == SIPQ850_CAUSE_ISUP || len < before ? len : octets[before - 1];

	if (len < before + 2)
		snprintf(why, room, "%zu of at least %zu octets of a %s", len, before + 2, form_name(job->form));
	else if (job->form == SIPQ850_CAUSE_TLV && octets[0] != IDENTIFIER)
		snprintf(why, room, "the identifier is 0x%02x, not 0x%02x", octets[0], IDENTIFIER);
	else if (before && contents != len - before)
		snprintf(why, room, "the length octet says %zu, %zu octets follow", contents, len - before);
	else if (contents > (before ? 30 : 255))
		snprintf(why, room, "more than %d octets of contents", before ? 30 : 255);
	else if (!(octets[before] & 0x80) && octets[before + 1] & 0x80)
		snprintf(why, room, "it ends after octet 3a, without a cause value");
	else
		snprintf(why, room, "octet 3a (0x%02x) says that another octet 3 follows", octets[before + 1]);
}

static void place(const struct job *job, char *text, size_t room)
{
	text[0] = '\0';
	if (job->line)
		snprintf(text, room, "standard input:%u: ", job->line);
}

static int refuse(const struct job *job, const char *text, const uint8_t *octets, size_t len)
{
	char where[40], why[80];

	place(job, where, sizeof(where));
	say_why(job, why, sizeof(why), octets, len);
	cli_error("%s'%s' is malformed: %s", where, text, why);
	return CLI_UNANSWERED;
}

static int refuse_text(const struct job *job, const char *text, int rc)
{
	char where[40];

	place(job, where, sizeof(where));
	if (rc == -ENOSPC)
		cli_error("%s'%.30s..' is malformed: more than %d octets", where, text, ROOM);
	else
		cli_error("%s'%s' is no octets in hexadecimal, two digits each", where, text);
	return rc == -ENOSPC ? CLI_UNANSWERED : CLI_MISUSE;
}

static int decode(const struct job *job, const char *text)
{
	struct sipq850_cause_octets cause;
	uint8_t octets[ROOM];
	int n = hex_parse(text, octets, sizeof(octets));

	if (n < 0)
		return refuse_text(job, text, n);
	if (sipq850_cause_decode(&cause, job->form, octets, n) != n)
		return refuse(job, text, octets, n);
	print_cause(job->format, &cause);
	return CLI_OK;
}

static int decode_lines(struct job *job)
{
	char *line = NULL;
	size_t room = 0;
	int status = CLI_OK;

	while (getline(&line, &room, stdin) > 0) {
		job->line++;
		line[strcspn(line, "\r\n")] = '\0';
		if (line[strspn(line, " \t")])
			status = worse(status, decode(job, line));
	}
	free(line);
	if (ferror(stdin)) {
		cli_error("standard input: %s", strerror(errno));
		return CLI_MISUSE;
	}
	return status;
}

static bool are_single_octets(int argc, char **argv)
{
	uint8_t octet;
	int i;

	for (i = 0; i < argc; i++)
		if (hex_parse(argv[i], &octet, 1) != 1)
			return false;
	return argc > 0;
}

static char *join(int argc, char **argv)
{
	size_t len = 1;
	char *text, *end;
	int i;

	for (i = 0; i < argc; i++)
		len += strlen(argv[i]) + 1;
	end = text = malloc(len);
	for (i = 0; text && i < argc; i++)
		end = stpcpy(stpcpy(end, i ? " " : ""), argv[i]);
	return text;
}

static int decode_joined(struct job *job, int argc, char **argv)
{
	char *text = join(argc, argv);
	int status = CLI_MISUSE;

	if (text)
		status = decode(job, text);
	else
		cli_error("%s", strerror(ENOMEM));
	free(text);
	return status;
}

static int decode_all(struct job *job, int argc, char **argv)
{
	int i, status = CLI_OK;

	if (job->cause_given)
		return cli_misuse("ie", "--location, --coding, --recommendation and --diagnostic are for encode");
	print_cause_header(job->format);
	if (!argc)
		return decode_lines(job);
	if (are_single_octets(argc, argv))
		return decode_joined(job, argc, argv);
	for (i = 0; i < argc; i++)
		status = worse(status, decode(job, argv[i]));
	return status;
}

/* --- encoding */

/* A name is one of Q.850; a number, 0 included, may stand on the wire under any coding standard. */
static int parse_cause(const struct job *job, const char *text)
{
	int cause = parse_number(text);

	if (cause >= 0 || job->cause.coding != SIPQ850_CODING_ITU_T)
		return cause;
	return sipq850_cause_parse(text, &cause) ? -1 : cause;
}

static int refuse_encoding(const struct job *job)
{
	if (job->form == SIPQ850_CAUSE_ISUP && job->cause.recommendation)
		return cli_misuse("ie", "ISUP has no octet 3a: --isup and --recommendation exclude each other");
	return cli_misuse("ie", "a diagnostic of %d octets is too long: Q.931 allows %d here",
			  job->cause.diagnostic_len, job->cause.recommendation ? 27 : 28);
}

static int encode(struct job *job, const char *text)
{
	uint8_t octets[ROOM];
	char hex[3 * ROOM];
	int n, cause = parse_cause(job, text);

	if (cause < 0)
		return cli_misuse("ie", "'%s' is no cause (0..127)%s", text, job->cause.coding == SIPQ850_CODING_ITU_T ?
				  " or name" : " under this coding standard");
	job->cause.value = cause;
	n = sipq850_cause_encode(octets, sizeof(octets), job->form, &job->cause);
	if (n < 0)
		return refuse_encoding(job);
	hex_print(hex, octets, n);
	puts(hex);
	return CLI_OK;
}

static int encode_all(struct job *job, int argc, char **argv)
{
	int i, status = CLI_OK;

	if (job->format_given)
		return cli_misuse("ie", "--format is for decode");
	if (!argc)
		return cli_misuse("ie", "encode needs a cause");
	for (i = 0; i < argc; i++)
		status = worse(status, encode(job, argv[i]));
	return status;
}

/* --- the command */

int cmd_ie(int argc, char **argv)
{
	static const struct option options[] = {
		{ "lv", no_argument, NULL, 'L' }, { "isup", no_argument, NULL, 'I' },
		{ "format", required_argument, NULL, 'f' }, { "location", required_argument, NULL, 'l' },
		{ "coding", required_argument, NULL, 'c' },
		{ "recommendation", required_argument, NULL, 'r' }, { "diagnostic", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	struct job job = { .form = SIPQ850_CAUSE_TLV,
			   .cause = { .coding = SIPQ850_CODING_ITU_T, .location = SIPQ850_LOCATION_USER } };
	int option;

	while ((option = getopt_long(argc, argv, "f:l:h", options, NULL)) != -1) {
		int status = read_option(&job, option);

		if (status >= 0)
			return status;
	}
	argc -= optind;
	argv += optind;
	if (argc && !strcmp(argv[0], "decode"))
		return decode_all(&job, argc - 1, argv + 1);
	if (argc && !strcmp(argv[0], "encode"))
		return encode_all(&job, argc - 1, argv + 1);
	return cli_misuse("ie", "say decode or encode");
}
