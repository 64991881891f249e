#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Print doc/default-profile.md: default-profile.sh SIPQ850 TABLE. The rows as the command exports them, and before them what the
# head of the table says of how they were decided.
set -eu

"$1" export -p "$2" -f markdown | awk -v table="$2" '
	/^## / && !done++ {
		print "## How it was decided\n"
		while ((getline line < table) > 0 && line !~ /^# Written/)
			if (line !~ /^#:/ && line !~ /SPDX/ && sub(/^# ?/, "", line) && (said += line != ""))
				print line
		print ""
	}
	{ print }'
