/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An object goes out as it came in, up to its closing bracket; before that go the keys. What is no object, is broken or
 * has such a key already goes out as it came in and is counted. Memory does not grow with the input: an object of more
 * than SOURCE_RECORD_MAX bytes counts as broken. */
#include "convert_json.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "logs/input.h"
#include "logs/json.h"
#include "logs/kinds.h"
#include "logs/source.h"

#define SHOWN_MAX 60		/* bytes that --rejects shows of a value, or of what is broken */

struct json {
	struct convert_job *job;
	struct format format;		/* its places: those of the fields and of the trunk, then the keys we add */
	size_t first_added;		/* place of the first key we add */
	struct source source;
	struct input input;
	bool owed;		/* the last file lacks a line end, if something follows */
	struct addition_memo memos[ADDITION_MEMOS];
	unsigned long counts[CONVERT_FIELDS_MAX][ADDITION_KINDS];
	unsigned long objects;
	unsigned long broken, has_already;
	unsigned long broken_line;		/* of the first one */
	const char *broken_file, *broken_why;
};

/* A value without its escapes; `room` takes it where there are some. Of a long one only the length tells. */
static inline struct csv_text plain_value(const struct record *record, size_t place, char room[CSV_VALUE_MAX])
{
	const struct span value = record->values[place];

	if (!record->escaped[place] || value.len > CSV_VALUE_MAX)
		return (struct csv_text){ value.at, value.len };
	return (struct csv_text){ room, json_unescape(value, room) };
}

/* What a value leads to. */
static const struct addition *find_addition(struct json *json, const struct additions *all, const struct record *record,
					    size_t place)
{
	char room[CSV_VALUE_MAX];
	const struct csv_text value = plain_value(record, place, room);

	if (!value.at)
		return &all->empty;
	/* Quotes around a field of CSV mean nothing, but here they are of the value. */
	if (value.len && *value.at == CSV_QUOTE)
		return &all->unreadable;
	return additions_find(all, json->memos, value);
}

/* What the trunk of an object speaks. */
static struct additions *const *spoken(const struct convert_job *job, const struct record *record)
{
	char room[CSV_VALUE_MAX];
	struct csv_text name;

	if (!job->trunk_map)
		return job->additions[0];
	name = plain_value(record, job->trunk.at, room);
	return job->additions[name.at && name.len <= CSV_VALUE_MAX ? trunks_find_plain(&job->trunks, name) : 0];
}

/* --rejects: list it, with the begin of what is to blame. */
static void list(struct json *json, const struct record *record, size_t number, const char *why, struct span text)
{
	const struct csv_text shown = { text.at, text.len < SHOWN_MAX ? text.len : SHOWN_MAX };

	if (json->job->rejects_name)
		rejects_put(&json->job->rejects, json->input.name, record->line, number, why, shown);
}

/* A value that could not be converted: refuse it, list it, or let it be. */
static int blame(struct json *json, const struct record *record, size_t field, enum addition_kind kind)
{
	const struct convert_job *job = json->job;

	if (job->strict) {
		cli_error("%s:%lu: %s is %s; without --strict it is counted", json->input.name, record->line,
			  job->fields[field].name, addition_kind_name(kind));
		return CLI_UNANSWERED;
	}
	if (kind != ADDITION_EMPTY)
		list(json, record, field + 1, addition_kind_name(kind), record->values[job->fields[field].at]);
	return CLI_OK;
}

/* The first of the keys that we would add and that is there already, be it null; NULL when none is. */
static const char *find_added(const struct json *json, const struct record *record)
{
	size_t place = json->first_added;

	for (; place < json->format.n_places; place++)
		if (record->values[place].at || record->values[place].len)
			return json->format.places[place];
	return NULL;
}

/* An object that has such a key stays as it is. */
static int pass_object(struct json *json, const struct record *record, const char *key)
{
	if (!json->has_already++)
		cli_error("%s:%lu: there is already a key %s; such objects stay as they are", json->input.name,
			  record->line, key);
	list(json, record, 0, "has such a key", (struct span){ record->at, record->len });
	outfile_put(&json->job->out, record->at, record->len);
	return CLI_OK;
}

/* Put an object with the keys before its closing bracket, which is the last one. */
static void put_object(struct json *json, const struct record *record, const struct addition *const *additions)
{
	const char *close = memrchr(record->at, '}', record->len), *last = close - 1;
	struct outfile *out = &json->job->out;
	size_t comma = 0, i;

	while (last > record->at && strchr(" \t\r\n", *last))
		last--;
	/* No comma in an empty object, and not two. */
	if (last == record->at || *last == ',')
		comma = 1;
	outfile_put(out, record->at, close - record->at);
	outfile_put(out, additions[0]->bytes + comma, additions[0]->len - comma);
	for (i = 1; i < json->job->n_fields; i++)
		outfile_put(out, additions[i]->bytes, additions[i]->len);
	outfile_put(out, close, record->at + record->len - close);
}

static int convert_object(struct json *json, const struct record *record)
{
	const struct convert_job *job = json->job;
	const struct addition *found[CONVERT_FIELDS_MAX];
	const char *added = find_added(json, record);
	struct additions *const *additions;
	size_t i;
	int rc;

	if (added)
		return pass_object(json, record, added);
	additions = spoken(job, record);
	for (i = 0; i < job->n_fields; i++) {
		found[i] = find_addition(json, additions[job->fields[i].slot], record, job->fields[i].at);
		if (found[i]->kind >= ADDITION_NOT_COVERED) {
			rc = blame(json, record, i, found[i]->kind);
			if (rc != CLI_OK)
				return rc;
		}
		json->counts[i][found[i]->kind]++;
	}
	json->objects++;
	put_object(json, record, found);
	return CLI_OK;
}

/* What cannot be read goes out as it is. */
static int pass_broken(struct json *json, const struct record *record)
{
	if (json->job->strict) {
		cli_error("%s:%lu: %s", json->input.name, record->line, record->why);
		return CLI_UNANSWERED;
	}
	if (!json->broken++) {
		json->broken_file = json->input.name;
		json->broken_line = record->line;
		json->broken_why = record->why;
	}
	list(json, record, 0, record->why, (struct span){ record->at, record->len });
	outfile_put(&json->job->out, record->at, record->len);
	return CLI_OK;
}

/* Before more is read, and perhaps waited for, what is ready goes out. */
static ssize_t read_on(void *from, char *to, size_t room)
{
	struct json *json = from;
	struct convert_job *job = json->job;

	if (outfile_flush(&job->out) < 0 || convert_flush_list(job) < 0)
		return -1;
	return input_read(&json->input, to, room);
}

static int convert_record(struct json *json, const struct record *record, enum record_verdict verdict)
{
	if (json->owed)
		outfile_put(&json->job->out, "\n", 1);
	json->owed = false;
	if (verdict == RECORD_FOUND)
		return convert_object(json, record);
	if (verdict == RECORD_REJECTED)
		return pass_broken(json, record);
	outfile_put(&json->job->out, record->at, record->len);
	return CLI_OK;
}

/* Convert the file that was opened, or what took its place. */
static int convert_opened(struct json *json)
{
	static struct record record;
	char last = '\n';
	int rc = CLI_OK, verdict = 0;

	if (!convert_may_read(json->job, json->input.name, json->input.fd))
		return CLI_MISUSE;
	if (source_open(&json->source, &json->format, json->input.name, read_on, json) < 0) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	while (rc == CLI_OK) {
		verdict = source_next(&json->source, &record);
		if (verdict < 0 || verdict == RECORD_MORE)
			break;
		last = record.at[record.len - 1];
		rc = convert_record(json, &record, verdict);
	}
	source_close(&json->source);
	json->owed = json->owed || last != '\n';
	return verdict < 0 ? CLI_MISUSE : rc;
}

/* A file that is followed may be several, one after the other. */
static int convert_file(void *to, const char *name)
{
	struct json *json = to;
	struct convert_job *job = json->job;
	int rc = CLI_MISUSE;

	json->input = (struct input){ .progress = &job->progress };
	if (input_open(&json->input, name, job->follow ? INPUT_FOLLOW : 0) == 0) {
		do {
			rc = convert_opened(json);
		} while (rc == CLI_OK && input_again(&json->input));
	}
	input_close(&json->input);
	return rc;
}

static void summarize(const struct json *json)
{
	const struct convert_job *job = json->job;
	char line[400], left[100] = "";
	size_t i;

	if (json->has_already)
		snprintf(left, sizeof(left), ", %lu left, for they had such keys", json->has_already);
	convert_list_counts(line, sizeof(line), job->n_fields, json->counts[0]);
	cli_error("%lu objects: %s%s", json->objects + json->has_already, line, left);
	for (i = 0; job->n_fields > 1 && i < job->n_fields; i++) {
		convert_list_counts(line, sizeof(line), 1, json->counts[i]);
		cli_error("%s to %s: %s", job->fields[i].name, job->fields[i].to->name, line);
	}
	if (json->broken)
		cli_error("%lu broken objects or lines passed as they are, the first one %s:%lu: %s", json->broken,
			  json->broken_file, json->broken_line, json->broken_why);
}

/* The place of a path, which may be asked for more than once. */
static size_t want_path(struct format *format, const char *path)
{
	size_t i;

	for (i = 0; i < format->n_places; i++)
		if (!strcmp(format->places[i], path))
			return i;
	format->places[format->n_places] = path;
	return format->n_places++;
}

/* Make the format: objects with the values, and perhaps with what we add. */
static int make_format(struct json *json)
{
	struct convert_job *job = json->job;
	struct format *format = &json->format;
	const char *why = NULL, *option = "--field", *path = "";
	size_t i;

	format->kind = &record_json;
	for (i = 0; !why && i < job->n_fields; i++) {
		path = job->fields[i].name;
		job->fields[i].at = want_path(format, path);
		why = record_json.check(format);
	}
	if (!why && job->trunk_map) {
		option = "--trunk-field";
		path = job->trunk.name;
		job->trunk.at = want_path(format, path);
		why = record_json.check(format);
	}
	json->first_added = format->n_places;
	for (i = 0; !why && i < 2 * job->n_fields; i++)
		format->places[format->n_places++] = job->fields[i / 2].added[i % 2];
	if (why)
		return cli_misuse("convert", "%s %s: %s", option, path, why);
	why = record_json.check(format);
	return why ? cli_misuse("convert", "of the keys asked for and those to be added: %s", why) : CLI_OK;
}

int convert_json(struct convert_job *job)
{
	struct json *json = calloc(1, sizeof(*json));
	int rc;

	if (!json) {
		cli_error("out of memory");
		return CLI_MISUSE;
	}
	json->job = job;
	rc = make_format(json);
	if (rc == CLI_OK)
		rc = convert_all(job, convert_file, json);
	if (rc == CLI_OK && !job->quiet)
		summarize(json);
	if (rc == CLI_OK && json->has_already)
		rc = CLI_MISUSE;
	free(json);
	return rc;
}
