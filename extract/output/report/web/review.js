// The reviewer's decisions about records, and their export as gold in the format that `communique eval` reads.
//
// An article is exported if the reviewer decided about at least one of its records. Accepted and fixed records are its
// gold, rejected records are left out, and undecided records are marked optional, so that they do not count. A record or
// an actor that the reviewer added is a decision too, with the record in it.

const STORAGE_KEY = `communique:${RUN.run?.run ?? ""}:${RUN.run?.finished ?? ""}:${ARTICLES.length}:${ARTICLES[0]?.id ?? ""}`;
const decisions = loadDecisions();
const listeners = [];
const undoStack = [];
decisions.forEach(syncActor);

/** The decisions stored by this browser when the report was last open; none if they cannot be read. */
function loadDecisions() {
  try {
    return new Map(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]"));
  } catch {
    return new Map();
  }
}

const decisionKey = (article, record) => `${article.index}/${record.id}`;

/** The decision about a record: `{ state, changes }`, or undefined. */
const decisionOf = (article, record) => decisions.get(decisionKey(article, record));

/** Decides about a record. The same decision again withdraws it; a fix replaces the earlier one. */
function decide(article, record, state, changes = null) {
  const key = decisionKey(article, record);
  const before = decisions.get(key);
  if (before?.state === "added") {
    if (state === "fixed") applyStep([[key, { ...before, changes }]]);
    if (state === "rejected") applyStep([[key, undefined]]);
  } else {
    applyStep([[key, state !== "fixed" && before?.state === state ? undefined : { state, changes }]]);
  }
  announce(`${record.id} ${decisionOf(article, record)?.state ?? (before?.state === "added" ? "removed" : "undecided")}`);
}

/** Adds records and actors that the run missed. */
function addRecords(article, records) {
  applyStep(records.map((record) => [decisionKey(article, record), { state: "added", record }]));
  announce(`added ${records.map((record) => record.name ?? record.id).join(", ")}`);
}

/** Applies changes of decisions as one step that can be undone; undefined removes a decision. */
function applyStep(changes) {
  undoStack.push(changes.map(([key]) => [key, decisions.get(key)]));
  applyChanges(changes);
}

/** Undoes the last step. */
function undo() {
  const step = undoStack.pop();
  if (step) applyChanges(step);
  announce(step ? "undone" : "nothing to undo");
}

function applyChanges(changes) {
  for (const [key, decision] of changes) {
    if (decision) decisions.set(key, decision);
    else decisions.delete(key);
    syncActor(decision, key);
  }
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...decisions]));
  } catch {
    // some browsers store nothing for files; review and export work without it
  }
  listeners.forEach((listener) => listener());
}

/** Adds an added actor to its article's actors, or removes one whose addition was withdrawn. */
function syncActor(decision, key) {
  const [index, id] = key.split("/");
  if (decision?.record?.isActor) ARTICLES[index]?.byId.set(id, decision.record);
  else if (id.startsWith("+a")) ARTICLES[index]?.byId.delete(id);
}

/** The records and actors added to an article. */
function additionsTo(article) {
  const own = [...decisions].filter(([key]) => key.startsWith(`${article.index}/+`));
  return own.map(([, decision]) => decision.record);
}

/** The records of an article; added ones come last. */
function recordsOf(article) {
  return [...article.records, ...additionsTo(article).filter((record) => !record.isActor)];
}

/** The actors of an article; added ones come last. */
const actorsOf = (article) => [...article.byId.values()];

/** A new id for an addition, like `+g1`; `pending` counts additions that are not applied yet. */
function newId(article, letter, pending = 0) {
  const prefix = `+${letter}`;
  const taken = additionsTo(article).map((record) => record.id).filter((id) => id.startsWith(prefix));
  return `${prefix}${Math.max(0, ...taken.map((id) => Number(id.slice(2)))) + pending + 1}`;
}

/** The record with the reviewer's fixes. */
function withFixes(article, record) {
  return { ...record, ...(decisionOf(article, record)?.changes ?? {}) };
}

/** One gold row for each article with a decision. */
function goldRows() {
  const decided = new Set([...decisions.keys()].map((key) => Number(key.split("/")[0])));
  return ARTICLES.filter((article) => decided.has(article.index)).map(goldRow);
}

function goldRow(article) {
  const kept = recordsOf(article).filter((record) => decisionOf(article, record)?.state !== "rejected");
  const name = (id) => nameOf(article, id);
  const common = (record) => ({
    evidence: record.evidence.map(([start, end]) => codePoints(article).slice(start, end)),
    optional: !decisionOf(article, record),
  });
  const agreements = kept.filter((record) => record.kind === "agreement").map((record) => {
    const agreement = withFixes(article, record);
    return {
      subject: agreement.subject,
      instrument: agreement.instrument,
      status: agreement.status,
      parties: agreement.parties.map((party) => ({
        name: name(party.actor), role: party.role, explicit: party.explicit ?? true,
      })),
      dates: agreement.dates.map((date) => ({ edtf: date.edtf, role: date.role })),
      value: agreement.value ? { amount: agreement.value.amount, currency: agreement.value.currency } : null,
      ...common(record),
    };
  });
  const statements = kept.filter((record) => record.kind === "statement").map((record) => {
    const statement = withFixes(article, record);
    return {
      speakers: statement.speakers.map(name),
      act: statement.act,
      recipients: statement.recipients.map(name),
      about: statement.about,
      ...common(record),
    };
  });
  const actors = actorsOf(article).map((actor) => ({
    name: actor.name,
    kind: actor.kind,
    country: actor.country ?? null,
    represents: actor.represents ? name(actor.represents) : null,
  }));
  return {
    id: article.source_id, title: null, date: article.published ?? null, source: article.source ?? null,
    text: article.text, actors, agreements, statements,
  };
}

/** JSON on one line; characters that some programs take for a line break are escaped. */
function jsonLine(row) {
  return JSON.stringify(row).replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Downloads the corrections as a file. */
function exportCorrections() {
  const lines = goldRows().map((row) => `${jsonLine(row)}\n`).join("");
  const address = URL.createObjectURL(new Blob([lines], { type: "application/x-ndjson" }));
  h("a", { href: address, download: "corrections.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(`corrections of ${countOf(goldRows().length, "article")} exported`);
}
