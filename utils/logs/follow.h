/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plain file that grows, and that is renamed or emptied now and then to begin another (log rotation).
 *
 *	renamed and created	the old file is read to its end, then the one that has its name now
 *	copied and emptied	it is read from its begin; what came between the copy and the cut is lost
 *
 * Two rotations unseen lose the file between them, and a file that was emptied and has grown beyond where we
 * were is not known from one that has only grown: neither leaves a trace. */
#pragma once

#include <sys/types.h>

struct follow;

enum follow_step {
	FOLLOW_ON,		/* read again: there may be more */
	FOLLOW_ANOTHER,		/* fd now stands at the begin of another file, or of the same one again */
	FOLLOW_END,		/* SIGINT or SIGTERM came, or nobody reads standard output any more */
	FOLLOW_FAILED,		/* the reason was printed */
};

/* Follow the file that fd is open on. From here on, the first SIGINT or SIGTERM only ends the waiting; the second one
 * does what it did before. Prints why and returns NULL on failure. */
struct follow *follow_open(const char *name, int fd);

/* All that is there has been read, up to `position`: wait for something to happen. */
enum follow_step follow_wait(struct follow *follow, int *fd, off_t position);

void follow_close(struct follow *follow);
