// SPDX-License-Identifier: GPL-2.0-or-later
// One number of each JSON line with simdjson's on-demand parser: simdjson_rival FILE FIELD ROUNDS. Prints how many there
// are, their sum, and MB/s of processor time of the best round; reading the file into memory is not in that.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <simdjson.h>

static double run(const simdjson::padded_string &json, std::string_view field, size_t &found, long &sum)
{
	const clock_t begin = clock();
	simdjson::ondemand::parser parser;
	simdjson::ondemand::document_stream stream;

	if (parser.iterate_many(json, 1 << 20).get(stream))
		exit(2);
	for (auto document : stream) {
		int64_t value;

		if (document[field].get_int64().get(value))
			continue;
		found++;
		sum += value;
	}
	return double(clock() - begin) / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
	simdjson::padded_string json;
	double least = 0, took;
	size_t found = 0;
	long sum = 0;
	int i;

	if (argc != 4 || simdjson::padded_string::load(argv[1]).get(json)) {
		std::fprintf(stderr, "usage: simdjson_rival FILE FIELD ROUNDS\n");
		return 2;
	}
	for (i = 0; i < atoi(argv[3]); i++) {
		found = 0;
		sum = 0;
		took = run(json, argv[2], found, sum);
		least = i == 0 || took < least ? took : least;
	}
	std::printf("%zu %ld %.0f\n", found, sum, json.size() / 1e6 / (least > 0 ? least : 1e-6));
	return 0;
}
