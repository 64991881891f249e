#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The whole domain of every profile, three ways alike: the golden file, the expansion of the table by awk, and the library,
# for the built-in profile and for the same file loaded. "check-golden.sh update" rewrites the golden files from the tables.
set -u
. "${srcdir:-.}/result.sh"
tables=$here/../tables

expand() {
	base=$(sed -n 's/^#: base //p' "$1")
	"${AWK:-awk}" -f "$here/expand.awk" "$tables/q850-location.tsv" ${base:+"$tables/profiles/$base.tsv"} "$1"
}

for table in "$tables"/profiles/*.tsv; do
	name=$(basename "$table" .tsv)
	if [ "${1:-}" = update ]; then
		expand "$table" > "$here/golden/$name.txt"
		continue
	fi
	expand "$table" | diff "$here/golden/$name.txt" -
	result $? "$name: expansion of the table"
	"$sipq850" table -p "$name" > "$scratch/builtin" && cut -f1-9 "$scratch/builtin" | diff "$here/golden/$name.txt" -
	result $? "$name: built in"
	"$sipq850" table --all -p "$name" > "$scratch/builtin" && "$sipq850" table --all -p "$table" | diff "$scratch/builtin" -
	result $? "$name: loaded"
	"$sipq850" table --all -p "$name" -f json > "$scratch/builtin" && "$sipq850" table --all -p "$table" -f json | diff "$scratch/builtin" -
	result $? "$name: loaded, as JSON"
	# Every row of the table, conditional and events too, is in the whole dump with its line.
	awk '!/^#/ && !/^direction\t/ { print FNR }' "$table" | sort -u > "$scratch/rows"
	"$sipq850" table --all -p "$name" | awk -F'\t' -v name="$name" '$8 == name && $9 != "" { print $9 }' | sort -u | diff "$scratch/rows" -
	result $? "$name: every row"
done
[ "${1:-}" = update ] && exit 0
finish
