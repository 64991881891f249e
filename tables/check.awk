# SPDX-License-Identifier: GPL-2.0-or-later
# Judge tables: layout, words, ranges, duplicates. Prints "file:line: reason detail (remedy)", goes on, exits 1.
#
#   LC_ALL=C awk -f check.awk [-v repository=1] words.tsv q850-location.tsv refusals.tsv [FILE...]
#
# The first three are read for the vocabulary and the reasons. FILE is a profile unless it bears the name of another
# table. repository=1 judges order and SPDX lines too, which a file of a user need not have.
# What takes more than one row to judge (rows that can never answer, completeness, bases) is judged by the map
# compiler in the library. lib/load.c and lib/rule.c refuse the same as this file, with the same words.

BEGIN {
	FS = "\t"
	COLUMNS = "direction\tin\tcondition\tout\tsource\tnote"
	n_head = split("title document base sip2q850 q850sip", head_names, " ")
	for (i = 1; i <= n_head; i++)
		is_head[head_names[i]] = 1
	UTF8 = "[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|" \
	       "\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|" \
	       "[\361-\363][\200-\277][\200-\277][\200-\277]|\364[\200-\217][\200-\277][\200-\277]"
	describe_tables()
}

FNR == 1 { end_file(); start_file() }
{ lines = FNR }
table == "refusals.tsv" && !/^#/ && FS == "\t" { reason[$1] = $3; remedy[$1] = $4 }
FNR == 1 && substr($0, 1, 3) == "\357\273\277" { refuse("BOM"); $0 = substr($0, 4) }
!good_line() { next }
/^#/ { comment(); next }
is_profile { profile_line(); next }
{ table_line() }
END { end_file(); empty_files(); print_refusals(); exit refused > 0 }

# --- refusals: kept until the end, since refusals.tsv itself is among the files read

function refuse(key, detail)
{
	refusal_at[++refused] = FILENAME ":" line_of_refusal
	refusal_key[refused] = key
	refusal_detail[refused] = detail
}

function print_refusals(    i)
{
	for (i = 1; i <= refused; i++)
		print refusal_at[i] ": " reason[refusal_key[i]] (refusal_detail[i] == "" ? "" : " " refusal_detail[i]) \
			" (" remedy[refusal_key[i]] ")"
}

function quoted(text)
{
	text = substr(text, 1, 40)
	gsub(/[^ -~]/, "?", text)
	return "'" text "'"
}

# --- files and lines

function start_file(    i)
{
	file = FILENAME
	started[file] = 1
	table = FILENAME
	sub(/.*\//, "", table)
	is_profile = !(table in columns_of)
	columns_seen = commented = spdx_seen = rows = 0
	last_key = ""
	for (i = 1; i <= n_head; i++)
		delete head_line[head_names[i]]
	completeness["sip2q850"] = completeness["q850sip"] = ""
	split("", key_line)
}

function end_file(    i, missing, optional, save)
{
	if (file == "")
		return
	save = FILENAME
	FILENAME = file
	line_of_refusal = lines
	if (last_byte(file) != "")
		refuse("NO_NEWLINE")
	line_of_refusal = lines + 1
	if (!columns_seen)
		refuse(is_profile ? "COLUMNS" : "TABLE_COLUMNS")
	line_of_refusal = 1
	for (i = 1; is_profile && i <= n_head; i++) {
		optional = head_names[i] == "base" || (i > 3 && ("base" in head_line))
		if (!(head_names[i] in head_line) && !optional)
			missing = missing (missing ? ", " : "") head_names[i]
	}
	if (missing)
		refuse("HEAD_MISSING", quoted(missing))
	if (repository && !spdx_seen)
		refuse("SPDX")
	FILENAME = save
}

# A file without a line never meets a rule above: judge it here.
function empty_files(    i)
{
	for (i = 1; i < ARGC; i++)
		if (ARGV[i] != "" && !(ARGV[i] in started)) {
			FILENAME = ARGV[i]
			lines = 0
			start_file()
			end_file()
		}
}

# What comes after the last newline: "" for a good file and for an empty one.
function last_byte(name,    command, text)
{
	gsub(/'/, "'\\''", name)
	command = "tail -c 1 -- '" name "' | tr '\\000' x"
	command | getline text
	close(command)
	return text
}

function good_line(    rest)
{
	line_of_refusal = FNR
	rest = $0
	gsub(UTF8, "", rest)
	if (length($0) > 4096)
		refuse("TOO_LONG")
	else if (index($0, sprintf("%c", 0)) && $0 != "")
		refuse("NUL")
	else if (index($0, "\r"))
		refuse("CR")
	else if (rest ~ /[\200-\377]/)
		refuse("NOT_UTF8")
	else if ($0 == "")
		refuse("BLANK_LINE")
	else
		return 1
	return 0
}

function comment()
{
	if ($0 ~ /[ \t]$/)
		refuse("TRAILING_BLANK")
	else if (is_profile && substr($0, 2, 1) == ":")
		head(substr($0, 3))
	if (!columns_seen && /SPDX-License-Identifier: CC0-1.0/)
		spdx_seen = 1
}

function head(text,    key, value)
{
	sub(/^ +/, "", text)
	key = text
	sub(/ .*/, "", key)
	value = substr(text, length(key) + 1)
	sub(/^ +/, "", value)
	if (value ~ /[\001-\037\177]/) {
		refuse("CONTROL")
		return
	}
	if (!(key in is_head))
		refuse("HEAD_KEY", quoted(key))
	else if (columns_seen)
		refuse("HEAD_LATE", quoted(key))
	else if (key in head_line)
		refuse("HEAD_TWICE", quoted(key))
	else if (value == "")
		refuse("HEAD_EMPTY", quoted(key))
	else
		set_head(key, value)
}

function set_head(key, value)
{
	head_line[key] = FNR
	if (key !~ /^(sip2q850|q850sip)$/)
		return
	completeness[key] = value
	if (value !~ /^(complete|partial|absent)$/)
		refuse("HEAD_COMPLETENESS", quoted(value))
}

# --- profiles

function profile_line(    was_seen)
{
	was_seen = columns_seen
	columns_seen = 1
	if ($0 == COLUMNS) {
		if (was_seen)
			refuse("COLUMNS_TWICE")
	} else if (!was_seen)
		refuse("COLUMNS")
	else
		row()
}

function row(    i, before, condition, key)
{
	if (NF != 6) {
		refuse("TABS", "(" NF ")")
		return
	}
	for (i = 1; i <= 6; i++) {
		if ($i ~ /[\001-\037\177]/) {
			refuse("CONTROL")
			return
		}
		if ($i ~ /^ | $/) {
			refuse("FIELD_BLANK")
			return
		}
	}
	if ($1 != "sip2q850" && $1 != "q850sip") {
		refuse("DIRECTION", quoted($1))
		return
	}
	if (completeness[$1] == "absent") {
		refuse("DIRECTION_ABSENT", quoted($1))
		return
	}
	before = refused
	check_in($1, $2)
	condition = check_condition($3)
	check_out($1, $4)
	if ($5 == "")
		refuse("SOURCE")
	if (refused > before)
		return
	key = $1 "\t" $2 "\t" condition
	if (key in key_line) {
		refuse("DUPLICATE", "(line " key_line[key] ")")
		return
	}
	key_line[key] = FNR
	if (++rows > 10000)
		refuse("TOO_MANY_ROWS")
	check_order($1, $2, $3)
}

function check_number(text, status, column,    value)
{
	value = length(text) > 9 ? 1000 : text + 0
	if (status ? value < 100 || value > 699 : value < 1 || value > 127)
		refuse(column (status ? "_STATUS" : "_CAUSE"), quoted(text))
	else if (text ~ /^0/)
		refuse(column, quoted(text))
}

function check_in(direction, text)
{
	if (text == "*" || text ~ (direction == "sip2q850" ? "^[1-6]xx$" : "^class:[0-7]$"))
		return
	if (text ~ /^[0-9]+$/)
		check_number(text, direction == "sip2q850", "IN")
	else if (text !~ /:/ || text ~ /^class:/)
		refuse("IN", quoted(text))
	else if (!(text in event_number))
		refuse("IN_EVENT", quoted(text))
	else if (event_direction[text] != "both" && event_direction[text] != direction)
		refuse("IN_EVENT_DIRECTION", quoted(text))
}

# Returns the condition with its terms sorted, so that equal conditions are equal texts.
function check_condition(text,    n, i, k, term, terms, kept, seen, word, value, differs, at, sorted)
{
	if (text == "")
		return ""
	n = split(text, terms, ",")
	for (i = 1; i <= n; i++) {
		term = terms[i]
		at = index(term, "=")
		value = substr(term, at + 1)
		if (at < 2 || value == "") {
			refuse("CONDITION", quoted(i == n && term == "" ? text : term))
			continue
		}
		differs = substr(term, at - 1, 1) == "!"
		word = substr(term, 1, at - 1 - differs)
		if (!(word in word_number)) {
			refuse("CONDITION_WORD", quoted(word))
			continue
		}
		if (!((word, value) in value_number)) {
			refuse("CONDITION_VALUE", quoted(term))
			continue
		}
		if ((word, "=") in seen || (!differs && (word, "!") in seen) || (word, value) in seen) {
			refuse("CONDITION_TWICE", quoted(word))
			continue
		}
		seen[word, differs ? "!" : "="] = 1
		seen[word, value] = 1
		if (kept == 8) {
			refuse("CONDITION_LONG", quoted(text))
			continue
		}
		for (k = ++kept; k > 1 && sorted[k - 1] > term; k--)
			sorted[k] = sorted[k - 1]
		sorted[k] = term
	}
	text = ""
	for (i = 1; i <= kept; i++)
		text = text "," sorted[i]
	return text
}

function check_out(direction, text,    at, number)
{
	number = text
	if (direction == "sip2q850" && (at = index(text, "@")))
		number = substr(text, 1, at - 1)
	if (number ~ /^[0-9]+$/) {
		check_number(number, direction == "q850sip", "OUT")
		if (at && !(substr(text, at + 1) in location_value) && substr(text, at + 1) != "network")
			refuse("OUT_LOCATION", quoted(substr(text, at + 1)))
	} else if (!(text in out_direction) || (out_direction[text] != "both" && out_direction[text] != direction))
		refuse("OUT", quoted(text))
}

# sip2q850 first; numbers, classes, `*`, events; of one input more terms first, the plain row last.
function check_order(direction, text, condition,    key, kind, number)
{
	if (text ~ /^[0-9]+$/) {
		kind = 1
		number = text
	} else if (text ~ /^[1-6]xx$/) {
		kind = 2
		number = substr(text, 1, 1)
	} else if (text ~ /^class:/) {
		kind = 2
		number = substr(text, 7)
	} else if (text == "*")
		kind = 3
	else {
		kind = 4
		number = event_number[text]
	}
	key = sprintf("%d%d%04d%d", direction == "sip2q850" ? 1 : 2, kind, number, 9 - (condition == "" ? 0 : split(condition, terms_of, ",")))
	if (repository && key < last_key)
		refuse("ORDER")
	last_key = key
}

# --- the other tables: column names, a pattern for each column, and the columns that make the key

function describe_tables()
{
	describe("words.tsv", "kind name value number direction meaning", \
		"^(word|value|event|out|class|diagnostic)$ ^[a-z0-9][A-Za-z0-9:-]*$ . ^[0-9]+$ ^(sip2q850|q850sip|both)$ .")
	describe("q850-location.tsv", "value token short name", "^[0-9]+$ ^[a-z0-9-]+$ ^[A-Z0-9-]+$ .")
	describe("sip-status.tsv", "status phrase rfc section standing invite alternatives", \
		"^[1-6][0-9][0-9]$ . ^RFC . ^(registered|deprecated|obsolete)$ ^(yes|no)$ .")
	describe("q850-cause.tsv", "coding value symbol name flags diagnostics document source note", \
		"^(itu-t|ansi)$ ^[0-9]+$ ^[A-Z0-9_]+$ . . . . ^[A-Z]+$ .")
	describe("cause-names.tsv", "name value system", ". ^[0-9]+$ ^[a-z-]+$")
	describe("reason-protocols.tsv", "number symbol name lowest highest several document meaning", \
		"^[0-9]+$ ^[A-Z0-9_]+$ ^[A-Za-z0-9._-]+$ ^[0-9]+$ ^[0-9]+$ ^(no|yes|unknown)$ . .")
	describe("reason-causes.tsv", "protocol value text document", "^[A-Za-z0-9._-]+$ ^[0-9]+$ . .")
	describe("refusals.tsv", "key judge reason remedy", "^[A-Z0-9_]+$ ^(check|order|map|doubt)$ . .")
	optional["words.tsv", 3] = optional["sip-status.tsv", 7] = 1
	optional["reason-protocols.tsv", 4] = optional["reason-protocols.tsv", 5] = 1
	optional["q850-cause.tsv", 5] = optional["q850-cause.tsv", 6] = optional["q850-cause.tsv", 9] = 1
}

function describe(name, columns, patterns,    n, i, p)
{
	n = split(columns, p, " ")
	gsub(/ /, "\t", columns)
	columns_of[name] = columns
	n_columns[name] = n
	split(patterns, p, " ")
	for (i = 1; i <= n; i++)
		pattern[name, i] = p[i]
}

function table_line(    i)
{
	if (!columns_seen) {
		columns_seen = 1
		if ($0 != columns_of[table])
			refuse("TABLE_COLUMNS")
		return
	}
	if (NF != n_columns[table]) {
		refuse("TABLE_COLUMNS", "(" NF ")")
		return
	}
	for (i = 1; i <= NF; i++)
		if (($i == "" && !((table, i) in optional)) || ($i != "" && $i !~ pattern[table, i]) || $i ~ /^ | $/)
			refuse("TABLE_VALUE", quoted($i))
	check_key()
	learn()
}

# Keys are unique; the numeric ones rise.
function check_key(    key, order)
{
	if (table == "words.tsv") {
		key = $1 "\t" $2 "\t" ($1 == "value" ? $3 : "")
		if (number_taken($1 == "value" ? $1 SUBSEP $2 : $1, $4))
			refuse("TABLE_DUPLICATE", quoted($4))
	} else if (table == "q850-cause.tsv" || table == "reason-causes.tsv")
		key = $1 "\t" $2
	else if (table == "cause-names.tsv")
		key = $1 "\t" $2
	else
		key = $1
	if (key in key_line)
		refuse("TABLE_DUPLICATE", quoted(printable(key)))
	key_line[key] = FNR
	order = order_key()
	if (repository && order < last_key)
		refuse("TABLE_ORDER")
	last_key = order
}

function number_taken(space, number)
{
	if ((space, number) in key_line)
		return 1
	key_line[space, number] = FNR
	return 0
}

function order_key()
{
	if (table == "q850-cause.tsv")
		return ($1 == "itu-t" ? "1" : "2") sprintf("%03d", $2)
	if (table == "reason-causes.tsv")
		return sprintf("%03d%08d", reason_protocol[$1], $2)
	if (table == "cause-names.tsv")
		return sprintf("%03d", $2)
	return table == "sip-status.tsv" || table ~ /^(q850-location|reason-protocols)\.tsv$/ ? sprintf("%03d", $1) : ""
}

function learn()
{
	if (table == "q850-location.tsv") {
		location_value[$2] = $1
		value_number["location", $2] = $1 + 1
	}
	if (table == "reason-protocols.tsv")
		reason_protocol[$3] = $1
	else if (table == "reason-causes.tsv" && !($1 in reason_protocol))
		refuse("TABLE_VALUE", quoted($1))
	if (table != "words.tsv")
		return
	if ($1 == "word")
		word_number[$2] = $4
	else if ($1 == "value")
		value_number[$2, $3] = $4
	else if ($1 == "event") {
		event_number[$2] = $4
		event_direction[$2] = $5
	} else if ($1 == "out" && $2 != "release" && $2 != "respond")
		out_direction[$3] = $5
}

function printable(key)
{
	gsub(/\t/, " ", key)
	return key
}
