#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# sipq850 convert: one thread or several, fast instructions or none, read in large pieces or small ones: the output, the
# list of rejects, what is said and the exit status are the same.
. "${srcdir:-.}/result.sh"
data=$here/data/convert

# suite NAME SETTING OPTION...: all cases of check-convert.sh, with a variable set and options added.
suite() {
	suite_name=$1 setting=$2
	shift 2
	cat > "$scratch/sipq850" <<-EOF
	#!/bin/sh
	case \$1 in
	convert) shift; exec env $setting "$sipq850" convert $* "\$@" ;;
	*) exec "$sipq850" "\$@" ;;
	esac
	EOF
	chmod +x "$scratch/sipq850"
	said=$(SIPQ850=$scratch/sipq850 ${SHELL:-sh} "$here/check-convert.sh" 2> /dev/null | tail -n 3)
	case $said in
	[1-9]*" passed, 0 failed") result 0 "$suite_name" ;;
	*) result 1 "$suite_name: $said" ;;
	esac
}

head=--no-header files=$scratch/in

# convert TO SIMD READ OPTION...: run, and keep all that can be seen of it in files that begin with TO.
convert() {
	to=$1 simd=$2 size=$3
	shift 3
	# shellcheck disable=SC2086 # words
	SIPQ850_SIMD=$simd SIPQ850_READ=$size "$sipq850" convert --to sip $head "$@" --rejects "$to.rejects" $files \
		> "$to.out" 2> "$to.err"
	echo $? > "$to.status"
	[ -f "$to.rejects" ] || echo absent > "$to.rejects"
	cat "$to.out" "$to.err" "$to.status" "$to.rejects" > "$to.all"
}

# same NAME OPTION...: convert in all ways.
same() {
	name=$1
	shift
	rm -f "$scratch"/*.rejects
	convert "$scratch/wanted" none '' -j 1 "$@"
	for way in 'none 1' 'sse2 3' 'avx2 1' 'avx2 64' 'all 1' 'all 64'; do
		for jobs in 1 3; do
			rm -f "$scratch/got.rejects"
			# shellcheck disable=SC2086 # two words
			convert "$scratch/got" $way -j $jobs "$@"
			cmp -s "$scratch/wanted.all" "$scratch/got.all"
			result $? "$name, $way, -j $jobs"
		done
	done
}

# noise SEED BYTES QUOTES: make the input.
noise() {
	awk -f "$data/noise.awk" -v seed="$1" -v bytes="$2" -v quotes="$3" | tr '\001' '\000' > "$scratch/in"
}

for seed in 1 2 3; do
	noise $seed 3000 100
	same "noise $seed" --field 2
	noise $seed 3000 12
	same "noise $seed with many quotes" --field 1
	noise 1$seed 3000 40
	same "noise $seed, three columns" --field 3 --field 1:q850 --field 2
	same "noise $seed, strict" --field 1 --strict
	awk -f "$data/random.awk" -v seed=$seed -v records=60 -v width=5 -v d=, -v ragged=1 > "$scratch/in"
	same "records $seed" --field 3 --field 1
done
printf '%s\n' "1,\"\n\"" 17,17 > "$scratch/in"
same 'a first record that is too short' --field 3
awk 'BEGIN { printf "17,\"\n"; for (i = 0; i < 300; i++) print "17,"; }' > "$scratch/in"
same 'a quote that never ends' --field 1
awk 'BEGIN { for (i = 0; i < 300; i++) print i ",17" }' | tr -d '\n' > "$scratch/in"
same 'no line end at all' --field 1

# Headers, files that lack their last line end, and a quote that never ends in the first of several.
head=
printf '\357\273\277"c",d\r\n17,"a\nb"\r\n,\n18,x' > "$scratch/in"
printf '\n"c",d\n17,2\nwhat,3' > "$scratch/second"
files="$scratch/in $scratch/second $scratch/in"
same 'three files' --field c --field 1
same 'three files, strict' --field c --strict
printf '"c",d\n17,"never\n18,x\n' > "$scratch/in"
same 'three files, two with a quote that never ends' --field c
head=--no-header files=$scratch/in

# Chunks of full size: quoted line feeds at each place where they are cut, and more to write than a chunk has room for.
awk 'BEGIN {
	for (i = 0; i < 20000; i++) {
		printf "17,\"a field\n17,of two lines and \"\"quotes\"\"\",%d\n", i
		printf "%s\n", i % 3 ? "19,x\"y," : "what,,"
		if (i % 1000 == 0)
			for (k = 0; k < 500; k++)
				printf "1\n"
	}
}' > "$scratch/in"
convert "$scratch/wanted" none '' -j 1 --field 1
for jobs in 2 3 64; do
	convert "$scratch/got" '' '' -j $jobs --field 1
	cmp -s "$scratch/wanted.all" "$scratch/got.all"
	result $? "large chunks, -j $jobs"
done
result "$(($(wc -l < "$scratch/wanted.rejects") != 6668))" 'large chunks: not all rejects are listed'
printf '%s\n' 17 what > "$scratch/in"
"$sipq850" convert -q --to sip --no-header --field 1 -j 3 "$scratch/in" > /dev/full 2> "$scratch/err"
result $(($? != 2)) 'a full device, -j 3'

suite 'all cases without SIMD, -j 3' SIPQ850_SIMD=none -j 3
finish
