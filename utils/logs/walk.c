/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "walk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../cli.h"
#include "detect.h"
#include "input.h"
#include "join.h"
#include "progress.h"
#include "scan.h"
#include "source.h"
#include "take.h"

#define CANDIDATES_MAX 16
#define FOLLOW_WINDOW 64	/* whoever follows a file does not want to wait for thousands of calls */

/* A file whose first bytes are looked at before it is read. */
struct sniffed {
	struct input input;
	const struct walk *walk;
	char *head;
	size_t len, taken;
	bool whole;		/* the head is all there is */
	unsigned long records;	/* of the format */
	bool called;		/* a record of a call was in it */
};

struct pass {
	struct walk *walk;
	struct format *format;
	struct join *join;
	struct value *scratch;
	struct progress progress;
};

/* --- the first bytes */

static int open_sniffed(struct sniffed *sniffed, const struct walk *walk, struct progress *progress, const char *name)
{
	*sniffed = (struct sniffed){ .input.progress = progress, .walk = walk };
	if (input_open(&sniffed->input, name, walk->follow ? INPUT_FOLLOW : 0) < 0)
		return -1;
	if (!walk->writes || !walk->writes(walk->to, sniffed->input.fd))
		return 0;
	cli_error("%s: this is the output, too", sniffed->input.name);
	return -1;
}

/* Look at the first bytes, once: somebody may write them slowly, so only when they are asked for. */
static int sniff(struct sniffed *sniffed)
{
	ssize_t n = 1;

	if (sniffed->head)
		return 0;
	sniffed->head = malloc(DETECT_BYTES);
	if (!sniffed->head) {
		cli_error("out of memory");
		return -1;
	}
	while (n > 0 && sniffed->len < DETECT_BYTES) {
		n = input_read(&sniffed->input, sniffed->head + sniffed->len, DETECT_BYTES - sniffed->len);
		if (n > 0)
			sniffed->len += n;
		if (sniffed->walk->follow)	/* more may never come */
			break;
	}
	sniffed->whole = n == 0;
	return n < 0 ? -1 : 0;
}

/* Keep what may have to tell in the end what the file is, as nobody looked at its first bytes before. */
static void keep_head(struct sniffed *sniffed, const char *bytes, size_t n)
{
	const size_t left = DETECT_BYTES - sniffed->len;

	if (sniffed->called)
		return;
	if (!sniffed->head)
		sniffed->head = malloc(DETECT_BYTES);
	if (!sniffed->head)
		return;
	n = n < left ? n : left;
	memcpy(sniffed->head + sniffed->len, bytes, n);
	sniffed->len += n;
	sniffed->taken += n;
}

/* The next bytes may be long in coming. */
static ssize_t read_on(struct sniffed *sniffed, char *to, size_t room)
{
	ssize_t n;

	if (sniffed->walk->idle && sniffed->walk->idle(sniffed->walk->to))
		return -1;
	n = input_read(&sniffed->input, to, room);
	if (n > 0)
		keep_head(sniffed, to, n);
	return n;
}

static ssize_t read_sniffed(void *from, char *to, size_t room)
{
	struct sniffed *sniffed = from;
	size_t n = sniffed->len - sniffed->taken;

	if (!n && sniffed->whole)
		return 0;
	if (!n)
		return read_on(sniffed, to, room);
	if (n > room)
		n = room;
	memcpy(to, sniffed->head + sniffed->taken, n);
	sniffed->taken += n;
	return n;
}

static void close_sniffed(struct sniffed *sniffed)
{
	input_close(&sniffed->input);
	free(sniffed->head);
}

/* --- the format */

static struct format *refuse_candidates(const char *file, const struct detected *found, int n)
{
	int i;

	if (!n) {
		cli_error("%s: this is none of the formats known; 'sipq850 formats' lists them, --format and --format-file say "
			  "which it is", file);
		return NULL;
	}
	cli_error("%s: this may be of %d formats; say which with --format:", file, n);
	for (i = 0; i < n; i++)
		cli_error("  %s (%s)", found[i].name, found[i].why);
	return NULL;
}

static bool is_told(const struct walk *walk)
{
	return walk->format_name || walk->format_file;
}

static struct format *find_format(const struct walk *walk, const struct sniffed *sniffed)
{
	struct detected found[CANDIDATES_MAX];
	struct format *format;
	char why[512];
	int n;

	if (walk->format_name)
		format = format_builtin(walk->format_name, why, sizeof(why));
	else if (walk->format_file)
		format = format_load(walk->format_file, why, sizeof(why));
	else {
		n = detect((struct span){ sniffed->head, sniffed->len }, sniffed->whole, found, CANDIDATES_MAX);
		if (n != 1)
			return refuse_candidates(sniffed->input.name, found, n);
		format = format_builtin(found[0].name, why, sizeof(why));
	}
	if (!format)
		cli_error("%s", why);
	return format;
}

static bool is_blank(struct span bytes)
{
	return !bytes.len || scan_blanks(bytes.at, bytes.at + bytes.len) == bytes.at + bytes.len;
}

/* Is this, where the format found no call, a file of that format in which no call ended? Some of its evidence has to
 * be there, and none of another format. A format without evidence has to know a record. */
static bool may_be(const struct format *format, const struct sniffed *sniffed, struct span head, char other[64])
{
	const bool whole = head.len < DETECT_BYTES;
	struct detected found[CANDIDATES_MAX];
	int i, n;

	*other = '\0';
	if (!format_head_next(format, "detect", NULL) && sniffed->records)
		return true;
	n = detect(head, whole, found, CANDIDATES_MAX);
	for (i = 0; i < n; i++)
		if (!strcmp(found[i].name, format->name))
			return true;
	if (n == 1)
		snprintf(other, 64, "%s", found[0].name);
	return n <= 0 && detect_may_be(format, head, whole);
}

/* The format was told, and no call is in the file: say so, unless that can be right. */
static void judge(struct walk *walk, const struct sniffed *sniffed, const struct format *format)
{
	const struct span head = { sniffed->head, sniffed->len };
	char other[64];

	if (sniffed->called || !is_told(walk) || is_blank(head) || may_be(format, sniffed, head, other))
		return;
	walk->strangers++;
	cli_error("%s: no call of format %s is in it, and it %s%s; 'sipq850 formats --detect FILE' tells what a file is",
		  sniffed->input.name, format->name, *other ? "looks like " : "does not look like one", other);
}

/* --- hexadecimal or decimal */

static bool asks_base(const struct format *format)
{
	size_t i, k;

	for (i = 0; i < format->n_rows; i++)
		for (k = 0; k < format->rows[i].n_steps; k++)
			if (!strcmp(format->rows[i].steps[k].step->name, "number"))
				return true;
	return false;
}

/* Take all records of what is given, only to see how the numbers are written. */
static int gather(struct pass *pass, const char *name, ssize_t (*read)(void *from, char *to, size_t room), void *from)
{
	struct source source;
	struct record record;
	struct call call;
	int verdict;

	if (source_open(&source, pass->format, name, read, from) < 0)
		return -1;
	while ((verdict = source_next(&source, &record)) != RECORD_MORE && verdict >= 0)
		if (verdict == RECORD_FOUND)
			take_call(pass->format, &record, &call, pass->scratch);
	source_close(&source);
	return verdict < 0 ? -1 : 0;
}

static ssize_t read_head(void *from, char *to, size_t room)
{
	struct sniffed *sniffed = from;
	const ssize_t n = read_sniffed(sniffed, to, sniffed->len - sniffed->taken < room ? sniffed->len - sniffed->taken : room);

	return n;
}

/* The evidence of a whole file, where it can be read twice, else of its first bytes. */
static int gather_evidence(struct pass *pass, struct sniffed *sniffed)
{
	struct sniffed again;
	struct stat st;
	int rc;

	if (!sniffed->len)
		return 0;
	if (pass->walk->follow || !strcmp(sniffed->input.name, "standard input") || stat(sniffed->input.name, &st) ||
	    !S_ISREG(st.st_mode)) {
		bool whole = sniffed->whole;

		sniffed->whole = true;
		rc = gather(pass, sniffed->input.name, read_head, sniffed);
		sniffed->taken = 0;
		sniffed->whole = whole;
		return rc;
	}
	rc = open_sniffed(&again, pass->walk, NULL, sniffed->input.name);
	if (!rc)
		rc = gather(pass, sniffed->input.name, read_sniffed, &again);
	close_sniffed(&again);
	return rc;
}

static int decide_base(struct pass *pass, struct sniffed *sniffed)
{
	struct value *scratch = pass->scratch;
	const char *name = sniffed->input.name;

	scratch->base = pass->walk->base;
	if (scratch->base || !asks_base(pass->format))
		return CLI_OK;
	scratch->only_decimal = scratch->only_hex = scratch->either = false;
	if (sniff(sniffed) < 0 || gather_evidence(pass, sniffed) < 0)
		return CLI_MISUSE;
	if (!scratch->only_hex && !scratch->only_decimal && !scratch->either)
		return CLI_OK;
	scratch->base = scratch->only_hex ? 16 : 10;
	if (scratch->only_hex != scratch->only_decimal) {
		if (!pass->walk->quiet)
			cli_error("%s: causes are %s, as some of them can be nothing else", name,
				  scratch->only_hex ? "hexadecimal" : "decimal");
		return CLI_OK;
	}
	if (scratch->only_hex)
		cli_error("%s: some causes can only be hexadecimal and some only decimal; say which with --base", name);
	else
		cli_error("%s: causes may be hexadecimal or decimal, nothing tells; say which with --base", name);
	return CLI_MISUSE;
}

/* --- the records */

static int take(struct pass *pass, const struct record *record, struct sniffed *sniffed)
{
	const char *name = sniffed->input.name;
	struct walk *walk = pass->walk;
	struct call call;

	walk->records++;
	sniffed->records++;
	if (!take_call(pass->format, record, &call, pass->scratch)) {
		walk->skipped++;
		return CLI_OK;
	}
	sniffed->called = true;
	call.file = name;
	walk->unreadable += (call.flags & CALL_UNREADABLE) != 0;
	return walk->legs ? walk->tell(walk->to, &call) : join_add(pass->join, &call);
}

static int reject(struct walk *walk, const struct record *record, const char *name)
{
	const struct walk_reject reject = {
		.file = name,
		.why = record->why,
		.line = record->line,
		.bytes = { record->at, record->len },
	};

	walk->rejected++;
	return walk->reject ? walk->reject(walk->to, &reject) : CLI_OK;
}

static int read_records(struct pass *pass, struct sniffed *sniffed, const char *name)
{
	struct source source;
	struct record record;
	int verdict, rc = CLI_OK;

	if (source_open(&source, pass->format, name, read_sniffed, sniffed) < 0) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	while (!rc && (verdict = source_next(&source, &record)) != RECORD_MORE) {
		if (verdict < 0)
			rc = CLI_MISUSE;
		else if (verdict == RECORD_FOUND)
			rc = take(pass, &record, sniffed);
		else if (verdict == RECORD_REJECTED)
			rc = reject(pass->walk, &record, name);
		else
			pass->walk->passed += record.len;
	}
	source_close(&source);
	return rc;
}

/* --- files */

/* Calls may go on in the next file of the same format: the join stays. */
static int use_format(struct pass *pass, struct format *format)
{
	struct walk *walk = pass->walk;
	size_t window;
	char why[256];
	int rc;

	if (pass->format && !strcmp(pass->format->name, format->name)) {
		format_free(format);
		return CLI_OK;
	}
	rc = pass->join ? join_finish(pass->join) : CLI_OK;
	join_free(pass->join);
	format_free(pass->format);
	pass->format = format;
	memset(pass->scratch->memos, 0, sizeof(pass->scratch->memos));	/* they go by the strings of the last one */
	window = walk->window ? walk->window : walk->follow ? FOLLOW_WINDOW : JOIN_WINDOW;
	pass->join = join_open(format, window, walk->tell, walk->to, why, sizeof(why));
	if (pass->join)
		return rc;
	cli_error("%s", why);
	return CLI_MISUSE;
}

static int walk_opened(struct pass *pass, struct sniffed *sniffed)
{
	const char *name = sniffed->input.name;
	struct format *format;
	int rc;

	if (!is_told(pass->walk)) {
		if (sniff(sniffed) < 0)
			return CLI_MISUSE;
		if (!sniffed->len)
			return CLI_OK;		/* an empty file says nothing, whatever it is */
	}
	format = find_format(pass->walk, sniffed);
	if (!format)
		return CLI_MISUSE;
	rc = use_format(pass, format);
	if (!rc)
		rc = decide_base(pass, sniffed);
	if (!rc)
		rc = read_records(pass, sniffed, name);
	while (!rc && input_again(&sniffed->input)) {
		sniffed->whole = false;
		rc = read_records(pass, sniffed, name);
	}
	if (!rc)
		judge(pass->walk, sniffed, pass->format);
	return rc;
}

static int walk_file(struct pass *pass, const char *name)
{
	struct sniffed sniffed;
	int rc = CLI_MISUSE;

	if (!open_sniffed(&sniffed, pass->walk, &pass->progress, name))
		rc = walk_opened(pass, &sniffed);
	progress_next(&pass->progress, input_size(&sniffed.input));
	close_sniffed(&sniffed);
	return rc;
}

int walk_files(struct walk *walk, char **names)
{
	static char *standard[] = { (char *)"-", NULL };
	struct pass pass = { .walk = walk, .scratch = calloc(1, sizeof(struct value)) };
	char **list = input_expand(*names ? names : standard), **name;
	int rc = list && pass.scratch ? CLI_OK : CLI_MISUSE;

	progress_begin(&pass.progress, list, rc == CLI_OK && !walk->quiet && !walk->follow && !isatty(STDOUT_FILENO));
	for (name = list; rc == CLI_OK && *name; name++)
		rc = walk_file(&pass, *name);
	if (rc == CLI_OK && pass.join)
		rc = join_finish(pass.join);
	progress_end(&pass.progress);
	join_free(pass.join);
	format_free(pass.format);
	free(pass.scratch);
	input_list_free(list);
	return rc;
}

/* A control character would be read as the end of something, or obeyed by a terminal. */
static void print_name(const char *name)
{
	for (; *name; name++)
		putchar((unsigned char)*name < ' ' || *name == 0x7f ? '?' : *name);
}

int walk_detect(const char *name)
{
	struct walk walk = { .quiet = true };
	struct detected found[CANDIDATES_MAX];
	struct sniffed sniffed;
	int n = -1, i;

	if (!open_sniffed(&sniffed, &walk, NULL, name) && !sniff(&sniffed))
		n = detect((struct span){ sniffed.head, sniffed.len }, sniffed.whole, found, CANDIDATES_MAX);
	for (i = 0; i < n; i++) {
		print_name(name);
		printf("\t%s\t%s\n", found[i].name, found[i].why);
	}
	if (n == 0 || n > 1)
		refuse_candidates(sniffed.input.name, found, n);
	close_sniffed(&sniffed);
	return n < 0 ? CLI_MISUSE : n == 1 ? CLI_OK : CLI_UNANSWERED;
}
