# SPDX-License-Identifier: GPL-2.0-or-later
# MB/s of `sipq850 convert --json`, beside jq, mlr and simdjson in the same run: of processor time, user and system, so
# that what else the machine does counts little. AWK makes the records, CXX builds the rival; what is not there is left out.
#   sh json.sh SIPQ850 [--strict]
# BENCH_JSON_MB: size of the input, 300 unless set. --strict: exit status 1 when a goal is missed.
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
sipq850=$1
strict=${2:-}
# Behind the wrapper of libtool: a shell that starts is no part of what is measured.
behind=$(dirname "$sipq850")/.libs/$(basename "$sipq850")
if [ -x "$behind" ]; then
	LD_LIBRARY_PATH=$(dirname "$sipq850")/../lib/.libs
	export LD_LIBRARY_PATH
	sipq850=$behind
fi
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench-json-XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
missed=0

# once COMMAND...: run it and leave its processor time in ms in `took`.
once() {
	("$@" > /dev/null 2> "$tmp/err" || exit 2; times) > "$tmp/times" || {
		echo "cannot run $*: $(head -n 1 "$tmp/err")" >&2
		exit 2
	}
	took=$(awk 'function ms(t, part) { split(t, part, /[ms]/); return 60000 * part[1] + 1000 * part[2] }
		NR == 2 { printf "%d", ms($1) + ms($2) }' "$tmp/times")
}

# speed NAME SIZE COMMAND...: print the MB/s of the best of five runs, and leave them in mbs.
speed() {
	name=$1 of=$2
	shift 2
	least=
	for round in 1 2 3 4 5; do
		once "$@"
		if [ -z "$least" ] || [ "$took" -lt "$least" ]; then
			least=$took
		fi
	done
	[ "$least" -gt 0 ] || least=1
	mbs=$((of / 1000 / least))
	printf '%-42s %6d MB/s\n' "$name" $mbs
}

# goal NAME OURS THEIRS WANTED: a ratio, and what it should be at least.
goal() {
	awk -v name="$1" -v ours="$2" -v theirs="$3" -v wanted="$4" 'BEGIN {
		ratio = ours / (theirs ? theirs : 1)
		printf "%-42s %6.2f    goal %s%s\n", name, ratio, wanted, (ratio < wanted ? "  MISSED" : "")
		exit ratio < wanted
	}' || missed=$((missed + 1))
}

# has TOOL: or say that it is left out.
has() {
	command -v "$1" > /dev/null && return
	echo "$1 is not installed: left out"
	return 1
}

"${AWK:-awk}" -f "$here/json.awk" -v records=20000 > "$tmp/piece" || exit 2
piece=$(wc -c < "$tmp/piece")
copies=$((${BENCH_JSON_MB:-300} * 1000000 / piece + 1))
i=0
while [ $i -lt $copies ]; do
	cat "$tmp/piece"
	i=$((i + 1))
done > "$tmp/in" || exit 2
size=$(wc -c < "$tmp/in")

echo "$((size / 1000000)) MB, $((copies * 20000)) lines of 19 keys, least processor time of five runs"
cat "$tmp/in" > /dev/null
speed 'convert --json' "$size" "$sipq850" convert -q --json --to sip --field hangupcause "$tmp/in"
ours=$mbs
if has jq; then
	speed 'jq, one field' "$piece" jq .hangupcause "$tmp/piece"
	goal '  convert by that' "$ours" "$mbs" 25
	speed 'jq, two keys added' "$piece" jq -c '.sip_status = 486 | .sip_phrase = "Busy Here"' "$tmp/piece"
	goal '  convert by that' "$ours" "$mbs" 25
fi
if has mlr; then
	speed 'mlr, one field' "$piece" mlr --ijsonl --ojsonl cut -f hangupcause "$tmp/piece"
fi
if ${CXX:-c++} -O3 -o "$tmp/rival" "$here/simdjson_rival.cc" -lsimdjson 2> /dev/null; then
	speed 'simdjson on demand, one field' "$size" "$tmp/rival" "$tmp/in" hangupcause 1
	goal '  convert by that' "$ours" "$mbs" 0.5
	# What its parser does to memory that was read and touched before: it neither reads nor writes.
	set -- $("$tmp/rival" "$tmp/in" hangupcause 5)
	[ "$1" -eq $((copies * 20000)) ] || { echo "simdjson found $1 values"; exit 2; }
	printf '%-42s %6d MB/s\n' '  its parser alone, in warm memory' "$3"
else
	echo "simdjson cannot be built (libsimdjson-dev): left out"
fi
[ "$strict" != --strict ] || [ $missed -eq 0 ]
