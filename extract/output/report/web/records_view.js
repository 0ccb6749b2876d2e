// The view of all records as a table with sorting and pages.

const ROWS_PER_PAGE = 50;
const tableState = { sort: "article", descending: false, page: 0 };

/** Columns: name, label, and the text of a cell. */
const COLUMNS = [
  ["kind", "Kind", (fact) => fact.kind],
  ["actors", "Who", (fact) => fact.actors.join(", ")],
  ["what", "What", (fact) => fact.what],
  ["recipients", "Towards", (fact) => fact.recipients.join(", ")],
  ["about", "About", (fact) => fact.about],
  ["countries", "Countries", (fact) => fact.countries.join(" ")],
  ["dates", "Dates", (fact) => fact.dates.join(", ")],
  ["published", "Published", (fact) => fact.published],
  ["event", "PLOVER", (fact) => fact.event],
  ["cameo", "CAMEO", (fact) => fact.cameo],
  ["article", "Article", (fact) => fact.article.title ?? fact.article.source_id],
  ["decision", "Review", (fact) => decisionOf(fact.article, fact.original)?.state ?? ""],
];

function recordsView() {
  return h("div", { class: "across" }, filterBar(() => { tableState.page = 0; listRecords(); }), h("div", { id: "rows" }));
}

function listRecords() {
  const facts = sortedFacts(matchingFacts());
  const pages = Math.max(1, Math.ceil(facts.length / ROWS_PER_PAGE));
  tableState.page = Math.min(tableState.page, pages - 1);
  const first = tableState.page * ROWS_PER_PAGE;
  const head = h("tr", {}, COLUMNS.map(([name, label]) => h("th", {
    scope: "col", "aria-sort": tableState.sort === name && (tableState.descending ? "descending" : "ascending"),
  }, button(label, () => sortBy(name), { "data-sort": name }))));
  const turn = (label, by, disabled) => button(label, () => { tableState.page += by; listRecords(); }, { disabled });
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, countLine(facts)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Records" },
      h("table", {}, h("thead", {}, head), h("tbody", {}, facts.slice(first, first + ROWS_PER_PAGE).map(factRow)))),
    h("p", { class: "pages" }, turn("Previous", -1, tableState.page === 0),
      ` page ${formatNumber(tableState.page + 1)} of ${formatNumber(pages)} `, turn("Next", 1, tableState.page >= pages - 1)));
}

function factRow(fact) {
  return h("tr", { class: fact.kind }, COLUMNS.map(([name, , cell]) => h("td", { class: name },
    name === "article" ? button(cell(fact), () => openArticle(fact.article, fact.original), { class: "value" })
      : h("bdi", {}, cell(fact)))));
}

/** Sorts by a column; the same column again reverses the order. */
function sortBy(name) {
  tableState.descending = tableState.sort === name && !tableState.descending;
  tableState.sort = name;
  tableState.page = 0;
  listRecords();
  document.querySelector(`[data-sort="${name}"]`).focus();
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** The facts in the order of the table; empty cells come last. */
function sortedFacts(facts) {
  if (tableState.sort === "article" && !tableState.descending) return facts;
  const [, , cell] = COLUMNS.find(([name]) => name === tableState.sort);
  const keyed = facts.map((fact) => [cell(fact), fact]);
  const sign = tableState.descending ? -1 : 1;
  keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * COLLATOR.compare(a, b));
  return keyed.map(([, fact]) => fact);
}
