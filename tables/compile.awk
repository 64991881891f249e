# SPDX-License-Identifier: GPL-2.0-or-later
# Compile the tables to C, one line to one initialiser, with no meaning added. check.awk has judged them before.
#
#   awk -f compile.awk -v out=WHAT words.tsv q850-location.tsv sip-status.tsv q850-cause.tsv cause-names.tsv \
#       reason-protocols.tsv reason-causes.tsv refusals.tsv profiles/*.tsv
#
# WHAT: words (the public header words.h), refusals (lib/refusals.h), names (lib/names.c), profiles (lib/rows.c).
# Same bytes from mawk and gawk under LC_ALL=C, whatever the path of the files.

BEGIN { FS = "\t" }

FNR == 1 { table = FILENAME; sub(/.*\//, "", table); header = 0; profile = FILENAME ~ /profiles\/[^\/]*$/ }
FNR == 1 && profile { start_profile(table) }
profile && /^#: / { head_line(substr($0, 4)); next }
/^#/ { next }
!header { header = 1; next }
profile { row[n_rows++] = row_of(); rows_of[n_profiles]++; next }
{ line[table, count[table]++] = $0 }

END {
	if (out == "words")
		words_header()
	else if (out == "refusals")
		refusals_header()
	else if (out == "names")
		names_source()
	else if (out == "profiles")
		rows_source()
	else
		exit 1
}

# --- helpers

function quoted(text)
{
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	return "\"" text "\""
}

function symbol(text)
{
	text = toupper(text)
	gsub(/[^A-Z0-9]/, "_", text)
	return text
}

function folded(text)
{
	text = tolower(text)
	gsub(/[^a-z0-9]/, "", text)
	return text
}

function banner(what)
{
	print "/* SPDX-License-Identifier: GPL-2.0-or-later */"
	print "/* " what ". Generated from tables/ by compile.awk: do not edit. */"
}

# The number that a direction has in C: sip2q850 1, q850sip 2, both 3.
function direction_bits(name)
{
	return name == "sip2q850" ? 1 : name == "q850sip" ? 2 : 3
}

# Print one enumerator of a public enum, with what it means.
function member(name, number, meaning)
{
	printf "\tSIPQ850_%s = %d,\t/*!< %s */\n", name, number, meaning
}

# --- words.h

function words_header(    i, f, word, n)
{
	print "/* SPDX-License-Identifier: GPL-2.0-or-later */"
	print "/*! \\file words.h"
	print " * The words of the tables as C enums: conditions, events, actions, locations, causes."
	print " * Generated from tables/words.tsv, q850-location.tsv, q850-cause.tsv and reason-protocols.tsv by compile.awk: do not edit."
	print " * Numbers are never changed and never reused; 0 is \"unknown\" everywhere. */"
	print "#pragma once\n"
	enum_of_kind("sipq850_word", "word", "WORD_", "Condition words: indexes of struct sipq850_context.")
	enum_of_kind("sipq850_input", "event", "INPUT_", "Events that can be asked for like a status or a cause.")
	enum_of_kind("sipq850_action", "out", "ACTION_", "What an answer tells to do.", "ACTION_NOT_COVERED", "no row answers")
	locations_enum()
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] != "value")
			continue
		if (f[2] != word) {
			if (n++)
				print "};\n"
			word = f[2]
			print "/*! Values of the condition word `" word "`. */"
			print (word == "coding" ? "enum sipq850_coding {" : "enum {")
		}
		member(symbol(word) "_" symbol(f[3]), f[4], f[6])
	}
	print "};\n"
	causes_enum()
	reason_protocols_enum()
	enum_of_kind("sipq850_diagnostic_kind", "diagnostic", "DIAGNOSTIC_KIND_", "Kinds of diagnostic that may follow a cause value.", "DIAGNOSTIC_KIND_NONE", "there is no diagnostic")
}

function enum_of_kind(name, kind, prefix, what, zero, zero_meaning,    i, f)
{
	print "/*! " what " */"
	print "enum " name " {"
	if (zero)
		member(zero, 0, zero_meaning)
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == kind)
			member(prefix symbol(f[2]), f[4], f[6] (kind == "out" ? ": `" f[3] "`" : ""))
	}
	print "};\n"
}

function locations_enum(    i, f)
{
	print "/*! Locations: the wire value plus one (RFC 8606 section 4). Also the values of the condition word `location`. */"
	print "enum sipq850_location {"
	for (i = 0; i < count["q850-location.tsv"]; i++) {
		split(line["q850-location.tsv", i], f, "\t")
		member("LOCATION_" symbol(f[2]), f[1] + 1, f[4] ", " f[3] " in RFC 8606")
	}
	member("LOCATION_NETWORK", count["q850-location.tsv"] + 1, "some network: the policy of the caller picks, by default BI; only in answers")
	print "};\n"
}

function causes_enum(    i, f)
{
	print "/*! Causes of ITU-T Q.850. */"
	print "enum sipq850_cause {"
	for (i = 0; i < count["q850-cause.tsv"]; i++) {
		split(line["q850-cause.tsv", i], f, "\t")
		if (f[1] == "itu-t")
			member("CAUSE_" f[3], f[2], f[4] " (" f[7] ")")
	}
	print "};\n"
}

function reason_protocols_enum(    i, f)
{
	print "/*! Protocols of the Reason header. */"
	print "enum sipq850_reason_protocol {"
	member("REASON_PROTOCOL_OTHER", 0, "not registered")
	for (i = 0; i < count["reason-protocols.tsv"]; i++) {
		split(line["reason-protocols.tsv", i], f, "\t")
		member("REASON_PROTOCOL_" f[2], f[1], f[3] ": " f[8] " (" f[7] ")")
	}
	print "};\n"
}

# --- refusals.h

function refusals_header(    i, f)
{
	banner("Why a table is refused")
	print "#pragma once\n"
	print "enum refusal {"
	for (i = 0; i < count["refusals.tsv"]; i++) {
		split(line["refusals.tsv", i], f, "\t")
		if (f[2] != "order")
			print "\tREFUSAL_" f[1] ","
	}
	print "\tREFUSAL_COUNT\n};"
}

# --- names.c

# "A|B" as { "A", "B" }.
function alternatives(text,    i, n, f, list)
{
	n = split(text, f, "|")
	for (i = 1; i <= n; i++)
		list = list (i > 1 ? ", " : "") quoted(f[i])
	return "{ " (list ? list : "NULL") " }"
}

function names_source(    i, f)
{
	banner("The tables of names")
	print "#include \"tables.h\"\n"
	open_array("status_entry", "sq_statuses")
	for (i = 0; i < count["sip-status.tsv"]; i++) {
		split(line["sip-status.tsv", i], f, "\t")
		printf "\t{ %d, SIPQ850_STANDING_%s, %s, %s, %s, %s, %s },\n", f[1], symbol(f[5]), f[6] == "yes" ? "true" : "false",
			quoted(f[2]), quoted(f[3]), quoted(f[4]), alternatives(f[7])
	}
	close_array("sq_statuses", count["sip-status.tsv"])
	open_array("cause_entry", "sq_causes")
	for (i = 0; i < count["q850-cause.tsv"]; i++) {
		split(line["q850-cause.tsv", i], f, "\t")
		printf "\t{ SIPQ850_CODING_%s, %d, %s, %s, %s, %s },\n", symbol(f[1]), f[2], quoted(f[3]), quoted(f[4]), quoted(f[7]),
			diagnostic_kind(f[6])
	}
	close_array("sq_causes", count["q850-cause.tsv"])
	open_array("cause_name_entry", "sq_cause_names")
	for (i = 0; i < count["cause-names.tsv"]; i++) {
		split(line["cause-names.tsv", i], f, "\t")
		printf "\t{ %s, %d },\n", quoted(folded(f[1])), f[2]
	}
	close_array("sq_cause_names", count["cause-names.tsv"])
	open_array("location_entry", "sq_locations")
	for (i = 0; i < count["q850-location.tsv"]; i++) {
		split(line["q850-location.tsv", i], f, "\t")
		printf "\t{ %s, %s, %s },\n", quoted(f[2]), quoted(f[3]), quoted(f[4])
	}
	close_array("sq_locations", count["q850-location.tsv"])
	reason_arrays()
	vocabulary_arrays()
	refusal_texts()
}

function reason_arrays(    i, f, number)
{
	open_array("reason_protocol_entry", "sq_reason_protocols")
	for (i = 0; i < count["reason-protocols.tsv"]; i++) {
		split(line["reason-protocols.tsv", i], f, "\t")
		number[f[3]] = f[1]
		printf "\t{ %d, %s, %d, %s, %s },\n", f[1], f[6] == "no" ? "true" : "false", f[4],
			f[5] == "" ? "SIPQ850_REASON_CAUSE_MAX" : f[5], quoted(f[3])
	}
	close_array("sq_reason_protocols", count["reason-protocols.tsv"])
	open_array("reason_cause_entry", "sq_reason_causes")
	for (i = 0; i < count["reason-causes.tsv"]; i++) {
		split(line["reason-causes.tsv", i], f, "\t")
		printf "\t{ %d, %d, %s },\n", number[f[1]], f[2], quoted(f[3])
	}
	close_array("sq_reason_causes", count["reason-causes.tsv"])
}

# The kind of diagnostic that a cause takes; where there is no source, or none is allowed, octets are raw.
function diagnostic_kind(name)
{
	return "SIPQ850_DIAGNOSTIC_KIND_" (name == "" || name == "none" ? "RAW" : symbol(name))
}

function open_array(type, name)
{
	print "const struct " type " " name "[] = {"
}

function close_array(name, n)
{
	print "};"
	print "const size_t " name "_count = " n + 0 ";\n"
}

function vocabulary_arrays(    i, f, n, word)
{
	open_array("word_entry", "sq_words")
	n = 0
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == "word") {
			word[f[2]] = f[4]
			n++
			printf "\t{ %d, %s },\n", f[4], quoted(f[2])
		}
	}
	close_array("sq_words", n)
	open_array("value_entry", "sq_values")
	n = 0
	for (i = 0; i < count["q850-location.tsv"]; i++) {
		split(line["q850-location.tsv", i], f, "\t")
		n++
		printf "\t{ %d, %d, %s },\n", word["location"], f[1] + 1, quoted(f[2])
	}
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == "value") {
			n++
			printf "\t{ %d, %d, %s },\n", word[f[2]], f[4], quoted(f[3])
		}
	}
	close_array("sq_values", n)
	word_maxima()
	numbered_array("event", "event_entry", "sq_events", 2)
	action_array()
	numbered_array("class", "class_entry", "sq_classes", 6)
	numbered_array("diagnostic", "diagnostic_entry", "sq_diagnostics", 2)
}

# The greatest value of each word: values are numbered from 1 without gaps.
function word_maxima(    i, f, max)
{
	max["location"] = count["q850-location.tsv"]
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == "value" && f[4] + 0 > max[f[2]] + 0)
			max[f[2]] = f[4]
	}
	print "const uint8_t sq_word_max[64] = {"
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == "word")
			printf "\t[%d] = %d,\n", f[4], max[f[2]]
	}
	print "};\n"
}

# Actions have a name and a token.
function action_array(    i, f, n)
{
	open_array("action_entry", "sq_actions")
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == "out") {
			n++
			printf "\t{ %d, %d, %s, %s },\n", f[4], direction_bits(f[5]), quoted(f[3]), quoted(f[2])
		}
	}
	close_array("sq_actions", n)
}

# Lines of one kind as { number, direction, text }.
function numbered_array(kind, type, name, text,    i, f, n)
{
	open_array(type, name)
	n = 0
	for (i = 0; i < count["words.tsv"]; i++) {
		split(line["words.tsv", i], f, "\t")
		if (f[1] == kind) {
			n++
			printf "\t{ %d, %d, %s },\n", f[4], direction_bits(f[5]), quoted(f[text])
		}
	}
	close_array(name, n)
}

function refusal_texts(    i, f)
{
	print "const struct refusal_entry sq_refusals[REFUSAL_COUNT] = {"
	for (i = 0; i < count["refusals.tsv"]; i++) {
		split(line["refusals.tsv", i], f, "\t")
		if (f[2] != "order")
			printf "\t[REFUSAL_%s] = { %s, %s },\n", f[1], quoted(f[3]), quoted(f[4])
	}
	print "};"
}

# --- rows.c

function start_profile(file)
{
	n_profiles++
	sub(/\.tsv$/, "", file)
	name_of[n_profiles] = file
	rows_of[n_profiles] = 0
}

function head_line(text,    key)
{
	key = text
	sub(/ .*/, "", key)
	sub(/^[^ ]* +/, "", text)
	head[n_profiles, key] = text
	head_at[n_profiles, key] = FNR
}

function row_of()
{
	return FNR ", SIPQ850_" toupper($1) ", " quoted($2) ", " quoted($3) ", " quoted($4) ", " quoted($5) ", " quoted($6)
}

function completeness(p, direction)
{
	return "SIPQ850_COMPLETENESS_" (((p, direction) in head) ? toupper(head[p, direction]) : "UNKNOWN")
}

function rows_source(    p, i, r)
{
	banner("The built-in profiles")
	print "#include \"tables.h\"\n"
	for (p = 1; p <= n_profiles; p++) {
		print "static const struct sipq850_row rows_" p "[] = {"
		for (i = 0; i < rows_of[p]; i++)
			print "\t{ &sq_profiles[" p - 1 "], " row[r++] " },"
		print "};\n"
	}
	print "const struct sipq850_profile sq_profiles[] = {"
	for (p = 1; p <= n_profiles; p++) {
		printf "\t{ .name = %s, .file = %s,\n", quoted(name_of[p]), quoted("tables/profiles/" name_of[p] ".tsv")
		printf "\t  .title = %s,\n\t  .document = %s,\n", quoted(head[p, "title"]), quoted(head[p, "document"])
		printf "\t  .base = %s, .base_line = %d,\n", ((p, "base") in head) ? quoted(head[p, "base"]) : "NULL", head_at[p, "base"]
		printf "\t  .completeness = { %s, %s },\n", completeness(p, "sip2q850"), completeness(p, "q850sip")
		printf "\t  .completeness_line = { %d, %d },\n", head_at[p, "sip2q850"], head_at[p, "q850sip"]
		printf "\t  .rows = rows_%d, .n_rows = %d },\n", p, rows_of[p]
	}
	print "};"
	print "const size_t sq_profiles_count = " n_profiles ";"
	print "_Static_assert(ARRAY_SIZE(sq_profiles) <= SQ_PROFILES_MAX, \"SQ_PROFILES_MAX in tables.h is too small\");"
}
