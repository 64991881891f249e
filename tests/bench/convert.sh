# SPDX-License-Identifier: GPL-2.0-or-later
# MB/s of `sipq850 convert`, beside other tools in the same run. AWK makes the records; see README.md beside this.
#   sh convert.sh SIPQ850 [--strict]
# BENCH_CONVERT_MB: size of the input, 1000 unless set; it lies in TMPDIR, whose file system should keep it in memory.
. "$(dirname "$0")/measure.sh"

convert() {
	"$sipq850" convert -q --to sip --no-header --field 19 "$@" "$tmp/in"
}

# What two processors can do at most: they share memory and caches, perhaps more.
two_at_once() {
	convert &
	convert
	wait $!
}

to_file() {
	"$@" > "$tmp/copy"
}

# Copy, and return when all is on the disk, as convert -o does.
durably() {
	cp "$tmp/in" "$tmp/copy" && sync "$tmp/copy"
}

"${AWK:-awk}" -f "$here/cdr.awk" -v records=40000 > "$tmp/piece" || exit 2
fill "${BENCH_CONVERT_MB:-1000}"
# For the slow ones.
copies $((n / 10 + 1)) > "$tmp/tenth" || exit 2
tenth=$(wc -c < "$tmp/tenth")
# What mawk is to add to each record: the same columns.
i=0
while [ $i -lt 128 ]; do
	echo "\"$i\""
	i=$((i + 1))
done | "$sipq850" convert -q --to sip --no-header --field 1 > "$tmp/map"

echo "$((size / 1000000)) MB, $((n * 40000)) records of 19 quoted columns, least of five times"
speed wall 'convert' "$size" convert
ours=$mbs
speed wall 'convert without SIMD' "$size" env SIPQ850_SIMD=none "$sipq850" convert -q --to sip --no-header --field 19 "$tmp/in"
speed wall 'convert of two columns' "$size" convert --field 13
speed wall 'convert -j 2' "$size" convert -j 2
[ "$(nproc 2> /dev/null || echo 2)" -ge 2 ] && goal '  by one thread' "$mbs" "$ours" 1.7
speed wall 'two converts at once' $((2 * size)) two_at_once
speed wall 'wc -l' "$size" wc -l "$tmp/in"
goal '  convert by wc -l' "$ours" "$mbs" 0.35
speed wall 'cat' "$size" cat "$tmp/in"
if has mawk; then
	# splits within quotes, too: what it prints is wrong where a comma is quoted
	speed wall 'mawk, split by comma, the same job' "$tenth" mawk -F, -v OFS=, -v map="$tmp/map" '
		BEGIN { while ((getline line < map) > 0) { i = index(line, ","); to[substr(line, 1, i - 1)] = substr(line, i) } }
		{ print $0 to[$19] }' "$tmp/tenth"
	goal '  convert by mawk' "$ours" "$mbs" 9
	speed wall 'mawk, one column changed, no map' "$tenth" mawk -F, -v OFS=, '{ $19 = $19 "x" } 1' "$tmp/tenth"
fi
if has mlr; then
	speed wall 'mlr, one column changed, no map' "$piece" mlr --icsv --ocsv --implicit-csv-header \
		--headerless-csv-output put '$19 = $19 . "x"' "$tmp/piece"
	goal '  convert by mlr' "$ours" "$mbs" 80
fi

# To a file: more bytes go out than come in, so these are MB/s of what is written.
written=$(convert | wc -c)
speed wall 'cp and sync' "$size" durably
copy=$mbs
speed wall 'convert -o' "$written" convert -o "$tmp/copy"
goal '  convert -o by cp and sync' "$mbs" "$copy" 0.9
speed wall 'convert -j 2 -o' "$written" convert -j 2 -o "$tmp/copy"
goal '  that by cp and sync' "$mbs" "$copy" 0.9
speed wall 'cp' "$size" cp "$tmp/in" "$tmp/copy"
copy=$mbs
speed wall 'convert to standard output, a file' "$written" to_file convert
goal '  that by cp' "$mbs" "$copy" 0.9
speed wall 'convert -j 2 to standard output, a file' "$written" to_file convert -j 2
goal '  that by cp' "$mbs" "$copy" 0.9
finish
