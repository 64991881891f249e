# SPDX-License-Identifier: GPL-2.0-or-later
# MB/s of `sipq850 convert`, beside other tools in the same run. AWK makes the records; see README.md beside this.
#   sh convert.sh SIPQ850
# BENCH_CONVERT_MB: size of the input, 1000 unless set; it lies in TMPDIR, whose file system should keep it in memory.
# --strict as second argument: exit status 1 when a goal is missed.
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
sipq850=$1
strict=$2
# Behind the wrapper of libtool: a shell that starts is no part of what is measured.
behind=$(dirname "$sipq850")/.libs/$(basename "$sipq850")
if [ -x "$behind" ]; then
	LD_LIBRARY_PATH=$(dirname "$sipq850")/../lib/.libs
	export LD_LIBRARY_PATH
	sipq850=$behind
fi
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench-convert-XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
missed=0

# now: milliseconds, or nothing where date cannot say.
now() {
	date +%s%3N
}

# best COMMAND...: the least of three times, in ms.
best() {
	least=
	for round in 1 2 3; do
		start=$(now)
		"$@" > /dev/null 2> "$tmp/err" || {
			echo "cannot run $*: $(head -n 1 "$tmp/err")" >&2
			exit 2
		}
		took=$(($(now) - start))
		if [ -z "$least" ] || [ $took -lt "$least" ]; then
			least=$took
		fi
	done
	[ "$least" -gt 0 ] || least=1
}

# speed NAME SIZE COMMAND...: print its MB/s, and leave them in mbs.
speed() {
	name=$1 size=$2
	shift 2
	best "$@"
	mbs=$((size / 1000 / least))
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

to_file() {
	"$@" > "$tmp/copy"
}

# Whole records often enough: a file that grows by copies of a small one.
"${AWK:-awk}" -f "$here/cdr.awk" -v records=40000 > "$tmp/piece" || exit 2
piece=$(wc -c < "$tmp/piece")
copies=$((${BENCH_CONVERT_MB:-1000} * 1000000 / piece + 1))
i=0
while [ $i -lt $copies ]; do
	cat "$tmp/piece"
	i=$((i + 1))
done > "$tmp/in" || exit 2
size=$(wc -c < "$tmp/in")
piece_size=$piece
# For the slow ones, a tenth; but no less than one piece.
i=0
while [ $i -lt $((copies / 10 + 1)) ]; do
	cat "$tmp/piece"
	i=$((i + 1))
done > "$tmp/tenth"
tenth=$(wc -c < "$tmp/tenth")

convert() {
	"$sipq850" convert -q --to sip --no-header --field 19 "$@" "$tmp/in"
}

echo "$((size / 1000000)) MB, $((copies * 40000)) records of 19 quoted columns, least of three times"
cat "$tmp/in" > /dev/null
speed 'convert' "$size" convert
ours=$mbs
SIPQ850_SIMD=none
export SIPQ850_SIMD
speed 'convert without SIMD' "$size" convert
unset SIPQ850_SIMD
speed 'convert of two columns' "$size" convert --field 13
speed 'convert -j 2' "$size" convert -j 2
two=$mbs
[ "$(nproc 2> /dev/null || echo 2)" -ge 2 ] && goal '  by one thread' "$two" "$ours" 1.7
speed 'wc -l' "$size" wc -l "$tmp/in"
goal '  convert by wc -l' "$ours" "$mbs" 0.35
speed 'cat' "$size" cat "$tmp/in"
if has mawk; then
	# splits within quotes, too: what it prints is wrong where a comma is quoted
	speed 'mawk, split by comma, one column replaced' "$tenth" mawk -F, -v OFS=, '{ $19 = $19 "x" } 1' "$tmp/tenth"
	goal '  convert by mawk' "$ours" "$mbs" 9
fi
if has mlr; then
	speed 'mlr, one column replaced' "$piece_size" mlr --icsv --ocsv --implicit-csv-header --headerless-csv-output \
		put '$19 = $19 . "x"' "$tmp/piece"
	goal '  convert by mlr' "$ours" "$mbs" 80
fi
speed 'cp' "$size" cp "$tmp/in" "$tmp/copy"
copy=$mbs
speed 'convert to a file' "$size" to_file convert
goal '  convert to a file by cp' "$mbs" "$copy" 0.9
[ "$strict" != --strict ] || [ $missed -eq 0 ]
