#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An independent decoder: what the command writes, tshark reads as the command itself does. All values, locations,
# codings and recommendations as DISCONNECT of Q.931 and REL of ISUP; diagnostics case by case in
# tshark-diagnostics.tsv, which also has the cases where tshark errs.
set -u
. "${srcdir:-.}/interop/tshark.sh"

# agree NAME OURS THEIRS: two files, line by line; each line is a case.
agree() {
	if [ -s "$2" ] && diff "$2" "$3" > "$1.diff"; then
		passed=$((passed + $(wc -l < "$2")))
		return
	fi
	head -n 20 "$1.diff"
	result 1 "$1"
}

# dissect LINK-TYPE PROTOCOL FIELD...: read messages in hexadecimal, one a line; print fields, one line a message.
dissect() {
	user=$(($1 - 147)) type=$1 protocol=$2
	shift 2
	fields=
	for field in "$@"; do
		fields="$fields -e $field"
	done
	sed 's/^/000000 /' > messages
	text2pcap -q -l "$type" messages messages.pcap 2> text2pcap.log || return
	# shellcheck disable=SC2086
	tshark -n -r messages.pcap -o "uat:user_dlts:\"User $user (DLT=$type)\",\"$protocol\",\"0\",\"\",\"0\",\"\"" \
		-T fields $fields 2> tshark.log
}

# What the command reads in IEs (standard input), as tshark gives it: readings [--isup]
readings() {
	cat > ies
	"$sipq850" ie decode "$@" -f tsv < ies |
		$awk -F '\t' -v OFS='\t' -v before="${1:+0}" -f "$here/interop/readings.awk" \
			"$here/../tables/q850-location.tsv" ies -
}

# The same from what tshark prints.
theirs() {
	$awk -F '\t' -v OFS='\t' '
		function digit(c) { return index("0123456789abcdef", c) - 1 }
		function number(text) {
			return text ~ /^0x/ ? digit(substr(text, 3, 1)) * 16 + digit(substr(text, 4, 1)) : text
		}
		$2 == "" { print number($1), $5; next }
		{ print number($1), $2, number($3), $4 }'
}

all_causes=$($awk 'BEGIN { while (i < 128) printf "%d ", i++ }')

# encode_all [--isup]: every value, location and coding.
encode_all() {
	for location in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		for coding in 0 1 2 3; do
			# shellcheck disable=SC2086
			"$sipq850" ie encode $all_causes -l $location --coding $coding "$@"
		done
	done
}

# --- Q.931: DISCONNECT with nothing but the IE

q931() {
	sed 's/^/08 01 01 45 /' "$1" |
		dissect 148 q931 q931.coding_standard q931.cause_location q931.cause.recommendation q931.cause_value \
			q931.cause.data
}

{
	encode_all
	for recommendation in 0 5 127; do
		encode_all --recommendation $recommendation
	done
	for recommendation in $all_causes; do
		"$sipq850" ie encode 17 127 --recommendation "$recommendation"
	done
} > q931.ies
readings < q931.ies > q931.ours
q931 q931.ies | theirs > q931.theirs
agree Q.931 q931.ours q931.theirs

# --- ISUP: REL with nothing but the Cause Indicators

isup() {
	$awk '{ printf "01 00 0c 02 00 %02x %s\n", NF, $0 }' "$1" |
		dissect 147 isup q931.coding_standard q931.cause_location q931.cause.recommendation \
			isup.cause_indicator isup.cause_indicators
}

encode_all --isup > isup.ies
readings --isup < isup.ies > isup.ours
isup isup.ies | theirs > isup.theirs
agree ISUP isup.ours isup.theirs

# --- diagnostics: the words of the command, and the fields of tshark that are not empty

cases=$here/interop/tshark-diagnostics.tsv
grep -v '^#' "$cases" | tail -n +2 > cases
cut -f 1 cases > cases.ies
cut -f 2 cases > cases.ours
"$sipq850" ie decode < cases.ies | sed -n 's/^    diagnostic: //p' > cases.read
agree "diagnostics, the command" cases.ours cases.read
cut -f 3 cases > cases.theirs
sed 's/^/08 01 01 45 /' cases.ies | dissect 148 q931 q931.network_service q931.extension_condition_type \
	q931.extension_condition q931.cause_call.rejection_reason q931.cause_call.condition q931.information_element \
	q931.cause_call.message_type q931.cause_call.rec_timer q931.cause_call.diagnostic \
	q931.cause_call.user_specific_diagnostic | $awk -F '\t' '
	BEGIN {
		n = split("network-service type condition reason condition identifiers message-type timer diagnostic " \
			"user-specific", name, " ")
	}
	{
		line = ""
		sub(/^8,?/, "", $6)
		for (i = 1; i <= n; i++)
			if ($i != "")
				line = line (line == "" ? "" : " ") name[i] "=" $i
		print line
	}' > cases.dissected
agree "diagnostics, tshark" cases.theirs cases.dissected
echo "tshark errs in $(cut -f 4 cases | grep -c '^tshark-errs$') of $(wc -l < cases) diagnostics"

finish
