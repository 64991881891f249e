# SPDX-License-Identifier: GPL-2.0-or-later
# Judge the log formats and log-values.tsv: layout, head lines, words, order. Prints "file:line: reason", goes on,
# exits 1.
#
#   LC_ALL=C awk -f check-logs.awk [-v profiles='profiles/NAME.tsv ..'] log-values.tsv formats/NAME.tsv...
#
# log-values.tsv comes first: the steps name:SYSTEM are held against it. What a pattern, a delimiter or a place may be
# is for the readers to judge: sipq850 formats --check.

BEGIN {
	FS = "\t"
	HEADS["all"] = " title document kind seen profile join result detect "
	HEADS["delimited"] = " delimiter quote escape header comment trim anchor "
	HEADS["pairs"] = " anchor between equals quote prefix joined continued wrapped "
	HEADS["block"] = " equals quote indent sdp begin keep "
	HEADS["json"] = " logged records "
	HEADS["xml"] = " element "
	HEADS["sql"] = " table "
	HEADS["text"] = " pattern context prefix joined "
	HEADS["sip"] = " frame prefix suffix end joined "
	SEVERAL = " detect anchor table pattern context prefix joined frame suffix end comment keep "
	FIELDS = " time call peer leg trunk initiator answered duration status cause location reason skip begin "
	CONDITIONS = " line lines not columns header column records place "
	describe_steps()
	n = split(profiles, list, " ")
	for (i = 1; i <= n; i++) {
		sub(/.*\//, "", list[i])
		sub(/\.tsv$/, "", list[i])
		is_profile[list[i]] = 1
	}
}

FNR == 1 { end_file(); start_file() }
{ lines = FNR }
/\r/ { say("carriage return"); next }
/[ \t]$/ && !/\t$/ { say("blank at the end of the line"); next }
$0 == "" { say("empty line"); next }
/^#: / { head(substr($0, 4)); next }
/^#:/ { say("a head line is '#: word text'"); next }
/^#/ { next }
!columns_seen { columns_seen = 1; if ($0 != columns) say("the columns are " columns ", with tabs between"); next }
values { value_line(); next }
{ row() }
END { end_file(); exit wrong > 0 }

function say(reason)
{
	print FILENAME ":" FNR ": " reason
	wrong = 1
}

# Of a file as a whole, at its line.
function say_at(line, reason)
{
	print file ":" line ": " reason
	wrong = 1
}

function among(word, words)
{
	return index(words, " " word " ") > 0
}

function start_file(    i)
{
	file = FILENAME
	values = FILENAME ~ /(^|\/)log-values\.tsv$/
	columns = values ? "system\ttext\tcause\tstatus\tkind\tsource\tnote" : "field\twhere\tsyntax\twhen\tnote"
	columns_seen = rows = detects = 0
	spdx_line = 0
	last_key = last_note = ""
	split("", head_text)
	split("", head_line)
	split("", place)
	split("", wanted)
	n_wanted = 0
}

function end_file(    i, line)
{
	if (file == "")
		return
	if (last_byte(file) != "")
		say_at(lines, "the last line does not end")
	if (!columns_seen)
		say_at(lines, "the line of column names is missing")
	if (!values)
		end_format()
	file = ""
}

function last_byte(name,    command, text)
{
	gsub(/'/, "'\\''", name)
	command = "tail -c 1 -- '" name "' | tr '\\000' x"
	text = ""
	command | getline text
	close(command)
	return text
}

# --- formats

function end_format(    i)
{
	if (!("title" in head_text) || !("document" in head_text) || !("kind" in head_text) || !("seen" in head_text))
		say_at(1, "title, document, kind and seen are needed")
	for (i = 1; i <= n_wanted; i++)
		if (!(wanted[i] in place))
			say_at(wanted_line[i], "no row looks at '" wanted[i] "', so that nothing can be detected there")
	if (("result" in head_text) && !("join" in head_text))
		say_at(head_line["result"], "result says nothing without join")
	if (!rows)
		say_at(lines, "no rows")
}

function head(text,    word, rest)
{
	word = text
	sub(/ .*/, "", word)
	rest = substr(text, length(word) + 2)
	if (values) {
		say("no head lines in this table")
		return
	}
	if (columns_seen)
		say("a head line behind the rows")
	if (rest == "")
		say("'" word "' without a text")
	if ((word in head_text) && !among(word, SEVERAL))
		say("'" word "' given twice")
	head_text[word] = rest
	head_line[word] = FNR
	if (word == "kind" && !(rest in HEADS))
		say("no kind of record '" rest "'")
	else if (!among(word, HEADS["all"]) && !among(word, HEADS[head_text["kind"]]))
		say("'" word "' means nothing for this kind of record (kind stands before it)")
	if (word == "seen" && rest != "yes" && rest != "no")
		say("seen is yes or no")
	if (word == "join" && rest != "call")
		say("join is call")
	if (word == "result" && rest !~ /^(first|last|latest|(leg|trunk|initiator)=.+)$/)
		say("result is first, last, latest, or leg=, trunk=, initiator= with a value")
	if (word == "profile" && profiles != "" && !(rest in is_profile))
		say("no profile '" rest "'")
	if (word == "detect")
		detect(rest)
}

function detect(text,    n, i, parts, word, at)
{
	n = split(text, parts, / or /)
	for (i = 1; i <= n; i++) {
		word = parts[i]
		sub(/ .*/, "", word)
		at = substr(parts[i], length(word) + 2)
		if (!among(word, CONDITIONS) || at == "")
			say("no condition '" parts[i] "'")
		if (word == "column")
			sub(/ .*/, "", at)
		if (word == "column" || word == "place") {
			wanted[++n_wanted] = at
			wanted_line[n_wanted] = FNR
		}
	}
}

function row(    before)
{
	rows++
	if (NF != 5) {
		say(NF " columns instead of 5")
		return
	}
	if (!among($1, FIELDS)) {
		say("no field '" $1 "'")
		return
	}
	check_when($4)
	if ($1 == "skip" || $1 == "begin") {
		if ($2 != "" || $3 != "" || $4 == "")
			say($1 " has a condition and nothing else")
		return
	}
	if ($2 == "")
		say($1 ": where does it stand?")
	else if ($2 !~ /^=/)
		place[$2] = 1
	check_syntax($1, $3)
}

function check_when(text,    n, i, terms, at)
{
	n = text == "" ? 0 : split(text, terms, ",")
	for (i = 1; i <= n; i++) {
		at = terms[i]
		if (at !~ /^[^=!]+!?=/)
			say("a condition is WHERE=VALUE or WHERE!=VALUE")
		sub(/!?=.*/, "", at)
		place[at] = 1
	}
}

function check_syntax(field, text,    n, i, steps, name, argument, made)
{
	n = split(text, steps, " ")
	if (!n)
		say(field ": how is it written? (syntax)")
	for (i = 1; i <= n; i++) {
		name = steps[i]
		sub(/:.*/, "", name)
		argument = substr(steps[i], length(name) + 2)
		if (!(name in makes)) {
			say("no step '" name "'")
			return
		}
		if (takes[name] == "needed" && argument == "")
			say("the step '" name "' needs an argument")
		if (takes[name] == "none" && index(steps[i], ":"))
			say("the step '" name "' takes no argument")
		if (name == "name" && !(argument in is_system))
			say("log-values.tsv has no system '" argument "'")
		made = makes[name]
	}
	if (n && !among(field, made))
		say("the step '" name "' does not make a " field)
}

function step(names, argument, fields,    n, i, list)
{
	n = split(names, list, " ")
	for (i = 1; i <= n; i++) {
		takes[list[i]] = argument
		makes[list[i]] = " " fields " "
	}
}

function describe_steps(    texts)
{
	texts = "call peer leg trunk initiator reason"
	step("text", "none", texts " time")
	step("percent unflag digits", "none", texts)
	step("after before strip has part words pair json", "needed", texts)
	step("nonempty nonzero", "none", "answered")
	step("is", "needed", "answered")
	step("decimal hex number", "none", "status cause")
	step("low name", "needed", "status cause")
	step("octets ie", "none", "cause location")
	step("location", "none", "location")
	step("unix stamp", "optional", "time")
	step("seconds", "optional", "duration")
}

# --- log-values.tsv

function value_line(    folded, key, order)
{
	if (NF != 7) {
		say(NF " columns instead of 7")
		return
	}
	is_system[$1] = 1
	folded = tolower($2)
	gsub(/[^a-z0-9\200-\377]/, "", folded)
	if ($1 !~ /^[a-z0-9-]+$/ || folded == "")
		say("a system in small letters and a text are needed")
	if ($3 != "" && ($3 !~ /^[1-9][0-9]*$/ || $3 > 127))
		say("cause outside 1..127")
	if ($4 != "" && ($4 !~ /^[1-6][0-9][0-9]$/))
		say("status outside 100..699")
	if ($5 !~ /^(failure|normal|none)$/)
		say("kind is failure, normal or none")
	if ($5 == "none" && $3 $4 != "")
		say("what says nothing about an end has neither cause nor status")
	if ($6 == "")
		say("no source")
	key = $1 "\t" folded
	if ((key, $3, $4) in seen_value)
		say("the same as line " seen_value[key, $3, $4])
	else if ((key in first_note) && (first_note[key] !~ /^ambiguous: / || $7 !~ /^ambiguous: /))
		say("a text with two values: both notes begin with 'ambiguous: '")
	seen_value[key, $3, $4] = FNR
	first_note[key] = $7
	order = $1 "\t" $2 "\t" sprintf("%03d", $3)
	if (order < last_key)
		say("out of order: sort by system, text, cause")
	last_key = order
}
