#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the README says is so: its commands print what stands under them, and its table of three profiles is right.
set -u
. "${srcdir:-.}/result.sh"

# The commands are given from build/demo of a source tree.
mkdir -p "$scratch/build/demo"
ln -s "$here/../contrib" "$scratch/contrib"
cd "$scratch/build/demo" || exit 99
sed -n 's/^    \$ utils\/sipq850 //p' "$here/../README.md" > commands
while read -r command; do
	awk -v command="    \$ utils/sipq850 $command" '$0 == command { on = 1; next }
		on && (/^    \$/ || !/^    /) { exit } on { print substr($0, 5) }' "$here/../README.md" > expected
	eval "$sipq850 $command" > output 2>&1
	diff expected output
	result $? "$command"
done < commands
[ "$passed" -ge 4 ]
result $? "commands were found"

# "| SIP 480 Temporarily Unavailable | 18 | 19 | 18 |"
awk -F ' *[|] *' '/^\| (SIP|cause) [0-9]/ { split($2, asked, " ")
	print tolower(asked[1]), asked[2], $3, $4, $5 }' "$here/../README.md" > table
while read -r command input rfc3398 asterisk cisco; do
	for pair in "rfc3398 $rfc3398" "asterisk $asterisk" "cisco-ios $cisco"; do
		# shellcheck disable=SC2086
		set -- $pair
		[ "$("$sipq850" "$command" "$input" -p "$1" -f tsv | awk -F'\t' 'NR == 2 { print $5 }')" = "$2" ]
		result $? "$command $input under $1 is $2"
	done
done < table
[ "$passed" -ge 16 ]
result $? "everything was found"
finish
