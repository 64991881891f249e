/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rivals_priv.h"

#include <errno.h>
#include <stdbool.h>

static struct sipq850_answer dense_statuses[RIVAL_STATUSES];
static struct sipq850_answer dense_causes[RIVAL_CAUSES];

/* --- start-up */

static bool take_row(const struct sipq850_map *map, unsigned int row)
{
	size_t i;

	for (i = 0; i < sipq850_map_rows(map); i++) {
		const struct sipq850_answer *answer = sipq850_map_row(map, i);

		if (sipq850_row_line(answer->row) != rival_lines[row])
			continue;
		rival_answers[row].row = answer->row;
		return true;
	}
	return false;
}

int rivals_init(const struct sipq850_map *map)
{
	unsigned int i;

	for (i = 0; i < rival_rows; i++)
		if (!take_row(map, i))
			return -ENOENT;
	for (i = 0; i < RIVAL_STATUSES; i++)
		dense_statuses[i] = rival_answers[rival_plain_sip2q850[i]];
	for (i = 0; i < RIVAL_CAUSES; i++)
		dense_causes[i] = rival_answers[rival_plain_q850sip[i]];
	return 0;
}

/* --- (b) the linear scan */

static inline bool holds(const struct rival_row *row, const struct sipq850_context *context)
{
	unsigned int i;

	if (row->n_terms && !context)
		return false;
	for (i = 0; i < row->n_terms; i++) {
		uint8_t known = context->word[row->terms[i].word];

		if (!known || (known == row->terms[i].value) == row->terms[i].differs)
			return false;
	}
	return true;
}

static inline int scan(const struct rival_row *rows, unsigned int n, int input,
		       const struct sipq850_context *context, struct sipq850_answer *answer)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (input >= rows[i].low && input <= rows[i].high && holds(&rows[i], context))
			return give(answer, rows[i].answer);
	return give(answer, rival_rows);
}

static bool is_event(int input, enum sipq850_direction direction)
{
	return input >= 1000 && input < 1000 + RIVAL_EVENTS && (rival_events[input - 1000] & direction);
}

RIVAL(linear_sip2q850)
{
	(void)map;
	if ((input < 100 || input > 699) && !is_event(input, SIPQ850_SIP2Q850))
		return -EINVAL;
	return scan(rival_scan_sip2q850, rival_scan_sip2q850_count, input, context, answer);
}

RIVAL(linear_q850sip)
{
	(void)map;
	if ((input < 1 || input > 127) && !is_event(input, SIPQ850_Q850SIP))
		return -EINVAL;
	return scan(rival_scan_q850sip, rival_scan_q850sip_count, input, context, answer);
}

/* --- (c) the dense array */

RIVAL(dense_sip2q850)
{
	(void)map;
	(void)context;
	if (input < 100 || input > 699)
		return -EINVAL;
	*answer = dense_statuses[input - 100];
	return 0;
}

RIVAL(dense_q850sip)
{
	(void)map;
	(void)context;
	if (input < 1 || input > 127)
		return -EINVAL;
	*answer = dense_causes[input - 1];
	return 0;
}

/* --- the call alone */

RIVAL(empty_call)
{
	(void)map;
	(void)input;
	(void)context;
	(void)answer;
	return 0;
}
