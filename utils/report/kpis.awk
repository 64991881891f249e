# SPDX-License-Identifier: GPL-2.0-or-later
# tables/kpis.tsv to C, and its check.
#	LC_ALL=C awk -f kpis.awk kpis.tsv > kpis.c
BEGIN {
	FS = "\t"
	CLASS = "class:(unknown|normal|user|network|resources|interworking|protocol)"
	NUMBERS = "(status|cause):[0-9]+(\\.\\.[0-9]+|(,[0-9]+)*)"
	WORD = "^-?(all|every|answered|list|" CLASS "|" NUMBERS ")$"
}
/^#/ { next }
!head { head = 1; if ($0 != "kpi\ttitle\tvariant\tgood\tcounts\tof\tsource\tnote") refuse("columns"); next }
NF != 8 || $4 !~ /^(high|low)$/ || $7 == "" || $8 == "" { refuse("malformed"); next }
/\\/ { refuse("a backslash"); next }
{
	check($5)
	check($6)
	if (($1, $3) in seen)
		refuse("'" $1 " " $3 "' stands twice")
	seen[$1, $3] = 1
	text = ""
	for (i = 1; i <= NF; i++)
		if (i != 4)
			text = text quoted($i) ", "
	row[n++] = "\t{ " text ($4 == "high" ? "true" : "false") " },"
}
END {
	if (refused)
		exit 1
	print "/* Generated from tables/kpis.tsv by kpis.awk: do not edit. */"
	print "#include \"kpi.h\"\n\nconst struct kpi_row kpi_rows[] = {"
	for (i = 0; i < n; i++)
		print row[i]
	print "};\n\nconst size_t kpi_rows_count = sizeof(kpi_rows) / sizeof(kpi_rows[0]);"
}

function check(words,    i, n, word)
{
	n = split(words, word, " ")
	for (i = 1; i <= n; i++)
		if (word[i] !~ WORD)
			refuse("'" word[i] "' is no word of this table")
	if (!n)
		refuse("nothing is counted")
}

function quoted(text)
{
	gsub(/"/, "\\\"", text)
	return "\"" text "\""
}

function refuse(why)
{
	print FILENAME ":" FNR ": " why > "/dev/stderr"
	refused = 1
}
