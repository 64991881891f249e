/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "notes.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

/* Room for a side of a note. */
#define SIDE_MAX 100

static void name_status(char *to, int status)
{
	const char *phrase = sipq850_sip_phrase(status);

	snprintf(to, SIDE_MAX, "%d%s%s", status, phrase ? " " : "", or_empty(phrase));
}

static void name_cause(char *to, int cause, int location)
{
	const char *name = sipq850_cause_name(SIPQ850_CODING_ITU_T, cause), *where = sipq850_location_short(location);

	snprintf(to, SIDE_MAX, "cause %d%s%s%s%s", cause, name ? " " : "", or_empty(name), where ? ", location " : "",
		 or_empty(where));
}

/* Name what an answer says; NULL when it says nothing. */
static const char *name_answer(char *to, const struct sipq850_answer *answer, enum note_kind *kind)
{
	const char *token = sipq850_action_token(answer->action);

	*kind = NOTE_VALUE;
	if (answer->found == SIPQ850_FOUND_NOT_COVERED) {
		*kind = NOTE_NOT_COVERED;
		return NULL;
	}
	if (answer->action == SIPQ850_ACTION_RELEASE) {
		name_cause(to, answer->value, answer->location);
	} else if (answer->action == SIPQ850_ACTION_RESPOND) {
		name_status(to, answer->value);
	} else {
		*kind = NOTE_OTHER;
		snprintf(to, SIDE_MAX, "%s", or_empty(token));
	}
	return to;
}

static struct note *make(const char *asked, const struct sipq850_answer *answer)
{
	struct note *note = malloc(sizeof(*note));
	char side[SIDE_MAX];
	const char *said;

	if (!note)
		return NULL;
	said = name_answer(side, answer, &note->kind);
	note->len = said ? snprintf(note->text, sizeof(note->text), " [%s -> %s]", asked, said) : 0;
	return note;
}

const struct note *notes_status(struct notes *notes, int status)
{
	struct sipq850_answer answer = { .found = SIPQ850_FOUND_NOT_COVERED };
	char asked[SIDE_MAX];

	if (!notes->status[status]) {
		name_status(asked, status);
		sipq850_map_sip2q850(notes->map, status, NULL, &answer);
		notes->status[status] = make(asked, &answer);
	}
	return notes->status[status];
}

const struct note *notes_cause(struct notes *notes, int cause, enum sipq850_location location)
{
	const struct sipq850_context context = { .word[SIPQ850_WORD_LOCATION] = location };
	struct sipq850_answer answer = { .found = SIPQ850_FOUND_NOT_COVERED };
	char asked[SIDE_MAX];

	if (!notes->cause[cause][location]) {
		name_cause(asked, cause, 0);
		sipq850_map_q850sip(notes->map, cause, &context, &answer);
		notes->cause[cause][location] = make(asked, &answer);
	}
	return notes->cause[cause][location];
}

void notes_free(struct notes *notes)
{
	size_t i, k;

	for (i = 0; i < 700; i++)
		free(notes->status[i]);
	for (i = 0; i < 128; i++)
		for (k = 0; k < 17; k++)
			free(notes->cause[i][k]);
}
