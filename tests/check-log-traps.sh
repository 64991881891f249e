# SPDX-License-Identifier: GPL-2.0-or-later
# Mistakes that readers of call logs make, each as a named test: a small log, and what has to be read there.
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99

# The columns (NAME,NAME) of the calls in `out`, joined by commas; calls by blanks, a blank in a value is _.
columns() {
	awk -F'\t' -v wanted="$1" 'BEGIN { n = split(wanted, name, ",") }
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = ""; for (i = 1; i <= n; i++) line = line (i > 1 ? "," : "") $at[name[i]]; gsub(/ /, "_", line)
		  all = all (NR > 2 ? " " : "") line }
		END { print all }' out
}

# reads NAME FORMAT COLUMNS EXPECTED [OPTION]...: of the file `log`. FORMAT -: it has to be recognised.
reads() {
	name=$1 format=$2 wanted=$3 expected=$4
	shift 4
	[ "$format" = - ] || set -- --format "$format" "$@"
	"$sipq850" extract -q "$@" log > out 2> error
	found=$(columns "$wanted")
	[ "$found" = "$expected" ]
	result $? "$name: found '$found', expected '$expected' $(head -c 300 error)"
}

# refuses NAME WORDS: `log` is not read, and WORDS say why.
refuses() {
	"$sipq850" extract -q log > out 2> error
	[ $? -eq 2 ] && grep -q -e "$2" error
	result $? "$1: $(head -c 300 error)"
}

# detail CAUSE...: Stop records of a RADIUS detail file.
detail() {
	for cause in "$@"; do
		printf 'Wed Nov 25 08:00:00 2026\n\tAcct-Status-Type = Stop\n\th323-disconnect-cause = %s\n\n' "$cause"
	done > log
}

# --- 1. hexadecimal or decimal
detail '"10"' '"1f"'; reads '1 hex by a letter' - q850_cause '16 31'
detail '"10"' '"7f"'; reads '1 hex by 7f' - q850_cause '16 127'
detail '"16"' '"127"'; reads '1 decimal by 127' - q850_cause '16 127'
detail '"10"' '"11"'; reads '1 hex as said' - q850_cause '16 17' --base hex
detail '"16"' '"17"'; reads '1 decimal as said' - q850_cause '16 17' --base decimal
refuses '1 without evidence nothing is assumed' '--base'
detail '"10"' '"1f"' '"127"'; refuses '1 contradicting evidence' '--base'
detail '"h323-disconnect-cause=10"'; reads '1 hex where the value has the name' - q850_cause 16
detail '"22 (0x16)"'; reads '1 AudioCodes writes both' - q850_cause 22
detail '0x10'; reads '1 hex by 0x' - q850_cause 16
detail '"1"' '"0"'; reads '1 one digit is the same in both, 0 is none' - q850_cause '1 '
echo '%VOIPAAA-5-VOIP_CALL_HISTORY: CallLegType 1, ConnectionId A, DisconnectCause 10  , DisconnectText x., CallOrigin 2' > log
reads '1 VOIP_CALL_HISTORY is hex' - q850_cause 16
cat > log << 'END'
20:52:34: ISDN BR0: RX <- DISCONNECT pd = 8 callref = 0xAE
20:52:34: Progress Ind i = 0x8A81 - Call not end-to-end ISDN
20:52:34: Cause i = 0x8A90 - Normal call clearing
END
reads '1 the first octet of a Cause element is the location' - q850_cause,location 16,BI

# --- 2, 3. numbers that look like SIP statuses
# sansay RELEASE VALUE WHO A B: a record; the legs' protocols are A and B.
sansay() {
	awk -v release="$1" -v value="$2" -v who="$3" -v a="$4" -v b="$5" 'BEGIN { for (i = 1; i <= 56; i++) {
		v = i == 1 ? "WithMedia" : i == 2 ? "1@192.0.2.1" : i == 3 ? release : i == 6 ? "Wed Nov 25 08:00:00 2026" : \
		    i == 7 ? 480 : i == 9 ? value : i == 10 ? who : i == 12 ? a : i == 31 ? b : 0
		printf "%s;", v } print "" }' > log
}
sansay 01 16 O H323 SIP; reads '2 480 is a time zone' - sip_status,q850_cause ,16
sansay 503 16 O H323 SIP; reads '3 the internal release cause is no status' - sip_status,q850_cause ,16
sansay 01 486 T H323 SIP; reads '3 the releasing leg tells which number it is' - sip_status,q850_cause 486,
sansay 01 987 N SIP SIP; reads '3 a value of the VSX itself is neither' - sip_status,q850_cause ,
for cause in 502 603 487 17 Lose-Race; do
	printf 'Wed Nov 25 08:00:00 2026\n\tAcct-Status-Type = Stop\n\tFreeswitch-Hangupcause = %s\n\n' "$cause"
done > log
reads '3 old causes of FreeSWITCH are no statuses' - sip_status,q850_cause ', , 487, ,17 ,'

# --- 4. columns that hold the other of the two
echo "x :: insert into 202611_cdr set uuid = 'u', fscause = '',Q850CODE = '412',SIPCODE = ''" > log
reads '4 a SIP status in Q850CODE' - sip_status,q850_cause,flags 412,,
echo "x :: insert into 202611_cdr set uuid = 'u', fscause = 'USER_BUSY',Q850CODE = '17',SIPCODE = ''" > log
reads '4 a cause in Q850CODE' - sip_status,q850_cause,flags ,17,
echo "x :: insert into 202611_cdr set uuid = 'u', fscause = '',Q850CODE = '999',SIPCODE = ''" > log
reads '4 what is neither is unreadable' - sip_status,q850_cause,flags ,,unreadable
printf 'a,b,c,d,e,f,g,h,i,2,%s\n' 486 0 PRI > log
reads '4 three characters cut out of a text' magnusbilling sip_status,flags '486, , ,unreadable'

# --- 5. 16 for what is not of Q.850
sed 's/Q/"/g' > log << 'END'
INSERT INTO Qcdr" VALUES('A','1','2','default','2026-11-25 08:00:00','','2026-11-25 08:00:09',9,0,'ORIGINATOR_CANCEL',16,'00000000-0000-4000-8000-00000000000a','','');
END
reads '5 ORIGINATOR_CANCEL is 487, not 16' - sip_status,q850_cause,cause_text 487,,ORIGINATOR_CANCEL
cat > log << 'END'
{"core-uuid":"c","variables":{"uuid":"a","sip_term_status":"487","hangup_cause":"ORIGINATOR_CANCEL","hangup_cause_q850":"16"}}
END
reads '5 hangup_cause_q850 is not asked for a name' - sip_status,q850_cause 487,
echo '{"core-uuid":"c","variables":{"uuid":"a","hangup_cause":"","hangup_cause_q850":"17"}}' > log
reads '5 hangup_cause_q850 where there is no name' freeswitch-json-cdr q850_cause 17

# --- 6. what 0 means
# cucm ORIG DEST [ORIG_LOCATION]: a row.
cucm() {
	echo 'cdrRecordType,globalCallID_callId,origCause_location,origCause_value,destCause_location,destCause_value,dateTimeDisconnect'
	echo "1,7,${3:-0},$1,0,$2,1795593600"
}
cucm 0 17 > log; reads '6 CUCM: 0 is not set' - q850_cause,initiator 17,destination
cucm 0 0 > log; reads '6 CUCM: 0 on both sides' - q850_cause,flags ,
cucm 16 0 > log; reads '6 CUCM: a location of 0 is not told' - q850_cause,location 16,
cucm 16 0 2 > log; reads '6 CUCM: the location of the side that cleared' - q850_cause,location 16,LN
printf 'Event: Hangup\r\nUniqueid: 1\r\nCause: 0\r\nCause-txt: Unknown\r\n\r\n' > log
reads '6 Asterisk: 0 is unknown, not success' - q850_cause,class ,unknown
echo '{"type":"ChannelDestroyed","cause":0,"cause_txt":"Unknown","channel":{"id":"1"}}' > log
reads '6 ARI: 0 is unknown' - q850_cause,class ,unknown
echo '{"core-uuid":"c","variables":{"uuid":"a","hangup_cause":"NONE"}}' > log
reads '6 FreeSWITCH: NONE is none' - q850_cause,class ,unknown
detail '"0"' '"7f"'; reads '6 sippy: 0 is no cause' - q850_cause ' 127'

# --- 7. call split
cucm 393216 0 > log; reads '7 a call split is no failure' - q850_cause,initiator,class ,,unknown
cucm 393216 16 > log; reads '7 a call split, and the cause of the other side' - q850_cause,initiator 16,destination
cucm 126 0 > log; reads '7 a call split of old releases' - q850_cause,class ,unknown
cucm 0 1174405137 > log; reads '7 a SIP status and a cause in one number' - sip_status,q850_cause 486,17

# --- 8. numbers that are no causes
cat > log << 'END'
[Nov 25 08:04:00] NOTICE[814][C-00000001] pbx_spool.c: Call failed to go through, reason (5) Remote end is Busy
[Nov 25 08:05:00] DEBUG[815][C-00000002] chan_pjsip.c: chan_pjsip_hangup: Cause: 488
[Nov 25 08:06:00] VERBOSE[816][C-00000003] sig_pri.c:     -- PROGRESS with cause code 31 received
END
reads '8 pbx_spool reasons, chan_pjsip statuses, a cause in PROGRESS' - call,sip_status,q850_cause C-00000002,488,
awk 'BEGIN { for (i = 0; i < 2; i++) print "\"\",\"1\",\"2\",\"c\",\"\",\"SIP/1\",\"\",\"Dial\",\"\",\"2026-11-25 08:00:00\",\"\"," \
	"\"2026-11-25 08:00:09\",9,0,\"" (i ? "NO ANSWER" : "FAILED") "\",\"DOCUMENTATION\",\"1\",\"\"" }' > log
reads '8 dispositions are no causes' - answered,sip_status,q850_cause 'no,, no,,'
printf '> Call Ref: len= 2 (reference 7/0x7) (Originator)\n> Message type: STATUS (125)\n> [08 02 81 9e]\n' > log
reads '8 libpri: the cause of a STATUS ends nothing' - q850_cause ''

# --- 9. one call, several records
cel() {
	printf '"HANGUP","1795593600.1","","","","","","","","PJSIP/%s","","","3","","%s","1.1","","","",' "$1" "$1"
	printf '"{""hangupcause"":%s,""hangupsource"":"""",""dialstatus"":""%s""}"\n' "$2" "$3"
}
{ cel b 21 ''; cel a 17 BUSY; } > log
reads '9 linkedid: the caller was told 17' - q850_cause,legs,flags 17,2,legs-differ
reads '9 linkedid: each leg for itself' - q850_cause '21 17' --legs
uuid=00000000-0000-4000-8000-00000000000
{
	echo "\"B\",\"1\",\"2\",\"d\",\"2026-11-25 08:00:00\",\"\",\"2026-11-25 08:00:09\",\"9\",\"0\",\"USER_BUSY\",\"${uuid}b\",\"\",\"\",\"\",\"\""
	echo "\"A\",\"1\",\"2\",\"d\",\"2026-11-25 08:00:00\",\"\",\"2026-11-25 08:00:09\",\"9\",\"0\",\"NO_ANSWER\",\"${uuid}a\",\"${uuid}b\",\"\",\"\",\"\""
} > log
reads '9 uuid and bleg_uuid: leg a tells' - q850_cause,legs,flags 19,2,legs-differ
tac log > turned && mv turned log
reads '9 uuid and bleg_uuid: in the other order, too' - q850_cause,legs,flags 19,2,legs-differ
for origin in 2 1; do
	echo "%VOIPAAA-5-VOIP_CALL_HISTORY: CallLegType 1, ConnectionId A B 0 C, DisconnectCause 1$origin  , DisconnectText x., CallOrigin $origin"
done > log
reads '9 ConnectionId: the answered leg is the calling side' - q850_cause,legs 18,2
for code in 503 486; do
	echo "ACC: call missed: timestamp=1795593600;created=1;method=INVITE;call_id=c;code=$code;reason=x"
done > log
reads '9 Call-ID: the last attempt tells' - sip_status,legs,flags 486,2,legs-differ
cat > log << 'END'
> Call Ref: len= 2 (reference 7/0x7) (Originator)
> Message type: DISCONNECT (69)
> [08 02 81 91]
> Message type: SETUP (5)
> [04 03 80 90 a3]
> Message type: DISCONNECT (69)
> [08 02 81 93]
END
reads '9 a call reference comes again' - q850_cause '17 19'
sip() {
	printf 'SIP/2.0 %s x\r\nCall-ID: c\r\nCSeq: 1 %s\r\n%s\r\n' "$1" "$2" "$3"
}
{ sip 183 INVITE 'Reason: Q.850;cause=17
'; sip 401 INVITE; sip 200 INVITE; sip 481 BYE; sip 200 CANCEL; } > log
reads '9 one final answer to INVITE, none of others' - sip_status,q850_cause,answered,legs,flags 200,,yes,1,
sip 700 INVITE > log; reads '9 a status that is none' - sip_status,sip_text,flags ,700,unreadable
printf 'SIP/2.0 480\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\r\n' > log; reads '9 a status line without a phrase' - sip_status 480
{ sip 500 INVITE 'Reason: SIP ;cause=404
Reason: Q.850 ;cause=1
'; } > log
reads '9 status and Reason that contradict' - sip_status,q850_cause 500,1
printf 'CANCEL sip:b@192.0.2.2 SIP/2.0\r\nCall-ID: c\r\nCSeq: 1 CANCEL\r\nReason: SIP;cause=200;text="Call completed elsewhere"\r\n\r\n' > log
reads '9 completed elsewhere is no answer' - sip_status,answered ,

# --- 10. what is not valid
cat > log << 'END'
"He said "no"","1","2","d","2026-11-25 08:00:00","","2026-11-25 08:00:09","9","0","USER_BUSY","00000000-0000-4000-8000-00000000000b","","","",""
END
reads '10 quotes in a field, not doubled' - q850_cause 17
printf '%s\n%s\n' '{"core-uuid":"c","callStats":{"mos":nan},"variables":{"uuid":"a","hangup_cause":"USER_BUSY"}}' \
	'{"core-uuid":"c","variables":{"uuid":"b","hangup_cause":"NO_ANSWER"}}' > log
reads '10 a number that JSON does not know' - q850_cause '17 19'
cat > log << 'END'
> Call Ref: len= 2 (reference 7/0x7) (Originator)
> Message type: DISCONNECT (69)
> [08 02 81 90]
> Cause (len= 4) [ Ext: 1  Coding: CCITT (ITU) standard (0) 0: 0   Location: Private network
serving the local user (1)
>                  Ext: 1  Cause: Unknown (16), class = Normal Event (1) ]
END
reads '10 a wrapped line, and a name that lies' - q850_cause,location 16,LPN
echo 'Nov 25 08:00:09 gw app[7]: SIP/2.0 486 Busy Here#015#012Call-ID: c#015#012CSeq: 1 INVITE#015#012' > log
reads '10 #015#012 for line ends' - sip_status 486
echo 'ACC: call missed: timestamp=1795593600;created=1;method=INVITE;call_id=c;code=486;reason=Busy; try later' > log
reads '10 a ; in a reason that nobody quotes' - sip_status 486
# broadworks ID CAUSE: a record of BroadWorks, its commas behind backslashes.
broadworks() {
	printf '%s,A\\, B,Normal,1,2,Originating,1,Public,1.23E+10,20261125080000.000,0-050000,No,,20261125080009.000,%s,VoIP\n' "$@"
}
broadworks 1 016 > log
reads '10 a comma behind a backslash' - q850_cause 16

awk 'BEGIN { for (i = 0; i < 200000; i++) printf "<cdr><!--"; for (i = 0; i < 200000; i++) printf "<?xml " }' > log
(ulimit -t 5; "$sipq850" extract --format freeswitch-xml-cdr log) > out 2> error
[ $? -eq 1 ] && grep -q " 400000 rejected" error
result $? "10 comments that never end take no time: $(head -c 300 error)"

# never_ends NAME FORMAT TEXT GOOD COLUMN EXPECTED: a line of TEXT over and over, then one that can be read: in no time.
never_ends() {
	awk -v text="$3" -v good="$4" 'BEGIN { for (i = 0; i < 100000; i++) print text; print good }' > log
	(ulimit -t 8; "$sipq850" extract -q --format "$2" log) > out 2> error
	found=$(columns "$5")
	[ "$found" = "$6" ]
	result $? "10 $1 take no time: found '$found' $(head -c 300 error)"
}
for text in 'INSERT INTO cdr VALUES (/*' 'INSERT INTO cdr VALUES (f(' 'INSERT INTO cdr /*' 'COPY cdr /*' 'CREATE TABLE cdr (a'; do
	never_ends "statements '$text' that never end" asterisk-cdr-sql "$text" \
		"INSERT INTO cdr (uniqueid,disposition,hangupcause) VALUES ('1.1','BUSY','17');" q850_cause 17
done
never_ends 'objects in a log that never end' kamailio-acc-json 'x {"a":[' 'x {"method":"INVITE","sip_code":"486","callid":"c"}' sip_status 486

# --- 11. names that are not unique
for reason in congestion service-unavailable busy noroute; do
	printf '1795593600.1\tb-%s\tsip/1\tx\t1\t2\t9\t9\t0\tincoming\trejected\t%s\n' $reason $reason
done > log
reads '11 Yate: a word of two causes is unreadable' - q850_cause,cause_text,flags \
	',congestion,unreadable ,service-unavailable,unreadable 17,busy, 3,noroute,'
printf 'Event: Hangup\nUniqueid: 1\nCause: 26\nCause-txt: Answered elsewhere\n\n' > log
reads '11 the number counts, not the name (26)' - q850_cause 26
echo '{"core-uuid":"c","variables":{"uuid":"a","hangup_cause":"PRE_EMPTED"}}' > log
reads '11 PRE_EMPTED is 45 for FreeSWITCH' - q850_cause 45
printf '1 Rcvd MNCC_REL_IND, Cause: OP_DET_BARRING\n1 leg(5) was released.\n' > log
reads '11 a GSM cause that Q.850 does not have' - q850_cause,cause_text,flags ,OP_DET_BARRING,

# --- 12. locale and spreadsheets
echo 'A,1,2,default,2026/11/25 8:00,,2026/11/25 8:01,9,0,USER_BUSY,00000000-0000-4000-8000-00000000000b,,,,' > log
reads '12 quotes, seconds and dates lost' - time,q850_cause,flags 2026-11-25T08:01:00,17,
broadworks 1 016 2 041 > log
reads '12 leading zeros' - q850_cause '16 41'
broadworks 1 16 2 41 > log
reads '12 leading zeros lost' broadsoft q850_cause '16 41'
cucm 1.17E+09 0 > log
reads '12 a long number become a short one is unreadable' - q850_cause,flags ,unreadable
finish
