// The form for a record or an actor that the run missed. It is shown beside the text, so that words can be selected while
// it is filled in.

const addForm = { article: null, node: null, cue: null };

/** Whether records can be added: places in a text that is cut down to quotes are not those of the article. */
const canAdd = () => !RUN.quotes_only;

/** Opens the form for an article, with the selected words as the cue. A form that is open keeps its values. */
function openAddForm(article) {
  if (!canAdd()) {
    showProblem("This report has only the quotes of records. Add a missed record in a report of the whole articles.");
    return;
  }
  if (addForm.article !== article) {
    const onChange = () => highlightSpan(article, cue.span());
    const cue = quoteField("The words that show it", article, selectedSpan(article), onChange);
    Object.assign(addForm, { article, cue, node: buildAddForm(article, cue) });
  }
  showArticle();
  addForm.node.querySelector("select").focus();
  addForm.node.scrollIntoView({ block: "nearest" });
}

function closeAddForm() {
  Object.assign(addForm, { article: null, node: null, cue: null });
  showArticle();
  document.getElementById("add")?.focus();
}

function buildAddForm(article, cue) {
  const kind = h("select", {}, Object.keys(FIELDS_BY_KIND).map((name) => h("option", { value: name }, name)));
  const fieldNodes = h("div", {});
  const message = h("p", { class: "error", role: "alert" });
  let fields = [];
  const showFields = () => {
    fields = FIELDS_BY_KIND[kind.value](article);
    fieldNodes.replaceChildren(...fields.flatMap((field) => field.node));
    message.textContent = "";
  };
  const save = (event) => {
    event.preventDefault();
    const known = kind.value === "actor" && actorsOf(article).some((actor) => actor.name === cue.text());
    const error = [cue.error(), known && "The article has this actor already.", ...fields.map((field) => field.error?.())]
      .find(Boolean);
    message.textContent = error ?? "";
    if (error) return;
    saveAddition(article, kind.value, cue, fields);
    closeAddForm();
    document.querySelector("#cards .card[aria-current]")?.scrollIntoView({ block: "nearest" });
  };
  kind.addEventListener("change", showFields);
  showFields();
  return h("form", {
    class: "add-form", "aria-label": "Add a missed record", submit: save,
    keydown: (event) => event.key === "Escape" && closeAddForm(),
  },
  h("h2", {}, "Add a missed record"),
  h("label", {}, "Kind", kind), cue.node, fieldNodes, message,
  h("div", { class: "ends" }, button("Cancel", closeAddForm), h("button", { type: "submit", class: "main" }, "Add")));
}

const FIELDS_BY_KIND = {
  agreement: (article) => [
    phraseField("subject", "Subject", article),
    choiceField("instrument", "Instrument", RUN.codes.instrument, "agreement"),
    choiceField("status", "Status", RUN.codes.status, "unknown"),
    actorsOrNewField("parties", "Parties", article, (ids) => ids.map((actor) => ({ actor, role: "party" })), "Give a party."),
  ],
  statement: (article) => [
    actorsOrNewField("speakers", "Speakers", article, (ids) => ids, "Give a speaker."),
    choiceField("act", "Act", RUN.codes.act, "state"),
    actorsOrNewField("recipients", "Recipients", article, (ids) => ids),
    phraseField("about", "About", article),
  ],
  actor: (article) => [
    choiceField("actor_kind", "Kind of actor", RUN.codes.actor_kind, "state"),
    countryField(),
    actorField("represents", "Acts for", article),
  ],
};

/** Adds a record, with the actors that came with it, as one step. */
function saveAddition(article, kind, cue, fields) {
  const added = [];
  const values = Object.assign({}, ...fields.map((field) => field.read(added)));
  if (kind === "actor") findOrAddActor(article, added, cue.text(), values);
  else added.push(newRecord(article, kind, cue.span(), values));
  const record = addRecords(article, added).at(-1);
  if (kind !== "actor") Object.assign(articleState, { record, field: null });
}

/** A record of these values, with the sentences around the cue as its evidence. */
function newRecord(article, kind, cue, values) {
  const own = kind === "agreement" ? { id: newId(article, "g"), status_cue: cue, dates: [] } : { id: newId(article, "s"), cue };
  const around = sentencesOf(article).filter(([start, end]) => start < cue[1] && cue[0] < end);
  const record = { fields: {}, ...values, ...own, kind, evidence: around.length ? around : [cue], contexts: [] };
  return { ...record, codes: codesOf(record) };
}

/** The actor of this name in the article or in `added`, or else a new one, which is put into `added`. */
function findOrAddActor(article, added, name, { actor_kind: kind, country, represents }) {
  const known = [...actorsOf(article), ...added].find((actor) => actor.name === name);
  if (known) return known;
  const actor = { id: newId(article, "a", added.length), name, kind, country, represents, isActor: true };
  added.push(actor);
  return actor;
}
