# SPDX-License-Identifier: GPL-2.0-or-later
# What convert must print for a file without header, worked out byte by byte: slow, plain, and no code in common.
#   awk -f reference.awk -v want=N -v d=DELIMITER -v answers=FILE INPUT
# answers: on each line a value without blanks around it and, after a tab, the bytes to add for it.

BEGIN {
	while ((getline line < answers) > 0)
		added[substr(line, 1, index(line, "\t") - 1)] = substr(line, index(line, "\t") + 1)
	start_record()
}

{
	ending = "\n"
	body = $0
	if (body ~ /\r$/) {
		ending = "\r\n"
		body = substr(body, 1, length(body) - 1)
	}
	if (body == "" && fresh) {
		printf "%s", ending
		next
	}
	fresh = 0
	for (i = 1; i <= length(body); i++)
		take(substr(body, i, 1))
	if (quoted) {
		raw = raw ending
		printf "%s%s", body, ending
		next
	}
	end_field()
	printf "%s%s%s", body, addition(), ending
	start_record()
}

function start_record()
{
	fresh = 1
	column = 0
	value = ""
	start_field()
}

function start_field()
{
	raw = ""
	quoted = 0
	may_open = 1
}

function take(c)
{
	if (!quoted && c == d) {
		end_field()
		start_field()
		return
	}
	raw = raw c
	if (c != "\"") {
		may_open = 0
	} else if (quoted) {
		quoted = 0
		may_open = 1
	} else if (may_open) {
		quoted = 1
	}
}

function end_field()
{
	if (++column == want)
		value = raw
}

function addition(  padding, text)
{
	if (!width)
		width = column
	for (; column < width; column++)
		padding = padding d
	text = length(value) > 256 ? "?" : unquoted(value)
	gsub(/^[ \t]+|[ \t]+$/, "", text)
	if (text ~ /^0*[1-9][0-9]*$/)
		sub(/^0+/, "", text)
	return padding ((text in added) ? added[text] : d d)
}

function unquoted(text,  head, rest)
{
	if (text !~ /^"/)
		return text
	text = substr(text, 2)
	while ((i = index(text, "\"")) && substr(text, i + 1, 1) == "\"") {
		head = head substr(text, 1, i)
		text = substr(text, i + 2)
	}
	return head substr(text, 1, i - 1) substr(text, i + 1)
}
