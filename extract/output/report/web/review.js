// The reviewer's decisions about records. They are kept by the content of article and record in this browser, and, if the
// page comes from `communique review`, in a file beside the run. A record or an actor that the reviewer added is a decision
// too, with the record in it.

const ARTICLE_BY_ID = new Map(ARTICLES.map((article) => [article.id, article]));
const decisions = new Map(ARTICLES.map((article) => [article.id, new Map()]));
/** Decisions about articles of this run that fit none of its records, as they are kept. */
const unfitDecisions = [];
const listeners = [];
const undoStack = [];
let keptSince = "";

const storageKey = (article) => `communique:review:${article.id}`;
const decisionKey = (record) => record.key ?? record.id;

/** The decision about a record: `{ state, changes, note }`, or undefined. */
function decisionOf(article, record) {
  const decision = decisions.get(article.id).get(decisionKey(record));
  return decision && (decision.state !== "undecided" || decision.note) ? decision : undefined;
}
const stateOf = (article, record) => decisionOf(article, record)?.state ?? "undecided";

/** A time later than that of every decision made here before. */
function now() {
  const time = new Date().toISOString();
  keptSince = time > keptSince ? time : `${keptSince}+`;
  return keptSince;
}

/** Reads kept decisions into the page; the later of two about one record holds. Returns how many were new. */
function takeDecisions(kept) {
  let taken = 0;
  const additionsFirst = [...kept].sort((a, b) => (b.values?.kind === "actor") - (a.values?.kind === "actor"));
  for (const one of additionsFirst) {
    const article = ARTICLE_BY_ID.get(one.article);
    if (!article) continue;
    const own = decisions.get(article.id);
    if (own.has(one.key) && own.get(one.key).at >= (one.at ?? "")) continue;
    const decision = readDecision(article, one);
    if (!decision) {
      if (!unfitDecisions.some((old) => old.article === one.article && old.key === one.key)) unfitDecisions.push(one);
      continue;
    }
    own.set(one.key, decision);
    syncActor(article, one.key, decision);
    taken += 1;
  }
  return taken;
}

/** A kept decision as the page uses it; null if it fits nothing in this run. */
function readDecision(article, one) {
  const decision = { state: one.state, note: one.note ?? "", at: one.at ?? "", changes: null };
  if (one.key.startsWith("+")) {
    const record = one.values && readAddition(article, one.key, one.values);
    return record || one.state === "undecided" ? { ...decision, record } : null;
  }
  const record = article.records.find((candidate) => candidate.key === one.key);
  if (!record) return null;
  if (one.values) decision.changes = readValues(article, one.values, record.evidence, record);
  return one.values && !decision.changes ? null : decision;
}

/** A decision as it is kept. */
function keptDecision(article, key, decision) {
  const record = article.records.find((one) => one.key === key);
  const { state, note, at } = decision;
  let values;
  if (decision.record) values = keptAddition(article, { ...decision.record, ...decision.changes });
  else if (decision.changes) values = keptValues(article, decision.changes);
  return { article: article.id, key, record: record?.id ?? key, state, ...(values && { values }), ...(note && { note }), at };
}

const keptDecisions = (article) => [...decisions.get(article.id)].map(([key, decision]) => keptDecision(article, key, decision));

/** Reads the decisions that came with the page and those that this browser keeps. */
function loadDecisions() {
  takeDecisions(RUN.decisions);
  try {
    for (const article of ARTICLES) {
      const stored = localStorage.getItem(storageKey(article));
      if (stored) takeDecisions(JSON.parse(stored));
    }
  } catch {
    // some browsers store nothing for files; review and export work without it
  }
}

/** Decides about a record. The same decision again withdraws it; a fix replaces the earlier one. */
function decide(article, record, state, changes = null) {
  const before = decisionOf(article, record);
  const note = before?.note ?? "";
  if (before?.state === "added") {
    if (state === "fixed") setDecision(article, record, { ...before, changes });
    if (state === "rejected") setDecision(article, record, undefined);
  } else {
    const again = state !== "fixed" && before?.state === state;
    setDecision(article, record, { state: again ? "undecided" : state, changes, note });
  }
  announce(`${record.id} ${stateOf(article, record)}`);
}

/** Notes something about a record, beside the decision about it. */
function noteOn(article, record, note) {
  const before = decisionOf(article, record) ?? { state: "undecided", changes: null };
  setDecision(article, record, { ...before, note });
}

const setDecision = (article, record, decision) => applyStep(article, [[decisionKey(record), decision]]);

/** Adds records and actors that the run missed, and returns them with their keys. */
function addRecords(article, records) {
  const keyed = records.map((record) => ({ ...record, key: additionKey(article, record) }));
  applyStep(article, keyed.map((record) => [record.key, { state: "added", changes: null, note: "", record }]));
  announce(`added ${records.map((record) => record.name ?? record.id).join(", ")}`);
  return keyed;
}

/** Applies changes of decisions as one step that can be undone; undefined withdraws a decision. */
function applyStep(article, changes) {
  undoStack.push([article, changes.map(([key]) => [key, decisions.get(article.id).get(key)])]);
  applyChanges(article, changes);
}

/** Undoes the last step. */
function undo() {
  const step = undoStack.pop();
  if (step) applyChanges(...step);
  announce(step ? "undone" : "nothing to undo");
}

/** A withdrawn decision is kept as undecided, so that no older copy of it comes back. */
function applyChanges(article, changes) {
  const own = decisions.get(article.id);
  const at = now();
  for (const [key, decision] of changes) {
    const kept = { ...(decision ?? { state: "undecided", changes: null, note: "", record: null }), at };
    own.set(key, kept);
    syncActor(article, key, kept);
  }
  try {
    localStorage.setItem(storageKey(article), JSON.stringify(keptDecisions(article)));
  } catch {
    // see loadDecisions
  }
  saveDecisions(changes.map(([key]) => keptDecision(article, key, own.get(key))));
  refreshFacts();
  listeners.forEach((listener) => listener());
}

/** Adds an added actor to its article's actors, or removes one whose addition was withdrawn. */
function syncActor(article, key, decision) {
  if (decision.state === "added" && decision.record?.isActor) article.byId.set(decision.record.id, decision.record);
  else if (key.startsWith("+a")) article.byId.delete(actorsOf(article).find((actor) => actor.key === key)?.id);
}

/** The records and actors added to an article. */
function additionsTo(article) {
  return [...decisions.get(article.id).values()].filter((one) => one.state === "added").map((one) => one.record);
}

/** The records of an article; added ones come last. */
function recordsOf(article) {
  return [...article.records, ...additionsTo(article).filter((record) => !record.isActor)];
}

/** The actors of an article; added ones come last. */
const actorsOf = (article) => [...article.byId.values()];

/** The key of an addition, by its content: two reviewers who add different records never replace each other's. */
const additionKey = (article, record) => `${record.id.slice(0, 2)}-${hashText(JSON.stringify(keptAddition(article, record)))}`;

/** A hash of 53 bits as text (cyrb53, public domain). */
function hashText(text) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** A new id for an addition on this page, like `+g1`; `pending` counts additions that are not applied yet. */
function newId(article, letter, pending = 0) {
  const prefix = `+${letter}`;
  const taken = [...decisions.get(article.id).values()].map((one) => one.record?.id ?? "").filter((id) => id.startsWith(prefix));
  return `${prefix}${Math.max(0, ...taken.map((id) => Number(id.slice(2)))) + pending + 1}`;
}

const SETTLED = { certainty: "high", doubts: [] };

/** The record with the reviewer's fixes, and the codes of its status or act. What the reviewer accepted is certain. */
function withFixes(article, record) {
  const decision = decisionOf(article, record);
  if (record.isActor || !["accepted", "fixed", "added"].includes(decision?.state)) return record;
  const fixed = withoutOldLabels(record, { ...record, ...decision.changes, ...SETTLED });
  return { ...fixed, codes: codesOf(fixed) };
}

/** The event codes of a record, by the tables of the record types. */
function codesOf(record) {
  if (record.kind === "statement") return RUN.codes.act_codes[record.act];
  const contexts = record.contexts.filter((context) => `${record.status} ${context}` in RUN.codes.status_codes);
  return RUN.codes.status_codes[contexts.length ? `${record.status} ${contexts[0]}` : record.status];
}

/** How many records of the run were decided, and how many there are. */
function progress() {
  const states = ARTICLES.flatMap((article) => article.records.map((record) => stateOf(article, record)));
  return { decided: states.filter((state) => state !== "undecided").length, all: states.length };
}

/** The number of decisions that hold. */
const countDecisions = () => ARTICLES.reduce((sum, { id }) =>
  sum + [...decisions.get(id).values()].filter((one) => one.state !== "undecided" || one.note).length, 0);
