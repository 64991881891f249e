/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is asked: inputs drawn beforehand, always the same ones. */
#pragma once

#include <stdint.h>

#include <sipq850/profile.h>

/* Long enough that no branch predictor learns the sequence by heart: real calls do not fail in a pattern either. */
#define MIX_INPUTS 65536

/* The next of a fixed sequence of random numbers; `state` starts at any value. */
uint64_t mix_random(uint64_t *state);

/* Fill with inputs of the direction, each as likely as any other. */
void mix_uniform(enum sipq850_direction direction, uint16_t inputs[MIX_INPUTS]);

/* Fill with the inputs that a gateway sees, as often as it does. */
void mix_common(enum sipq850_direction direction, uint16_t inputs[MIX_INPUTS]);
