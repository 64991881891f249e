#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 convert --annotate: every byte of a text passes as it is, and notes come before line ends.
set -u
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99

# run STATUS ARGUMENT...: standard output is in out, standard error in err.
run() {
	wanted=$1
	shift
	"$sipq850" convert --annotate "$@" > out 2> err
	got=$?
	[ $got -eq "$wanted" ]
	result $? "exit status $got instead of $wanted: $*: $(head -n 1 err)"
}

# same WHAT: the output is `want`.
same() {
	cmp -s want out
	result $? "$1: $(diff want out | head -n 6)"
}

# says TEXT: the last run said that.
says() {
	grep -qF -- "$1" err
	result $? "said '$(head -n 2 err)', not '$1'"
}

# strip: the output without its notes.
strip() {
	sed -E 's/( \[(cause )?[0-9]+[^]]* -> [^]]*\])+(\r?)$/\3/' out
}

busy="[486 Busy Here -> cause 17 User busy, location network]"
user='[cause 17 User busy -> 486 Busy Here]'

# --- lines
printf 'a\nSIP/2.0 486 Busy Here\r\n\nx got hangup, cause 17\nSIP/2.0 200 OK\nSIP/2.0 486' > in
printf 'a\nSIP/2.0 486 Busy Here %s\r\n\nx got hangup, cause 17 %s\nSIP/2.0 200 OK\nSIP/2.0 486 %s' \
	"$busy" "$user" "$busy" > want
run 0 in
same "LF, CR LF and no line end"
says "3 values converted, 0 without a value on the other side, 0 not covered, 0 unreadable"
run 0 -q < in
same "standard input"
[ ! -s err ]
result $? "--quiet is not"
run 0 in in
cat want want > twice && mv twice want
same "two files are as by cat"
cp in in-1; cp in in-2; run 0 'in-?'
same "a pattern of file names"
gzip -c in > in.gz && run 0 in.gz in
same "a compressed file"

# --- several on a line
printf 'Reason: SIP;cause=486,Q.850;cause=17\n' > in
printf 'Reason: SIP;cause=486,Q.850;cause=17 %s %s\n' "$busy" "$user" > want
run 0 in
same "status and cause in one line"
printf 'gw: SIP/2.0 486 Busy#015#012Reason: Q.850;cause=17#015#012\r\ngot hangup, cause 17\\r\\nnext\n' > in
printf 'gw: SIP/2.0 486 Busy#015#012Reason: Q.850;cause=17#015#012 %s %s\r\ngot hangup, cause 17\\r\\nnext %s\n' \
	"$busy" "$user" "$user" > want
run 0 in
same "joined lines"
awk 'BEGIN { for (i = 0; i < 200; i++) printf "SIP/2.0 486#012"; print "" }' > in
run 0 in
strip | cmp -s - in
result $? "a line of 200"
says "left out where a line had too many"
[ "$(grep -o 'location network' out | wc -l)" -eq 73 ]
result $? "notes of 4 KiB on a line: $(grep -o 'location network' out | wc -l)"

# --- what each product writes
while IFS='|' read -r text note; do
	printf '%s\n' "$text" > in
	printf '%s%s\n' "$text" "$note" > want
	run 0 -q in
	same "$text"
done << END
[Nov 25] chan_sip.c: -- Incoming call: Got SIP response 486 "Busy Here" back from 192.0.2.1| $busy
Span 1: Channel 0/1 got hangup request, cause 17| $user
Channel 0/1, span 1 got hangup, cause 17| $user
-- PROGRESS with cause code 17 received| $user
Unable to create channel of type 'SIP' (cause 17 - User busy)| $user
NoOp("x", "failed due to BUSY HANGUPCAUSE: 17 - next")| $user
X-Asterisk-HangupCauseCode: 17| $user
> [08 02 81 91]| $user
>                  Ext: 1  Cause: User busy (17), class = Normal Event (1) ]| $user
Overriding SIP cause 480 with 486 from the other leg| $busy
Channel sofia/x hanging up, cause: USER_BUSY| $user
Responding to INVITE with: 486| $busy
Hangup sofia/internal/1 [CS_EXECUTE] [USER_BUSY]| $user
sip_reason: Q.850;cause=17;text="x"| $user
ACC: call missed: timestamp=1;method=INVITE;code=486;reason=Busy Here| $busy
        Cause i = 0x8191 - User busy| $user
Cause i =0x819108| $user
cc_API_call_disconnected(callID=0x29, cause=0x11)| $user
//22/21F6E0878040/CCAPI/cc_api_call_disconnected:  Cause Value=17, Interface=0x49432FE0| $user
   Cause Value=17, Interface=0x49432FE0, Call Id=22| $user
%VOIPAAA-5-VOIP_CALL_HISTORY: CallLegType 1, DisconnectCause 11  , DisconnectText user busy| $user
INVITE got status(486), releasing leg(0x1)| $busy
Rcvd MNCC_REL_IND, Cause: USER_BUSY| $user
chan_pjsip_hangup: Cause: 486|
Call failed to go through, reason (5) Remote end is busy|
Progress Ind i = 0x8A81 - Call not end-to-end ISDN|
Via: SIP/2.0/UDP 192.0.2.1|
SIP/2.0 100 Trying|
got hangup, cause 0|
Reason: the line was cut|
END

# --- SIP messages, with a format
printf '#: title x\n#: document x\n#: kind sip\n#: seen no\n#: joined #012\nfield\twhere\tsyntax\twhen\tnote\n' > sip.tsv
printf 'status\tstatus\tdecimal\t\t\nreason\tReason\ttext\t\t\n' >> sip.tsv
printf 'SIP/2.0 486 Busy Here\nCall-ID: 1\nReason: Q.850\n ;cause=17\nCSeq: 1 INVITE\n\nSIP/2.0 999\nx: y\n\n' > in
printf 'SIP/2.0 486 Busy Here %s\nCall-ID: 1\nReason: Q.850 %s\n ;cause=17\nCSeq: 1 INVITE\n\nSIP/2.0 999\nx: y\n\n' \
	"$busy" "$user" > want
run 0 --format-file sip.tsv in
same "a SIP message: status and Reason in their lines"
says "1 unreadable"
run 1 --format-file sip.tsv --rejects list in
same "with a list of rejects"
printf 'file\tline\treason\tvalue\tcolumn\nin\t7\tunreadable\t999\t0\n' > list.want
cmp -s list list.want
result $? "the list of rejects: $(cat list)"
run 1 --format-file sip.tsv --strict -o never in
says "in:7: unreadable: 999"
[ ! -e never ]
result $? "--strict left an output"

# --- whatever the bytes
awk 'BEGIN { for (i = 0; i < 700000; i++) printf "0123456789"; print " SIP/2.0 486"; print "SIP/2.0 486" }' > long
run 0 long
strip | cmp -s - long
result $? "a line of 7 MB"
[ "$(tail -n 1 out)" = "SIP/2.0 486 $busy" ]
result $? "the line behind a line of 7 MB"
head -c 300000 /dev/urandom > noise
run 0 noise
# Chance hardly makes a status.
cmp -s noise out
result $? "noise"
printf 'a\0b SIP/2.0 486\0\n\377\376 SIP/2.0 486 \351\n' > in
run 0 in
[ "$(tr -d '\000\377\376\351' < out)" = "ab SIP/2.0 486 $busy
 SIP/2.0 486  $busy" ]
result $? "NUL and what is no UTF-8"

# --- outputs and options
printf 'SIP/2.0 486\n' > in
printf 'SIP/2.0 486 %s\n' "$busy" > want
cp in both && run 0 -o both both && cp both out
same "the output is the input"
run 0 -p rfc3398 in
same "a profile"
run 2 -p nothing in
run 2 --format nothing in
run 2 --format freeswitch-cdr-csv in
says "are no free text"
run 2 --field 1 in
says "none of convert --annotate"
run 2 --format x --format-file y in
run 2 nothing-there
run 0 --help
grep -q 'convert --annotate' out
result $? "--help"
run 2 -o /dev/full in
finish
