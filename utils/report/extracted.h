/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls that `sipq850 extract` printed as TSV or JSON lines, read back. */
#pragma once

#include "../logs/call.h"

struct extracted {
	int (*tell)(void *to, struct call *call);	/* an exit status: not 0 ends it */
	bool (*writes)(void *to, int fd);	/* is this file to be replaced by an output? may be NULL */
	void *to;
	bool quiet;
	unsigned long calls;
};

/* Read files, "-" when there are none. Returns the exit status, having printed what went wrong. */
int extracted_files(struct extracted *extracted, char **names);
