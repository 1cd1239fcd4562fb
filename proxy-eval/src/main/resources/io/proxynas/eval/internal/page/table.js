// A table that sorts by its headers, filters by text, and whose rows open.

const ROWS_AT_FIRST = 100;

/**
 * @param columns [{ name, number, value: row => what to sort by, cell: row => what to show, wide }];
 *     the first column of text heads its row and opens it; wide ones are left out on a narrow screen
 * @param details { key: row => its name, content: row => the elements that it opens into }
 */
class SortedTable {
  constructor(table, columns, more, count, details) {
    this.details = details;
    this.open = new Set();
    this.table = table;
    this.columns = columns;
    this.more = more;
    this.count = count;
    this.rows = [];
    this.accepts = () => true;
    this.sorted = { column: columns[0], direction: 1 };
    this.limit = ROWS_AT_FIRST;
    this.heads = columns.map(column => this.head(column));
    this.body = element("tbody");
    table.replaceChildren(element("thead", {}, element("tr", {}, ...this.heads)), this.body);
    more.onclick = () => {
      this.limit = Infinity;
      this.draw();
    };
  }

  head(column) {
    const button = element("button", { type: "button" }, column.name);
    button.addEventListener("click", () => this.sortBy(column));
    if (GLOSSARY[column.name]) explains(button, GLOSSARY[column.name]);
    return element("th", { scope: "col", class: this.style(column) }, button);
  }

  style(column) {
    return `${column.number ? "number" : "text"}${column.wide ? " wide" : ""}`;
  }

  sortBy(column) {
    const again = this.sorted.column === column;
    this.sorted = { column, direction: again ? -this.sorted.direction : column.first ?? 1 };
    this.draw();
  }

  /** Takes over what a reader has done to another table of the same rows, of which the one with a key had the focus. */
  succeed(before, focused) {
    this.open = before.open;
    this.limit = before.limit;
    this.wanted = focused;
  }

  show(rows) {
    this.rows = rows;
    this.draw();
  }

  filter(accepts) {
    this.accepts = accepts;
    this.draw();
  }

  draw() {
    const { column, direction } = this.sorted;
    const rows = this.rows.filter(this.accepts)
      .sort((a, b) => compare(column.value(a), column.value(b), direction));
    this.columns.forEach((each, i) => this.heads[i].setAttribute(
      "aria-sort", each !== column ? "none" : direction > 0 ? "ascending" : "descending"));
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.key : this.wanted;
    this.body.replaceChildren(...rows.slice(0, this.limit).flatMap(row =>
      this.open.has(this.details.key(row)) ? [this.row(row), this.opened(row)] : [this.row(row)]));
    if (focused !== undefined) { // who goes by keyboard stays in the row
      const opener = [...this.body.querySelectorAll(".opener")].find(each => each.dataset.key === focused);
      opener?.focus({ preventScroll: true });
      if (opener) this.wanted = undefined;
    }
    this.more.hidden = rows.length <= this.limit;
    this.more.textContent = `Show all ${text.count(rows.length)}`;
    this.count.textContent = rows.length === this.rows.length
      ? text.plural(rows.length, "candidate")
      : `${text.count(rows.length)} of ${text.plural(this.rows.length, "candidate")}`;
  }

  row(row) {
    const heading = this.columns.find(column => !column.number);
    return element("tr", {}, ...this.columns.map(column => column === heading
      ? element("th", { scope: "row" }, this.opener(row, column.cell(row)))
      : element("td", { class: this.style(column) }, column.cell(row))));
  }

  /** The name of a row, which opens and closes it. */
  opener(row, name) {
    const key = this.details.key(row);
    const button = element("button", { type: "button", class: "opener", "aria-expanded": String(this.open.has(key)), "data-key": key }, name);
    button.addEventListener("click", () => {
      const isOpen = this.open.delete(key);
      if (!isOpen) this.open.add(key);
      button.setAttribute("aria-expanded", String(!isOpen));
      const tr = button.closest("tr");
      if (isOpen) tr.nextElementSibling.remove();
      else tr.after(this.opened(row));
    });
    return button;
  }

  opened(row) {
    return element("tr", { class: "opened" },
      element("td", { colspan: String(this.columns.length) }, ...this.details.content(row)));
  }
}

/** What is missing comes last in either direction. */
function compare(a, b, direction) {
  const missing = value => value === undefined || value === null;
  if (missing(a) || missing(b)) return missing(a) - missing(b);
  return direction * (typeof a === "string" ? a.localeCompare(b) : a - b);
}
