# SPDX-License-Identifier: GPL-2.0-or-later
# tables/log-classes.tsv to C, and its check: every value in exactly one row.
#	LC_ALL=C awk -f log_classes.awk log-classes.tsv > log_classes.c
BEGIN {
	FS = "\t"
	split("unknown normal user network resources interworking protocol", names, " ")
	for (i in names)
		known[names[i]] = 1
	from["cause"] = 1; to["cause"] = 127
	from["status"] = 100; to["status"] = 699
}
/^#/ { next }
!head { head = 1; if ($0 != "kind\tfirst\tlast\tclass\tsource\tnote") refuse("columns"); next }
NF != 6 || !($1 in from) || $2 !~ /^[0-9]+$/ || $3 !~ /^[0-9]+$/ || $5 == "" { refuse("malformed"); next }
$5 == "our choice" && $6 == "" { refuse("a choice without a reason"); next }
!($4 in known) { refuse("unknown class"); next }
$2 + 0 > $3 + 0 || $2 < from[$1] || $3 + 0 > to[$1] { refuse("out of range"); next }
{
	for (i = $2 + 0; i <= $3 + 0; i++) {
		if (($1, i) in class)
			refuse("value " i " stands in two rows")
		class[$1, i] = $4
	}
}
END {
	for (kind in from)
		for (i = from[kind]; i <= to[kind]; i++)
			if (!((kind, i) in class))
				refuse(kind " " i " stands in no row")
	if (refused)
		exit 1
	print "/* Generated from tables/log-classes.tsv by log_classes.awk: do not edit. */"
	print "#include \"log_classes.h\""
	array("cause", 128)
	array("status", 700)
}

function refuse(why)
{
	print FILENAME ":" FNR ": " why > "/dev/stderr"
	refused = 1
}

function array(kind, size,    i)
{
	print "\nconst unsigned char log_class_of_" kind "[" size "] = {"
	for (i = from[kind]; i <= to[kind]; i++)
		print "\t[" i "] = CALL_CLASS_" toupper(class[kind, i]) ","
	print "};"
}
