#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every fuzzing harness over its corpus: files written by hand, and what fuzzing found.
set -u
here=${srcdir:-.}
passed=0 failed=0

for corpus in "$here"/fuzz/corpus/*/; do
	name=$(basename "$corpus")
	for file in "$corpus"*; do
		if ./fuzz/"$name" "$file" > /dev/null; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAILED: $name $file"
		fi
	done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
