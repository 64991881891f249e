#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What convert reads: compressed, by pattern, through pipes, and growing. COMPRESSIONS names the kinds it was
# built with, FAULTS is tests/faults.c, built to be preloaded.
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99
sample=$here/../contrib/samples/cdr-custom.csv
columns='--to sip --no-header --field 20'
faults=${FAULTS:-}

# ok NAME COMMAND...: count whether the command succeeds.
ok() {
	checked=$1
	shift
	"$@"
	result $? "$checked"
}

# convert ARGUMENT...: the status goes to $got, the rest to out and err.
convert() {
	got=0
	# shellcheck disable=SC2086
	"$sipq850" convert $columns "$@" > out 2> err || got=$?
}

# same NAME: the last run gave the bytes that are wanted.
same() {
	[ "$got" -eq 0 ] && cmp -s out wanted
	result $? "$1: status $got, $(head -n 1 err)"
}

# refused NAME TEXT: the last run exited with 2, and says so.
refused() {
	[ "$got" -eq 2 ] && grep -qF -e "$2" err
	result $? "$1: status $got, $(head -n 1 err)"
}

# pack KIND LEVEL FILE: compress it to standard output.
pack() {
	"$1" "-$2" -c "$3"
}

suffix() {
	case $1 in
	gzip) echo gz ;;
	zstd) echo zst ;;
	xz) echo xz ;;
	esac
}

has() {
	case " $COMPRESSIONS " in
	*" $1 "*) return 0 ;;
	esac
	return 1
}

# --- compressed

# The same bytes as from the plain file: by name, without a name, through a pipe, byte by byte, under any name.
check_kind() {
	cp plain.wanted wanted
	for level in 1 6 9; do
		pack "$1" $level plain > packed
		convert packed
		same "$1 -$level"
	done
	cat packed > pipe &
	convert - < pipe
	same "$1 through a pipe"
	convert -j 3 packed
	same "$1 with three threads"
	{ dd bs=1 count=1000 2> dd.log; cat; } < packed > pipe &
	convert < pipe
	same "$1 byte by byte"
	wait
	cp packed text.csv
	convert text.csv
	same "$1 under another name"
	convert < packed
	same "$1 as standard input"
	(read_on packed) > out 2> err
	got=$?
	same "$1 from the middle of a file"
	: > nothing
	pack "$1" 6 nothing > packed
	convert packed
	ok "$1 of nothing: status $got" [ "$got" -eq 0 -a ! -s out ]
}

# read_on FILE: standard input stands behind something else.
read_on() {
	{ echo "a line before"; cat "$1"; } > longer
	# shellcheck disable=SC2086
	{ dd bs=14 count=1 of=line 2> dd.log; "$sipq850" convert $columns -q; } < longer
}

check_concatenated() {
	cat plain.wanted plain.wanted > wanted
	pack "$1" 6 plain > one
	cat one one > packed
	convert packed
	same "$1: two of them concatenated"
	cat one one > pipe &
	convert < pipe
	same "$1: two of them through a pipe"
	wait
	: > nothing
	{ pack "$1" 6 nothing; cat one; pack "$1" 6 nothing; cat one; pack "$1" 6 nothing; } > packed
	convert packed
	same "$1: with empty ones between"
}

# Padding of streams, frames to be skipped, and a name that says otherwise.
check_peculiar() {
	cat plain.wanted plain.wanted > wanted
	if has xz; then
		xz -c plain > one
		{ cat one; printf '\0\0\0\0\0\0\0\0'; cat one; printf '\0\0\0\0'; } > packed
		convert packed
		same 'xz with padding'
		{ cat one; printf '\0\0\0'; cat one; } > packed
		convert packed
		refused 'xz with padding of three octets' 'packed: xz, at octet'
	fi
	if has zstd; then
		zstd -qc plain > one
		{ printf 'S*M\030\003\0\0\0abc'; cat one; printf 'P*M\030\0\0\0\0'; cat one; } > packed
		convert packed
		same 'zstd with frames to be skipped'
	fi
	cp plain plain.gz
	cp plain.wanted wanted
	convert plain.gz
	same 'a plain file called .gz'
	printf '(' > one.csv
	"$sipq850" convert --to sip --no-header --field 1 -q one.csv > out 2> err
	ok 'a text of one byte that zstd begins with, too' [ "$(cat out)" = '(,,' ]
	for kind in 'bzip2 BZh91AY&SY' 'lz4 \004\042M\030' 'zip PK\003\004'; do
		printf "${kind#* }" > packed
		convert packed
		refused "${kind% *}" "packed: this is ${kind%% *}, which is not read; decode it first:"
	done
}

# Each truncation is refused, and no output file appears. Those of a few octets are known by the name.
check_truncations() {
	name=small.$(suffix "$1")
	pack "$1" 6 small > "$name.whole"
	size=$(wc -c < "$name.whole")
	n=0
	wrong=
	while [ "$n" -lt "$size" ]; do
		head -c "$n" "$name.whole" > "$name"
		convert -o final "$name"
		{ [ "$got" -eq 2 ] && [ ! -e final ] && [ -s err ]; } || wrong="$wrong $n"
		rm -f final
		n=$((n + 1))
	done
	ok "$1: truncated to these of $size octets, and not refused:$wrong" [ -z "$wrong" ]
	refused "$1 without its last octet" "$name: $1, at octet $((size - 1)): cut short: the end is missing"
	mv "$name.whole" "$name"
	convert -o final "$name"
	ok "$1: the whole file" [ -s final ]
	rm -f final
}

# Each octet damaged: refused, or (where the octet means nothing) the same bytes.
check_damages() {
	pack "$1" 6 small > whole
	size=$(wc -c < whole)
	convert small
	cp out wanted
	n=0
	wrong='' refusals=0
	for old in $(od -An -v -tu1 whole); do
		{ head -c "$n" whole; printf "\\$(printf %o $(((old + 1 + n % 255) % 256)))"; tail -c +$((n + 2)) whole; } > packed
		# What is not known any more by its first octets is another file.
		if [ "$n" -ge 6 ] || [ "$(recognised "$1")" = yes ]; then
			convert -o final packed
			if [ "$got" -eq 2 ] && [ ! -e final ]; then
				refusals=$((refusals + 1))
			else
				cmp -s final wanted || wrong="$wrong $n"
			fi
			rm -f final
		fi
		n=$((n + 1))
	done
	ok "$1: damaged at these octets, and taken:$wrong" [ -z "$wrong" ]
	ok "$1: only $refusals damages of $size were refused" [ "$refusals" -gt $((size * 3 / 4)) ]
}

# recognised KIND: does the file in packed still begin as this kind does?
recognised() {
	begin=$(od -An -tx1 -N 6 packed | tr -d ' \n')
	case $1:$begin in
	gzip:1f8b* | zstd:28b52ffd* | zstd:5?2a4d18* | xz:fd377a585a00) echo yes ;;
	esac
}

check_garbage() {
	pack "$1" 6 plain > one
	for garbage in '\n' '\0' 'garbage that is longer than any header of these\n' '\037\013\0\0\0\0\0\0\0\0\0\0\0\0'; do
		{ cat one; printf "$garbage"; } > packed
		convert -o final packed
		refused "$1 and $garbage" "packed: $1, at octet"
		ok "$1 and $garbage: a file was left" [ ! -e final ]
		[ "$1" != gzip ] || refused "$1 and $garbage" 'trailing garbage'
	done
}

check_refusal() {
	pack "$1" 6 plain > packed
	convert packed
	refused "without $1" "packed: this is $1, and sipq850 was built without it; install "
}

check_compressed() {
	for kind in gzip zstd xz; do
		if ! has $kind; then
			check_refusal $kind
			continue
		fi
		check_kind $kind
		check_concatenated $kind
		check_truncations $kind
		check_damages $kind
		check_garbage $kind
	done
	check_peculiar
}

# --- memory

# small_enough NAME: the last run took less than 32 MB.
small_enough() {
	[ -z "$faults" ] || ok "$1: $(cat memory) KiB" [ "$(cat memory)" -lt 31250 ]
}

# measured ARGUMENT...: convert, and tell the memory that it took.
measured() {
	LD_PRELOAD=$faults FAULT_MEMORY=memory convert -q "$@"
}

# What a decoder has to look back on may be larger than what we take; the largest that is read, with many threads.
check_memory() {
	awk '{ all = all $0 "\n" } END { for (i = 0; i < 300; i++) printf "%s", all }' plain > large
	convert -q large
	cp out wanted
	measured -j 64 large
	same 'many threads'
	small_enough 'many threads'
	if has zstd; then
		zstd -qc -1 --zstd=wlog=23 large > packed
		measured -j 8 packed
		same 'the largest window of zstd'
		small_enough 'the largest window of zstd'
		zstd -qc -1 --zstd=wlog=24 large > packed
		measured packed
		refused 'a larger window' 'its window is larger than 8 MiB; decode it first: zstd -dc --long=31 packed | sipq850'
	fi
	if has xz; then
		xz -c --lzma2=preset=0,dict=16MiB large > packed
		measured -j 8 packed
		same 'the largest dictionary of xz'
		small_enough 'the largest dictionary of xz'
		xz -c --lzma2=preset=0,dict=64MiB large > packed
		measured -o final packed
		refused 'a larger dictionary' 'and so is what it holds; decode it first: xz -dc packed | sipq850'
		small_enough 'a larger dictionary'
		ok 'a larger dictionary: a file was left' [ ! -e final ]
	fi
}

# --- files

check_patterns() {
	cp plain a-1.csv
	cp small a-2.csv
	cp small 'b-[1].csv'
	cat plain small > both
	convert -q both
	cp out wanted
	convert 'a-*.csv'
	same 'a pattern'
	convert 'a-[12].cs?'
	same 'another pattern'
	convert small
	cp out wanted
	convert 'b-[1].csv'
	same 'a file with the name of a pattern'
	convert 'c-*.csv'
	refused 'a pattern that matches nothing' 'c-*.csv: no file of that name, and none that it matches'
	convert absent
	refused 'a file that is not there' 'absent: No such file or directory'
}

check_pipes() {
	cp plain.wanted wanted
	cat plain > pipe &
	convert pipe
	same 'a FIFO'
	wait
	for size in 1 2 5 9; do
		dd if=plain bs=$size count=2000 2> dd.log > part
		convert part
		cp out wanted
		dd if=plain bs=$size count=2000 2> dd.log > pipe &
		convert < pipe
		same "by $size bytes"
		wait
	done
}

# --- growing

# until_true NAME COMMAND...: wait until it succeeds, ten seconds at most.
until_true() {
	awaited=$1
	shift
	tries=0
	while ! "$@" && [ $tries -lt 500 ]; do
		sleep 0.02
		tries=$((tries + 1))
	done
	ok "$awaited: not within ten seconds; $(cat err)" "$@"
}

# begin_follow [VARIABLE=VALUE...]: follow the file log in the background, with the options in $follow.
follow='--to sip --field 1'
begin_follow() {
	rm -f out err
	# shellcheck disable=SC2086
	timeout 60 env --default-signal "$@" sh -c 'echo $$ > pid; exec "$0" "$@"' \
		"$sipq850" convert $follow -q --follow log > out 2> err &
	job=$!
}

# has_lines N: the output has as many lines.
has_lines() {
	[ -e out ] && [ "$(wc -l < out)" -eq "$1" ]
}

# end_follow SIGNAL: it ends well, with the output that is in wanted.
end_follow() {
	kill "-$1" "$(cat pid)"
	wait $job
	got=$?
	same "$2"
}

# Both kinds of rotation, with a last record that comes between.
follow_rotations() {
	printf 'c,d\n17,1\n' > log
	begin_follow "$@"
	until_true "$*: the begin" has_lines 2
	echo '16,2' >> log
	until_true "$*: a line more" has_lines 3
	mv log log.1
	echo '18,3' >> log.1
	printf 'c,d\n19,4\n' > log
	until_true "$*: after a rename" has_lines 5
	echo '20,5' >> log
	until_true "$*: a line more after the rename" has_lines 6
	rm log
	printf 'c,d\n21,6\n' > log
	until_true "$*: after a removal" has_lines 7
	cp log log.2
	: > log
	until_true "$*: it is told of the cut" grep -qs 'log: was cut from 9 octets to 0; reading it from its begin' err
	printf 'c,d\n22,7' >> log
	until_true "$*: after a cut" has_lines 7
	echo >> log
	until_true "$*: the end of a line that had begun" has_lines 8
	printf 'c,d\n17,1\n16,2\n18,3\n19,4\n20,5\n21,6\n22,7\n' > whole
	"$sipq850" convert --to sip --field 1 -q whole > wanted
}

check_follow() {
	follow_rotations A=B
	end_follow TERM 'following with inotify, ended by SIGTERM'
	if [ -n "$faults" ]; then
		follow_rotations LD_PRELOAD="$faults" FAULT_INOTIFY=1
		end_follow INT 'following without inotify, ended by SIGINT'
	fi

	# What was renamed may end within a line; the next file begins a line of its own.
	printf 'c,d\n17,1\n16,2' > log
	begin_follow A=B
	until_true 'the begin of a file without a last line end' has_lines 2
	mv log log.1
	printf 'c,d\n18,3\n' > log
	until_true 'the next one' has_lines 4
	printf 'c,d\n17,1\n16,2\n18,3\n' > whole
	"$sipq850" convert --to sip --field 1 -q whole > wanted
	end_follow INT 'a file renamed within a line'

	# The list of rejects goes to who waits for it, record by record.
	printf 'c,d\n17,1\n' > log
	mkfifo list
	cat list > listed &
	# shellcheck disable=SC2086
	timeout 60 "$sipq850" convert --to sip --field 1 -q --follow --rejects list log > out 2> err &
	job=$!
	until_true 'a list of rejects: the begin' has_lines 2
	echo 'what,2' >> log
	until_true 'a list of rejects: a line more' grep -qs '^log	3	unreadable	what	1' listed
	kill $job
	wait

	# Nobody reads any more: it ends by itself.
	printf 'c,d\n17,1\n' > log
	timeout 60 env --default-signal "$sipq850" convert --to sip --field 1 -q --follow log 2> err | head -n 1 > out
	ok 'a reader that goes away ends it' [ "$(cat out)" = 'c,d,sip_status,sip_phrase' ]
}

# check_follow_kind NAME RECORD: records through both kinds of rotation, each told as soon as it is there.
check_follow_kind() {
	echo "$2" > log
	begin_follow A=B
	until_true "$1: the begin" has_lines 1
	printf '%s' "$2" >> log
	echo >> log
	until_true "$1: a line more" has_lines 2
	printf '%s' "$2" >> log
	mv log log.1
	echo "$2" > log
	until_true "$1: after a rename within a line" has_lines 4
	: > log
	until_true "$1: it is told of the cut" grep -qs 'log: was cut from' err
	echo "$2" >> log
	until_true "$1: after a cut" has_lines 5
	for n in 1 2 3 4 5; do
		echo "$2"
	done > whole
	# shellcheck disable=SC2086
	"$sipq850" convert $follow -q whole > wanted
	ok "$1: something was added" [ "$(wc -c < wanted)" -gt "$(wc -c < whole)" ]
	end_follow INT "$1 ended by SIGINT"
}

# check_follow_list NAME BEGIN BAD WANTED: what is bad is listed to who waits for it.
check_follow_list() {
	echo "$2" > log
	rm -f out list
	mkfifo list
	cat list > listed &
	# shellcheck disable=SC2086
	timeout 60 "$sipq850" convert $follow -q --follow --rejects list log > out 2> err &
	job=$!
	until_true "$1: the begin, with a list" has_lines 1
	echo "$3" >> log
	until_true "$1: a line more is listed" grep -qs "$4" listed
	kill $job
	wait
}

check_follow_kinds() {
	follow='--json --to sip --field a'
	check_follow_kind 'objects' '{"a":17}'
	check_follow_list 'objects' '{"a":17}' '{"a":"what"}' '^log	2	unreadable	what	1'
	follow='--annotate'
	check_follow_kind 'text' 'x Got SIP response 486 "Busy Here" back from 192.0.2.1'
	cat > few.tsv <<'END'
#: title A profile of one row
#: document none
#: sip2q850 partial
#: q850sip absent
direction	in	condition	out	source	note
sip2q850	486		17	none	
END
	follow='--annotate -p ./few.tsv'
	check_follow_list 'text' 'SIP/2.0 486 Busy Here' 'SIP/2.0 503 Service Unavailable' '^log	2	not covered	503	0'
}

# misuse_of OPTION...: what cannot be followed.
misuse_of() {
	for last in '' '-' 'log log'; do
		# shellcheck disable=SC2086
		"$sipq850" convert "$@" --follow $last < log > out 2> err
		got=$?
		refused "--follow of '$last' with $1" '--follow takes one FILE'
	done
	"$sipq850" convert "$@" --follow -o final log 2> err
	got=$?
	refused "$1 --follow -o" '--output appears only when whole'
	"$sipq850" convert "$@" --follow --rejects final log 2> err
	got=$?
	refused "$1 --follow --rejects" '--rejects appears only when whole'
}

check_follow_misuse() {
	misuse_of --annotate
	misuse_of --json --to sip --field a
	printf '17\n' > log
	convert --follow
	refused '--follow of standard input' '--follow takes one FILE'
	convert --follow - < log
	refused '--follow of -' '--follow takes one FILE'
	convert --follow log log
	refused '--follow of two files' '--follow takes one FILE'
	convert --follow -o final log
	refused '--follow with --output' '--output appears only when whole, which it never is with --follow; use >final'
	convert --follow -j 2 log
	refused '--follow with --jobs' 'leave out --jobs'
	convert --follow --rejects absent log
	refused '--follow with --rejects' '--rejects appears only when whole, which it never is with --follow'
	convert --follow "$scratch"
	refused '--follow of a directory' 'Is a directory'
	cat log > pipe &
	convert --follow pipe
	refused '--follow of a FIFO' 'pipe: only a plain file can be followed'
	wait
	if has gzip; then
		gzip -c log > log.gz
		convert --follow log.gz
		refused '--follow of a compressed file' 'log.gz: only a plain file can be followed, and this is gzip'
	fi
}

# --- the bar

# on_terminal ARGUMENT...: convert with standard error on a terminal; what that saw goes to seen.
on_terminal() {
	line="LD_PRELOAD=$faults FAULT_CLOCK=1 TERM=xterm '$sipq850' convert $columns"
	TERM=xterm timeout 60 script -qec "$line $* > out" /dev/null < /dev/null > seen
}

check_progress() {
	if [ -z "$faults" ] || ! command -v script > /dev/null; then
		return
	fi
	awk '{ all = all $0 "\n" } END { for (i = 0; i < 100; i++) printf "%s", all }' plain > large
	size=$(wc -c < large)
	convert -q large
	cp out wanted
	on_terminal large large
	cat wanted wanted | cmp -s - out
	result $? 'the bytes beside a bar'
	esc=$(printf '\033')
	tr '\r' '\n' < seen | grep -c '^\[#*-*\]  *[0-9]*%  [0-9]* MB/s  [0-9]*:[0-9][0-9] left' > bars
	ok "$(cat bars) bars for two files of $size octets" [ "$(cat bars)" -ge $((2 * size / 1048576 - 2)) ]
	ok 'the bar goes from file to file, and never back' sh -c \
		"tr '\r' '\n' < seen | sed -n 's/^.*\] *\([0-9]*\)%.*/\1/p' > shares &&
		sort -n shares | cmp -s - shares && [ \$(tail -n 1 shares) -gt 90 ]"
	ok 'the bar is taken away before the summary' sh -c \
		"tr '\r' '\n' < seen | grep '^$esc\[Ksipq850: [0-9]* records: ' > /dev/null"
	on_terminal -q large
	ok 'a bar in spite of --quiet' [ ! -s seen ]
	LD_PRELOAD=$faults FAULT_CLOCK=1 convert large
	ok 'a bar where there is no terminal' [ "$(wc -l < err)" -eq 1 ]
	cat large > pipe &
	on_terminal pipe
	wait
	ok 'a bar without a share where the size is not known' grep -q '[0-9.]* MB  [0-9]* MB/s' seen
}

awk '{ all = all $0 "\n" } END { for (i = 0; i < 10; i++) printf "%s", all }' "$sample" > plain
# Of few octets, as each of them is cut off and damaged, but with more than literals in it.
printf 'call,,,,,,,,,,,,,,,,,,,17\ncall,,,,,,,,,,,,,,,,,,,"USER_BUSY"\nrecall,,,,,,,,,,,,,,,,,,,34\n' > small
convert -q plain
cp out plain.wanted
ok "the plain file: $(head -n 1 err)" [ -s plain.wanted ]

mkfifo pipe
check_compressed
check_memory
check_patterns
check_pipes
check_follow
check_follow_kinds
check_follow_misuse
check_progress
finish
