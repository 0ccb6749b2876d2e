// The view of one article: its text on the left, its records on the right, and the list of articles beside them. Values
// lead to their words, and words to their records.

const ARTICLES_SHOWN = 200;
const articleState = {
  article: ARTICLES[0], record: ARTICLES[0]?.records[0] ?? null, field: null, shown: ARTICLES_SHOWN,
};

function articlesView() {
  if (!ARTICLES.length) return h("p", { class: "note" }, "This run has no article with a result.");
  const hasList = ARTICLES.length > 1;
  return h("div", { class: hasList ? "reading" : "reading alone" },
    hasList && h("aside", { class: "list", "aria-label": "Articles" },
      h("p", { class: "quiet", id: "found" }),
      h("ol", { id: "articles" })),
    h("article", { class: "text", id: "text", "aria-label": "Article", tabindex: "-1" }),
    h("section", { class: "cards", id: "cards", "aria-label": "Records" }));
}

/** Fills the view once it is in the page. */
function fillArticlesView() {
  if (!ARTICLES.length) return;
  listArticles();
  showArticle();
}

function listArticles() {
  const list = document.getElementById("articles");
  if (!list) return;
  const found = matchingArticles();
  document.getElementById("found").textContent = `${formatNumber(found.length)} of ${countOf(ARTICLES.length, "article")}`;
  const items = found.slice(0, articleState.shown).map((article) => h("li", {},
    h("button", {
      type: "button", "aria-current": article === articleState.article && "true", click: () => openArticle(article),
    },
    h("strong", {}, article.title ?? article.source_id),
    h("span", { class: "quiet" }, [article.source, article.published].filter(Boolean).join(" · ")),
    h("span", { class: "counts" },
      countOf(article.agreements.length, "agreement"), " · ", countOf(article.statements.length, "statement")))));
  const hidden = found.length - articleState.shown;
  if (hidden > 0) {
    items.push(h("li", {}, button(`Show ${formatNumber(Math.min(ARTICLES_SHOWN, hidden))} more`, () => {
      articleState.shown += ARTICLES_SHOWN;
      listArticles();
    }, { class: "more" })));
  }
  list.replaceChildren(...items);
  markHits();
}

/** Opens an article, at its first record unless another one is given. */
function openArticle(article, record = article.records[0] ?? null) {
  const isOther = article !== articleState.article;
  Object.assign(articleState, { article, record, field: null });
  if (activeView.name !== "articles") {
    openView("articles");
  } else {
    if (isOther) listArticles();
    showArticle();
    writeAddress(true);
  }
  scrollToRecord();
  announce(article.title ?? article.source_id);
}

/** Selects a record, or one of its fields, highlights its words and scrolls to them. */
function selectRecord(record, field = null) {
  Object.assign(articleState, { record, field });
  showArticle();
  writeAddress(false);
  scrollToRecord();
}

function scrollToRecord() {
  document.querySelector("#text .lit, #text .chosen")?.scrollIntoView({ block: "nearest" });
  document.querySelector("#cards .card[aria-current]")?.scrollIntoView({ block: "nearest" });
  document.querySelector("#articles [aria-current]")?.scrollIntoView({ block: "nearest" });
}

/** Draws the article and its cards. The element with the focus is found again by its `data-hold`. */
function showArticle() {
  const { article, record, field } = articleState;
  const focused = document.activeElement?.dataset.hold;
  const lit = record && field ? fieldSpans(record, field) : [];
  const formOpen = addForm.article === article;
  document.getElementById("text").replaceChildren(...[
    headlineLength(article) === 0 && h("h2", { dir: "auto" }, article.title ?? article.source_id),
    ...articleSource(article),
    addRovingTabindex(h("div", {
      class: "body", dir: "auto", tabindex: "0", role: "group", "data-hold": "words", keydown: handleTextKey,
      "aria-label": `Text. The arrow keys move by word, with Shift they select.${canAdd() ? " Enter adds a record of the selection." : ""}`,
    }, highlightedText(article, record, lit, selectRecord)), "mark[role=button]"),
  ].filter(Boolean));
  const records = recordsOf(article);
  document.getElementById("cards").replaceChildren(
    h("header", { class: "heads" },
      h("h2", { class: "quiet" }, records.length ? countOf(records.length, "record") : "No record"),
      canAdd() && button("Add a missed record", () => openAddForm(article), { id: "add", "data-hold": "add" })),
    ...(formOpen ? [addForm.node] : []),
    ...records.map((one) => recordCard(article, one)),
    ...additionsTo(article).filter((one) => one.isActor).map((actor) => actorCard(article, actor)),
    ...articleNotes(article));
  highlightSpan(article, formOpen ? addForm.cue.span() : null);
  markHits();
  if (focused) document.querySelector(`[data-hold="${focused}"]`)?.focus({ preventScroll: true });
}

/** Where the article was published, and its copies. */
function articleSource(article) {
  const facts = [article.source, article.published, article.language, article.source_id].filter(Boolean);
  return [
    h("p", { class: "quiet" }, facts.join(" · "), article.url && [" · ", link(article.url)]),
    article.copies.length > 0 && h("details", { class: "quiet" },
      h("summary", {}, `also published as ${countOf(article.copies.length, "copy", "copies")}`),
      h("ul", {}, article.copies.map((copy) => h("li", {},
        [copy.source, copy.published, copy.source_id].filter(Boolean).join(" · "),
        copy.url && [" · ", link(copy.url)])))),
  ];
}

/** Rejections, issues and usage of the article, shown below the records. */
function articleNotes(article) {
  const rejected = RUN.rejected.filter((row) => row.article === article.id);
  const usage = article.usage;
  return [
    rejected.length > 0 && h("details", { class: "rejections" },
      h("summary", {}, `${formatNumber(rejected.length)} rejected by verification`),
      h("ul", {}, rejected.map(rejectionItem))),
    article.issues.length > 0 && h("details", { open: true },
      h("summary", {}, countOf(article.issues.length, "issue")),
      h("ul", {}, article.issues.map((issue) => h("li", {}, `${formatCode(issue.code)}: ${issue.message}`)))),
    h("p", { class: "quiet" }, `${article.model}, ${article.plan} plan · ${countOf(usage.calls, "call")} · `,
      `${formatNumber(usage.tokens_in)} tokens in, ${formatNumber(usage.tokens_out)} out`),
  ].filter(Boolean);
}

function moveRecord(step) {
  const { article, record } = articleState;
  const records = recordsOf(article);
  const target = records[records.indexOf(record) + step];
  if (target) selectRecord(target);
  else moveArticle(step);
}

function moveArticle(step) {
  const found = matchingArticles();
  const article = found[found.indexOf(articleState.article) + step];
  if (article) openArticle(article, step < 0 ? recordsOf(article).at(-1) ?? null : undefined);
}
