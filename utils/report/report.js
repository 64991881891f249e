/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Heads of tables become buttons that sort: numbers from the greatest, words from the first, and again the other way
 * round. */
"use strict";
(function () {
	function value(row, column) {
		var cell = row.cells[column];
		return cell.hasAttribute("data-v") ? Number(cell.getAttribute("data-v")) : cell.textContent;
	}
	function compare(a, b) {
		if (typeof a === "number" && typeof b === "number")
			return a - b;
		return String(a).localeCompare(String(b), "en", { numeric: true });
	}
	function sort(table, head) {
		var column = head.cellIndex, body = table.tBodies[0], rows = Array.from(body.rows);
		var now = head.getAttribute("aria-sort"), down = now ? now === "ascending" : head.classList.contains("n");
		var keys = new Map(rows.map(function (row) { return [row, value(row, column)]; }));
		rows.sort(function (a, b) { return (down ? -1 : 1) * compare(keys.get(a), keys.get(b)); });
		Array.from(table.tHead.rows[0].cells).forEach(function (cell) { cell.removeAttribute("aria-sort"); });
		head.setAttribute("aria-sort", down ? "descending" : "ascending");
		rows.forEach(function (row) { body.appendChild(row); });
	}
	document.querySelectorAll("table.sortable").forEach(function (table) {
		Array.from(table.tHead.rows[0].cells).forEach(function (head) {
			var button = document.createElement("button");
			if (head.classList.contains("fixed"))
				return;
			button.type = "button";
			button.textContent = head.textContent;
			head.textContent = "";
			head.appendChild(button);
			button.addEventListener("click", function () { sort(table, head); });
		});
	});
})();
