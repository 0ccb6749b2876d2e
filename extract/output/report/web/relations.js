// Relations between sides, counted over facts. A side is a state, or an actor that acts for none.

const RELATIONS = { agreement: "agree", cooperation: "make cooperative statements", conflict: "make hostile statements" };
const shownRelations = { agreement: true, cooperation: true, conflict: true };

/** The pairs of sides in a fact: each pair once for an agreement, from speaker to recipient for a statement. */
function dyads(fact) {
  if (fact.kind === "statement") {
    return fact.sides.flatMap((from) => fact.others.filter((to) => to !== from).map((to) => [from, to]));
  }
  return fact.sides.flatMap((from, index) => fact.sides.slice(index + 1).map((to) => [from, to]));
}

/** The kind of relation that a fact shows. Quad codes 3 and 4 are conflict. */
function relationOf(fact) {
  if (fact.kind === "agreement") return "agreement";
  return fact.quad >= 3 ? "conflict" : "cooperation";
}

/** The shown relations with their number of facts, the most frequent first. */
function countRelations(facts) {
  const relations = new Map();
  for (const fact of facts) {
    const kind = relationOf(fact);
    if (!shownRelations[kind]) continue;
    for (const [one, other] of dyads(fact)) {
      const [from, to] = kind === "agreement" && other < one ? [other, one] : [one, other];
      const key = JSON.stringify([kind, from, to]);
      const relation = relations.get(key) ?? { kind, from, to, count: 0 };
      relation.count += 1;
      relations.set(key, relation);
    }
  }
  return [...relations.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
}

function describeRelation({ kind, from, to, count }) {
  const link = kind === "agreement" ? "and" : "to";
  return `${sideName(from)} ${link} ${sideName(to)}: ${RELATIONS[kind]}, ${countOf(count, "time")}`;
}

/** Checkboxes that show and hide the kinds of relations. */
function relationCheckboxes(onChange) {
  return h("p", { class: "kinds" }, Object.entries(RELATIONS).map(([kind, label]) => h("label", { class: kind },
    h("input", {
      type: "checkbox", checked: shownRelations[kind],
      change: (event) => { shownRelations[kind] = event.target.checked; onChange(); },
    }),
    ` ${label}`)));
}
