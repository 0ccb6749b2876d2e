// The first view: what the articles report, before any question is asked.

const LINES_SHOWN = 8;

function summaryView() {
  return h("div", { class: "across summary", id: "rows" });
}

function fillSummary() {
  const facts = matchingFacts();
  const of = (...ties) => facts.filter((fact) => ties.includes(fact.tie));
  const sharp = of("hostile", "pressing").sort((a, b) => (a.tie === "hostile" ? 0 : 1) - (b.tie === "hostile" ? 0 : 1)
    || (a.record.codes.goldstein ?? 0) - (b.record.codes.goldstein ?? 0));
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, periodLine(facts)),
    h("div", { class: "columns" },
      h("div", {},
        factList("Agreed", of("made"), { tie: "made" }, "No agreement was made."),
        factList("In prospect", of("in_prospect"), { tie: "in_prospect" }, "", 5),
        factList("Refused, suspended or ended", of("ended"), { tie: "ended" }, "", 5)),
      h("div", {},
        factList("Sharpest statements", sharp, { tie: "hostile" }, "No hostile or pressing statement."),
        factList("Requests and invitations", of("asking"), { tie: "asking" }, "", 5),
        busiestPairs(facts), contradictionSection(facts), doubtSection(facts))));
}

function periodLine(facts) {
  const days = facts.map((fact) => fact.published).filter(Boolean).sort();
  const period = days.length ? `Published ${days[0] === days.at(-1) ? days[0] : `${days[0]} to ${days.at(-1)}`}. ` : "No publication date. ";
  return period + countLine(facts);
}

/** A section with a line for each fact; the rest is one click away. */
function factList(title, reported, changes, none, limit = LINES_SHOWN) {
  const facts = onceEach(reported);
  if (!facts.length) return none ? h("section", {}, h("h2", {}, title), h("p", { class: "quiet" }, none)) : "";
  return h("section", {},
    h("h2", {}, title, h("span", { class: "quiet" }, ` ${formatNumber(facts.length)}`)),
    h("ul", { class: "lines" }, facts.slice(0, limit).map(factLine)),
    facts.length > limit && button(`All ${formatNumber(facts.length)}`, () => narrowFilter(changes), { "aria-label": `All ${formatNumber(facts.length)}: ${title}` }));
}

/** A fact as a sentence and its quote. */
function factLine(fact) {
  const towards = fact.recipients.length ? ` → ${fact.recipients.join(", ")}` : "";
  return h("li", { class: fact.tie },
    h("button", { type: "button", class: "line", click: () => openArticle(fact.article, fact.original) },
      h("span", { class: "quiet" }, `${fact.published || "undated"} `),
      h("bdi", {}, `${fact.actors.join(", ")}${towards}`),
      h("span", { class: "word" }, ` ${wordOf(fact.record)}`),
      h("bdi", {}, ` ${fact.about}`)),
    describeReports(fact) && h("span", { class: "reports" }, describeReports(fact)),
    quoteLine(leadingQuote(fact), quoteOf(fact)));
}

/** A quote on two lines, in full when the pointer rests on it. */
const quoteLine = (shown, whole) => h("q", { class: /^["“«„]/.test(shown) ? "quiet bare" : "quiet", title: whole }, h("bdi", {}, shown));

/** What articles of a collection say that cannot both be true. */
function contradictionSection(facts) {
  if (!RUN.links) return "";
  const found = allContradictions(facts);
  return h("section", {}, h("h2", {}, "Contradictions", h("span", { class: "quiet" }, ` ${formatNumber(found.length)}`)),
    found.length === 0 && h("p", { class: "quiet" }, "No two records of one deal or event contradict each other."),
    h("ul", { class: "lines" }, found.slice(0, LINES_SHOWN).map(contradictionItem)),
    found.length > LINES_SHOWN && button(`All ${formatNumber(found.length)}`, () => narrowFilter({ disputed: "contradicted" }), { "aria-label": `All ${formatNumber(found.length)}: Contradictions` }));
}

function contradictionItem({ sides, about, note }) {
  return h("li", { class: "hostile" }, h("span", {}, `${capitalize(formatCode(about))}: `, h("bdi", {}, note)),
    sides.map((fact) => h("div", {}, h("button", { type: "button", class: "line", title: quoteOf(fact), click: () => openArticle(fact.article, fact.original) },
      h("span", { class: "quiet" }, [fact.published || "undated", fact.source].filter(Boolean).join(" "), " "), h("bdi", {}, factTitle(fact))))));
}

/** A fact in a few words. */
const factTitle = (fact) => [fact.actors.join(", "), fact.recipients.length > 0 && `→ ${fact.recipients.join(", ")}`,
  wordOf(fact.record), fact.about].filter(Boolean).join(" ");

function busiestPairs(facts) {
  const pairs = countPairs(facts);
  if (!pairs.length) return "";
  return h("section", {}, h("h2", {}, "Busiest pairs", h("span", { class: "quiet" }, ` ${formatNumber(pairs.length)}`)),
    h("ul", { class: "lines" }, pairs.slice(0, LINES_SHOWN).map((pair) => h("li", {},
      h("button", { type: "button", class: "line", click: () => openPair(pair.sides) },
        h("bdi", {}, pairName(pair.sides)), h("span", { class: "quiet" }, ` ${describeTies(pair.ties)}`))))),
    button("All pairs", () => openPair(null)));
}

/** What a reader should doubt, and what is missing. */
function doubtSection(facts) {
  const isFieldless = (row) => !row.field;
  const lines = [
    ...["low", "medium"].map((certainty) => [facts.filter((fact) => fact.record.certainty === certainty).length,
      "record", ` of ${certainty} certainty`, () => narrowFilter({ certainty })]),
    [facts.filter((fact) => !fact.recipients.length && fact.kind === "statement").length, "statement", " directed at no actor",
      () => narrowFilter({ kind: "statement" })],
    [RUN.failures.length, "article", " that failed", () => openView("rejected")],
    [RUN.rejected.filter(isFieldless).length, "draft", " that verification rejected", () => openView("rejected")],
  ].filter(([count]) => count > 0);
  if (!lines.length) return "";
  return h("section", {}, h("h2", {}, "Doubtful or missing"),
    h("ul", { class: "lines" }, lines.map(([count, noun, rest, open]) => h("li", {}, button(countOf(count, noun) + rest, open, { class: "line" })))));
}
