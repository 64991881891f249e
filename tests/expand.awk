# SPDX-License-Identifier: GPL-2.0-or-later
# Expand a profile to what every status and cause becomes when nothing else is known: the truth that the library is tested
# against. Knows plain rows of inputs, classes and `*` only; a profile replaces the rows of its base, which stands before it.
# Prints the columns of `sipq850 table` but for source, which the line stands for.
#
#   awk -f expand.awk q850-location.tsv [profiles/BASE.tsv] profiles/NAME.tsv

BEGIN { FS = OFS = "\t" }
FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/\.tsv$/, "", name) }
/^#/ || $1 == "direction" || $1 == "value" { next }
NF == 4 { short[$2] = $3; next }
$3 == "" { out[$1, $2] = $4; profile[$1, $2] = name; line[$1, $2] = FNR }

END {
	short["network"] = "network"
	print "direction", "in", "condition", "location", "out", "out_location", "found", "profile", "line"
	for (status = 100; status <= 699; status++)
		expand("sip2q850", status, int(status / 100) "xx", status >= 300)
	for (cause = 1; cause <= 127; cause++)
		expand("q850sip", cause, "class:" int(cause / 16), 1)
}

function expand(direction, number, class, of_all)
{
	if ((direction, number) in out)
		answer(direction, number, number, "own")
	else if ((direction, class) in out)
		answer(direction, number, class, "class")
	else if (of_all && (direction, "*") in out)
		answer(direction, number, "*", "default")
	else
		print direction, number, "", "", "", "", "not-covered", name, ""
}

function answer(direction, number, key, found,    parts)
{
	parts[2] = ""
	split(out[direction, key], parts, "@")
	print direction, number, "", "", parts[1], parts[2] == "" ? "" : short[parts[2]], found,
		profile[direction, key], line[direction, key]
}
