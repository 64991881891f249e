#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The default profile: it answers everything, refuses what is refused, and every row says why; its counts are counted again.
set -u
. "${srcdir:-.}/result.sh"
profile=$here/../tables/profiles/default.tsv

"$sipq850" table > "$scratch/table"
"$sipq850" table -p default | diff "$scratch/table" -
result $? "asked when nothing is named"
[ "$(awk -F'\t' '($1 == "sip2q850" && $2 >= 300) || $1 == "q850sip" { n[$7]++ } END { print n["not-covered"] + 0, NR }' "$scratch/table")" = "0 728" ]
result $? "no status from 300 and no cause is not covered"
! awk -F'\t' '$1 == "q850sip" && $5 ~ /^[12][0-9][0-9]$/ || $1 == "sip2q850" && $2 >= 300 && $5 ~ /^isdn:/' "$scratch/table" | grep .
result $? "no refusal becomes progress or success"

# Every status of the registry that can end a call, and every cause of Q.850, has a row of its own, here or in the base.
awk -F'\t' 'NR == FNR { if ($7 == "own") own[$1, $2] = 1; next }
	FNR == 1 { file++ }
	/^#/ { next }
	file == 1 && $1 + 0 >= 300 && !(("sip2q850", $1) in own) { print "status " $1 }
	file == 2 && $1 == "itu-t" && !(("q850sip", $2) in own) { print "cause " $2 }' \
	"$scratch/table" "$here/../tables/sip-status.tsv" "$here/../tables/q850-cause.tsv" > "$scratch/without"
grep . "$scratch/without"
[ $? -eq 1 ]
result $? "a row for every status and cause that is defined"

# A row that is our choice says why; any other names a document or counts profiles.
! awk -F'\t' '/^#/ || $1 == "direction" { next }
	$5 ~ /^our choice/ ? $6 == "" : $5 !~ /RFC [0-9]+ s|RFC [0-9]+ |Q\.1912\.5|product profiles|openss7-pgw/ { print FILENAME ":" FNR ": " $5 }' "$profile" | grep .
result $? "every row has a citation or a reason"

claims() {
	"${AWK:-awk}" -f "$here/claims.awk" "$here"/golden/*.txt "$here"/../tables/profiles/*.tsv "$1"
}
claims "$profile"
result $? "the counts of products are right"
sed 's/2 of 2 product profiles list it so: cisco-ios, sippy-b2bua/3 of 3 product profiles list it so: cisco-ios, sippy-b2bua, yate/' "$profile" > "$scratch/default.tsv"
! claims "$scratch/default.tsv" > "$scratch/output" && grep -q "claimed '3 of 3 .*, counted '2 of 2 " "$scratch/output"
result $? "a wrong count is found"

# The page is what the rows say; "make update-golden" writes it.
"${SHELL:-sh}" "$here/../doc/default-profile.sh" "$sipq850" "$profile" > "$scratch/page"
diff "$here/../doc/default-profile.md" "$scratch/page" > "$scratch/diff"
status=$?
head -n 5 "$scratch/diff"
result $status "doc/default-profile.md"

finish
