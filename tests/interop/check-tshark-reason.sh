#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An independent decoder of Reason headers: tshark reads protocol, cause and text as the command does. Headers: all
# causes and statuses as the command writes them, those of data/reason/rfc.tsv, and the cases of tshark-reason.tsv,
# where tshark errs. It decodes the first value of a header only, and no location.
set -u
. "${srcdir:-.}/interop/tshark.sh"

# Every Q.850 cause, with each location in turn, and every status that has a phrase.
written() {
	for cause in $($awk 'BEGIN { while (i < 128) print i++ }'); do
		"$sipq850" reason format --protocol Q.850 --cause "$cause" --text "cause $cause" -l $((cause % 16))
	done
	for status in $($awk -F '\t' '$1 ~ /^[1-6][0-9][0-9]$/ { print $1 }' "$here/../tables/sip-status.tsv"); do
		"$sipq850" reason format --protocol SIP --cause "$status" --default-text
	done
}

{
	written
	# A backslash is an escape of that file, and a fold is two lines: see the cases for these.
	$awk -F '\t' '$1 == "good" && $2 !~ /\\/ { print $2 }' "$here/data/reason/rfc.tsv"
	$awk -F '\t' '!/^#/ && $1 != "header" { print $1 }' "$here/interop/tshark-reason.tsv"
} | sed 's/^Reason *: *//' > headers

# What the command reads of the first value.
while IFS= read -r header; do
	"$sipq850" reason parse -f tsv "$header" | sed -n 2p | cut -f 1-3
done < headers > ours

# BYE requests, octet for octet.
$awk '
	BEGIN { for (i = 1; i < 256; i++) octet[sprintf("%c", i)] = sprintf(" %02x", i) }
	{
		text = "BYE sip:b@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" NR "\r\n" \
			"From: <sip:a@192.0.2.1>;tag=1\r\nTo: <sip:b@192.0.2.2>;tag=2\r\n" \
			"Call-ID: " NR "\r\nCSeq: 1 BYE\r\nReason: " $0 "\r\nContent-Length: 0\r\n\r\n"
		line = "000000"
		for (i = 1; i <= length(text); i++)
			line = line octet[substr(text, i, 1)]
		print line
	}' headers > messages
text2pcap -q -4 192.0.2.1,192.0.2.2 -u 5060,5060 messages messages.pcap 2> text2pcap.log
tshark -n -r messages.pcap -T fields -e sip.reason_protocols -e sip.reason_cause_q850 -e sip.reason_cause_sip \
	-e sip.reason_cause_other -e sip.reason_text 2> tshark.log |
	$awk -F '\t' -v OFS='\t' '{ sub(/[ \t]+$/, "", $1); print $1, $2 $3 $4, $5 }' > theirs

# A header is read alike unless tshark-reason.tsv has it: then each reads just what stands there.
$awk -F '\t' '
	FILENAME ~ /tshark-reason/ {
		if (!/^#/ && $1 != "header") {
			ours_listed[$1] = $2
			theirs_listed[$1] = $3
		}
		next
	}
	FILENAME == "ours" { ours[++n] = $1 "|" $2 "|" $3; next }
	FILENAME == "theirs" { theirs[++m] = $1 "|" $2 "|" $3; next }
	{
		right = ($0 in ours_listed) ? ours_listed[$0] : ours[FNR]
		expected = ($0 in theirs_listed) ? theirs_listed[$0] : right
	}
	length(right) > 2 && ours[FNR] == right && theirs[FNR] == expected { passed++; next }
	{ failed++; print "FAILED: " $0 ": the command " ours[FNR] ", tshark " theirs[FNR] }
	END {
		print passed + 0 " passed, " failed + 0 " failed"
		exit failed || !passed
	}' "$here/interop/tshark-reason.tsv" ours theirs headers
