# SPDX-License-Identifier: GPL-2.0-or-later
# Print CSV records of all shapes, the same ones for the same seed whichever awk it is.
#   awk -f random.awk -v seed=N -v records=N -v width=N -v d=DELIMITER [-v ragged=1]
# The third field of each record is the value.

BEGIN {
	state = seed
	values = split("16|17|017| 18 |19|021|34|102|127|USER_BUSY|User busy|normal_clearing|0|999|-1|what|", value, "|")
	for (i = 1; i <= records; i++)
		print_record(ragged && i > 1 ? 1 + random(2 * width) : width)
}

# A number 0..n-1: the generator of Park and Miller, exact in any awk.
function random(n)
{
	state = (state * 16807) % 2147483647
	return int(state / 64) % n
}

function print_record(fields,  i)
{
	if (random(30) == 0) {
		printf "%s", line_end()
		return
	}
	for (i = 1; i <= fields; i++)
		printf "%s%s", (i > 1 ? d : ""), (i == 3 ? value_field() : field())
	# a record of one empty field would be an empty line
	printf "%s%s", (fields == 1 ? "." : ""), line_end()
}

function line_end()
{
	return random(4) ? "\n" : "\r\n"
}

function value_field(  text)
{
	text = value[1 + random(values)]
	if (random(3) == 0)
		return "\"" text "\""
	if (random(40) == 0)
		return "\"" text "\"" "x"
	if (random(40) == 0)
		return field()
	return text
}

function field()
{
	if (random(5) < 2)
		return "\"" quoted(random(random(20) ? 12 : 400)) "\"" (random(15) ? "" : plain(1 + random(9)) "\"" plain(3))
	if (random(12) == 0)
		return "a" plain(random(5)) "\"" plain(random(5)) "\"\"" plain(random(70))
	return random(6) ? plain(random(14)) : ""
}

function plain(n,  text)
{
	while (n-- > 0)
		text = text substr("abcdefgh0123456789 .'/-_\r\001\377", 1 + random(27), 1)
	# a CR before the line end would be part of it
	return text == "" ? "" : text "z"
}

function quoted(n,  text)
{
	while (n-- > 0)
		text = text piece(random(14))
	return text
}

function piece(kind)
{
	if (kind == 0)
		return "\"\""
	if (kind == 1)
		return d
	if (kind == 2)
		return "\n"
	if (kind == 3)
		return "\r\n"
	if (kind == 4)
		return d "17" d "486" d "Busy Here"
	return substr("abcdefgh01234", kind, 1)
}
