// The view of relations between states on a map: curves between their capitals, by kind of tie. The outline and the places
// of the capitals come with the page.

const MAP_WIDTH = 1270;
const MAP_HEIGHT = 640;
const MAP_RELATIONS = 250;
const WORLD = { x: -1999, y: -1010, width: 3998, height: 1730 };
const mapState = { whole: false };

function mapView() {
  return h("div", { class: "across", id: "rows" });
}

function drawMap() {
  const facts = matchingFacts();
  const all = countRelations(facts);
  const relations = all.filter(({ from, to }) => RUN.world.places[from] && RUN.world.places[to]);
  const missing = all.length - relations.length;
  const choice = (whole, label) => button(label, () => { mapState.whole = whole; drawMap(); writeAddress(true); }, { "aria-pressed": String(mapState.whole === whole) });
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, countLine(facts)),
    tieCheckboxes(drawMap),
    h("p", { class: "quiet" }, `${countOf(relations.length, "relation")} between states, drawn from capital to capital. `,
      missing > 0 && `${countOf(missing, "relation")} of organisations, groups and persons without a state ${missing === 1 ? "has" : "have"} no place. `,
      relations.length > MAP_RELATIONS && `The ${MAP_RELATIONS} most frequent are drawn. `,
      "An arrow goes from the speaker to the recipient."),
    relations.length
      ? pictured("map", relationMap(relations.slice(0, MAP_RELATIONS)), [choice(false, "Where the ties are"), choice(true, "World")])
      : h("p", { class: "note" }, "No relation between two states."),
    relations.length > 0 ? relationTable(relations.slice(0, MAX_ROWS)) : "",
    h("p", { class: "quiet" }, "Outline: Natural Earth, public domain; it shows who controls a border, and takes no side. Capitals: GeoNames, CC BY 4.0."));
}

/** The outline of the states, with a curve for each relation and a point for each capital. */
function relationMap(relations) {
  const weights = countValues(relations.flatMap((one) => Array(one.count).fill([one.from, one.to]).flat()));
  const codes = weights.map(([code]) => code);
  const places = new Map(codes.map((code) => [code, { x: RUN.world.places[code][0], y: RUN.world.places[code][1] }]));
  const box = mapState.whole ? WORLD : boxAround([...places.values()]);
  const scale = box.width / MAP_WIDTH;
  const labels = placeLabels(codes, places, box, scale);
  const diagram = svg("svg", {
    class: "network map", viewBox: [box.x, box.y, box.width, box.height].map(Math.round).join(" "), role: "group",
    "aria-label": "Map of relations between states; the table below has the same content",
  },
  svg("g", { class: "land", "aria-hidden": "true" }, Object.entries(RUN.world.outlines).map(([code, path]) =>
    svg("path", { d: path, class: places.has(code) && "tied" }))),
  relations.map((relation) => relationCurve(relation, places, relations[0].count, scale)),
  codes.map((code) => sideNode(code, places.get(code), relations, () => diagram, { scale, label: labels.get(code) })));
  return addRovingTabindex(diagram, "[role=button]");
}

/** The part of the plane around places, with a margin and the shape of the picture, and at least a seventh of the world. */
function boxAround(places) {
  const range = (values) => [Math.min(...values), Math.max(...values)];
  const [left, right] = range(places.map(({ x }) => x));
  const [top, bottom] = range(places.map(({ y }) => y));
  const shape = MAP_WIDTH / MAP_HEIGHT;
  const width = Math.min(WORLD.width, Math.max((right - left) * 1.25, (bottom - top) * 1.3 * shape, WORLD.width / 7));
  const height = Math.min(WORLD.height, width / shape);
  const inside = (middle, size, from, length) => Math.min(Math.max(middle - size / 2, from), from + length - size);
  return {
    x: inside((left + right) / 2, width, WORLD.x, WORLD.width), y: inside((top + bottom) / 2, height, WORLD.y, WORLD.height), width, height,
  };
}
