// The run as the page reads it: articles with their records, and one flat fact per record for tables and drawings.

const RUN = JSON.parse(document.getElementById("data").textContent);

const ARTICLES = RUN.articles.map((article, index) => ({
  ...article,
  index,
  letters: null,
  byId: new Map(article.actors.map((actor) => [actor.id, actor])),
  records: [
    ...article.agreements.map((record) => ({ parties: [], dates: [], contexts: [], ...record, kind: "agreement" })),
    ...article.statements.map((record) => ({ recipients: [], contexts: [], ...record, kind: "statement" })),
  ],
}));

/** The text of an article by code points, made when it is first needed. */
function letters(article) {
  article.letters ??= new Letters(article.text);
  return article.letters;
}

/** The name of an actor of an article. */
const nameOf = (article, id) => article.byId.get(id)?.name ?? id;

/** The actor for which another one acts in the end: a minister's state, an envoy's organisation. */
function principal(article, id) {
  let actor = article.byId.get(id);
  for (let steps = 0; actor?.represents && steps < 4; steps += 1) actor = article.byId.get(actor.represents) ?? actor;
  return actor;
}

/** How a side is called across articles: by its state's code if it has one. */
function side(article, id) {
  const actor = principal(article, id);
  if (!actor) return id;
  return actor.country ?? actor.name;
}

/** The name that a country code goes by in this run. */
const COUNTRY_NAMES = new Map();
for (const article of ARTICLES) {
  for (const actor of article.actors) {
    if (actor.kind === "state" && actor.country && !COUNTRY_NAMES.has(actor.country)) {
      COUNTRY_NAMES.set(actor.country, actor.name);
    }
  }
}
const called = (code) => COUNTRY_NAMES.get(code) ?? code;

const unique = (values) => [...new Set(values)];

/** One record as a row of the table. */
function factOf(article, record) {
  const deal = record.kind === "agreement";
  const who = deal ? record.parties.map((party) => party.actor) : record.speakers;
  const whom = deal ? [] : record.recipients;
  const ids = [...who, ...whom];
  const told = deal ? record.dates.map((date) => date.edtf) : [];
  const fact = {
    article,
    record,
    kind: record.kind,
    who: who.map((id) => nameOf(article, id)),
    whom: whom.map((id) => nameOf(article, id)),
    sides: unique(who.map((id) => side(article, id))),
    others: unique(whom.map((id) => side(article, id))),
    countries: unique(ids.map((id) => principal(article, id)?.country).filter(Boolean)),
    what: deal ? `${words(record.instrument)}, ${words(record.status)}` : words(record.act),
    about: deal ? record.subject : record.about,
    told,
    date: article.published ?? "",
    event: record.codes.plover_event ?? "",
    cameo: record.codes.cameo ?? "",
    quad: record.codes.quad ?? 0,
    source: article.source ?? "",
  };
  fact.haystack = [fact.who, fact.whom, fact.what, fact.about, article.title, article.source_id, fact.event, told]
    .flat().join("\n").toLowerCase();
  return fact;
}

const FACTS = ARTICLES.flatMap((article) => article.records.map((record) => factOf(article, record)));

/** Who stands to whom in a fact: both ways once for an agreement, from speaker to recipient for a statement. */
function dyads(fact) {
  if (fact.kind === "statement") {
    return fact.sides.flatMap((from) => fact.others.filter((to) => to !== from).map((to) => [from, to]));
  }
  return fact.sides.flatMap((from, place) => fact.sides.slice(place + 1).map((to) => [from, to]));
}

/** What a fact says about the tie between two sides. */
function tie(fact) {
  if (fact.kind === "agreement") return "agreement";
  return fact.quad >= 3 ? "conflict" : "cooperation";
}

const TIES = { agreement: "agree", cooperation: "speak well", conflict: "demand, accuse or threaten" };
