/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said behind a status or a cause in a text; each is made once. */
#pragma once

#include <stddef.h>

#include <sipq850/sipq850.h>

#define NOTE_MAX 240

enum note_kind {
	NOTE_VALUE,		/* it becomes a value of the other side */
	NOTE_OTHER,		/* it becomes something else, such as a BYE */
	NOTE_NOT_COVERED,	/* nothing is known */
	NOTE_KINDS
};

struct note {
	enum note_kind kind;
	size_t len;
	char text[NOTE_MAX];	/* " [486 Busy Here -> cause 17 User busy, location network]"; "": nothing */
};

struct notes {
	const struct sipq850_map *map;
	struct note *status[700];
	struct note *cause[128][17];	/* by cause and location */
};

/* NULL when memory ran out. */
const struct note *notes_status(struct notes *notes, int status);
const struct note *notes_cause(struct notes *notes, int cause, enum sipq850_location location);

void notes_free(struct notes *notes);
