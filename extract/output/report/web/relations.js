// Relations between sides, counted over facts; a deal or event of a collection counts once. A side is a state, or an actor
// that acts for none.

/** What a tie says of two sides, in words. The ties of agreements come first. */
const TIES = {
  made: "have an agreement", in_prospect: "have an agreement in prospect", ended: "refuse, suspend or end an agreement",
  background: "have an agreement as background", unclear: "have an agreement of unknown status",
  supportive: "speaks in favour", neutral: "makes a neutral statement", asking: "asks or invites", pressing: "presses or warns",
  hostile: "speaks against",
};
/** The same in a few letters, for controls and legends. */
const TIE_LABELS = {
  made: "made", in_prospect: "in prospect", ended: "refused or ended", background: "background", unclear: "status unknown",
  supportive: "supportive", neutral: "neutral", asking: "asking", pressing: "pressing", hostile: "hostile",
};
const AGREEMENT_TIES = new Set(RUN.codes.agreement_ties);
const shownTies = Object.fromEntries(Object.keys(TIES).map((tie) => [tie, true]));

/** The tie that a record shows, by the table of the record types. */
function tieOf(record) {
  if (record.kind === "agreement") return record.historical ? "background" : RUN.codes.status_ties[record.status];
  return record.negated ? "neutral" : RUN.codes.act_ties[record.act];
}

/** The pairs of sides in a fact: each pair once for an agreement, from speaker to recipient for a statement. */
function dyads(fact) {
  if (fact.kind === "statement") {
    return fact.sides.flatMap((from) => fact.others.filter((to) => to !== from).map((to) => [from, to]));
  }
  return fact.sides.flatMap((from, index) => fact.sides.slice(index + 1).map((to) => [from, to]));
}

/** The shown relations with their number of deals or events, the most frequent first. */
function countRelations(facts) {
  const relations = new Map();
  for (const fact of facts) {
    const { tie } = fact;
    const cluster = clusterOf(fact);
    if (!shownTies[tie]) continue;
    for (const [one, other] of dyads(fact)) {
      const [from, to] = AGREEMENT_TIES.has(tie) && other < one ? [other, one] : [one, other];
      const key = JSON.stringify([tie, from, to]);
      if (!relations.has(key)) relations.set(key, { tie, from, to, clusters: new Set() });
      relations.get(key).clusters.add(cluster);
    }
  }
  return [...relations.values()].map(({ clusters, ...relation }) => ({ ...relation, count: clusters.size })).sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
}

function describeRelation({ tie, from, to, count }) {
  const link = AGREEMENT_TIES.has(tie) ? "and" : "to";
  return `${sideName(from)} ${link} ${sideName(to)}: ${TIES[tie]}, ${countOf(count, "record")}`;
}

/** Checkboxes that show and hide the kinds of ties. */
function tieCheckboxes(onChange) {
  return h("p", { class: "kinds" }, Object.entries(TIE_LABELS).map(([tie, label]) => h("label", { class: tie },
    h("input", {
      type: "checkbox", checked: shownTies[tie], "data-tie": tie,
      change: (event) => { shownTies[tie] = event.target.checked; onChange(); },
    }),
    ` ${label}`)));
}
