#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Free text of which every 20th line tells of a SIP status or cause, in the page cache, on one CPU: `convert --annotate`
# to /dev/null, beside tools that only look for some words. text.sh SIPQ850 [MB]
# Time is that of the processor, the best of three runs each; the input is read once before.
set -u
sipq850=$1 mb=${2:-300}
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C
export LC_ALL

awk -v bytes=$((mb * 1000000)) 'BEGIN {
	words = "app_dial.c pbx.c chan_sip.c res_rtp_asterisk.c bridge_channel.c sig_pri.c"
	n = split(words, file, " ")
	for (i = 0; sum < bytes; i++) {
		line = sprintf("[Nov 25 %02d:%02d:%02d] VERBOSE[%d][C-%08x] %s: ", int(i / 3600000) % 24,
			int(i / 60000) % 60, int(i / 1000) % 60, 11000 + i % 97, i, file[i % n + 1])
		if (i % 60 == 0)
			line = line "    -- Got SIP response 486 \"Busy Here\" back from 192.0.2." i % 250 ":5060"
		else if (i % 20 == 0)
			line = line "    -- Span 1: Channel 0/" i % 30 " got hangup request, cause 17"
		else
			line = line "    -- Executing [" i % 9973 "@from-trunk:" i % 7 "] Set(\"SIP/gw-" i % 8191 \
				"\", \"CDR(userfield)=audio\") in new stack"
		print line
		sum += length(line) + 1
	}
}' > "$scratch/text" || exit 99
size=$(wc -c < "$scratch/text")

# run NAME COMMAND...: the best of three.
run() {
	name=$1
	shift
	for i in 1 2 3; do
		taskset -c 0 sh -c '"$@" > /dev/null; times' - "$@" "$scratch/text" | tail -n 1
	done | awk -v name="$name" -v size="$size" '
		function seconds(text) { split(text, part, /[ms]/); return part[1] * 60 + part[2] }
		{ spent = seconds($1) + seconds($2) }
		NR == 1 || spent < best { best = spent }
		END { printf "%-28s %6d MB/s\n", name, size / 1000000 / best }'
}

cat "$scratch/text" > /dev/null
echo "$((size / 1000000)) MB, $(wc -l < "$scratch/text") lines"
run convert-annotate "$sipq850" convert --annotate -q
run cat cat
run wc-l wc -l
# To /dev/null grep stops at the first hit.
run grep-c-two-words sh -c 'grep -c -e "Got SIP response" -e "got hangup" "$1" | cat' -
run sed-two-words sed -e 's/Got SIP response 486.*/& [cause 17]/' -e 's/got hangup.*cause 17$/& [486]/'
run mawk-two-words mawk '/Got SIP response 486/ { $0 = $0 " [cause 17]" } /got hangup/ { $0 = $0 " [486]" } { print }'
