/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML elements, read for a few wanted values: no tree, no allocation, no recursion.
 *
 * Why not expat: a record is told as ranges of the input, may be cut anywhere by read(), stands beside others without a
 * common root, and one that is damaged must not cost the next. Expat reads one whole document, gives texts in pieces
 * and converted, and stops for good at the first mistake, be it one byte that is no UTF-8.
 *
 * Read: elements, attributes, character and the five predefined entities, comments, CDATA, processing instructions.
 * A DOCTYPE within an element is refused, and so are definitions in one: entities of its own are not known. Names may
 * be of any bytes that end none. Not checked: UTF-8, which characters are allowed, attributes that come twice. */
#pragma once

#include "paths.h"
#include "span.h"

#define XML_DEPTH_MAX 64

enum xml_verdict { XML_MORE, XML_ELEMENT, XML_BROKEN };

struct xml_element {
	const char *end;	/* behind its end tag */
	const char *why;	/* XML_BROKEN: a constant */
	struct span *values;	/* by number of the path, blanks around off; at = NULL: not there */
	bool *escaped;		/* xml_unescape() has something to do */
};

/* Read the element `name` that begins at the first byte; another one of that name must not begin in it. Paths have `/`
 * between names, and an attribute has @ before its name. The value of an element with others in it is the text before
 * these, if there is one. Of several the first counts. */
enum xml_verdict xml_read(const struct paths *paths, struct span name, struct span bytes, struct xml_element *element);

/* Does a tag of that name begin at `at`? -1: the bytes end before that is known. */
int xml_is_tag(const char *at, const char *end, struct span name);

/* Pass over a comment, CDATA section, processing instruction or DOCTYPE that begins here: returns behind it. NULL: it
 * is none of these (`why`), or does not end within the bytes (no `why`). */
const char *xml_pass(const char *at, const char *end, const char **why);

/* Entities to characters, comments away, CDATA to plain text; `to` has room for value.len bytes. Returns the length. */
size_t xml_unescape(struct span value, char *to);
