/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pipe.h"

#include <errno.h>
#include <fcntl.h>

#define PIPE_SIZE (1024 * 1024)

void pipe_enlarge(int fd)
{
#ifdef F_SETPIPE_SZ
	const int saved = errno;
	const int size = fcntl(fd, F_GETPIPE_SZ);

	if (size > 0 && size < PIPE_SIZE)
		fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
	errno = saved;
#else
	(void)fd;
#endif
}
