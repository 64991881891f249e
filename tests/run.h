/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a test program hands to the shared main in run.c: its suite. */
#pragma once

#include <stddef.h>

#include <CUnit/CUnit.h>

struct test_case {
	const char *name;
	void (*run)(void);
};

extern const char *const suite_name;
extern const struct test_case test_cases[];
extern const size_t n_test_cases;

#define TEST_SUITE(name, ...) \
	const char *const suite_name = name; \
	const struct test_case test_cases[] = { __VA_ARGS__ }; \
	const size_t n_test_cases = sizeof(test_cases) / sizeof(test_cases[0])

/* Path of a file of the source tree's tests/ directory. The buffer is overwritten by the next call. */
const char *source_file(const char *name);
