// The page itself: its views, its keys, its colours.

const VIEWS = {
  articles: ["Articles", articlesView, articlesReady],
  records: ["Records", recordsView, listRecords],
  time: ["Time", timeView, drawTime],
  network: ["Network", networkView, drawNetwork],
  countries: ["Countries", countriesView, drawCountries],
  refused: ["Refused", refusedView, () => {}],
};
const view = { name: "articles" };

/** Shows a view. */
function openView(name) {
  view.name = name;
  const [, make, ready] = VIEWS[name];
  document.getElementById("main").replaceChildren(make());
  ready();
  for (const tab of document.querySelectorAll("#views button")) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

const KEYS = {
  j: ["next record", () => moveRecord(1)],
  k: ["previous record", () => moveRecord(-1)],
  n: ["next article", () => moveArticle(1)],
  p: ["previous article", () => moveArticle(-1)],
  a: ["accept the record", () => judge("accepted")],
  f: ["fix the record", () => reading.record && openFix(reading.article, reading.record)],
  r: ["reject the record", () => judge("rejected")],
  m: ["add a record that was missed, of the selected words", () => reading.article && openAdding(reading.article)],
  u: ["undo the last decision", undo],
};

function judge(state) {
  if (reading.record) decide(reading.article, reading.record, state);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("dialog").open) return;
  if (event.target.closest("input, select, .adding")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const place = Object.keys(VIEWS)[Number(event.key) - 1];
  const act = view.name === "articles" ? KEYS[event.key]?.[1] : undefined;
  if (event.key === "?") help();
  else if (event.key === "/") document.getElementById("search")?.focus();
  else if (place) openView(place);
  else if (act) act();
  else return;
  event.preventDefault();
}

function help() {
  const dialog = document.getElementById("dialog");
  const keys = [...Object.entries(KEYS).map(([key, [what]]) => [key, `${what} (Articles)`]), ["/", "search"],
    ["1 to 6", "the views"], ["?", "this help"]];
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, "Keys and colours"),
    h("dl", { class: "keys" }, keys.map(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
    h("p", {}, h("mark", { class: "agreement" }, "words of an agreement"), " ",
      h("mark", { class: "statement" }, "words of a statement"), " ",
      h("mark", { class: "agreement cue" }, "the cue"), " ", h("mark", { class: "lit" }, "behind the chosen value")),
    h("p", {}, "Click a value to see its words, and words to see their record. Select words of the text, with the mouse ",
      "or, once it has the focus, with the arrow keys and Shift, to add a record that was missed. Corrections are exported as gold, which ",
      h("code", {}, "communique eval corrections.jsonl"), " reads: accepted, fixed and added records are kept, rejected ones ",
      "left out, those not judged marked optional."),
    h("div", { class: "ends" }, button("Close", () => dialog.close(), { class: "main" })));
  dialog.showModal();
}

const SCHEMES = ["light dark", "light", "dark"];
let scheme = 0;

function nextScheme() {
  scheme = (scheme + 1) % SCHEMES.length;
  document.documentElement.style.colorScheme = SCHEMES[scheme];
  document.getElementById("theme").setAttribute("aria-label", `Colours: ${scheme ? SCHEMES[scheme] : "as the system"}`);
}

/** Whatever shows decisions is drawn anew when one is made. */
function decisionsChanged() {
  const exporting = document.getElementById("export");
  exporting.disabled = decisions.size === 0;
  exporting.textContent = decisions.size ? `Export corrections (${number(decisions.size)})` : "Export corrections";
  if (view.name !== "articles" || !ARTICLES.length) return;
  if (!recordsOf(reading.article).includes(reading.record)) {
    Object.assign(reading, { record: reading.article.records[0] ?? null, field: null });
  }
  showArticle();
}

function start() {
  const deals = FACTS.filter((fact) => fact.kind === "agreement").length;
  const told = [
    counted(ARTICLES.length, "article"), counted(deals, "agreement"), counted(FACTS.length - deals, "statement"),
    counted(RUN.refused.length, "refusal"), RUN.failures.length > 0 && counted(RUN.failures.length, "failure"),
    RUN.run && `${RUN.run.model}, ${RUN.run.plan} plan`, RUN.run ? RUN.run.finished.slice(0, 10) : "unfinished run",
  ];
  document.getElementById("run").textContent = visible(told.filter(Boolean).join(" · "));
  document.getElementById("views").replaceChildren(...Object.entries(VIEWS).map(([name, [label]]) =>
    button(label, () => openView(name), { "data-view": name })));
  document.getElementById("export").addEventListener("click", exportCorrections);
  document.getElementById("theme").addEventListener("click", nextScheme);
  document.getElementById("help").addEventListener("click", help);
  document.addEventListener("keydown", pressed);
  document.addEventListener("selectionchange", selectionChanged);
  listeners.push(decisionsChanged);
  openView("articles");
  decisionsChanged();
}

start();
