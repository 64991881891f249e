# SPDX-License-Identifier: GPL-2.0-or-later
# The judge of log formats and log-values.tsv: the tables pass, and each fault is named with its line. What the judge knows
# of steps, fields and head lines is what tables/README.md describes and the command takes.
. "${srcdir:-.}/result.sh"
AWK=${AWK:-awk}
tables=$here/../tables
judge=$tables/check-logs.awk

(cd "$tables" && $AWK -f check-logs.awk -v profiles="$(echo profiles/*.tsv)" log-values.tsv formats/*.tsv) > "$scratch/out" 2>&1
result $? "the tables: $(head -c 300 "$scratch/out")"
"$sipq850" formats --check "$tables"/formats/*.tsv > "$scratch/out" 2>&1
result $? "the command takes the formats: $(head -c 300 "$scratch/out")"

# faulty WORDS EXPRESSION FILE: with the sed expression applied to the table, the judge says WORDS.
faulty() {
	mkdir -p "$scratch/formats"
	cp "$tables/log-values.tsv" "$scratch/log-values.tsv"
	cp "$tables/formats/cucm-cdr.tsv" "$scratch/formats/cucm-cdr.tsv"
	sed "$2" "$tables/$3" > "$scratch/$3"
	(cd "$scratch" && $AWK -f "$judge" -v profiles=profiles/cucm.tsv log-values.tsv formats/cucm-cdr.tsv) > "$scratch/out" 2>&1
	[ $? -eq 1 ] && grep -q -e "^$3:[0-9][0-9]*: .*$1" "$scratch/out"
	result $? "$1: $(head -c 200 "$scratch/out")"
}
format=formats/cucm-cdr.tsv
faulty 'carriage return' '3s/$/\r/' $format
faulty 'blank at the end' '3s/$/ /' $format
faulty 'empty line' '3s/^.*$//' $format
faulty 'title, document, kind and seen' '/title/d' $format
faulty "no kind of record 'clay'" 's/kind delimited/kind clay/' $format
faulty "'element' means nothing" 's/^#: header types/#: element x/' $format
faulty "'seen' given twice" 's/^#: seen yes/&\n&/' $format
faulty 'seen is yes or no' 's/^#: seen yes/#: seen perhaps/' $format
faulty "no profile 'cumc'" 's/^#: profile cucm/#: profile cumc/' $format
faulty 'join is call' 's/^#: seen yes/&\n#: join leg/' $format
faulty 'result is first' 's/^#: seen yes/&\n#: join call\n#: result best/' $format
faulty 'result says nothing without join' 's/^#: seen yes/&\n#: result first/' $format
faulty "no condition 'colour blue'" 's/^#: detect .*/#: detect colour blue/' $format
faulty "no row looks at 'nothere'" 's/^#: detect .*/#: detect column nothere x/' $format
faulty 'the columns are' 's/^field.*/field\twhere/' $format
faulty 'columns instead of 5' 's/^leg.*/leg\tx\ttext/' $format
faulty "no field 'mood'" 's/^leg/mood/' $format
faulty "no step 'runes'" 's/^\(leg.*\)text/\1runes/' $format
faulty "'decimal' does not make a leg" 's/^\(leg.*\)text/\1decimal/' $format
faulty "'after' needs an argument" 's/^\(leg.*\)text/\1after text/' $format
faulty "'text' takes no argument" 's/^\(leg.*\)text/\1text:3/' $format
faulty "no system 'cumc'" 's/name:cucm/name:cumc/' $format
faulty 'where does it stand' 's/^leg\torigLegCallIdentifier/leg\t/' $format
faulty 'how is it written' 's/^\(leg.*\)text/\1/' $format
faulty 'a condition is WHERE=VALUE' 's/origCause_value!=0|126|393216\t/origCause_value\t/' $format
faulty 'skip has a condition and nothing else' 's/^leg.*/skip\t\t\t\t/' $format
faulty 'no rows' '/^[a-z]/{/^field/!d}' $format
values=log-values.tsv
faulty 'columns instead of 7' '$s/\t/ /' $values
faulty 'cause outside 1..127' 's/\t102\t/\t128\t/' $values
faulty 'status outside 100..699' 's/\t487\tfailure/\t987\tfailure/' $values
faulty 'kind is failure, normal or none' 's/\tnormal\t/\tgood\t/' $values
faulty 'neither cause nor status' 's/\t\tnone\t/\t486\tnone\t/' $values
faulty 'no source' 's/\tyatevoip[^\t]*\t/\t\t/' $values
faulty 'the same as line' '$p' $values
faulty 'a text with two values' 's/\tambiguous: /\tperhaps /' $values
faulty 'out of order' '$s/^yate/asterisk/' $values
faulty 'no head lines' '2s/^#/#: seen/' $values

# Every step that the judge knows stands in the README, with what the command says to it.
sed -n 's/^\tstep("\([^"]*\)".*/\1/p' "$judge" | tr ' ' '\n' > "$scratch/steps"
[ "$(wc -l < "$scratch/steps")" -gt 20 ]
result $? 'steps of the judge'
while read -r step; do
	grep -q -e "^|.*\`$step[:\`]" "$tables/README.md"
	result $? "$step is described"
	{
		printf '#: title t\n#: document d\n#: kind delimited\n#: seen no\nfield\twhere\tsyntax\twhen\tnote\n'
		printf 'duration\t1\t%s\t\t\n' "$step"
	} > "$scratch/f.tsv"
	"$sipq850" formats --check "$scratch/f.tsv" > "$scratch/out" 2>&1
	! grep -q 'no step' "$scratch/out"
	result $? "$step is a step of the command"
done < "$scratch/steps"
finish
