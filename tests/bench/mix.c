/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mix.h"

#include <stddef.h>

/* In a mix of 100 inputs, so many are this one. */
struct share {
	uint16_t input;
	uint8_t percent;
};

/* The shares are our own choice and no measurement: most calls that fail are busy, given up, or not answered; then come
 * wrong numbers, overload and refusals; the rest is rare. A log of your own has other shares: put them here. */
static const struct share common_statuses[] = {
	{ 486, 22 }, { 487, 20 }, { 480, 13 }, { 404, 12 }, { 503, 7 }, { 408, 5 }, { 403, 5 }, { 603, 4 }, { 500, 3 },
	{ 484, 2 }, { 488, 2 }, { 502, 1 }, { 504, 1 }, { 401, 1 }, { 410, 1 }, { 600, 1 },
};

static const struct share common_causes[] = {
	{ 16, 32 }, { 17, 20 }, { 19, 10 }, { 18, 8 }, { 1, 8 }, { 21, 5 }, { 31, 4 }, { 34, 3 }, { 27, 2 }, { 38, 2 },
	{ 41, 2 }, { 102, 1 }, { 127, 1 }, { 3, 1 }, { 28, 1 },
};

/* splitmix64 (Steele, Lea, Flood 2014). */
uint64_t mix_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

void mix_uniform(enum sipq850_direction direction, uint16_t inputs[MIX_INPUTS])
{
	unsigned int low = direction == SIPQ850_SIP2Q850 ? 100 : 1;
	unsigned int high = direction == SIPQ850_SIP2Q850 ? 699 : 127;
	uint64_t state = direction;
	size_t i;

	for (i = 0; i < MIX_INPUTS; i++)
		inputs[i] = low + mix_random(&state) % (high - low + 1);
}

/* The input that stands at `percent` when the shares are laid end to end. */
static uint16_t input_at(const struct share *shares, unsigned int percent)
{
	while (percent >= shares->percent) {
		percent -= shares->percent;
		shares++;
	}
	return shares->input;
}

void mix_common(enum sipq850_direction direction, uint16_t inputs[MIX_INPUTS])
{
	const struct share *shares = direction == SIPQ850_SIP2Q850 ? common_statuses : common_causes;
	uint64_t state = direction;
	size_t i;

	for (i = 0; i < MIX_INPUTS; i++)
		inputs[i] = input_at(shares, mix_random(&state) % 100);
}
