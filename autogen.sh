#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Make configure and the Makefile.in files. Needs autoconf, automake, libtool and pkg-config.
set -e
cd "$(dirname "$0")"
autoreconf --install --force
