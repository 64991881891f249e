/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A main for a harness without libFuzzer: give it the files of a corpus, each in memory of just its size. */
#include "fuzz.h"

#include <errno.h>
#include <string.h>

#define SIZE_MAX_READ (1 << 20)

static int run_file(const char *path)
{
	static uint8_t room[SIZE_MAX_READ];
	FILE *file = fopen(path, "rb");
	uint8_t *data;
	size_t size;

	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -errno;
	}
	size = fread(room, 1, sizeof(room), file);
	fclose(file);
	data = malloc(size ? size : 1);
	CHECK(data);
	memcpy(data, room, size);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (run_file(argv[i]))
			return 1;
	printf("%d inputs\n", argc - 1);
	return 0;
}
