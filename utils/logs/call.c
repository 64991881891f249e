/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "call.h"

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
