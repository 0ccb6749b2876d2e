// The records of all articles as a table to sort and to page through.

const PAGE = 50;
const table = { sort: "article", down: false, page: 0 };

const COLUMNS = [
  ["kind", "Kind", (fact) => fact.kind],
  ["who", "Who", (fact) => fact.who.join(", ")],
  ["what", "What", (fact) => fact.what],
  ["whom", "Towards", (fact) => fact.whom.join(", ")],
  ["about", "About", (fact) => fact.about],
  ["countries", "Countries", (fact) => fact.countries.join(" ")],
  ["told", "Dates told", (fact) => fact.told.join(", ")],
  ["date", "Published", (fact) => fact.date],
  ["event", "PLOVER", (fact) => fact.event],
  ["cameo", "CAMEO", (fact) => fact.cameo],
  ["article", "Article", (fact) => fact.article.title ?? fact.article.source_id],
  ["verdict", "Review", (fact) => decided(fact.article, fact.record)?.state ?? ""],
];

function recordsView() {
  return h("div", { class: "across" }, filterBar(() => { table.page = 0; listRecords(); }), h("div", { id: "rows" }));
}

function listRecords() {
  const facts = sorted(meant());
  const pages = Math.max(1, Math.ceil(facts.length / PAGE));
  table.page = Math.min(table.page, pages - 1);
  const first = table.page * PAGE;
  const head = h("tr", {}, COLUMNS.map(([name, label]) => h("th", {
    scope: "col", "aria-sort": table.sort === name && (table.down ? "descending" : "ascending"),
  }, button(label, () => sortBy(name), { "data-sort": name }))));
  const turn = (label, by, off) => button(label, () => { table.page += by; listRecords(); }, { disabled: off });
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, countLine(facts)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Records" },
      h("table", {}, h("thead", {}, head), h("tbody", {}, facts.slice(first, first + PAGE).map(factRow)))),
    h("p", { class: "pages" }, turn("Previous", -1, table.page === 0),
      ` page ${number(table.page + 1)} of ${number(pages)} `, turn("Next", 1, table.page >= pages - 1)));
}

function factRow(fact) {
  return h("tr", { class: fact.kind }, COLUMNS.map(([name, , told]) => h("td", { class: name },
    name === "article" ? button(told(fact), () => openArticle(fact.article, fact.record), { class: "value" })
      : h("bdi", {}, told(fact)))));
}

function sortBy(name) {
  table.down = table.sort === name && !table.down;
  table.sort = name;
  table.page = 0;
  listRecords();
  document.querySelector(`[data-sort="${name}"]`).focus();
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

function sorted(facts) {
  if (table.sort === "article" && !table.down) return facts;
  const [, , told] = COLUMNS.find(([name]) => name === table.sort);
  const keyed = facts.map((fact) => [told(fact), fact]);
  const way = table.down ? -1 : 1;
  keyed.sort(([a], [b]) => (a === "") - (b === "") || way * COLLATOR.compare(a, b));
  return keyed.map(([, fact]) => fact);
}
