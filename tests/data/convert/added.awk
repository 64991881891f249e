# SPDX-License-Identifier: GPL-2.0-or-later
# Take away what was added: each line of the output must be that of the input, or that and, before a CR, something that
# can have been added. Knows nothing of quotes. Prints in how many lines something was added.
#   awk -f added.awk -v d=DELIMITER -v answers=FILE INPUT OUTPUT

BEGIN {
	while ((getline line < answers) > 0)
		known[substr(line, index(line, "\t") + 1)] = 1
	known[d d] = 1
}

FNR == NR { input[FNR] = $0; lines = FNR; next }

{
	before = input[FNR]
	if ($0 == before)
		next
	cr = before ~ /\r$/ && /\r$/
	before = substr(before, 1, length(before) - cr)
	after = substr($0, 1, length($0) - cr)
	if (substr(after, 1, length(before)) != before)
		wrong("other bytes than in the input")
	rest = substr(after, length(before) + 1)
	while (!(rest in known) && substr(rest, 1, 1) == d)
		rest = substr(rest, 2)
	if (!(rest in known))
		wrong("this cannot have been added: " rest)
	n++
}

END {
	if (!bad && FNR != lines)
		wrong(FNR " lines instead of " lines)
	print bad ? "wrong" : n + 0
}

function wrong(what)
{
	print FILENAME ":" FNR ": " what > "/dev/stderr"
	bad = 1
}
