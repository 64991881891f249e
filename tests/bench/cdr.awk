# SPDX-License-Identifier: GPL-2.0-or-later
# Print call records of 19 quoted columns, those of a Master.csv of Asterisk and a cause; the same ones each time.
#   awk -f cdr.awk -v records=N
BEGIN {
	state = 1
	causes = split("16 16 16 16 16 16 16 16 17 17 17 17 19 19 18 18 21 21 31 34 38 1 1 3 27 28 41 42 102 127 20 22 111", cause, " ")
	for (i = 1; i <= records; i++)
		print_record()
}

# A number 0..n-1: the generator of Park and Miller, exact in any awk.
function random(n)
{
	state = (state * 16807) % 2147483647
	return int(state / 64) % n
}

function print_record(  from, to, name, at, why)
{
	from = "4930" (100000 + random(900000))
	to = "0" (1721000000 + random(90000000))
	name = random(16) ? "Extension " from : "Smith, \"\"Jo\"\" " from
	at = sprintf("2024-%02d-%02d %02d:%02d:%02d", 1 + random(12), 1 + random(28), random(24), random(60), random(60))
	why = cause[1 + random(causes)]
	printf "\"\",\"%s\",\"%s\",\"from-internal\",\"\"\"%s\"\" <%s>\",\"PJSIP/trunk-%08x\",\"PJSIP/%d-%08x\",\"Dial\",", \
	       from, to, name, from, random(99999999), 200 + random(800), random(99999999)
	printf "\"PJSIP/%s@carrier,60,tT\",\"%s\",\"%s\",\"%s\",\"%d\",\"%d\",\"%s\",\"DOCUMENTATION\",\"%d.%d\",\"\",\"%s\"\n", \
	       to, at, (why == 16 ? at : ""), at, random(600), random(600), (why == 16 ? "ANSWERED" : why == 17 ? "BUSY" : "FAILED"), \
	       1700000000 + random(9999999), random(99999), why
}
