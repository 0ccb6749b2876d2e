// What a person decides about records, and how it leaves the page: as gold, in the layout that `communique eval` reads.
//
// An article is exported once a record of it was judged. Accepted and fixed records are its gold, rejected ones are
// left out, and those not judged are marked optional, so that they count for nothing. What was missed and a person has
// added is a decision like the others, with the record in it.

const STORE = `communique:${RUN.run?.run ?? ""}:${RUN.run?.finished ?? ""}:${ARTICLES.length}:${ARTICLES[0]?.id ?? ""}`;
const decisions = recalled();
const listeners = [];
const past = [];
decisions.forEach(learn);

/** What was decided when this report was last open in this browser; nothing if that cannot be read. */
function recalled() {
  try {
    return new Map(JSON.parse(localStorage.getItem(STORE) ?? "[]"));
  } catch {
    return new Map();
  }
}

const keyOf = (article, record) => `${article.index}/${record.id}`;

/** The decision about a record: `{ state, changes }`, or undefined. */
const decided = (article, record) => decisions.get(keyOf(article, record));

/** Decides, or takes the decision back if it is the same one. Fixes are always taken. */
function decide(article, record, state, changes = null) {
  const key = keyOf(article, record);
  const before = decisions.get(key);
  if (before?.state === "added") {
    if (state === "fixed") keep([[key, { ...before, changes }]]);
    if (state === "rejected") keep([[key, undefined]]);
  } else {
    keep([[key, state !== "fixed" && before?.state === state ? undefined : { state, changes }]]);
  }
  say(`${record.id} ${decided(article, record)?.state ?? (before?.state === "added" ? "removed" : "not judged")}`);
}

/** Adds what was missed: records, and actors. */
function addMissed(article, found) {
  keep(found.map((record) => [keyOf(article, record), { state: "added", record }]));
  say(`added ${found.map((one) => one.name ?? one.id).join(", ")}`);
}

/** Keeps decisions, or takes them back where there is none, as one step that can be undone. */
function keep(changes) {
  past.push(changes.map(([key]) => [key, decisions.get(key)]));
  put(changes);
}

/** Takes the last step back. */
function undo() {
  const step = past.pop();
  if (step) put(step);
  say(step ? "undone" : "nothing to undo");
}

function put(changes) {
  for (const [key, decision] of changes) {
    if (decision) decisions.set(key, decision);
    else decisions.delete(key);
    learn(decision, key);
  }
  try {
    localStorage.setItem(STORE, JSON.stringify([...decisions]));
  } catch {
    // a browser that keeps nothing for files still reviews and exports
  }
  listeners.forEach((hear) => hear());
}

/** Makes an article know an actor that was added to it, or forget one that is so no more. */
function learn(decision, key) {
  const [index, id] = key.split("/");
  const actor = decision?.record?.missed === "actor" && decision.record;
  if (actor) ARTICLES[index]?.byId.set(id, actor);
  else if (id.startsWith("+a")) ARTICLES[index]?.byId.delete(id);
}

/** What was added to an article. */
function addedTo(article) {
  const own = [...decisions].filter(([key]) => key.startsWith(`${article.index}/+`));
  return own.map(([, decision]) => decision.record);
}

/** The records of an article, those that were added at the end. */
function recordsOf(article) {
  return [...article.records, ...addedTo(article).filter((record) => !record.missed)];
}

/** The actors of an article, those that were added at the end. */
const actorsOf = (article) => [...article.byId.values()];

/** An id that no addition has: `+g1`; `beyond` counts those that are about to be added. */
function freeId(article, letter, beyond = 0) {
  const sign = `+${letter}`;
  const taken = addedTo(article).map((record) => record.id).filter((id) => id.startsWith(sign));
  return `${sign}${Math.max(0, ...taken.map((id) => Number(id.slice(2)))) + beyond + 1}`;
}

/** The record with its fixes. */
function current(article, record) {
  return { ...record, ...(decided(article, record)?.changes ?? {}) };
}

/** The gold rows of all articles that were judged. */
function goldRows() {
  const judged = new Set([...decisions.keys()].map((key) => Number(key.split("/")[0])));
  return ARTICLES.filter((article) => judged.has(article.index)).map(goldRow);
}

function goldRow(article) {
  const kept = recordsOf(article).filter((record) => decided(article, record)?.state !== "rejected");
  const named = (id) => nameOf(article, id);
  const common = (record) => ({
    evidence: record.evidence.map(([start, end]) => letters(article).slice(start, end)),
    optional: !decided(article, record),
  });
  const agreements = kept.filter((record) => record.kind === "agreement").map((record) => {
    const now = current(article, record);
    return {
      subject: now.subject,
      instrument: now.instrument,
      status: now.status,
      parties: now.parties.map((party) => ({
        name: named(party.actor), role: party.role, explicit: party.explicit ?? true,
      })),
      dates: now.dates.map((date) => ({ edtf: date.edtf, role: date.role })),
      value: now.value ? { amount: now.value.amount, currency: now.value.currency } : null,
      ...common(record),
    };
  });
  const statements = kept.filter((record) => record.kind === "statement").map((record) => {
    const now = current(article, record);
    return {
      speakers: now.speakers.map(named),
      act: now.act,
      recipients: now.recipients.map(named),
      about: now.about,
      ...common(record),
    };
  });
  const actors = actorsOf(article).map((actor) => ({
    name: actor.name,
    kind: actor.kind,
    country: actor.country ?? null,
    represents: actor.represents ? named(actor.represents) : null,
  }));
  return {
    id: article.source_id, title: null, date: article.published ?? null, source: article.source ?? null,
    text: article.text, actors, agreements, statements,
  };
}

/** JSON on one line, whatever counts as the end of one. */
function jsonLine(row) {
  return JSON.stringify(row).replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Gives the corrections as a file. */
function exportCorrections() {
  const lines = goldRows().map((row) => `${jsonLine(row)}\n`).join("");
  const address = URL.createObjectURL(new Blob([lines], { type: "application/x-ndjson" }));
  h("a", { href: address, download: "corrections.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  say(`corrections of ${counted(goldRows().length, "article")} exported`);
}
