/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of a call, or of a leg of it, after its records were read: the same for all formats. `sipq850 extract`
 * prints it, `sipq850 report` counts it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <sipq850/sipq850.h>

#define CALL_TEXT 256		/* bytes of a text, with the terminating NUL; what does not fit is cut at a character */
#define CALL_ID 128
#define CALL_WORD 96

/* Answered? Unknown where a format does not tell. */
enum call_answered { CALL_ANSWERED_UNKNOWN, CALL_ANSWERED_NO, CALL_ANSWERED_YES };

/* What stands in contradiction, or is to be taken with care. One bit each; the words are call_flag_name()'s. */
enum call_flag {
	CALL_LEGS_DIFFER = 1 << 0,	/* legs of one call have different causes or statuses */
	CALL_REASON_DIFFERS = 1 << 1,	/* the Reason header says something else than the field of the record */
	CALL_ANSWERED_FAILED = 1 << 2,	/* answered, yet the status is one of a failure */
	CALL_UNREADABLE = 1 << 3,	/* a value that should be a status or cause could not be read */
	CALL_LATE = 1 << 4,		/* a leg that came after its call was told: see join.h */
	CALL_BY_STATUS = 1 << 5,	/* the cause was not in the record; it is what the profile makes of the status */
	CALL_BY_CAUSE = 1 << 6,		/* the status was not in the record; it is what the profile makes of the cause */
};

/* Why the call ended, in the words of an operator. */
enum call_class {
	CALL_CLASS_UNKNOWN,		/* nothing tells */
	CALL_CLASS_NORMAL,		/* answered and ended normally */
	CALL_CLASS_USER,		/* busy, no answer, rejected, wrong number */
	CALL_CLASS_NETWORK,		/* no route, network or destination out of order */
	CALL_CLASS_RESOURCES,		/* no circuit, congestion */
	CALL_CLASS_INTERWORKING,	/* service, media or option not available or not implemented */
	CALL_CLASS_PROTOCOL,		/* invalid message, protocol error, time-out */
	CALL_CLASSES
};

struct call {
	const char *format;		/* name of the log format */
	const char *file;
	unsigned long line;		/* where its (first) record begins, from 1 */
	double duration;		/* of the answered part, in seconds; -1 = unknown */
	int hour;			/* of the time, 0..23; -1 = unknown */
	int status;			/* SIP, 100..699; 0 = none */
	int cause;			/* Q.850, 1..127; 0 = none */
	enum sipq850_location location;	/* 0 = unknown */
	enum call_answered answered;
	enum call_class class;
	unsigned int flags;		/* enum call_flag */
	unsigned int legs;		/* records it was made of */
	bool begins;			/* the record begins a call: see join.h */

	/* Texts: each ends with a NUL, and what is behind that has no meaning. */
	char time[40];			/* ISO 8601; ends with Z when it is known to be UTC; "" = unknown */
	char call[CALL_ID];		/* what the records of one call share */
	char peer[CALL_ID];		/* another such id that legs of the call may go by */
	char leg[CALL_WORD];		/* "a", a channel, "originating": as the format has it */
	char trunk[CALL_WORD];
	char initiator[CALL_WORD];	/* who ended it, as the format has it */
	char status_text[CALL_WORD];	/* as the record had it */
	char cause_text[CALL_WORD];
	char reason[CALL_TEXT];		/* the value of the Reason header */
};

/* Nothing is known. Writes no more than that: a call is some 2 KiB, most of which is never used. */
void call_clear(struct call *call);

/* Copy what is known of a call, and no more than that. */
void call_copy(struct call *to, const struct call *from);

/* "legs-differ", ...; NULL when bit is none of them. */
const char *call_flag_name(unsigned int bit);

/* "normal", "user", ... */
const char *call_class_name(enum call_class class);

/* Tell the class from cause, status and whether it was answered: tables/log-classes.tsv. */
enum call_class call_classify(const struct call *call);
