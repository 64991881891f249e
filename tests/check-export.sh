#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What `export` writes answers as `table` does: in SQLite for every built-in profile, in PostgreSQL for some, compiled as C
# and as C++, as CSV and as JSON; configurations hold what the device can be told. The PostgreSQL server is our own: made in
# the scratch directory, without network, stopped at the end.
set -u
. "${srcdir:-.}/result.sh"
missing=
cd "$scratch" || exit 99
profiles=$("$sipq850" profiles -f tsv | awk -F'\t' 'NR > 1 { print $1 }')

# A profile whose texts are hard to quote: quotes, backslashes, commas, a pipe, ends of comments.
{
	printf '# SPDX-License-Identifier: CC0-1.0\n#: title It'\''s */ a "hard" \\ title, -- ??/ <b>\n#: document D'\''; DROP TABLE x; --\n'
	printf '#: base rfc3398\ndirection\tin\tcondition\tout\tsource\tnote\n'
	printf 'sip2q850\t486\t\t17@user\tO'\''Hara "says" \\ so, a|b \303\251\t*/ --> note\n'
	printf 'sip2q850\t*\tphase=after-answer\tnone\tit'\''s\t\nq850sip\t16\t\tmethod:BYE\t\\'\''\t\n'
} > hard.tsv
"$sipq850" lint ./hard.tsv > lint && [ "$("$sipq850" sip 486 -p ./hard.tsv -f tsv | cut -f5 | tail -n 1)" = 17 ]
result $? "the hard profile is one"

# What a join must answer.
expected() { "$sipq850" table -p "$1" | tail -n +2 | cut -f1,2,5-10; }
query="SELECT direction, input, coalesce(out, ''), coalesce(out_location, ''), found, profile,
	coalesce(CAST(line AS VARCHAR(9)), ''), coalesce(source, '') FROM %s ORDER BY direction DESC, input;"
about="SELECT profile, version, identity FROM %s_about;"
identity() {
	case $1 in
	*/*) printf '%s\n' "$("$sipq850" export -f sql -p "$1" | sed -n 's/^-- identity: //p')" ;;
	*) "$sipq850" profiles -f tsv | awk -F'\t' -v p="$1" '$1 == p { print $8 }' ;;
	esac
}
head_of() { printf '%s\t%s\t%s\n' "$(basename "$1" .tsv)" "$("$sipq850" --version | cut -d' ' -f2)" "$(identity "$1")"; }
special() { "$sipq850" table -p "$1" --all | tail -n +2 | awk -F'\t' '$3 != "" || ($2 ~ /:/ && $2 !~ /^class:/)' | cut -f1,2,3,5,6 | sort; }
special_query="SELECT direction, input, coalesce(condition, ''), out, coalesce(out_location, '') FROM sipq850_map_special;"

# --- SQLite
sqlite() { sqlite3 -bail -batch -tabs "$@"; }
check_sqlite() {
	rm -f db
	"$sipq850" export -f sql -p "$1" --all > sql && sqlite db < sql
	result $? "$1: loads in SQLite"
	expected "$1" > table
	# shellcheck disable=SC2059
	sqlite db "$(printf "$query" sipq850_map)" | diff table - > diff
	result $? "$1: a join in SQLite answers as table: $(head -n 3 diff)"
	sqlite db "$(printf "$about" sipq850_map)" > about
	head_of "$1" | diff - about
	result $? "$1: says what it is in SQLite"
	special "$1" > expected
	sqlite db "$special_query" | sort | diff expected - > diff
	result $? "$1: conditional rows and events in SQLite: $(head -n 3 diff)"
}
if command -v sqlite3 > /dev/null; then
	for profile in $profiles ./hard.tsv; do
		check_sqlite "$profile"
	done
	sqlite db < sql 2> error
	[ $? -ne 0 ] && [ "$(sqlite db 'SELECT count(*) FROM sipq850_map')" -eq 727 ]
	result $? "a second load changes nothing"
	for profile in rfc3398 ./hard.tsv; do
		"$sipq850" export -f csv -p "$profile" > csv
		rm -f db
		sqlite db '.import --csv csv map'
		# shellcheck disable=SC2059
		sqlite db "$(printf "$query" map | sed 's/, input;/, input + 0;/')" > got
		expected "$profile" | diff - got > diff
		result $? "$profile: CSV: $(head -n 3 diff)"
		"$sipq850" export -f json -p "$profile" --all > json
		sqlite db "SELECT json_extract(value, '\$.direction'), json_extract(value, '\$.input'), coalesce(json_extract(value, '\$.out'), ''),
			coalesce(json_extract(value, '\$.out_location'), ''), json_extract(value, '\$.found'), json_extract(value, '\$.profile'),
			coalesce(json_extract(value, '\$.line'), ''), coalesce(json_extract(value, '\$.source'), '')
			FROM json_each(readfile('json'), '\$.map')" > got
		expected "$profile" | diff - got > diff
		result $? "$profile: JSON: $(head -n 3 diff)"
		[ "$(sqlite db "SELECT json_valid(readfile('json'))")" = 1 ]
		result $? "$profile: JSON is one document"
		sqlite db "SELECT json_extract(readfile('json'), '\$.about.profile'), json_extract(readfile('json'), '\$.about.version'),
			json_extract(readfile('json'), '\$.about.identity')" > about
		head_of "$profile" | diff - about
		result $? "$profile: JSON says what it is"
	done
else
	missing="$missing sqlite3"
fi
"$sipq850" export -f csv -p rfc3398 --all | awk -F, -v v="$("$sipq850" --version | cut -d' ' -f2)" -v i="$(identity rfc3398)" '
	NR > 1 && ($(NF - 2) != "rfc3398" || $(NF - 1) != v || $NF != i) { bad = 1 } END { exit bad || NR < 728 }'
result $? "CSV says on each line what it is"

# --- PostgreSQL, which refuses to run as root
pg=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
[ -n "$pg" ] || ! command -v initdb > /dev/null || pg=$(dirname "$(command -v initdb)")
as=
[ "$(id -u)" -ne 0 ] || as='setpriv --reuid=nobody --regid=nogroup --clear-groups'
stop_server() {
	[ ! -e "$scratch/pg/data/postmaster.pid" ] || $as "$pg/pg_ctl" -D "$scratch/pg/data" -m immediate -w stop > /dev/null 2>&1
	rm -rf "$scratch"
}
start_server() {
	trap stop_server EXIT
	trap 'exit 1' HUP INT TERM
	mkdir pg && chmod 711 . && { [ -z "$as" ] || chown nobody:nogroup pg; } &&
		(cd pg && $as "$pg/initdb" -D "$scratch/pg/data" -U tester -A trust -E UTF8 --locale=C --no-sync &&
		$as "$pg/pg_ctl" -D "$scratch/pg/data" -l "$scratch/pg/log" -w start \
			-o "-c listen_addresses='' -k '$scratch/pg' -c fsync=off") > pg-output 2>&1
}
psql_() { "$pg/psql" -X -q -v ON_ERROR_STOP=1 -h "$scratch/pg" -U tester -d postgres "$@"; }
check_postgresql() {
	"$sipq850" export -f sql -p "$1" --all --table "$2" > sql && psql_ -f sql > output 2>&1
	result $? "$1: loads in PostgreSQL: $(head -n 3 output)"
	expected "$1" > table
	# shellcheck disable=SC2059
	psql_ -At -F "$(printf '\t')" -c "$(printf "$query" "\"$2\"")" | diff table - > diff
	result $? "$1: a join in PostgreSQL answers as table: $(head -n 3 diff)"
	# shellcheck disable=SC2059
	psql_ -At -F "$(printf '\t')" -c "$(printf "$about" "$2")" > about
	head_of "$1" | diff - about
	result $? "$1: says what it is in PostgreSQL"
}
if [ -n "$pg" ] && [ -x "$pg/initdb" ]; then
	start_server
	result $? "a PostgreSQL server runs: $(tail -n 3 pg-output)"
	for profile in rfc3398 rfc4497 asterisk q1912.5-2018 freeswitch; do
		check_postgresql "$profile" "t_$(printf %s "$profile" | tr -c 'a-z0-9' _)"
	done
	check_postgresql ./hard.tsv select
else
	missing="$missing postgresql"
fi

# --- C and C++
cat > main.c << 'END'
#include <stdio.h>
#include "map.h"
static void print(const char *direction, int input, int out, int location)
{
	printf("%s\t%d\t%d\t%d\n", direction, input, out, location);
}
int main(void)
{
	uint8_t location;
	int i;
	for (i = 100; i <= 699; i++) {
		int cause = m_sip2q850(i, &location);
		if (cause != m_sip2q850(i, 0))
			return 1;
		print("sip2q850", i, cause, location);
	}
	for (i = 1; i <= 127; i++)
		print("q850sip", i, m_q850sip(i), M_NO_LOCATION);
	return m_sip2q850(99, &location) != M_INVALID || m_sip2q850(700, 0) != M_INVALID || m_q850sip(0) != M_INVALID ||
	       m_q850sip(128) != M_INVALID || m_q850sip(-1) != M_INVALID;
}
END
# The same from `table`, with tokens as the numbers of words.tsv and locations as those of q850-location.tsv.
as_numbers() {
	awk -F'\t' '/^#/ { next }
		FILENAME ~ /words/ { if ($1 == "out") number[$3] = -$4; next }
		FILENAME ~ /location/ { wire[$3] = $1; next }
		FNR > 1 { out = $5 == "" ? 0 : $5 in number ? number[$5] : $5
			print $1 "\t" $2 "\t" out "\t" ($6 == "" ? 255 : $6 == "network" ? 254 : wire[$6]) }' \
		"$here/../tables/words.tsv" "$here/../tables/q850-location.tsv" -
}
compiled=
compile() { # COMPILER OPTION... : compiles main.c
	# shellcheck disable=SC2086
	"$@" -Wall -Wextra -Wpedantic -Werror -I. -o main main.c > output 2>&1 && ./main > got
}
for profile in rfc3398 asterisk freeswitch ./hard.tsv; do
	"$sipq850" export -f c -p "$profile" --table m > map.h
	"$sipq850" table -p "$profile" | as_numbers > expected
	for compiler in "${CC:-cc} -std=c99" "${CXX:-c++} -x c++"; do
		command -v "${compiler%% *}" > /dev/null || { missing="$missing ${compiler%% *}"; continue; }
		# shellcheck disable=SC2086
		compile $compiler && diff expected got > diff
		result $? "$profile: $compiler: $(head -n 3 output)"
	done
	grep -q "_IDENTITY \"$(identity "$profile")\"" map.h
	result $? "$profile: C says what it is"
done

# --- configurations
for profile in $profiles; do
	"$sipq850" export -f cisco -p "$profile" > cisco
	"$sipq850" table -p "$profile" > table
	# Each line is an answer of the profile, and in range; each registered input with a number is there.
	awk -F'\t' 'NR == FNR { if ($1 ~ /^sip/ ? $2 >= 400 : $5 >= 400) out[$1, $2] = $5; next }
		/^!/ || /^sip-ua$/ { next }
		{ split($0, w, " ")
		  d = w[2] == "sip-status" ? "sip2q850" : "q850sip"
		  if (w[1] != "set" || out[d, w[3]] != w[5] || ((d, w[3]) in seen)) { print "bad line: " $0; bad = 1 }
		  seen[d, w[3]] = 1 }
		END { exit bad }' table cisco
	result $? "$profile: cisco"
	grep -q "^! identity: $(identity "$profile")" cisco
	result $? "$profile: cisco says what it is"
	"$sipq850" export -f audiocodes -p "$profile" > ini 2> error
	status=$?
	[ "$(grep -c '^CauseMapSIP2ISDN ' ini)" -le 12 ] && [ "$(grep -c '^CauseMapISDN2SIP ' ini)" -le 12 ] &&
		[ $status -eq "$(grep -q '^; Cause' ini && echo 1 || echo 0)" ] && [ $status -eq "$(grep -q . error && echo 1 || echo 0)" ]
	result $? "$profile: audiocodes"
done
[ "$("$sipq850" export -f audiocodes -p audiocodes | grep -c '^Cause')" -eq 0 ]
result $? "audiocodes has nothing to tell an AudioCodes"
"$sipq850" export -f freeswitch -p freeswitch | grep '<extension'
[ $? -eq 1 ]
result $? "freeswitch has nothing to tell a FreeSWITCH"
"$sipq850" export -f freeswitch -p ./hard.tsv > xml
# Comments without two hyphens, elements that close, names that are causes.
awk '{ line = $0; gsub(/<!--|-->/, "", line); if (line ~ /--/) exit 1 }' xml &&
	[ "$(grep -c '<extension ' xml)" -eq "$(grep -c '</extension>' xml)" ] && [ "$(grep -c '<extension ' xml)" -gt 5 ]
result $? "freeswitch is well formed"
sed -n 's/.*name="q850_\([0-9]*\)_to_\([0-9]*\)".*/\1 \2/p' xml | while read -r cause status; do
	[ "$("$sipq850" cause "$cause" -p ./hard.tsv -f tsv | awk -F'\t' 'NR == 2 { print $5 }')" = "$status" ] || echo "$cause"
done > wrong
[ ! -s wrong ]
result $? "freeswitch gives the statuses of the profile"
sed -n 's/.*{ \([0-9]*\), "\([A-Z_]*\)" }.*/&/p' "$here/../utils/export_freeswitch.c" | grep -o '{ [0-9]*, "[A-Z_]*" }' |
	tr -d '{},"' | while read -r cause name; do
	[ "$name" = PRE_EMPTED ] || [ "$("$sipq850" cause "$name" -f tsv | awk -F'\t' 'NR == 2 { print $2 }')" = "$cause" ] || echo "$name"
done > wrong
[ ! -s wrong ]
result $? "the names of FreeSWITCH are those of their causes"

# --- markdown: every row of the map, and all rows of a table as wide as its header
for profile in rfc3398 q1912.5-2018 ./hard.tsv; do
	"$sipq850" export -f markdown -p "$profile" > md
	awk '/^\|/ { line = $0; gsub(/\\./, "", line); n = gsub(/\|/, "", line); if (width && n != width) exit 1; width = n; next } { width = 0 }' md
	result $? "$profile: markdown is as wide as its headers"
	rows=$(sed -n 's/^| rows | \([0-9]*\),.*/\1/p' md)
	[ "$rows" -gt 50 ] && [ "$(grep '^|' md | grep -vcE '^\|( in |---|  ?\||( (profile|document|base|sip2q850|q850sip|version|identity|rows)) \|)')" -eq "$rows" ]
	result $? "$profile: markdown has all rows"
	grep -q "^| identity | $(identity "$profile") |" md
	result $? "$profile: markdown says what it is"
done
grep -q '^| 486 Busy Here |  | 17 User busy, user | 17@network | O' md && grep -q '^| \\\* | phase=after-answer | none | nothing |' md
result $? "markdown says what the base said"

# --- misuse
refused() { # WORDS ARGUMENT...
	words=$1
	shift
	"$sipq850" export "$@" > output 2> error
	[ $? -eq 2 ] && [ ! -s output ] && grep -q -e "$words" error
	result $? "refused: $*"
}
refused 'say which format'
refused "no such format 'xml'" -f xml
refused 'is too much' -f sql rfc3398
cp hard.tsv "$(printf 'a\nDROP TABLE calls; --.tsv')"
for format in sql csv json c cisco audiocodes freeswitch markdown; do
	refused 'has control characters' -f $format -p "$(printf './a\nDROP TABLE calls; --.tsv')"
done
refused "no profile 'none'" -f sql -p none
refused 'No such file' -f sql -p ./missing.tsv
for name in '' 'a b' 'A' '1a' 'x;drop' "a'b" 'a"b' sqlite_x pg_x "$(printf %049d 0 | tr 0 a)"; do
	refused 'is no name for a table' -f sql --table "$name"
done
refused 'table is for' -f csv --table x
refused 'all is for' -f c --all
refused 'all is for' -f cisco --all

if [ $failed -eq 0 ] && [ -n "$missing" ]; then
	echo "SKIP: not installed:$missing"
	finish
	exit 77
fi
finish
