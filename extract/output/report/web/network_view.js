// The view of relations as a network diagram, with the same relations in a table below.

const MAX_NODES = 40;
const MAX_ROWS = 100;
const NETWORK = { x: -70, y: -30, width: 1270, height: 590 };

function networkView() {
  return h("div", { class: "across", id: "rows" });
}

function drawNetwork() {
  const facts = matchingFacts();
  const relations = countRelations(facts);
  const weights = countValues(relations.flatMap((one) => Array(one.count).fill([one.from, one.to]).flat()));
  const frequent = new Set(weights.slice(0, MAX_NODES).map(([name]) => name));
  const drawn = relations.filter((one) => frequent.has(one.from) && frequent.has(one.to));
  const nodes = unique(drawn.flatMap((one) => [one.from, one.to]));
  const most = Math.max(...relations.map((one) => one.count));
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, countLine(facts)),
    tieCheckboxes(drawNetwork),
    h("p", { class: "quiet" },
      `${countOf(relations.length, "relation")} between ${countOf(weights.length, "side")}. Persons and public bodies count for their state. `,
      weights.length > MAX_NODES && `The ${MAX_NODES} sides with most relations are drawn, as far as they have one with each other. `,
      "An arrow goes from the speaker to the recipient."),
    relations.length
      ? pictured("network", networkDiagram(nodes, drawn, most))
      : h("p", { class: "note" }, "No relation between two sides."),
    relations.length ? relationTable(relations.slice(0, MAX_ROWS)) : "");
}

/** The sides, near those that they have ties with, and a curve for each relation; `most` is the highest number of facts of one. */
function networkDiagram(nodes, relations, most) {
  const linked = new Set(relations.map(({ from, to }) => [from, to].sort().join("~")));
  const besidePoint = ({ x, y }) => ({ x: x + 12, y: y + 5, anchor: "start" }); // a name must not be missing here
  const places = placeNodes(nodes, [...linked].map((pair) => pair.split("~")), 980, 520);
  const labels = placeLabels(nodes, places, NETWORK);
  const diagram = svg("svg", {
    class: "network", viewBox: [NETWORK.x, NETWORK.y, NETWORK.width, NETWORK.height].join(" "), role: "group",
    "aria-label": "Relations between sides; the table below has the same content",
  },
  relations.map((relation) => relationCurve(relation, places, most)),
  nodes.map((name) => sideNode(name, places.get(name), relations, diagramOf, { label: labels.get(name) ?? besidePoint(places.get(name)) })));
  function diagramOf() { return diagram; }
  return addRovingTabindex(diagram, "[role=button]");
}

/** A relation; ties of the same pair bend differently, so that none covers another. */
function relationCurve({ tie, from, to, count }, places, most, scale = 1) {
  const [a, b] = [places.get(from), places.get(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const bend = (AGREEMENT_TIES.has(tie) ? -1 : 1) * (8 + 9 * (Object.keys(TIES).indexOf(tie) % 5)) * scale;
  const side = AGREEMENT_TIES.has(tie) ? 1 : -1;
  const middle = { x: (a.x + b.x) / 2 + side * bend * (b.y - a.y) / length, y: (a.y + b.y) / 2 - side * bend * (b.x - a.x) / length };
  const path = `M${round(a.x)},${round(a.y)} Q${round(middle.x)},${round(middle.y)} ${round(b.x)},${round(b.y)}`;
  const label = describeRelation({ tie, from, to, count });
  return svg("g", { class: tie, role: "button", "data-ends": JSON.stringify([from, to]), "aria-label": label, click: () => showRelation({ tie, from, to }) },
    svg("title", {}, label),
    svg("path", { class: "near", d: path }),
    svg("path", { d: path, "stroke-width": 1.5 + 4 * (count / most) }),
    !AGREEMENT_TIES.has(tie) && arrowHead(middle, b, scale));
}

const round = (value) => Math.round(value * 10) / 10;

/** A triangle before the end of a curve that comes from `middle`. */
function arrowHead(middle, end, scale) {
  const length = Math.hypot(end.x - middle.x, end.y - middle.y) || 1;
  const [ux, uy] = [(end.x - middle.x) / length, (end.y - middle.y) / length];
  const tip = [end.x - 9 * ux * scale, end.y - 9 * uy * scale];
  const corner = (side) => [tip[0] - (11 * ux - side * 5 * uy) * scale, tip[1] - (11 * uy + side * 5 * ux) * scale];
  return svg("polygon", { points: [tip, corner(1), corner(-1)].map((point) => point.map(round).join(",")).join(" ") });
}

/** A side as a point with its name, which is left out where there is no room. */
function sideNode(name, { x, y }, relations, diagramOf, { scale = 1, label = null } = {}) {
  const own = relations.filter((one) => one.from === name || one.to === name).length;
  const dim = (isDim) => () => {
    for (const edge of diagramOf().querySelectorAll("[data-ends]")) edge.classList.toggle("dim", isDim && !JSON.parse(edge.dataset.ends).includes(name));
  };
  return svg("g", {
    class: "node", role: "button", "aria-label": `${shorten(sideName(name))}: ${countOf(own, "relation")} drawn`,
    click: () => narrowFilter({ side: name, other: "" }), mouseenter: dim(true), mouseleave: dim(false),
  },
  svg("title", {}, sideName(name)),
  svg("circle", { cx: round(x), cy: round(y), r: round(scale === 1 ? 7 : 4.5 * scale) }),
  label && svg("text", { x: round(label.x), y: round(label.y), "text-anchor": label.anchor, "font-size": round(14 * scale) }, shorten(sideName(name))));
}

const shorten = (name) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

/** Opens the records of a relation. */
function showRelation({ tie, from, to }) {
  narrowFilter({ side: from, other: to, tie });
}

function relationTable(relations) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Relations" }, h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, ["Side", "Towards", "Relation", "Records"].map((label) => h("th", { scope: "col" }, label)))),
    h("tbody", {}, relations.map((one) => h("tr", { class: one.tie },
      h("td", {}, h("bdi", {}, sideName(one.from))), h("td", {}, h("bdi", {}, sideName(one.to))),
      h("td", {}, TIES[one.tie]),
      h("td", {}, button(formatNumber(one.count), () => showRelation(one), { class: "value", "aria-label": describeRelation(one) })))))));
}
