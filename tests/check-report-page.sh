#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The page of sipq850 report in a browser: nothing overflows at 375 and 1400 px, tables sort by a click, nothing is
# loaded,
# no error, all text has contrast in light and dark, and a script that has slipped in does not run.
set -u
. "${srcdir:-.}/result.sh"
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
	echo "there is no chromium"
	exit 77
}
cd "$scratch" || exit 99

# Calls of many trunks, among them names that are long, that are markup, and that have no blank to break at.
awk 'NR == 1 { print; exit }' "$here/data/report/calls.tsv" > calls.tsv
awk 'BEGIN {
	long = "a-very-long-trunk-name-without-any-blank-in-it-"
	for (i = 0; i < 4000; i++) {
		trunk = i % 7 == 0 ? "carrier-" i % 90 : i % 7 == 1 ? "<script>hacked = 1</script>" : i % 7 == 2 ? long long long : \
			i % 7 == 3 ? "\"><img src=x onerror=hacked=2>" : "gw" i % 5
		cause = i % 3 ? 16 : i % 127 + 1
		printf("2026-11-25T%02d:00:00Z\t%d\t\t%s\t%s\t\t%d\t\t\t\t\t\t\t\t\t1\tx\tx\t%d\n",
		       i % 24, i, trunk, i % 3 ? "yes" : "no", cause, i)
	}
}' >> calls.tsv
# Before, some causes were others, so that some things became better and some worse.
awk -F'\t' -v OFS='\t' 'NR > 1 && $5 == "no" { $7 = $7 < 40 ? 42 : $7 > 90 ? 1 : $7 } 1' calls.tsv |
	"$sipq850" report --extracted -f json > before.json
"$sipq850" report --extracted --baseline before.json --html page.html calls.tsv || exit 99
sed 1q calls.tsv | "$sipq850" report --extracted --html empty.html || exit 99

# The page with an ear on errors, set up before its own script; it needs the nonce that the page was made with.
nonce=$(sed -n "s/.*script-src 'nonce-\([0-9a-f]*\)'.*/\1/p" page.html)
cat > ear.html <<EOF
<script nonce="$nonce">
var errors = [];
addEventListener("error", function (e) { errors.push(e.message); });
addEventListener("securitypolicyviolation", function (e) { errors.push("policy: " + e.violatedDirective); });
console.error = function (text) { errors.push(text); };
</script>
EOF
sed '/<\/title>/r ear.html' page.html > heard.html

cat > check.html <<'EOF'
<!DOCTYPE html>
<html><head><meta charset="utf-8"></head><body>
<iframe id="w375" width="375" height="800" src="heard.html"></iframe>
<iframe id="w1400" width="1400" height="900" src="heard.html"></iframe>
<iframe id="empty" width="375" height="800" src="empty.html"></iframe>
<pre id="out"></pre>
<script>
"use strict";
var out = [];
function check(ok, name) { out.push((ok ? "ok " : "FAILED ") + name); }
function overflows(frame) {
	var root = frame.contentDocument.documentElement;
	return root.scrollWidth > frame.contentWindow.innerWidth;
}
/* What sticks out of the window, but for what is in a box that scrolls. */
function sticks_out(frame) {
	var width = frame.contentWindow.innerWidth;
	return Array.from(frame.contentDocument.querySelectorAll("body *")).filter(function (e) {
		return !e.closest(".scroll table") && e.getBoundingClientRect().right > width + 0.5;
	}).map(function (e) { return e.tagName + "." + e.className; });
}
function column(table, n) {
	return Array.from(table.tBodies[0].rows).map(function (row) {
		var cell = row.cells[n];
		return cell.hasAttribute("data-v") ? Number(cell.getAttribute("data-v")) : cell.textContent;
	});
}
function sorted(values, sign) {
	return values.every(function (v, i) {
		return !i || sign * (typeof v === "number" ? v - values[i - 1] :
				     v.localeCompare(values[i - 1], "en", { numeric: true })) >= 0;
	});
}
/* Numbers from the greatest first, texts from the first; again: the other way round. */
function check_sort(frame, table) {
	var name = table.closest("section").querySelector("h2").textContent;
	var rows = table.tBodies[0].rows.length;
	Array.from(table.tHead.rows[0].cells).forEach(function (head) {
		var button = head.querySelector("button"), first = head.classList.contains("n") ? -1 : 1, n = head.cellIndex;
		if (head.classList.contains("fixed"))
			return check(!button, name + ": a column without a button");
		button.click();
		var word = head.getAttribute("aria-sort"), once = sorted(column(table, n), first);
		once = once && word === (first < 0 ? "descending" : "ascending");
		button.click();
		check(once && sorted(column(table, n), -first) && table.tBodies[0].rows.length === rows &&
		      table.querySelectorAll("[aria-sort]").length === 1,
		      frame.id + " " + name + ": sorts by " + button.textContent + ", " + rows + " rows");
	});
}
/* Relative luminance, and the contrast of it, as of WCAG 2. */
function luminance(colour) {
	var c = colour.match(/[0-9.]+/g).slice(0, 3).map(function (v) {
		v /= 255;
		return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
	});
	return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}
function check_contrast(frame) {
	var doc = frame.contentDocument, win = frame.contentWindow;
	function style(what) { return win.getComputedStyle(doc.querySelector(what)); }
	["h1", ".most", ".span", ".of", ".variant", ".meaning", "summary", "thead th", "td.bad", "td.good", "footer p"
	].forEach(function (what) {
		var on = /h1|span|footer/.test(what) ? "body" : "section";
		var text = luminance(style(what).color), paper = luminance(style(on).backgroundColor);
		var ratio = (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
		check(ratio >= 4.5, frame.id + " contrast of " + what + ": " + ratio.toFixed(1));
	});
	check((luminance(style("body").backgroundColor) < 0.1) === (location.hash === "#dark"),
	      frame.id + " paper " + location.hash);
}
function check_frame(frame) {
	var doc = frame.contentDocument, win = frame.contentWindow, tables = doc.querySelectorAll("table.sortable");
	check(!overflows(frame) && sticks_out(frame).length === 0,
	      frame.id + " nothing overflows " + sticks_out(frame).join(" "));
	check(win.getComputedStyle(doc.querySelector(".card")).borderTopStyle === "solid", frame.id + " the style is applied");
	check(tables.length === 5, frame.id + " five tables");
	check_contrast(frame);
	tables.forEach(function (table) { check_sort(frame, table); });
	doc.querySelectorAll("details").forEach(function (d) { d.open = true; });
	check(!overflows(frame) && sticks_out(frame).length === 0, frame.id + " nothing overflows with definitions open");
	check(doc.querySelectorAll("svg[role=img]:not([aria-label])").length === 0 &&
	      doc.querySelectorAll("svg[role=img]").length > 2,
	      frame.id + " charts have names");
	check(doc.querySelectorAll("img, link, [src], [href], [style], [onerror]").length === 0,
	      frame.id + " nothing from outside");
	check(win.performance.getEntriesByType("resource").length === 0, frame.id + " nothing was loaded");
	check(win.errors.length === 0 && win.hacked === undefined, frame.id + " no error " + win.errors.join("; "));
}
function check_policy(frame) {
	var doc = frame.contentDocument, script = doc.createElement("script");
	script.textContent = "hacked = 3";
	doc.body.appendChild(script);
	check(frame.contentWindow.hacked === undefined, "a script without the nonce does not run");
}
function check_all() {
	["w375", "w1400"].forEach(function (id) { check_frame(document.getElementById(id)); });
	check_policy(document.getElementById("w375"));
	check(!overflows(document.getElementById("empty")) &&
	      document.getElementById("empty").contentDocument.querySelector("h1").textContent === "No calls.",
	      "a page without calls");
}
addEventListener("load", function () {
	try {
		check_all();
	} catch (e) {
		check(false, "came to an end: " + e.message);
	}
	document.getElementById("out").textContent = out.join("\n") + "\nend of checks\n";
});
</script></body></html>
EOF

# The frames are files of their own origin each, so that one may look into another only with that option.
browse() { # light|dark [OPTION...]
	mode=$1
	shift
	"$chromium" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --disable-dev-shm-usage --allow-file-access-from-files \
		--window-size=1440,1000 \
		--user-data-dir="$scratch/profile" --virtual-time-budget=10000 --dump-dom "$@" \
		"file://$scratch/check.html#$mode" 2> err |
		sed -n 's/^\(<pre id="out">\)\{0,1\}\(ok\|FAILED\|end\) /\2 /p' > lines
	grep -q '^end of checks' lines
	result $? "$mode: the browser came to the end: $(tail -n 1 err)"
	while read -r verdict name; do
		[ "$verdict" = end ] && continue
		[ "$verdict" = ok ]
		result $? "$mode: $name"
	done < lines
}
browse light
browse dark --force-dark-mode

finish
