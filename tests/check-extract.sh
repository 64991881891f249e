# SPDX-License-Identifier: GPL-2.0-or-later
# Our own samples of every log format: each folder of data/logs/ has an `input` and the `output` that is to be made
# of it, written by hand from what is known of the format. The name of the folder is the format, perhaps with +WORD
# behind it; unless `options` says otherwise the format has to be recognised, too.
. "${srcdir:-.}/result.sh"
tests=$(cd "${srcdir:-.}" && pwd)

# extract FOLDER: to $scratch/out.
extract() {
	options=
	if [ -f "$1/options" ]; then
		options=$(cat "$1/options")
	fi
	# shellcheck disable=SC2086
	(cd "$1" && "$sipq850" extract -q $options input) > "$scratch/out" 2> "$scratch/error"
}

for folder in "$tests"/data/logs/*/; do
	name=$(basename "$folder")
	extract "$folder"
	rc=$?
	[ $rc -eq 0 ] && diff "$folder/output" "$scratch/out" > "$scratch/diff"
	result $? "$name: exit $rc, $(head -c 300 "$scratch/error" "$scratch/diff")"
	tail -n +2 "$folder/output" | cut -f 17 | grep -v -x "${name%%+*}"
	[ $? -eq 1 ]
	result $? "$name: the output is of another format"
done

# Every format has a sample, and every sample is of a format that there is. any-text knows no calls: check-annotate.sh.
"$sipq850" formats -f tsv | tail -n +2 | cut -f 1 | grep -v '^any-text$' | sort > "$scratch/formats"
for folder in "$tests"/data/logs/*/; do
	name=$(basename "$folder")
	echo "${name%%+*}"
done | sort -u > "$scratch/sampled"
diff "$scratch/formats" "$scratch/sampled" > "$scratch/diff"
result $? "formats without a sample, or samples without a format: $(grep '^[<>]' "$scratch/diff" | tr '\n' ' ')"
finish
