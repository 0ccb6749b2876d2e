// The view of relations between states as a matrix.

const MAX_COUNTRIES = 20;

function countriesView() {
  return h("div", { class: "across", id: "rows" });
}

function drawCountries() {
  const facts = matchingFacts();
  const relations = countRelations(facts).filter(({ from, to }) => COUNTRY_NAMES.has(from) && COUNTRY_NAMES.has(to));
  const totals = new Map();
  for (const one of relations) {
    for (const code of [one.from, one.to]) totals.set(code, (totals.get(code) ?? 0) + one.count);
  }
  const frequent = [...totals].sort((a, b) => b[1] - a[1]).slice(0, MAX_COUNTRIES).map(([code]) => code);
  const shown = relations.filter(({ from, to }) => frequent.includes(from) && frequent.includes(to));
  const codes = frequent.filter((code) => shown.some(({ from, to }) => from === code || to === code));
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, countLine(facts)),
    tieCheckboxes(drawCountries),
    h("p", { class: "quiet" }, "Rows are speakers, columns are recipients; an agreement counts in both directions. ",
      totals.size > MAX_COUNTRIES && `The ${MAX_COUNTRIES} states with most relations are shown, as far as they have one with each other.`),
    codes.length ? matrix(codes, matrixCells(relations)) : h("p", { class: "note" }, "No relation between two states."));
}

/** The cells of the matrix by `FROM TO`: numbers of facts by tie. */
function matrixCells(relations) {
  const cells = new Map();
  for (const one of relations) {
    const both = AGREEMENT_TIES.has(one.tie) ? [[one.from, one.to], [one.to, one.from]] : [[one.from, one.to]];
    for (const [from, to] of both) {
      const cell = cells.get(`${from} ${to}`) ?? { from, to, counts: new Map() };
      cell.counts.set(one.tie, (cell.counts.get(one.tie) ?? 0) + one.count);
      cells.set(`${from} ${to}`, cell);
    }
  }
  return cells;
}

function matrix(codes, cells) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Relations between states" }, h("table", { class: "matrix" },
    h("thead", {}, h("tr", {}, h("td", {}), codes.map((code) => h("th", { scope: "col", title: sideName(code) }, code)))),
    h("tbody", {}, codes.map((from) => h("tr", {}, h("th", { scope: "row" }, `${sideName(from)} `, h("small", {}, from)),
      codes.map((to) => matrixCell(cells.get(`${from} ${to}`))))))));
}

/** A cell with its number of records, coloured by its most frequent tie; each tie is in its label. */
function matrixCell(cell) {
  if (!cell) return h("td", {});
  const { from, to } = cell;
  const counts = Object.keys(TIES).filter((tie) => cell.counts.has(tie)).map((tie) => [tie, cell.counts.get(tie)]);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const label = `${formatNumber(total)}: ${sideName(from)} to ${sideName(to)}: `
    + counts.map(([tie, count]) => `${formatNumber(count)} ${TIE_LABELS[tie]}`).join(", ");
  const [mostFrequent] = counts.reduce((best, one) => (one[1] > best[1] ? one : best));
  return h("td", { class: mostFrequent }, button(formatNumber(total),
    () => narrowFilter({ side: from, other: to, kind: "" }), { class: "value", title: label, "aria-label": label }));
}
