// The filter that all views across articles share, and the bar that shows it.

const NO_FILTER = {
  text: "", kind: "", tie: "", country: "", instrument: "", status: "", act: "", event: "", source: "", decision: "", from: "",
  to: "", side: "", other: "",
};
const filter = { ...NO_FILTER };

const FILTER_TESTS = {
  text: (fact, wanted) => wanted.split(/\s+/).every((word) => fact.searchText.includes(word)),
  kind: (fact, wanted) => fact.kind === wanted,
  tie: (fact, wanted) => fact.tie === wanted,
  country: (fact, wanted) => fact.countries.includes(wanted),
  instrument: (fact, wanted) => fact.record.instrument === wanted,
  status: (fact, wanted) => fact.record.status === wanted,
  act: (fact, wanted) => fact.record.act === wanted,
  event: (fact, wanted) => fact.event === wanted,
  source: (fact, wanted) => fact.source === wanted,
  decision: (fact, wanted) => stateOf(fact.article, fact.original) === wanted,
  from: (fact, wanted) => fact.published.slice(0, wanted.length) >= wanted,
  to: (fact, wanted) => fact.published !== "" && fact.published.slice(0, wanted.length) <= wanted,
  side: (fact, wanted) => fact.sides.includes(wanted) || (!filter.other && fact.others.includes(wanted)),
  other: (fact, wanted) => dyads(fact).some(([from, to]) => matchesPair(fact, from, to, filter.side, wanted)),
};

function matchesPair(fact, from, to, one, other) {
  return (from === one && to === other) || (fact.kind === "agreement" && from === other && to === one);
}

/** The facts that pass the filter. */
function matchingFacts() {
  const set = Object.entries(filter).filter(([, wanted]) => wanted !== "");
  const tests = set.map(([name, value]) => [FILTER_TESTS[name], name === "text" ? value.trim().toLowerCase() : value]);
  return (filter.decision === "rejected" ? REJECTED_FACTS : FACTS).filter((fact) => tests.every(([test, value]) => test(fact, value)));
}

/** One line with the number of records, by kind, and of their articles. */
function countLine(facts) {
  const articles = new Set(facts.map((fact) => fact.article)).size;
  const agreements = facts.filter((fact) => fact.kind === "agreement").length;
  return `${formatNumber(facts.length)} of ${countOf(FACTS.length, "record")}: ${countOf(agreements, "agreement")} and `
    + `${countOf(facts.length - agreements, "statement")} in ${countOf(articles, "article")}; `
    + "an event that two articles report counts twice";
}

/** Each value with its number, the most frequent first. */
function countValues(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Lists of the filter bar: name, label, values with their numbers, and how a value is shown. */
const FILTER_LISTS = [
  ["kind", "Kind", () => countValues(FACTS.map((fact) => fact.kind)), capitalize],
  ["tie", "Tie", () => countValues(FACTS.map((fact) => fact.tie)), (tie) => TIE_LABELS[tie]],
  ["country", "Country", () => countValues(FACTS.flatMap((fact) => fact.countries)), sideName],
  ["instrument", "Instrument", () => countValues(FACTS.map((fact) => fact.record.instrument)), formatCode],
  ["status", "Status", () => countValues(FACTS.map((fact) => fact.record.status)), formatCode],
  ["act", "Act", () => countValues(FACTS.map((fact) => fact.record.act)), formatCode],
  ["event", "PLOVER event", () => countValues(FACTS.map((fact) => fact.event)), (event) => event],
  ["source", "Source", () => countValues(FACTS.map((fact) => fact.source)), (source) => source],
];

/** The filter bar; `onChange` is called after each change. */
function filterBar(onChange) {
  const set = (name) => (event) => {
    filter[name] = event.target.value;
    onChange();
  };
  const decisionStates = ["undecided", "accepted", "fixed", "rejected", "unsure", "added"].map((state) => [state, state]);
  return h("form", { class: "filter", role: "search", "aria-label": "Filter records", submit: (e) => e.preventDefault() },
    h("label", { class: "wide" }, "Words", h("input", {
      type: "search", id: "search", value: filter.text, placeholder: "actor, subject, title", input: set("text"),
    })),
    FILTER_LISTS.map(([name, label, values, show]) => h("label", {}, label,
      h("select", { change: set(name), "data-filter": name }, h("option", { value: "" }, "all"),
        values().map(([value, count]) => h("option", { value, selected: filter[name] === value },
          `${show(value)} (${formatNumber(count)})`))))),
    h("label", {}, "Review", h("select", { change: set("decision") }, h("option", { value: "" }, "all"),
      decisionStates.map(([value, label]) => h("option", { value, selected: filter.decision === value }, label)))),
    ["from", "to"].map((name) => h("label", {}, name === "from" ? "Published from" : "to",
      h("input", { type: "text", size: "10", value: filter[name], placeholder: "2024-11", input: set(name) }))),
    (filter.side || filter.other) && h("span", { class: "tag" }, [filter.side, filter.other].filter(Boolean).map(sideName).join(" – ")),
    button("Clear", () => {
      Object.assign(filter, NO_FILTER);
      openView(activeView.name);
    }));
}

/** Narrows the filter, and opens the view of records. */
function narrowFilter(changes) {
  Object.assign(filter, changes);
  openView("records");
}
