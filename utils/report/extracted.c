/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "extracted.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../cli.h"
#include "../logs/input.h"
#include "../logs/progress.h"
#include "json.h"

#define LINE_MAX_BYTES (1024 * 1024)
#define ROOM (4 * LINE_MAX_BYTES)

/* The columns that a report looks at. */
enum column {
	COLUMN_TIME, COLUMN_TRUNK, COLUMN_ANSWERED, COLUMN_STATUS, COLUMN_CAUSE, COLUMN_FLAGS, COLUMN_LEGS, COLUMN_OTHER
};

static const char *const names_of[COLUMN_OTHER] = {
	"time", "trunk", "answered", "sip_status", "q850_cause", "flags", "legs"
};

#define COLUMNS_MAX 64

struct file {
	struct extracted *extracted;
	const char *name;
	unsigned long line;
	bool json;
	size_t n_columns;		/* 0: the head was not seen yet */
	unsigned char columns[COLUMNS_MAX];	/* enum column, by position */
	struct call call;
	const char *bad;		/* column with a value that cannot be */
};

/* --- values */

static int number(struct file *file, const char *column, const char *text, long lowest, long highest)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (!*text)
		return 0;
	if (*text < '0' || *text > '9' || *end || n < lowest || n > highest) {
		file->bad = column;
		return 0;
	}
	return n;
}

/* The hour of "2026-11-25T08:30:00": behind a date. */
static int hour_of(const char *time)
{
	const char *at = time + 11;

	if (strlen(time) < 13 || (time[10] != ' ' && time[10] != 'T'))
		return -1;
	if (at[0] < '0' || at[0] > '2' || at[1] < '0' || at[1] > '9')
		return -1;
	return 10 * (at[0] - '0') + at[1] - '0' < 24 ? 10 * (at[0] - '0') + at[1] - '0' : -1;
}

static unsigned int flags_of(const char *text)
{
	unsigned int bit, flags = 0;
	const char *name;
	size_t len;

	for (; *text; text += len + (text[len] == ' ')) {
		len = strcspn(text, " ");
		for (bit = 1; (name = call_flag_name(bit)); bit <<= 1)
			if (strlen(name) == len && !strncmp(name, text, len))
				flags |= bit;
	}
	return flags;
}

static void copy(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);

	if (len >= size)
		len = size - 1;
	memcpy(to, from, len);
	to[len] = '\0';
}

static enum column column_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < COLUMN_OTHER; i++)
		if (!strcmp(names_of[i], name))
			return i;
	return COLUMN_OTHER;
}

static void set(struct file *file, enum column column, const char *value)
{
	struct call *call = &file->call;

	switch (column) {
	case COLUMN_TIME:
		copy(call->time, sizeof(call->time), value);
		call->hour = hour_of(value);
		break;
	case COLUMN_TRUNK:
		copy(call->trunk, sizeof(call->trunk), value);
		break;
	case COLUMN_ANSWERED:
		call->answered = !strcmp(value, "yes") ? CALL_ANSWERED_YES : !strcmp(value, "no") ? CALL_ANSWERED_NO :
				 CALL_ANSWERED_UNKNOWN;
		if (*value && call->answered == CALL_ANSWERED_UNKNOWN)
			file->bad = "answered";
		break;
	case COLUMN_STATUS:
		call->status = number(file, "sip_status", value, 100, 699);
		break;
	case COLUMN_CAUSE:
		call->cause = number(file, "q850_cause", value, 1, 127);
		break;
	case COLUMN_FLAGS:
		call->flags = flags_of(value);
		break;
	case COLUMN_LEGS:
		call->legs = number(file, "legs", value, 0, 1000000000);
		break;
	case COLUMN_OTHER:
		break;
	}
}

/* --- lines */

static int refuse(const struct file *file, const char *what, const char *column)
{
	cli_error("%s:%lu: %s%s; --extracted reads what 'sipq850 extract -f tsv' or '-f jsonl' printed", file->name,
		  file->line, what, column);
	return CLI_MISUSE;
}

static void begin_call(struct file *file)
{
	struct call *call = &file->call;

	call->time[0] = call->trunk[0] = '\0';
	call->hour = -1;
	call->answered = CALL_ANSWERED_UNKNOWN;
	call->status = call->cause = 0;
	call->flags = call->legs = 0;
	call->line = file->line;
	file->bad = NULL;
}

static int tell(struct file *file)
{
	if (file->bad)
		return refuse(file, "no value of column ", file->bad);
	file->extracted->calls++;
	return file->extracted->tell(file->extracted->to, &file->call);
}

static int take_leaf(void *to, const char *path, const char *value)
{
	set(to, column_of(path), value);
	return 0;
}

static int take_head(struct file *file, char *line)
{
	char *cell;
	unsigned int seen = 0;

	while ((cell = strsep(&line, "\t")) && file->n_columns < COLUMNS_MAX) {
		file->columns[file->n_columns] = column_of(cell);
		seen |= 1u << file->columns[file->n_columns++];
	}
	if (cell || (seen & ((1u << COLUMN_OTHER) - 1)) != (1u << COLUMN_OTHER) - 1)
		return refuse(file, "this is not the head of such a file", "");
	return CLI_OK;
}

static int take_line(struct file *file, char *line, size_t len)
{
	char *cell;
	size_t i;

	file->line++;
	if (len && line[len - 1] == '\r')
		line[--len] = '\0';
	if (!len)
		return CLI_OK;
	if (file->line == 1)
		file->json = *line == '{';
	begin_call(file);
	if (file->json) {
		if (*line != '{' || json_walk(line, len, take_leaf, file))
			return refuse(file, "no JSON object", "");
		return tell(file);
	}
	if (!file->n_columns)
		return take_head(file, line);
	for (i = 0; (cell = strsep(&line, "\t")); i++)
		if (i < file->n_columns && file->columns[i] != COLUMN_OTHER)
			set(file, file->columns[i], cell);
	return i == file->n_columns ? tell(file) : refuse(file, "another number of columns than the head", "");
}

/* Take the lines that are whole; what is left of the last is moved to the begin. */
static int take_lines(struct file *file, char *bytes, size_t *len)
{
	char *line = bytes, *end;
	int rc;

	while ((end = memchr(line, '\n', bytes + *len - line))) {
		*end = '\0';
		rc = take_line(file, line, end - line);
		if (rc != CLI_OK)
			return rc;
		line = end + 1;
	}
	*len -= line - bytes;
	memmove(bytes, line, *len);
	return *len > LINE_MAX_BYTES ? refuse(file, "a line longer than 1 MiB", "") : CLI_OK;
}

static int read_all(struct file *file, struct input *input, char *bytes)
{
	ssize_t got;
	size_t len = 0;
	int rc;

	while ((got = input_read(input, bytes + len, ROOM - len - 1)) > 0) {
		len += got;
		rc = take_lines(file, bytes, &len);
		if (rc != CLI_OK)
			return rc;
	}
	if (got < 0)
		return CLI_MISUSE;
	bytes[len] = '\0';
	return len ? take_line(file, bytes, len) : CLI_OK;
}

static bool is_output(const struct extracted *extracted, const struct input *input)
{
	if (!extracted->writes || !extracted->writes(extracted->to, input->fd))
		return false;
	cli_error("%s: this is the output, too", input->name);
	return true;
}

static int read_file(struct extracted *extracted, const char *name, char *bytes, struct progress *progress)
{
	struct input input = { .progress = progress };
	struct file *file = calloc(1, sizeof(*file));
	int rc = CLI_MISUSE;

	if (!file)
		cli_error("%s: %s", name, strerror(ENOMEM));
	else if (input_open(&input, name, 0) == 0 && !is_output(extracted, &input)) {
		file->extracted = extracted;
		file->name = file->call.file = name;
		file->call.format = "extracted";
		file->call.duration = -1;
		rc = read_all(file, &input, bytes);
	}
	input_close(&input);
	free(file);
	return rc;
}

int extracted_files(struct extracted *extracted, char **names)
{
	static char *standard_input[] = { (char *)"-", NULL };
	struct progress progress = { 0 };
	char **list = input_expand(*names ? names : standard_input);
	char *bytes = malloc(ROOM);
	int rc = list && bytes ? CLI_OK : CLI_MISUSE;
	size_t i;

	if (!bytes)
		cli_error("%s", strerror(ENOMEM));
	if (list)
		progress_begin(&progress, list, !extracted->quiet);
	for (i = 0; rc == CLI_OK && list[i]; i++)
		rc = read_file(extracted, list[i], bytes, &progress);
	progress_end(&progress);
	if (list)
		input_list_free(list);
	free(bytes);
	return rc;
}
