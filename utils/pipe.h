/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Make a pipe hold 1 MiB, where the system allows it, so that its two ends seldom wait for each other. Leaves alone
 * what is no pipe, or larger. */
void pipe_enlarge(int fd);
