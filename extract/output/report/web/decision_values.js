// The values of a decision as they are kept: actors by name and dates without their place, so that they hold for another
// run of the same article.

/** The kept form of a record's values. Only the fields that are given are kept. */
function keptValues(article, values) {
  const name = (id) => nameOf(article, id);
  const kept = {};
  for (const field of ["subject", "instrument", "status", "historical", "contexts", "about", "act", "negated"]) {
    if (field in values) kept[field] = values[field];
  }
  for (const field of ["speakers", "recipients"]) if (field in values) kept[field] = values[field].map(name);
  if ("parties" in values) {
    kept.parties = values.parties.map(({ actor, role, explicit }) => ({ actor: name(actor), role: role ?? "party", explicit: explicit ?? true }));
  }
  if ("dates" in values) kept.dates = values.dates.map(({ edtf, role, relation }) => ({ edtf, role, relation }));
  if ("value" in values) kept.value = values.value && { amount: values.value.amount, currency: values.value.currency };
  if ("attribution" in values) {
    const source = values.attribution;
    kept.attribution = source && { source: source.source ? name(source.source) : null, source_text: source.source_text, quote: source.quote ?? "none" };
  }
  return kept;
}

/** The kept form of an added record or actor. */
function keptAddition(article, record) {
  if (record.isActor) {
    const represents = record.represents ? nameOf(article, record.represents) : null;
    return { kind: "actor", name: record.name, actor_kind: record.kind, country: record.country ?? null, represents };
  }
  return { kind: record.kind, ...keptValues(article, record), cue: record.status_cue ?? record.cue, evidence: record.evidence };
}

/** The values of a decision for a record; null if they name an actor that the article does not have. */
function readValues(article, kept, evidence, known = {}) {
  const ids = new Map([...article.byId.values()].reverse().map((actor) => [actor.name, actor.id]));
  const values = { ...kept };
  const place = evidence[0];
  const missing = [];
  const id = (name) => ids.get(name) ?? missing.push(name);
  for (const field of ["speakers", "recipients"]) if (kept[field]) values[field] = kept[field].map(id);
  if (kept.parties) values.parties = kept.parties.map((party) => ({ ...party, actor: id(party.actor) }));
  if (kept.dates) {
    values.dates = kept.dates.map((date) => {
      const same = (known.dates ?? []).find((one) => one.edtf === date.edtf && one.role === date.role);
      return { relation: "on", span: place, ...same, ...date };
    });
  }
  if (kept.value) values.value = { span: place, ...known.value, ...kept.value };
  if (kept.attribution) {
    const source = kept.attribution.source ? id(kept.attribution.source) : null;
    values.attribution = { span: place, ...known.attribution, ...kept.attribution, source };
  }
  return missing.length ? null : values;
}

/** An added record or actor as the page uses it; null if it names an actor that the article does not have. */
function readAddition(article, key, kept) {
  const id = decisions.get(article.id).get(key)?.record?.id ?? newId(article, key[1]);
  if (kept.kind === "actor") {
    const represents = [...article.byId.values()].find((actor) => actor.name === kept.represents)?.id ?? null;
    return { id, key, name: kept.name, kind: kept.actor_kind, country: kept.country, represents, isActor: true };
  }
  const { cue, evidence, ...rest } = kept;
  const values = readValues(article, rest, evidence);
  const own = kept.kind === "agreement" ? { status_cue: cue, dates: [], parties: [] } : { cue, speakers: [], recipients: [] };
  if (!values) return null;
  const record = { fields: {}, contexts: [], ...own, ...values, id, key, evidence };
  return { ...record, codes: codesOf(record) };
}
