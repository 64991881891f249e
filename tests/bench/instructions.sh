	line=$(LD_BIND_NOW=1 valgrind --tool=callgrind --callgrind-out-file="$counts" "$bench" --once $n \
		2> "$counts.txt") ||
#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Count the instructions per lookup of each contestant, call and loop not included: instructions.sh PROGRAM
# Exit: 0; 77 when valgrind is not there.

bench=$1
counts=$(mktemp) || exit 99
trap 'rm -f "$counts" "$counts.txt"' EXIT

command -v valgrind > /dev/null && command -v callgrind_annotate > /dev/null || { echo "no valgrind"; exit 77; }

# The lines of callgrind_annotate are "1,234,567 (12.3%)  file:function [object]".
report()
{
	callgrind_annotate --threshold=100 --inclusive=yes --show-percs=no "$1" | awk -v line="$2" -v inputs=65536 '
		function of(name) { return name in count ? sprintf("%.1f", count[name] / inputs) : "-" }
		{ gsub(/,/, "", $1) }
		match($0, /:(sipq850_map|switch|linear|dense)_(sip2q850|q850sip)[ @]/) {
			name = substr($0, RSTART + 1, RLENGTH - 2)
			sub(/_(sip2q850|q850sip)$/, "", name)
			if ($1 + 0 > count[name])
				count[name] = $1 + 0
		}
		END {
			printf "%-34s %6s %6s %6s %6s\n", line, of("sipq850_map"), of("switch"), of("linear"),
				of("dense")
		}'
}

echo "instructions per lookup, call and loop not included"
printf '%-34s %6s %6s %6s %6s\n' '' lib switch linear dense
# Lines 5 to 8 are the chains of 1 to 4: the same instructions.
for n in 1 2 3 4 9 10 11 12; do
	line=$(LD_BIND_NOW=1 valgrind --tool=callgrind --callgrind-out-file="$counts" "$bench" --once $n \
		2> "$counts.txt") ||
		{ cat "$counts.txt" >&2; exit 99; }
	report "$counts" "$line"
done
