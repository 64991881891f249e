/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the harnesses share. Each has the entry point of libFuzzer; standalone.c calls it for files. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <sipq850/cause.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that holds for every input: a fuzzer stops where it does not. */
#define CHECK(property) \
	do { \
		if (!(property)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #property); \
			abort(); \
		} \
	} while (0)

/* Decode octets, and check all that must hold of the result. */
void fuzz_cause(enum sipq850_cause_form form, const uint8_t *octets, size_t len);
