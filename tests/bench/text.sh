# SPDX-License-Identifier: GPL-2.0-or-later
# MB/s of `convert --annotate` over free text of which every 20th line tells of a SIP status or cause, of processor time,
# beside tools that only look for some words.
#   sh text.sh SIPQ850 [--strict]
# BENCH_TEXT_MB: size of the input, 300 unless set.
. "$(dirname "$0")/measure.sh"

"${AWK:-awk}" -v bytes=3000000 'BEGIN {
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
}' > "$tmp/piece" || exit 2
fill "${BENCH_TEXT_MB:-300}"

# To /dev/null grep would stop at the first hit.
count() {
	grep -c -e 'Got SIP response' -e 'got hangup' "$tmp/in" | cat
}

echo "$((size / 1000000)) MB, $(wc -l < "$tmp/in") lines, least processor time of five runs"
speed processor 'convert --annotate' "$size" "$sipq850" convert --annotate -q "$tmp/in"
goal '  that, in units of 1000 MB/s' "$mbs" 1000 1
speed processor 'cat' "$size" cat "$tmp/in"
speed processor 'wc -l' "$size" wc -l "$tmp/in"
speed processor 'grep -c, two words' "$size" count
speed processor 'sed, two words' "$size" sed -e 's/Got SIP response 486.*/& [cause 17]/' \
	-e 's/got hangup.*cause 17$/& [486]/' "$tmp/in"
speed processor 'mawk, two words' "$size" \
	mawk '/Got SIP response 486/ { $0 = $0 " [cause 17]" } /got hangup/ { $0 = $0 " [486]" } { print }' "$tmp/in"
finish
