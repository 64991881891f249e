/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 decide: what must a gateway do with a call, and why. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "decide.h"
#include "hex.h"

#define COMMAND "decide"
#define HEADERS_MAX 64

static const char help[] =
	"Usage: sipq850 decide --role uac|uas --phase PHASE (--sip WHAT | --isdn WHAT) [OPTION...]\n\n"
	"Say what a gateway must do when SIP or the ISDN told it something: the action, the ISDN message with its cause and\n"
	"octets, the SIP status with its Reason header, and which row, header or policy decided.\n\n"
	"      --role uac|uas            uac: the gateway sent the INVITE (a call from the ISDN); uas: it received it\n"
	"      --phase PHASE             initial-invite, in-dialog or after-answer\n"
	"      --sip STATUS|EVENT        SIP told: a status, a phrase, method:BYE, method:CANCEL, timer:sip-invite, ..\n"
	"      --header 'NAME: VALUE'    with this header: Reason, Warning or Retry-After; may be given again\n"
	"      --encapsulated HEX        with these Cause Indicators in an encapsulated REL\n"
	"      --isdn CAUSE|HEX|EVENT    the ISDN told: a cause (one decimal number or a name), a whole Cause IE (two octets or\n"
	"                                more), none (a release without cause), or an event: isdn:ALERTING, timer:T7, ..\n"
	"  -l, --location NAME|0..15     location of a cause that is given as a number\n"
	"  -c, --condition WORD=VALUE    what else is known; may be given again: provisional=received, credentials=available, ..\n"
	"      --signalling dss1|isup    names of the ISDN messages (dss1)\n"
	"      --setup-only              nothing but SETUP has passed on the ISDN side\n"
	"      --policy KEY=VALUE        how the site wants it; may be given again; the keys are in sipq850(1)\n"
	"  -p, --profile NAME|FILE       the profile to go by (default); a file has a '/' or ends in '.tsv'\n"
	"  -f, --format text|tsv|json    how to print (text)\n"
	"  -h, --help                    this help\n\n"
	"Examples:\n"
	"  sipq850 decide --role uac --phase initial-invite --sip 486\n"
	"  sipq850 decide --role uac --phase initial-invite --sip 480 --header 'Reason: Q.850;cause=20;location=LN'\n"
	"  sipq850 decide --role uas --phase initial-invite --isdn '08 02 80 95' -f tsv\n"
	"  sipq850 decide --role uac --phase initial-invite --isdn 16 -c provisional=received\n"
	"  sipq850 decide --role uac --phase initial-invite --sip 603 --policy location-6xx=LN --policy reason=status\n\n"
	"Exit status: 0 decided; 2 wrong use, or a call that makes no sense.\n";

struct request {
	const char *profile;
	const char *sip_what, *isdn_what;
	enum format format;
	struct sipq850_call call;
	struct sipq850_policy policy;
	struct sipq850_sip_told sip;
	struct sipq850_isdn_told isdn;
	struct sipq850_cause_octets cause;
	const char *reasons[HEADERS_MAX];
	const char *warnings[HEADERS_MAX];
	uint8_t octets[SIPQ850_CAUSE_OCTETS_MAX + 2];
	uint8_t encapsulated[SIPQ850_CAUSE_OCTETS_MAX];
};

/* --- options */

static int set_word(struct request *r, const char *word, const char *value)
{
	char text[128];

	snprintf(text, sizeof(text), "%s=%s", word, value);
	if (!sipq850_context_parse(&r->call.known, text))
		return CLI_OK;
	return cli_misuse(COMMAND, "no such %s '%s'", word, value);
}

/* The value of a header if it bears this name, in any letter case; else NULL. */
static const char *header_value(const char *line, const char *name)
{
	size_t len = strlen(name);
	const char *colon = strncasecmp(line, name, len) ? line : line + len + strspn(line + len, " \t");

	if (strncasecmp(line, name, len) || *colon != ':')
		return NULL;
	return colon + 1 + strspn(colon + 1, " \t");
}

static int add_header(struct request *r, const char *line)
{
	const char *warning = header_value(line, "Warning");
	const char *retry_after = header_value(line, "Retry-After");

	if (r->sip.n_reasons == HEADERS_MAX || r->sip.n_warnings == HEADERS_MAX)
		return cli_misuse(COMMAND, "more than %d headers", HEADERS_MAX);
	if (retry_after)
		r->sip.retry_after = retry_after;
	else if (warning)
		r->warnings[r->sip.n_warnings++] = warning;
	else if (header_value(line, "Reason"))
		r->reasons[r->sip.n_reasons++] = line;
	else
		return cli_misuse(COMMAND, "'%s' is no Reason, Warning or Retry-After header", line);
	return CLI_OK;
}

static int set_encapsulated(struct request *r, const char *text)
{
	int n = hex_parse(text, r->encapsulated, sizeof(r->encapsulated));

	if (n <= 0)
		return cli_misuse(COMMAND, "'%s' are no Cause Indicators in hexadecimal", text);
	r->sip.isup = r->encapsulated;
	r->sip.isup_len = n;
	return CLI_OK;
}

static int set_signalling(struct request *r, const char *name)
{
	if (strcmp(name, "isup") && strcmp(name, "dss1"))
		return cli_misuse(COMMAND, "no such signalling '%s': dss1 or isup", name);
	r->call.isdn = strcmp(name, "isup") ? SIPQ850_ISDN_DSS1 : SIPQ850_ISDN_ISUP;
	return CLI_OK;
}

static int set_location(struct request *r, const char *text)
{
	enum sipq850_location location;

	if (sipq850_location_parse(text, &location))
		return cli_misuse(COMMAND, "no such location '%s': write a name, a short name (U, LN, ..) or 0..15",
				  text);
	r->cause.location = location;
	return CLI_OK;
}

static int add_condition(struct request *r, const char *text)
{
	if (!sipq850_context_parse(&r->call.known, text))
		return CLI_OK;
	return cli_misuse(COMMAND, "no such condition '%s': write WORD=VALUE with words of tables/words.tsv", text);
}

static int add_policy(struct request *r, const char *text)
{
	if (!sipq850_policy_parse(&r->policy, text))
		return CLI_OK;
	return cli_misuse(COMMAND, "no such policy '%s': sipq850(1) lists the keys and their values", text);
}

static int set_format(struct request *r, const char *name)
{
	return format_parse(name, &r->format) ? CLI_OK
					      : cli_misuse(COMMAND, "no such format '%s': text, tsv or json", name);
}

enum { ROLE = 256, PHASE, SIP, HEADER, ENCAPSULATED, ISDN, SIGNALLING, SETUP_ONLY, POLICY };

static int take_option(struct request *r, int option)
{
	switch (option) {
	case ROLE:
		return set_word(r, "role", optarg);
	case PHASE:
		return set_word(r, "phase", optarg);
	case SIP:
		r->sip_what = optarg;
		return CLI_OK;
	case HEADER:
		return add_header(r, optarg);
	case ENCAPSULATED:
		return set_encapsulated(r, optarg);
	case ISDN:
		r->isdn_what = optarg;
		return CLI_OK;
	case SIGNALLING:
		return set_signalling(r, optarg);
	case SETUP_ONLY:
		r->call.setup_only = 1;
		return CLI_OK;
	case POLICY:
		return add_policy(r, optarg);
	case 'l':
		return set_location(r, optarg);
	case 'c':
		return add_condition(r, optarg);
	case 'p':
		r->profile = optarg;
		return CLI_OK;
	case 'f':
		return set_format(r, optarg);
	default:
		fprintf(stderr, "Try 'sipq850 %s --help'.\n", COMMAND);
		return CLI_MISUSE;
	}
}

static int take_options(struct request *r, int argc, char **argv, bool *wants_help)
{
	static const struct option options[] = {
		{ "role", required_argument, NULL, ROLE }, { "phase", required_argument, NULL, PHASE },
		{ "sip", required_argument, NULL, SIP }, { "header", required_argument, NULL, HEADER },
		{ "encapsulated", required_argument, NULL, ENCAPSULATED }, { "isdn", required_argument, NULL, ISDN },
		{ "signalling", required_argument, NULL, SIGNALLING }, { "setup-only", no_argument, NULL, SETUP_ONLY },
		{ "policy", required_argument, NULL, POLICY }, { "location", required_argument, NULL, 'l' },
		{ "condition", required_argument, NULL, 'c' }, { "profile", required_argument, NULL, 'p' },
		{ "format", required_argument, NULL, 'f' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	int option;

	while ((option = getopt_long(argc, argv, "l:c:p:f:h", options, NULL)) != -1) {
		int status;

		*wants_help = option == 'h';
		if (*wants_help)
			return CLI_OK;
		status = take_option(r, option);
		if (status)
			return status;
	}
	if (optind < argc)
		return cli_misuse(COMMAND, "'%s' is too much", argv[optind]);
	if (!r->sip_what == !r->isdn_what)
		return cli_misuse(COMMAND, "say who told what: --sip or --isdn");
	if (!r->call.known.word[SIPQ850_WORD_ROLE] || !r->call.known.word[SIPQ850_WORD_PHASE])
		return cli_misuse(COMMAND, "--role and --phase are needed");
	if (r->isdn_what && (r->sip.n_reasons || r->sip.n_warnings || r->sip.retry_after || r->sip.isup))
		return cli_misuse(COMMAND, "--header and --encapsulated go with --sip");
	return CLI_OK;
}

/* --- what was told */

static int read_sip(struct request *r)
{
	int rc = sipq850_sip_parse(r->sip_what, &r->sip.input);

	r->sip.reasons = r->reasons;
	r->sip.warnings = r->warnings;
	if (rc == -EINVAL)
		rc = sipq850_input_parse(SIPQ850_SIP2Q850, r->sip_what, &r->sip.input);
	if (rc)
		return cli_misuse(COMMAND, "'%s' is no SIP status (100..699), phrase or event", r->sip_what);
	return CLI_OK;
}

/* A whole Cause IE, or its contents with the length before them. */
static int read_octets(struct request *r)
{
	int n = hex_parse(r->isdn_what, r->octets, sizeof(r->octets));

	if (n >= 2 && r->cause.location)
		return cli_misuse(COMMAND, "--location goes with a cause that is given as a number: the octets have their own");
	if (n < 2)
		return cli_misuse(COMMAND, "'%s' is no cause, no Cause IE in hexadecimal and no event of the ISDN",
				  r->isdn_what);
	r->isdn.octets = r->octets;
	r->isdn.n_octets = n;
	r->isdn.form = r->octets[0] == 0x08 ? SIPQ850_CAUSE_TLV : SIPQ850_CAUSE_LV;
	if (r->call.isdn == SIPQ850_ISDN_ISUP)
		r->isdn.form = SIPQ850_CAUSE_ISUP;
	return CLI_OK;
}

static bool is_number(const char *text)
{
	return *text && strlen(text) <= 3 && !text[strspn(text, "0123456789")];
}

static int read_isdn(struct request *r)
{
	int cause;

	r->cause.coding = SIPQ850_CODING_ITU_T;
	if (!strcmp(r->isdn_what, "none") ||
	    !sipq850_input_parse(SIPQ850_Q850SIP, r->isdn_what, &r->isdn.input))
		return CLI_OK;
	if (is_number(r->isdn_what) && atoi(r->isdn_what) <= UINT8_MAX)
		cause = atoi(r->isdn_what);
	else if (is_number(r->isdn_what) || sipq850_cause_parse(r->isdn_what, &cause))
		return read_octets(r);
	r->cause.value = cause;
	r->isdn.cause = &r->cause;
	return CLI_OK;
}

/* --- deciding */

static int decide(struct request *r)
{
	struct sipq850_decision decision;
	int rc;

	if (r->sip_what)
		rc = sipq850_gateway_sip(&r->call, &r->sip, &decision);
	else
		rc = sipq850_gateway_isdn(&r->call, &r->isdn, &decision);
	if (rc) {
		cli_error("this call makes no sense: '%s' cannot be told in this role and phase, or what is known "
			  "contradicts them",
			  r->sip_what ? r->sip_what : r->isdn_what);
		return CLI_MISUSE;
	}
	print_decision(r->format, &decision);
	return CLI_OK;
}

int cmd_decide(int argc, char **argv)
{
	struct request r = { .format = FORMAT_TEXT };
	bool wants_help = false;
	int status = take_options(&r, argc, argv, &wants_help);

	if (status)
		return status;
	if (wants_help) {
		fputs(help, stdout);
		return CLI_OK;
	}
	status = r.sip_what ? read_sip(&r) : read_isdn(&r);
	if (status)
		return status;
	r.call.policy = &r.policy;
	r.call.map = cli_map(r.profile);
	if (!r.call.map)
		return CLI_MISUSE;
	status = decide(&r);
	sipq850_map_unref(r.call.map);
	return status;
}
