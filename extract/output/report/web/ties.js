// Who with whom: ties between sides (a state, or an actor that acts for none), as a drawing, a list and a matrix.

const NODES = 24;
const SIDES = 20;
const shown = { agreement: true, cooperation: true, conflict: true };

/** The ties of the facts: how often each kind between each two sides, the most frequent first. */
function tiesOf(facts) {
  const ties = new Map();
  for (const fact of facts) {
    const kind = tie(fact);
    if (!shown[kind]) continue;
    for (const [one, other] of dyads(fact)) {
      const [from, to] = kind === "agreement" && other < one ? [other, one] : [one, other];
      const key = JSON.stringify([kind, from, to]);
      const found = ties.get(key) ?? { kind, from, to, count: 0 };
      found.count += 1;
      ties.set(key, found);
    }
  }
  return [...ties.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
}

function networkView() {
  return h("div", { class: "across" }, filterBar(drawNetwork), h("div", { id: "rows" }));
}

function kindBoxes(changed) {
  return h("p", { class: "kinds" }, Object.entries(TIES).map(([kind, label]) => h("label", { class: kind },
    h("input", { type: "checkbox", checked: shown[kind], change: (event) => { shown[kind] = event.target.checked; changed(); } }),
    ` ${label}`)));
}

function drawNetwork() {
  const facts = meant();
  const ties = tiesOf(facts);
  const weights = tallied(ties.flatMap((one) => Array(one.count).fill([one.from, one.to]).flat()));
  const nodes = weights.slice(0, NODES).map(([name]) => name);
  const drawn = ties.filter((one) => nodes.includes(one.from) && nodes.includes(one.to));
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", role: "status" }, countLine(facts)),
    kindBoxes(drawNetwork),
    h("p", { class: "quiet" }, `${counted(ties.length, "tie")} between ${counted(weights.length, "side")}; persons and public bodies stand for their state. `,
      weights.length > NODES && `The ${NODES} with most ties are drawn. `, "A line from a speaker ends in a dot at the addressee."),
    ties.length ? h("div", { class: "scroll" }, network(nodes, drawn, Math.max(...ties.map((one) => one.count)))) : h("p", { class: "note" }, "No tie between two sides."),
    ties.length ? tieTable(ties.slice(0, 100)) : "");
}

function network(nodes, ties, most) {
  const places = new Map(nodes.map((name, at) => {
    const angle = (2 * Math.PI * at) / nodes.length - Math.PI / 2;
    return [name, { x: 600 + 420 * Math.cos(angle), y: 310 + 270 * Math.sin(angle), right: Math.cos(angle) >= -0.01 }];
  }));
  const bend = { agreement: 0.15, cooperation: 0.45, conflict: 0.75 };
  return rove(svg("svg", { class: "network", viewBox: "0 0 1200 620", role: "group", "aria-label": "Ties between sides; the list below tells the same" },
    ties.map(({ kind, from, to, count }) => {
      const [a, b] = [places.get(from), places.get(to)];
      const pull = bend[kind];
      const middle = { x: (a.x + b.x) / 2 * (1 - pull) + 600 * pull, y: (a.y + b.y) / 2 * (1 - pull) + 310 * pull };
      const told = tieTold({ kind, from, to, count });
      return svg("g", { class: kind, role: "button", "aria-label": told, click: () => showTie({ kind, from, to }) },
        svg("title", {}, told),
        svg("path", { class: "near", d: `M${a.x},${a.y} Q${middle.x},${middle.y} ${b.x},${b.y}` }),
        svg("path", { d: `M${a.x},${a.y} Q${middle.x},${middle.y} ${b.x},${b.y}`, "stroke-width": 1.5 + 4 * (count / most) }),
        kind !== "agreement" && svg("circle", { cx: b.x + (middle.x - b.x) * 0.08, cy: b.y + (middle.y - b.y) * 0.08, r: 4 }));
    }),
    nodes.map((name) => {
      const { x, y, right } = places.get(name);
      const own = ties.filter((one) => one.from === name || one.to === name).length;
      return svg("g", {
        class: "node", role: "button", "aria-label": `${called(name)}: ${counted(own, "tie")} drawn`,
        click: () => showOnly({ side: name, other: "" }),
      },
        svg("circle", { cx: x, cy: y, r: 7 }),
        svg("text", { x: x + (right ? 12 : -12), y: y + 5, "text-anchor": right ? "start" : "end" }, brief(called(name))));
    })), "[role=button]");
}

const brief = (name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);
const tieTold = ({ kind, from, to, count }) => `${called(from)} ${kind === "agreement" ? "and" : "to"} ${called(to)}: ${TIES[kind]}, ${number(count)} times`;

function showTie({ kind, from, to }) {
  showOnly({ side: from, other: to, kind: kind === "agreement" ? "agreement" : "statement" });
}

function tieTable(ties) {
  return h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Side", "Towards", "Tie", "Records"].map((label) => h("th", { scope: "col" }, label)))),
    h("tbody", {}, ties.map((one) => h("tr", { class: one.kind },
      h("td", {}, h("bdi", {}, called(one.from))), h("td", {}, h("bdi", {}, called(one.to))), h("td", {}, TIES[one.kind]),
      h("td", {}, button(number(one.count), () => showTie(one), { class: "value", "aria-label": tieTold(one) })))))));
}

function countriesView() {
  return h("div", { class: "across" }, filterBar(drawCountries), h("div", { id: "rows" }));
}

function drawCountries() {
  const facts = meant();
  const cells = new Map();
  const sums = new Map();
  for (const one of tiesOf(facts).filter(({ from, to }) => COUNTRY_NAMES.has(from) && COUNTRY_NAMES.has(to))) {
    const both = one.kind === "agreement" ? [[one.from, one.to], [one.to, one.from]] : [[one.from, one.to]];
    for (const [from, to] of both) {
      const cell = cells.get(`${from} ${to}`) ?? { from, to, agreement: 0, cooperation: 0, conflict: 0 };
      cell[one.kind] += one.count;
      cells.set(`${from} ${to}`, cell);
    }
    for (const code of [one.from, one.to]) sums.set(code, (sums.get(code) ?? 0) + one.count);
  }
  const codes = [...sums].sort((a, b) => b[1] - a[1]).slice(0, SIDES).map(([code]) => code);
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", role: "status" }, countLine(facts)),
    kindBoxes(drawCountries),
    h("p", { class: "quiet" }, "Rows speak, columns are addressed; an agreement counts in both directions. ",
      sums.size > SIDES && `The ${SIDES} states with most ties are shown.`),
    codes.length ? matrix(codes, cells) : h("p", { class: "note" }, "No tie between two states."));
}

function matrix(codes, cells) {
  return h("div", { class: "scroll" }, h("table", { class: "matrix" },
    h("thead", {}, h("tr", {}, h("td", {}), codes.map((code) => h("th", { scope: "col", title: called(code) }, code)))),
    h("tbody", {}, codes.map((from) => h("tr", {}, h("th", { scope: "row" }, `${called(from)} `, h("small", {}, from)),
      codes.map((to) => matrixCell(cells.get(`${from} ${to}`))))))));
}

function matrixCell(cell) {
  if (!cell) return h("td", {});
  const { from, to, agreement, cooperation, conflict } = cell;
  const told = `${called(from)} to ${called(to)}: ${counted(agreement, "agreement")}, ${number(cooperation)} well-meaning and ${number(conflict)} hostile statements`;
  const tone = conflict > agreement + cooperation ? "conflict" : agreement >= cooperation ? "agreement" : "cooperation";
  return h("td", { class: tone }, button(number(agreement + cooperation + conflict),
    () => showOnly({ side: from, other: to, kind: "" }), { class: "value", title: told, "aria-label": told }));
}
