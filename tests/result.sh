# SPDX-License-Identifier: GPL-2.0-or-later
# What the test scripts share; sourced. Counts, a scratch directory, the command under test, and the closing line.
LC_ALL=C
export LC_ALL
here=$(cd "${srcdir:-.}" && pwd)
sipq850=${SIPQ850:-../utils/sipq850}
[ ! -e "$sipq850" ] || sipq850=$(cd "$(dirname "$sipq850")" && pwd)/$(basename "$sipq850")
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
