/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sipq850 path: what is left of a failure behind several gateways. */
#include <getopt.h>
#include <string.h>

#include "chain.h"
#include "cli.h"
#include "print.h"

#define COMMAND "path"

static const char help[] =
	"Usage: sipq850 path [OPTION...] VALUE GATEWAY [NETWORK] [GATEWAY [NETWORK]]...\n\n"
	"Follow a call failure through a chain of gateways, and show what each makes of it, by which row, and where the status or\n"
	"the cause that it began with is lost.\n\n"
	"VALUE is a SIP status or a cause: 486, 17, 'Busy Here'; 110@isdn or 110@sip where the number alone does not tell;\n"
	"21@user with the location of the cause. GATEWAY is a profile, or a file with a '/' or '.tsv'; behind commas comes what\n"
	"it knows and how it is set, as for -c and --policy of 'sipq850 decide', and reason or no-reason. NETWORK between them\n"
	"is for the reader, and is checked: sip; or isdn, dss1, qsig, isup, gsm, pstn.\n\n"
	"  -r, --reason                gateways write the cause into the Reason header, and go by the one they receive\n"
	"  -f, --format text|tsv|json  how to print (text)\n"
	"  -h, --help                  this help\n\n"
	"Each gateway decides as 'sipq850 decide' does, before answer: what comes from SIP is a response to its INVITE, what\n"
	"comes from the ISDN releases the call that an INVITE asked for.\n\n"
	"Examples:\n"
	"  sipq850 path 486 rfc3398 asterisk freeswitch\n"
	"  sipq850 path 486@sip rfc3398 dss1 asterisk sip freeswitch isup\n"
	"  sipq850 path --reason 20@LN osmo-cc sip yate,no-reason isdn\n"
	"  sipq850 path 488 rfc3398,warning=bearer cisco-ios\n\n"
	"Exit status: 0; 2 wrong use.\n";

/* --- text */

static const char *network(bool isdn)
{
	return isdn ? "ISDN" : "SIP";
}

static void print_why(const struct chain_step *step)
{
	const struct sipq850_decision *d = &step->decision;

	if (!d->decided_by) {
		puts("      what it knows makes no sense in this call");
		return;
	}
	printf("      by %s", sipq850_decided_by_name(d->decided_by));
	if (d->row)
		printf(" %s:%u", sipq850_profile_name(sipq850_row_profile(d->row)), sipq850_row_line(d->row));
	printf(": %s\n", or_empty(d->source));
	if (step->out.reason[0])
		printf("      with Reason: %s\n", step->out.reason);
}

static void print_step(const struct chain_step *step)
{
	char text[256];

	if (step->ends) {
		printf("  %s: the failure ends here: %s\n", step->gateway->name,
		       step->decision.decided_by ? sipq850_action_name(step->decision.action) : "refused");
		print_why(step);
		return;
	}
	chain_value_text(text, sizeof(text), &step->out);
	printf("  %s, %s to %s: %s", step->gateway->name, network(step->in.isdn), network(step->out.isdn), text);
	if (step->kept)
		printf("  <-- was %d", step->kept);
	putchar('\n');
	print_why(step);
}

/* Where the first value of a network was last seen, and where it was another. */
static void print_loss(const struct chain_step *steps, unsigned int n, bool isdn)
{
	const char *what = isdn ? "cause" : "status";
	unsigned int i, last = n;
	int first = steps[0].in.isdn == isdn ? steps[0].in.value : steps[0].out.value;

	for (i = 0; i < n; i++) {
		if (steps[i].ends || steps[i].out.isdn != isdn)
			continue;
		if (steps[i].kept) {
			printf("%s %d is lost at %s", what, first, steps[i].gateway->name);
			break;
		}
		last = i;
	}
	if (i == n) {
		if (last < n && !(steps[0].in.isdn != isdn && last == 0))
			printf("%s %d is kept\n", what, first);
		return;
	}
	for (last = i; i < n; i++)
		if (!steps[i].ends && steps[i].out.isdn == isdn)
			last = i;
	printf(steps[last].kept ? "; it is %d at the end\n" : "; it is %d again at the end\n", steps[last].out.value);
}

static void print_text(const struct chain *chain, const struct chain_step *steps, unsigned int n)
{
	char text[256];
	unsigned int i;

	chain_value_text(text, sizeof(text), &chain->start);
	printf("%s, %s\n", text, network(chain->start.isdn));
	for (i = 0; i < n; i++)
		print_step(&steps[i]);
	print_loss(steps, n, chain->start.isdn);
	print_loss(steps, n, !chain->start.isdn);
}

/* --- machines */

static void print_tsv(const struct chain_step *s, unsigned int hop)
{
	const struct sipq850_row *row = s->decision.row;

	printf("%u\t%s\t%s\t%d\t%s\t", hop, s->gateway->name, s->in.isdn ? "q850sip" : "sip2q850", s->in.value,
	       or_empty(sipq850_location_short(s->in.location)));
	if (!s->ends)
		printf("%d", s->out.value);
	printf("\t%s\t%s\t%s\t%s\t%s\t%s\t", s->ends ? "" : or_empty(sipq850_location_short(s->out.location)),
	       or_empty(sipq850_action_name(s->decision.action)), s->out.reason, s->ends || s->kept ? "no" : "yes",
	       or_empty(sipq850_decided_by_name(s->decision.decided_by)),
	       row ? sipq850_profile_name(sipq850_row_profile(row)) : "");
	if (row)
		printf("%u", sipq850_row_line(row));
	printf("\t%s\n", or_empty(s->decision.source));
}

static void print_json(const struct chain_step *s, unsigned int hop)
{
	const struct sipq850_row *row = s->decision.row;

	printf("{\"hop\":%u", hop);
	print_json_text("gateway", s->gateway->name, false);
	print_json_text("direction", s->in.isdn ? "q850sip" : "sip2q850", false);
	printf(",\"in\":\"%d\"", s->in.value);
	print_json_text("in_location", or_empty(sipq850_location_short(s->in.location)), false);
	printf(s->ends ? ",\"out\":\"\"" : ",\"out\":\"%d\"", s->out.value);
	print_json_text("out_location", s->ends ? "" : or_empty(sipq850_location_short(s->out.location)), false);
	print_json_text("action", or_empty(sipq850_action_name(s->decision.action)), false);
	print_json_text("reason", s->out.reason, false);
	printf(",\"kept\":%s", s->ends || s->kept ? "false" : "true");
	print_json_text("decided_by", or_empty(sipq850_decided_by_name(s->decision.decided_by)), false);
	print_json_text("profile", row ? sipq850_profile_name(sipq850_row_profile(row)) : "", false);
	printf(",\"line\":%u", row ? sipq850_row_line(row) : 0);
	print_json_text("source", or_empty(s->decision.source), false);
	puts("}");
}

static void print_machine(enum print_format format, const struct chain_step *steps, unsigned int n)
{
	unsigned int i;

	if (format == PRINT_TSV)
		puts("hop\tgateway\tdirection\tin\tin_location\tout\tout_location\taction\treason\tkept\tdecided_by\t"
		     "profile\tline\tsource");
	for (i = 0; i < n; i++) {
		if (format == PRINT_TSV)
			print_tsv(&steps[i], i + 1);
		else
			print_json(&steps[i], i + 1);
	}
}

/* --- the command */

static int path(const char *const *words, unsigned int n_words, bool reason, enum print_format format)
{
	static struct chain_step steps[CHAIN_MAX];
	static struct chain chain;
	char error[CHAIN_ERROR_SIZE];
	unsigned int n;

	if (!chain_parse(&chain, words, n_words, reason, error)) {
		chain_release(&chain);
		return cli_misuse(COMMAND, "%s", error);
	}
	n = chain_run(&chain, steps);
	if (format == PRINT_TEXT)
		print_text(&chain, steps, n);
	else
		print_machine(format, steps, n);
	chain_release(&chain);
	return CLI_OK;
}

int cmd_path(int argc, char **argv)
{
	static const struct option options[] = {
		{ "reason", no_argument, NULL, 'r' }, { "format", required_argument, NULL, 'f' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
	};
	enum print_format format = PRINT_TEXT;
	bool reason = false;
	int option;

	while ((option = getopt_long(argc, argv, "rf:h", options, NULL)) != -1) {
		if (option == 'r') {
			reason = true;
		} else if (option == 'h') {
			fputs(help, stdout);
			return CLI_OK;
		} else if (option != 'f') {
			fputs("Try 'sipq850 path --help'.\n", stderr);
			return CLI_MISUSE;
		} else if (!print_format_parse(optarg, &format)) {
			return cli_misuse(COMMAND, "no such format '%s': text, tsv or json", optarg);
		}
	}
	return path((const char *const *)argv + optind, argc - optind, reason, format);
}
