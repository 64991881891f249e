# SPDX-License-Identifier: GPL-2.0-or-later
# What a format file may say, and what becomes of values, legs and evidence. The formats are made here: what they test is
# the grammar, not a product.
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99

# format LINE...: write the format `f.tsv`; a line that begins with : is a head line, others are rows with ~ for a tab.
format() {
	{
		echo '#: title a test'
		echo '#: document none'
		echo '#: seen no'
		for line in "$@"; do
			case $line in :*) echo "#: ${line#:}" ;; esac
		done
		printf 'field\twhere\tsyntax\twhen\tnote\n'
		for line in "$@"; do
			case $line in :*) ;; *) echo "$line" | tr '~' '\t' ;; esac
		done
	} > f.tsv
}

# columns NAME...: of the calls in `out`, these columns, blank for empty, joined by commas.
columns() {
	awk -F'\t' -v wanted="$*" 'BEGIN { n = split(wanted, name, " ") }
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ line = ""; for (i = 1; i <= n; i++) line = line (i > 1 ? "," : "") $at[name[i]]; print line }' out
}

# gives WHAT EXPECTED COLUMN...: of the records in `in`, read as `f.tsv`.
gives() {
	what=$1 expected=$2
	shift 2
	"$sipq850" extract --format-file f.tsv -q $options in > out 2> error
	[ $? -eq 0 ] && [ "$(columns "$@")" = "$expected" ]
	result $? "$what: $(columns "$@" | head -c 300) $(head -c 200 error)"
}
options=

# refused WORDS: `f.tsv` is no format.
refused() {
	"$sipq850" formats --check f.tsv 2> error
	[ $? -eq 1 ] && grep -q -e "^sipq850: f.tsv:[0-9]*: .*$1" error
	result $? "refused: $1: $(head -c 200 error)"
}

# --- refusals
format ':kind delimited' 'cause~1~decimal~~'
"$sipq850" formats --check f.tsv
result $? 'a format'
format 'cause~1~decimal~~'; refused "'#: kind ..' is missing"
format ':kind delimited' ':kind' 'cause~1~decimal~~'; sed -i '/title/d' f.tsv; refused "'#: title ..' is missing"
format ':kind clay' 'cause~1~decimal~~'; refused "no kind of record 'clay'"
format ':kind delimited' ':colour blue' 'cause~1~decimal~~'; refused "'colour' means nothing"
format ':kind delimited' 'cause~1~runes~~'; refused "no step 'runes'"
format ':kind delimited' 'cause~1~after~~'; refused "'after' needs an argument"
format ':kind delimited' 'cause~1~decimal:3~~'; refused "'decimal' takes no argument"
for bits in 0 33 64 x 4294967297; do
	format ':kind delimited' "cause~1~low:$bits~~"; refused "'low' takes a number of bits"
done
format ':kind delimited' 'time~1~unix:ns~~'; refused "'unix' takes ms, us or gregorian"
format ':kind delimited' 'mood~1~text~~'; refused "no field 'mood'"
format ':kind delimited' 'cause~1~~~'; refused 'how is it written'
format ':kind delimited' 'cause~~decimal~~'; refused 'where does it stand'
format ':kind delimited' 'cause~1 + 2~decimal~~'; refused 'stands in one place'
format ':kind delimited' 'time~1 + 2 + 3 + 4 + 5~stamp~~'; refused 'too many places'
format ':kind delimited' 'cause~1~stamp~~'; refused "'stamp' does not make a cause"
format ':kind delimited' 'time~1~decimal~~'; refused "'decimal' does not make a time"
format ':kind delimited' 'skip~~~~'; refused 'skip without a condition'
format ':kind delimited' 'cause~1~decimal~2~'; refused 'a condition is WHERE=VALUE'
format ':kind delimited' 'cause~1~decimal~'; refused '4 columns instead of 5'
format ':kind delimited' 'cause~1~decimal~~~'; refused 'more than 5 columns'
format ':kind delimited' 'cause~cause~decimal~~'; refused 'a column by its name, and no header'
format ':kind delimited' 'cause~2000~decimal~~'; refused 'a column outside 1..1024'
format ':kind delimited' ':delimiter ab' 'cause~1~decimal~~'; refused 'delimiter is one byte'
format ':kind delimited' ':header maybe' 'cause~1~decimal~~'; refused 'header is yes, no or types'
format ':kind delimited' 'cause~1~decimal~~'; sed -i 's/seen no/seen perhaps/' f.tsv; refused 'seen is yes or no'
printf 'field\twhere\n' > f.tsv; refused 'the columns are field, where'
: > f.tsv; refused 'is missing'
printf '\0' > f.tsv; "$sipq850" formats --check f.tsv 2> error; [ $? -eq 1 ] && grep -q 'a NUL byte' error
result $? 'refused: NUL'
format ':kind delimited' ':join trunk' 'cause~1~decimal~~'; echo 1 > in
"$sipq850" extract --format-file f.tsv in > out 2> error; [ $? -eq 2 ] && grep -q "'join call'" error
result $? 'refused: join trunk'

# --- values: one cell and one step after the other
cell() { # SYNTAX CELL EXPECTED [FIELD COLUMN]
	format ':kind delimited' ':delimiter \t' ':quote none' "${4:-cause}~1~$1~~" 'call~2~text~~'
	printf '%s\tx\n' "$2" > in
	gives "$1 of '$2'" "$3" "${5:-q850_cause}"
}
cell decimal 17 17
cell decimal ' 017 ' 17
cell decimal 0 ''
cell decimal '' ''
cell hex 10 16
cell hex 0x1F 31
cell hex '1f ' 31
cell octets 8291 17
cell octets 0x829F08 31
cell octets '82 9f 08' 31
cell ie 08028290 16
cell 'low:8' 50331669 21
cell 'low:8' 99999999999999999999 ''
cell 'name:freeswitch' USER_BUSY 17
cell 'name:freeswitch' user-busy 17
cell 'name:freeswitch' 'User busy' 17
cell 'after:( before:) decimal' 'normal call clearing (16)' 16
cell 'before:\s( decimal' '22 (0x16)' 22
cell 'strip:sip: decimal' sip:486 486 status sip_status
cell 'strip:sip: decimal' 486 486 status sip_status
cell 'percent strip:sip: decimal' sip%3A486 486 status sip_status
cell 'part:,2 decimal' 'a,17,b' 17
cell 'part:,-1 decimal' 'a,17,18' 18
cell 'part:,4 decimal' 'a,17,18' ''
cell 'pair:cause decimal' 'Q.850 ;cause=16 ;text="x"' 16
cell 'json:hangupcause decimal' '{"a":{"hangupcause":1},"hangupcause":19}' 19
cell location 2 LN location location
cell location 'network beyond interworking point' BI location location
cell octets 8a90 BI location location
cell stamp '2026-11-25 08:30:00' 2026-11-25T08:30:00 time time
cell stamp '2026-11-25T08:30:00.123+0100' 2026-11-25T08:30:00.123+0100 time time
cell stamp '25 Nov 2026' '' time time
cell stamp '2026-13-01 00:00:00' '' time time
cell stamp '0000-00-00 00:00:00' '' time time
cell stamp '2026-11-25 24:00:00' '' time time
cell stamp '2026-11-25 08:60:00' '' time time
cell stamp '2026-11-25 08:30:61' '' time time
cell stamp '2026-12-31 23:59:60Z' 2026-12-31T23:59:60Z time time
cell 'stamp:%d\s%b\s%Y\s%H:%M' '25 Nov 2026 08:30' 2026-11-25T08:30:00 time time
cell 'stamp:%b\s%d\s%H:%M:%S' 'Nov 25 08:30:01' --11-25T08:30:01 time time
cell 'stamp:%Y%m%d%H%M%S' 20261125083000123 2026-11-25T08:30:00 time time
cell unix 1700000000 2023-11-14T22:13:20Z time time
cell unix 1700000000.25 2023-11-14T22:13:20.25Z time time
cell unix:ms 1700000000250 2023-11-14T22:13:20.250Z time time
cell unix 0 '' time time
cell unix 1700000000.123456789 2023-11-14T22:13:20.123456789Z time time
cell unix 1700000000.1234567890123 2023-11-14T22:13:20.123456789Z time time
cell unix 18446744073709551615 '' time time
cell unix 99999999999999999999999999 '' time time
cell unix:us 99999999999999999999999999 '' time time
cell seconds 7 7 duration duration
cell seconds 0:01:07 67 duration duration
cell seconds 7.5 7.5 duration duration
cell seconds 1m30s 90 duration duration
cell seconds 1h2m3.5s 3723.5 duration duration
cell seconds 250ms 0.25 duration duration
cell seconds 0s 0 duration duration
cell seconds 1x '' duration duration
cell seconds 90000000000 '' duration duration
cell seconds:ns 90000000000 90 duration duration
cell seconds:cs 1234 12.34 duration duration
cell seconds:ms 1500 1.5 duration duration
cell nonempty '' no answered answered
cell nonempty x yes answered answered
cell nonzero '0000-00-00 00:00:00' no answered answered
cell nonzero 7 yes answered answered
cell nonzero 0h0m0s no answered answered
cell 'is:ANSWERED|OK' OK yes answered answered
cell text 'Q.850;cause=17;text="Busy"' 'Q.850;cause=17;text="Busy"' reason reason
format ':kind delimited' ':delimiter \t' 'reason~1~text~~'; printf 'Q.850;cause=17;location=LN, SIP;cause=486\n' > in
gives 'a Reason header says both' '486,17,LN' sip_status q850_cause location

# --- what cannot be read is said, and the text is kept
unreadable() { # SYNTAX CELL
	format ':kind delimited' ':delimiter ;' "cause~1~$1~~" 'call~2~text~~'
	printf '%s;x\n' "$2" > in
	gives "$1 of '$2' is unreadable" ",$2,unreadable" q850_cause cause_text flags
}
unreadable decimal 487
unreadable decimal 1.6E+1
unreadable decimal 0x10
unreadable hex 80
unreadable hex 1g
unreadable octets 82
unreadable octets 8a9
unreadable ie 0902
unreadable name:freeswitch NO_SUCH_CAUSE

# --- rows
format ':kind delimited' 'cause~1~decimal~2=yes~' 'cause~3~decimal~~'
printf '1,yes,3\n1,no,3\n,yes,3\n' > in
gives 'the first row that holds and finds a value answers' '1
3
3' q850_cause
format ':kind delimited' 'cause~1~decimal~~' 'skip~~~2=x|y,3!=~' 'trunk~=north~text~~'
printf '1,x,z\n2,x,\n3,,z\n4,y,z\n' > in
gives 'skip, with several values and an empty one' '2,north
3,north' q850_cause trunk
format ':kind delimited' ':header types' 'cause~Cause~decimal~~' 'call~id~text~~'
printf 'id,"Cause"\nVARCHAR(50),INTEGER\na,17\n"b ""x""",18\n' > in
gives 'columns by name, a line of types, doubled quotes' 'a,17
b "x",18' call q850_cause
printf 'Cause,id\n17,a\n' > in
gives 'columns by name, in another order, no types' 'a,17' call q850_cause
format ':kind delimited' ':trim yes' ':delimiter ;' ':comment #' 'cause~2~decimal~~' 'call~1~text~~'
printf '# a "comment\n a  ; 17 \r\n\n;\n' > in
gives 'padding, comments, CR LF, blank lines' 'a,17
,' call q850_cause
format ':kind delimited' 'cause~2~decimal~~' 'call~1~text~~'
printf 'b,18\n"a,17\nc,19\n' > in
"$sipq850" extract --format-file f.tsv -q --rejects rejects in > out
[ "$(columns call q850_cause line)" = 'b,18,1
c,19,3' ] && [ "$(sed 1d rejects)" = "$(printf 'in\t2\ta quoted field begins here and does not end\t"a,17 ')" ]
result $? "a quote that does not close loses its line only: $(cat out rejects)"

# --- evidence
format ':kind delimited' 'cause~1~number~~'
based() { # WHAT STATUS EXPECTED
	"$sipq850" extract --format-file f.tsv $options in > out 2> error
	[ $? -eq "$2" ] && [ "$(columns q850_cause | tr '\n' ' ')" = "$3" ]
	result $? "$1: $(columns q850_cause | tr '\n' ' ')$(cat error)"
}
printf '10\n1f\n' > in; based 'hexadecimal, as 1f is' 0 '16 31 '; grep -q 'are hexadecimal' error
result $? 'and it is said'
printf '10\n88\n' > in; based 'decimal, as 88 is' 0 '10 88 '
printf '10\n16\n' > in; based 'nothing tells' 2 ''
grep -q 'may be hexadecimal or decimal' error
result $? 'and it is refused'
printf '1f\n88\n' > in; based 'both: refused' 2 ''
printf '10\n16\n' > in; options='--base hex'; based 'told' 0 '16 22 '; options=

# --- joining
format ':kind delimited' ':join call' 'call~1~text~~' 'peer~2~text~~' 'leg~3~text~~' 'cause~4~decimal~~' 'answered~5~is:yes~~'
printf 'a,,1,17,no\nb,,1,16,yes\na,,2,18,no\nc,a,x,,yes\nb,,2,,no\n' > in
gives 'legs to calls, by either id' 'a,18,3,yes,legs-differ
b,16,2,yes,' call q850_cause legs answered flags
sed -i 's/^#: join call/&\n#: result first/' f.tsv
gives 'the first leg tells' 'a,17
b,16' call q850_cause
sed -i 's/^#: result first/#: result leg=1/' f.tsv
gives 'the leg with a name tells' 'a,17
b,16' call q850_cause
options=--legs
gives 'legs as they come' '17,1
16,1
18,1
,1
,1' q850_cause legs
options='--window 1'
gives 'a window of one call' '17,1,
18,1,late
,1,late
16,2,' q850_cause legs flags
options=

awk 'BEGIN { srand(7); for (i = 0; i < 60000; i++) printf "%d,,%d,%d,no\n", int(i / 3) + int(rand() * 100), i, 1 + i % 100 }' > in
"$sipq850" extract --format-file f.tsv -q in > out && "$sipq850" extract --format-file f.tsv -q --legs in > legs
[ "$(awk -F'\t' 'NR > 1 { n += $16; if (seen[$2]++) bad = 1 } END { print n, bad + 0 }' out)" = '60000 0' ] && [ "$(wc -l < legs)" -eq 60001 ]
result $? 'each leg is in one call, and each call is told once'

# --- several files, compressed and not, and how they end
format ':kind delimited' 'call~1~text~~' 'cause~2~decimal~~'
mkfifo slow
"$sipq850" extract --format-file f.tsv -q < slow > out &
exec 3> slow
printf 'a,17\n' >&3
tries=0
while [ "$(wc -l < out)" -lt 2 ] && [ $tries -lt 500 ]; do
	tries=$((tries + 1))
	sleep 0.01
done
[ "$(columns call)" = a ]
result $? 'what was read is told before more comes'
exec 3>&-
wait
format ':kind delimited' ':join call' 'call~1~text~~' 'cause~2~decimal~~'
printf 'a,17\n' > one; printf 'a,\nb,18' > two; gzip -c two > two.gz
"$sipq850" extract --format-file f.tsv -q one two.gz > out
[ "$(columns call q850_cause legs file)" = 'a,17,2,one
b,18,1,two.gz' ]
result $? "calls go on in the next file: $(cat out)"
"$sipq850" extract --format-file f.tsv -q - < one > out && [ "$(columns call)" = a ]
result $? 'standard input'
"$sipq850" extract --format-file f.tsv -q -o whole one missing 2> error
[ $? -eq 2 ] && [ ! -e whole ] && grep -q 'missing: No such file' error
result $? 'no output when a file is missing'
"$sipq850" extract --format-file f.tsv one > /dev/full 2> error
[ $? -eq 2 ] && grep -q 'No space left' error
result $? 'a full disk is said'
"$sipq850" extract --strict --format-file f.tsv -q one > out
result $? 'nothing unreadable is no finding'
printf 'a,999\n' > in
"$sipq850" extract --strict --rejects r --format-file f.tsv -q in > out
[ $? -eq 1 ] && [ "$(cat r)" = "$(printf 'file\tline\treason\tvalue\nin\t1\tunreadable value\t999')" ]
result $? "--strict and --rejects: $(cat r)"
"$sipq850" extract --format-file f.tsv -f csv -q one | sed -n 2p | grep -q '^,a,,,,,17,,,17,,,,user,,1,f,one,1$'
result $? 'CSV'
printf 'a"\t\\,17\n' > in
"$sipq850" extract --format-file f.tsv -f jsonl -q in | grep -q '^{"time":"","call":"a\\"\\u0009\\\\",.*"q850_cause":17,'
result $? 'JSON lines'
"$sipq850" extract --format no-such one > out 2> error; [ $? -eq 2 ] && [ ! -s out ] && grep -q "no format 'no-such'" error
result $? 'an unknown format'
printf 'hello\n' > in; "$sipq850" extract in > out 2> error; [ $? -eq 2 ] && [ ! -s out ] && grep -q 'none of the formats' error
result $? 'no format fits: refused'

# --- what formats of dumps and traces need
format ':kind delimited' 'time~1 + 2~stamp:%m/%d/%Y\s%H:%M:%S~~' 'time~3~stamp~~' 'cause~4~decimal~~'
printf '11/25/2026,08:00:01.5,,1\n11/25/2026,,2026-11-25 09:00:00,2\n,08:00:01,,3\n' > in
gives 'a date and a clock in two places' '2026-11-25T08:00:01,1
2026-11-25T09:00:00,2
,3' time q850_cause
format ':kind xml' ':element c' 'cause~r[@t=q850]~decimal~~' 'status~r[@t=sip]~decimal~~' 'location~r[@t=q850]/@loc~location~~'
printf '<c><r t="sip" loc="U">486</r><r t="q850" loc="LN">17</r><r>19</r></c>\n<c><r>19</r></c>\n' > in
gives 'xml: an element with an attribute' '486,17,LN
,,' sip_status q850_cause location
format ':kind text' ':prefix {time:digits}' ':pattern p cause {cause:rest}' 'time~time~stamp:%Y%m%d%H%M%S~~' 'cause~cause~decimal~~'
printf '\033[1;31m20261125080000 a cause 17\033[0;m\n\033[0;m\033[1;31m20261125080001 a cause 18\n' > in
gives 'text: colour around lines' '2026-11-25T08:00:00,17
2026-11-25T08:00:01,18' time q850_cause
format ':kind delimited' 'reason~1~has:850~~' 'reason~2~text~~'
printf 'SIP;x,Q.850;y\nQ.850;z,SIP\n' > in
gives 'has: the value with a text in it' 'Q.850;y
Q.850;z' reason
format ':kind delimited' 'call~1~unflag~~' 'cause~2~decimal~~'
printf '0xAE,1\n2e,2\n8001,3\n0001,4\nxyz,5\n' > in
gives 'unflag: both ends of a call reference' '2e,1
2e,2
0001,3
0001,4
,5' call q850_cause
format ':kind delimited' 'time~1~unix:gregorian~~' 'cause~2~decimal~~'
printf '63962812800,1\n62167219200,2\n62167219201,3\n5,4\n' > in
gives 'seconds since the year 0' '2026-11-25T08:00:00Z,1
1970-01-01T00:00:00Z,2
1970-01-01T00:00:01Z,3
,4' time q850_cause
format ':kind delimited' 'time~1~stamp:%H:%M:%S\s%d.%m.%Y~~' 'cause~2~decimal~~'
printf '08:00:09.250 25.11.2026,1\n08:00:09 25.11.2026,2\n08:00:09. 25.11.2026,3\n' > in
gives 'stamp: fractions are passed over' '2026-11-25T08:00:09,1
2026-11-25T08:00:09,2
,3' time q850_cause
format ':kind delimited' 'status~1~decimal~~' 'cause~1~decimal~~' 'cause~2~name:freeswitch~~'
printf '412,\n17,\n999,\n,\n999,USER_BUSY\n' > in
gives 'a column that holds the one or the other' '412,,,
,17,17,
,,999,unreadable
,,,
,17,USER_BUSY,unreadable' sip_status q850_cause cause_text flags
format ':kind delimited' ':join call' ':result latest' 'time~1~stamp~~' 'call~2~text~~' 'cause~3~decimal~~'
printf '2026-11-25 08:00:09,a,17\n2026-11-25 08:00:05,a,18\n2026-11-25 08:00:01,b,1\n2026-11-25 08:00:02,b,2\n' > in
gives 'the latest leg tells' 'a,17
b,2' call q850_cause
format ':kind delimited' ':join call' ':result leg=a' 'call~1~text~~' 'leg~2~text~~' 'status~3~decimal~~' 'cause~4~decimal~~'
printf 'x,a,,17\nx,b,486,18\ny,b,486,18\ny,a,,17\n' > in
gives 'what the leg does not know the others tell, in any order' 'x,486,17
y,486,17' call sip_status q850_cause
format ':kind delimited' ':join call' ':result first' 'begin~~~2=start~' 'call~1~text~~' 'cause~3~decimal~~'
printf '7,start,\n7,,17\n7,,31\n7,start,\n7,,18\n' > in
gives 'an id that comes again' '7,17,3
7,18,2' call q850_cause legs
format ':kind delimited' 'begin~~~~' 'cause~1~decimal~~'; refused 'begin without a condition'
format ':kind delimited' 'begin~1~~2=x~' 'cause~1~decimal~~'; refused 'begin has no place'
format ':kind delimited' ':join call' 'cause~1~decimal~~' 'reason~2~text~~' 'status~3~decimal~~'
printf ',SIP;cause=200;text="elsewhere",\n,SIP;cause=603,\n,SIP;cause=200,486\n' > in
gives 'a 2xx in a Reason is of another branch' ',,
603,no,
486,no,' sip_status answered flags
finish
