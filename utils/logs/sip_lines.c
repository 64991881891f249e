/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sip_lines.h"

#include <stdlib.h>

/* RFC 3261 7.3.3 and 20, and the IANA registry of header fields. */
static const struct {
	char compact;
	const char *name;
} compact_names[] = {
	{ 'a', "Accept-Contact" }, { 'b', "Referred-By" }, { 'c', "Content-Type" }, { 'd', "Request-Disposition" },
	{ 'e', "Content-Encoding" }, { 'f', "From" }, { 'i', "Call-ID" }, { 'j', "Reject-Contact" },
	{ 'k', "Supported" }, { 'l', "Content-Length" }, { 'm', "Contact" }, { 'n', "Identity-Info" },
	{ 'o', "Event" }, { 'r', "Refer-To" }, { 's', "Subject" }, { 't', "To" }, { 'u', "Allow-Events" },
	{ 'v', "Via" }, { 'x', "Session-Expires" }, { 'y', "Identity" },
};

struct span sip_long_name(struct span name)
{
	const char lower = name.len == 1 && *name.at >= 'A' && *name.at <= 'Z' ? *name.at + ('a' - 'A') : 0;
	size_t i;

	for (i = 0; name.len == 1 && i < sizeof(compact_names) / sizeof(compact_names[0]); i++)
		if (*name.at == compact_names[i].compact || lower == compact_names[i].compact)
			return (struct span){ compact_names[i].name, strlen(compact_names[i].name) };
	return name;
}

static const char *read_texts(const struct format *format, const char *word, struct line_text *texts, size_t *n)
{
	const struct format_head *head = NULL;
	const char *why;

	while ((head = format_head_next(format, word, head))) {
		if (*n == SIP_LINES_MAX)
			return "too many head lines of one word";
		why = line_text_read(&texts[*n], head->rest);
		if (why)
			return why;
		++*n;
	}
	return NULL;
}

const char *sip_lines_make(struct sip_lines *lines, const struct format *format)
{
	const char *why = lines_make(&lines->lines, format);

	if (!why)
		why = placed_read(format, "prefix", false, lines->prefixes, &lines->n_prefixes, SIP_LINES_MAX);
	if (!why)
		why = read_texts(format, "suffix", lines->suffixes, &lines->n_suffixes);
	if (!why)
		why = read_texts(format, "end", lines->ends, &lines->n_ends);
	return why;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A byte of a token (RFC 3261 25.1). */
static bool is_token(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr("-.!%*_+`'~", c));
}

/* Of the blanks at the end of a prefix only one is its own: the others may be a fold. */
static size_t prefix_len(const struct placed *prefix, struct span line, size_t end)
{
	if (pattern_ends_blank(&prefix->pattern))
		while (end > 1 && is_blank(line.at[end - 2]))
			end--;
	return end;
}

static struct span without_suffix(const struct sip_lines *lines, struct span text)
{
	const struct line_text *suffix;

	for (suffix = lines->suffixes; suffix < lines->suffixes + lines->n_suffixes; suffix++) {
		if (text.len < suffix->len || memcmp(text.at + text.len - suffix->len, suffix->at, suffix->len))
			continue;
		text.len -= suffix->len;
		break;
	}
	return text;
}

static bool is_same(char a, char b)
{
	return a == b || (is_digit(a) && is_digit(b));
}

bool sip_lines_same(struct span before, struct span line)
{
	size_t i;

	/* An empty line may have lost the blanks that it would end with. */
	if (line.len < before.len && line.len == span_trim(before).len)
		before.len = line.len;
	if (!before.len || line.len < before.len)
		return false;
	for (i = 0; i < before.len; i++)
		if (!is_same(before.at[i], line.at[i]))
			return false;
	return true;
}

void sip_lines_learn(struct sip_lines *lines, struct span before)
{
	lines->before = before.len <= SIP_BEFORE_MAX ? before.len : 0;
	memcpy(lines->shape, before.at, lines->before);
}

/* The line without what stands before all lines of the message. */
static struct span without_before(const struct sip_lines *lines, struct span line)
{
	size_t len = lines->before;

	if (!len || !sip_lines_same((struct span){ lines->shape, len }, line))
		return line;
	len = len < line.len ? len : line.len;
	return (struct span){ line.at + len, line.len - len };
}

struct span sip_line_text(const struct sip_lines *lines, struct span line, size_t indent, const struct placed **prefix,
			  struct pattern_match *match)
{
	struct pattern_match own;
	const struct placed *found;
	size_t len;

	match = match ? match : &own;
	found = placed_prefix(lines->prefixes, lines->n_prefixes, line, match);
	len = found ? prefix_len(found, line, match->end) : 0;
	line = without_before(lines, (struct span){ line.at + len, line.len - len });
	for (; indent && line.len && is_blank(*line.at); indent--)
		line = (struct span){ line.at + 1, line.len - 1 };
	if (prefix)
		*prefix = found;
	return without_suffix(lines, line);
}

bool sip_line_ends(const struct sip_lines *lines, struct span text)
{
	size_t i;

	text = span_trim(text);
	for (i = 0; i < lines->n_ends; i++)
		if (line_text_begins(&lines->ends[i], text))
			return true;
	return false;
}

size_t sip_name_len(struct span text)
{
	size_t len = 0, behind;

	while (len < text.len && is_token(text.at[len]))
		len++;
	for (behind = len; behind < text.len && is_blank(text.at[behind]); behind++)
		;
	return behind < text.len && text.at[behind] == ':' ? len : 0;
}

static size_t skip_blanks(struct span text, size_t at)
{
	while (at < text.len && is_blank(text.at[at]))
		at++;
	return at;
}

/* Any byte may stand before a message, such as the last one of a UDP header: it has to be followed by a header field
 * then, as read_sip.c asks. */
static void set_begin(struct span text, size_t at, struct sip_start *start)
{
	start->at = at;
	start->indent = skip_blanks(text, 0);
	start->at_begin = start->indent == at;
	if (!start->at_begin)
		start->indent = 0;
}

/* Is it a status line that begins with the version found at `at`? The phrase may be missing, and the blank before
 * it. */
static bool is_response(struct span text, size_t at, struct sip_start *start)
{
	const size_t status = skip_blanks(text, at + strlen(SIP_VERSION));
	size_t end = status;

	if (status == at + strlen(SIP_VERSION))
		return false;
	while (end < text.len && is_digit(text.at[end]))
		end++;
	if (end == status || (end < text.len && !is_blank(text.at[end])))
		return false;
	*start = (struct sip_start){ .response = true };
	set_begin(text, at, start);
	start->status = (struct span){ text.at + status, end - status };
	start->phrase = span_trim((struct span){ text.at + end, text.len - end });
	return true;
}

/* Is it a request line that ends with the version found at `at`? A method of letters, and a URI. */
static bool is_request(struct span text, size_t at, struct sip_start *start)
{
	size_t end = at, uri, method;

	if (skip_blanks(text, at + strlen(SIP_VERSION)) < text.len)
		return false;
	while (end && is_blank(text.at[end - 1]))
		end--;
	for (uri = end; uri && !is_blank(text.at[uri - 1]); uri--)
		;
	if (end == at || !uri || !memchr(text.at + uri, ':', end - uri))
		return false;
	for (end = uri; end && is_blank(text.at[end - 1]); end--)
		;
	for (method = end; method && text.at[method - 1] >= 'A' && text.at[method - 1] <= 'Z'; method--)
		;
	if (method == end)
		return false;
	*start = (struct sip_start){ .method = { text.at + method, end - method } };
	set_begin(text, method, start);
	return true;
}

bool sip_start_find(struct span text, struct sip_start *start)
{
	const size_t len = strlen(SIP_VERSION);
	const char *found;
	size_t at = 0;

	while (at < text.len && (found = memmem(text.at + at, text.len - at, SIP_VERSION, len))) {
		at = found - text.at;
		if (is_response(text, at, start) || is_request(text, at, start))
			return true;
		at += len;
	}
	return false;
}

/* Copy what the lines hold, trimmed, with one blank between. */
static size_t unfold(const struct sip_lines *lines, struct span value, char *to)
{
	struct line line;
	struct span text;
	size_t at = 0, len = 0;

	while (lines_next(&lines->lines, (struct span){ value.at + at, value.len - at }, true, &line)) {
		text = at ? sip_line_text(lines, line.text, 0, NULL, NULL) : without_suffix(lines, line.text);
		/* The suffix of the last line is off already, and what looks like one is not. */
		if (at + line.len == value.len)
			text.len = value.at + value.len - text.at;
		text = span_trim(text);
		if (len && text.len)
			to[len++] = ' ';
		memcpy(to + len, text.at, text.len);
		len += text.len;
		at += line.len;
	}
	return len;
}

size_t sip_unfold(const struct format *format, struct span value, char *to)
{
	struct sip_lines *lines = calloc(1, sizeof(*lines));
	size_t len = value.len;

	if (lines && !sip_lines_make(lines, format))
		len = unfold(lines, value, to);
	else
		memcpy(to, value.at, value.len);
	free(lines);
	return len;
}
