/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "call.h"

#include <stddef.h>
#include <string.h>

#include "log_classes.h"

void call_clear(struct call *call)
{
	memset(call, 0, offsetof(struct call, time));
	call->hour = -1;
	call->duration = -1;
	call->legs = 1;
	*call->time = *call->call = *call->peer = *call->leg = *call->trunk = *call->initiator = '\0';
	*call->status_text = *call->cause_text = *call->reason = '\0';
}

void call_copy(struct call *to, const struct call *from)
{
	memcpy(to, from, offsetof(struct call, time));
	strcpy(to->time, from->time);
	strcpy(to->call, from->call);
	strcpy(to->peer, from->peer);
	strcpy(to->leg, from->leg);
	strcpy(to->trunk, from->trunk);
	strcpy(to->initiator, from->initiator);
	strcpy(to->status_text, from->status_text);
	strcpy(to->cause_text, from->cause_text);
	strcpy(to->reason, from->reason);
}

const char *call_flag_name(unsigned int bit)
{
	switch ((enum call_flag)bit) {
	case CALL_LEGS_DIFFER:
		return "legs-differ";
	case CALL_REASON_DIFFERS:
		return "reason-differs";
	case CALL_ANSWERED_FAILED:
		return "answered-failed";
	case CALL_UNREADABLE:
		return "unreadable";
	case CALL_LATE:
		return "late";
	case CALL_BY_STATUS:
		return "by-status";
	case CALL_BY_CAUSE:
		return "by-cause";
	}
	return NULL;
}

const char *call_class_name(enum call_class class)
{
	switch (class) {
	case CALL_CLASS_UNKNOWN:
		return "unknown";
	case CALL_CLASS_NORMAL:
		return "normal";
	case CALL_CLASS_USER:
		return "user";
	case CALL_CLASS_NETWORK:
		return "network";
	case CALL_CLASS_RESOURCES:
		return "resources";
	case CALL_CLASS_INTERWORKING:
		return "interworking";
	case CALL_CLASS_PROTOCOL:
		return "protocol";
	case CALL_CLASSES:
		break;
	}
	return NULL;
}

/* What the record itself gave goes before what a profile made of it. */
static enum call_class class_of_values(const struct call *call)
{
	bool cause = call->cause > 0 && call->cause < 128;
	bool status = call->status >= 100 && call->status < 700;

	if (cause && !(status && call->flags & CALL_BY_STATUS))
		return log_class_of_cause[call->cause];
	return status ? log_class_of_status[call->status] : CALL_CLASS_UNKNOWN;
}

static bool is_fault(enum call_class class)
{
	return class >= CALL_CLASS_NETWORK;
}

enum call_class call_classify(const struct call *call)
{
	enum call_class class = class_of_values(call);

	if (call->answered == CALL_ANSWERED_YES) {
		/* The status tells of another attempt, or of nothing: only a cause can say that it was cut off. */
		if (!call->cause || call->flags & CALL_BY_STATUS || !is_fault(class))
			return CALL_CLASS_NORMAL;
		return class;
	}
	if (call->answered == CALL_ANSWERED_NO && class == CALL_CLASS_NORMAL && call->cause == SIPQ850_CAUSE_NORMAL_CALL_CLEARING)
		return CALL_CLASS_USER;
	return class;
}
