#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the shared library exports is what the version script names and what the headers declare, no more and no less.
set -u
. "${srcdir:-.}/result.sh"
library=../lib/.libs/libsipq850.so
if [ ! -e "$library" ]; then
	echo "skipped: no shared library was built"
	exit 77
fi

# gcov and the sanitizers bring symbols of their own.
nm -D --defined-only "$library" | awk '$2 ~ /[TDRB]/ { sub(/@.*/, "", $3); print $3 }' |
	grep -v -E '^(__gcov|__asan|__ubsan|__tsan|mangle_path|LIBSIPQ850)' | sort > "$scratch/exported"
sed -n 's/^\t\(sipq850_[a-z0-9_]*\);$/\1/p' "$here/../lib/libsipq850.map" | sort > "$scratch/mapped"
# A declaration starts in the first column and its name stands before the first parenthesis.
cat "$here"/../include/sipq850/*.h ../include/sipq850/version.h | grep -v '^static' |
	sed -n 's/^[a-z][a-z0-9_ ]* \**\(sipq850_[a-z0-9_]*\)(.*/\1/p' | sort -u > "$scratch/declared"

[ -s "$scratch/exported" ]
result $? "there are exports"
diff "$scratch/mapped" "$scratch/exported"
result $? "exports == version script"
diff "$scratch/declared" "$scratch/exported"
result $? "exports == headers"
sed -n '/global/,/local/s/^\t\(sipq850_.*\)/\1/p' "$here/../lib/libsipq850.map" | sort -c
result $? "version script is sorted"
finish
