# SPDX-License-Identifier: GPL-2.0-or-later
# Recount the claims of a profile, such as "5 of 6 product profiles list it so: asterisk, cucm, ..", in the column source:
#
#   awk -f claims.awk golden/*.txt profiles/*.tsv profiles/default.tsv
#
# "list": have a row for this very input, with the same condition if any profile has it, else a plain one; rows that only
# spell out a default by single inputs are none (their notes say so). "answer": what the whole domain gives, by row, class
# or default. Locations do not count. Standards, and the page that dss1-classic was copied from, are no products; variants
# of one product count apart. Prints each claim that does not hold, and how many there are.
#
# With -v write=1 the last file is printed, @L and @A in its sources replaced by what is counted.

BEGIN {
	FS = OFS = "\t"
	n_standards = split("rfc3398 rfc4497 q1912.5 q1912.5-2018 dss1-classic default", names, " ")
	for (i = 1; i <= n_standards; i++)
		is_standard[names[i]] = 1
}

FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	golden = sub(/\.txt$/, "", name)
	sub(/\.(tsv|src)$/, "", name)
	judged = ++files == ARGC - 1
	if (!is_standard[name] && !(name in seen))
		order[++n_products] = name
	seen[name] = 1
}
judged { judge(); next }
/^#/ || $1 == "direction" || is_standard[name] { next }
golden { if ($7 != "not-covered") answers[$1, $2, name] = $5; next }
!/not listed|the default of the encoder/ { lists[$1, $2, $3, name] = bare($4); any[$1, $2, $3] = 1 }
END { if (!write) { print claims + 0 " claims"; exit bad > 0 || !claims } }

function bare(out)
{
	sub(/@.*/, "", out)
	return out
}

# The claim in words, for the row in work; "" when no profile bears it out.
function count(verb,    i, p, n, m, has, given, said, condition)
{
	n = m = 0
	said = ""
	condition = ($1, $2, $3) in any ? $3 : ""
	for (i = 1; i <= n_products; i++) {
		p = order[i]
		has = verb == "list" ? ($1, $2, condition, p) in lists : ($1, $2, p) in answers
		if (!has)
			continue
		m++
		given = verb == "list" ? lists[$1, $2, condition, p] : answers[$1, $2, p]
		if (given == bare($4)) {
			n++
			said = said (n > 1 ? ", " : "") p
		}
	}
	return n ? n " of " m " product profiles " verb " it so: " said : ""
}

function judge(    part, n, i, verb)
{
	if (write) {
		if ($5 ~ /@[LA]/) {
			verb = $5 ~ /@L/ ? "list" : "answer"
			said = count(verb)
			if (said == "")
				sub(/(; )?@[LA]/, "", $5)
			else
				sub(/@[LA]/, said, $5)
		}
		print
		return
	}
	n = split($5, part, "; ")
	for (i = 1; i <= n; i++) {
		if (part[i] !~ / product profiles? /)
			continue
		claims++
		verb = part[i] ~ / list it so/ ? "list" : "answer"
		if (part[i] != count(verb)) {
			print FILENAME ":" FNR ": claimed '" part[i] "', counted '" count(verb) "'"
			bad++
		}
	}
}
