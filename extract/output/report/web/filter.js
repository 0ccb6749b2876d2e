// The filter that all views share, and the bar that shows it.

const NO_FILTER = {
  text: "", kind: "", tie: "", country: "", instrument: "", status: "", act: "", label: "", event: "", source: "", certainty: "",
  decision: "", disputed: "", from: "", to: "", side: "", other: "",
};
const filter = { ...NO_FILTER };

const FILTER_TESTS = {
  text: (fact, wanted) => searchWords(wanted).every((word) => factText(fact).includes(word)),
  kind: (fact, wanted) => fact.kind === wanted,
  tie: (fact, wanted) => fact.tie === wanted,
  country: (fact, wanted) => fact.countries.includes(wanted),
  instrument: (fact, wanted) => fact.record.instrument === wanted,
  status: (fact, wanted) => fact.record.status === wanted,
  act: (fact, wanted) => fact.record.act === wanted,
  label: (fact, wanted) => ownLabels(fact.record).includes(wanted),
  event: (fact, wanted) => fact.event === wanted,
  source: (fact, wanted) => fact.source === wanted,
  certainty: (fact, wanted) => (fact.record.certainty ?? "") === wanted,
  decision: (fact, wanted) => stateOf(fact.article, fact.original) === wanted,
  disputed: (fact, wanted) => (contradictionsOf(fact).length > 0) === (wanted === "contradicted"),
  from: (fact, wanted) => fact.published.slice(0, wanted.length) >= wanted,
  to: (fact, wanted) => fact.published !== "" && fact.published.slice(0, wanted.length) <= wanted,
  side: (fact, wanted) => fact.sides.includes(wanted) || (!filter.other && fact.others.includes(wanted)),
  other: (fact, wanted) => dyads(fact).some(([from, to]) => matchesPair(fact, from, to, filter.side, wanted)),
};

const searchWords = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const isFiltered = () => Object.values(filter).some(Boolean);

function matchesPair(fact, from, to, one, other) {
  return (from === one && to === other) || (fact.kind === "agreement" && from === other && to === one);
}

/** The facts that pass the filter. */
function matchingFacts() {
  const tests = Object.entries(filter).filter(([, wanted]) => wanted !== "").map(([name, value]) => [FILTER_TESTS[name], value]);
  return (filter.decision === "rejected" ? REJECTED_FACTS : FACTS).filter((fact) => tests.every(([test, value]) => test(fact, value)));
}

/** The articles with a fact that passes the filter; words may also stand in their text. */
function matchingArticles() {
  if (!isFiltered()) return ARTICLES;
  const found = new Set(matchingFacts().map((fact) => fact.article));
  const onlyWords = Object.entries(filter).every(([name, value]) => name === "text" || !value);
  const words = searchWords(filter.text);
  return ARTICLES.filter((article) => found.has(article) || (onlyWords && words.every((word) => articleText(article).includes(word))));
}

/** What the search looks at in a fact: its values, the title of its article, and its quotes. It is built on first use. */
function factText(fact) {
  const { article } = fact;
  fact.searchText ??= [fact.actors, fact.recipients, fact.what, codeWords(fact.record), fact.about, article.title,
    article.source_id, fact.event, fact.dates, quoteOf(fact)].flat().join("\n").toLowerCase();
  return fact.searchText;
}

/** The codes of a record in words, which its own labels may hide. */
const codeWords = ({ instrument, status, act }) => [instrument, status, act].filter(Boolean).map(formatCode);

function articleText(article) {
  article.searchText ??= [article.title, article.source_id, article.source, article.published, article.text,
    ...article.copies.flatMap((copy) => [copy.source_id, copy.source])].join("\n").toLowerCase();
  return article.searchText;
}

/** One line with the number of records, by kind, and of their articles. */
function countLine(facts) {
  const articles = new Set(facts.map((fact) => fact.article)).size;
  const once = onceEach(facts);
  const agreements = once.filter((fact) => fact.kind === "agreement").length;
  const numbers = `${countOf(agreements, "agreement")} and ${countOf(once.length - agreements, "statement")}`;
  const records = `${formatNumber(facts.length)} of ${countOf(FACTS.length, "record")}`;
  return CLUSTERS.size
    ? `${numbers}, each counted once: ${records}, in ${countOf(articles, "article")}`
    : `${records}: ${numbers} in ${countOf(articles, "article")}`;
}

/** The values of facts, each once for a deal or event that several facts report. */
function valuesOf(facts, valuesOfFact) {
  const seen = new Map();
  return facts.flatMap((fact) => {
    const values = [valuesOfFact(fact)].flat().filter(Boolean);
    if (!fact.cluster) return values;
    const known = seen.get(fact.cluster) ?? [];
    seen.set(fact.cluster, [...known, ...values]);
    return values.filter((value) => !known.includes(value));
  });
}

/** Each value with its number, the most frequent first. */
function countValues(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Lists of the filter bar: name, label, values with their numbers, and how a value is shown. */
const FILTER_LISTS = [
  ["tie", "Tie", () => countValues(valuesOf(FACTS, (fact) => fact.tie)), (tie) => TIE_LABELS[tie]],
  ["country", "Country", () => countValues(valuesOf(FACTS, (fact) => fact.countries)), sideName],
  ["source", "Source", () => countValues(valuesOf(FACTS, (fact) => fact.source)), (source) => source],
];
const MORE_LISTS = [
  ["kind", "Kind", () => countValues(valuesOf(FACTS, (fact) => fact.kind)), capitalize],
  ["status", "Status", () => countValues(valuesOf(FACTS, (fact) => fact.record.status)), formatCode],
  ["act", "Act", () => countValues(valuesOf(FACTS, (fact) => fact.record.act)), formatCode],
  ["instrument", "Instrument", () => countValues(valuesOf(FACTS, (fact) => fact.record.instrument)), formatCode],
  ["label", "Own label", () => countValues(valuesOf(FACTS, (fact) => ownLabels(fact.record))), formatCode],
  ["event", "PLOVER event", () => countValues(valuesOf(FACTS, (fact) => fact.event)), (event) => event],
  ["certainty", "Certainty", () => countValues(valuesOf(FACTS, (fact) => fact.record.certainty)), (certainty) => certainty],
  ["disputed", "Contradictions", () => (CONTRADICTED.size ? countValues(valuesOf(FACTS, (fact) => contradictionsOf(fact).length > 0 && "contradicted")) : []), (value) => value],
  ["decision", "Review", () => countValues(valuesOf([...FACTS, ...REJECTED_FACTS], (fact) => stateOf(fact.article, fact.original))), (state) => state],
];

/** Shows the filter bar anew. */
function showFilter() {
  const set = (name) => (event) => {
    filter[name] = event.target.value;
    tableState.page = 0;
    updateTags();
    refill();
    writeAddress(false);
  };
  const list = ([name, label, values, show], found = values()) => h("label", {}, label,
    h("select", { change: set(name), "data-filter": name }, h("option", { value: "" }, "all"),
      found.map(([value, count]) => h("option", { value, selected: filter[name] === value }, `${show(value)} (${formatNumber(count)})`))));
  const filled = (one) => [one, one[2]()];
  const sheet = () => MORE_LISTS.map(filled).filter(([[name], found]) => found.length || filter[name]).map(([one, found]) => list(one, found));
  const day = (name, label) => h("label", {}, label,
    h("input", { type: "text", class: "day", value: filter[name], placeholder: "2026-03", "data-filter": name, input: set(name) }));
  const first = [...FILTER_LISTS.map((one) => list(one)), day("from", "Published from"), day("to", "to")];
  const isNarrow = matchMedia("(max-width: 45rem)").matches; // a phone has all but the words in the sheet
  const more = MORE_LISTS.filter(([name]) => filter[name]).length;
  document.getElementById("filter").replaceChildren(
    h("label", { class: "wide" }, "Words", h("input", {
      type: "search", id: "search", value: filter.text, placeholder: "titles, names and quotes", input: set("text"),
    })),
    ...(isNarrow ? [] : first),
    h("details", { class: "more", toggle: (event) => openMore(event.target, [...(isNarrow ? first : []), ...sheet()]) },
      h("summary", {}, more ? `More (${more})` : "More"), h("div", { class: "sheet" })),
    h("span", { id: "pair-tag" }),
    button("Clear", clearFilter, { id: "clear" }));
  updateTags();
}

/** Fills the sheet of further lists that have a value, which Escape closes. */
function openMore(details, fields) {
  if (details.open) details.querySelector(".sheet").replaceChildren(...fields);
  details.onkeydown = (key) => {
    if (key.key !== "Escape") return;
    details.open = false;
    details.querySelector("summary").focus();
  };
}

function updateTags() {
  const tag = [filter.side, filter.other].filter(Boolean).map(sideName).join(" – ");
  document.getElementById("pair-tag").replaceChildren(tag ? h("span", { class: "tag" }, tag) : "");
  document.getElementById("clear").disabled = !isFiltered();
}

function clearFilter() {
  Object.assign(filter, NO_FILTER);
  tableState.page = 0;
  showFilter();
  refill();
  writeAddress(true);
}

/** Narrows the filter, and opens the view of records. */
function narrowFilter(changes) {
  Object.assign(filter, changes);
  tableState.page = 0;
  showFilter();
  openView("records");
}

/** Marks the words of the search in what is shown, without changing the page. */
function markHits() {
  if (!globalThis.CSS?.highlights) return;
  const words = searchWords(filter.text);
  const ranges = [];
  if (words.length) {
    const walker = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
  }
  CSS.highlights.set("hits", new Highlight(...ranges));
}
