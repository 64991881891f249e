/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 decide: what must a gateway do with a call, and why. */
#include <getopt.h>

#include "cli.h"
#include "decide.h"
#include "request.h"

#define COMMAND "decide"

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

enum { ROLE = 256, PHASE, SIP, HEADER, ENCAPSULATED, ISDN, SIGNALLING, SETUP_ONLY, POLICY };

struct decide {
	const char *profile;
	const char *sip_what, *isdn_what;
	enum print_format format;
	bool wants_help;
	struct request request;
};

/* --- options */

static int set_format(struct decide *d, const char *name)
{
	return print_format_parse(name, &d->format) ? CLI_OK
					      : cli_misuse(COMMAND, "no such format '%s': text, tsv or json", name);
}

/* What takes its argument as it is. */
static const char **plain_option(struct decide *d, int option)
{
	switch (option) {
	case SIP:
		return &d->sip_what;
	case ISDN:
		return &d->isdn_what;
	case 'p':
		return &d->profile;
	default:
		return NULL;
	}
}

static int take_request(struct request *r, int option)
{
	switch (option) {
	case ROLE:
		return request_word(r, "role", optarg);
	case PHASE:
		return request_word(r, "phase", optarg);
	case HEADER:
		return request_header(r, optarg);
	case ENCAPSULATED:
		return request_encapsulated(r, optarg);
	case SIGNALLING:
		return request_signalling(r, optarg);
	case POLICY:
		return request_policy(r, optarg);
	case 'l':
		return request_location(r, optarg);
	case 'c':
		return request_context(r, optarg);
	default:
		return 1;
	}
}

static int take_option(struct decide *d, int option)
{
	const char **plain = plain_option(d, option);
	int rc;

	if (plain) {
		*plain = optarg;
		return CLI_OK;
	}
	if (option == 'f')
		return set_format(d, optarg);
	if (option == SETUP_ONLY) {
		d->request.call.setup_only = 1;
		return CLI_OK;
	}
	rc = take_request(&d->request, option);
	if (rc < 0)
		return cli_misuse(COMMAND, "%s", d->request.problem);
	if (!rc)
		return CLI_OK;
	fprintf(stderr, "Try 'sipq850 %s --help'.\n", COMMAND);
	return CLI_MISUSE;
}

static int judge_options(const struct decide *d)
{
	const struct request *r = &d->request;

	if (!d->sip_what == !d->isdn_what)
		return cli_misuse(COMMAND, "say who told what: --sip or --isdn");
	if (!r->call.known.word[SIPQ850_WORD_ROLE] || !r->call.known.word[SIPQ850_WORD_PHASE])
		return cli_misuse(COMMAND, "--role and --phase are needed");
	if (d->isdn_what && (r->sip.n_reasons || r->sip.n_warnings || r->sip.retry_after || r->sip.isup))
		return cli_misuse(COMMAND, "--header and --encapsulated go with --sip");
	return CLI_OK;
}

static int take_options(struct decide *d, int argc, char **argv)
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

		d->wants_help = option == 'h';
		if (d->wants_help)
			return CLI_OK;
		status = take_option(d, option);
		if (status)
			return status;
	}
	if (optind < argc)
		return cli_misuse(COMMAND, "'%s' is too much", argv[optind]);
	return judge_options(d);
}

/* --- deciding */

static int decide(struct decide *d)
{
	struct sipq850_decision decision;

	if (request_decide(&d->request, &decision)) {
		cli_error("this call makes no sense: '%s' cannot be told in this role and phase, or what is known "
			  "contradicts them",
			  d->sip_what ? d->sip_what : d->isdn_what);
		return CLI_MISUSE;
	}
	print_decision(d->format, &decision);
	return CLI_OK;
}

int cmd_decide(int argc, char **argv)
{
	struct decide d = { .format = PRINT_TEXT };
	struct request *r = &d.request;
	int status = take_options(&d, argc, argv);

	if (status)
		return status;
	if (d.wants_help) {
		fputs(help, stdout);
		return CLI_OK;
	}
	if (d.sip_what ? request_sip(r, d.sip_what) : request_isdn(r, d.isdn_what))
		return cli_misuse(COMMAND, "%s", r->problem);
	r->call.map = cli_map(d.profile);
	if (!r->call.map)
		return CLI_MISUSE;
	status = decide(&d);
	sipq850_map_unref(r->call.map);
	return status;
}
