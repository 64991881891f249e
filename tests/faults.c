/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Preloaded before the command, to make its system calls go wrong:
 *
 *	FAULT_CALL	which: read, write, fsync, rename
 *	FAULT_KIND	how: EINTR, EIO, ENOSPC, short (half of what was asked), KILL (as by kill -9, before the call is made)
 *	FAULT_AT	at which one of them, from 1
 *	FAULT_MOST	each read and write takes at most that many bytes
 *	FAULT_CLOCK	the clock goes on by a second with each look at it
 *	FAULT_INOTIFY	there is no inotify
 *	FAULT_MEMORY	a file to write the largest resident size to, in KiB, when the command exits
 *	FAULT_MARK	a file to create when the fault has happened, so that a test can tell */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const struct {
	const char *name;
	int number;
} errors[] = { { "EINTR", EINTR }, { "EIO", EIO }, { "ENOSPC", ENOSPC } };

static long calls;

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

static void mark(void)
{
	int fd = open(setting("FAULT_MARK"), O_WRONLY | O_CREAT, 0600);

	if (fd >= 0)
		close(fd);
}

/* Is it the turn of this call? Returns the errno to fail with; 0 to go on, with half of *count if that is the fault. */
static int fault(const char *call, size_t *count)
{
	const char *kind = setting("FAULT_KIND");
	const long most = atol(setting("FAULT_MOST"));
	size_t i;

	if (count && most > 0 && *count > (size_t)most)
		*count = most;
	if (strcmp(setting("FAULT_CALL"), call) || ++calls != atol(setting("FAULT_AT")))
		return 0;
	mark();
	if (!strcmp(kind, "KILL"))
		raise(SIGKILL);
	if (!strcmp(kind, "short") && count)
		*count = (*count + 1) / 2;
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (!strcmp(kind, errors[i].name))
			return errors[i].number;
	return 0;
}

static int refuse(int number)
{
	errno = number;
	return -1;
}

ssize_t read(int fd, void *to, size_t count)
{
	const int number = fault("read", &count);

	return number ? refuse(number) : syscall(SYS_read, fd, to, count);
}

/* Counts as a read. */
ssize_t pread(int fd, void *to, size_t count, off_t offset)
{
	const int number = fault("read", &count);

	return number ? refuse(number) : syscall(SYS_pread64, fd, to, count, offset);
}

ssize_t write(int fd, const void *from, size_t count)
{
	const int number = fault("write", &count);

	return number ? refuse(number) : syscall(SYS_write, fd, from, count);
}

int fsync(int fd)
{
	const int number = fault("fsync", NULL);

	return number ? refuse(number) : syscall(SYS_fsync, fd);
}

int rename(const char *from, const char *to)
{
	const int number = fault("rename", NULL);

	return number ? refuse(number) : syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int inotify_init1(int flags)
{
	if (*setting("FAULT_INOTIFY"))
		return refuse(ENOSYS);
	return syscall(SYS_inotify_init1, flags);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	static time_t ahead;
	const int rc = syscall(SYS_clock_gettime, clock, now);

	if (*setting("FAULT_CLOCK"))
		now->tv_sec += ++ahead;
	return rc;
}

__attribute__((destructor)) static void tell_memory(void)
{
	struct rusage usage;
	FILE *to = *setting("FAULT_MEMORY") ? fopen(setting("FAULT_MEMORY"), "w") : NULL;

	if (!to)
		return;
	if (getrusage(RUSAGE_SELF, &usage) == 0)
		fprintf(to, "%ld\n", usage.ru_maxrss);
	fclose(to);
}
