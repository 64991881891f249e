#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The kinds of record. A case is a folder data/records/KIND/CASE: format.tsv says how input is to be read, output is what
# `records` finds. Each is also given byte by byte and in pieces, which must find the same; and the same again with other
# line ends, cut short, and with bytes that no log should hold.
set -u
. "${srcdir:-.}/result.sh"
records=./records

# same NAME: does the input under $scratch read the same in any pieces?
same() {
	"$records" --cuts "$case/format.tsv" "$scratch/input" > "$scratch/said" 2>&1
	status=$?
	[ $status -eq 0 ] || cat "$scratch/said"
	result $status "$case: $1"
}

for case in "$here"/data/records/*/*; do
	"$records" "$case/format.tsv" "$case/input" > "$scratch/output" 2>&1 &&
		diff -u "$case/output" "$scratch/output"
	result $? "$case"
	grep -q "^format.tsv:" "$case/output" && continue
	cp "$case/input" "$scratch/input"
	same "in pieces"
	sed 's/\r*$/\r/' "$case/input" > "$scratch/input"
	same "with CR LF, in pieces"
	size=$(wc -c < "$case/input")
	head -c $((size * 2 / 3)) "$case/input" > "$scratch/input"
	same "cut short, in pieces"
	tr 'e' '\000' < "$case/input" > "$scratch/input"
	same "with NULs, in pieces"
done
finish
