// What became no record: drafts that a gate refused, by gate and reason, and articles that could not be done.

const EACH = 50;

function refusedView() {
  const groups = new Map();
  for (const row of RUN.refused) {
    const key = `${row.gate} gate: ${words(row.reason)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const whole = RUN.refused.filter((row) => !row.field).length;
  const order = [...groups].sort((a, b) => b[1].length - a[1].length);
  return h("div", { class: "across narrow" },
    h("h2", {}, "Refused"),
    h("p", { class: "count" }, `${counted(whole, "draft")} refused whole, and ${counted(RUN.refused.length - whole, "field")} of drafts that were kept.`),
    order.map(([key, rows]) => h("details", {}, h("summary", {}, `${key} (${number(rows.length)})`), refusals(rows))),
    h("h2", {}, "Failed"),
    RUN.failures.length
      ? h("ul", {}, RUN.failures.map((one) => h("li", {}, h("strong", {}, h("bdi", {}, one.source_id)), ` at ${one.stage} (${words(one.error)}): ${one.message}`)))
      : h("p", { class: "note" }, "No article failed."));
}

function refusals(rows) {
  const home = new Map(ARTICLES.map((article) => [article.id, article]));
  const list = h("ul", {});
  const more = (from) => rows.slice(from, from + EACH).map((row) => {
    const article = home.get(row.article);
    const item = refusal(row);
    if (article) item.append(button(article.title ?? article.source_id, () => openArticle(article), { class: "value" }));
    return item;
  });
  const grow = (from) => {
    list.append(...more(from));
    if (from + EACH >= rows.length) return;
    const next = h("li", {}, button(`Show more of ${number(rows.length)}`, () => { next.remove(); grow(from + EACH); }, { class: "more" }));
    list.append(next);
  };
  grow(0);
  return list;
}
