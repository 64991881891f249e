#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 convert: every rule about the bytes that go through it, the columns it adds, and the files it leaves.
# SIPQ850 names the command; srcdir the directory of this script.

SIPQ850=${SIPQ850:-../utils/sipq850}
case $SIPQ850 in
/*) ;;
*) SIPQ850=$PWD/$SIPQ850 ;;
esac
here=${srcdir:-.}
data=$here/data/convert
sample=$here/../contrib/samples/cdr-custom.csv
LC_ALL=C
export LC_ALL

tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 99' HUP INT TERM

passed=0
failed=0

# ok WHAT COMMAND...: the command succeeds.
ok()
{
	what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL: $what"
	fi
}

# equal WHAT GOT WANTED: the files are the same.
equal()
{
	if cmp -s "$2" "$3"; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "FAIL: $1"
	diff "$3" "$2" | od -c | head -n 20
}

# run STATUS ARGUMENT...: convert exits with that; standard output is in out, standard error in err.
run()
{
	wanted=$1
	shift
	"$SIPQ850" convert "$@" >"$tmp/out" 2>"$tmp/err"
	got=$?
	ok "exit status $got instead of $wanted: convert $*: $(head -n 1 "$tmp/err")" [ $got -eq "$wanted" ]
}

# says TEXT: standard error of the last run has this.
says()
{
	ok "no '$1' but: $(cat "$tmp/err")" grep -qF -e "$1" "$tmp/err"
}

# bytes WHAT OPTIONS INPUT OUTPUT: the output is exactly that, from a file and through a pipe. Both are formats
# of printf.
bytes()
{
	printf "$3" >"$tmp/in"
	printf "$4" >"$tmp/wanted"
	run 0 $2 "$tmp/in"
	equal "$1" "$tmp/out" "$tmp/wanted"
	dd if="$tmp/in" bs=1 2>/dev/null | "$SIPQ850" convert $2 >"$tmp/out" 2>"$tmp/err"
	equal "$1 (byte by byte)" "$tmp/out" "$tmp/wanted"
}

# absent WHAT: nothing is left in the directory for output.
absent()
{
	ok "$1" [ -z "$(ls -A "$tmp/dir")" ]
	rm -rf "$tmp/dir"
	mkdir "$tmp/dir"
}

first='--to sip --no-header --field 1'
named='--to sip --field c'

# Each line of data/convert/cases.
check_cases()
{
	while IFS="|" read -r name options input output; do
		case $name in
		"#"* | "") ;;
		*) bytes "$name" "$options" "$input" "$output" ;;
		esac
	done <"$data/cases"
}

check_long_values()
{
	awk 'BEGIN { printf "%254s17\n%255s17\n", "", "" }' >"$tmp/in"
	sed -e '1s/$/,486,Busy Here/' -e '2s/$/,,/' "$tmp/in" >"$tmp/wanted"
	run 0 $first "$tmp/in"
	equal '256 bytes are a value, 257 are none' "$tmp/out" "$tmp/wanted"
	dd if="$tmp/in" bs=1 2>/dev/null | "$SIPQ850" convert $first >"$tmp/out" 2>"$tmp/err"
	equal '256 bytes are a value, 257 are none (byte by byte)' "$tmp/out" "$tmp/wanted"
	says '2 records: 1 converted, 0 no value, 0 not covered, 0 empty, 1 unreadable'
}

check_widths()
{
	printf 'c,d,e\n17\n17,\n17,,\r\n17,,,\n' >"$tmp/in"
	run 0 --to sip --field 1 "$tmp/in"
	says '4 records: 4 converted, 0 no value'
	says ', 2 short records padded, 1 longer than the header'
	printf '17,1\n' >"$tmp/in"
	run 2 --to sip --no-header --field 3 "$tmp/in"
	says "$tmp/in: there is no column 3, only 2"
	run 2 --to sip --field 3 "$tmp/in"
	says "$tmp/in: there is no column 3, only 2"
	run 2 --to sip --field 99999999999999999999 "$tmp/in"
}

check_headers()
{
	printf 'a,b,"c d"\n1,2,3\n' >"$tmp/in"
	run 2 $named "$tmp/in"
	says "$tmp/in: there is no column c among: a, b, \"c d\""
	ok 'output before the header was judged' [ ! -s "$tmp/out" ]
	run 2 --to sip --field A "$tmp/in"
	awk 'BEGIN { for (i = 0; i < 5000; i++) printf "column%d,", i; print "x" }' >"$tmp/in"
	run 2 $named "$tmp/in"
	ok 'the list of columns has no bound' [ "$(wc -c <"$tmp/err")" -lt 1200 ]
	run 0 --to sip --field x "$tmp/in"
	printf 'c,d,"c"\n1,2,3\n' >"$tmp/in"
	run 2 $named "$tmp/in"
	says 'columns 1 and 3 are both called c; give the number'
	run 0 --to sip --field 3 "$tmp/in"
	printf 'c,"sip_phrase"\n17,\n' >"$tmp/in"
	run 2 $named "$tmp/in"
	says 'there is already a column sip_phrase'
	printf 'c,"d\n' >"$tmp/in"
	run 2 $named "$tmp/in"
	says 'a quoted field in the header never ends'
	awk 'BEGIN { printf "c,%65535s\n17,\n", "" }' >"$tmp/in"
	run 2 $named "$tmp/in"
	says 'the header does not end within 65536 bytes'
	awk 'BEGIN { printf "c,%65534s\n17,\n", "" }' | cut -c 1-65536 >"$tmp/in"
	run 0 $named "$tmp/in"
	printf '\377\376c\0' >"$tmp/in"
	run 2 $named "$tmp/in"
	says 'this is UTF-16; convert it first: iconv'
	printf '\376\377\0c' >"$tmp/in"
	run 2 $first "$tmp/in"
}

check_files()
{
	printf 'c,d\n17,1' >"$tmp/lf"
	printf '\357\273\277c,d\r\n17,2\r\n17,3' >"$tmp/crlf"
	printf 'c,d\n' >"$tmp/none"
	: >"$tmp/empty"
	printf 'c,d,sip_status,sip_phrase\n17,1,486,Busy Here\n17,2,486,Busy Here\r\n17,3,486,Busy Here' >"$tmp/wanted"
	run 0 $named "$tmp/empty" "$tmp/lf" "$tmp/none" "$tmp/crlf" "$tmp/empty" "$tmp/none"
	equal 'several files' "$tmp/out" "$tmp/wanted"
	says '3 records: 3 converted'
	printf '\357\273\277c,d,sip_status,sip_phrase\r\n17,2,486,Busy Here\r\n17,3,486,Busy Here\r\n17,1,486,Busy Here' >"$tmp/wanted"
	"$SIPQ850" convert $named -q "$tmp/crlf" - <"$tmp/lf" >"$tmp/out"
	equal 'several files, one of them standard input' "$tmp/out" "$tmp/wanted"
	run 0 $first "$tmp/lf" "$tmp/lf"
	printf 'c,d,,\n17,1,486,Busy Here\nc,d,,\n17,1,486,Busy Here' >"$tmp/wanted"
	equal 'several files without header' "$tmp/out" "$tmp/wanted"
	printf '"c",d\n17,1\n' >"$tmp/other"
	run 2 $named "$tmp/lf" "$tmp/other"
	says "$tmp/other: the header is not that of the first file"
	run 2 $named "$tmp/lf" "$tmp/absent"
	says "$tmp/absent: No such file or directory"
	run 2 $named "$tmp"
	says "$tmp: Is a directory"
	"$SIPQ850" convert $first "$tmp/lf" >>"$tmp/lf" 2>"$tmp/err"
	ok 'a file was appended to itself' [ $? -eq 2 ]
	says 'this is the output, too'
}

check_open_quote()
{
	printf '17,a\n17,"b\n17,c\n' >"$tmp/in"
	printf '17,a,486,Busy Here\n17,"b\n17,c\n' >"$tmp/wanted"
	run 0 $first "$tmp/in"
	equal 'a quoted field that never ends' "$tmp/out" "$tmp/wanted"
	says "$tmp/in:2: a quoted field begins in this record and never ends"
	says '2 records: 1 converted, 0 no value'
	says ', 1 with a quote that never ends'
	run 1 $first --strict "$tmp/in"
}

check_summary()
{
	run 0 --to sip --no-header --field 20 "$sample"
	says 'sipq850: 40 records: 29 converted, 6 no value, 0 not covered, 1 empty, 4 unreadable'
	ok 'more than one line on standard error' [ "$(wc -l <"$tmp/err")" -eq 1 ]
	run 0 --to sip --no-header --field 20 --quiet "$sample"
	ok 'a summary in spite of --quiet' [ ! -s "$tmp/err" ]
}

check_strict()
{
	printf 'c,d\n17,\n16,"\n"\n\nwhat,\n17,\n' >"$tmp/in"
	run 1 $named --strict -o "$tmp/dir/out" "$tmp/in"
	says "$tmp/in:6: column 1 is unreadable: what"
	absent '--strict left a file'
	printf '17\n""\n' >"$tmp/in"
	run 1 $first --strict "$tmp/in"
	says "$tmp/in:2: column 1 is empty"
	run 0 --to sip --no-header --field 1 --strict - </dev/null
	printf '486\n100\n' >"$tmp/in"
	run 1 --to q850 --no-header --field 1 -p cisco-ios --strict "$tmp/in"
	says "$tmp/in:2: column 1 is not covered: 100"
	printf '\033[7m\n' >"$tmp/in"
	run 1 $first --strict "$tmp/in"
	says 'unreadable: ?[7m'
	printf '17\n16\n' >"$tmp/in"
	run 0 $first --strict "$tmp/in"
}

check_misuse()
{
	run 0 --help
	ok 'no help' grep -q '^Examples:' "$tmp/out"
	run 2
	run 2 --to sip
	run 2 --field 1
	run 2 --to both --field 1
	run 2 --to sip --field 0
	run 2 --to sip --field ''
	run 2 --to sip --field c --no-header
	run 2 --to sip --field 1 --delimiter ''
	run 2 --to sip --field 1 --delimiter ,,
	run 2 --to sip --field 1 --delimiter '"'
	run 2 --to sip --field 1 --nonsense
	says '--nonsense'
	run 2 --to sip --field 1 -x
	run 2 --to sip --field
	run 2 --to sip --field 1 -p no-such-profile
	says 'no-such-profile'
}

# mode FILE: its mode as ls prints it.
mode()
{
	ls -l "$1" | cut -c 1-10
}

check_output()
{
	printf '17\n' >"$tmp/in"
	printf '17,486,Busy Here\n' >"$tmp/wanted"
	(umask 027 && "$SIPQ850" convert $first -q -o "$tmp/dir/new" "$tmp/in")
	equal 'a new output' "$tmp/dir/new" "$tmp/wanted"
	ok 'mode of a new output' [ "$(mode "$tmp/dir/new")" = -rw-r----- ]
	chmod 604 "$tmp/dir/new"
	echo old >"$tmp/dir/new"
	run 0 $first -o "$tmp/dir/new" "$tmp/in"
	equal 'output over a file' "$tmp/dir/new" "$tmp/wanted"
	ok 'mode of the old output' [ "$(mode "$tmp/dir/new")" = -rw----r-- ]

	cp "$tmp/in" "$tmp/dir/same"
	run 0 $first -o "$tmp/dir/same" "$tmp/dir/same"
	equal 'output over the input' "$tmp/dir/same" "$tmp/wanted"

	mkdir "$tmp/dir/sub"
	ln -s ../new "$tmp/dir/sub/link"
	ln -s sub/link "$tmp/dir/link"
	echo old >"$tmp/dir/new"
	run 0 $first -o "$tmp/dir/link" "$tmp/in"
	equal 'output over links' "$tmp/dir/new" "$tmp/wanted"
	ok "a link was replaced" [ -h "$tmp/dir/link" ]
	ok "the second link was replaced" [ -h "$tmp/dir/sub/link" ]
	rm "$tmp/dir/new"
	run 0 $first -o "$tmp/dir/link" "$tmp/in"
	equal 'output over a link to nothing' "$tmp/dir/new" "$tmp/wanted"
	ln -s loop "$tmp/dir/loop"
	run 2 $first -o "$tmp/dir/loop" "$tmp/in"
	ok 'a temporary file was left' [ -z "$(find "$tmp" -name '.sipq850-*')" ]

	(cd "$tmp/dir" && "$SIPQ850" convert $first -q -o here "$tmp/in")
	equal "output to a name without directory" "$tmp/dir/here" "$tmp/wanted"
	if [ "$(id -u)" -ne 0 ]; then
		chmod a-w "$tmp/dir/here"
		run 2 $first -o "$tmp/dir/here" "$tmp/in"
		says "$tmp/dir/here: Permission denied"
	fi

	run 0 $first -o - "$tmp/in"
	equal 'output to -' "$tmp/out" "$tmp/wanted"
	run 0 $first -o /dev/null "$tmp/in"
	ok '/dev/null is no device any more' [ -c /dev/null ]
	mkfifo "$tmp/fifo"
	cat "$tmp/fifo" >"$tmp/dir/new" &
	run 0 $first -o "$tmp/fifo" "$tmp/in"
	wait
	equal 'output to a FIFO' "$tmp/dir/new" "$tmp/wanted"
	ok 'the FIFO was replaced' [ -p "$tmp/fifo" ]
	rm -rf "$tmp/dir" "$tmp/fifo"
	mkdir "$tmp/dir"
}

check_failed_output()
{
	printf '17\n' >"$tmp/in"
	run 2 $first -o "$tmp/absent/out" "$tmp/in"
	says "$tmp/absent/out: cannot create a file beside it: No such file or directory"
	run 2 $first -o "$tmp/dir" "$tmp/in"
	says "$tmp/dir: Is a directory"
	run 2 $first -o "$tmp/dir/out" "$tmp/in" "$tmp/absent"
	absent 'a file was left though an input is missing'
	if [ -c /dev/full ]; then
		run 2 $first -o /dev/full "$tmp/in"
		says '/dev/full: No space left on device'
		"$SIPQ850" convert $first "$tmp/in" >/dev/full 2>"$tmp/err"
		ok 'exit status with a full standard output' [ $? -eq 2 ]
		says 'standard output: No space left on device'
	fi
	awk 'BEGIN { for (i = 0; i < 100000; i++) print 17 }' >"$tmp/in"
	sh -c 'ulimit -f 64; "$@"; exit $?' sh "$SIPQ850" convert $first -o "$tmp/dir/out" "$tmp/in" 2>/dev/null
	ok 'a file too large was written' [ $? -gt 128 ]
	absent 'a file too large was left'
	: >"$tmp/err"
	{ env --default-signal "$SIPQ850" convert $first "$tmp/in" 2>"$tmp/err"; echo $? >"$tmp/status"; } | head -n 1 >"$tmp/out"
	ok 'a broken pipe is complained about' [ ! -s "$tmp/err" ]
}

# stop SIGNAL NUMBER: convert dies of the signal, and leaves nothing. The FIFO is opened only when it is at work. The caller
# may have had the signal ignored, as nohup has.
stop()
{
	mkfifo "$tmp/fifo"
	{
		exec 3>"$tmp/fifo"
		printf '17\n' >&3
		ls -A "$tmp/dir" >"$tmp/during"
		kill -"$1" "$(cat "$tmp/pid")"
	} &
	{ sh -c 'echo $$ >"$0"; exec env --default-signal "$@"' "$tmp/pid" "$SIPQ850" convert $first -o "$tmp/dir/out" "$tmp/fifo"; } 2>/dev/null
	ok "exit status after SIG$1" [ $? -eq $((128 + $2)) ]
	wait
	ok "a temporary file and nothing else, before SIG$1" grep -q '^\.sipq850-......$' "$tmp/during"
	absent "SIG$1 left a file"
	rm "$tmp/fifo"
}

check_signals()
{
	stop HUP 1
	stop INT 2
	stop TERM 15
}

check_large_record()
{
	awk 'BEGIN {
		printf "\"";
		for (i = 0; i < 30000; i++)
			print "a line of a field that is longer, \"\"by far\"\", than any buffer"
		printf "\",17\n,18\n"
	}' >"$tmp/in"
	sed -e 's/^",17$/&,486,Busy Here/' -e 's/^,18$/&,408,Request Timeout/' "$tmp/in" >"$tmp/wanted"
	run 0 --to sip --no-header --field 2 "$tmp/in"
	equal 'a record of more than a mebibyte' "$tmp/out" "$tmp/wanted"
	run 1 --to sip --no-header --field 1 --strict "$tmp/in"
	says "$tmp/in:1: column 1 is unreadable"
}

# repeat PIECE: print it 2^18 times.
repeat()
{
	awk -v piece="$1" 'BEGIN { for (i = 0; i < 262144; i++) printf "%s", piece }'
}

# A piece of 43 bytes, often enough for read() of 2^18 bytes (and for anything that works on a power of two) to cut it
# at each of its bytes.
check_splits()
{
	repeat '"a""\r\n,",x"y,\rz," 017 ",b\r\n,"",,USER_BUSY\n\n' >"$tmp/in"
	repeat '"a""\r\n,",x"y,\rz," 017 ",b,486,Busy Here\r\n,"",,USER_BUSY,,486,Busy Here\n\n' >"$tmp/wanted"
	run 0 --to sip --no-header --field 4 "$tmp/in"
	equal 'cut at each byte' "$tmp/out" "$tmp/wanted"
	says '524288 records: 524288 converted'
}

# make_answers DELIMITER: what the values of random.awk become, from records of one field.
make_answers()
{
	awk 'BEGIN { for (i = 1; i <= 127; i++) print i; print "USER_BUSY\nUser busy\nnormal_clearing" }' >"$tmp/values"
	"$SIPQ850" convert $first -q --delimiter "$1" "$tmp/values" |
		awk -v d="$1" '{ i = index($0, d); print substr($0, 1, i - 1) "\t" substr($0, i) }' >"$tmp/answers"
}

# random WHAT DELIMITER OPTION...: convert a random file, options to random.awk.
random()
{
	what=$1
	d=$2
	shift 2
	make_answers "$d"
	awk -f "$data/random.awk" -v width=6 -v d="$d" "$@" >"$tmp/in"
	awk -f "$data/reference.awk" -v want=3 -v d="$d" -v answers="$tmp/answers" "$tmp/in" >"$tmp/wanted"
	run 0 --to sip --no-header --field 3 --delimiter "$d" "$tmp/in"
	equal "$what" "$tmp/out" "$tmp/wanted"
	records=$(sed 's/^sipq850: \([0-9]*\) .*/\1/' "$tmp/err")
	awk -f "$data/added.awk" -v d="$d" -v answers="$tmp/answers" "$tmp/in" "$tmp/out" >"$tmp/count"
	ok "$what: $(cat "$tmp/count") lines were added to, of $records records" [ "$(cat "$tmp/count")" = "$records" ]
}

check_random()
{
	for seed in 1 2 3 4 5 6; do
		random "random file $seed" , -v seed=$seed -v records=150
		dd if="$tmp/in" bs=$seed 2>/dev/null | "$SIPQ850" convert -q --to sip --no-header --field 3 >"$tmp/out"
		equal "random file $seed by $seed bytes" "$tmp/out" "$tmp/wanted"
		random "random ragged file $seed" ';' -v seed=1$seed -v records=150 -v ragged=1
	done
	random 'random file larger than any buffer' , -v seed=7 -v records=8000
}

# The same numbers as the other commands give.
check_mapping()
{
	awk 'BEGIN { for (i = 1; i <= 127; i++) print i }' >"$tmp/causes"
	"$SIPQ850" cause -f tsv <"$tmp/causes" 2>/dev/null |
		awk -F '\t' 'NR > 1 { print $2 "," ($5 ~ /^[0-9]/ ? $5 : "") }' >"$tmp/wanted"
	"$SIPQ850" convert $first -q "$tmp/causes" | cut -d , -f 1,2 >"$tmp/out"
	equal 'all causes as in sipq850 cause' "$tmp/out" "$tmp/wanted"
	awk 'BEGIN { for (i = 100; i <= 699; i++) print i }' >"$tmp/statuses"
	"$SIPQ850" sip -f tsv <"$tmp/statuses" 2>/dev/null |
		awk -F '\t' 'NR > 1 { print $2 "," ($5 ~ /^[0-9]/ ? $5 : "") }' >"$tmp/wanted"
	"$SIPQ850" convert --to q850 --no-header --field 1 -q "$tmp/statuses" | cut -d , -f 1,2 >"$tmp/out"
	equal 'all statuses as in sipq850 sip' "$tmp/out" "$tmp/wanted"
}

check_sample()
{
	"$SIPQ850" convert -q --to sip --no-header --field 20 "$sample" >"$tmp/out"
	sed 's/,[0-9]*,[^",]*$//' "$tmp/out" >"$tmp/stripped"
	equal 'the sample, with the columns taken off' "$tmp/stripped" "$sample"
}

mkdir "$tmp/dir"
check_cases
check_long_values
check_widths
check_headers
check_files
check_open_quote
check_summary
check_strict
check_misuse
check_output
check_failed_output
check_signals
check_large_record
check_splits
check_random
check_mapping
check_sample

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
