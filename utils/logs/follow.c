/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See follow.h. What has happened is always found out by looking at the file; inotify only tells when to look. */

#include "follow.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/poll.h>		/* <poll.h> would be a header of ours */
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define POLL_MS 250		/* without inotify */
#define WATCH_MS 1000		/* with it: a network file system tells only of what this machine does */

struct follow {
	const char *name;
	int next;		/* the file that has the name now, when that is another one; else -1 */
	int inotify;		/* -1 = there is none */
	int watch;		/* of the file, as the directory that it is in has its own */
	int reader;		/* standard output, if that is a pipe and may lose its reader; else -1 */
	sigset_t ends;
};

static volatile sig_atomic_t ended;

static void on_end(int sig)
{
	(void)sig;
	ended = 1;
}

/* Catch what asks for the end, but not what we were told to ignore. Another such signal finds the old action. */
static void catch_ends(sigset_t *ends)
{
	static const int signals[] = { SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = on_end, .sa_flags = SA_RESETHAND };
	struct sigaction old;
	size_t i;

	sigemptyset(ends);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		sigaddset(ends, signals[i]);
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(signals[i], &action, NULL);
	}
}

/* Watch the file that has the name now, in the place of the last one. */
static void watch_file(struct follow *follow)
{
	if (follow->watch >= 0)
		inotify_rm_watch(follow->inotify, follow->watch);
	follow->watch = inotify_add_watch(follow->inotify, follow->name, IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF);
}

/* Without inotify, or when it has no room for us, we look more often. */
static void open_inotify(struct follow *follow)
{
	const char *slash = strrchr(follow->name, '/');
	char *dir = slash ? strndup(follow->name, slash - follow->name + 1) : strdup(".");

	follow->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (follow->inotify < 0 || !dir ||
	    inotify_add_watch(follow->inotify, dir, IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM) < 0) {
		if (follow->inotify >= 0)
			close(follow->inotify);
		follow->inotify = -1;
	} else {
		watch_file(follow);
	}
	free(dir);
}

struct follow *follow_open(const char *name, int fd)
{
	struct follow *follow = calloc(1, sizeof(*follow));
	struct stat st;

	if (!follow) {
		cli_error("out of memory");
		return NULL;
	}
	*follow = (struct follow){ .name = name, .next = -1, .inotify = -1, .watch = -1, .reader = -1 };
	if (fstat(STDOUT_FILENO, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode)) && fd != STDOUT_FILENO)
		follow->reader = STDOUT_FILENO;
	catch_ends(&follow->ends);
	open_inotify(follow);
	return follow;
}

/* Sleep until something has happened, or might have. */
static void sleep_until_event(struct follow *follow)
{
	const int ms = follow->inotify < 0 || follow->watch < 0 ? POLL_MS : WATCH_MS;
	const struct timespec timeout = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };
	struct pollfd fds[] = {
		{ .fd = follow->inotify, .events = POLLIN },
		{ .fd = follow->reader },	/* it only tells of errors */
	};
	char events[4096];
	sigset_t old;
	int n = 0;

	/* A signal between the look at `ended` and the sleep has to end the sleep. */
	sigprocmask(SIG_BLOCK, &follow->ends, &old);
	if (!ended)
		n = ppoll(fds, 2, &timeout, &old);
	sigprocmask(SIG_SETMASK, &old, NULL);
	if (n > 0 && fds[1].revents)
		ended = 1;
	while (follow->inotify >= 0 && read(follow->inotify, events, sizeof(events)) > 0)
		;
}

/* Go on with the file that has the name now. */
static enum follow_step change(struct follow *follow, int *fd)
{
	close(*fd);
	*fd = follow->next;
	follow->next = -1;
	if (follow->inotify >= 0)
		watch_file(follow);
	return FOLLOW_ANOTHER;
}

static enum follow_step begin_again(const struct follow *follow, int fd, off_t size, off_t position)
{
	cli_error("%s: was cut from %lld octets to %lld; reading it from its begin", follow->name, (long long)position,
		  (long long)size);
	if (lseek(fd, 0, SEEK_SET) == 0)
		return FOLLOW_ANOTHER;
	cli_error("%s: %s", follow->name, strerror(errno));
	return FOLLOW_FAILED;
}

/* Has another file taken the name? Then the old one is to be read once more, as it may have grown until then. */
static bool find_next(struct follow *follow, const struct stat *ours)
{
	struct stat named;

	if (stat(follow->name, &named) != 0 || !S_ISREG(named.st_mode) ||
	    (named.st_dev == ours->st_dev && named.st_ino == ours->st_ino))
		return false;
	follow->next = open(follow->name, O_RDONLY | O_CLOEXEC);
	return follow->next >= 0;
}

enum follow_step follow_wait(struct follow *follow, int *fd, off_t position)
{
	struct stat ours;

	if (fstat(*fd, &ours) != 0) {
		cli_error("%s: %s", follow->name, strerror(errno));
		return FOLLOW_FAILED;
	}
	if (ours.st_size < position)
		return begin_again(follow, *fd, ours.st_size, position);
	if (ours.st_size > position)
		return FOLLOW_ON;
	if (follow->next >= 0)
		return change(follow, fd);
	if (find_next(follow, &ours))
		return FOLLOW_ON;
	if (ended)
		return FOLLOW_END;
	sleep_until_event(follow);
	return FOLLOW_ON;
}

void follow_close(struct follow *follow)
{
	if (!follow)
		return;
	if (follow->next >= 0)
		close(follow->next);
	if (follow->inotify >= 0)
		close(follow->inotify);
	free(follow);
}
