#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 convert --json: the bytes that go through it, the keys it adds, what it leaves alone, how it ends.
# shellcheck source=tests/result.sh
. "${srcdir:-.}/result.sh"

# run STATUS OPTION...: convert $scratch/in; it exits with that. Output in out, errors in err.
run() {
	wanted=$1
	shift
	"$sipq850" convert --json "$@" "$scratch/in" > "$scratch/out" 2> "$scratch/err"
	got=$?
	[ $got -eq "$wanted" ]
	result $? "exit status $got instead of $wanted: $* $(head -n 1 "$scratch/err")"
}

# becomes NAME INPUT OUTPUT OPTION...: both are formats of printf; from a file, and byte by byte through a pipe.
becomes() {
	name=$1
	# shellcheck disable=SC2059
	printf "$2" > "$scratch/in"
	# shellcheck disable=SC2059
	printf "$3" > "$scratch/wanted"
	shift 3
	run 0 "$@"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? "$name: $(head -c 300 "$scratch/out")"
	dd if="$scratch/in" bs=1 2> /dev/null | "$sipq850" convert --json -q "$@" > "$scratch/out"
	cmp -s "$scratch/out" "$scratch/wanted"
	result $? "$name, byte by byte"
}

# says TEXT: standard error of the last run has this.
says() {
	grep -qF -e "$1" "$scratch/err"
	result $? "no '$1' but: $(cat "$scratch/err")"
}

busy='"sip_status":486,"sip_phrase":"Busy Here"'
none='"sip_status":null,"sip_phrase":null'
a='--to sip --field a'

# shellcheck disable=SC2086
check_bytes() {
	becomes lines '{"a":17}\n{"a":17}\n' "{\"a\":17,$busy}\n{\"a\":17,$busy}\n" $a
	becomes 'CR LF, no line end at the end' '{"a":17}\r\n{"a":17}' "{\"a\":17,$busy}\r\n{\"a\":17,$busy}" $a
	becomes 'one behind the other' '{"a":17}{"a":17} {"a":17}' "{\"a\":17,$busy}{\"a\":17,$busy} {\"a\":17,$busy}" $a
	becomes 'an array over many lines' '[\n {\n  "a": 17\n },\n {"a": "17"}\n]\n' \
		"[\n {\n  \"a\": 17\n ,$busy},\n {\"a\": \"17\",$busy}\n]\n" $a
	becomes 'no keys at all' '{}\n{ }\n' "{$none}\n{ $none}\n" $a
	becomes 'a comma too many' '{"a":17,}\n' "{\"a\":17,$busy}\n" $a
	becomes 'byte order mark, blank lines' '\357\273\277\n{"a":17}\n\n' "\357\273\277\n{\"a\":17,$busy}\n\n" $a
	becomes 'a bracket in a text' '{"a":17,"b":"}"}\n' "{\"a\":17,\"b\":\"}\",$busy}\n" $a
	becomes 'bytes that are no UTF-8' '{"a":17,"b":"\377\001"}\n' "{\"a\":17,\"b\":\"\377\001\",$busy}\n" $a
	becomes nothing '' '' $a
}

# shellcheck disable=SC2086
check_values() {
	becomes names '{"a":"USER_BUSY"}{"a":" 017 "}' "{\"a\":\"USER_BUSY\",$busy}{\"a\":\" 017 \",$busy}" $a
	becomes escapes '{"a":"\\u0031\\u0037"}' "{\"a\":\"\\\\u0031\\\\u0037\",$busy}" $a
	becomes 'null, empty, not there, unreadable' '{"a":null}{"a":""}{"b":17}{"a":{"b":17}}{"a":"1\\u00007"}' \
		"{\"a\":null,$none}{\"a\":\"\",$none}{\"b\":17,$none}{\"a\":{\"b\":17},$none}{\"a\":\"1\\\\u00007\",$none}" $a
	says '5 objects: 0 converted, 0 no value, 0 not covered, 3 empty, 2 unreadable'
	becomes 'a path' '{"v":[{"c.d":486}]}' '{"v":[{"c.d":486}],"q850_cause":17,"q850_name":"User busy"}' \
		--to q850 --field 'v.0."c.d"'
	becomes 'no number' '{"a":16}' '{"a":16,"sip_status":null,"sip_phrase":"method:BYE"}' $a -p "$scratch/bye.tsv"
}

# Each field adds keys of its own, named as the columns of CSV are, in the order of the options.
check_fields() {
	two='"sip_status_2":404,"sip_phrase_2":"Not Found"'
	becomes 'two fields' '{"a":17,"b":{"c":1}}\n{}\n' \
		"{\"a\":17,\"b\":{\"c\":1},$busy,$two}\n{$none,\"sip_status_2\":null,\"sip_phrase_2\":null}\n" \
		--to sip --field a --field b.c
	says '2 objects: 2 fields each'
	says 'b.c to sip: 1 converted, 0 no value, 0 not covered, 1 empty, 0 unreadable'
	becomes 'both directions' '{"b":486,"a":17}\n' \
		"{\"b\":486,\"a\":17,$busy,\"q850_cause\":17,\"q850_name\":\"User busy\"}\n" \
		--field a:sip --field b:q850
	becomes 'one path twice' '{"a":17}\n' "{\"a\":17,$busy,\"sip_status_2\":486,\"sip_phrase_2\":\"Busy Here\"}\n" \
		--field a:sip --field a:sip
	becomes 'a number is a name' '{"1":17}\n' "{\"1\":17,$busy}\n" --field 1:sip
	becomes 'a quote is of the value' '{"a":"\\"17\\""}\n' "{\"a\":\"\\\\\"17\\\\\"\",$none}\n" --to sip --field a
	printf '{"a":17,"b":1}\n{"a":17,"sip_status_2":1}\n' > "$scratch/in"
	run 2 --to sip --field a --field b
	says 'in:2: there is already a key sip_status_2'
	says '2 objects: 2 fields each, 1 left, for they had such keys'
	run 0 --to sip --field a
	run 2 --field a:sip --field b
	says 'say what to convert to'
	run 2 --to sip --field a --field sip_phrase
	says 'a path comes twice'
	run 2 --to sip --field a --field b..c
	says '--field b..c: a path has an empty name'
	printf '{"a":17,"b":"x"}\n{"a":"y","b":1}\n' > "$scratch/in"
	run 1 --to sip --field a --field b --rejects "$scratch/list"
	cut -f 2- "$scratch/list" > "$scratch/listed"
	printf 'line\treason\tvalue\tcolumn\n1\tunreadable\tx\t2\n2\tunreadable\ty\t1\n' | cmp -s - "$scratch/listed"
	result $? "the list tells which field: $(cat "$scratch/list")"
	run 1 --to sip --field a --field b --strict
	says 'in:1: b is unreadable'
}

# The trunk says which profile is asked.
check_trunks() {
	printf 'trunk\tprofile\nbye\t%s\n7\t%s\n' "$scratch/bye.tsv" "$scratch/bye.tsv" > "$scratch/map"
	bye='"sip_status":null,"sip_phrase":"method:BYE"'
	becomes trunks '{"a":17,"t":{"g":"x"}}{"a":16,"t":{"g":" bye "}}{"a":16,"t":{"g":7}}' \
		"{\"a\":17,\"t\":{\"g\":\"x\"},$busy}{\"a\":16,\"t\":{\"g\":\" bye \"},$bye}{\"a\":16,\"t\":{\"g\":7},$bye}" \
		--to sip --field a --trunk-field t.g --trunk-map "$scratch/map"
	becomes 'no trunk, and one with an escape' '{"a":17}{"a":17,"t":{"g":"b\\u0079e"}}' \
		"{\"a\":17,$busy}{\"a\":17,\"t\":{\"g\":\"b\\\\u0079e\"},$none}" \
		--to sip --field a --trunk-field t.g --trunk-map "$scratch/map"
	says '2 objects: 1 converted, 0 no value, 1 not covered'
	becomes 'two fields of a trunk' '{"a":17,"b":16,"t":"bye"}' \
		"{\"a\":17,\"b\":16,\"t\":\"bye\",$none,\"sip_status_2\":null,\"sip_phrase_2\":\"method:BYE\"}" \
		--to sip --field a --field b --trunk-field t --trunk-map "$scratch/map"
	run 2 --to sip --field a --trunk-field t
	says '--trunk-field and --trunk-map need each other'
	run 2 --to sip --field a --trunk-field t --trunk-map "$scratch/absent"
	run 2 --to sip --field a --trunk-field t. --trunk-map "$scratch/map"
	says '--trunk-field t.: a path ends with an empty name'
}

# What cannot be read stays as it is, and costs nothing else.
# shellcheck disable=SC2086
check_broken() {
	becomes 'a line that was cut' '{"a":17}\n{"a":17,"b":"x\n{"a":17}\nNov 25 up\n{"a":17}\n' \
		"{\"a\":17,$busy}\n{\"a\":17,\"b\":\"x\n{\"a\":17,$busy}\nNov 25 up\n{\"a\":17,$busy}\n" $a
	says 'broken objects or lines passed as they are, the first one'
	says 'in:2: a line ends within a string'
	becomes 'no end' '{"a":17' '{"a":17' $a
	run 1 $a --strict
	says 'in:1: the object does not end'
	printf '{"a":17}\n{"a":"x"}\n' > "$scratch/in"
	run 1 $a --strict
	says 'in:2: a is unreadable'
	awk 'BEGIN { printf "{\"a\":17,\"b\":\"";
		for (i = 0; i < 500000; i++) printf "0123456789"; print "\"}\n{\"a\":17}" }' \
		> "$scratch/in"
	run 0 $a
	says '1 objects: 1 converted'
	says 'longer than 4 MiB'
	sed "s/,$busy//" "$scratch/out" | cmp -s - "$scratch/in"
	result $? 'the bytes of an object that is too long'
}

# shellcheck disable=SC2086
check_refusals() {
	printf '{"a":17}\n{"a":17,"sip_phrase":null}\n' > "$scratch/in"
	run 2 $a
	says 'in:2: there is already a key sip_phrase'
	printf '{"a":17,%s}\n{"a":17,"sip_phrase":null}\n' "$busy" | cmp -s - "$scratch/out"
	result $? 'an object that has such a key stays as it is'
	run 2 --to sip --field a..b
	says 'a path has an empty name'
	run 2 $a --no-header
	printf '{"a":17}' > "$scratch/in"
	run 2 $a -o "$scratch/no/out"
	run 0 $a -o "$scratch/in"
	printf '{"a":17,%s}' "$busy" | cmp -s - "$scratch/in"
	result $? 'onto the input itself'
	printf '{"a":17}' > "$scratch/in"
	run 0 $a "$scratch/in"
	printf '{"a":17,%s}\n{"a":17,%s}' "$busy" "$busy" | cmp -s - "$scratch/out"
	result $? 'a line end between two files'
	gzip -c "$scratch/in" > "$scratch/in.gz" && mv "$scratch/in.gz" "$scratch/in"
	run 0 $a
	printf '{"a":17,%s}' "$busy" | cmp -s - "$scratch/out"
	result $? 'a compressed file'
}

cat > "$scratch/bye.tsv" <<'END'
#: title A profile of one row
#: document none
#: sip2q850 absent
#: q850sip partial
direction	in	condition	out	source	note
q850sip	16		method:BYE	none	
END
check_bytes
check_values
check_fields
check_trunks
check_broken
check_refusals
finish
