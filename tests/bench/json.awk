# SPDX-License-Identifier: GPL-2.0-or-later
# JSON lines for json.sh: CDRs of 19 keys, the same ones each time. Variable: records.
function draw(below) {
	seed = (seed * 69069 + 12345) % 4294967296
	return int(seed / 4294967296 * below)
}
function stamp(i) { return sprintf("2026-01-%02d %02d:%02d:%02d", 1 + i % 28, i % 24, i % 60, i % 59) }
BEGIN {
	seed = 1
	n = split("1 3 16 17 18 19 21 27 28 31 34 38 41 42 102 127", causes, " ")
	for (i = 0; i < records; i++)
		printf "{\"accountcode\":\"acc%d\",\"src\":\"+4930%07d\",\"dst\":\"+4940%07d\",\"dcontext\":\"from-trunk\"," \
			"\"clid\":\"\\\"Desk %d\\\" <%d>\",\"channel\":\"PJSIP/trunk-%08x\",\"dstchannel\":\"PJSIP/peer-%08x\"," \
			"\"lastapp\":\"Dial\",\"lastdata\":\"PJSIP/4940@peer,30\",\"start\":\"%s\",\"answer\":\"\",\"end\":\"%s\"," \
			"\"duration\":%d,\"billsec\":%d,\"disposition\":\"FAILED\",\"amaflags\":\"DOCUMENTATION\"," \
			"\"uniqueid\":\"17%08d.%d\",\"hangupcause\":%d,\"userfield\":\"\"}\n", draw(50), draw(10000000),
			draw(10000000), draw(100), draw(10000), draw(2147483647), draw(2147483647), stamp(i), stamp(i + 7),
			draw(100), draw(90), draw(100000000), draw(100000), causes[1 + draw(n)]
}
