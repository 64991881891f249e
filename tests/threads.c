/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many threads ask for the same built-in maps at once, and count references on one loaded map. Built with
 * --enable-sanitize=thread it proves that there is no race; without, that all threads get the same map and answers. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sipq850/sipq850.h>

#define N_THREADS 16
#define N_ROUNDS 200

static pthread_barrier_t start;
static struct sipq850_map *shared;

struct result {
	const struct sipq850_map *map[8];
	unsigned long sum;
};

static unsigned long ask_all(const struct sipq850_map *map)
{
	struct sipq850_context context = { { 0 } };
	struct sipq850_answer answer;
	unsigned long sum = 0;
	int input;

	context.word[SIPQ850_WORD_LOCATION] = SIPQ850_LOCATION_USER;
	for (input = 100; input < 700; input++)
		if (!sipq850_map_sip2q850(map, input, NULL, &answer))
			sum = sum * 31 + answer.value;
	for (input = 1; input < 128; input++)
		if (!sipq850_map_q850sip(map, input, &context, &answer))
			sum = sum * 31 + answer.value;
	return sum;
}

static void *work(void *data)
{
	struct result *result = data;
	unsigned int i;

	pthread_barrier_wait(&start);
	for (i = 0; i < 8; i++) {
		result->map[i] = sipq850_map_builtin(sipq850_profile_name(sipq850_profile_builtin(i)));
		result->sum += ask_all(result->map[i]);
	}
	for (i = 0; i < N_ROUNDS; i++) {
		const struct sipq850_map *own = sipq850_map_ref(shared);

		result->sum += ask_all(own);
		sipq850_map_unref(own);
	}
	sipq850_map_unref(shared);
	return NULL;
}

static int load_shared(void)
{
	static const char text[] = "#: title T\n#: document D\n#: base rfc3398\n"
		"direction\tin\tcondition\tout\tsource\tnote\nq850sip\t17\t\t600\ts\t\n";
	struct sipq850_profile *profile;
	int rc = sipq850_profile_parse("t", text, strlen(text), &profile, NULL);

	if (rc)
		return rc;
	rc = sipq850_map_compile(profile, &shared, NULL);
	sipq850_profile_unref(profile);
	return rc;
}

int main(void)
{
	static struct result results[N_THREADS];
	pthread_t threads[N_THREADS];
	int i, failed = 0;

	if (load_shared() || pthread_barrier_init(&start, NULL, N_THREADS))
		return 99;
	for (i = 0; i < N_THREADS; i++)
		sipq850_map_ref(shared);
	for (i = 0; i < N_THREADS; i++)
		if (pthread_create(&threads[i], NULL, work, &results[i]))
			return 99;
	for (i = 0; i < N_THREADS; i++)
		pthread_join(threads[i], NULL);
	for (i = 1; i < N_THREADS; i++)
		failed += memcmp(&results[0], &results[i], sizeof(results[0])) != 0;
	sipq850_map_unref(shared);
	printf("%d passed, %d failed\n", N_THREADS - failed, failed);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
