#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Damaged tables: check.awk and the loader refuse them with the same words, each what is its to judge (tables/refusals.tsv).
# data/invalid/CASE: `error` is what sipq850 lint says of input.tsv. data/order/CASE: what check.awk says as for the repository.
set -u
. "${srcdir:-.}/result.sh"
tables=$here/../tables

check() { # [OPTION...] FILE
	"${AWK:-awk}" -f "$tables/check.awk" "$@"
}
vocabulary="$tables/words.tsv $tables/q850-location.tsv $tables/refusals.tsv"

# Of the library's refusals those that check.awk shares.
shared_refusals() {
	awk -F'\t' 'NR == FNR { if ($2 == "check") reason[$3] = 1; next }
		{ for (r in reason) if (index($0, ": " r " ")) { print; next } }' "$tables/refusals.tsv" -
}

for dir in "$here"/data/invalid/*/; do
	case=$(basename "$dir")
	cd "$dir" || exit 99
	"$sipq850" lint input.tsv > "$scratch/lint" 2> "$scratch/stderr"
	rc=$?
	diff "$dir/error" "$scratch/lint" && [ $rc -eq 1 ] && [ ! -s "$scratch/stderr" ]
	result $? "lint $case"
	check $vocabulary input.tsv | sort > "$scratch/check"
	grep '^input.tsv:' "$dir/error" | shared_refusals | sort | diff - "$scratch/check"
	result $? "check.awk $case"
	"$sipq850" sip 486 -p ./input.tsv > "$scratch/out" 2> "$scratch/stderr"
	[ $? -eq 2 ] && [ ! -s "$scratch/out" ] && grep -q '^sipq850: .*:[0-9]*: ' "$scratch/stderr"
	result $? "sip -p $case"
done
for dir in "$here"/data/order/*/; do
	case=$(basename "$dir")
	cd "$dir" || exit 99
	check -v repository=1 $vocabulary ./*.tsv > "$scratch/check"
	[ $? -eq 1 ] && diff error "$scratch/check"
	result $? "order $case"
done

# Every reason has a case.
cat "$here"/data/invalid/*/error "$here"/data/order/*/error "$here"/data/doubt/*/warning > "$scratch/all"
awk -F'\t' 'NR == FNR { if (!/^#/ && $1 != "key") reason[$3] = $1; next }
	{ for (r in reason) if (index($0, ": " r " ")) delete reason[r] }
	END { for (r in reason) print reason[r] }' "$tables/refusals.tsv" "$scratch/all" | sort > "$scratch/without"
printf '%s\n' READ TOO_LARGE TOO_MANY_ROWS | diff - "$scratch/without"
result $? "every reason has a case, but those that need a big or an unreadable file"

# Those three.
cd "$scratch" || exit 99
{
	printf '# SPDX-License-Identifier: CC0-1.0\n#: title T\n#: document D\n#: sip2q850 partial\n#: q850sip partial\n'
	printf 'direction\tin\tcondition\tout\tsource\tnote\n'
} > head.tsv
awk -F'\t' '$1 == "value" && $2 == "method" { print $3 }' "$tables/words.tsv" > methods
{
	cat head.tsv
	for status in $(awk 'BEGIN { for (i = 100; i < 700; i++) print i }'); do
		awk -v s="$status" '{ printf "sip2q850\t%d\tmethod=%s\t17\ts\t\n", s, $1 }
			NR < 5 { printf "sip2q850\t%d\tmethod!=%s\t18\ts\t\n", s, $1 }' methods
	done
} > many.tsv
"$sipq850" lint many.tsv > out
grep -q '^many.tsv:10007: more than 10000 rows (split the profile)$' out
result $? "too many rows"
check $vocabulary many.tsv | grep -q '^many.tsv:10007: more than 10000 rows (split the profile)$'
result $? "too many rows, check.awk"
head -c 5000000 /dev/zero > large.tsv
[ "$("$sipq850" lint large.tsv)" = "large.tsv: larger than 4 MiB (this is not a profile)" ]
result $? "too large"
"$sipq850" lint missing.tsv 2>&1 | grep -q '^sipq850: missing.tsv: No such file or directory$'
result $? "missing file"
"$sipq850" lint . 2> out
grep -q '^sipq850: \.: Is a directory$' out
result $? "directory"

# The tables of the repository pass, every profile is in the list of tables.am, and the library lints them clean.
check -v repository=1 $vocabulary "$tables"/sip-status.tsv "$tables"/q850-cause.tsv "$tables"/cause-names.tsv "$tables"/reason-protocols.tsv "$tables"/reason-causes.tsv "$tables"/profiles/*.tsv
result $? "tables of the repository"
(cd "$tables/profiles" && ls ./*.tsv | sed 's/^\.\///; s/\.tsv$//' | sort | sed 's/.*/profiles\/&.tsv/') > listed
sed -n 's/^\t\(profiles\/[^ ]*\).*/\1/p' "$tables/tables.am" | diff - listed
result $? "profiles listed in tables.am"
"$sipq850" lint "$tables"/profiles/*.tsv > "$scratch/out"
result $? "lint of the built-in profiles"

finish
