// The view of all records: a table of one line a record, the newest first.

const ROWS_PER_PAGE = 60;
const tableState = { sort: "published", descending: true, page: 0, all: false };

/** Columns: name, label, the text of a cell, and, where they differ, what is shown of it and what it is sorted by. */
const COLUMNS = [
  ["published", "Date", (fact) => fact.published],
  ["tie", "Tie", (fact) => TIE_LABELS[fact.tie]],
  ["actors", "Who", (fact) => fact.actors.join(", ")],
  ["what", "What", (fact) => fact.what],
  ["recipients", "Towards", (fact) => fact.recipients.join(", ")],
  ["about", "About", (fact) => fact.about],
  ["dates", "Dates told", (fact) => fact.dates.join(", ")],
  ["money", "Value", (fact) => (fact.record.value ? formatMoney(fact.record.value) : ""), {
    shown: (fact) => (fact.record.value ? shortMoney(fact.record.value) : ""),
    sortedBy: (fact) => fact.record.value?.amount ?? "",
  }],
  ["told", "Reports", (fact) => String(toldBy(fact)?.reports ?? "")],
  ["article", "Article", (fact) => fact.article.title ?? fact.article.source_id],
  ["decision", "Review", (fact) => (stateOf(fact.article, fact.original) === "undecided" ? "" : stateOf(fact.article, fact.original))],
];

/** The columns that have something to show: reports only if records are linked, decisions only if there are some. */
const shownColumns = () => COLUMNS.filter(([name]) => ({ told: CLUSTERS.size > 0, decision: countDecisions() > 0 })[name] ?? true);

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

/** An amount in short, like `1.15B USD`. */
const shortMoney = ({ amount, currency, bound }) =>
  `${{ approx: "≈ ", at_least: "≥ ", at_most: "≤ " }[bound] ?? ""}${COMPACT.format(Number(amount))} ${currency}`;

function recordsView() {
  return h("div", { class: "across", id: "rows" });
}

function listRecords() {
  const found = matchingFacts();
  const facts = sortedFacts(tableState.all ? found : onceEach(found));
  const pages = Math.max(1, Math.ceil(facts.length / ROWS_PER_PAGE));
  tableState.page = Math.min(tableState.page, pages - 1);
  const first = tableState.page * ROWS_PER_PAGE;
  const columns = shownColumns();
  const head = h("tr", {}, columns.map(([name, label]) => h("th", {
    scope: "col", class: name, "aria-sort": tableState.sort === name && (tableState.descending ? "descending" : "ascending"),
  }, button(label, () => sortBy(name), { "data-sort": name }))));
  const turn = (label, by, disabled) => button(label, () => { tableState.page += by; listRecords(); writeAddress(false); }, { disabled });
  document.getElementById("rows").replaceChildren(
    h("div", { class: "heads" },
      h("p", { class: "count", id: "count", role: "status" }, countLine(found)),
      CLUSTERS.size > 0 && button("All reports", () => { tableState.all = !tableState.all; tableState.page = 0; listRecords(); writeAddress(true); }, { "aria-pressed": String(tableState.all), title: "A row for each report, not for each deal or event" }),
      button("CSV", () => download("records.csv", "text/csv", csvOf(facts)), { id: "csv", "aria-label": "Download these records as CSV" })),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Records" },
      h("table", { class: "dense" }, h("thead", {}, head), h("tbody", {}, facts.slice(first, first + ROWS_PER_PAGE).map((fact) => factRow(fact, columns))))),
    h("p", { class: "pages" }, turn("Previous", -1, tableState.page === 0),
      ` page ${formatNumber(tableState.page + 1)} of ${formatNumber(pages)} `, turn("Next", 1, tableState.page >= pages - 1)));
}

/** A row; its quote shows when the pointer rests on it, and its article opens by click or Enter. */
function factRow(fact, columns) {
  return h("tr", { class: `${fact.kind} ${fact.tie}`, title: quoteOf(fact), click: () => openArticle(fact.article, fact.original) },
    columns.map(([name, , cell, { shown = cell } = {}]) => h("td", { class: name }, name === "about"
      ? h("button", { type: "button", class: "value" }, h("bdi", {}, cell(fact) || "–"))
      : h("bdi", {}, shown(fact)))));
}

/** The sentences that a fact is based on, on one line. */
const quoteOf = (fact) => fact.record.evidence.map(([start, end]) => oneLine(codePoints(fact.article).slice(start, end))).join(" … ");

/** The same, from the sentence with the cue on: a line has no room for the sentences that lead up to it. */
function leadingQuote(fact) {
  const { evidence, status_cue: statusCue, cue = statusCue } = fact.record;
  const at = cue ? evidence.findIndex(([start, end]) => start <= cue[0] && cue[1] <= end) : 0;
  if (at <= 0) return quoteOf(fact);
  return [...evidence.slice(at), ...evidence.slice(0, at)].map(([start, end]) => oneLine(codePoints(fact.article).slice(start, end))).join(" … ");
}

/** Columns that begin with the newest day, or with the largest number. */
const LARGEST_FIRST = ["published", "money", "told"];

/** Sorts by a column; the same column again reverses the order. */
function sortBy(name) {
  tableState.descending = tableState.sort === name ? !tableState.descending : LARGEST_FIRST.includes(name);
  tableState.sort = name;
  tableState.page = 0;
  listRecords();
  writeAddress(false);
  document.querySelector(`[data-sort="${name}"]`).focus();
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** The facts in the order of the table; empty cells come last. */
function sortedFacts(facts) {
  if (tableState.sort === "published" && tableState.descending) return facts; // they are in this order
  const [, , cell, { sortedBy = cell } = {}] = COLUMNS.find(([name]) => name === tableState.sort);
  const sign = tableState.descending ? -1 : 1;
  const compare = tableState.sort === "published" ? (a, b) => (a < b ? -1 : a > b) : COLLATOR.compare;
  const keyed = facts.map((fact) => [sortedBy(fact), fact]);
  keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * compare(a, b));
  return keyed.map(([, fact]) => fact);
}

/** Facts as CSV. Cells that a spreadsheet would run as a formula get a leading apostrophe. */
function csvOf(facts) {
  const cell = (text) => {
    const safe = /^[=+\-@\t\r\n'＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const columns = [["article_id", "", (fact) => fact.article.id], ["record", "", (fact) => fact.original.id], ...COLUMNS,
    ...["instrument", "status", "act", "label", "status_label"].map((name) => [name, "", (fact) => fact.record[name] ?? ""]),
    ["countries", "", (fact) => fact.countries.join(" ")], ["event", "", (fact) => fact.event], ["cameo", "", (fact) => fact.cameo],
    ["quote", "", quoteOf], ["source", "", (fact) => fact.source], ["url", "", (fact) => fact.article.url ?? ""]];
  const lines = [columns.map(([name]) => name), ...facts.map((fact) => columns.map(([, , value]) => value(fact)))];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
