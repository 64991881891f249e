# SPDX-License-Identifier: GPL-2.0-or-later
# The format files as text in C, unchanged: the command parses them as it parses a file of the user.
#	LC_ALL=C awk -f format_texts.awk FILE... > format_texts.c
BEGIN {
	print "/* Generated from tables/formats/ by format_texts.awk: do not edit. */"
	print "#include \"format_texts.h\"\n\n#include <stddef.h>\n\nconst struct format_text format_texts[] = {"
}
FNR == 1 {
	finish()
	name = FILENAME
	sub(/^.*\//, "", name)
	file = name
	sub(/\.tsv$/, "", name)
	printf "\t{ \"%s\", \"%s\",\n", name, file
	open = 1
}
{
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	gsub(/\t/, "\\t")
	gsub(/\?/, "\\?")
	printf "\t  \"%s\\n\"\n", $0
}
END {
	finish()
	print "\t{ NULL, NULL, NULL }\n};"
}
function finish()
{
	if (open)
		print "\t},"
}
