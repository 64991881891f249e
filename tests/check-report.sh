#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 report: figures computed by hand, whatever the form; what is not told; changes beyond noise; damaged input;
# limits.
set -u
. "${srcdir:-.}/result.sh"
data=$here/data/report
cd "$scratch" || exit 99
tab=$(printf '\t')
head=$(sed -n 1p "$data/calls.tsv")

report() { # [OPTION...]: of extracted calls
	"$sipq850" report --extracted "$@"
}

has() { # FILE LINE NAME: the line is there, whole
	grep -qxF "$2" "$1"
	result $? "$3: $2"
}

# calls LINE: a file of calls, each line "TIME TRUNK ANSWERED STATUS CAUSE [COUNT]", - for nothing.
calls() {
	printf '%s\n' "$head"
	awk 'BEGIN { OFS = "\t" } { for (i = 1; i <= 5; i++) if ($i == "-") $i = ""
		for (n = $6 ? $6 : 1; n > 0; n--)
			print $1, ++line, "", $2, $3, $4, $5, "", "", "", "", "", "", "", "", 1, "x", "x.csv", line }'
}

# --- the figures of data/report/calls.tsv: 21 calls, 11 answered of which 1 was cut off, 1 redirected, 1 tells nothing

report "$data/calls.tsv" > text
has text '6 of 21 calls failed (28.6 %); 3 ended with the user (14.3 %), 11 were answered' 'lead'
has text 'Most: 34 No circuit/channel available, 3 calls (50.0 % of them), all on trunk b,' 'most'
has text 'mostly from 14:00 to 14:59.' 'when'
cp "$data/calls.tsv" c.tsv
report c.tsv > out
has out 'c.tsv, 2026-11-25T08:00:01Z to 2026-11-25T16:00:19Z, 2 trunks' 'span'
has text '    55.0 %  Answer seizure ratio (asr, e411)' '11 of 20'
has text '    57.9 %  Session establishment ratio (ser, rfc6076)' '11 of 19'
has text '    70.0 %  Network effectiveness ratio (ner, e425)' '14 of 20'
has text '    68.4 %  Session establishment effectiveness ratio (seer, rfc6076)' '13 of 19'
has text '    25.0 %  Ineffective session attempts (isa, rfc6076)' '5 of 20'
has text '    28.6 %  Failed calls (failed, classes)' '6 of 21'
has text '  statuses that were not in the log, and are what profile default makes of the' 'filled in'
has text '  14:00             3    0.0 %  100.0 %  xxxxxxxxxxxxxxxx' 'hour'
has text '  08:00             5  100.0 %    0.0 %  ###########################' 'hour without failures'
! grep -q "$(printf '\033')" text
result $? 'no colour but on a terminal'
awk 'length > 80' text > wide
[ ! -s wide ]
result $? '80 columns'
LC_ALL=C.UTF-8 report "$data/calls.tsv" | grep -q '█'
result $? 'blocks where the locale has them'

# Every variant of NER, by hand: 14 user endings and answers; 4 x 503 and a 504; 3 x 4xx.
ner() {
	report --ner "$1" "$data/calls.tsv" > ner
	has ner "    $2 %  Network effectiveness ratio (ner, $3)" "--ner $1"
}
ner e425 70.0 e425
ner rfc6076 68.4 rfc6076
ner ir42 75.0 ir42
ner 46labs 64.7 46labs
ner callmeter 60.0 callmeter
ner 486,503 80.0 voipmonitor
ner 480..489 70.0 voipmonitor
for bad in none voipmonitor 99 486, 700 503..486 ''; do
	report --ner "$bad" "$data/calls.tsv" > out 2> err
	[ $? -eq 2 ] && [ ! -s out ] && grep -q 'no definition' err
	result $? "--ner '$bad' is refused"
done

# --- other forms

report -f tsv "$data/calls.tsv" > tsv
has tsv "all$tab$tab${tab}21${tab}11${tab}6${tab}1${tab}11${tab}3${tab}2${tab}3${tab}0${tab}1" 'tsv: all'
has tsv "cause${tab}34${tab}No circuit/channel available${tab}3${tab}0${tab}3${tab}0${tab}0${tab}0${tab}0${tab}3${tab}0${tab}0" 'tsv: cause'
has tsv "status${tab}504${tab}Server Time-out${tab}1${tab}0${tab}1${tab}0${tab}0${tab}0${tab}0${tab}0${tab}0${tab}1" 'tsv: status'
has tsv "trunk${tab}${tab}a${tab}14${tab}11${tab}2${tab}0${tab}11${tab}1${tab}2${tab}0${tab}0${tab}0" 'tsv: trunk'
has tsv "hour${tab}15${tab}${tab}2${tab}1${tab}2${tab}0${tab}0${tab}0${tab}2${tab}0${tab}0${tab}0" 'tsv: hour'
has tsv "hour${tab}${tab}unknown${tab}2${tab}0${tab}1${tab}1${tab}0${tab}0${tab}0${tab}0${tab}0${tab}1" 'tsv: unknown hour'
# Each list but that of trunks with their names adds up to all calls.
awk -F'\t' 'NR > 1 { n[$1] += $4; f[$1] += $6 } END { for (l in n) if (n[l] != 21 || f[l] != 6) exit 1 }' tsv
result $? 'tsv: lists add up'

report -f json "$data/calls.tsv" > json
has json '"calls":21,"answered":11,"failed":6,"classes":{"unknown":1,"normal":11,"user":3,"network":2,"resources":3,"interworking":0,"protocol":1},"undecided":1,' 'json: all'
grep -q '^  {"kpi":"ner","variant":"e425",.*"counted":14,"of":20,"percent":70.0000},$' json
result $? 'json: ner'
[ "$(sed -n 's/^{"report":\([0-9]*\),.*/\1/p' json)" = 1 ]
result $? 'json: version'

# The same calls as JSON lines, and compressed.
awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
	{ printf "{"; for (i = 1; i <= NF; i++) printf("%s\"%s\":%s", i > 1 ? "," : "", name[i], \
	  i == 6 || i == 7 || i == 16 ? ($i == "" ? "null" : $i) : "\"" $i "\""); print "}" }' "$data/calls.tsv" > calls.jsonl
report -f tsv calls.jsonl | diff tsv -
result $? 'JSON lines'
sed 's/$/\r/' "$data/calls.tsv" | gzip | report -f tsv | diff tsv -
result $? 'gzip, CR LF, standard input'
report -f tsv "$data/calls.tsv" calls.jsonl | sed -n 2p | cut -f 4-6 > two
has two "42${tab}22${tab}12" 'two files'

# Straight from logs, with and without extract in between.
for i in 1 2 3; do
	echo '"Alice","1000","2000","default","2026-11-25 14:00:0'$i'","","2026-11-25 14:00:09","9","0","NORMAL_CIRCUIT_CONGESTION","uuid-'$i'","","","",""'
	echo '"Alice","1000","2000","default","2026-11-25 09:00:0'$i'","2026-11-25 09:00:05","2026-11-25 09:01:09","69","64","NORMAL_CLEARING","uuid-a'$i'","","","",""'
done > cdr.csv
"$sipq850" report -q --format freeswitch-cdr-csv -f tsv cdr.csv > straight
"$sipq850" extract -q --format freeswitch-cdr-csv cdr.csv | report -f tsv | diff straight -
result $? 'a log, and what extract makes of it'
grep -q "^cause${tab}34${tab}No circuit/channel available${tab}3${tab}0${tab}3${tab}" straight
result $? 'a log: causes'

# --- few calls

calls < /dev/null > none.tsv
report none.tsv > out
has out 'No calls.' 'no calls'
report -f json none.tsv | grep -q '"counted":0,"of":0,"percent":null'
result $? 'no calls: no ratio'
: > empty
report -f json empty | grep -q '^"calls":0,'
result $? 'an empty file'
echo '2026-11-25T23:59:59Z t no 486 17' | calls > one.tsv
report one.tsv > out
has out '0 of 1 call failed (0.0 %); 1 ended with the user (100.0 %), 0 were answered' 'one call'
! grep -q '^Most' out
result $? 'one call: nothing failed most'
echo '- - yes - 16 5' | calls > answered.tsv
report answered.tsv > out
has out '0 of 5 calls failed (0.0 %); 0 ended with the user (0.0 %), 5 were answered' 'only answered'
! grep -q '^By \(hour\|trunk\)' out
result $? 'no hours and no trunks where none are told'
# An answered call whose status is one of another attempt did not fail; nor did one whose cause is of a user.
printf '%s\n' '- - yes 503 -' '- - yes - 17' | calls | report -f tsv | sed -n 2p | cut -f 4-6 > out
has out "2${tab}2${tab}0" 'answered is answered'
# 31 tells nothing; 16 without an answer is the caller's doing.
printf '%s\n' '- - no - 31' '- - no - 16' '- - - - 16' | calls | report -f tsv | sed -n 2p | cut -f 7-9 > out
has out "1${tab}1${tab}1" '31, 16 not answered, 16 of which that is not known'

# What the log had goes before what the profile makes of it.
printf '%s\n' '- - no 501 -' '- - no 501 -' '- - no - 41' | calls > status.tsv
report status.tsv > out
has out 'Most: 501 Not Implemented, 2 calls (66.7 % of them).' 'a status that the log had'
report -f tsv status.tsv | grep -q "^cause${tab}79${tab}"
result $? 'its cause is filled in'

# --- what changed; z of 150 and 100 of 1000 is 3.38, that of 120 and 100 is 1.43

printf '%s\n' '- t no - 34 100' '- t yes - 16 900' | calls | report -f json > before.json
printf '%s\n' '- t no - 34 150' '- t yes - 16 850' | calls | report --baseline before.json > out
has out '    +5.0       cause 34 No circuit/channel available        15.0 %, was 10.0 %' 'beyond noise'
has out '    +5.0       trunk t                                      15.0 %, was 10.0 %' 'beyond noise: trunk'
printf '%s\n' '- t no - 34 120' '- t yes - 16 880' | calls | report --baseline before.json > out
grep -q '^  0 changed, ' out && ! grep -q 'cause 34 .*was' out
result $? 'within noise'
printf '%s\n' '- t no - 34 100' '- t yes - 16 888' '- t no - 38 12' | calls | report --baseline before.json > out
grep -q '^ *+1.2 new   cause 38 Network out of order ' out
result $? 'a new cause'
printf '%s\n' '- t no - 34 100' '- t yes - 16 891' '- t no - 38 9' | calls | report --baseline before.json > out
! grep -q 'cause 38 .*was' out
result $? 'too few to tell'
printf '%s\n' '- t yes - 16 1000' | calls | report --baseline before.json > out
grep -q '^ *-10.0 gone  cause 34 ' out
result $? 'a vanished cause'
report --baseline json "$data/calls.tsv" > out
grep -q '^  0 changed, ' out
result $? 'nothing changed against itself'
report --ner ir42 --baseline json "$data/calls.tsv" | grep -q 'NER had another definition there'
result $? 'another NER is not compared'
printf '%s\n' '- t no - 34 150' '- t yes - 16 850' | calls | report -f json --baseline before.json |
	grep -q '"kind":"cause","what":"less","label":"16 Normal call clearing","points":-5.0000,"z_squared":11.429,"counted":850,"of":1000,"counted_before":900,"of_before":1000}'
result $? 'changes as JSON'
for bad in '' '{' '[1,2' 'x' '{"calls":3}' '{"report":2,"calls":1}'; do
	printf '%s' "$bad" > bad.json
	report --baseline bad.json "$data/calls.tsv" > out 2> err
	[ $? -eq 2 ] && [ ! -s out ] && grep -q '^sipq850: bad.json: ' err
	result $? "baseline '$bad' is refused"
done
# Damage that leaves it a JSON text of the right version.
for damage in 's/"calls":[0-9]*/"kalls":1/' 's/"user":[0-9]*/"user":77777/' 's/"counted":[0-9]*/"counted":1.5/' \
	's/"calls":[0-9]*/"calls":-1/' 's/"report":1,/"report":1.5,/'; do
	sed "$damage" before.json > bad.json
	report --baseline bad.json "$data/calls.tsv" > out 2> err
	[ $? -eq 2 ] && grep -q '^sipq850: bad.json: ' err && [ ! -s out ]
	result $? "a damaged baseline ($damage) is not refused: $(cat err)"
done

# --- damaged input is refused with its line, and leaves no page behind

refused() { # TEXT LINE NAME
	printf '%s' "$1" > bad.tsv
	rm -f page.html
	report --html page.html bad.tsv > out 2> err
	[ $? -eq 2 ] && grep -q "^sipq850: bad.tsv:$2: " err && [ ! -e page.html ]
	result $? "$3"
}
line=$(sed -n 2p "$data/calls.tsv")
refused "a${tab}b
" 1 'no head'
refused "$head
x
" 2 'too few columns'
refused "$head
$line
$(echo "$line" | awk -F'\t' -v OFS='\t' '{ $7 = 128 } 1')
" 3 'cause 128'
refused "$head
$(echo "$line" | awk -F'\t' -v OFS='\t' '{ $6 = "4x6" } 1')
" 2 'status 4x6'
refused '{"time":"","trunk":"a","answered":"no"
' 1 'JSON cut short'
refused '{"answered":"perhaps"}
' 1 'answered perhaps'
report missing.tsv > out 2> err
[ $? -eq 2 ] && grep -q '^sipq850: missing.tsv: ' err
result $? 'missing file'
report --html /dev/full "$data/calls.tsv" 2> err
[ $? -eq 2 ] && grep -q '^sipq850: /dev/full: ' err
result $? 'no space left'
"$sipq850" report "$data/calls.tsv" > out 2> err
[ $? -eq 2 ] && [ ! -s out ]
result $? 'a file of no known format'
for wrong in '-f xml' '--top 0' '--top x' '--window 1' '--html a -f json' '--base 10' '--nothing' '--ner'; do
	report $wrong "$data/calls.tsv" > out 2> err
	[ $? -eq 2 ] && [ ! -s out ] && grep -q "sipq850 report --help" err
	result $? "misuse: $wrong"
done
"$sipq850" report --help | grep -q '^Examples:$'
result $? 'help'

# --- the page: names from logs are text

printf '%s\n' '- <script>alert(1)</script> no - 34' '- "x"&'"'"'y no - 34' | calls > names.tsv
printf '%s\t2\t\t\377\033[31m\tno\t\t34\t\t\t\t\t\t\t\t\t1\tx\tx\t2\n' '' >> names.tsv
report --html page.html names.tsv && [ -s page.html ] && [ "$(grep -c '<script' page.html)" -eq 1 ] &&
	grep -qF '&#60;script&#62;alert(1)&#60;/script&#62;' page.html && grep -qF '&#34;x&#34;&#38;&#39;y' page.html
result $? 'page: markup in names'
! LC_ALL=C grep -q "$(printf '\377\|\033')" page.html
result $? 'page: no broken UTF-8, no control characters'
! grep -Eq '(src|href)=|url\(|@import|https?:' page.html && ! grep -q ' style=' page.html
result $? 'page: nothing external, no inline style'
report names.tsv > out
! LC_ALL=C grep -q "$(printf '\033')" out
result $? 'text: no control characters'
report -f json names.tsv | grep -qF '"trunk":"\ufffd\u001b[31m"' || report -f json names.tsv | grep -qF "$(printf '\357\277\275')"'\u001b[31m'
result $? 'json: broken UTF-8 is replaced'

# --- the tables: a row that cannot be is refused, with its line

classes=$here/../tables/log-classes.tsv kpis=$here/../tables/kpis.tsv
refused_table() { # PROGRAM TABLE FROM TO NAME: with FROM turned to TO in it
	sed "s/$3/$4/" "$2" > table.tsv
	! cmp -s "$2" table.tsv && ! "${AWK:-awk}" -f "$here/../utils/$1" table.tsv > out 2> err && grep -q '^table.tsv:[0-9]*: ' err
	result $? "$5"
}
awk=logs/log_classes.awk
refused_table $awk "$classes" "^cause${tab}17${tab}22" "cause${tab}17${tab}21" 'a value in no row'
refused_table $awk "$classes" "^cause${tab}17${tab}22" "cause${tab}17${tab}23" 'a value in two rows'
refused_table $awk "$classes" "^cause${tab}112${tab}127" "cause${tab}112${tab}128" 'a value out of range'
refused_table $awk "$classes" "${tab}user${tab}" "${tab}users${tab}" 'no class'
refused_table $awk "$classes" "^\(cause${tab}3[^0-9].*our choice\|cause${tab}38.*our choice\)${tab}.*" "\1${tab}" 'our choice without a reason'
awk=report/kpis.awk
refused_table $awk "$kpis" 'status:408' 'status;408' 'no word of a definition'
refused_table $awk "$kpis" "^seer" "ner" 'a definition twice'
refused_table $awk "$kpis" "${tab}low${tab}" "${tab}lower${tab}" 'neither high nor low'

# --- limits

awk -v head="$head" 'BEGIN { print head; for (i = 1; i <= 10050; i++) print "\t\t\ttrunk-" i "\tno\t\t34\t\t\t\t\t\t\t\t\t1\tx\tx\t" i }' > many.tsv
report -f tsv many.tsv > out
[ "$(grep -c '^trunk' out)" -eq 10000 ] && grep -q "^other-trunks$tab${tab}other trunks${tab}50$tab" out
result $? 'more than 10000 trunks'
report many.tsv | tr '\n' ' ' | sed 's/  */ /g' | grep -q 'calls of the trunks beyond the first 10,000, which are counted together as other trunks: 50'
result $? 'more than 10000 trunks: said so'

# A million calls in constant memory: 64 MiB of address space are enough. Sanitizers want more than that.
awk -v head="$head" 'BEGIN { print head; for (i = 1; i <= 1000000; i++)
	print "2026-11-25T" i % 14 + 10 ":00:00Z\t\t\ttrunk-" i % 50 "\tno\t\t" i % 127 + 1 "\t\t\t\t\t\t\t\t\t1\tx\tx\t" i }' > million.tsv
case ${CFLAGS:-} in
*sanitize*) ;;
*) ulimit -v 65536 ;;
esac
report -q -f tsv million.tsv > out
sed -n 2p out | cut -f 4 > n
has n 1000000 'a million calls'

finish
