// One filter for all views across articles: which records are meant, and the bar that says so.

const EMPTY = {
  text: "", kind: "", country: "", instrument: "", status: "", act: "", event: "", source: "", verdict: "", from: "",
  to: "", side: "", other: "",
};
const filter = { ...EMPTY };

const TESTS = {
  text: (fact, wanted) => wanted.split(/\s+/).every((word) => fact.haystack.includes(word)),
  kind: (fact, wanted) => fact.kind === wanted,
  country: (fact, wanted) => fact.countries.includes(wanted),
  instrument: (fact, wanted) => fact.record.instrument === wanted,
  status: (fact, wanted) => fact.record.status === wanted,
  act: (fact, wanted) => fact.record.act === wanted,
  event: (fact, wanted) => fact.event === wanted,
  source: (fact, wanted) => fact.source === wanted,
  verdict: (fact, wanted) => (decided(fact.article, fact.record)?.state ?? "none") === wanted,
  from: (fact, wanted) => fact.date.slice(0, wanted.length) >= wanted,
  to: (fact, wanted) => fact.date !== "" && fact.date.slice(0, wanted.length) <= wanted,
  side: (fact, wanted) => fact.sides.includes(wanted) || (!filter.other && fact.others.includes(wanted)),
  other: (fact, wanted) => dyads(fact).some(([from, to]) => pair(fact, from, to, filter.side, wanted)),
};

function pair(fact, from, to, one, other) {
  return (from === one && to === other) || (fact.kind === "agreement" && from === other && to === one);
}

/** The facts that pass the filter. */
function meant() {
  const set = Object.entries(filter).filter(([, wanted]) => wanted !== "");
  const wanted = set.map(([name, value]) => [TESTS[name], name === "text" ? value.trim().toLowerCase() : value]);
  return FACTS.filter((fact) => wanted.every(([test, value]) => test(fact, value)));
}

/** What the count counts. */
function countLine(facts) {
  const articles = new Set(facts.map((fact) => fact.article)).size;
  const deals = facts.filter((fact) => fact.kind === "agreement").length;
  return `${number(facts.length)} of ${counted(FACTS.length, "record")}: ${counted(deals, "agreement")} and `
    + `${counted(facts.length - deals, "statement")} as ${counted(articles, "article")} `
    + `${articles === 1 ? "tells" : "tell"} them; what two articles tell counts twice`;
}

function tallied(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const LISTS = [
  ["kind", "Kind", () => tallied(FACTS.map((fact) => fact.kind)), capital],
  ["country", "Country", () => tallied(FACTS.flatMap((fact) => fact.countries)), called],
  ["instrument", "Instrument", () => tallied(FACTS.map((fact) => fact.record.instrument)), words],
  ["status", "Status", () => tallied(FACTS.map((fact) => fact.record.status)), words],
  ["act", "Act", () => tallied(FACTS.map((fact) => fact.record.act)), words],
  ["event", "PLOVER event", () => tallied(FACTS.map((fact) => fact.event)), (event) => event],
  ["source", "Source", () => tallied(FACTS.map((fact) => fact.source)), (source) => source],
];

/** The bar; `changed` is called when the filter is another. */
function filterBar(changed) {
  const put = (name) => (event) => {
    filter[name] = event.target.value;
    changed();
  };
  const verdicts = [["none", "not judged"], ["accepted", "accepted"], ["fixed", "fixed"], ["rejected", "rejected"]];
  return h("form", { class: "filter", role: "search", "aria-label": "Filter records", submit: (e) => e.preventDefault() },
    h("label", { class: "wide" }, "Words", h("input", {
      type: "search", id: "search", value: filter.text, placeholder: "actor, subject, title", input: put("text"),
    })),
    LISTS.map(([name, label, values, shown]) => h("label", {}, label,
      h("select", { change: put(name), "data-filter": name }, h("option", { value: "" }, "all"),
        values().map(([value, count]) => h("option", { value, selected: filter[name] === value },
          `${shown(value)} (${number(count)})`))))),
    h("label", {}, "Review", h("select", { change: put("verdict") }, h("option", { value: "" }, "all"),
      verdicts.map(([value, label]) => h("option", { value, selected: filter.verdict === value }, label)))),
    ["from", "to"].map((name) => h("label", {}, name === "from" ? "Published from" : "to",
      h("input", { type: "text", size: "10", value: filter[name], placeholder: "2024-11", input: put(name) }))),
    (filter.side || filter.other) && h("span", { class: "tag" }, [filter.side, filter.other].filter(Boolean).map(called).join(" – ")),
    button("Clear", () => {
      Object.assign(filter, EMPTY);
      openView(view.name);
    }));
}

/** Narrows the filter, and shows the records. */
function showOnly(changes) {
  Object.assign(filter, changes);
  openView("records");
}
