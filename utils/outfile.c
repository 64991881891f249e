/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See outfile.h. The order of steps that makes it safe: create beside, write, fsync, rename, fsync the directory. */

#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "pipe.h"

#define TEMPLATE ".sipq850-XXXXXX"	/* short, for the final name may be as long as the file system allows */
#define FLUSH_SIZE (8 * 1024 * 1024)	/* bytes written between two requests to the disk */
#define LINKS_MAX 40
#define DOOMED_MAX 8	/* outputs open at a time */

/* What a signal has to remove. Changed only while the signals are blocked. */
static const char *doomed[DOOMED_MAX];

/* Change an entry: from NULL to what is doomed, or back. */
static void replace_doomed(const char *from, const char *to)
{
	size_t i;

	for (i = 0; i < DOOMED_MAX; i++) {
		if (doomed[i] == from) {
			doomed[i] = to;
			return;
		}
	}
}

static const int deadly[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ };

/* Remove the temporary file, then die of the signal, so that the parent sees what happened. */
static void on_deadly(int sig)
{
	size_t i;

	for (i = 0; i < DOOMED_MAX; i++)
		if (doomed[i])
			unlink(doomed[i]);
	signal(sig, SIG_DFL);
	raise(sig);
}

/* Hold the deadly signals back, or let them through again. */
static void block_deadly(int how)
{
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaddset(&set, deadly[i]);
	sigprocmask(how, &set, NULL);
}

/* Catch the deadly signals, but not those that we were told to ignore (nohup). */
static void catch_deadly(void)
{
	struct sigaction action = { .sa_handler = on_deadly };
	struct sigaction old;
	size_t i;

	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++) {
		sigaddset(&action.sa_mask, deadly[i]);
		if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(deadly[i], &action, NULL);
	}
}

static int failed(struct outfile *out)
{
	out->failed = true;
	cli_error("%s: %s", out->name, strerror(errno));
	return -1;
}

/* Join the directory of `path` with a name in it; a name with a leading slash stands alone. */
static char *beside(const char *path, const char *name)
{
	const char *slash = name[0] == '/' ? NULL : strrchr(path, '/');
	size_t len = slash ? slash - path + 1 : 0;
	char *joined = malloc(len + strlen(name) + 1);

	if (joined) {
		memcpy(joined, path, len);
		strcpy(joined + len, name);
	}
	return joined;
}

/* Follow the symbolic links that a path ends in, also one to a file yet to be. Returns NULL with errno on failure. */
static char *follow_links(const char *path)
{
	char link[PATH_MAX];
	char *at = strdup(path);
	char *next;
	ssize_t n;
	int i;

	for (i = 0; at && i < LINKS_MAX; i++) {
		n = readlink(at, link, sizeof(link) - 1);
		if (n < 0)
			return at;
		link[n] = '\0';
		next = beside(at, link);
		free(at);
		at = next;
	}
	if (at)
		errno = ELOOP;
	free(at);
	return NULL;
}

/* Give the temporary file the mode and owner of the file that it will replace, or those of a new one. */
static int take_mode(int fd, const struct stat *old)
{
	mode_t mask, mode;

	if (!old) {
		mask = umask(0);
		umask(mask);
		return fchmod(fd, 0666 & ~mask);
	}
	mode = old->st_mode & 07777;
	/* To keep the owner is a privilege; without it, no set-id bit may pass to another owner. */
	if (fchown(fd, old->st_uid, old->st_gid) != 0)
		mode &= 0777;
	return fchmod(fd, mode);
}

/* Create the temporary file; `old` is the file that it will replace, NULL if there is none. */
static int open_beside(struct outfile *out, const struct stat *old)
{
	/* rename() would ask for no right to write to the file itself */
	if (old && access(out->target, W_OK) != 0)
		return failed(out);
	out->temporary = beside(out->target, TEMPLATE);
	if (!out->temporary)
		return failed(out);
	block_deadly(SIG_BLOCK);
	out->fd = mkstemp(out->temporary);
	if (out->fd >= 0)
		replace_doomed(NULL, out->temporary);
	catch_deadly();
	block_deadly(SIG_UNBLOCK);
	if (out->fd < 0) {
		cli_error("%s: cannot create a file beside it: %s", out->name, strerror(errno));
		free(out->temporary);
		out->temporary = NULL;
		return -1;
	}
	return take_mode(out->fd, old) == 0 ? 0 : failed(out);
}

int outfile_open(struct outfile *out, const char *name)
{
	struct stat old;

	*out = (struct outfile){ .name = name, .fd = -1, .buffer = malloc(OUTFILE_BUFFER) };
	if (!name || !strcmp(name, "-")) {
		out->name = "standard output";
		out->fd = STDOUT_FILENO;
		pipe_enlarge(out->fd);
		return out->buffer ? 0 : failed(out);
	}
	out->target = follow_links(name);
	if (!out->buffer || !out->target)
		return failed(out);
	if (stat(out->target, &old) != 0)
		return errno == ENOENT ? open_beside(out, NULL) : failed(out);
	if (S_ISREG(old.st_mode))
		return open_beside(out, &old);
	out->fd = open(out->target, O_WRONLY | O_CLOEXEC);
	if (out->fd < 0)
		return failed(out);
	pipe_enlarge(out->fd);
	return 0;
}

/* Have the disk begin with what was written, so that little is left to wait for in the end. */
static void start_flush(struct outfile *out, size_t n)
{
#ifdef SYNC_FILE_RANGE_WRITE
	out->unflushed += n;
	if (!out->temporary || out->unflushed < FLUSH_SIZE)
		return;
	sync_file_range(out->fd, out->flushed, out->unflushed, SYNC_FILE_RANGE_WRITE);
	out->flushed += out->unflushed;
	out->unflushed = 0;
#endif
}

/* Write all of it, unless writing has failed before. */
static void write_all(struct outfile *out, const char *bytes, size_t len)
{
	ssize_t n;

	while (len > 0 && !out->failed) {
		n = write(out->fd, bytes, len);
		if (n >= 0) {
			bytes += n;
			len -= n;
			start_flush(out, n);
		} else if (errno != EINTR) {
			failed(out);
		}
	}
}

int outfile_flush(struct outfile *out)
{
	write_all(out, out->buffer, out->used);
	out->used = 0;
	return out->failed ? -1 : 0;
}

int outfile_write(struct outfile *out, const char *bytes, size_t len)
{
	outfile_flush(out);
	write_all(out, bytes, len);
	return out->failed ? -1 : 0;
}

void outfile_put_much(struct outfile *out, const char *bytes, size_t len)
{
	if (len > OUTFILE_BUFFER) {
		outfile_write(out, bytes, len);
	} else {
		outfile_flush(out);
		outfile_put(out, bytes, len);
	}
}

bool outfile_is(const struct outfile *out, int fd)
{
	struct stat ours, theirs;

	return fstat(out->fd, &ours) == 0 && fstat(fd, &theirs) == 0 && S_ISREG(ours.st_mode) &&
	       ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

bool outfile_replaces(const char *name, int fd)
{
	struct stat ours, theirs;

	return name && strcmp(name, "-") && stat(name, &ours) == 0 && fstat(fd, &theirs) == 0 && S_ISREG(ours.st_mode) &&
	       ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

/* Tell whether two paths are one name in one directory. */
static bool same_place(const char *one, const char *other)
{
	const char *slash = strrchr(one, '/'), *other_slash = strrchr(other, '/');
	char *dir = beside(one, "."), *other_dir = beside(other, ".");
	struct stat at, other_at;
	bool same = dir && other_dir && !strcmp(slash ? slash + 1 : one, other_slash ? other_slash + 1 : other) &&
		    stat(dir, &at) == 0 && stat(other_dir, &other_at) == 0 &&
		    at.st_dev == other_at.st_dev && at.st_ino == other_at.st_ino;

	free(dir);
	free(other_dir);
	return same;
}

bool outfile_same(const struct outfile *out, const struct outfile *other)
{
	struct stat ours, theirs;

	if (out->temporary && other->temporary)
		return same_place(out->target, other->target);
	return !out->temporary && !other->temporary && fstat(out->fd, &ours) == 0 && fstat(other->fd, &theirs) == 0 &&
	       !S_ISCHR(ours.st_mode) && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

/* Flush to the disk, where the file system knows how to. */
static int flush_to_disk(int fd)
{
	int rc;

	do
		rc = fsync(fd);
	while (rc < 0 && errno == EINTR);
	return rc == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

/* Flush the directory that holds a file: until then a crash may take the new name back. */
static int flush_directory(const char *path)
{
	char *dir = beside(path, ".");
	int fd = dir ? open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	int rc;

	free(dir);
	if (fd < 0)
		return errno == EACCES ? 0 : -1;
	rc = flush_to_disk(fd);
	close(fd);
	return rc;
}

/* Close what was written. */
static int close_output(struct outfile *out)
{
	int fd = out->fd;

	out->fd = -1;
	return close(fd) == 0 ? 0 : failed(out);
}

int outfile_commit(struct outfile *out)
{
	int rc;

	if (outfile_flush(out) < 0)
		return -1;
	if (out->fd == STDOUT_FILENO)
		return 0;
	if (!out->temporary)
		return close_output(out);
	if (flush_to_disk(out->fd) < 0)
		return failed(out);
	if (close_output(out) < 0)
		return -1;
	block_deadly(SIG_BLOCK);
	rc = rename(out->temporary, out->target);
	if (rc == 0)
		replace_doomed(out->temporary, NULL);
	block_deadly(SIG_UNBLOCK);
	if (rc < 0)
		return failed(out);
	free(out->temporary);
	out->temporary = NULL;
	return flush_directory(out->target) == 0 ? 0 : failed(out);
}

void outfile_close(struct outfile *out)
{
	if (out->temporary) {
		block_deadly(SIG_BLOCK);
		unlink(out->temporary);
		replace_doomed(out->temporary, NULL);
		block_deadly(SIG_UNBLOCK);
	}
	if (out->fd > STDERR_FILENO)
		close(out->fd);
	free(out->temporary);
	free(out->target);
	free(out->buffer);
}
