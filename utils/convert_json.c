/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An object goes out as it came in, up to its closing bracket; before that go the keys. What is no object, is broken or
 * has such a key already goes out as it came in and is counted. Memory does not grow with the input: an object of more
 * than SOURCE_RECORD_MAX bytes counts as broken. */
#include "convert_json.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "logs/input.h"
#include "logs/json.h"
#include "logs/kinds.h"
#include "logs/source.h"
#include "outfile.h"
#include "rejects.h"

#define VALUE_MAX 256		/* bytes of a value */
#define SHOWN_MAX 60		/* bytes that --rejects shows of a value, or of what is broken */
#define MEMOS 256
#define MEMO_TEXT 24

enum { PLACE_VALUE, PLACE_ADDED_1, PLACE_ADDED_2, PLACES };

/* What is added to an object that has something in it: a comma comes first. */
struct keys {
	char bytes[240];
	size_t len;
	enum addition_kind kind;
};

/* A value, and what it led to: the same few come again and again. */
struct memo {
	const struct keys *keys;
	size_t len;
	char text[MEMO_TEXT];
};

struct job {
	const struct convert_json *wanted;
	struct format format;
	struct source source;
	struct input input;
	struct outfile out;
	struct rejects rejects;
	struct keys empty, unreadable, answers[ADDITION_INPUTS];	/* by input */
	struct memo memos[MEMOS];
	bool owed;		/* the last file lacks a line end, if something follows */
	unsigned long counts[ADDITION_KINDS];
	unsigned long broken, has_already;
	unsigned long broken_line;		/* of the first one */
	const char *broken_file, *broken_why;
};

/* Put a text as a JSON string; NULL is null. */
static size_t put_string(char *to, size_t room, const char *text)
{
	size_t len = 0;

	if (!text)
		return snprintf(to, room, "null");
	to[len++] = '"';
	for (; *text && len + 8 < room; text++) {
		if (*text == '"' || *text == '\\')
			to[len++] = '\\';
		to[len++] = *text;
	}
	to[len++] = '"';
	return len;
}

static void make(struct keys *keys, const struct addition_target *to, unsigned int value, const char *text,
		 enum addition_kind kind)
{
	const size_t room = sizeof(keys->bytes);
	char number[16] = "null";

	if (value)
		snprintf(number, sizeof(number), "%u", value);
	keys->kind = kind;
	keys->len = snprintf(keys->bytes, room, ",\"%s\":%s,\"%s\":", to->columns[0], number, to->columns[1]);
	keys->len += put_string(keys->bytes + keys->len, room - keys->len, text);
}

static void make_answer(struct keys *keys, const struct addition_target *to, const struct sipq850_answer *answer)
{
	const char *text = sipq850_action_token(answer->action);

	if (answer->found == SIPQ850_FOUND_NOT_COVERED)
		make(keys, to, 0, NULL, ADDITION_NOT_COVERED);
	else if (text)
		make(keys, to, 0, text, ADDITION_NO_VALUE);
	else if (answer->action == SIPQ850_ACTION_RESPOND)
		make(keys, to, answer->value, sipq850_sip_phrase(answer->value), ADDITION_CONVERTED);
	else
		make(keys, to, answer->value, sipq850_cause_name(SIPQ850_CODING_ITU_T, answer->value),
		     ADDITION_CONVERTED);
}

/* Make all that can be added. */
static int make_all(struct job *job, const struct sipq850_map *map)
{
	const struct addition_target *to = job->wanted->to;
	struct sipq850_answer answer;
	int input;

	make(&job->empty, to, 0, NULL, ADDITION_EMPTY);
	make(&job->unreadable, to, 0, NULL, ADDITION_UNREADABLE);
	for (input = to->first; input <= to->last; input++) {
		if (sipq850_map_ask(map, to->direction, input, NULL, &answer) < 0) {
			cli_error("out of memory");
			return CLI_MISUSE;
		}
		make_answer(&job->answers[input], to, &answer);
	}
	return CLI_OK;
}

/* Read a value, of VALUE_MAX bytes at most. */
static const struct keys *read_value(const struct job *job, struct span value, bool escaped)
{
	char text[VALUE_MAX + 1];
	int input;

	if (escaped)
		value.len = json_unescape(value, text);
	else
		memcpy(text, value.at, value.len);
	text[value.len] = '\0';
	if (strspn(text, " \t") == value.len)
		return &job->empty;
	/* A NUL would hide what is behind it from the parser. */
	if (strlen(text) != value.len || job->wanted->to->parse(text, &input) < 0)
		return &job->unreadable;
	return &job->answers[input];
}

static unsigned int hash(struct span value)
{
	uint32_t h = 2166136261u;	/* FNV-1a */
	size_t i;

	for (i = 0; i < value.len; i++)
		h = (h ^ (unsigned char)value.at[i]) * 16777619u;
	return (h ^ h >> 16) % MEMOS;
}

/* What a value leads to. */
static const struct keys *find_keys(struct job *job, struct span value, bool escaped)
{
	struct memo *memo;

	if (!value.at)
		return &job->empty;
	if (value.len > VALUE_MAX)
		return &job->unreadable;
	if (escaped || value.len == 0 || value.len > MEMO_TEXT)
		return read_value(job, value, escaped);
	memo = &job->memos[hash(value)];
	if (memo->len != value.len || memcmp(memo->text, value.at, value.len)) {
		memo->keys = read_value(job, value, false);
		memo->len = value.len;
		memcpy(memo->text, value.at, value.len);
	}
	return memo->keys;
}

/* --strict: say which object is to blame. */
static int refuse(const struct job *job, const struct record *record, const char *why)
{
	cli_error("%s:%lu: %s is %s; without --strict it is counted", job->input.name, record->line, job->wanted->field,
		  why);
	return CLI_UNANSWERED;
}

/* --rejects: list it, with the begin of what is to blame. */
static void list(struct job *job, const struct record *record, const char *why, struct span text)
{
	const struct csv_text shown = { text.at, text.len < SHOWN_MAX ? text.len : SHOWN_MAX };

	if (job->wanted->rejects)
		rejects_put(&job->rejects, job->input.name, record->line, 0, why, shown);
}

/* Is a wanted key there, be it null? */
static bool is_there(const struct record *record, size_t place)
{
	return record->values[place].at || record->values[place].len;
}

/* Put an object with the keys before its closing bracket, which is the last one. */
static void put_object(struct job *job, const struct record *record, const struct keys *keys)
{
	const char *close = memrchr(record->at, '}', record->len), *last = close - 1;
	size_t comma = 0;

	while (last > record->at && strchr(" \t\r\n", *last))
		last--;
	/* No comma in an empty object, and not two. */
	if (last == record->at || *last == ',')
		comma = 1;
	outfile_put(&job->out, record->at, close - record->at);
	outfile_put(&job->out, keys->bytes + comma, keys->len - comma);
	outfile_put(&job->out, close, record->at + record->len - close);
}

static int convert_object(struct job *job, const struct record *record)
{
	const struct keys *keys;

	if (is_there(record, PLACE_ADDED_1) || is_there(record, PLACE_ADDED_2)) {
		if (!job->has_already++)
			cli_error("%s:%lu: there is already a key %s; such objects stay as they are", job->input.name,
				  record->line, job->wanted->to->columns[!is_there(record, PLACE_ADDED_1)]);
		list(job, record, "has such a key", (struct span){ record->at, record->len });
		outfile_put(&job->out, record->at, record->len);
		return CLI_OK;
	}
	keys = find_keys(job, record->values[PLACE_VALUE], record->escaped[PLACE_VALUE]);
	if (job->wanted->strict && keys->kind >= ADDITION_NOT_COVERED)
		return refuse(job, record, addition_kind_name(keys->kind));
	if (keys->kind == ADDITION_NOT_COVERED || keys->kind == ADDITION_UNREADABLE)
		list(job, record, addition_kind_name(keys->kind), record->values[PLACE_VALUE]);
	job->counts[keys->kind]++;
	put_object(job, record, keys);
	return CLI_OK;
}

/* What cannot be read goes out as it is. */
static int pass_broken(struct job *job, const struct record *record)
{
	if (job->wanted->strict) {
		cli_error("%s:%lu: %s", job->input.name, record->line, record->why);
		return CLI_UNANSWERED;
	}
	if (!job->broken++) {
		job->broken_file = job->input.name;
		job->broken_line = record->line;
		job->broken_why = record->why;
	}
	list(job, record, record->why, (struct span){ record->at, record->len });
	outfile_put(&job->out, record->at, record->len);
	return CLI_OK;
}

/* Before more is read, and perhaps waited for, what is ready goes out. */
static ssize_t read_on(void *from, char *to, size_t room)
{
	struct job *job = from;

	return outfile_flush(&job->out) < 0 ? -1 : input_read(&job->input, to, room);
}

static int convert_record(struct job *job, const struct record *record, enum record_verdict verdict)
{
	if (job->owed)
		outfile_put(&job->out, "\n", 1);
	job->owed = false;
	if (verdict == RECORD_FOUND)
		return convert_object(job, record);
	if (verdict == RECORD_REJECTED)
		return pass_broken(job, record);
	outfile_put(&job->out, record->at, record->len);
	return CLI_OK;
}

/* Convert the file that was opened. */
static int convert_input(struct job *job)
{
	static struct record record;
	char last = '\n';
	int rc = CLI_OK, verdict = 0;

	if (outfile_is(&job->out, job->input.fd) || outfile_replaces(job->wanted->rejects, job->input.fd) ||
	    (job->wanted->rejects && outfile_is(&job->rejects.out, job->input.fd))) {
		cli_error("%s: this is the output, too", job->input.name);
		return CLI_MISUSE;
	}
	if (source_open(&job->source, &job->format, job->input.name, read_on, job) < 0) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	while (rc == CLI_OK) {
		verdict = source_next(&job->source, &record);
		if (verdict < 0 || verdict == RECORD_MORE)
			break;
		last = record.at[record.len - 1];
		rc = convert_record(job, &record, verdict);
	}
	source_close(&job->source);
	job->owed = job->owed || last != '\n';
	return verdict < 0 ? CLI_MISUSE : rc;
}

static int convert_file(struct job *job, const char *name)
{
	int rc = CLI_MISUSE;

	job->input = (struct input){ 0 };
	if (input_open(&job->input, name, 0) == 0)
		rc = convert_input(job);
	input_close(&job->input);
	return rc;
}

/* Convert all files, and finish the output. */
static int convert_all(struct job *job, char **names)
{
	const char *rejects = job->wanted->rejects;
	int rc = CLI_OK;

	if (outfile_open(&job->out, job->wanted->output) < 0 ||
	    (rejects && rejects_open(&job->rejects, rejects, &job->out) < 0))
		rc = CLI_MISUSE;
	if (rc == CLI_OK && !*names)
		rc = convert_file(job, "-");
	for (; rc == CLI_OK && *names; names++)
		rc = convert_file(job, *names);
	if (rc == CLI_OK && outfile_commit(&job->out) < 0)
		rc = CLI_MISUSE;
	if (rc == CLI_OK && rejects && outfile_commit(&job->rejects.out) < 0)
		rc = CLI_MISUSE;
	outfile_close(&job->out);
	if (rejects)
		outfile_close(&job->rejects.out);
	return rc;
}

static void summarize(const struct job *job)
{
	unsigned long objects = job->has_already;
	char line[400] = "";
	int i, len = 0;

	for (i = 0; i < ADDITION_KINDS; i++) {
		objects += job->counts[i];
		len += snprintf(line + len, sizeof(line) - len, ", %lu %s", job->counts[i], addition_kind_name(i));
	}
	if (job->has_already)
		len += snprintf(line + len, sizeof(line) - len, ", %lu left, for they had such keys", job->has_already);
	cli_error("%lu objects: %s", objects, line + 2);
	if (job->broken)
		cli_error("%lu broken objects or lines passed as they are, the first one %s:%lu: %s", job->broken,
			  job->broken_file, job->broken_line, job->broken_why);
}

/* Make the format: objects with a value, and perhaps with what we add. */
static int make_format(struct job *job)
{
	const char *why;

	job->format.kind = &record_json;
	job->format.places[PLACE_VALUE] = job->wanted->field;
	job->format.places[PLACE_ADDED_1] = job->wanted->to->columns[0];
	job->format.places[PLACE_ADDED_2] = job->wanted->to->columns[1];
	job->format.n_places = PLACES;
	why = record_json.check(&job->format);
	if (why)
		return cli_misuse("convert", "--field %s: %s", job->wanted->field, why);
	return CLI_OK;
}

int convert_json(const struct convert_json *wanted, const struct sipq850_map *map, char **names)
{
	struct job *job = calloc(1, sizeof(*job));
	int rc;

	if (!job) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	job->wanted = wanted;
	rc = make_format(job);
	if (rc == CLI_OK)
		rc = make_all(job, map);
	if (rc == CLI_OK)
		rc = convert_all(job, names);
	if (rc == CLI_OK && !wanted->quiet)
		summarize(job);
	if (rc == CLI_OK && job->has_already)
		rc = CLI_MISUSE;
	if (rc == CLI_OK && job->rejects.n)
		rc = CLI_UNANSWERED;
	free(job);
	return rc;
}
