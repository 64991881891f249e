#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# `extract` and `report` over CDRs of 19 quoted columns, in the page cache, beside mawk, which takes two columns out of
# them and splits at every comma. logs.sh SIPQ850 [MB]
# Time is that of the processor, the best of three runs each; the input is read once before.
set -u
sipq850=$1 mb=${2:-1000}
behind=$(dirname "$sipq850")/.libs/$(basename "$sipq850")
if [ -x "$behind" ]; then
	LD_LIBRARY_PATH=$(dirname "$sipq850")/../lib/.libs
	export LD_LIBRARY_PATH
	sipq850=$behind
fi
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C
export LC_ALL

here=$(dirname "$0")
awk -v records=40000 -f "$here/cdr.awk" > "$scratch/part" || exit 99
part=$(wc -c < "$scratch/part")
for i in $(seq $((mb * 1000000 / part + 1))); do
	cat "$scratch/part"
done > "$scratch/cdr"
size=$(wc -c < "$scratch/cdr")
# A call of the file comes again 40000 records later: each is to be found a call of its own.
{ sed '/^field/q' "$here/cdr.tsv" | sed 's/^#: seen no/&\n#: join call/'; sed '1,/^field/d' "$here/cdr.tsv"; } > "$scratch/joined.tsv"

# run NAME COMMAND...: the best of three; seconds are left in `best`.
run() {
	name=$1
	shift
	best=$(for i in 1 2 3; do
		taskset -c 0 sh -c '"$@" > /dev/null; times' - "$@" "$scratch/cdr" | tail -n 1
	done | awk '
		function seconds(text) { split(text, part, /[ms]/); return part[1] * 60 + part[2] }
		{ spent = seconds($1) + seconds($2) }
		NR == 1 || spent < best { best = spent }
		END { print best }')
	awk -v name="$name" -v size="$size" -v best="$best" 'BEGIN { printf "%-28s %6d MB/s\n", name, size / 1000000 / best }'
}

cat "$scratch/cdr" > /dev/null
echo "$((size / 1000000)) MB, $(wc -l < "$scratch/cdr") records"
run extract "$sipq850" extract -q --format-file "$here/cdr.tsv"
extract=$best
run extract-joining "$sipq850" extract -q --format-file "$scratch/joined.tsv"
run report "$sipq850" report -q --format-file "$here/cdr.tsv"
report=$best
command -v mawk > /dev/null && run mawk-two-columns mawk -F, '{ print $17, $19 }'
awk -v extract="$extract" -v report="$report" -v size="$size" 'BEGIN {
	printf "extract %.0f MB/s (goal 300)%s\n", size / 1000000 / extract, (size / 1000000 / extract < 300 ? " MISSED" : "")
	printf "report / extract %.2f (goal below 2)%s\n", report / extract, (report >= 2 * extract ? " MISSED" : "")
}'
