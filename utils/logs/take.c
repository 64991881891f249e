/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "take.h"

#include <assert.h>
#include <stdlib.h>
#include <strings.h>

#include "value_steps.h"

/* What is cut off never leaves half a character. */
static void copy_text(char *to, size_t size, struct span text)
{
	size_t len = text.len;

	if (len >= size) {
		len = size - 1;
		while (len && ((unsigned char)text.at[len] & 0xc0) == 0x80)
			len--;
	}
	if (len)
		memcpy(to, text.at, len);
	to[len] = '\0';
}

/* The bytes of a place, escapes undone. */
static struct span look(const struct format *format, const struct record *record, int place, char *room)
{
	struct span value = record->values[place];

	if (!value.at || !record->escaped[place] || !format->kind->unescape || value.len > VALUE_TEXT)
		return value;
	return (struct span){ room, format->kind->unescape(format, value, room) };
}

static bool holds(const struct format *format, const struct record *record, const struct format_row *row, char *room)
{
	size_t i;

	for (i = 0; i < row->n_terms; i++) {
		const struct format_term *term = &row->terms[i];
		struct span value = look(format, record, term->place, room);

		if (value_is_among(span_trim(value.at ? value : (struct span){ "", 0 }), term->values) == term->differs)
			return false;
	}
	return true;
}

/* The text that was read, for a person. */
static void keep_raw(struct call *call, enum format_field field, struct span raw)
{
	if (field == FIELD_STATUS)
		copy_text(call->status_text, sizeof(call->status_text), span_trim(raw));
	else if (field == FIELD_CAUSE)
		copy_text(call->cause_text, sizeof(call->cause_text), span_trim(raw));
}

static void keep_time(struct call *call, struct span text)
{
	const char *clock;

	copy_text(call->time, sizeof(call->time), text);
	clock = strchr(call->time, 'T');
	if (clock && clock[1] >= '0' && clock[1] <= '2' && clock[2] >= '0' && clock[2] <= '9')
		call->hour = (clock[1] - '0') * 10 + clock[2] - '0';
}

static void keep(struct call *call, enum format_field field, const struct value *value)
{
	switch (field) {
	case FIELD_TIME:
		keep_time(call, value->text);
		break;
	case FIELD_CALL:
		copy_text(call->call, sizeof(call->call), value->text);
		break;
	case FIELD_PEER:
		copy_text(call->peer, sizeof(call->peer), value->text);
		break;
	case FIELD_LEG:
		copy_text(call->leg, sizeof(call->leg), value->text);
		break;
	case FIELD_TRUNK:
		copy_text(call->trunk, sizeof(call->trunk), value->text);
		break;
	case FIELD_INITIATOR:
		copy_text(call->initiator, sizeof(call->initiator), value->text);
		break;
	case FIELD_ANSWERED:
		call->answered = value->number ? CALL_ANSWERED_YES : CALL_ANSWERED_NO;
		break;
	case FIELD_DURATION:
		call->duration = value->number / 1000.0;
		break;
	case FIELD_STATUS:
		call->status = value->number;
		break;
	case FIELD_CAUSE:
		call->cause = value->number;
		break;
	case FIELD_LOCATION:
		call->location = value->location;
		break;
	case FIELD_REASON:
		copy_text(call->reason, sizeof(call->reason), value->text);
		break;
	case FIELD_SKIP:
	case FIELD_BEGIN:
	case FORMAT_FIELDS:
		break;
	}
}

/* Which places were read as a status or cause, and which could not be: a place that one row cannot read is fine when
 * another one can, such as a column of causes that holds a SIP status now and then. */
struct places {
	uint64_t read, unread;
	int of_cause, of_status;	/* the place of the text that was kept for want of a better one; -1: none */
};

static_assert(FORMAT_PLACES_MAX <= 64, "a bit for each place");

static void note_unread(struct places *places, const struct format_row *row, struct call *call, struct span raw)
{
	int *of = row->field == FIELD_CAUSE ? &places->of_cause : &places->of_status;

	if (row->place >= 0)
		places->unread |= 1ull << row->place;
	else
		call->flags |= CALL_UNREADABLE;
	if (*of >= 0)
		return;
	*of = row->place;
	keep_raw(call, row->field, raw);
}

static void note_read(struct places *places, const struct format_row *row)
{
	if (row->place >= 0 && (row->field == FIELD_CAUSE || row->field == FIELD_STATUS))
		places->read |= 1ull << row->place;
}

static bool was_read(const struct places *places, int place)
{
	return place >= 0 && places->read & 1ull << place;
}

/* What no row could read counts; what was read as the other of the two was not meant for this one. */
static void judge_places(const struct places *places, struct call *call)
{
	if (places->unread & ~places->read)
		call->flags |= CALL_UNREADABLE;
	if (!call->cause && was_read(places, places->of_cause))
		*call->cause_text = '\0';
	if (!call->status && was_read(places, places->of_status))
		*call->status_text = '\0';
}

/* The text of a row: that of its place, those of further ones behind it. One that is not there, or empty: none is. */
static struct span look_all(const struct format *format, const struct record *record, const struct format_row *row,
			    char *room)
{
	struct span value = look(format, record, row->place, room);
	char one[VALUE_TEXT];
	size_t i, len = value.len;

	if (!row->n_more || !value.at)
		return value;
	if (value.at != room && len <= VALUE_TEXT)
		memcpy(room, value.at, len);
	for (i = 0; i < row->n_more; i++) {
		value = look(format, record, row->more[i], one);
		if (!len || !value.len || len + value.len + 1 > VALUE_TEXT)
			return (struct span){ NULL, 0 };
		room[len++] = ' ';
		memcpy(room + len, value.at, value.len);
		len += value.len;
	}
	return (struct span){ room, len };
}

/* Ask one row. Returns true when it answered, so that later rows of the field are not asked. */
static bool ask_row(const struct format *format, const struct record *record, const struct format_row *row,
		    struct call *call, struct places *places, struct value *scratch)
{
	struct span raw = { row->constant, row->constant ? strlen(row->constant) : 0 };
	char room[VALUE_TEXT];

	if (!row->constant)
		raw = look_all(format, record, row, room);
	if (!raw.at)
		return false;
	switch (value_take(scratch, row, raw)) {
	case VALUE_FOUND:
		if (!scratch->text.len && row->field != FIELD_ANSWERED)
			return false;
		keep(call, row->field, scratch);
		note_read(places, row);
		keep_raw(call, row->field, scratch->text);
		return true;
	case VALUE_UNREADABLE:
		/* Another way of writing may be in the next row; what matters most is not passed over in silence. */
		if (row->field == FIELD_STATUS || row->field == FIELD_CAUSE)
			note_unread(places, row, call, scratch->text);
		break;
	case VALUE_ABSENT:
		/* Known, and no cause: a person wants to see what it was. */
		if (row->field == FIELD_CAUSE && !*call->cause_text && !span_is(span_trim(scratch->text), "0"))
			keep_raw(call, row->field, scratch->text);
		break;
	}
	return false;
}

/* Where is a header damaged? NULL: it is not. */
static const char *find_damage(const char *header)
{
	struct sipq850_text rest = { header, strlen(header) };
	struct sipq850_reason value;
	int rc;

	while ((rc = sipq850_reason_next(&rest, &value)) > 0)
		;
	return rc < 0 ? rest.start : NULL;
}

/* Read a Reason header. A log may have cut it, and products write what the grammar has not, such as typographic
 * quotes: then what stands before the damage is read, or before the parameter that is damaged. */
static int read_reason(char *header, struct sipq850_reason_summary *summary)
{
	const char *headers[] = { header };
	const char *damage = find_damage(header);
	char *semicolon;
	int rc;

	if (damage)
		header[damage - header] = '\0';
	while ((rc = sipq850_reason_collect(headers, 1, summary)) == 0 && summary->flags & SIPQ850_REASON_MALFORMED) {
		semicolon = strrchr(header, ';');
		if (!semicolon)
			break;
		*semicolon = '\0';
	}
	return rc;
}

/* A Reason header says what the record does not, or contradicts it. */
static void take_reason(struct call *call)
{
	struct sipq850_reason_summary summary;
	char header[sizeof(call->reason)];

	memcpy(header, call->reason, sizeof(header));
	if (!*header || read_reason(header, &summary))
		return;
	if (summary.q850 > 0 && !call->cause) {
		call->cause = summary.q850;
		call->location = summary.q850_location ? summary.q850_location : call->location;
	} else if (summary.q850 > 0 && summary.q850 != call->cause) {
		call->flags |= CALL_REASON_DIFFERS;
	}
	/* 200 tells of another branch: "Call completed elsewhere". */
	if (summary.sip >= 300 && !call->status)
		call->status = summary.sip;
	else if (summary.sip >= 300 && summary.sip != call->status)
		call->flags |= CALL_REASON_DIFFERS;
}

/* A status tells whether the call was answered where nothing else does. */
static void finish(struct call *call)
{
	take_reason(call);
	if (call->answered == CALL_ANSWERED_UNKNOWN && call->status >= 200)
		call->answered = call->status < 300 ? CALL_ANSWERED_YES : CALL_ANSWERED_NO;
	if (call->answered == CALL_ANSWERED_YES && call->status >= 300)
		call->flags |= CALL_ANSWERED_FAILED;
}

bool take_call(const struct format *format, const struct record *record, struct call *call, struct value *scratch)
{
	bool answered[FORMAT_FIELDS] = { false };
	struct places places = { .of_cause = -1, .of_status = -1 };
	char room[VALUE_TEXT];
	size_t i;

	call_clear(call);
	call->format = format->name;
	call->line = record->line;
	for (i = 0; i < format->n_rows; i++) {
		const struct format_row *row = &format->rows[i];

		if (answered[row->field] || !holds(format, record, row, room))
			continue;
		if (row->field == FIELD_SKIP)
			return false;
		if (row->field == FIELD_BEGIN)
			call->begins = true;
		else
			answered[row->field] = ask_row(format, record, row, call, &places, scratch);
	}
	judge_places(&places, call);
	finish(call);
	return true;
}
