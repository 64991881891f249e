#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever system call of convert fails, and wherever it or another command that writes a file is killed: the same bytes
# come out, or it exits with 2 and nothing has the final name. FAULTS is tests/faults.c, built to be preloaded.
. "${srcdir:-.}/result.sh"
cd "$scratch" || exit 99
sample=$here/../contrib/samples/cdr-custom.csv
FAULT_MARK=$scratch/mark
export FAULT_MARK
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; rm -rf "$scratch"' EXIT
[ -e "$FAULTS" ] || { echo "FAULTS names no file" >&2; exit 99; }

# convert VARIABLE=VALUE... -- ARGUMENT...: the status goes to $got, messages to err.
convert() {
	settings=
	while [ "$1" != -- ]; do
		settings="$settings $1"
		shift
	done
	shift
	rm -f mark
	got=0
	# shellcheck disable=SC2086
	env $settings LD_PRELOAD="$FAULTS" "$sipq850" convert --to sip --no-header --field 20 -q "$@" 2> err || got=$?
}

# loop CALL KIND INPUT LAST: the fault at each call there is, up to LAST. What fails has to say so; EINTR and short
# counts must not be seen.
loop() {
	n=1
	wrong='' happened=0
	while [ $n -le "$4" ] && [ $happened -eq $((n - 1)) ]; do
		rm -f dir/final
		convert FAULT_CALL="$1" FAULT_KIND="$2" FAULT_AT=$n FAULT_MOST=1000 -- -o dir/final "$3"
		[ ! -e mark ] || happened=$((happened + 1))
		if [ $got -eq 0 ]; then
			cmp -s dir/final wanted || wrong="$wrong $n (other bytes)"
			case $2 in
			EIO | ENOSPC) [ ! -e mark ] || wrong="$wrong $n (not noticed)" ;;
			esac
		elif [ "$2" = EINTR ] || [ "$2" = short ] || [ $got -ne 2 ] || [ ! -s err ] || [ ! -e mark ]; then
			wrong="$wrong $n (status $got)"
		elif [ -n "$(ls -A dir)" ] && [ "$1" != fsync ]; then
			wrong="$wrong $n (left $(ls -A dir))"
		fi
		n=$((n + 1))
	done
	[ -z "$wrong" ]
	result $? "$2 of $1 for $3, at the call:$wrong"
	[ $happened -gt 0 ]
	result $? "$2 of $1 for $3 never happened"
}

check_errors() {
	for input in plain $packed; do
		for kind in EINTR EIO short; do
			loop read $kind $input 40
		done
	done
	for kind in EINTR EIO ENOSPC short; do
		loop write $kind plain 40
	done
	loop rename EIO plain 1
	loop fsync EINTR plain 2
}

# The first fsync is that of the file, the second that of its directory, when the whole file has its name.
check_fsync() {
	rm -f dir/*
	convert FAULT_CALL=fsync FAULT_KIND=EIO FAULT_AT=1 -- -o dir/final plain
	[ $got -eq 2 ] && [ -e mark ] && [ -z "$(ls -A dir)" ]
	result $? "EIO of the first fsync: status $got, left $(ls -A dir)"
	convert FAULT_CALL=fsync FAULT_KIND=EIO FAULT_AT=2 -- -o dir/final plain
	[ $got -eq 2 ] && [ -e mark ] && cmp -s dir/final wanted
	result $? "EIO of the second fsync: status $got"
}

# Over an old file: what was there stays.
check_old_file() {
	for call in read write fsync rename; do
		echo old > dir/final
		convert FAULT_CALL=$call FAULT_KIND=EIO FAULT_AT=1 -- -o dir/final plain
		[ $got -eq 2 ] && [ "$(cat dir/final)" = old ]
		result $? "EIO of $call: status $got, and the old file is $(head -c 20 dir/final)"
	done
	rm -f dir/*
}

# Standard output, where there is no final name: the exit status is what tells.
check_standard_output() {
	for kind in EIO ENOSPC; do
		convert FAULT_CALL=write FAULT_KIND=$kind FAULT_AT=3 FAULT_MOST=1000 -- plain > out
		[ $got -eq 2 ] && [ -e mark ]
		result $? "$kind of standard output: status $got"
	done
	convert FAULT_MOST=7 -- plain > out
	cmp -s out wanted
	result $? 'no more than seven bytes at a time'
}

# is_whole: the whole file has the final name. What a page lets run is marked by a number that differs each time.
is_whole() {
	sed "s/nonce\([-=]\"*\)[0-9a-f]*/nonce\1/g" dir/final | cmp -s - wanted
}

# whole_or_none NAME: nothing has the final name, or the whole file has it.
whole_or_none() {
	[ ! -e dir/final ] || is_whole
	result $? "$1: a part has the final name"
	rm -rf dir
	mkdir dir
}

# As by kill -9, before each of the calls that matter, and at any other moment.
check_kills() {
	kills=0
	for call in read write fsync rename; do
		for n in 1 2 3 5 8 13 21; do
			# The shell has something to say of each process that is killed.
			{ convert FAULT_CALL=$call FAULT_KIND=KILL FAULT_AT=$n FAULT_MOST=1000 -- -o dir/final plain; } 2> killed
			[ $got -ne 137 ] || kills=$((kills + 1))
			whole_or_none "killed before $call $n"
		done
	done
	[ $kills -ge 15 ]
	result $? "killed only $kills times"
	for delay in 0 0.001 0.002 0.003 0.004 0.005 0.007 0.010 0.015 0.020; do
		"$sipq850" convert --to sip --no-header --field 20 -q -o dir/final plain plain plain plain 2> err &
		job=$!
		sleep $delay
		kill -9 $job 2> killed
		wait $job 2> killed
		cp wanted once
		cat once once once once > wanted
		whole_or_none "killed after $delay s"
		cp once wanted
	done
}

# kill_command NAME ARGUMENT...: kill -9 the command, that writes to dir/final, before each of the calls that matter and
# at random moments; what it writes when nothing happens is in `whole`.
kill_command() {
	name=$1
	shift
	kills=0
	sed "s/nonce\([-=]\"*\)[0-9a-f]*/nonce\1/g" whole > wanted
	for call in read write fsync rename; do
		for n in 1 2 3 8; do
			{ env FAULT_CALL=$call FAULT_KIND=KILL FAULT_AT=$n FAULT_MOST=1000 LD_PRELOAD="$FAULTS" \
				"$sipq850" "$@" > seen 2> err; got=$?; } 2> killed
			[ $got -ne 137 ] || kills=$((kills + 1))
			whole_or_none "$name, killed before $call $n"
		done
	done
	[ $kills -ge 6 ]
	result $? "$name was killed only $kills times"
	for delay in $(awk -v seed="$$" 'BEGIN { srand(seed); while (n++ < 12) printf "%.4f\n", rand() * rand() * 0.1 }'); do
		"$sipq850" "$@" > seen 2> err &
		job=$!
		sleep "$delay"
		kill -9 $job 2> killed
		wait $job 2> killed
		whole_or_none "$name, killed after $delay s"
	done
	"$sipq850" "$@" > seen 2> err
	[ -e dir/final ] && is_whole
	result $? "$name, not killed: $(head -n 1 err)"
	rm -f dir/final
}

# The other commands that write a file.
check_other_kills() {
	cp wanted wanted.csv
	awk '{ all = all $0 "\n" } END { while (n++ < 3000) printf "%s", all }' \
		"$here/data/logs/asterisk-cdr-csv/input" > long.csv
	awk '{ printf "{\"n\":%d,\"cause\":%d}\n", NR, NR % 127 + 1 }' long.csv > long.json
	awk '{ printf "%d: Got SIP response %d \"x\" back from gw\n", NR, 400 + NR % 200 }' long.csv > long.log
	set -- extract -q --format asterisk-cdr-csv long.csv
	"$sipq850" "$@" > whole 2> err
	kill_command 'extract -o' "$@" -o dir/final
	set -- convert --json -q --to sip --field cause long.json
	"$sipq850" "$@" > whole 2> err
	kill_command 'convert --json -o' "$@" -o dir/final
	set -- convert --annotate -q long.log
	"$sipq850" "$@" > whole 2> err
	kill_command 'convert --annotate -o' "$@" -o dir/final
	set -- report -q --format asterisk-cdr-csv long.csv --html dir/final
	"$sipq850" "$@" 2> err
	mv dir/final whole
	kill_command 'report --html' "$@"
	mv wanted.csv wanted
}

# A disk that is full: a small tmpfs where we may have one.
check_full_disk() {
	mkdir full
	if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=16k none full 2> err; then
		mounted=$scratch/full
		convert -- -o full/final plain
		[ $got -eq 2 ] && grep -q 'full/final: No space left on device' err && [ -z "$(ls -A full)" ]
		result $? "a full tmpfs: status $got, $(head -n 1 err)"
		umount full && mounted=
	fi
	if [ -c /dev/full ]; then
		convert -- -o /dev/full plain
		[ $got -eq 2 ] && grep -q 'No space left on device' err
		result $? "a full device: status $got, $(head -n 1 err)"
	fi
}

cat "$sample" "$sample" "$sample" "$sample" > plain
"$sipq850" convert --to sip --no-header --field 20 -q plain > wanted
packed=
case " $COMPRESSIONS " in *" gzip "*) gzip -1c plain > plain.gz; packed="$packed plain.gz" ;; esac
case " $COMPRESSIONS " in *" zstd "*) zstd -1qc plain > plain.zst; packed="$packed plain.zst" ;; esac
case " $COMPRESSIONS " in *" xz "*) xz -1c plain > plain.xz; packed="$packed plain.xz" ;; esac
mkdir dir

check_errors
check_fsync
check_old_file
check_standard_output
check_kills
check_other_kills
check_full_disk
finish
