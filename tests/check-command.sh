#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The command: output of every format, inputs, exit statuses, errors. data/command/CASE: `args`, perhaps `stdin`; `output`
# is what it prints on standard output, `error` on standard error, `status` its exit status. "check-command.sh update" rewrites
# these three.
set -u
. "${srcdir:-.}/result.sh"

run() {
	"$sipq850" "$@" > "$scratch/output" 2> "$scratch/error" < "${stdin:-/dev/null}"
	status=$?
}

for dir in "$here"/data/command/*/; do
	case=$(basename "$dir")
	cd "$dir" || exit 99
	stdin=/dev/null
	[ -e stdin ] && stdin=stdin
	eval "run $(cat args)"
	if [ "${1:-}" = update ]; then
		cp "$scratch/output" output && cp "$scratch/error" error && echo "$status" > status
		continue
	fi
	diff output "$scratch/output" && diff error "$scratch/error" && [ "$status" -eq "$(cat status)" ]
	result $? "$case"
done
stdin=/dev/null
[ "${1:-}" != update ] || exit 0

# Help goes to standard output and has examples; wrong use goes to standard error and leaves 2.
for command in sip cause table profiles lint decide convert ie reason diff roundtrip path check verify export import; do
	run "$command" --help
	[ $status -eq 0 ] && grep -q '^Examples:' "$scratch/output" && [ ! -s "$scratch/error" ]
	result $? "$command --help"
	run "$command" --no-such-option
	[ $status -eq 2 ] && [ ! -s "$scratch/output" ] && [ -s "$scratch/error" ]
	result $? "$command --no-such-option"
done
run
[ $status -eq 2 ] && grep -q '^Usage:' "$scratch/error"
result $? "no command"
run --help
[ $status -eq 0 ] && grep -q '^Usage:' "$scratch/output"
result $? "--help"
run --version
[ $status -eq 0 ] && grep -q '^sipq850 [0-9]' "$scratch/output"
result $? "--version"

# A full disk and a closed pipe, as coreutils have them.
if [ -w /dev/full ]; then
	"$sipq850" table > /dev/full 2> "$scratch/error"
	[ $? -eq 2 ] && grep -q 'standard output: No space left' "$scratch/error"
	result $? "full disk"
fi
(env --default-signal "$sipq850" table -p rfc3398 --all -f json; echo $? > "$scratch/status") 2> "$scratch/error" | head -n 1 > "$scratch/output"
[ "$(cat "$scratch/status")" -eq 141 ] && [ ! -s "$scratch/error" ]
result $? "closed pipe"

# Machine formats are the same in every locale, and JSON is JSON.
"$sipq850" table --all > "$scratch/c"
LC_ALL=tr_TR.UTF-8 "$sipq850" table --all | diff "$scratch/c" -
result $? "Turkish locale"
[ "$("$sipq850" table --all -f json | grep -c '^{"direction":".*"}$')" -eq "$(($(wc -l < "$scratch/c") - 1))" ]
result $? "one JSON object a line"

# TSV has the same number of columns in every line.
[ "$("$sipq850" table --all | awk -F'\t' '{ print NF }' | sort -u)" = 10 ]
result $? "ten columns"
[ "$("$sipq850" profiles -f tsv | awk -F'\t' '{ print NF }' | sort -u)" = 8 ]
result $? "eight columns"
[ "$("$sipq850" profiles -f json | grep -c '^{"name":".*"}$')" -eq "$(ls "$here/../tables/profiles" | wc -l)" ]
result $? "profiles as JSON"
run lint -f json "$here/data/invalid/cause-zero/input.tsv"
[ $status -eq 1 ] && grep -q '"line":7,"column":2,"reason":"cause outside 1..127","detail":"'\''0'\''"' "$scratch/output"
result $? "lint as JSON"
run lint -f tsv "$here/data/invalid/cause-zero/input.tsv"
[ $status -eq 1 ] && [ "$(awk -F'\t' '{ print NF }' "$scratch/output" | sort -u)" = 7 ]
result $? "lint as TSV"
run lint "$here/data/invalid/cause-zero/input.tsv" "$scratch/missing"
[ $status -eq 2 ]
result $? "lint of a missing file"

# The octets of a cause: what is written is read back, under every value, location and coding.
for value in 0 1 16 17 127; do
	for location in 0 7 15; do
		for coding in 0 1 2 3; do
			"$sipq850" ie encode $value -l $location --coding $coding --recommendation X.25
		done
	done
done > "$scratch/ies"
stdin=$scratch/ies
run ie decode -f tsv
[ $status -eq 0 ] && [ "$(sort -u "$scratch/output" | wc -l)" -eq 61 ] && [ "$(awk -F'\t' '{ print NF }' "$scratch/output" | sort -u)" = 7 ]
result $? "octets as TSV"
run ie decode -f json
[ $status -eq 0 ] && [ "$(grep -c '^{"coding":.*}$' "$scratch/output")" -eq 60 ]
result $? "octets as JSON"
stdin=/dev/null

# Reason headers: every line of TSV has six columns, every line of JSON is an object; what is written is read.
stdin=$scratch/headers
for location in 0 4 15; do
	for cause in 0 1 16 127; do
		"$sipq850" reason format --protocol Q.850 --cause $cause -l $location --text "a \"b\", \\c"
	done
done > "$scratch/headers"
run reason parse -f tsv
[ $status -eq 0 ] && [ "$(sort -u "$scratch/output" | wc -l)" -eq 13 ] && [ "$(awk -F'\t' '{ print NF }' "$scratch/output" | sort -u)" = 6 ]
result $? "Reason as TSV"
run reason parse -f json
[ $status -eq 0 ] && [ "$(grep -c '^{"protocol":"Q.850",.*"flags":\[\]}$' "$scratch/output")" -eq 12 ]
result $? "Reason as JSON"
stdin=/dev/null

finish
