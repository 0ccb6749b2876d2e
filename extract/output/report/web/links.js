// Deals and events of a collection. Several articles may report one; it is counted once, with its reports beside it. A run
// that is not linked has none, and each of its records counts.

const recordPlace = (articleId, recordId) => `${articleId} ${recordId}`;

/** The place of a record; one that a reviewer added has its key in place of its id, which another page may give anew. */
const placeOf = (article, record) => recordPlace(article.id, record.key?.startsWith("+") ? record.key : record.id);

/** The deal or event of a record that is linked with others, by the place of the record. */
const CLUSTERS = new Map((RUN.links?.clusters ?? []).flatMap((cluster) =>
  cluster.members.map(([article, record]) => [recordPlace(article, record), cluster])));

/** What each record contradicts: pairs of the place of another record and what it is about. */
const CONTRADICTED = new Map();
for (const { about, note, sides } of RUN.links?.contradictions ?? []) {
  const [one, other] = sides.map((side) => recordPlace(...side));
  for (const [place, against] of [[one, other], [other, one]]) {
    CONTRADICTED.set(place, [...(CONTRADICTED.get(place) ?? []), { against, about, note }]);
  }
}

/** The deal or event of a fact; a fact that is not linked is its own. */
const clusterOf = (fact) => fact.cluster ?? fact;

/** One fact for each deal or event: the first in the given order. */
function onceEach(facts) {
  if (!CLUSTERS.size) return facts;
  const seen = new Set();
  return facts.filter((fact) => !fact.cluster || (!seen.has(fact.cluster) && seen.add(fact.cluster)));
}

/** The facts of a deal or event that were not rejected, the newest first. */
const reportsOf = (fact) => (fact.cluster ? FACTS.filter((one) => one.cluster === fact.cluster) : [fact]);

/** How many articles report the deal or event of a fact, and how many of these are independent; null if one does. */
function toldBy(fact) {
  const { cluster } = fact;
  if (!cluster) return null;
  const reports = cluster.reports - cluster.members.filter((member) => REJECTED_PLACES.has(recordPlace(...member))).length;
  return reports > 1 ? { reports, sources: Math.min(reports, cluster.sources) } : null;
}

function describeReports(fact) {
  const told = toldBy(fact);
  return told ? `${countOf(told.reports, "report")}, ${countOf(told.sources, "independent source")}` : "";
}

/** The contradictions of a fact with facts that were not rejected. */
function contradictionsOf(fact) {
  return (CONTRADICTED.get(fact.place) ?? []).map((one) => ({ ...one, fact: FACT_BY_PLACE.get(one.against) })).filter((one) => one.fact);
}

/** All contradictions among facts, each once: both facts, and what it is about. */
function allContradictions(facts) {
  const shown = new Set(facts);
  return facts.flatMap((fact) => contradictionsOf(fact)
    .filter((one) => !shown.has(one.fact) || fact.place < one.fact.place)
    .map(({ fact: other, about, note }) => ({ sides: [fact, other], about, note })));
}
