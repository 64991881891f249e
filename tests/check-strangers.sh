#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A file of another kind than --format says: extract and report say so, and tell by their status. A log of that kind
# with no call in it is well.
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99
logs=$here/data/logs

# run STATUS COMMAND...: standard output goes to out, standard error to err.
run() {
	wanted=$1
	shift
	"$sipq850" "$@" > out 2> err < in
	got=$?
	[ $got -eq "$wanted" ]
	result $? "exit status $got instead of $wanted: $* $(head -n 1 err)"
}

# says TEXT: the last run did.
says() {
	grep -qF -e "$1" err
	result $? "no '$1' but: $(cat err)"
}

# silent NAME: the last run said nothing.
silent() {
	[ ! -s err ]
	result $? "$1 said: $(cat err)"
}

cp "$logs/asterisk-cdr-csv/input" csv
cp "$logs/radius-detail/input" detail
cp "$logs/asterisk-log/input" calls
cat > quiet <<'END'
[Nov 25 08:00:00] NOTICE[101] chan_sip.c: Peer 'gw-1' is now Reachable. (12ms / 2000ms)
[Nov 25 08:00:01] VERBOSE[102] asterisk.c: Remote UNIX connection
END
: > in

# --- another kind, where the format knows no record, and where it takes for one what says nothing
for command in extract report; do
	run 1 $command -q --format freeswitch-xml-cdr csv
	says 'csv: no call of format freeswitch-xml-cdr is in it, and it looks like asterisk-cdr-csv;'
	says "; 'sipq850 formats --detect FILE' tells what a file is"
	run 1 $command -q --format asterisk-cel detail
	says 'detail: no call of format asterisk-cel is in it, and it looks like radius-detail;'
	run 0 $command -q --format asterisk-cdr-csv csv
	silent "$command of what it is"
	run 0 $command -q --format asterisk-log quiet
	silent "$command of a log without a call"
	run 0 $command -q --format asterisk-log calls quiet calls
	silent "$command of several, one without a call"
done
printf 'one line\nand another one\n' > text
run 1 extract -q --format asterisk-log text
says 'text: no call of format asterisk-log is in it, and it does not look like one;'

# --- several files: each of another kind is named, the others are read, and what they give appears
"$sipq850" extract -q --format asterisk-log calls > want
run 1 extract -q --format asterisk-log -o final csv calls text
says 'csv: no call of'
says 'text: no call of'
[ "$(wc -l < err)" -eq 2 ] && cmp -s final want
result $? "the calls of the file that is one: $(cat err)"

# --- standard input: its first bytes are kept, also where they come one by one
cp csv in
run 1 extract -q --format freeswitch-xml-cdr
says 'standard input: no call of format freeswitch-xml-cdr is in it, and it looks like asterisk-cdr-csv;'
dd if=csv bs=1 2> dd.log | "$sipq850" extract -q --format freeswitch-xml-cdr > out 2> err
says 'and it looks like asterisk-cdr-csv;'
dd if=quiet bs=7 2> dd.log | "$sipq850" extract -q --format asterisk-log > out 2> err
silent 'a log without a call, byte by byte'
cp quiet in
run 0 extract -q --format asterisk-log
silent 'a log without a call on standard input'
gzip -c csv > csv.gz
run 1 extract -q --format freeswitch-xml-cdr csv.gz
says 'csv.gz: no call of'

# --- more than what is kept
awk '{ all = all $0 "\n" } END { while (n++ < 3000) printf "%s", all }' quiet > large
[ "$(wc -c < large)" -gt 300000 ]
result $? 'a large log is larger than what is kept of it'
run 0 extract -q --format asterisk-log large
silent 'a large log without a call'
cat large calls > late
"$sipq850" extract -q --format asterisk-log late | tail -n +2 | wc -l > n
tail -n +2 want | wc -l | cmp -s - n
result $? "calls behind the first 256 KiB: $(cat n)"

# --- nothing is nothing of any kind
: > empty
run 0 extract -q --format asterisk-log empty
silent 'an empty file'
printf '\n \r\n\n' > blank
run 0 extract -q --format asterisk-log blank
silent 'a file of blank lines'

# --- a format of one's own, which has no evidence: a record of it has to be there, a call need not
printf '#: title x\n#: document x\n#: kind text\n#: seen no\n#: pattern ended ended {status:digits}\n' > own.fmt
printf '#: pattern began began {call:digits}\nfield\twhere\tsyntax\twhen\tnote\n' >> own.fmt
printf 'status\tstatus\tdecimal\t\t\ncall\tcall\ttext\t\t\n' >> own.fmt
"$sipq850" formats --check own.fmt > check 2>&1
result $? "the format: $(cat check)"
printf 'began 1\n' > in
run 0 extract -q --format-file own.fmt
silent 'records without a call, of a format without evidence'
printf 'a line of something else\n' > in
run 1 extract -q --format-file own.fmt
says 'standard input: no call of format'

# --- files of something else, in which a word of some log stands: none of the formats
# stranger NAME LINE...: the file of these lines.
stranger() {
	name=$1
	shift
	printf '%b\n' "$@" > in
	"$sipq850" extract -q - < in > out 2> err
	got=$?
	[ $got -eq 2 ] && [ ! -s out ]
	result $? "$name is taken for a log: status $got, $(cat err out | head -n 3)"
}
stranger 'a table of orders' 'HOLD,1,2' 'STOP,3,4' 'ATTEMPT,5,6'
stranger 'prose of reasons' 'reason: disk full' 'reason: no paper'
stranger 'one attribute' 'Acct-Session-Id = x'
stranger 'mail in and out' 'a\tb\tc\td\te\tf\tg\th\ti\tincoming\tk\tl'
stranger 'a table of callbacks' "INSERT INTO callback_tickets (id,disposition) VALUES (1,'ANSWERED');"
stranger 'power that hung up' '{"call_id":"1","hangup_cause":"power failure","duration_seconds":5}'
stranger 'requests of web pages' '192.0.2.1 - - [25/Nov/2026:08:00:00 +0000] "GET /a HTTP/1.1" 404 486'

# --- a file that is followed is judged in the end
rm -f out
timeout 60 env --default-signal sh -c 'echo $$ > pid; exec "$0" "$@"' \
	"$sipq850" extract -q --follow --format asterisk-log text > out 2> err &
tries=0
while [ ! -s out ] && [ $tries -lt 500 ]; do
	sleep 0.02
	tries=$((tries + 1))
done
kill -INT "$(cat pid)"
wait $!
got=$?
[ $got -eq 1 ] && grep -qF 'text: no call of format asterisk-log is in it' err
result $? "followed, and of another kind: status $got, $(cat err)"
finish
