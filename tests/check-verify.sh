#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 verify: a box that follows a built-in profile is recognised, by its whole table, by a sample of it, and by a table
# with faults; and what is observed is read as it should be.
set -u
. "${srcdir:-.}/result.sh"

verify() {
	"$sipq850" verify "$@" > "$scratch/output" 2> "$scratch/error" < "${stdin:-/dev/null}"
	status=$?
}

# The rank of a profile.
rank() {
	$AWK -F'\t' -v name="$1" '$2 == name { print $1 }' "$scratch/output"
}

# recognised PROFILE NAME: what is observed ranks it first.
recognised() {
	verify --observed "$scratch/observed.tsv" -f tsv
	[ $status -eq 0 ] && [ "$(rank "$1")" = 1 ]
	result $? "$1: $2"
}

# --- each built-in profile

for profile in $("$sipq850" profiles -f tsv | sed 1d | cut -f1); do
	"$sipq850" table -p "$profile" --all > "$scratch/all.tsv"
	"$sipq850" table -p "$profile" > "$scratch/table.tsv"
	cut -f1,2,5 "$scratch/table.tsv" > "$scratch/observed.tsv"
	recognised "$profile" "whole table"
	[ "$($AWK -F'\t' -v name="$profile" '$2 == name { print $4 - $3 }' "$scratch/output")" = 0 ]
	result $? "$profile: agrees with itself"
	verify --observed "$scratch/observed.tsv" -p "$profile"
	[ $status -eq 0 ] && head -n 1 "$scratch/output" | grep -q -F "behaves as $profile: 727 of 727 (0 contradict, 0 not covered)"
	result $? "$profile: alone"
	cp "$scratch/table.tsv" "$scratch/observed.tsv"
	[ "$(cut -f5 "$scratch/table.tsv" | sed 1d | grep -c .)" -eq 0 ] || recognised "$profile" "table as it is"
	for seed in 1 2 3; do
		$AWK -F'\t' -v OFS='\t' -v seed=$seed 'BEGIN { srand(seed) }
			NR == 1 || ($7 == "own" && rand() < 0.3) { print $5, $3, $2, $1 }' "$scratch/all.tsv" > "$scratch/observed.tsv"
		[ "$(wc -l < "$scratch/observed.tsv")" -lt 2 ] || recognised "$profile" "three rows in ten, $seed"
		$AWK -F'\t' -v OFS='\t' -v seed=$seed 'BEGIN { srand(seed) }
			NR > 1 && rand() < 0.05 { $5 = $1 == "sip2q850" ? int(1 + 127 * rand()) : int(400 + 200 * rand()) }
			{ print $1, $2, $5 }' "$scratch/table.tsv" > "$scratch/observed.tsv"
		recognised "$profile" "one fault in twenty, $seed"
	done
done

# A box answers what its document does not list, too: by a default. Each profile with one default for each direction, of four, and
# with 16 for provisional and successful responses or without them, is recognised, or ties.
boxes=0
for profile in $("$sipq850" profiles -f tsv | sed 1d | cut -f1); do
	"$sipq850" table -p "$profile" > "$scratch/table.tsv"
	for default in 31/500 127/480 41/503 16/603; do
		for first in 100 300; do
			$AWK -F'\t' -v OFS='\t' -v d=$default -v first=$first 'BEGIN { split(d, out, "/") }
				NR == 1 { print "direction", "in", "out"; next }
				NR == FNR { if ($7 != "not-covered") says[$1] = 1; next }
				FNR == 1 || !says[$1] || ($1 == "sip2q850" && $2 < first) { next }
				$7 == "not-covered" { $5 = $1 == "q850sip" ? out[2] : $2 < 300 ? 16 : out[1] }
				{ print $1, $2, $5 }' "$scratch/table.tsv" "$scratch/table.tsv" > "$scratch/observed.tsv"
			[ "$(wc -l < "$scratch/observed.tsv")" -ge 2 ] || continue
			boxes=$((boxes + 1))
			recognised "$profile" "with the default $default from $first"
		done
	done
done
[ $boxes -ge 240 ]
result $? "boxes with a default: $boxes"

# A file of one's own is held against the built-in ones just so.
verify --observed "$scratch/table.tsv" -p "$here/../tables/profiles/$profile.tsv"
[ $status -eq 0 ]
result $? "a profile that is a file"

# --- what is read

# observe COLUMNS RECORD...: with '|' for the tab.
observe() {
	printf '%s\n' "$@" | tr '|' '\t' > "$scratch/observed.tsv"
}

# says NAME STATUS TEXT ARGUMENT...: the first line begins so.
says() {
	name=$1 wanted=$2 text=$3
	shift 3
	verify --observed "$scratch/observed.tsv" "$@"
	[ $status -eq "$wanted" ] && head -n 1 "$scratch/output" | grep -q -F "$text"
	result $? "$name"
}

observe 'extra|out|in|direction' 'x|17|486|sip2q850' 'x|486|User busy|q850sip' 'x|17|Busy Here|sip2q850' \
	'x|16|method:BYE|sip2q850' 'x|isdn:ALERTING|180|sip2q850' 'x|486|0x11|q850sip'
says "columns in any order, names, events, tokens; a pair counts once" 0 'behaves as rfc3398: 4 of 4 (0 contradict, 0 not covered)' -p rfc3398
[ "$(grep -c '^  q850sip 17 -> 486' "$scratch/output")" -eq 1 ]
result $? "the row that was obeyed"
verify --observed "$scratch/observed.tsv" -p rfc3398 -f tsv
[ "$($AWK -F'\t' '$3 == "486" && $1 == "agrees" { print $7, $8 }' "$scratch/output")" = "2 2" ]
result $? "how often, and where first"

for none in none - 0 ''; do
	observe 'direction|in|out' "sip2q850|100|$none"
	says "'$none' is none" 0 'behaves as rfc3398: 1 of 1' -p rfc3398
	observe 'direction|in|out' "sip2q850|486|$none"
	says "'$none' is not 17" 1 'behaves as rfc3398: 0 of 1 (1 contradict, 0 not covered)' -p rfc3398
done
observe 'direction|in|out' 'q850sip|17|none' 'sip2q850|199|none'
says "none is not what is not covered" 1 'behaves as rfc3398: 0 of 2 (1 contradict, 1 not covered)' -p rfc3398

observe 'direction|in|context|out' 'q850sip|21|location=user|603' 'q850sip|21||403' 'q850sip|21|location=LN|403'
says "context" 0 'behaves as rfc3398: 3 of 3' -p rfc3398
observe 'direction|in|location|out' 'q850sip|21|U|603' 'q850sip|21|LN|403'
says "location of what came in" 0 'behaves as rfc3398: 2 of 2' -p rfc3398
observe 'direction|in|condition|out' 'q850sip|21|location!=user|403' 'sip2q850|200|method!=INVITE|none'
says "condition that is not equal" 0 'behaves as rfc3398: 2 of 2' -p rfc3398
observe 'direction|in|out' 'sip2q850|486|17@user' 'sip2q850|603|21@user' 'sip2q850|404|1@LN' 'sip2q850|410|22'
says "location only where it is observed; some network is not the user" 1 'behaves as rfc3398: 3 of 4 (1 contradict' -p rfc3398
observe 'direction|in|out|out_location' 'sip2q850|486|17|U' 'sip2q850|603|21|U'
says "location in a column" 1 'behaves as rfc3398: 1 of 2 (1 contradict' -p rfc3398
grep -q 'rfc3398 says 17@network \[tables/profiles/rfc3398.tsv:[0-9]*, 486 -> 17@network, RFC 3398' "$scratch/output"
result $? "who says otherwise"

observe 'direction|in|out' 'q850sip|0|480' 'q850sip|600|480' 'q850sip|128|480' 'sip2q850|700|17' 'sip2q850|486|600' 'sip2q850|486|128' \
	'q850sip|PRE_EMPTED|503' 'q850sip|17|486'
says "unusable values do not count" 0 'behaves as rfc3398: 1 of 1' -p rfc3398
[ "$(grep -c 'observed.tsv:[2-8]: unusable: ' "$scratch/error")" -eq 7 ] && grep -q 'observed.tsv: 7 unusable' "$scratch/error"
result $? "unusable values are listed"
{
	printf 'direction\tin\tout\nsip2q850\t486\t17\n'
	$AWK 'BEGIN { for (i = 0; i < 500; i++) print "q850sip\t" 600 + i "\t480" }'
} > "$scratch/observed.tsv"
says "many unusable values" 0 'behaves as rfc3398: 1 of 1' -p rfc3398
[ "$(wc -l < "$scratch/error")" -eq 22 ] && grep -q 'and 480 more' "$scratch/error"
result $? "not all of them are listed"

observe 'direction|in|out' 'sip2q850|486|17' 'sip2q850|486|21' 'sip2q850|486|17' 'sip2q850|486|17@user'
says "contradictory observations" 1 'behaves as asterisk: 2 of 3 (1 contradict' -p asterisk
grep -q -F 'sip2q850 486 -> 17 [2 times,' "$scratch/output" && [ "$(grep -c '^  sip2q850 486 .*\], 21 \[' "$scratch/output")" -eq 1 ]
result $? "they are reported once"
verify --observed "$scratch/observed.tsv" -p asterisk -f tsv
[ "$($AWK -F'\t' '$9 == "yes"' "$scratch/output" | wc -l)" -eq 3 ] && [ "$($AWK -F'\t' '{ print NF }' "$scratch/output" | sort -u)" = 15 ]
result $? "they are marked"
verify --observed "$scratch/observed.tsv" -p asterisk -f json
[ $status -eq 1 ] && [ "$(grep -c '^{"verdict":.*}$' "$scratch/output")" -eq "$(wc -l < "$scratch/output")" ]
result $? "one JSON object a line"

# Several != hold together: TS 24.008 has another meaning of 8, a national cause of class 0 none that is known.
observe 'direction|in|context|out' 'q850sip|8|coding!=itu-t,coding!=ansi,coding!=gsm|480' 'q850sip|8|coding=gsm|403'
verify --observed "$scratch/observed.tsv" -p default
[ $status -eq 0 ] && head -n 1 "$scratch/output" | grep -q 'behaves as default: 2 of 2'
result $? "several != hold together"

# --- the ranking

observe 'direction|in|out' 'sip2q850|486|17' 'sip2q850|404|1' 'q850sip|17|486'
says "a handful" 0 'behaves as ' -p all
sed -n 2p "$scratch/output" | grep -q 'asterisk.*cisco-ios.*rfc3398.*rfc4497, default: cannot be told apart by these pairs'
result $? "a tie is said, products first"
verify --observed "$scratch/observed.tsv" -f json
[ $status -eq 0 ] && [ "$(grep -c '^{"rank":.*}$' "$scratch/output")" -eq "$(ls "$here/../tables/profiles" | wc -l)" ]
result $? "all profiles are ranked"
observe 'direction|in|out' 'sip2q850|486|90' 'q850sip|17|699'
says "no likeness" 0 'behaves as no built-in profile: none of 2 pairs'
observe 'direction|in|out' 'sip2q850|486|17' 'q850sip|17|699' 'q850sip|18|699'
says "hardly a likeness" 0 'behaves as no built-in profile; the nearest is '
"$sipq850" table -p cisco-ios | cut -f1,2,5 | $AWK -F'\t' -v OFS='\t' '$2 == 486 { $3 = 21 } { print }' > "$scratch/observed.tsv"
says "the exception is named" 0 'behaves as cisco-ios: 726 of 727 pairs; not sip2q850 486 -> 21 (17'
grep -q '^What tells cisco-ios and ' "$scratch/output"
result $? "what tells the best two apart"

# Of those that agree equally often products come before documents, and the default last.
observe 'direction|in|out' 'sip2q850|486|17'
verify --observed "$scratch/observed.tsv" -f tsv
[ "$($AWK -F'\t' '$1 == 1 { print $2 }' "$scratch/output" | tail -n 6 | tr '\n' ' ')" = "dss1-classic q1912.5 q1912.5-2018 rfc3398 rfc4497 default " ]
result $? "products, standards, default"
verify --observed "$scratch/observed.tsv"
head -n 1 "$scratch/output" | grep -q '^behaves as asterisk (and [1-9][0-9]* others): 1 of 1 pairs$'
result $? "the first line says that it is not alone"

# The agreement, counted a second time.
observe 'direction|in|out' 'sip2q850|404|1' 'sip2q850|480|18' 'sip2q850|503|41' 'q850sip|17|486' 'q850sip|63|503'
verify --observed "$scratch/observed.tsv" -f tsv
sed 1d "$scratch/output" | cut -f2,4 > "$scratch/told"
cut -f1 "$scratch/told" | while read -r profile; do
	"$sipq850" table -p "$profile" | $AWK -F'\t' -v OFS='\t' -v profile="$profile" '
		NR == FNR { seen[$1, $2] = $3; next }
		FNR > 1 && ($1, $2) in seen { n += seen[$1, $2] == $5 }
		END { print profile, n + 0 }' "$scratch/observed.tsv" -
done | diff "$scratch/told" -
result $? "agreement as the tables have it"

# --- what cannot be read

# refused NAME TEXT: 2, nothing on standard output, the text on standard error.
refused() {
	verify --observed "$scratch/observed.tsv"
	[ $status -eq 2 ] && [ ! -s "$scratch/output" ] && grep -q -F "$2" "$scratch/error"
	result $? "refused: $1"
}
observe 'direction|in' 'sip2q850|486'
refused "no out" "observed.tsv:1: the head has no column 'out'"
observe 'direction|in|out' 'sip|486|17'
refused "direction" "observed.tsv:2: direction is 'sip'"
observe 'direction|in|out' 'sip2q850|486'
refused "too few columns" "observed.tsv:2: 2 columns, but the head names 3"
observe 'direction|in|context|out' 'sip2q850|486|weather=fine|17'
refused "context" "observed.tsv:2: no such condition 'weather=fine'"
observe 'direction|in|condition|out' 'sip2q850|486|weather!=fine|17'
refused "condition" "observed.tsv:2: no such condition 'weather!=fine'"
observe 'direction|in|out' 'q850sip|600|480'
refused "nothing usable" "observed.tsv: no pair in it"
printf 'direction\tin\tout\nsip2q850\t4\00086\t17\n' > "$scratch/observed.tsv"
refused "NUL" "observed.tsv:2: NUL byte"
: > "$scratch/observed.tsv"
refused "empty file" "observed.tsv: nothing in it"
rm "$scratch/observed.tsv"
refused "missing file" "observed.tsv: No such file"
mkdir "$scratch/observed.tsv"
refused "directory" "observed.tsv: Is a directory"
rmdir "$scratch/observed.tsv"
printf 'direction\tin\tout\r\nsip2q850\t486\t17\r\n' > "$scratch/observed.tsv"
says "CR LF" 0 'behaves as asterisk: 1 of 1' -p asterisk
stdin=$scratch/observed.tsv
verify --observed - -p asterisk
[ $status -eq 0 ] && grep -q "behaves as asterisk: 1 of 1" "$scratch/output"
result $? "standard input"
stdin=/dev/null

finish
