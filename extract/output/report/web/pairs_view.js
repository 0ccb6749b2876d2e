// The view of pairs of sides: all of them, or what two sides agreed and said to each other, both ways.

const PAIRS_SHOWN = 200;
const pairState = { pair: null };

function pairsView() {
  return h("div", { class: "across", id: "rows" });
}

/** The pairs of sides in facts, in both directions together, the busiest first. */
function countPairs(facts) {
  const pairs = new Map();
  for (const fact of facts) {
    for (const sides of dyads(fact)) {
      const sorted = [...sides].sort();
      const key = sorted.join("~");
      if (!pairs.has(key)) pairs.set(key, { sides: sorted, ties: new Map(), clusters: new Set(), last: "" });
      const pair = pairs.get(key);
      if (!pair.ties.has(fact.tie)) pair.ties.set(fact.tie, new Set());
      pair.ties.get(fact.tie).add(clusterOf(fact));
      pair.clusters.add(clusterOf(fact));
      if (fact.published > pair.last) pair.last = fact.published;
    }
  }
  return [...pairs.values()].sort((a, b) => b.clusters.size - a.clusters.size || (a.last > b.last ? -1 : 1));
}

const pairName = ([one, other]) => `${sideName(one)} – ${sideName(other)}`;
const describeTies = (ties) => Object.keys(TIES).filter((tie) => ties.has(tie)).map((tie) => `${formatNumber(ties.get(tie).size)} ${TIE_LABELS[tie]}`).join(", ");

function openPair(pair) {
  pairState.pair = pair;
  openView("pairs");
}

function fillPairs() {
  const facts = matchingFacts();
  document.getElementById("rows").replaceChildren(...(pairState.pair ? pairPage(facts, pairState.pair) : pairList(facts)));
}

function pairList(facts) {
  const pairs = countPairs(facts);
  return [
    h("p", { class: "count", id: "count", role: "status" }, `${countOf(pairs.length, "pair")} of sides. Persons and public bodies count for their state.`),
    pairs.length > 0 && h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Pairs" }, h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, ["Pair", "Records", "Ties", "Last"].map((label) => h("th", { scope: "col" }, label)))),
      h("tbody", {}, pairs.slice(0, PAIRS_SHOWN).map((pair) => h("tr", {},
        h("td", {}, button(h("bdi", {}, pairName(pair.sides)), () => openPair(pair.sides), { class: "value" })),
        h("td", {}, formatNumber(pair.clusters.size)), h("td", {}, describeTies(pair.ties)), h("td", { class: "day" }, pair.last)))))),
    pairs.length > PAIRS_SHOWN && h("p", { class: "quiet" }, `The ${PAIRS_SHOWN} busiest pairs are shown.`),
  ].filter(Boolean);
}

function pairPage(facts, [one, other]) {
  const own = facts.filter((fact) => dyads(fact).some((sides) => [...sides].sort().join("~") === [one, other].sort().join("~")));
  const speaks = (from, to) => own.filter((fact) => fact.kind === "statement" && dyads(fact).some(([a, b]) => a === from && b === to));
  const deals = own.filter((fact) => fact.kind === "agreement");
  return [
    h("div", { class: "heads" }, h("h2", {}, pairName([one, other])), h("span", {},
      button("All pairs", () => openPair(null)), " ",
      button("Table", () => narrowFilter({ side: one, other })), " ",
      button("CSV", () => download("pair.csv", "text/csv", csvOf(own)), { "aria-label": "Download the records of this pair as CSV" }))),
    h("p", { class: "count", id: "count", role: "status" }, countLine(own)),
    publicationDays(own).length ? pictured("pair", barChart(groupByTime(publicationDays(own)), 70)) : "",
    pairSection(`Agreements of ${sideName(one)} and ${sideName(other)}`, deals),
    h("div", { class: "columns" },
      pairSection(`${sideName(one)} to ${sideName(other)}`, speaks(one, other)),
      pairSection(`${sideName(other)} to ${sideName(one)}`, speaks(other, one))),
  ];
}

function pairSection(title, facts) {
  const once = onceEach(facts);
  return h("section", {}, h("h2", {}, title, h("span", { class: "quiet" }, ` ${formatNumber(once.length)}`)),
    once.length ? h("ul", { class: "lines" }, once.slice(0, 100).map(factLine)) : h("p", { class: "quiet" }, "none"));
}
