#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Where the commands that read logs write to: never two outputs in one place, never a list or a page over a log that is
# read, never a message within an output.
set -u
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99

# refused WHAT COMMAND ARGUMENT...: it exits with 2, says why, and `log` is what it was.
refused() {
	what=$1
	shift
	cp kept log
	rm -f both
	"$sipq850" "$@" > out 2> err
	got=$?
	[ $got -eq 2 ] && grep -q 'this is the output, too' err && cmp -s log kept
	result $? "$what: exit status $got, $(head -n 1 err)"
	[ ! -e both ]
	result $? "$what: an output was made"
}

cp "$here/data/logs/asterisk-cdr-csv/input" kept
master=asterisk-cdr-csv

# --- one place for two outputs
refused 'convert' convert --to sip --field 1 --no-header -o both --rejects ./both log
refused 'convert --annotate' convert --annotate -o both --rejects ./both log
refused 'extract' extract --format $master -o both --rejects ./both log

refused 'convert --json' convert --json --to sip --field a -o both --rejects ./both log

# --- over a file that is read
refused 'list of convert' convert --to sip --field 1 --no-header --rejects log log
refused 'list of convert --json' convert --json --to sip --field a --rejects log log
refused 'list of convert --annotate' convert --annotate --rejects log log
refused 'list of extract' extract --format $master --rejects log log
refused 'output of extract' extract --format $master -o log log
refused 'page of report' report --format $master --html log log
ln -s log link
refused 'page of report, by a link' report --format $master --html link log
"$sipq850" extract -q --format $master kept > calls
cp calls before
"$sipq850" report --extracted --html calls calls 2> err
[ $? -eq 2 ] && cmp -s calls before
result $? 'page of report --extracted'

# --- no descriptor of an output is taken for that of messages
printf 'a,b\n1,17\n2,"x' > open.csv
printf 'a,b,sip_status,sip_phrase\n1,17,486,Busy Here\n2,"x' > want
"$sipq850" convert --to sip --field b -o got open.csv 2>&-
cmp -s got want
result $? "a message within an output: $(tail -n 1 got)"
"$sipq850" convert --to sip --field b -o got2 < open.csv >&- 2>&-
cmp -s got2 want
result $? "a message within an output, standard output closed: $(tail -n 1 got2)"
"$sipq850" convert --to sip --field b open.csv >&- 2> err
[ $? -eq 2 ] && grep -q 'standard output: ' err
result $? "standard output closed: $(cat err)"
"$sipq850" convert --to sip --field b <&- > got 2> err
[ $? -eq 2 ] && grep -q 'standard input: ' err
result $? "standard input closed: $(cat err)"

# --- what cannot be read is listed, whatever the file is called
odd=$(printf 'tab\tand\nline')
printf '"a","b\n' > "$odd"
"$sipq850" extract --format $master --rejects list "$odd" > out 2> err
[ $? -eq 1 ] && [ "$(awk -F'\t' 'NF != 4' list | wc -l)" -eq 0 ]
result $? "a name with a tab and a line end in the list of extract: $(cat list)"

# --- a record that is too long is counted, listed and refused by --strict
awk 'BEGIN { line = "SIP/2.0 486 "; while (length(line) < 5000000) line = line line; print line; print "SIP/2.0 486" }' > long
"$sipq850" convert --annotate --rejects list long > out 2> err
[ $? -eq 1 ] && [ "$(sed -n 2p list | cut -f 1,2)" = "$(printf 'long\t1')" ] && grep -q 'rejected' err
result $? "convert --annotate and a line of more than 4 MiB: $(cat err)"
"$sipq850" convert --annotate --strict long > out 2> err
[ $? -eq 1 ] && grep -q '^sipq850: long:1: ' err
result $? "convert --annotate --strict and a line of more than 4 MiB: $(cat err)"

# --- what convert --json passes as it is, is listed
printf '{"a":17}\n{"a":"x\\ty"}\n{"a":\nno object\n{"a":999,"b":1}\n{"b":1}\n' > in
"$sipq850" convert --json --to sip --field a -o out --rejects list in 2> err
[ $? -eq 1 ] && [ "$(cut -f 1,2,3 list | tail -n +2 | tr '\t\n' ' |')" = "$(cat <<EOF
in 2 unreadable|in 3 neither a comma nor a closing bracket follows a value|in 5 unreadable|
EOF
)" ]
result $? "convert --json --rejects: $(cat err list)"
printf '{"a":17}\n{"b":1}\n' | "$sipq850" convert --json -q --to sip --field a --rejects list > out
result $? 'convert --json --rejects, and nothing to list'
[ "$(cat list)" = "$(printf 'file\tline\treason\tvalue\tcolumn')" ]
result $? "a list of nothing: $(cat list)"
"$sipq850" convert --json --to sip --field a --delimiter ';' in > out 2> err
[ $? -eq 2 ] && [ ! -s out ]
result $? 'convert --json --delimiter'

# --- names that a terminal would obey, or that look like lines of their own
name=$(printf 'a\033[31m\tb\nsipq850: c')
cp kept "$name"
for command in 'formats --detect' 'extract --format kazoo-webhook' 'convert --annotate' 'convert --json --to sip --field a --strict' \
	'convert --to sip --field 99 --no-header' 'report -f tsv'; do
	# shellcheck disable=SC2086
	"$sipq850" $command "$name" > /dev/null 2> err
	# shellcheck disable=SC2086
	"$sipq850" $command "$name-missing" > /dev/null 2>> err
	[ -s err ] && ! LC_ALL=C grep -q "[$(printf '\001-\010\011\013-\037\177')]" err && ! grep -q '^sipq850: c' err
	result $? "no control character in a message of $command: $(cat -v err | head -n 3)"
done
"$sipq850" formats --detect "$name" > out
[ "$(cut -f 1 out)" = 'a?[31m?b?sipq850: c' ] && [ "$(cut -f 2 out)" = asterisk-cdr-csv ]
result $? "a name with control characters in the list of formats: $(cat -v out)"
finish
