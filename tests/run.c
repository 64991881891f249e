/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The main of all CUnit programs. CUnit's own count of failures stays 0 when a suite could not start, so a run is
 * good only when all of these hold: it returned success, there is no failure record, no suite failed, and as many
 * tests ran as were registered. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>

#include <CUnit/Basic.h>

const char *source_file(const char *name)
{
	static char path[4096];
	const char *dir = getenv("srcdir");

	snprintf(path, sizeof(path), "%s/%s", dir ? dir : ".", name);
	return path;
}

static CU_ErrorCode register_all(void)
{
	CU_pSuite suite = CU_add_suite(suite_name, NULL, NULL);
	size_t i;

	for (i = 0; suite && i < n_test_cases; i++)
		if (!CU_add_test(suite, test_cases[i].name, test_cases[i].run))
			break;
	return CU_get_error();
}

static int is_good(CU_ErrorCode run)
{
	const CU_RunSummary *summary = CU_get_run_summary();

	return run == CUE_SUCCESS && !CU_get_number_of_failure_records() && !CU_get_number_of_suites_failed() &&
	       summary->nTestsRun == n_test_cases && n_test_cases > 0;
}

int main(void)
{
	CU_ErrorCode run;
	int good;

	if (CU_initialize_registry() != CUE_SUCCESS || register_all() != CUE_SUCCESS) {
		fprintf(stderr, "%s: %s\n", suite_name, CU_get_error_msg());
		return EXIT_FAILURE;
	}
	CU_basic_set_mode(CU_BRM_VERBOSE);
	run = CU_basic_run_tests();
	good = is_good(run);
	printf("%u passed, %u failed\n", CU_get_number_of_tests_run() - CU_get_number_of_tests_failed(),
	       CU_get_number_of_tests_failed() + CU_get_number_of_suites_failed());
	CU_cleanup_registry();
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
