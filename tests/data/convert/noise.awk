# SPDX-License-Identifier: GPL-2.0-or-later
# Print a good record and then bytes in no order, of those that mean something in CSV, and line feeds within quotes; the same for the same seed.
# \001 stands for NUL, which not every awk can print.
#   awk -f noise.awk -v seed=N -v bytes=N -v quotes=N (one in N bytes) [-v first=BYTES]

BEGIN {
	state = 7919 * seed
	printf "%s", first ? first : "a,17,16\n"
	pieces = split("17|,|,|\n|\r\n|\r|,17,|\001|a|User busy|16|,\"17\"|\n17,\"|\",|\"\"|\n\"17\",17\n", piece, "|")
	for (n = 0; n < bytes; n += length(text)) {
		text = random(quotes) ? piece[1 + random(random(3) ? 11 : pieces)] : "\""
		printf "%s", text
	}
}

# A number 0..n-1: the generator of Park and Miller, exact in any awk.
function random(n)
{
	state = (state * 16807) % 2147483647
	return int(state / 64) % n
}
