/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decide.h"

#include <string.h>

#include "cli.h"
#include "hex.h"

static const char *cause_name(const struct sipq850_decision *d)
{
	return or_empty(sipq850_cause_name(d->cause.coding, d->cause.value));
}

static void set_out(struct decision_text *c, const struct sipq850_decision *d)
{
	if (d->action == SIPQ850_ACTION_RELEASE) {
		snprintf(c->out, sizeof(c->out), "%u", d->cause.value);
		c->out_location = or_empty(sipq850_location_short(d->cause.location));
	} else if (d->action == SIPQ850_ACTION_RESPOND) {
		snprintf(c->out, sizeof(c->out), "%u", d->status);
		snprintf(c->status, sizeof(c->status), "%u", d->status);
		c->phrase = or_empty(sipq850_sip_phrase(d->status));
	} else {
		snprintf(c->out, sizeof(c->out), "%s", or_empty(sipq850_action_token(d->action)));
	}
}

static void set_reports(struct decision_text *c, const struct sipq850_decision *d)
{
	size_t n = 0;
	unsigned int bit;

	for (bit = 1; bit && bit <= d->reports; bit <<= 1)
		if (d->reports & bit)
			n += snprintf(c->reports + n, sizeof(c->reports) - n, "%s%s", n ? "," : "",
				      or_empty(sipq850_report_name(bit)));
}

void decision_text(struct decision_text *c, const struct sipq850_decision *d)
{
	memset(c, 0, sizeof(*c));
	c->out_location = c->phrase = c->profile = "";
	c->action = or_empty(sipq850_action_name(d->action));
	c->message = or_empty(sipq850_message_name(d->message));
	c->decided_by = or_empty(sipq850_decided_by_name(d->decided_by));
	set_out(c, d);
	hex_print(c->ie, d->ie, d->n_ie);
	sipq850_decision_reason_buf(c->reason, sizeof(c->reason), d);
	if (d->retry_after >= 0)
		snprintf(c->retry_after, sizeof(c->retry_after), "%d", d->retry_after);
	if (d->row) {
		c->profile = sipq850_profile_name(sipq850_row_profile(d->row));
		snprintf(c->line, sizeof(c->line), "%u", sipq850_row_line(d->row));
	}
	set_reports(c, d);
}

static void print_tsv(const struct sipq850_decision *d, const struct decision_text *c)
{
	puts("action\tmessage\tout\tout_location\tie\tstatus\tphrase\treason\tretry_after\tdecided_by\tprofile\tline\tsource");
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c->action,
	       c->message, c->out, c->out_location, c->ie, c->status, c->phrase, c->reason,
	       c->retry_after, c->decided_by, c->profile, c->line, d->source);
}

static void print_reports(const struct sipq850_decision *d)
{
	unsigned int bit;
	bool first = true;

	fputs(",\"reports\":[", stdout);
	for (bit = 1; bit && bit <= d->reports; bit <<= 1) {
		if (!(d->reports & bit))
			continue;
		printf("%s\"%s\"", first ? "" : ",", or_empty(sipq850_report_name(bit)));
		first = false;
	}
	putchar(']');
}

static void print_json(const struct sipq850_decision *d, const struct decision_text *c)
{
	bool released = d->action == SIPQ850_ACTION_RELEASE;

	putchar('{');
	print_json_text("action", c->action, true);
	print_json_text("message", c->message, false);
	print_json_text("out", c->out, false);
	print_json_text("out_name", released ? cause_name(d) : c->phrase, false);
	print_json_text("out_location", c->out_location, false);
	print_json_text("out_location_name", released ? or_empty(sipq850_location_name(d->cause.location)) : "", false);
	print_json_text("ie", c->ie, false);
	printf(",\"status\":%s", c->status[0] ? c->status : "null");
	print_json_text("phrase", c->phrase, false);
	print_json_text("reason", c->reason, false);
	printf(",\"retry_after\":%s", c->retry_after[0] ? c->retry_after : "null");
	print_json_text("number", d->number, false);
	print_json_text("decided_by", c->decided_by, false);
	print_json_text("profile", c->profile, false);
	printf(",\"line\":%s", c->line[0] ? c->line : "null");
	print_json_text("source", d->source, false);
	print_reports(d);
	puts("}");
}

/* What is done, on the first line. */
static void print_action(const struct sipq850_decision *d, const struct decision_text *c)
{
	printf("%s", c->action);
	if (d->message)
		printf(": send %s", c->message);
	if (d->action == SIPQ850_ACTION_RELEASE)
		printf(" with cause %s %s, location: %s", c->out,
		       cause_name(d), sipq850_location_name(d->cause.location));
	else if (d->action == SIPQ850_ACTION_RESPOND)
		printf(": send %s %s", c->status, c->phrase);
	putchar('\n');
}

static void print_line(const char *name, const char *value)
{
	if (value[0])
		printf("    %s: %s\n", name, value);
}

static void print_text(const struct sipq850_decision *d, const struct decision_text *c)
{
	print_action(d, c);
	print_line("octets", c->ie);
	print_line("Reason", c->reason);
	print_line("Retry-After", c->retry_after);
	print_line("new number, for Contact", d->number);
	printf("    decided by: %s", c->decided_by);
	if (d->row)
		printf(" [%s:%s, %s -> %s]", c->profile, c->line, sipq850_row_in(d->row), sipq850_row_out(d->row));
	printf("\n    %s\n", d->source);
	print_line("report", c->reports);
}

void print_decision(enum print_format format, const struct sipq850_decision *decision)
{
	struct decision_text c;

	decision_text(&c, decision);
	switch (format) {
	case PRINT_TEXT:
		print_text(decision, &c);
		break;
	case PRINT_TSV:
		print_tsv(decision, &c);
		break;
	case PRINT_JSON:
		print_json(decision, &c);
		break;
	}
}
