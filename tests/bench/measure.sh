# SPDX-License-Identifier: GPL-2.0-or-later
# What the other scripts here measure with; they source this, and have as arguments
#   SIPQ850 [--strict]
# Leaves: sipq850, here (this directory), tmp (a directory that goes in the end; TMPDIR says where).
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
sipq850=$1
strict=${2:-}
# Behind the wrapper of libtool: a shell that starts is no part of what is measured.
behind=$(dirname "$sipq850")/.libs/$(basename "$sipq850")
if [ -x "$behind" ]; then
	LD_LIBRARY_PATH=$(dirname "$sipq850")/../lib/.libs
	export LD_LIBRARY_PATH
	sipq850=$behind
fi
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench-XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
missed=0

# wall COMMAND...: run it, and leave in `took` how many ms that took.
wall() {
	began=$(date +%s%3N)
	"$@" > /dev/null 2> "$tmp/err" || return
	took=$(($(date +%s%3N) - began))
}

# processor COMMAND...: the same of the processor's time, so that what else the machine does counts little.
processor() {
	("$@" > /dev/null 2> "$tmp/err" || exit; times) > "$tmp/times" || return
	took=$(awk 'function ms(t, part) { split(t, part, /[ms]/); return 60000 * part[1] + 1000 * part[2] }
		NR == 2 { printf "%d", ms($1) + ms($2) }' "$tmp/times")
}

# speed CLOCK NAME BYTES COMMAND...: print the MB/s of the best of five runs, and leave them in `mbs`. A file "copy" that
# the command wrote goes before each run.
speed() {
	clock=$1 name=$2 bytes=$3
	shift 3
	least=
	for round in 1 2 3 4 5; do
		rm -f "$tmp/copy"
		"$clock" "$@" || {
			echo "cannot run $*: $(head -n 1 "$tmp/err")" >&2
			exit 2
		}
		if [ -z "$least" ] || [ "$took" -lt "$least" ]; then
			least=$took
		fi
	done
	[ "$least" -gt 0 ] || least=1
	mbs=$((bytes / 1000 / least))
	printf '%-42s %6d MB/s\n' "$name" $mbs
}

# goal NAME OURS THEIRS WANTED: a ratio, and what it should be at least.
goal() {
	awk -v name="$1" -v ours="$2" -v theirs="$3" -v wanted="$4" 'BEGIN {
		ratio = ours / (theirs ? theirs : 1)
		printf "%-42s %6.2f    goal %s%s\n", name, ratio, wanted, (ratio < wanted ? "  MISSED" : "")
		exit ratio < wanted
	}' || missed=$((missed + 1))
}

# has TOOL: or say that it is left out.
has() {
	command -v "$1" > /dev/null && return
	echo "$1 is not installed: left out"
	return 1
}

# copies N: N copies of the file "piece".
copies() {
	i=0
	while [ $i -lt "$1" ]; do
		cat "$tmp/piece"
		i=$((i + 1))
	done
}

# fill MB: make "in" of whole pieces, so many that there are MB at least; and have it in memory. Leaves size and n.
fill() {
	piece=$(wc -c < "$tmp/piece")
	n=$(($1 * 1000000 / piece + 1))
	copies $n > "$tmp/in" || exit 2
	size=$(wc -c < "$tmp/in")
	cat "$tmp/in" > /dev/null
}

# With --strict a goal that was missed is a failure.
finish() {
	[ "$strict" != --strict ] || [ $missed -eq 0 ]
}
