# SPDX-License-Identifier: GPL-2.0-or-later
# What `sipq850 ie decode -f tsv` prints, as tshark gives it: in numbers, and of national and network-specific coding
# just the contents (ISO/IEC it reads with the layout of ITU-T). Files: q850-location.tsv, the IEs in
# hexadecimal, the TSV. `before`: octets before the contents (2).
BEGIN {
	coding["itu-t"] = 0; coding["iso-iec"] = 1; coding["national"] = 2; coding["network-specific"] = 3
	recommendation["Q.931"] = 0; recommendation["X.21"] = 3
	recommendation["X.25"] = 4; recommendation["Q.1031"] = 5
	if (before == "")
		before = 2
}
FNR == 1 { file++ }
file == 1 {
	if ($1 ~ /^[0-9]+$/)
		location[$3] = $1
	next
}
file == 2 {
	gsub(/ /, "")
	contents[FNR] = substr($0, 1 + 2 * before)
	next
}
FNR == 1 { next }
coding[$1] > 1 { print coding[$1], contents[FNR - 1]; next }
{ print coding[$1], location[$2], ($3 in recommendation) ? recommendation[$3] : $3, $4 }
