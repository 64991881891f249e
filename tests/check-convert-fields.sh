#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 convert: several fields, both directions at once, a profile for each trunk, and the list of rejects.
. "${srcdir:-.}/result.sh"

# run STATUS ARGUMENT...: convert exits with that; standard output is in out, standard error in err.
run() {
	wanted=$1
	shift
	"$sipq850" convert "$@" > "$scratch/out" 2> "$scratch/err"
	got=$?
	result $((got != wanted)) "exit status $got instead of $wanted: convert $*: $(head -n 1 "$scratch/err")"
}

# prints NAME FORMAT: the output of the last run is that.
prints() {
	printf "$2" > "$scratch/wanted"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? "$1: $(cat "$scratch/out")"
}

# says TEXT: standard error of the last run has this.
says() {
	grep -qF -e "$1" "$scratch/err"
	result $? "no '$1' but: $(cat "$scratch/err")"
}

# input FORMAT: make the input.
input() {
	printf "$1" > "$scratch/in"
}

check_several() {
	input 'orig,status,dest\n16,486,17\n17,503,"1"\n'
	run 0 --to sip --field orig --field dest "$scratch/in"
	prints 'two fields' 'orig,status,dest,sip_status,sip_phrase,sip_status_2,sip_phrase_2
16,486,17,,none,486,Busy Here\n17,503,"1",486,Busy Here,404,Not Found\n'
	says '2 records: 2 fields each'
	says 'column 1 to sip: 1 converted, 1 no value, 0 not covered, 0 empty, 0 unreadable'
	says 'column 3 to sip: 2 converted, 0 no value, 0 not covered, 0 empty, 0 unreadable'
	run 0 --field dest:sip --field status:q850 -q "$scratch/in"
	prints 'both directions, not in the order of the columns' 'orig,status,dest,sip_status,sip_phrase,q850_cause,q850_name
16,486,17,486,Busy Here,17,User busy\n17,503,"1",404,Not Found,41,Temporary failure\n'
	run 0 --to q850 --field 2 --field 1:sip --field 2 -q "$scratch/in"
	prints 'one column twice' 'orig,status,dest,q850_cause,q850_name,sip_status,sip_phrase,q850_cause_2,q850_name_2
16,486,17,17,User busy,,none,17,User busy
17,503,"1",41,Temporary failure,486,Busy Here,41,Temporary failure\n'
	run 2 --field orig --field dest:sip "$scratch/in"
	says 'say what to convert to'
	run 2 --to sip --field orig --field 4 "$scratch/in"
	says 'there is no column 4, only 3'
	run 2 --to sip --field orig --field absent "$scratch/in"
	says 'there is no column absent'
	run 2 --field :sip "$scratch/in"
	input 'a:sip,sip_phrase_2\n17,1\n'
	run 0 --field a:sip:sip -q "$scratch/in"
	prints 'a name that ends in :sip' 'a:sip,sip_phrase_2,sip_status,sip_phrase\n17,1,486,Busy Here\n'
	run 2 --field a:sip:sip --field 1:sip "$scratch/in"
	says 'there is already a column sip_phrase_2'
	input '17,a\n1\n'
	run 0 --to sip --no-header --field 2 --field 1 "$scratch/in"
	prints 'a short record' '17,a,,,486,Busy Here\n1,,,,404,Not Found\n'
	says '2 records: 2 fields each, 1 short records padded'
	run 1 --to sip --no-header --field 1 --field 2 --strict "$scratch/in"
	says "$scratch/in:1: column 2 is unreadable: a"
	# shellcheck disable=SC2046 # many words
	run 2 --to sip --no-header $(awk 'BEGIN { for (i = 0; i < 16; i++) print "--field 1" }') "$scratch/in"
	says 'no more than 15 times --field'
}

# All columns of wide records, whatever their order: as if each had been asked for alone.
check_wide() {
	awk 'BEGIN {
		for (i = 0; i < 300; i++) {
			for (k = 1; k <= 40; k++)
				printf "%s%s", (k > 1 ? "," : ""), ((i * k) % 7 ? (i * k) % 130 : "\"" ((i + k) % 60) "\"")
			print ""
		}
	}' > "$scratch/in"
	options= n=0
	: > "$scratch/pasted"
	for column in 40 1 2 20 39 21 3 33 32 31 7 8 9 14 40; do
		options="$options --field $column"
		"$sipq850" convert -q --to sip --no-header --field $column "$scratch/in" | sed 's/^\([^,]*,\)\{39\}[^,]*//' > "$scratch/one"
		paste -d '\0' "$scratch/pasted" "$scratch/one" > "$scratch/more" && mv "$scratch/more" "$scratch/pasted"
		[ $n -gt 0 ] || cp "$scratch/one" "$scratch/pasted"
		n=$((n + 1))
	done
	paste -d '\0' "$scratch/in" "$scratch/pasted" > "$scratch/wanted"
	# shellcheck disable=SC2086 # many words
	run 0 -q --to sip --no-header $options "$scratch/in"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? 'fifteen fields'
	# shellcheck disable=SC2086 # many words
	SIPQ850_READ=5 run 0 -q -j 3 --to sip --no-header $options "$scratch/in"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? 'fifteen fields, in pieces of 5 bytes'
}

check_trunks() {
	printf '# who speaks what\ntrunk\tprofile\npbx\tcisco-ios\ncarrier a\tyate\n' > "$scratch/map"
	input 'cause,trunk\n18,pbx\n18," carrier a "\n18,other\n18\n'
	for trunk in cisco-ios yate default default; do
		echo 18 | "$sipq850" convert -q --to sip --no-header --field 1 -p $trunk
	done | sed 's/^18//' > "$scratch/added"
	{ echo 'cause,trunk,sip_status,sip_phrase'; tail -n +2 "$scratch/in" | sed 's/^18$/18,/' | paste -d '\0' - "$scratch/added"; } \
		> "$scratch/wanted"
	run 0 -q --to sip --field cause --trunk-field trunk --trunk-map "$scratch/map" "$scratch/in"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? "trunks: $(cat "$scratch/out")"
	result $(($(sort -u "$scratch/added" | wc -l) < 3)) 'the profiles of this test all say the same'
	run 0 -q --to sip --field 1 --trunk-field 2 --trunk-map "$scratch/map" "$scratch/in"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? 'trunks by number'
	run 2 --to sip --field cause --trunk-field trunk "$scratch/in"
	says '--trunk-field and --trunk-map need each other'
	run 2 --to sip --field cause --trunk-map "$scratch/map" "$scratch/in"
	run 2 --to sip --field cause --trunk-field peer --trunk-map "$scratch/map" "$scratch/in"
	says 'there is no column peer among: cause, trunk'
	run 2 --to sip --no-header --field 1 --trunk-field trunk --trunk-map "$scratch/map" "$scratch/in"
	says 'without a header --trunk-field takes a number'
	run 2 --to sip --field cause --trunk-field trunk --trunk-map "$scratch/absent" "$scratch/in"
	says 'absent: No such file'
	printf 'trunk\tprofile\npbx\tcisco-ios\npbx\trfc3398\n' > "$scratch/map"
	run 2 --to sip --field cause --trunk-field trunk --trunk-map "$scratch/map" "$scratch/in"
	says "$scratch/map:3: trunk pbx is in line 2, too"
	printf 'trunk\tprofile\npbx\tno-such\n' > "$scratch/map"
	run 2 --to sip --field cause --trunk-field trunk --trunk-map "$scratch/map" "$scratch/in"
	says "$scratch/map:2: no profile 'no-such'"
	printf 'peer\tprofile\npbx\trfc3398\n' > "$scratch/map"
	run 2 --to sip --field cause --trunk-field trunk --trunk-map "$scratch/map" "$scratch/in"
	says "the head has no column 'trunk'"
}

check_rejects() {
	mkdir "$scratch/dir"
	list=$scratch/dir/list
	input 'c,d\n17,\n"wh\nat",\n\n,\n200\t,\n100,x\n17,"\n'
	run 1 --to sip --field c --rejects "$list" "$scratch/in"
	printf 'file\tline\treason\tvalue\tcolumn\n%s\t3\tunreadable\t"wh\\nat"\t1\n%s\t7\tunreadable\t200\\t\t1\n' "$scratch/in" "$scratch/in" \
		> "$scratch/wanted"
	printf '%s\t9\tnever-ended quote\t\t1\n' "$scratch/in" >> "$scratch/wanted"
	cmp -s "$list" "$scratch/wanted"
	result $? "rejects: $(cat "$list")"
	says "6 records: 2 converted, 0 no value, 0 not covered, 1 empty, 2 unreadable, 1 with a quote that never ends"
	printf '100\n' > "$scratch/in"
	run 1 --to q850 --no-header --field 1 -p cisco-ios --rejects "$list" "$scratch/in"
	result "$(grep -c '	1	not covered	100	1$' "$list" | grep -cv 1)" "not covered: $(cat "$list")"
	printf '17\n\n\n' > "$scratch/in"
	run 0 --to sip --no-header --field 1 --rejects "$list" "$scratch/in"
	result "$(($(wc -l < "$list") != 1))" 'nothing to list'
	rm "$list"
	printf '17\nwhat\n' > "$scratch/in"
	run 1 --to sip --no-header --field 1 --strict --rejects "$list" "$scratch/in"
	run 2 --to sip --no-header --field 1 --rejects "$list" "$scratch/in" "$scratch/absent"
	run 2 --to sip --no-header --field 1 --rejects "$list" -o "$scratch/dir/list" "$scratch/in"
	says 'this is the output, too; give --rejects a file of its own'
	run 2 --to sip --no-header --field 1 --rejects "$list" -o "$scratch/dir/./list" "$scratch/in"
	run 2 --to sip --no-header --field 1 --rejects - "$scratch/in"
	run 2 --to sip --no-header --field 1 --rejects "$scratch/absent/list" "$scratch/in"
	result "$(ls -A "$scratch/dir" | grep -c .)" "a list was left: $(ls -A "$scratch/dir")"
	run 1 --to sip --no-header --field 1 --rejects "$list" -o "$scratch/dir/out" "$scratch/in"
	result "$(($(ls -A "$scratch/dir" | wc -l) != 2))" "output and list: $(ls -A "$scratch/dir")"
}

check_signal() {
	mkfifo "$scratch/fifo"
	rm -rf "$scratch/dir"
	mkdir "$scratch/dir"
	{
		exec 3> "$scratch/fifo"
		printf '17\n' >&3
		ls -A "$scratch/dir" > "$scratch/during"
		kill -TERM "$(cat "$scratch/pid")"
	} &
	sh -c 'echo $$ >"$0"; exec env --default-signal "$@"' "$scratch/pid" "$sipq850" convert --to sip --no-header --field 1 -j 2 \
		-o "$scratch/dir/out" --rejects "$scratch/dir/list" "$scratch/fifo" 2> /dev/null
	result $(($? != 143)) 'exit status after SIGTERM'
	wait
	result "$(($(wc -l < "$scratch/during") != 2))" 'two temporary files before SIGTERM'
	result "$(ls -A "$scratch/dir" | grep -c .)" "SIGTERM left $(ls -A "$scratch/dir")"
}

check_jobs_option() {
	input '17\n'
	for n in 0 -1 two '' 1x; do
		run 2 --to sip --no-header --field 1 -j "$n" "$scratch/in"
	done
	says '--jobs takes a number of threads'
	run 0 -q --to sip --no-header --field 1 --jobs 99999 "$scratch/in"
	prints 'more threads than anybody needs' '17,486,Busy Here\n'
}

check_several
check_wide
check_trunks
check_rejects
check_signal
check_jobs_option
finish
