#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What lint finds in the built-in profiles is what their heads list, no more and no less; and each kind of doubt is found in
# a profile made for it. "check-lint.sh update" rewrites the lists in the heads.
set -u
. "${srcdir:-.}/result.sh"
tables=$here/../tables
mark='# Doubts that lint finds, kept as they are:'

# What lint finds, one doubt a line, as the head of a profile has it.
found() {
	"$sipq850" lint -f tsv "$1" | awk -F'\t' 'NR > 1 { print "#   " $5 " " $6 }'
}

listed() {
	awk -v mark="$mark" '$0 == mark { on = 1; next } !/^#   / { on = 0 } on' "$1"
}

update() {
	found "$1" > "$scratch/doubts"
	awk -v mark="$mark" -v doubts="$scratch/doubts" '
		$0 == mark { skip = 1; next }
		skip && /^#   / { next }
		{ skip = 0 }
		/^direction\t/ {
			while ((getline line < doubts) > 0) {
				if (!n++)
					print mark
				print line
			}
		}
		{ print }' "$1" > "$scratch/profile" && cat "$scratch/profile" > "$1"
}

for table in "$tables"/profiles/*.tsv; do
	if [ "${1:-}" = update ]; then
		update "$table"
		continue
	fi
	name=$(basename "$table" .tsv)
	listed "$table" > "$scratch/listed"
	found "$table" | diff "$scratch/listed" -
	result $? "$name: doubts in its head"
	"$sipq850" lint "$name" > "$scratch/builtin"
	status=$?
	sed "s,^.*/\(profiles/\),tables/\1," "$scratch/builtin" > "$scratch/lines"
	[ $status -eq 0 ] && [ "$(wc -l < "$scratch/lines")" -eq "$(wc -l < "$scratch/listed")" ]
	result $? "$name: built in"
done
[ "${1:-}" = update ] && exit 0

# data/doubt/CASE: a profile, and the one warning that lint gives for it ("" for none).
for dir in "$here"/data/doubt/*/; do
	case=$(basename "$dir")
	cd "$dir" || exit 99
	"$sipq850" lint ./input.tsv > "$scratch/output"
	[ $? -eq 0 ] && diff warning "$scratch/output"
	result $? "$case"
	"$sipq850" lint --strict ./input.tsv > "$scratch/output"
	[ $? -eq "$([ -s warning ] && echo 1 || echo 0)" ]
	result $? "$case: strict"
done

finish
