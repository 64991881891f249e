# SPDX-License-Identifier: GPL-2.0-or-later
# MB/s of `extract` and `report` over CDRs of 19 quoted columns, of processor time, beside mawk, which takes two columns
# out of them and splits at every comma.
#   sh logs.sh SIPQ850 [--strict]
# BENCH_CONVERT_MB: size of the input, 1000 unless set.
. "$(dirname "$0")/measure.sh"

"${AWK:-awk}" -f "$here/cdr.awk" -v records=40000 > "$tmp/piece" || exit 2
fill "${BENCH_CONVERT_MB:-1000}"
# A call of the file comes again 40000 records later: each is to be found a call of its own.
{ sed '/^field/q' "$here/cdr.tsv" | sed 's/^#: seen no/&\n#: join call/'; sed '1,/^field/d' "$here/cdr.tsv"; } > "$tmp/joined.tsv"

echo "$((size / 1000000)) MB, $((n * 40000)) records of 19 quoted columns, least processor time of five runs"
speed processor 'extract' "$size" "$sipq850" extract -q --format-file "$here/cdr.tsv" "$tmp/in"
extract=$mbs
goal '  extract, in units of 300 MB/s' "$extract" 300 1
speed processor 'extract, looking for other legs' "$size" "$sipq850" extract -q --format-file "$tmp/joined.tsv" "$tmp/in"
speed processor 'report' "$size" "$sipq850" report -q --format-file "$here/cdr.tsv" "$tmp/in"
goal '  report by extract' "$mbs" "$extract" 0.5
has mawk && speed processor 'mawk, two columns printed' "$size" mawk -F, '{ print $17, $19 }' "$tmp/in"
finish
