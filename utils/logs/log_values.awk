# SPDX-License-Identifier: GPL-2.0-or-later
# tables/log-values.tsv to C, sorted by system and folded text.
#	LC_ALL=C awk -f log_values.awk log-values.tsv > log_values.c
BEGIN {
	FS = "\t"
	print "/* Generated from tables/log-values.tsv by log_values.awk: do not edit. */"
	print "#include \"log_values.h\"\n\nconst struct log_value log_values[] = {"
}
/^#/ || /^$/ { next }
!head { head = 1; next }
{
	text = tolower($2)
	gsub(/[^a-z0-9\200-\377]/, "", text)
	line[n++] = sprintf("\t{ \"%s\", \"%s\", %d, %d },", $1, text, $3, $4)
	key[n - 1] = $1 "\t" text
}
# Insertion sort: awk has no sort of its own.
END {
	for (i = 1; i < n; i++) {
		for (j = i; j > 0 && key[j - 1] > key[j]; j--) {
			t = key[j]; key[j] = key[j - 1]; key[j - 1] = t
			t = line[j]; line[j] = line[j - 1]; line[j - 1] = t
		}
	}
	for (i = 0; i < n; i++)
		print line[i]
	print "};\n\nconst size_t log_values_count = sizeof(log_values) / sizeof(log_values[0]);"
}
