// The page: its views, keys and colours.

/** Views: label, function that builds the view, and function that fills it once it is in the page. */
const VIEWS = {
  summary: ["Summary", summaryView, fillSummary],
  articles: ["Articles", articlesView, fillArticlesView],
  records: ["Records", recordsView, listRecords],
  time: ["Time", timeView, drawTime],
  pairs: ["Pairs", pairsView, fillPairs],
  map: ["Map", mapView, drawMap],
  network: ["Network", networkView, drawNetwork],
  countries: ["Matrix", countriesView, drawCountries],
  rejected: ["Rejected", rejectedView, fillRejected],
};
const activeView = { name: "summary" };

/** Opens a view; it is a step of the history unless the address asked for it. */
function openView(name, isStep = true) {
  activeView.name = name;
  document.getElementById("main").replaceChildren(VIEWS[name][1]());
  refill();
  for (const tab of document.querySelectorAll("#views button")) {
    if (tab.dataset.view === name) {
      tab.setAttribute("aria-current", "page");
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else tab.removeAttribute("aria-current");
  }
  document.title = `${VIEWS[name][0]} · Communique report`;
  document.getElementById("main").scrollTop = 0;
  writeAddress(isStep);
}

/** Fills the view that is open. */
function refill() {
  VIEWS[activeView.name][2]();
  markHits();
}

/** Keys of the view of articles: what the key does, in words and as a function. */
const KEYS = {
  j: ["next record", () => moveRecord(1)],
  k: ["previous record", () => moveRecord(-1)],
  n: ["next article", () => moveArticle(1)],
  p: ["previous article", () => moveArticle(-1)],
  a: ["accept the record, and go on", () => decideSelected("accepted")],
  f: ["fix the record", () => articleState.record && openFix(articleState.article, articleState.record)],
  r: ["reject the record", () => decideSelected("rejected")],
  s: ["unsure: come back to the record later", () => decideSelected("unsure")],
  t: ["note on the record", () => articleState.record && openNote(articleState.article, articleState.record)],
  m: ["add a missed record from the selected words", () => articleState.article && openAddForm(articleState.article)],
  u: ["undo the last decision", undo],
};

/** Decides about the selected record, and goes on to the next one; u takes it back. */
function decideSelected(state) {
  const { article, record } = articleState;
  if (!record) return;
  if (stateOf(article, record) !== state && stateOf(article, record) !== "added") decide(article, record, state);
  moveRecord(1);
}

function handleKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("dialog").open) return;
  if (event.target.closest("input, select, .add-form")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const viewName = Object.keys(VIEWS)[Number(event.key) - 1];
  const action = activeView.name === "articles" ? KEYS[event.key]?.[1] : undefined;
  if (event.key === "?") showHelp();
  else if (event.key === "/") document.getElementById("search")?.focus();
  else if (viewName) openView(viewName);
  else if (action) action();
  else return;
  event.preventDefault();
}

function showHelp() {
  const dialog = document.getElementById("dialog");
  const keys = [...Object.entries(KEYS).map(([key, [label]]) => [key, `${label} (Articles)`]), ["/", "search"],
    ["1 to 9", "the views"], ["?", "this help"]];
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, "Keys and colours"),
    h("dl", { class: "keys" }, keys.map(([key, label]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, label)])),
    h("p", {}, h("mark", { class: "agreement" }, "words of an agreement"), " ",
      h("mark", { class: "statement" }, "words of a statement"), " ",
      h("mark", { class: "agreement cue" }, "the cue"), " ", h("mark", { class: "lit" }, "words behind the selected value")),
    h("p", {}, "Click a value to see its words, and words to see their record. To add a missed record, select its words in ",
      "the text, with the mouse or with the arrow keys and Shift. Decisions are kept in this browser by the content of article ",
      "and record. ", h("code", {}, "communique review RUN"), " keeps them beside the run; exported corrections are taken by ",
      h("code", {}, "--corrections FILE"), " of report, export and gold. Rejected records are left out of every view and count."),
    h("div", { class: "ends" }, button("Close", () => dialog.close(), { class: "main" })));
  dialog.showModal();
}

const SCHEMES = ["light dark", "light", "dark"];
let scheme = 0;

function nextScheme() {
  scheme = (scheme + 1) % SCHEMES.length;
  document.documentElement.style.colorScheme = SCHEMES[scheme];
  const label = `Colours: ${scheme ? SCHEMES[scheme] : "as the system"}`;
  document.getElementById("theme").setAttribute("aria-label", label);
}

/** Updates the views after a decision. */
function onDecisionsChanged() {
  showProgress();
  if (activeView.name !== "articles") refill();
  if (activeView.name !== "articles" || !ARTICLES.length) return;
  if (!recordsOf(articleState.article).includes(articleState.record)) {
    Object.assign(articleState, { record: recordsOf(articleState.article)[0] ?? null, field: null });
  }
  showArticle();
}

/** Shows how many decisions there are. */
function showProgress() {
  const exportButton = document.getElementById("export");
  const count = countDecisions();
  exportButton.disabled = count === 0;
  exportButton.replaceChildren("Export", h("span", { class: "spare" }, " corrections"), count ? ` (${formatNumber(count)})` : "");
  const { decided, all } = progress();
  document.getElementById("progress").textContent = `${formatNumber(decided)} of ${formatNumber(all)} reviewed`;
}

function start() {
  loadDecisions();
  refreshFacts();
  const agreements = FACTS.filter((fact) => fact.kind === "agreement").length;
  const parts = [
    countOf(ARTICLES.length, "article"), countOf(agreements, "agreement"), countOf(FACTS.length - agreements, "statement"),
    RUN.failures.length > 0 && countOf(RUN.failures.length, "failure"), RUN.quotes_only && "quotes only",
    RUN.run && `${RUN.run.model}, ${RUN.run.plan} plan`, RUN.run?.finished?.slice(0, 10),
    !RUN.run?.finished && ["unfinished run", RUN.run?.progress].filter(Boolean).join(": "),
  ];
  document.getElementById("run").textContent = sanitize(parts.filter(Boolean).join(" · "));
  document.getElementById("views").replaceChildren(...Object.entries(VIEWS).map(([name, [label]]) =>
    button(label, () => openView(name), { "data-view": name })));
  document.getElementById("export").addEventListener("click", exportCorrections);
  document.getElementById("import").addEventListener("click", importCorrections);
  document.getElementById("theme").addEventListener("click", nextScheme);
  document.getElementById("help").addEventListener("click", showHelp);
  document.addEventListener("keydown", handleKey);
  document.addEventListener("selectionchange", updateSelection);
  listeners.push(onDecisionsChanged);
  readAddress();
  window.addEventListener("hashchange", followAddress);
  showProgress();
  if (unfitDecisions.length) {
    const rows = unfitDecisions.map((one) => `${one.record} of ${ARTICLE_BY_ID.get(one.article).source_id} (${one.state})`);
    showProblem(`${countOf(unfitDecisions.length, "earlier decision")} fit no record of this run and are kept apart: ${rows.slice(0, 5).join(", ")}${rows.length > 5 ? " …" : ""}`);
  }
}

start();
