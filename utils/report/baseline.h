/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report of earlier, as `sipq850 report -f json` wrote it, read back into counts. */
#pragma once

#include "tally.h"

#define BASELINE_VERSION 1

/* Read it. `ner_differs` is set when its NER had another definition than that of `kpis`. Prints why and returns NULL
 * when
 * that cannot be. */
struct tally *baseline_read(const char *name, const struct kpis *kpis, bool *ner_differs);
