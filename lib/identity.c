/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 64-bit FNV-1a over the canonical rows: "direction TAB in TAB condition TAB out LF", terms in the order of
 * words.tsv. */
#include "map_priv.h"
#include "vocabulary.h"

#define FNV_OFFSET 0xcbf29ce484222325ULL
#define FNV_PRIME 0x00000100000001b3ULL

static void add(uint64_t *hash, const char *text)
{
	for (; *text; text++)
		*hash = (*hash ^ (unsigned char)*text) * FNV_PRIME;
}

static void add_condition(uint64_t *hash, const struct rule *rule)
{
	unsigned int i;

	for (i = 0; i < rule->n_terms; i++) {
		const struct term *term = &rule->terms[i];

		if (i)
			add(hash, ",");
		add(hash, sq_word_name(term->word));
		add(hash, term->differs ? "!=" : "=");
		add(hash, sq_value_name(term->word, term->value));
	}
}

uint64_t sq_identity(const struct effective *e)
{
	uint64_t hash = FNV_OFFSET;
	size_t i;

	for (i = 0; i < e->n_rules; i++) {
		const struct rule *rule = &e->rules[i];

		add(&hash, sipq850_direction_name(rule->direction));
		add(&hash, "\t");
		add(&hash, rule->answer.row->in);
		add(&hash, "\t");
		add_condition(&hash, rule);
		add(&hash, "\t");
		add(&hash, rule->answer.row->out);
		add(&hash, "\n");
	}
	return hash;
}
