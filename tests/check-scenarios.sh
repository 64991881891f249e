#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 check: the scenarios of data/scenarios pass, none is left out, and each expected column is looked at.
set -u
. "${srcdir:-.}/result.sh"
scenarios=$here/data/scenarios
tab=$(printf '\t')

check() {
	"$sipq850" check "$@" > "$scratch/output" 2> "$scratch/error" < "${stdin:-/dev/null}"
	status=$?
}

# The scenarios of files, comments and column names left out.
lines() {
	cat "$@" | grep -v -e '^#' -e "^name$tab" -c
}

planned() {
	sed -n 's/^1\.\.//p' "$scratch/output"
}

# --- the scenarios

check "$scenarios"/*.tsv
[ $status -eq 0 ] || grep -A 20 '^not ok' "$scratch/output"
[ $status -eq 0 ] && [ ! -s "$scratch/error" ]
result $? "all scenarios pass"
n=$(lines "$scenarios"/*.tsv)
[ "$n" -ge 650 ] && [ "$(planned)" -eq "$n" ] && [ "$(grep -c '^ok ' "$scratch/output")" -eq "$n" ]
result $? "none of $n left out"
check -f junit "$scenarios"/*.tsv
[ $status -eq 0 ] && [ "$(grep -c '<testcase ' "$scratch/output")" -eq "$n" ] &&
	[ "$(grep -c '<testsuite ' "$scratch/output")" -eq "$(ls "$scenarios"/*.tsv | wc -l)" ]
result $? "JUnit has them all"
check "$here/../contrib/samples/scenarios.tsv"
[ $status -eq 0 ] && [ "$(planned)" -eq "$(lines "$here/../contrib/samples/scenarios.tsv")" ]
result $? "the sample passes"

# Each scenario says where it comes from, and each decision which document says so.
for file in "$scenarios"/*.tsv; do
	! $AWK -F'\t' '/^#/ { next } !n++ { for (i = 1; i <= NF; i++) column[$i] = i; next } $column["source"] == ""' "$file" | grep .
	result $? "$(basename "$file"): each has a source"
done

# spoil FILE COLUMN VALUE: the file with this column in every scenario.
spoil() {
	$AWK -F'\t' -v OFS='\t' -v column="$2" -v value="$3" '
		/^#/ { next }
		!n++ { for (i = 1; i <= NF; i++) if ($i == column) at = i; print; next }
		{ $at = value; print }' "$1"
}

for file in "$scenarios"/*.tsv; do
	name=$(basename "$file")
	n=$(lines "$file")
	for column in $(grep "^name$tab" "$file" | tr '\t' '\n' |
			grep -x -e action -e message -e out -e location -e ie -e status -e phrase -e reason -e retry_after \
			-e decided_by -e reports -e found -e condition); do
		spoil "$file" "$column" spoiled > "$scratch/$name"
		check "$scratch/$name"
		[ $status -eq 1 ] && [ "$(grep -c '^not ok' "$scratch/output")" -eq "$n" ] &&
			[ "$(grep -c "^  $column:\$" "$scratch/output")" -eq "$n" ] &&
			[ "$(grep -c '^    expected: "spoiled"$' "$scratch/output")" -eq "$n" ]
		result $? "$name: $column is looked at"
		spoil "$file" "$column" '*' > "$scratch/$name"
		check "$scratch/$name"
		[ $status -eq 0 ] && [ "$(grep -c '^ok ' "$scratch/output")" -eq "$n" ]
		result $? "$name: $column may be anything"
	done
	# What answered is named, unless the library refused or covers nothing.
	spoil "$file" "$column" spoiled > "$scratch/$name"
	check "$scratch/$name"
	[ "$(grep -c '^  answer_source: "..*"$' "$scratch/output")" -eq \
		$((n - $(grep -c -e "${tab}refused$tab" -e "${tab}not-covered$tab" "$file"))) ]
	result $? "$name: who says so"
done

# An empty cell is an expectation: nothing.
spoil "$scenarios/policy.tsv" decided_by '' > "$scratch/empty.tsv"
check "$scratch/empty.tsv"
[ $status -eq 1 ] && [ "$(grep -c '^not ok' "$scratch/output")" -eq "$(lines "$scenarios/policy.tsv")" ]
result $? "empty is not anything"

# --- the kinds of cells

# one COLUMNS CELLS: a file of one scenario, both with '|' for the tab.
one() {
	printf '%s\n' "$1" "$2" | tr '|' '\t' > "$scratch/one.tsv"
	check "$scratch/one.tsv"
}

one 'name|told|out' 'busy|sip 486|17@network'
[ $status -eq 0 ]
result $? "location with the out"
one 'name|told|out' 'busy|sip 486|17@user'
[ $status -eq 1 ] && grep -q '^  answered_by: "tables/profiles/rfc3398.tsv:[0-9]*"$' "$scratch/output"
result $? "another location with the out"
one 'name|told|call|out' 'declined|sip 603|role=uac phase=initial-invite|21@U'
[ $status -eq 0 ]
result $? "short name of a location with the out"
one 'name|told|context|out|found|condition' 'rejected|isdn 21|location=user,diagnostic=absent retry=impossible|603|own|location=user'
[ $status -eq 0 ]
result $? "commas and blanks between terms"
one 'name|told|action' 'zero|isdn 0|refused'
[ $status -eq 0 ]
result $? "cause 0 is refused"
one 'name|told|call|context|reason' 'a number|isdn 21|role=uas phase=initial-invite|location=LN|Q.850;cause=21;text="Call rejected";location=LN'
[ $status -eq 0 ]
result $? "the location of a cause that is a number"
printf 'name\ttold\tout\r\nbusy\tsip 486\t17\r\n\r\n' > "$scratch/crlf.tsv"
check "$scratch/crlf.tsv"
[ $status -eq 0 ]
result $? "CR LF"
printf '\357\273\277name\ttold\tout\nbusy\tsip 486\t17' > "$scratch/mark.tsv"
check "$scratch/mark.tsv"
[ $status -eq 0 ]
result $? "byte order mark, no newline at the end"
stdin=$scratch/mark.tsv
check -p asterisk -
[ $status -eq 0 ] && grep -q '^# standard input$' "$scratch/output"
result $? "standard input"
stdin=/dev/null

# A profile that is a file is found beside the scenarios.
mkdir "$scratch/lab" && cp "$here/../tables/profiles/asterisk.tsv" "$scratch/lab/box.tsv"
printf 'name\tprofile\ttold\tout\nbusy\tbox.tsv\tsip 486\t17\nbusy\tasterisk\tsip 486\t17\n' > "$scratch/lab/scenarios.tsv"
check "$scratch/lab/scenarios.tsv"
[ $status -eq 0 ]
result $? "a profile beside the file"

# So is a gateway of a path, and an outcome that differs tells the row of that file.
printf 'name\tpath\tout\nbusy\t486 box.tsv,location-4xx=LN box.tsv\t486\nbusy\t486 rfc3398 ./box.tsv\t500\n' > "$scratch/lab/scenarios.tsv"
check "$scratch/lab/scenarios.tsv"
[ $status -eq 1 ] && grep -q '^ok 1 ' "$scratch/output" && grep -q '^  answered_by: ".*/lab/\./box\.tsv:[0-9]*"$' "$scratch/output"
result $? "a gateway beside the file"

# --- what is malformed: file, line and reason; the other lines run

# malformed NAME LINE REASON COLUMNS CELLS
malformed() {
	one "$4" "$5"
	[ $status -eq 2 ] && grep -q -F "one.tsv:$2: $3" "$scratch/error" && grep -q '^not ok 1 ' "$scratch/output"
	result $? "malformed: $1"
}
malformed "unknown column" 1 "no such column 'outt'" 'name|told|outt' 'a|sip 486|17'
malformed "column twice" 1 "column 'out' stands twice" 'name|told|out|out' 'a|sip 486|17|17'
malformed "no name" 1 "the head has no column 'name'" 'told|out' 'sip 486|17'
malformed "no told" 1 "the head has no column 'told'" 'name|out' 'a|17'
malformed "nothing expected" 1 "the head has no column 'out'" 'name|told' 'a|sip 486'
malformed "too few" 2 "2 columns, but the head names 3" 'name|told|out' 'a|sip 486'
malformed "too many" 2 "4 columns, but the head names 3" 'name|told|out' 'a|sip 486|17|'
malformed "nameless" 2 "the scenario has no name" 'name|told|out' '|sip 486|17'
malformed "who told" 2 "told is '486'" 'name|told|out' 'a|486|17'
malformed "no status" 2 "'1' is no SIP status" 'name|told|out' 'a|sip 1|17'
malformed "no cause" 2 "'300' is no cause" 'name|told|out' 'a|isdn 300|486'
malformed "context" 2 "no such condition 'weather=fine'" 'name|told|context|out' 'a|sip 486|weather=fine|17'
malformed "call" 2 "no such condition 'role=boss'" 'name|told|call|out' 'a|sip 486|role=boss|17'
malformed "signalling" 2 "no such signalling 'r2'" 'name|told|call|out' 'a|sip 486|isdn=r2|17'
malformed "policy" 2 "no such policy 'mood=good'" 'name|told|call|policy|out' 'a|sip 486|role=uac phase=in-dialog|mood=good|17'
malformed "header" 2 "'Via: x' is no Reason, Warning or Retry-After header" 'name|told|call|headers|out' 'a|sip 486|role=uac|Via: x|17'
malformed "header of the ISDN" 2 "headers go with what SIP told" 'name|told|call|headers|out' 'a|isdn 17|role=uac|Reason: x|17'
malformed "header without a call" 2 "headers and policy go with a call" 'name|told|headers|out' 'a|sip 486|Reason: x|17'
malformed "octets without a call" 2 "'isdn 08 02 80 91' goes with a call" 'name|told|out' 'a|isdn 08 02 80 91|486'
malformed "profile" 2 "no profile 'atlantis'" 'name|told|profile|out' 'a|sip 486|atlantis|17'
malformed "profile file" 2 "$scratch/atlantis.tsv:" 'name|told|profile|out' 'a|sip 486|atlantis.tsv|17'
malformed "told and path" 2 "a path stands alone" 'name|told|path|out' 'a|sip 486|486 rfc3398|17'
malformed "carry" 2 "carry is 'all'" 'name|path|carry|out' 'a|486 rfc3398|all|17'
malformed "carry without a path" 2 "carry goes with a path" 'name|told|path|carry|out' 'a|sip 486||reason|17'
malformed "no gateway" 2 "no profile 'atlantis'" 'name|path|out' 'a|486 atlantis|17'
malformed "no gateway at all" 2 "through which gateways?" 'name|path|out' 'a|486|17'
malformed "gateway file" 2 "$scratch/atlantis.tsv:" 'name|path|out' 'a|486 atlantis.tsv,reason|17'
malformed "option of a gateway" 2 "'mood=good' is no condition" 'name|path|out' 'a|486 rfc3398,mood=good|17'
malformed "wrong network" 2 "'sip' does not come here" 'name|path|out' 'a|486 rfc3398 sip|17'
malformed "many words" 2 "the path is too long" 'name|path|out' "a|486@isdn$(printf '%065d' 0 | sed 's/0/ isdn/g')|17"
printf 'name\ttold\tout\na\tsip\00086\t17\nb\tsip 486\t17\n' > "$scratch/nul.tsv"
check "$scratch/nul.tsv"
[ $status -eq 2 ] && grep -q 'nul.tsv:2: NUL byte' "$scratch/error" && grep -q '^ok 2 - b$' "$scratch/output"
result $? "malformed: NUL"
{
	printf 'name\ttold\tout\n'
	$AWK 'BEGIN { for (i = 0; i < 9000; i++) printf "x"; print "" }'
	printf 'b\tsip 486\t17\n'
} > "$scratch/long.tsv"
check "$scratch/long.tsv"
[ $status -eq 2 ] && grep -q 'long.tsv:2: line of more than' "$scratch/error" && grep -q '^ok 2 - b$' "$scratch/output"
result $? "malformed: long line"
: > "$scratch/empty.tsv"
check "$scratch/empty.tsv"
[ $status -eq 2 ] && grep -q 'empty.tsv: nothing in it' "$scratch/error"
result $? "empty file"
printf 'name\ttold\tout\n' > "$scratch/none.tsv"
check "$scratch/none.tsv"
[ $status -eq 2 ] && grep -q 'none.tsv: no scenario in it' "$scratch/error"
result $? "no scenario"
check "$scratch/missing.tsv" "$scenarios/nonsense.tsv"
[ $status -eq 2 ] && grep -q 'missing.tsv: No such file' "$scratch/error" && grep -q '^ok 2 ' "$scratch/output"
result $? "missing file"
check "$scratch"
[ $status -eq 2 ] && grep -q 'Is a directory' "$scratch/error"
result $? "directory"

# --- escaping

printf 'name\ttold\tout\n# no\nx # SKIP a\\b\tsip 486\t<&"\001\377\303\274\n' > "$scratch/escape.tsv"
check "$scratch/escape.tsv"
[ $status -eq 1 ] && grep -q '^not ok 1 - x \\# SKIP a\\\\b$' "$scratch/output" &&
	grep -q '^    expected: "<&\\"\\u0001' "$scratch/output"
result $? "TAP: no directive in a name"
check -f junit "$scratch/escape.tsv"
printf "out is '17', expected '&lt;&amp;&quot;\357\277\275\357\277\275\303\274'\n" > "$scratch/message"
[ $status -eq 1 ] && grep -q -F -f "$scratch/message" "$scratch/output" &&
	grep -q '<testsuite name=".*escape.tsv" tests="1" failures="1" errors="0">' "$scratch/output"
result $? "JUnit: what XML forbids"
check -f junit "$scratch/nul.tsv"
[ $status -eq 2 ] && grep -q 'tests="2" failures="0" errors="1"' "$scratch/output"
result $? "JUnit: an error"
if command -v xmllint > /dev/null; then
	check -f junit "$scratch"/*.tsv
	xmllint --noout "$scratch/output"
	result $? "JUnit: well-formed"
fi

finish
