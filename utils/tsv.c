/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tsv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

__attribute__((format(printf, 3, 4))) static int problem(struct tsv *tsv, int rc, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(tsv->problem, sizeof(tsv->problem), format, args);
	va_end(args);
	return rc;
}

static int too_long(struct tsv *tsv, int last)
{
	while (last != '\n' && last != EOF)
		last = getc(tsv->file);
	return problem(tsv, -EBADMSG, "line of more than %d bytes: is this a text file?", TSV_LINE_MAX - 2);
}

/* One line without its end: getc(), because fgets() cannot tell NUL. Returns 1, 0 at the end, or the error. */
static int read_line(struct tsv *tsv, char text[TSV_LINE_MAX])
{
	bool nul = false;
	size_t n = 0;
	int c;

	while ((c = getc(tsv->file)) != EOF && c != '\n') {
		if (n == TSV_LINE_MAX - 2) {
			tsv->line++;
			return too_long(tsv, c);
		}
		nul = nul || !c;
		text[n++] = c;
	}
	if (ferror(tsv->file))
		return problem(tsv, -EIO, "%s", strerror(errno));
	if (c == EOF && !n)
		return 0;
	tsv->line++;
	if (n && text[n - 1] == '\r')
		n--;
	text[n] = '\0';
	return nul ? problem(tsv, -EBADMSG, "NUL byte: is this a text file?") : 1;
}

/* The next line that is neither blank nor a comment. */
static int read_record(struct tsv *tsv, char text[TSV_LINE_MAX])
{
	int rc;

	do
		rc = read_line(tsv, text);
	while (rc == 1 && (text[0] == '#' || !text[strspn(text, " \t")]));
	return rc;
}

/* Cut a line at its tabs. Returns the number of columns, also when there are more than have room. */
static int split(char *text, const char *column[TSV_COLUMNS_MAX])
{
	int n = 0;
	char *field;

	while ((field = strsep(&text, "\t"))) {
		if (n < TSV_COLUMNS_MAX)
			column[n] = field;
		n++;
	}
	return n;
}

static int judge_head(struct tsv *tsv)
{
	int i, j;

	if (tsv->n_columns > TSV_COLUMNS_MAX)
		return problem(tsv, -EBADMSG, "%d columns, more than %d", tsv->n_columns, TSV_COLUMNS_MAX);
	for (i = 0; i < tsv->n_columns; i++)
		for (j = 0; j < i; j++)
			if (tsv->head[i][0] && !strcmp(tsv->head[i], tsv->head[j]))
				return problem(tsv, -EBADMSG, "column '%s' stands twice", tsv->head[i]);
	return 0;
}

static int read_head(struct tsv *tsv)
{
	static const unsigned char mark[] = { 0xef, 0xbb, 0xbf };
	char *text = tsv->head_text;
	int c = getc(tsv->file), rc;

	/* A mark is the only reason for a file to begin with this byte. */
	if (c == mark[0]) {
		if (getc(tsv->file) != mark[1] || getc(tsv->file) != mark[2])
			return problem(tsv, -EBADMSG, "not UTF-8");
	} else if (c != EOF) {
		ungetc(c, tsv->file);
	}
	rc = read_record(tsv, text);
	if (!rc)
		return problem(tsv, -EBADMSG, "nothing in it: the first line names the columns");
	if (rc < 0)
		return rc;
	tsv->n_columns = split(text, tsv->head);
	return judge_head(tsv);
}

static int open_file(struct tsv *tsv, const char *path)
{
	struct stat st = { .st_mode = 0 };

	tsv->file = strcmp(path, "-") ? fopen(path, "r") : stdin;
	if (!tsv->file)
		return problem(tsv, -EIO, "%s", strerror(errno));
	if (fstat(fileno(tsv->file), &st) || !S_ISDIR(st.st_mode))
		return 0;
	tsv_close(tsv);
	return problem(tsv, -EIO, "%s", strerror(EISDIR));
}

int tsv_open(struct tsv *tsv, const char *path)
{
	int rc;

	tsv->path = strcmp(path, "-") ? path : "standard input";
	tsv->line = 0;
	rc = open_file(tsv, path);
	if (rc)
		return rc;
	rc = read_head(tsv);
	if (rc)
		tsv_close(tsv);
	return rc;
}

int tsv_next(struct tsv *tsv)
{
	int rc = read_record(tsv, tsv->text), n;

	if (rc != 1)
		return rc;
	n = split(tsv->text, tsv->column);
	if (n == tsv->n_columns)
		return 1;
	return problem(tsv, -EBADMSG, "%d columns, but the head names %d: empty ones need their tabs too", n, tsv->n_columns);
}

void tsv_close(struct tsv *tsv)
{
	if (tsv->file != stdin)
		fclose(tsv->file);
	tsv->file = NULL;
}
