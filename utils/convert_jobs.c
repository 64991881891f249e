/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several threads, all alike. Each reads a chunk (one at a time may), converts it while others read, waits until those
 * before it are written, and writes.
 *
 * A chunk is cut behind a line feed, and it is a guess that a record ends there: it may be within a quoted field. The
 * thread that converts the chunk knows in the end, and says in the main part where the scan stands. The next one, in
 * its turn, sees whether it began where a record begins. If not, what it made is thrown away, and it converts the chunk
 * again from where the main part stands; so it goes, too, with chunks that are known to begin within a record. Thus the
 * output is that of one thread, whatever the input. */

#include "convert.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

#define CHUNK (512 * 1024)
#define CHUNK_MIN (64 * 1024)
#define CHUNKS (6 * CHUNK)	/* of all threads; each has memory for two and a half */
#define SHORT_READ (64 * 1024)	/* one that read less is not waited behind: the input is slow */

/* What the threads share. */
struct crew {
	struct convert_job *job;
	size_t size;			/* of a chunk */
	const struct simd *simd;

	pthread_mutex_t reading;	/* for what follows: who reads */
	char *rest;			/* what was read, but is behind the cut */
	size_t n_rest;
	bool by_parity;			/* how to guess; may be seen late */
	bool cut;			/* the last chunk ended with a line feed */
	unsigned long n_read;		/* chunks */
	bool failed;			/* to read */

	pthread_mutex_t order;		/* for what follows: who writes */
	pthread_cond_t moved;
	unsigned long turn;		/* number of the chunk to be written */
	bool stop;			/* no chunk after this one is to be written */
	int rc;
};

struct worker {
	struct part part;	/* the first, so that it can tell the worker */
	struct crew *crew;
	pthread_t thread;
	char *bytes;		/* of the chunk */
	size_t len;
	unsigned long number;	/* of the chunk */
	bool guess;		/* a record may begin with the chunk */
};

/* Find where a record ends last, if one begins with the bytes and no quote is wrong. Returns 0 when none does. */
static size_t cut_by_parity(const struct simd *simd, const char *bytes, size_t len)
{
	const char wanted[3] = { '\n', '\n', CSV_QUOTE };
	uint64_t quoted = 0, ends;
	struct simd_marks marks;
	size_t i, cut = 0;

	for (i = 0; i + SIMD_BLOCK <= len; i += SIMD_BLOCK) {
		simd->mark(bytes + i, 1, wanted, &marks);
		ends = marks.equal[0] & ~(marks.parity ^ quoted);
		if (ends)
			cut = i + SIMD_BLOCK - __builtin_clzll(ends);
		quoted ^= -(marks.parity >> (SIMD_BLOCK - 1));
	}
	return cut;
}

/* Choose where the chunk ends. */
static size_t choose_cut(const struct crew *crew, const char *bytes, size_t len)
{
	const char *feed;
	size_t cut = 0;

	if (__atomic_load_n(&crew->by_parity, __ATOMIC_RELAXED))
		cut = cut_by_parity(crew->simd, bytes, len);
	feed = cut ? NULL : memrchr(bytes, '\n', len);
	return feed ? (size_t)(feed + 1 - bytes) : cut;
}

/* Read on behind the rest until the chunk is full, the input ends or is slow. Returns -1 on failure. */
static int fill(struct worker *worker)
{
	struct crew *crew = worker->crew;
	ssize_t n = SHORT_READ;

	memcpy(worker->bytes, crew->rest, crew->n_rest);
	worker->len = crew->n_rest;
	crew->n_rest = 0;
	while (!crew->failed && worker->len < crew->size && (n >= SHORT_READ || worker->len < 2)) {
		n = csv_input_read(&crew->job->input, worker->bytes + worker->len, crew->size - worker->len);
		if (n <= 0)
			return n;
		worker->len += n;
	}
	return 0;
}

/* Cut the chunk, and keep the rest. One without a line feed is not cut, but for a CR: the next byte tells what it
 * is. */
static void cut_chunk(struct worker *worker)
{
	struct crew *crew = worker->crew;
	size_t cut = choose_cut(crew, worker->bytes, worker->len);

	worker->guess = crew->cut && cut > 0;
	crew->cut = cut > 0;
	if (!cut) {
		cut = worker->len;
		if (worker->bytes[cut - 1] == '\r' && !crew->job->input.at_end && !crew->failed)
			cut--;
	}
	crew->n_rest = worker->len - cut;
	memcpy(crew->rest, worker->bytes + cut, crew->n_rest);
	worker->len = cut;
	worker->number = crew->n_read++;
}

/* Let the others stop when they have their turn. */
static void stop(struct crew *crew, int rc)
{
	pthread_mutex_lock(&crew->order);
	crew->stop = true;
	if (crew->rc == CLI_OK)
		crew->rc = rc;
	pthread_cond_broadcast(&crew->moved);
	pthread_mutex_unlock(&crew->order);
}

/* Read a chunk. Returns false when there is none. */
static bool read_chunk(struct worker *worker)
{
	struct crew *crew = worker->crew;
	bool more = false;

	pthread_mutex_lock(&crew->reading);
	if (fill(worker) < 0)
		crew->failed = true;
	more = worker->len > 0;
	if (more)
		cut_chunk(worker);
	pthread_mutex_unlock(&crew->reading);
	return more;
}

/* Wait for the turn, and see whether the guess was right. */
static void take_turn(struct part *part)
{
	struct worker *worker = (struct worker *)part;
	struct crew *crew = worker->crew;
	const struct csv *at = &part->job->main.csv;

	pthread_mutex_lock(&crew->order);
	while (crew->turn != worker->number && !crew->stop)
		pthread_cond_wait(&crew->moved, &crew->order);
	part->stale = crew->stop || !csv_is_between(at);
	part->lines_before = at->lines;
	pthread_mutex_unlock(&crew->order);
	part->in_turn = true;
}

static void forget(struct part *part)
{
	memset(part->counts, 0, sizeof(part->counts));
	part->records = 0;
	part->padded = 0;
	part->longer = 0;
	part->used = 0;
	part->n_rejects = 0;
}

/* Convert the chunk on the guess that a record begins with it. */
static int convert_ahead(struct worker *worker)
{
	struct part *part = &worker->part;

	part->in_turn = false;
	part->stale = false;
	if (!worker->guess)
		return CLI_OK;
	csv_start(&part->csv);
	csv_feed(&part->csv, worker->bytes, worker->len);
	return part_convert(part, worker->bytes);
}

/* Convert the chunk, in turn, from where the main part stands. */
static int convert_again(struct worker *worker)
{
	struct part *part = &worker->part;
	const struct convert_job *job = part->job;

	forget(part);
	part->stale = false;
	part->lines_before = 0;
	csv_continue(&part->csv, &job->main.csv);
	csv_feed(&part->csv, worker->bytes, worker->len);
	return part_convert(part, worker->bytes);
}

/* Say in the main part what was counted and where the scan stands. */
static void add_up(struct part *part)
{
	struct part *sum = &part->job->main;
	const bool crlf = part->csv.ended ? part->csv.crlf : sum->csv.crlf;
	size_t i;
	int kind;

	for (i = 0; i < part->job->n_fields; i++)
		for (kind = 0; kind < ADDITION_KINDS; kind++)
			sum->counts[i][kind] += part->counts[i][kind];
	sum->records += part->records;
	sum->padded += part->padded;
	sum->longer += part->longer;
	part->csv.lines += part->lines_before;
	part->csv.line += part->lines_before;
	csv_continue(&sum->csv, &part->csv);
	sum->csv.crlf = crlf;
	forget(part);
}

/* Bring to its end what was converted ahead. Returns false when all is over. */
static bool finish(struct worker *worker, int rc)
{
	struct part *part = &worker->part;
	struct crew *crew = worker->crew;
	bool *by_parity = &crew->by_parity;

	if (!part->in_turn)
		take_turn(part);
	if (crew->stop)
		return false;
	if (worker->guess && part->stale)
		__atomic_store_n(by_parity, !__atomic_load_n(by_parity, __ATOMIC_RELAXED), __ATOMIC_RELAXED);
	if (!worker->guess || part->stale)
		rc = convert_again(worker);
	if (rc == CLI_OK)
		rc = part_flush(part);
	if (rc == CLI_OK)
		add_up(part);
	else
		stop(crew, rc);
	pthread_mutex_lock(&crew->order);
	crew->turn++;
	pthread_cond_broadcast(&crew->moved);
	pthread_mutex_unlock(&crew->order);
	return rc == CLI_OK;
}

static void *work(void *data)
{
	struct worker *worker = data;
	bool more = true;
	int rc;

	while (more && read_chunk(worker)) {
		rc = convert_ahead(worker);
		more = finish(worker, rc);
	}
	return NULL;
}

/* Get the memory of a worker. */
static int hire(struct worker *worker, struct crew *crew)
{
	const struct csv *csv = &crew->job->main.csv;
	struct csv *own = &worker->part.csv;

	worker->crew = crew;
	worker->part.take_turn = take_turn;
	own->delimiter = csv->delimiter;
	own->n_wanted = csv->n_wanted;
	memcpy(own->wanted, csv->wanted, sizeof(own->wanted));
	if (part_make(&worker->part, crew->job, crew->size + crew->size / 2) < 0)
		return -1;
	worker->bytes = malloc(crew->size);
	if (worker->bytes)
		return 0;
	cli_error("out of memory");
	return -1;
}

/* Let all work, the first one in this thread. That a thread cannot be had is no failure: the others do its work. */
static void run(struct worker *workers, unsigned int n)
{
	unsigned int i, started;

	for (started = 1; started < n; started++)
		if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
			break;
	work(&workers[0]);
	for (i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
}

int convert_with_jobs(struct convert_job *job)
{
	const unsigned int n = job->jobs;
	struct crew crew = {
		.job = job,
		.reading = PTHREAD_MUTEX_INITIALIZER,
		.order = PTHREAD_MUTEX_INITIALIZER,
		.moved = PTHREAD_COND_INITIALIZER,
		.simd = job->main.csv.simd,
		.cut = csv_is_between(&job->main.csv),
	};
	struct worker *workers = calloc(n, sizeof(*workers));
	unsigned int i, hired = 0;

	crew.size = CHUNKS / n < CHUNK ? CHUNKS / n & -CHUNK_MIN : CHUNK;
	if (csv_read_most() < crew.size / 4)	/* a test: see there */
		crew.size = csv_read_most() + 1;
	crew.rest = malloc(crew.size);
	if (workers && crew.rest)
		while (hired < n && hire(&workers[hired], &crew) == 0)
			hired++;
	if (hired == n)
		run(workers, n);
	else
		crew.rc = CLI_MISUSE;
	if (!workers || !crew.rest)
		cli_error("out of memory");
	for (i = 0; workers && i < n; i++) {
		part_free(&workers[i].part);
		free(workers[i].bytes);
	}
	free(workers);
	free(crew.rest);
	csv_feed(&job->main.csv, NULL, 0);
	return crew.rc == CLI_OK && crew.failed ? CLI_MISUSE : crew.rc;
}
