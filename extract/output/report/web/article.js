// An article with its records: words to the left, what they came to at the right, each leading to the other.

const AT_ONCE = 200;
const reading = { article: ARTICLES[0], record: ARTICLES[0]?.records[0] ?? null, field: null, search: "", shown: AT_ONCE };

function articlesView() {
  if (!ARTICLES.length) return h("p", { class: "note" }, "This run read no article.");
  const several = ARTICLES.length > 1;
  return h("div", { class: several ? "reading" : "reading alone" },
    several && h("aside", { class: "list", "aria-label": "Articles" },
      h("input", {
        type: "search", id: "search", placeholder: "Find articles", "aria-label": "Find articles",
        value: reading.search, input: (event) => searchArticles(event.target.value),
      }),
      h("p", { class: "quiet", id: "found" }),
      h("ol", { id: "articles" })),
    h("article", { class: "text", id: "text", "aria-label": "Article", tabindex: "-1" }),
    h("section", { class: "cards", id: "cards", "aria-label": "Records" }));
}

/** Fills the view once it stands in the page. */
function articlesReady() {
  if (!ARTICLES.length) return;
  listArticles();
  showArticle();
}

function matching() {
  const wanted = reading.search.trim().toLowerCase();
  if (!wanted) return ARTICLES;
  return ARTICLES.filter((article) => {
    article.haystack ??= [article.title, article.source_id, article.source, article.published, article.text,
      ...article.copies.flatMap((copy) => [copy.source_id, copy.source])]
      .join("\n").toLowerCase();
    return article.haystack.includes(wanted);
  });
}

function searchArticles(wanted) {
  reading.search = wanted;
  reading.shown = AT_ONCE;
  listArticles();
}

function listArticles() {
  const list = document.getElementById("articles");
  if (!list) return;
  const found = matching();
  document.getElementById("found").textContent = `${number(found.length)} of ${counted(ARTICLES.length, "article")}`;
  const items = found.slice(0, reading.shown).map((article) => h("li", {},
    h("button", {
      type: "button", "aria-current": article === reading.article && "true", click: () => openArticle(article),
    },
    h("strong", {}, article.title ?? article.source_id),
    h("span", { class: "quiet" }, [article.source, article.published].filter(Boolean).join(" · ")),
    h("span", { class: "counts" },
      counted(article.agreements.length, "agreement"), " · ", counted(article.statements.length, "statement")))));
  if (found.length > reading.shown) {
    items.push(h("li", {}, button(`Show ${number(Math.min(AT_ONCE, found.length - reading.shown))} more`, () => {
      reading.shown += AT_ONCE;
      listArticles();
    }, { class: "more" })));
  }
  list.replaceChildren(...items);
}

/** Opens an article, at its first record unless another is named. */
function openArticle(article, record = article.records[0] ?? null) {
  const other = article !== reading.article;
  Object.assign(reading, { article, record, field: null });
  if (view.name !== "articles") {
    openView("articles");
  } else {
    if (other) listArticles();
    showArticle();
  }
  say(article.title ?? article.source_id);
}

/** Lights a record, or the words behind one of its fields, and brings them into sight. */
function choose(record, field = null) {
  Object.assign(reading, { record, field });
  showArticle();
  document.querySelector("#text .lit, #text .chosen")?.scrollIntoView({ block: "nearest" });
  document.querySelector("#cards .card[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function showArticle() {
  const { article, record, field } = reading;
  const held = document.activeElement?.dataset.hold;
  const lit = record && field ? spansOf(record, field) : [];
  const facts = [article.source, article.published, article.language, article.source_id].filter(Boolean);
  document.getElementById("text").replaceChildren(...[
    headline(article) === 0 && h("h2", { dir: "auto" }, article.title ?? article.source_id),
    h("p", { class: "quiet" }, facts.join(" · "), article.url && [" · ", link(article.url)]),
    article.copies.length > 0 && h("details", { class: "quiet" },
      h("summary", {}, `also told by ${counted(article.copies.length, "copy", "copies")}`),
      h("ul", {}, article.copies.map((copy) => h("li", {},
        [copy.source, copy.published, copy.source_id].filter(Boolean).join(" · "),
        copy.url && [" · ", link(copy.url)])))),
    rove(h("div", {
      class: "body", dir: "auto", tabindex: "0", role: "group", "data-hold": "words", keydown: wordKeys,
      "aria-label": "Text; arrows choose words, with Shift several, Enter adds a record of them",
    }, marked(article, record, lit, choose)), "mark[role=button]"),
  ].filter(Boolean));
  const records = recordsOf(article);
  const actors = addedTo(article).filter((one) => one.missed);
  document.getElementById("cards").replaceChildren(
    h("header", { class: "heads" }, h("h2", { class: "quiet" }, records.length ? counted(records.length, "record") : "No record"),
      button("Add a missed record", () => openAdding(article), { id: "add", "data-hold": "add" })),
    ...(adding.article === article ? [adding.form] : []),
    ...records.map((one) => card(article, one)),
    ...actors.map((one) => actorCard(article, one)),
    ...margin(article));
  showPicked(article, adding.article === article ? adding.cue.span() : null);
  if (held) document.querySelector(`[data-hold="${held}"]`)?.focus({ preventScroll: true });
}

/** What stands below the records: refusals, issues, and how the article was read. */
function margin(article) {
  const refused = RUN.refused.filter((row) => row.article === article.id);
  const usage = article.usage;
  return [
    refused.length > 0 && h("details", { class: "refused" },
      h("summary", {}, counted(refused.length, "refusal")), h("ul", {}, refused.map(refusal))),
    article.issues.length > 0 && h("details", { open: true },
      h("summary", {}, counted(article.issues.length, "issue")),
      h("ul", {}, article.issues.map((issue) => h("li", {}, `${words(issue.code)}: ${issue.message}`)))),
    h("p", { class: "quiet" }, `${article.model}, ${article.plan} plan · ${counted(usage.calls, "call")} · `,
      `${number(usage.tokens_in)} tokens in, ${number(usage.tokens_out)} out · ${article.seconds.toFixed(1)} s`),
  ].filter(Boolean);
}

function moveRecord(step) {
  const { article, record } = reading;
  const records = recordsOf(article);
  const at = records.indexOf(record) + step;
  if (records[at]) choose(records[at]);
  else moveArticle(step);
}

function moveArticle(step) {
  const found = matching();
  const article = found[found.indexOf(reading.article) + step];
  if (article) openArticle(article, step < 0 ? recordsOf(article).at(-1) ?? null : undefined);
}
