/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fill.h"

void call_fill(struct call *call, const struct sipq850_map *map)
{
	struct sipq850_context context = { .word[SIPQ850_WORD_LOCATION] = call->location };
	struct sipq850_answer answer;

	if (call->status >= 300 && !call->cause) {
		if (!sipq850_map_sip2q850(map, call->status, NULL, &answer) && answer.action == SIPQ850_ACTION_RELEASE) {
			call->cause = answer.value;
			call->flags |= CALL_BY_STATUS;
		}
	} else if (call->cause && !call->status) {
		if (!sipq850_map_q850sip(map, call->cause, &context, &answer) && answer.action == SIPQ850_ACTION_RESPOND) {
			call->status = answer.value;
			call->flags |= CALL_BY_CAUSE;
		}
	}
}
