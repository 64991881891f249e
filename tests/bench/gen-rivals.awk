# SPDX-License-Identifier: GPL-2.0-or-later
# Write the rivals of the bench as C: the same table as a switch, as rows to scan, and as the list for dense arrays.
#
#   awk -f gen-rivals.awk words.tsv profiles/NAME.tsv
#
# The order of asking is written out anew here, from tables/README.md and not from the library, so that the bench can
# hold one against the other. A profile with a base is refused: rows are known by their line, and a base has its own.

BEGIN { FS = "\t"; n_rows = 0; n_events = 0 }

FNR == 1 { header = 0; table = FILENAME; sub(/.*\//, "", table) }
/^#: base/ { print FILENAME ":" FNR ": a profile with a base has no rivals" > "/dev/stderr"; failed = 1; exit 1 }
/^#/ { next }
!header { header = 1; next }
table == "words.tsv" && $1 == "event" { event[n_events++] = $2; event_direction[$2] = $5; next }
table == "words.tsv" && $1 == "out" { action[$3] = "SIPQ850_ACTION_" symbol($2); next }
table == "words.tsv" { next }
{ add_row() }

END {
	if (failed)
		exit 1
	print "/* SPDX-License-Identifier: GPL-2.0-or-later */"
	print "/* The rivals of profile " profile() ". Generated from tables/ by gen-rivals.awk: do not edit. */"
	print "#include \"rivals_priv.h\"\n"
	print "#include <errno.h>\n"
	print "const char rival_profile[] = \"" profile() "\";\n"
	answers()
	contexts()
	event_directions()
	split("sip2q850 q850sip", directions, " ")
	for (d = 1; d <= 2; d++) {
		order_rows(directions[d])
		scan_rows(directions[d])
		dense_rows(directions[d])
		switch_events(directions[d])
		switch_numbers(directions[d])
	}
}

# --- helpers

function profile(    name)
{
	name = table
	sub(/\.tsv$/, "", name)
	return name
}

function symbol(text)
{
	text = toupper(text)
	gsub(/[^A-Z0-9]/, "_", text)
	return text
}

function input_symbol(name)
{
	return "SIPQ850_INPUT_" symbol(name)
}

function lowest(direction)
{
	return direction == "sip2q850" ? 100 : 1
}

function highest(direction)
{
	return direction == "sip2q850" ? 699 : 127
}

# `*` leaves out 1xx and 2xx.
function lowest_of_all(direction)
{
	return direction == "sip2q850" ? 300 : 1
}

function class_width(direction)
{
	return direction == "sip2q850" ? 100 : 16
}

# --- rows: number r, from 0, in the order of the file

function add_row(    part, i)
{
	line[n_rows] = FNR
	direction_of[n_rows] = $1
	in_of[n_rows] = $2
	kind[n_rows] = kind_of($2)
	class[n_rows] = $2 ~ /^class:/ ? substr($2, 7) + 0 : substr($2, 1, 1) + 0
	n_terms[n_rows] = split($3, part, ",")
	for (i = 1; i <= n_terms[n_rows]; i++)
		term[n_rows, i] = part[i]
	answer_of[n_rows] = answer($1, $4) ", .found = " found(kind[n_rows], n_terms[n_rows])
	n_rows++
}

function kind_of(text)
{
	if (text == "*")
		return "all"
	if (text ~ /^[0-9]+$/)
		return "number"
	return text ~ /^([1-6]xx|class:[0-7])$/ ? "class" : "event"
}

function answer(direction, out,    half, text, n)
{
	if (out in action)
		return ".action = " action[out]
	n = split(out, half, "@")
	text = ".value = " half[1] ", .action = SIPQ850_ACTION_" (direction == "sip2q850" ? "RELEASE" : "RESPOND")
	return n == 2 ? text ", .location = SIPQ850_LOCATION_" symbol(half[2]) : text
}

function found(what, terms)
{
	if (what == "number" || what == "event")
		return "SIPQ850_FOUND_OWN"
	if (terms)
		return "SIPQ850_FOUND_RULE"
	return what == "class" ? "SIPQ850_FOUND_CLASS" : "SIPQ850_FOUND_DEFAULT"
}

# Read a term into differs, word and value, for the three below: as an initialiser, a test, a value that fulfils it.
function read_term(text)
{
	differs = text ~ /!=/
	match(text, /!?=/)
	word = "SIPQ850_WORD_" symbol(substr(text, 1, RSTART - 1))
	value = "SIPQ850_" symbol(substr(text, 1, RSTART - 1)) "_" symbol(substr(text, RSTART + RLENGTH))
}

function term_initialiser(text)
{
	read_term(text)
	return "{ " word ", " value ", " differs " }"
}

function term_test(text)
{
	read_term(text)
	if (differs)
		return "context->word[" word "] && context->word[" word "] != " value
	return "context->word[" word "] == " value
}

function term_context(text)
{
	read_term(text)
	return "[" word "] = " (differs ? "255" : value)
}

# --- what both rivals and checks need

function answers(    r)
{
	print "const unsigned int rival_lines[] = {"
	for (r = 0; r < n_rows; r++)
		print "\t" line[r] ","
	print "};"
	print "const unsigned int rival_rows = " n_rows ";\n"
	print "/* Ready answers by row, and behind them \"not covered\"; start-up puts in the row pointers. */"
	print "struct sipq850_answer rival_answers[] = {"
	for (r = 0; r < n_rows; r++)
		print "\t{ " answer_of[r] " },\t/* line " line[r] " */"
	print "\t{ .found = SIPQ850_FOUND_NOT_COVERED },"
	print "};\n"
}

# Every condition of the table and every term of one, each as a context in which it holds.
function contexts(    r, i, whole, n)
{
	print "const struct sipq850_context rival_contexts[] = {"
	for (r = 0; r < n_rows; r++) {
		whole = ""
		for (i = 1; i <= n_terms[r]; i++) {
			whole = whole (i > 1 ? ", " : "") term_context(term[r, i])
			n += one_context(term_context(term[r, i]))
		}
		if (n_terms[r] > 1)
			n += one_context(whole)
	}
	if (!n)
		print "\t{ .word = { 0 } },"
	print "};"
	print "const unsigned int rival_contexts_count = " (n ? n : 1) ";\n"
}

function one_context(text)
{
	if (text in context_seen)
		return 0
	context_seen[text] = 1
	print "\t{ .word = { " text " } },"
	return 1
}

function event_directions(    i, d)
{
	print "/* Directions of the events, by number less 1000: bits 1 sip2q850, 2 q850sip. */"
	print "const uint8_t rival_events[RIVAL_EVENTS] = {"
	for (i = 0; i < n_events; i++) {
		d = event_direction[event[i]]
		print "\t[" input_symbol(event[i]) " - 1000] = " (d == "sip2q850" ? 1 : d == "q850sip" ? 2 : 3) ","
	}
	print "};\n"
}

# --- the order of asking: conditional `*`, class, own (of each kind more terms first), then plain own, class, `*`

function order_rows(direction)
{
	n_ordered = 0
	order_conditional(direction, "all")
	order_conditional(direction, "class")
	order_conditional(direction, "number")
	order_conditional(direction, "event")
	order_kind(direction, "number", 0)
	order_kind(direction, "event", 0)
	order_kind(direction, "class", 0)
	order_kind(direction, "all", 0)
}

function order_conditional(direction, what,    terms)
{
	for (terms = 8; terms > 0; terms--)
		order_kind(direction, what, terms)
}

function order_kind(direction, what, terms,    r)
{
	for (r = 0; r < n_rows; r++)
		if (direction_of[r] == direction && kind[r] == what && n_terms[r] == terms)
			ordered[n_ordered++] = r
}

# --- (b) the linear scan

function range_of(r, direction,    low)
{
	if (kind[r] == "number")
		return in_of[r] ", " in_of[r]
	if (kind[r] == "event")
		return input_symbol(in_of[r]) ", " input_symbol(in_of[r])
	if (kind[r] == "all")
		return lowest_of_all(direction) ", " highest(direction)
	low = class[r] * class_width(direction)
	return low ", " low + class_width(direction) - 1
}

function scan_rows(direction,    i, j, r, list)
{
	print "const struct rival_row rival_scan_" direction "[] = {"
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		list = ""
		for (j = 1; j <= n_terms[r]; j++)
			list = list (j > 1 ? ", " : "") term_initialiser(term[r, j])
		print "\t{ " range_of(r, direction) ", " r ", " n_terms[r] ", { " (list ? list : "{ 0 }") " } },"
	}
	print "};"
	print "const unsigned int rival_scan_" direction "_count = " n_ordered ";\n"
}

# --- (c) the dense array: the plain row of each input

function plain_row(direction, input,    i, r)
{
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		if (n_terms[r])
			continue
		if (kind[r] == "number" && in_of[r] + 0 == input)
			return r
		if (kind[r] == "class" && class[r] == int(input / class_width(direction)))
			return r
		if (kind[r] == "all" && input >= lowest_of_all(direction))
			return r
	}
	return n_rows
}

function dense_rows(direction,    input)
{
	print "const uint16_t rival_plain_" direction "[] = {"
	for (input = lowest(direction); input <= highest(direction); input++)
		print "\t" plain_row(direction, input) ",\t/* " input " */"
	print "};\n"
}

# --- (a) the switch

function give(r, indent)
{
	print indent "return give(answer, " r ");"
}

function conditional_give(r, before, indent,    i, text)
{
	text = "context" before
	for (i = 1; i <= n_terms[r]; i++)
		text = text " && " term_test(term[r, i])
	print indent "if (" text ")"
	give(r, indent "\t")
}

function open_function(storage, name)
{
	print storage "int " name "(const struct sipq850_map *map, int input, const struct sipq850_context *context,"
	print "\t\tstruct sipq850_answer *answer)"
	print "{"
	print "\t(void)map;"
	print "\t(void)context;"
}

# The rows of one input, in order; `break` where no plain one ends them.
function switch_case(what, in_text, label,    i, r, ended)
{
	print "\tcase " label ":"
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		if (kind[r] != what || in_of[r] != in_text)
			continue
		if (n_terms[r]) {
			conditional_give(r, "", "\t\t")
		} else {
			give(r, "\t\t")
			ended = 1
		}
	}
	if (!ended)
		print "\t\tbreak;"
}

function switch_own(direction,    i, r, seen)
{
	print "\tswitch (input) {"
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		if (kind[r] != "number" || (in_of[r] in seen))
			continue
		seen[in_of[r]] = 1
		switch_case("number", in_of[r], in_of[r])
	}
	print "\tdefault:"
	print "\t\tbreak;"
	print "\t}"
}

function switch_classes(direction,    i, r)
{
	print "\tswitch (input / " class_width(direction) ") {"
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		if (kind[r] != "class" || n_terms[r])
			continue
		print "\tcase " class[r] ":"
		give(r, "\t\t")
	}
	print "\tdefault:"
	print "\t\tbreak;"
	print "\t}"
}

function switch_rules(direction,    i, r)
{
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		if (!n_terms[r])
			continue
		if (kind[r] == "all")
			conditional_give(r, " && input >= " lowest_of_all(direction), "\t")
		else if (kind[r] == "class")
			conditional_give(r, " && input / " class_width(direction) " == " class[r], "\t")
	}
}

function switch_numbers(direction,    i, r)
{
	open_function("", "switch_" direction)
	print "\tif (input < " lowest(direction) " || input > " highest(direction) ")"
	print "\t\treturn switch_" direction "_event(map, input, context, answer);"
	switch_rules(direction)
	switch_own(direction)
	switch_classes(direction)
	for (i = 0; i < n_ordered; i++) {
		r = ordered[i]
		if (kind[r] != "all" || n_terms[r])
			continue
		print "\tif (input >= " lowest_of_all(direction) ")"
		give(r, "\t\t")
	}
	give(n_rows, "\t")
	print "}\n"
}

function switch_events(direction,    i)
{
	open_function("static __attribute__((noinline, cold)) ", "switch_" direction "_event")
	print "\tswitch (input) {"
	for (i = 0; i < n_events; i++)
		if (event_direction[event[i]] == direction || event_direction[event[i]] == "both")
			switch_case("event", event[i], input_symbol(event[i]))
	print "\tdefault:"
	print "\t\treturn -EINVAL;"
	print "\t}"
	give(n_rows, "\t")
	print "}\n"
}
