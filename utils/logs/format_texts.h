/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of tables/formats/, carried as text; what format_texts.awk makes format_texts.c for. */
#pragma once

struct format_text {
	const char *name;	/* NULL: the end */
	const char *file;
	const char *text;
};

extern const struct format_text format_texts[];
