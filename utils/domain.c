/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "domain.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define EVENT_MIN 1000

static int number_max(enum sipq850_direction direction)
{
	return direction == SIPQ850_SIP2Q850 ? 699 : 127;
}

static bool is_event_of(enum sipq850_direction direction, int input)
{
	int parsed;

	return !sipq850_input_parse(direction, sipq850_input_name(input), &parsed);
}

int domain_next(enum sipq850_direction direction, int input)
{
	if (!input)
		return direction == SIPQ850_SIP2Q850 ? 100 : 1;
	if (input < number_max(direction))
		return input + 1;
	for (input = input < EVENT_MIN ? EVENT_MIN : input + 1; sipq850_input_name(input); input++)
		if (is_event_of(direction, input))
			return input;
	return 0;
}

const char *domain_name(int input, char buf[INPUT_SIZE])
{
	const char *event = sipq850_input_name(input);

	if (event)
		return event;
	snprintf(buf, INPUT_SIZE, "%d", input);
	return buf;
}

const char *domain_title(enum sipq850_direction direction, int input)
{
	if (direction == SIPQ850_SIP2Q850)
		return or_empty(sipq850_sip_phrase(input));
	return or_empty(sipq850_cause_name(SIPQ850_CODING_ITU_T, input));
}

int domain_parse(enum sipq850_direction direction, const char *text, int *input)
{
	int rc = direction == SIPQ850_SIP2Q850 ? sipq850_sip_parse(text, input) : sipq850_cause_parse(text, input);

	return rc == -EINVAL ? sipq850_input_parse(direction, text, input) : rc;
}

bool domain_row_bears(const struct sipq850_row *row, int input)
{
	bool sip = sipq850_row_direction(row) == SIPQ850_SIP2Q850;
	const char *in = sipq850_row_in(row);
	char name[INPUT_SIZE], class[INPUT_SIZE];

	if (!strcmp(in, domain_name(input, name)))
		return true;
	if (input >= EVENT_MIN)
		return false;
	snprintf(class, sizeof(class), sip ? "%dxx" : "class:%d", sip ? input / 100 : input / 16);
	return !strcmp(in, class) || (!strcmp(in, "*") && (!sip || input >= 300));
}

bool answer_same(const struct sipq850_answer *a, const struct sipq850_answer *b)
{
	return a->action == b->action && a->value == b->value && a->location == b->location;
}

const char *answer_out(const struct sipq850_answer *answer, char buf[OUT_SIZE])
{
	if (!answer->value)
		return or_empty(sipq850_action_token(answer->action));
	snprintf(buf, OUT_SIZE, "%u", answer->value);
	return buf;
}

const char *out_at(const struct sipq850_answer *answer, char buf[OUT_SIZE])
{
	const char *location = sipq850_location_token(answer->location);

	if (!answer->value || !location)
		return answer_out(answer, buf);
	snprintf(buf, OUT_SIZE, "%u@%s", answer->value, location);
	return buf;
}

const char *answer_out_at(const struct sipq850_answer *answer, char buf[OUT_SIZE])
{
	return answer->row ? out_at(answer, buf) : "not-covered";
}

void answer_text(char *buf, size_t len, enum sipq850_direction direction, const struct sipq850_answer *answer)
{
	char out[OUT_SIZE];

	if (!answer->row)
		snprintf(buf, len, "not covered");
	else if (!answer->value)
		snprintf(buf, len, "%s", answer_out(answer, out));
	else
		snprintf(buf, len, "%s %s", answer_out(answer, out),
			 domain_title(domain_opposite(direction), answer->value));
}
