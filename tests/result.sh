# SPDX-License-Identifier: GPL-2.0-or-later
# What the test scripts share; sourced. Counts, a scratch directory, the command under test, and the closing line.
LC_ALL=C
export LC_ALL
here=$(cd "${srcdir:-.}" && pwd)
sipq850=${SIPQ850:-../utils/sipq850}
[ ! -e "$sipq850" ] || sipq850=$(cd "$(dirname "$sipq850")" && pwd)/$(basename "$sipq850")
# Behind the wrapper of libtool, which costs more than most questions.
libs=$(dirname "$sipq850")/../lib/.libs
behind=$(dirname "$sipq850")/.libs/$(basename "$sipq850")
if [ -x "$behind" ] && LD_LIBRARY_PATH=$libs "$behind" --version > /dev/null 2>&1; then
	LD_LIBRARY_PATH=$libs sipq850=$behind
	export LD_LIBRARY_PATH
fi
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

# result STATUS NAME: count a check.
result() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $2"
	fi
}

# The closing line, and the exit status of the script.
finish() {
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ] && [ $passed -gt 0 ]
}
