#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every public header compiles alone, as C11 and as C++, and twice in one file.
set -u
here=${srcdir:-.}
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

compile() { # COMPILER FLAGS SUFFIX HEADER
	printf '#include <sipq850/%s>\n#include <sipq850/%s>\nint main(void) { return 0; }\n' "$4" "$4" > "$scratch/one.$3"
	if $1 $2 -Wall -Wextra -Wpedantic -Werror -I "$here/../include" -I ../include -c -o "$scratch/one.o" "$scratch/one.$3"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $4 as $3"
	fi
}

for header in cause.h gateway.h map.h profile.h reason.h sip.h sipq850.h version.h words.h; do
	compile "${CC:-cc}" "-std=c11" c "$header"
	compile "${CXX:-c++}" "-std=c++11" cc "$header"
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
