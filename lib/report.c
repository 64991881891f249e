/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report.h"
#include "strbuf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define QUOTED_MAX 40

void sq_refuse(struct report *report, enum refusal why, const char *file, unsigned int line, unsigned int column,
	       const char *detail, ...)
{
	struct sipq850_load_err err = {
		.line = line,
		.column = column,
		.msg = sq_refusals[why].reason,
		.remedy = sq_refusals[why].remedy,
		.count = ++report->count,
	};

	osmo_strlcpy(err.file, file, sizeof(err.file));
	if (detail) {
		va_list args;

		va_start(args, detail);
		vsnprintf(err.detail, sizeof(err.detail), detail, args);
		va_end(args);
	}
	if (report->count == 1)
		report->first = err;
	if (report->cb)
		report->cb(&err, report->data);
}

const char *sq_quoted(char buf[QUOTED_SIZE], struct span text)
{
	size_t i, n = text.len < QUOTED_MAX ? text.len : QUOTED_MAX;

	buf[0] = '\'';
	for (i = 0; i < n; i++)
		buf[i + 1] = text.start[i] >= ' ' && text.start[i] <= '~' ? text.start[i] : '?';
	memcpy(buf + n + 1, "'", 2);
	return buf;
}

int sq_report_result(const struct report *report, struct sipq850_load_err *err)
{
	if (!report->count && !report->failure)
		return 0;
	if (err && report->count) {
		*err = report->first;
		err->count = report->count;
	}
	return report->failure ? report->failure : -EBADMSG;
}

int sipq850_load_err_buf(char *buf, size_t len, const struct sipq850_load_err *err)
{
	struct osmo_strbuf sb = sq_strbuf(buf, len);

	OSMO_STRBUF_PRINTF(sb, "%s:", err->file);
	if (err->line)
		OSMO_STRBUF_PRINTF(sb, "%u:", err->line);
	OSMO_STRBUF_PRINTF(sb, " %s", err->msg ? err->msg : "not refused");
	if (err->detail[0])
		OSMO_STRBUF_PRINTF(sb, " %s", err->detail);
	if (err->remedy)
		OSMO_STRBUF_PRINTF(sb, " (%s)", err->remedy);
	return sb.chars_needed;
}
