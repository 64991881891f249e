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

# best COMMAND...: the least of five times, in ms. What is written is removed before each.
best() {
	least=
	for round in 1 2 3 4 5; do
		rm -f "$tmp/copy"
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
	name=$1 of=$2
	shift 2
	best "$@"
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

to_file() {
	"$@" > "$tmp/copy"
}

# durably FROM: copy it, and return when it is on the disk, as convert -o does.
durably() {
	cp "$1" "$tmp/copy" && sync "$tmp/copy"
}

# copies N: N copies of the piece.
copies() {
	i=0
	while [ $i -lt "$1" ]; do
		cat "$tmp/piece"
		i=$((i + 1))
	done
}

# Whole records often enough: a file that grows by copies of a small one; for the slow ones a tenth, but one piece.
"${AWK:-awk}" -f "$here/cdr.awk" -v records=40000 > "$tmp/piece" || exit 2
piece=$(wc -c < "$tmp/piece")
n=$((${BENCH_CONVERT_MB:-1000} * 1000000 / piece + 1))
copies $n > "$tmp/in" || exit 2
copies $((n / 10 + 1)) > "$tmp/tenth" || exit 2
size=$(wc -c < "$tmp/in")
tenth=$(wc -c < "$tmp/tenth")

convert() {
	"$sipq850" convert -q --to sip --no-header --field 19 "$@" "$tmp/in"
}

# What mawk is to add to each record: the same columns.
i=0
while [ $i -lt 128 ]; do
	echo "\"$i\""
	i=$((i + 1))
done | "$sipq850" convert -q --to sip --no-header --field 1 > "$tmp/map"

echo "$((size / 1000000)) MB, $((n * 40000)) records of 19 quoted columns, least of five times"
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
	speed 'mawk, split by comma, the same job' "$tenth" mawk -F, -v OFS=, -v map="$tmp/map" '
		BEGIN { while ((getline line < map) > 0) { i = index(line, ","); to[substr(line, 1, i - 1)] = substr(line, i) } }
		{ print $0 to[$19] }' "$tmp/tenth"
	goal '  convert by mawk' "$ours" "$mbs" 9
	speed 'mawk, one column changed, no map' "$tenth" mawk -F, -v OFS=, '{ $19 = $19 "x" } 1' "$tmp/tenth"
fi
if has mlr; then
	speed 'mlr, one column replaced' "$piece" mlr --icsv --ocsv --implicit-csv-header --headerless-csv-output \
		put '$19 = $19 . "x"' "$tmp/piece"
	goal '  convert by mlr' "$ours" "$mbs" 80
fi
# To a file: more bytes go out than come in, so these are MB/s of what is written.
written=$(convert | wc -c)
speed 'cp and sync' "$size" durably "$tmp/in"
copy=$mbs
speed 'convert -o' "$written" convert -o "$tmp/copy"
goal '  convert -o by cp and sync' "$mbs" "$copy" 0.9
speed 'cp' "$size" cp "$tmp/in" "$tmp/copy"
copy=$mbs
speed 'convert to standard output, a file' "$written" to_file convert
goal '  that by cp' "$mbs" "$copy" 0.9
speed 'convert -j 2 to standard output, a file' "$written" to_file convert -j 2
goal '  that by cp' "$mbs" "$copy" 0.9
[ "$strict" != --strict ] || [ $missed -eq 0 ]
