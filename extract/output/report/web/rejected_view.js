// The view of rejected drafts, by gate and reason, and of the articles that failed.

const REJECTIONS_SHOWN = 50;

function rejectedView() {
  return h("div", { class: "across narrow", id: "rows" });
}

/** The rejections in the articles that pass the filter. */
function matchingRejections() {
  if (!isFiltered()) return RUN.rejected;
  const found = new Set(matchingArticles().map((article) => article.id));
  return RUN.rejected.filter((row) => found.has(row.article));
}

function fillRejected() {
  const rejected = matchingRejections();
  const groups = new Map();
  for (const row of rejected) {
    const key = `${row.gate} gate: ${formatCode(row.reason)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const whole = rejected.filter((row) => !row.field).length;
  const sortedGroups = [...groups].sort((a, b) => b[1].length - a[1].length);
  document.getElementById("rows").replaceChildren(
    h("h2", {}, "Rejected by verification"),
    h("p", { class: "count", id: "count", role: "status" }, rejectionLine(whole, rejected.length - whole)),
    ...sortedGroups.map(([key, rows]) => h("details", {}, h("summary", {}, `${key} (${formatNumber(rows.length)})`), rejectionList(rows))),
    h("h2", {}, "Failed"),
    RUN.failures.length
      ? h("ul", {}, RUN.failures.map(failureItem))
      : h("p", { class: "quiet" }, "No article failed."));
}

/** One line with the number of rejected drafts and fields. */
function rejectionLine(drafts, fields) {
  const where = isFiltered() ? " in the articles that pass the filter" : "";
  return drafts + fields === 0 ? `No draft was rejected${where}.` : `${countOf(drafts, "draft")}, and ${countOf(fields, "field")} of drafts that became records${where}`;
}

function failureItem(failure) {
  const error = ` at ${failure.stage} (${formatCode(failure.error)}): ${failure.message}`;
  return h("li", {}, h("strong", {}, h("bdi", {}, failure.source_id)), error);
}

/** A list of rejections that grows by a button. */
function rejectionList(rows) {
  const articles = new Map(ARTICLES.map((article) => [article.id, article]));
  const list = h("ul", {});
  const items = (from) => rows.slice(from, from + REJECTIONS_SHOWN).map((row) => {
    const article = articles.get(row.article);
    const item = rejectionItem(row);
    if (article) item.append(button(article.title ?? article.source_id, () => openArticle(article), { class: "value" }));
    return item;
  });
  const showFrom = (from) => {
    list.append(...items(from));
    if (from + REJECTIONS_SHOWN >= rows.length) return;
    const label = `Show more of ${formatNumber(rows.length)}`;
    const more = h("li", {}, button(label, () => { more.remove(); showFrom(from + REJECTIONS_SHOWN); }, { class: "more" }));
    list.append(more);
  };
  showFrom(0);
  return list;
}

/** A rejected draft or field: the gate, the reason, and what the model wrote. */
function rejectionItem(row) {
  const draft = Object.entries(row.draft).filter(([, value]) => value !== null && String(value) !== "");
  return h("li", {},
    h("strong", {}, formatCode(row.reason)), h("span", { class: "quiet" }, ` ${row.gate} gate`),
    h("p", {}, row.field ? `${row.kind}, ${row.field} only: ` : `${row.kind}: `, row.message),
    h("p", { class: "quiet" }, "the model wrote: ", draft.map(([name, value], index) =>
      [index > 0 && " · ", `${formatCode(name)} `, h("q", {}, h("bdi", {}, [].concat(value).join(", ")))])));
}
