#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# diff, roundtrip, path and -p all, each against a second reckoning from `sipq850 table` or `sipq850 decide` by awk and join.
set -u
. "${srcdir:-.}/result.sh"
profiles=$here/../tables/profiles
names=$(cd "$profiles" && ls ./*.tsv | sed 's/^\.\///; s/\.tsv$//')

# Direction, in, out, location of everything when nothing else is known.
plain() {
	"$sipq850" table -p "$1" | awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $2, $5, $6, $7 }'
}
for name in $names; do
	plain "$name" > "$scratch/$name"
done

# --- diff

for name in $names; do
	"$sipq850" diff "$name" "$profiles/$name.tsv" -f tsv > "$scratch/output"
	[ $? -eq 0 ] && [ "$(wc -l < "$scratch/output")" -eq 1 ]
	result $? "diff: $name is its own file"
	[ "$name" != rfc3398 ] || continue
	"$sipq850" diff rfc3398 "$name" -f tsv > "$scratch/diff"
	status=$?
	awk -F'\t' -v OFS='\t' 'NR > 1 && $3 == "" && $2 !~ /:/ { print $1, $2, $4, $5, $6, $10, $11, $12 }' "$scratch/diff" > "$scratch/told"
	paste "$scratch/rfc3398" "$scratch/$name" | awk -F'\t' -v OFS='\t' '$3 != $8 || $4 != $9 { print $1, $2, $3, $4, $5, $8, $9, $10 }' > "$scratch/reckoned"
	diff "$scratch/reckoned" "$scratch/told" && [ $status -eq "$([ -s "$scratch/reckoned" ] && echo 1)" ]
	result $? "diff: rfc3398 and $name"
	"$sipq850" diff "$name" rfc3398 -f tsv | awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $2, $3, $10, $11, $12, $13, $14, $15, $4, $5, $6, $7, $8, $9 }' | sort > "$scratch/back"
	sed 1d "$scratch/diff" | sort | diff "$scratch/back" -
	result $? "diff: the other way round, $name"
done

# A difference of one row is told, with what it is under which condition; one of the location alone can be left out.
head='# SPDX-License-Identifier: CC0-1.0\n#: title Site\n#: document none\n#: base rfc3398\ndirection\tin\tcondition\tout\tsource\tnote\n'
printf "$head"'q850sip\t21\tlocation=user\t480\tsite\t\n' > "$scratch/condition.tsv"
"$sipq850" diff rfc3398 "$scratch/condition.tsv" -f tsv | sed 1d | cut -f1-4,10 > "$scratch/output"
printf 'q850sip\t21\tlocation=user\t603\t480\n' | diff - "$scratch/output"
result $? "diff: under a condition"
for pair in "8\tcoding!=itu-t\t403:8\tcoding=iso-iec\t403:coding=national" "8\tcoding=gsm\t403;8\tlocation=user\t404:8\tlocation=user\t404;8\tcoding=gsm\t403:location=user,coding=gsm"; do
	for side in 1 2; do
		printf "$head" > "$scratch/side$side.tsv"
		printf "$(printf '%s' "$pair" | cut -d: -f$side | sed 's/;/\\tsite\\t\\nq850sip\\t/g; s/^/q850sip\\t/; s/$/\\tsite\\t\\nq850sip\\t8\\t\\t500\\tsite\\t\\n/')" >> "$scratch/side$side.tsv"
	done
	"$sipq850" diff "$scratch/side1.tsv" "$scratch/side2.tsv" -f tsv > "$scratch/output"
	[ $? -eq 1 ] && [ "$(sed 1d "$scratch/output" | cut -f2,3)" = "8	$(printf '%s' "$pair" | cut -d: -f3)" ]
	result $? "diff: $pair"
done
printf "$head"'sip2q850\t486\t\t17@user\tsite\t\n' > "$scratch/location.tsv"
"$sipq850" diff rfc3398 "$scratch/location.tsv" -f tsv | sed 1d | cut -f2,4,5,10,11 > "$scratch/output"
printf '486\t17\tnetwork\t17\tU\n' | diff - "$scratch/output"
result $? "diff: of a location"
"$sipq850" diff -L rfc3398 "$scratch/location.tsv" > "$scratch/output" && grep -q '^no difference$' "$scratch/output"
result $? "diff: without locations"

# Text tells every status and cause that differs, in some range or other.
"$sipq850" diff rfc3398 asterisk > "$scratch/text"
grep -q '^  480 Temporarily Unavailable  *18 No user responding  *19 No answer from user (user alerted)  *\[rfc3398:[0-9]*' "$scratch/text" &&
	grep -q '^  every cause  *method:BYE  *as without$' "$scratch/text" && grep -q '^  401, 407  *retry  *as without$' "$scratch/text"
result $? "diff: text"

# --- roundtrip: the two tables one after the other, where no row asks for a location

for pair in "asterisk asterisk" "asterisk freeswitch" "freeswitch cisco-ios" "yate audiocodes" "dialogic-diva lcr"; do
	set -- $pair
	"$sipq850" roundtrip "$1" "$2" -f tsv | awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $2, $3, $5, $6 }' > "$scratch/told"
	awk -F'\t' -v OFS='\t' 'NR == FNR { back[$1, $2] = $3; next }
		$1 == "q850sip" || $2 >= 300 {
			other = $1 == "q850sip" ? "sip2q850" : "q850sip"
			out = $3 ~ /^[0-9]+$/ ? back[other, $3] : ""
			print $1, $2, $3, out, out == $2 ? "yes" : "no"
		}' "$scratch/$2" "$scratch/$1" | diff - "$scratch/told"
	result $? "roundtrip: $1 and $2"
done
[ "$("$sipq850" roundtrip rfc3398 -f tsv | awk -F'\t' '$1 == "sip2q850" && $2 == 603 { print $3, $4, $5, $6 }')" = "21 U 603 yes" ]
result $? "roundtrip: the location goes with the cause"
"$sipq850" roundtrip rfc3398 > "$scratch/text"
grep -A1 '^  41 Temporary failure  *-> 503 Service Unavailable; 503 survives$' "$scratch/text" | grep -q '^      lost: 400, 481, 500$'
result $? "roundtrip: all that end as 41"
[ "$("$sipq850" roundtrip default -f json | grep -c '^{"direction":.*}$')" -eq 527 ]
result $? "roundtrip: JSON"

# --- path: a decision for each hop

decide() { # PROFILE SIDE VALUE LOCATION
	if [ "$2" = sip ]; then
		"$sipq850" decide -p "$1" --role uac --phase initial-invite --sip "$3" --policy reason=status -f tsv
	else
		"$sipq850" decide -p "$1" --role uas --phase initial-invite --isdn "$3" ${4:+-l "$4"} -f tsv
	fi | awk -F'\t' 'NR == 2 { print $3 "\t" $4 "\t" $1 }'
}
for value in 404@sip 480@sip 503@sip 600@sip 18@isdn 21@user 41@LN 88@isdn; do
	side=isdn location=
	case $value in
	*@sip) side=sip ;;
	*@isdn) ;;
	*) location=${value#*@} ;;
	esac
	number=${value%@*}
	"$sipq850" path -f tsv "$value" rfc3398 asterisk cisco-ios > "$scratch/path"
	ok=0 hop=1
	for gateway in rfc3398 asterisk cisco-ios; do
		hop=$((hop + 1))
		told=$(awk -F'\t' -v hop=$hop 'NR == hop { print $6 "\t" $7 "\t" $8 }' "$scratch/path")
		[ "$told" = "$(decide $gateway $side "$number" "$location")" ] || ok=1
		number=$(printf '%s' "$told" | cut -f1) location=$(printf '%s' "$told" | cut -f2)
		[ $side = sip ] && side=isdn || side=sip
	done
	result $ok "path: $value"
done
"$sipq850" path --reason 480 rfc3398 asterisk freeswitch -f tsv | awk -F'\t' 'NR > 1 { print $6, $10 }' > "$scratch/output"
printf '18 yes\n408 no\n18 yes\n' | diff - "$scratch/output"
result $? "path: Reason carries the cause"
"$sipq850" path --reason 480 rfc3398 asterisk freeswitch,no-reason -f tsv | awk -F'\t' 'NR > 1 { print $6, $10 }' > "$scratch/output"
printf '18 yes\n408 no\n102 no\n' | diff - "$scratch/output"
result $? "path: a gateway that does not look"
"$sipq850" path 480@sip rfc3398 dss1 asterisk sip freeswitch isup | diff "$here/data/path.txt" -
result $? "path: text"

"$sipq850" path 486 asterisk,phase=after-answer > "$scratch/output" 2> "$scratch/error"
[ $? -eq 2 ] && [ ! -s "$scratch/output" ] && grep -q "role and phase follow from the chain" "$scratch/error"
result $? "path: the phase is given"

# --- all profiles

for input in 404 480 503 607; do
	"$sipq850" sip $input -p all -f tsv | awk -F'\t' -v OFS='\t' 'NR > 1 { print $1, $7, $8, $9 }' | sort > "$scratch/told"
	for name in $names; do
		awk -F'\t' -v OFS='\t' -v input=$input -v name="$name" '$1 == "sip2q850" && $2 == input { print name, $3, $4, $5 }' "$scratch/$name"
	done | sort | diff - "$scratch/told"
	result $? "all: $input"
done
"$sipq850" cause 17 -p all > "$scratch/text"
majority=$(grep -c '^\*' "$scratch/text")
others=$(grep -c '^  [a-z0-9]' "$scratch/text")
[ "$(tail -n 1 "$scratch/text" | grep -c "^486 Busy Here: $majority of the ")" -eq 1 ] && [ $((majority + others)) -eq "$(echo "$names" | wc -l)" ]
result $? "all: the majority is marked"

finish
