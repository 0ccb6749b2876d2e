// The view of relations as a network diagram, with the same relations in a table below.

const MAX_NODES = 24;
const MAX_ROWS = 100;

function networkView() {
  return h("div", { class: "across" }, filterBar(drawNetwork), h("div", { id: "rows" }));
}

function drawNetwork() {
  const facts = matchingFacts();
  const relations = countRelations(facts);
  const weights = countValues(relations.flatMap((one) => Array(one.count).fill([one.from, one.to]).flat()));
  const nodes = weights.slice(0, MAX_NODES).map(([name]) => name);
  const drawn = relations.filter((one) => nodes.includes(one.from) && nodes.includes(one.to));
  const most = Math.max(...relations.map((one) => one.count));
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", role: "status" }, countLine(facts)),
    tieCheckboxes(drawNetwork),
    h("p", { class: "quiet" },
      `${countOf(relations.length, "relation")} between ${countOf(weights.length, "side")}. Persons and public bodies count for their state. `,
      weights.length > MAX_NODES && `The ${MAX_NODES} sides with most relations are drawn. `,
      "A line from a speaker ends in a dot at the recipient."),
    relations.length
      ? h("div", { class: "scroll" }, networkDiagram(nodes, drawn, most))
      : h("p", { class: "note" }, "No relation between two sides."),
    relations.length ? relationTable(relations.slice(0, MAX_ROWS)) : "");
}

/** The sides on an ellipse, and a curve for each relation; `most` is the highest number of facts of one relation. */
function networkDiagram(nodes, relations, most) {
  const places = new Map(nodes.map((name, index) => {
    const angle = (2 * Math.PI * index) / nodes.length - Math.PI / 2;
    return [name, { x: 600 + 420 * Math.cos(angle), y: 310 + 270 * Math.sin(angle), right: Math.cos(angle) >= -0.01 }];
  }));
  return addRovingTabindex(svg("svg", {
    class: "network", viewBox: "0 0 1200 620", role: "group",
    "aria-label": "Relations between sides; the table below has the same content",
  },
  relations.map((relation) => relationCurve(relation, places, most)),
  nodes.map((name) => sideNode(name, places.get(name), relations))), "[role=button]");
}

function relationCurve({ tie, from, to, count }, places, most) {
  const [a, b] = [places.get(from), places.get(to)];
  const pull = 0.1 + 0.07 * Object.keys(TIES).indexOf(tie); // so that ties of the same pair do not cover one another
  const middle = { x: (a.x + b.x) / 2 * (1 - pull) + 600 * pull, y: (a.y + b.y) / 2 * (1 - pull) + 310 * pull };
  const path = `M${a.x},${a.y} Q${middle.x},${middle.y} ${b.x},${b.y}`;
  const label = describeRelation({ tie, from, to, count });
  return svg("g", { class: tie, role: "button", "aria-label": label, click: () => showRelation({ tie, from, to }) },
    svg("title", {}, label),
    svg("path", { class: "near", d: path }),
    svg("path", { d: path, "stroke-width": 1.5 + 4 * (count / most) }),
    !AGREEMENT_TIES.has(tie) && svg("circle", { cx: b.x + (middle.x - b.x) * 0.08, cy: b.y + (middle.y - b.y) * 0.08, r: 4 }));
}

function sideNode(name, { x, y, right }, relations) {
  const own = relations.filter((one) => one.from === name || one.to === name).length;
  return svg("g", {
    class: "node", role: "button", "aria-label": `${sideName(name)}: ${countOf(own, "relation")} drawn`,
    click: () => narrowFilter({ side: name, other: "" }),
  },
  svg("circle", { cx: x, cy: y, r: 7 }),
  svg("text", { x: x + (right ? 12 : -12), y: y + 5, "text-anchor": right ? "start" : "end" }, shorten(sideName(name))));
}

const shorten = (name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

/** Opens the records of a relation. */
function showRelation({ tie, from, to }) {
  narrowFilter({ side: from, other: to, tie });
}

function relationTable(relations) {
  return h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Side", "Towards", "Relation", "Records"].map((label) => h("th", { scope: "col" }, label)))),
    h("tbody", {}, relations.map((one) => h("tr", { class: one.tie },
      h("td", {}, h("bdi", {}, sideName(one.from))), h("td", {}, h("bdi", {}, sideName(one.to))),
      h("td", {}, TIES[one.tie]),
      h("td", {}, button(formatNumber(one.count), () => showRelation(one), { class: "value", "aria-label": describeRelation(one) })))))));
}
