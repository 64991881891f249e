/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sipq850/map.h>

#include <errno.h>

#include "map_priv.h"
#include "strbuf.h"
#include "vocabulary.h"

static void say_term(struct osmo_strbuf *sb, const struct term *term, const struct sipq850_context *context)
{
	const char *word = sq_word_name(term->word);
	uint8_t known = context->word[term->word];
	const char *name = sq_value_name(term->word, known);

	if (!known)
		OSMO_STRBUF_PRINTF(*sb, "%s is not known", word);
	else if (name)
		OSMO_STRBUF_PRINTF(*sb, "%s is %s", word, name);
	else
		OSMO_STRBUF_PRINTF(*sb, "%s has the value %u", word, known);
}

/* The first term that does not hold; NULL when all do. */
static const struct term *failing(const struct candidate *candidate, const struct sipq850_context *context)
{
	unsigned int i;

	for (i = 0; i < candidate->n_terms; i++)
		if (!sq_term_holds(&candidate->terms[i], context))
			return &candidate->terms[i];
	return NULL;
}

static void say_row(struct osmo_strbuf *sb, const struct sipq850_row *row)
{
	OSMO_STRBUF_PRINTF(*sb, "%s:%u: %s", row->profile->name, row->line, row->in);
	if (row->condition[0])
		OSMO_STRBUF_PRINTF(*sb, " when %s", row->condition);
	OSMO_STRBUF_PRINTF(*sb, " -> %s: ", row->out);
}

static void say_answer(struct osmo_strbuf *sb, const struct sipq850_answer *answer)
{
	if (!answer->row) {
		OSMO_STRBUF_PRINTF(*sb, "no row answers: not covered\n");
		return;
	}
	say_row(sb, answer->row);
	OSMO_STRBUF_PRINTF(*sb, "answers (%s)\n    source: %s\n", sipq850_found_name(answer->found),
			   answer->row->source);
	if (answer->row->note[0])
		OSMO_STRBUF_PRINTF(*sb, "    note: %s\n", answer->row->note);
}

int sipq850_map_explain_buf(char *buf, size_t len, const struct sipq850_map *map, enum sipq850_direction direction,
			    int input, const struct sipq850_context *context)
{
	static const struct sipq850_context nothing;
	struct osmo_strbuf sb = sq_strbuf(buf, len);
	const struct candidate *candidate;
	const struct term *term;
	int slot = -1;

	if (direction == SIPQ850_SIP2Q850 || direction == SIPQ850_Q850SIP)
		slot = sq_slot(direction, input);
	if (slot < 0)
		return -EINVAL;
	if (!context)
		context = &nothing;
	candidate = &map->candidates[map->lists[direction - 1].first[slot]];
	for (; (term = failing(candidate, context)); candidate++) {
		say_row(&sb, candidate->answer.row);
		say_term(&sb, term, context);
		OSMO_STRBUF_PRINTF(sb, "\n");
	}
	say_answer(&sb, &candidate->answer);
	return sb.chars_needed;
}
