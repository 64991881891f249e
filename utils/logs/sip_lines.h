/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of SIP messages in a text: what was put around them, and what they are. */
#pragma once

#include "lines.h"
#include "names.h"
#include "placed.h"

#define SIP_VERSION "SIP/2.0"
#define SIP_LINES_MAX 8
#define SIP_BEFORE_MAX 256

struct sip_lines {
	struct lines lines;
	size_t n_prefixes, n_suffixes, n_ends;
	struct placed prefixes[SIP_LINES_MAX];
	struct line_text suffixes[SIP_LINES_MAX], ends[SIP_LINES_MAX];
	size_t before;		/* bytes that a log puts before each line of the message at hand */
	char shape[SIP_BEFORE_MAX];	/* those of its first line */
};

/* The first line of a message. */
struct sip_start {
	bool response;
	bool at_begin;		/* nothing but blanks stands before it */
	size_t indent;		/* these blanks */
	size_t at;		/* the bytes that stand before it */
	struct span status, phrase;
	struct span method;
};

const char *sip_lines_make(struct sip_lines *lines, const struct format *format);

/* Take the prefix, what a log puts before the message, up to so many blanks, and the suffix off a line. `prefix` and
 * `match`, unless NULL, say which prefix. */
struct span sip_line_text(const struct sip_lines *lines, struct span line, size_t indent, const struct placed **prefix,
			  struct pattern_match *match);

/* Does what stands before the first line of a message stand before this line, too? A clock may have gone on. */
bool sip_lines_same(struct span before, struct span line);

/* Take this off the lines to come. */
void sip_lines_learn(struct sip_lines *lines, struct span before);

/* Is it the line that stands behind a message? */
bool sip_line_ends(const struct sip_lines *lines, struct span text);

/* Find the first line of a message in a line. */
bool sip_start_find(struct span text, struct sip_start *start);

/* The length of the name of a header field, if the line is one; else 0. */
size_t sip_name_len(struct span text);

/* The name that a compact one stands for. */
struct span sip_long_name(struct span name);

/* Make one line of the value of a folded header field. For record_kind.unescape. */
size_t sip_unfold(const struct format *format, struct span value, char *to);
