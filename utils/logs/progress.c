/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define REDRAW_SECONDS 0.2
#define WIDTH_MIN 20
#define WIDTH_DEFAULT 80
#define BAR_MAX 50
#define TIME_MAX 359999	/* seconds: 99:59:59 */

static bool drawn;	/* there is a bar on the terminal */

/* Also done before each message, which would else stand behind the bar. */
static void erase(void)
{
	if (drawn)
		fputs("\r\033[K", stderr);
	drawn = false;
}

static double seconds_since(const struct timespec *then, const struct timespec *now)
{
	return (now->tv_sec - then->tv_sec) + (now->tv_nsec - then->tv_nsec) / 1e9;
}

/* The octets of all files, or -1 if one of them is no regular file. */
static off_t sum_sizes(char *const *names)
{
	struct stat st;
	off_t sum = 0;

	if (!*names)
		return fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode) ? st.st_size : -1;
	for (; *names; names++) {
		if ((strcmp(*names, "-") ? stat(*names, &st) : fstat(STDIN_FILENO, &st)) != 0 || !S_ISREG(st.st_mode))
			return -1;
		sum += st.st_size;
	}
	return sum;
}

void progress_begin(struct progress *progress, char *const *names, bool wanted)
{
	const char *term = getenv("TERM");

	*progress = (struct progress){ .look_at = PROGRESS_STEP };
	progress->on = wanted && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") &&
		       clock_gettime(CLOCK_MONOTONIC, &progress->begin) == 0;
	if (!progress->on)
		return;
	progress->total = sum_sizes(names);
	progress->drawn = progress->begin;
	cli_before_error = erase;
}

/* Write the time that is left as h:mm:ss or m:ss. */
static void show_time(char *to, size_t size, double seconds)
{
	const unsigned int s = seconds < TIME_MAX ? (unsigned int)(seconds + 0.5) : TIME_MAX;

	if (s >= 3600)
		snprintf(to, size, "%u:%02u:%02u", s / 3600, s / 60 % 60, s % 60);
	else
		snprintf(to, size, "%u:%02u", s / 60, s % 60);
}

static int terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN)
		return size.ws_col;
	return WIDTH_DEFAULT;
}

static void draw_share(off_t done, off_t total, double seconds)
{
	/* A file may have grown since. */
	const double share = done < total ? (double)done / total : 1;
	char left[40], text[120], bar[BAR_MAX + 1];
	int width, n;

	show_time(left, sizeof(left), done > 0 ? seconds * (1 - share) / share : 0);
	snprintf(text, sizeof(text), "%3d%%  %.0f MB/s  %s left", (int)(share * 100), done / seconds / 1e6, left);
	width = terminal_width() - (int)strlen(text) - 4;
	width = width > BAR_MAX ? BAR_MAX : width;
	if (width < 1) {
		fprintf(stderr, "\r%.*s\033[K", terminal_width() - 1, text);
		return;
	}
	n = (int)(share * width);
	memset(bar, '#', n);
	memset(bar + n, '-', width - n);
	bar[width] = '\0';
	fprintf(stderr, "\r[%s] %s\033[K", bar, text);
}

static void draw(const struct progress *progress, off_t done, const struct timespec *now)
{
	const double seconds = seconds_since(&progress->begin, now);

	flockfile(stderr);
	if (progress->total > 0)
		draw_share(done, progress->total, seconds);
	else
		fprintf(stderr, "\r%.1f MB  %.0f MB/s\033[K", done / 1e6, done / seconds / 1e6);
	fflush(stderr);
	drawn = true;
	funlockfile(stderr);
}

void progress_look(struct progress *progress, off_t position)
{
	struct timespec now;

	progress->look_at = position + PROGRESS_STEP;
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0 || seconds_since(&progress->drawn, &now) < REDRAW_SECONDS)
		return;
	progress->drawn = now;
	draw(progress, progress->before + position, &now);
}

void progress_next(struct progress *progress, off_t size)
{
	progress->before += size;
	/* The new file counts from its own begin; of small files not each one is worth a look. */
	progress->look_at = progress->look_at > size ? progress->look_at - size : 0;
}

void progress_end(struct progress *progress)
{
	progress->on = false;
	erase();
}
