#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# import: a configuration becomes a profile that lint takes and that answers as the configuration says; what cannot be read is
# told by its line, and then nothing is printed.
set -u
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99

# ask DIRECTION INPUT: what box.tsv answers.
ask() {
	if [ "$1" = sip2q850 ]; then command=sip; else command=cause; fi
	"$sipq850" $command "$2" -p ./box.tsv -f tsv | awk -F'\t' 'NR == 2 { print $5 }'
}

# --- Cisco: a whole running-config, of which a few lines are ours
printf '!\r\nversion 15.4\r\nhostname gw-1\r\n!\r\nvoice service voip\r\n allow-connections sip to sip\r\n!\r\nsip-ua \r\n set sip-status 410 pstn-cause 22\r\n set sip-status 480 pstn-cause 31\r\n set pstn-cause 3 sip-status 503\r\n set  sip-status 480  pstn-cause 20\r\n set pstn-cause 31 sip-status 480\r\n no set pstn-cause 31\r\n retry invite 5\r\n!\r\nend\r\n' > running-config
"$sipq850" import -f cisco --base cisco-ios running-config > box.tsv 2> error
[ $? -eq 0 ] && [ ! -s error ] && "$sipq850" lint ./box.tsv > lint
result $? "cisco: a profile"
awk -F'\t' 'NR > 5 { print $1, $2, $4, $5, $6 }' box.tsv > got
diff - got << 'END'
sip2q850 410 22 running-config:9: set sip-status 410 pstn-cause 22 
sip2q850 480 20 running-config:12: set  sip-status 480  pstn-cause 20 instead of line 10
q850sip 3 503 running-config:11: set pstn-cause 3 sip-status 503 
END
result $? "cisco: its rows, each with its line"
[ "$(ask sip2q850 480) $(ask sip2q850 486) $(ask q850sip 3) $(ask q850sip 31)" = "20 17 503 404" ]
result $? "cisco: configured and built in"
[ "$("$sipq850" diff cisco-ios ./box.tsv -f tsv | awk -F'\t' 'NR > 1 { printf "%s ", $2 }')" = "410 480 3 " ]
result $? "cisco: what differs from the box as it comes"

# --- AudioCodes: the columns as FORMAT names them, comments, other sections
printf '; board\n[SIP Params]\nMAXDIGITS = 30\n[CauseMapSIP2ISDN]\nFORMAT CauseMapSIP2ISDN_Index = CauseMapSIP2ISDN_SipResponse, CauseMapSIP2ISDN_IsdnReleaseCause;\nCauseMapSIP2ISDN 0 = 480,50;\nCauseMapSip2Isdn 1 = "404", "3" ;\n[\\CauseMapSIP2ISDN]\n[CauseMapISDN2SIP]\nFORMAT CauseMapISDN2SIP_Index = CauseMapISDN2SIP_SipResponse, CauseMapISDN2SIP_IsdnReleaseCause;\nCauseMapISDN2SIP 0 = 480,50;\n; CauseMapISDN2SIP 1 = 480,51;\n[\\CauseMapISDN2SIP]\n' > board.ini
"$sipq850" import -f audiocodes -b audiocodes board.ini > box.tsv && "$sipq850" lint ./box.tsv > lint &&
	[ "$(ask sip2q850 480) $(ask sip2q850 404) $(ask q850sip 50) $(ask q850sip 51)" = "50 3 480 " ]
result $? "audiocodes"

# --- there and back: what is exported is imported, and answers the same
for profile in rfc3398 rfc4497 asterisk freeswitch cisco-ios q1912.5 default; do
	"$sipq850" export -p $profile -f cisco | "$sipq850" import -f cisco > box.tsv && "$sipq850" lint ./box.tsv > lint &&
		"$sipq850" diff -L $profile ./box.tsv -f tsv | awk -F'\t' 'NR > 1 && $3 == "" && $10 != "" { print; bad = 1 } END { exit bad }' &&
		[ "$(grep -c '^[sq]' box.tsv)" -eq "$("$sipq850" export -p $profile -f cisco | grep -c '^ set')" ]
	result $? "$profile: cisco and back"
	"$sipq850" export -p $profile -f csv | "$sipq850" import -f csv > box.tsv && "$sipq850" lint ./box.tsv > lint &&
		"$sipq850" diff $profile ./box.tsv -f tsv | awk -F'\t' 'NR > 1 && $3 == "" && $2 !~ /:/ { print; bad = 1 } END { exit bad }'
	result $? "$profile: CSV and back"
	[ "$("$sipq850" profiles -f tsv | awk -F'\t' -v p=$profile '$1 == p { print $3, $4 }')" = \
		"$(sed -n 's/^#: sip2q850 //p' box.tsv) $(sed -n 's/^#: q850sip //p' box.tsv)" ]
	result $? "$profile: as complete as it was"
	"$sipq850" export -p $profile -f audiocodes > ini 2> error
	grep -q '^CauseMap' ini || continue
	"$sipq850" import -f audiocodes ini > box.tsv &&
		"$sipq850" diff -L $profile ./box.tsv -f tsv | awk -F'\t' 'NR > 1 && $3 == "" && $10 != "" { print; bad = 1 } END { exit bad }'
	result $? "$profile: audiocodes and back"
done
printf 'out,in,direction,note,out_location\n17,486,sip2q850,"a ""word"", or two",U\n' | "$sipq850" import -f csv -t 'my lab' > box.tsv
grep -q '^#: title my lab$' box.tsv && grep -q '^sip2q850	486		17@user	' box.tsv
result $? "CSV: columns in any order, quotes, a location"

printf '\357\273\277direction,in,out,note\r\nq850sip,17,486,my note\r\n' | "$sipq850" import -f csv > box.tsv
grep -q '^q850sip	17		486	.*	my note$' box.tsv
result $? "CSV: a note, and a byte order mark before the first line"
printf ' set sip-status 480 pstn-cause 18\n' > "$(printf 'a\tb\nc')"
"$sipq850" import -f cisco -t "$(printf 't\n#: base asterisk')" "$(printf 'a\tb\nc')" > box.tsv && "$sipq850" lint ./box.tsv > lint && [ -z "$(sed -n 's/^#: base //p' box.tsv)" ]
result $? "a title and a name are one line"

# --- what is refused
refused() { # FORMAT WORDS: of the configuration `in`
	"$sipq850" import -f "$1" < in > output 2> error
	[ $? -eq 2 ] && [ ! -s output ] && grep -q -e "$2" error
	result $? "refused: $1: $2: $(head -c 200 error)"
}
printf ' set sip-status 480\n' > in; refused cisco '^sipq850: standard input:1: .*cannot be read'
printf 'x\n set sip-status 480 sip-status 18\n' > in; refused cisco 'standard input:2: .*cannot be read'
printf ' set sip-status 480 pstn-cause 18\n set sip-status 99 pstn-cause 18\n' > in; refused cisco 'standard input:2: SIP status outside'
printf ' set pstn-cause 128 sip-status 480\n' > in; refused cisco 'standard input:1: cause outside'
printf ' set pstn-cause 018 sip-status 480\n' > in; refused cisco 'standard input:1: '
{ printf ' set pstn-cause 17 sip-status 600 '; head -c 2000 /dev/zero | tr '\0' a; echo; } > in; refused cisco 'standard input:1: .*cannot be read'
head -c 200000 /dev/zero | tr '\0' a > in; refused cisco 'standard input:1: line of more than 65535'
printf 'hostname x\n' > in; refused cisco 'nothing in it that maps'
: > in; refused cisco "nothing in it that maps"
printf 'CauseMapSIP2ISDN 0 = 480;\n' > in; refused audiocodes 'standard input:1: .*cannot be read'
printf 'CauseMapSIP2ISDN 0 = 480,18;\nCauseMapSIP2ISDN 1 = 480,19;\n' > in; refused audiocodes 'standard input:2: .*given before'
printf 'direction,out\n' > in; refused csv 'must name the columns'
printf 'direction,in,out\nsip2q850,"486,17\n' > in; refused csv 'standard input:2: .*quotes that do not close'
printf 'direction,in,out\nup,486,17\n' > in; refused csv "standard input:2: direction 'up'"
printf 'direction,in,out,out_location\nsip2q850,486,17,moon\n' > in; refused csv "'moon' is no location"
printf 'direction,in,out,condition\nsip2q850,486,17,weather=fine\n' > in; refused csv 'standard input:2: unknown condition word'
printf 'direction,in,out\nsip2q850,486,999\n' > in; refused csv 'standard input:2: cause outside'
printf 'direction,in,out\0\nsip2q850,486,17\n' > in; refused csv 'NUL byte'
"$sipq850" import -f cisco . > output 2> error
[ $? -eq 2 ] && grep -q 'Is a directory' error
result $? "refused: a directory"
"$sipq850" import -f cisco missing > output 2> error
[ $? -eq 2 ] && grep -q 'No such file' error
result $? "refused: a missing file"
printf ' set sip-status 480 pstn-cause 18\n' | "$sipq850" import -f cisco --base none > output 2> error
[ $? -eq 2 ] && [ ! -s output ] && grep -q "no such base 'none'" error
result $? "refused: no such base"
"$sipq850" import > output 2> error
[ $? -eq 2 ] && grep -q 'say what to read' error
result $? "refused: no format"

finish
