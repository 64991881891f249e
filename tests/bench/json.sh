# SPDX-License-Identifier: GPL-2.0-or-later
# MB/s of `sipq850 convert --json`, beside jq, mlr and simdjson in the same run, of processor time. AWK makes the records,
# CXX builds the rival; what is not there is left out.
#   sh json.sh SIPQ850 [--strict]
# BENCH_JSON_MB: size of the input, 300 unless set.
. "$(dirname "$0")/measure.sh"

"${AWK:-awk}" -f "$here/json.awk" -v records=20000 > "$tmp/piece" || exit 2
fill "${BENCH_JSON_MB:-300}"

echo "$((size / 1000000)) MB, $((n * 20000)) lines of 19 keys, least processor time of five runs"
speed processor 'convert --json' "$size" "$sipq850" convert -q --json --to sip --field hangupcause "$tmp/in"
ours=$mbs
if has jq; then
	speed processor 'jq, one field' "$piece" jq .hangupcause "$tmp/piece"
	goal '  convert by that' "$ours" "$mbs" 25
	speed processor 'jq, two keys added' "$piece" jq -c '.sip_status = 486 | .sip_phrase = "Busy Here"' "$tmp/piece"
	goal '  convert by that' "$ours" "$mbs" 25
fi
if has mlr; then
	speed processor 'mlr, one field' "$piece" mlr --ijsonl --ojsonl cut -f hangupcause "$tmp/piece"
fi
if ${CXX:-c++} -O3 -o "$tmp/rival" "$here/simdjson_rival.cc" -lsimdjson 2> /dev/null; then
	speed processor 'simdjson, one field, the file loaded' "$size" "$tmp/rival" "$tmp/in" hangupcause 1
	# What its parser does to memory that was read and touched before: it neither reads nor writes.
	set -- $("$tmp/rival" "$tmp/in" hangupcause 5)
	[ "$1" -eq $((n * 20000)) ] || { echo "simdjson found $1 values"; exit 2; }
	printf '%-42s %6d MB/s\n' 'its parser alone, in warm memory' "$3"
	goal '  convert by that' "$ours" "$3" 0.5
else
	echo "simdjson cannot be built (libsimdjson-dev): left out"
fi
finish
