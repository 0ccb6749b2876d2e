// The data of the run: its articles with their records, and one flat fact for each record, which the tables and diagrams
// use.

const RUN = JSON.parse(await unpack(document.getElementById("data").textContent));

/** The text behind compressed data in base64. */
function unpack(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter(); // a Blob would send the bytes through another process
  writer.write(bytes);
  writer.close();
  return new Response(readable).text();
}

/** Completes an article and its records in place: copies of 25,000 records would take longer to make than to read. */
function complete(article, index) {
  const agreements = article.agreements.map((record) => completeRecord(record, "agreement", ["parties", "dates", "contexts"]));
  const statements = article.statements.map((record) => completeRecord(record, "statement", ["recipients", "contexts"]));
  return Object.assign(article, {
    index,
    codePoints: null,
    byId: new Map(article.actors.map((actor) => [actor.id, actor])),
    records: [...agreements, ...statements],
  });
}

function completeRecord(record, kind, lists) {
  for (const name of lists) record[name] ??= [];
  record.kind = kind;
  record.codes = codesOf(record);
  return record;
}

const ARTICLES = RUN.articles.map(complete);

/** The text of an article by code points; it is built on first use. */
function codePoints(article) {
  article.codePoints ??= new CodePoints(article.text);
  return article.codePoints;
}

/** The offsets of the sentences of an article. */
function sentencesOf(article) {
  let edge = 0;
  const edges = article.sentences.map((step) => { edge += step; return edge; });
  return edges.filter((_, index) => index % 2 === 0).map((start, index) => [start, edges[2 * index + 1]]);
}

/** The name of an actor of an article. */
const nameOf = (article, id) => article.byId.get(id)?.name ?? id;

/** The actor that another one acts for in the end: a minister's state, an envoy's organisation. */
function principal(article, id) {
  let actor = article.byId.get(id);
  for (let steps = 0; actor?.represents && steps < 4; steps += 1) actor = article.byId.get(actor.represents) ?? actor;
  return actor;
}

/** The identity of an actor across articles: the code of its state if it has one, else its name. */
function side(article, id) {
  const actor = principal(article, id);
  if (!actor) return id;
  return actor.country ?? actor.name;
}

/** The name of each country code in this run; the articles name states that the table lacks. */
const COUNTRY_NAMES = new Map(Object.entries(RUN.country_names));
for (const article of ARTICLES) {
  for (const actor of article.actors) {
    if (actor.kind === "state" && actor.country && !COUNTRY_NAMES.has(actor.country)) {
      COUNTRY_NAMES.set(actor.country, actor.name);
    }
  }
}
const sideName = (side) => COUNTRY_NAMES.get(side) ?? side;

/** A record as a flat fact. */
function makeFact(article, original) {
  const record = withFixes(article, original);
  const isAgreement = record.kind === "agreement";
  const actors = isAgreement ? record.parties.map((party) => party.actor) : record.speakers;
  const recipients = isAgreement ? [] : record.recipients;
  const ids = [...actors, ...recipients];
  const dates = isAgreement ? record.dates.map((date) => date.edtf) : [];
  const place = placeOf(article, original);
  return {
    place,
    cluster: CLUSTERS.get(place) ?? null,
    article,
    original,
    record,
    kind: record.kind,
    tie: tieOf(record),
    actors: actors.map((id) => nameOf(article, id)),
    recipients: recipients.map((id) => nameOf(article, id)),
    sides: unique(actors.map((id) => side(article, id))),
    others: unique(recipients.map((id) => side(article, id))),
    countries: unique(ids.map((id) => principal(article, id)?.country).filter(Boolean)),
    what: labelOf(record),
    about: isAgreement ? record.subject : record.about,
    dates,
    published: article.published ?? "",
    event: record.codes.plover_event ?? "",
    cameo: record.codes.cameo ?? "",
    quad: record.codes.quad ?? 0,
    source: article.source ?? "",
  };
}

/** The facts of all records but rejected ones, the newest first, and those of rejected ones; decisions of a review change both. */
let FACTS = [];
let REJECTED_FACTS = [];
/** The facts of all records but rejected ones, and the rejected ones, by the place of the record. */
let FACT_BY_PLACE = new Map();
let REJECTED_PLACES = new Set();
const factCache = new Map();

/** Makes the facts anew of which the decision changed. */
function refreshFacts() {
  FACTS = [];
  REJECTED_FACTS = [];
  for (const article of ARTICLES) {
    for (const record of recordsOf(article)) {
      const decision = decisions.get(article.id).get(decisionKey(record));
      let cached = factCache.get(record);
      if (!cached || cached.decision !== decision) {
        cached = { decision, fact: makeFact(article, record) };
        factCache.set(record, cached);
      }
      (decision?.state === "rejected" ? REJECTED_FACTS : FACTS).push(cached.fact);
    }
  }
  FACT_BY_PLACE = new Map(FACTS.map((fact) => [fact.place, fact]));
  REJECTED_PLACES = new Set(REJECTED_FACTS.map((fact) => fact.place));
  FACTS.sort((a, b) => (a.published > b.published ? -1 : a.published < b.published ? 1 : 0));
}
