// The form for what the model missed: a record or an actor that a person reads in the text. It stands beside the text, so
// that words can be selected while it is filled in.

const adding = { article: null, form: null, cue: null };

/** Opens the form about an article, with the selected words as the cue; one that is open stays as it is. */
function openAdding(article) {
  if (adding.article !== article) {
    const cue = quoted("The words that tell it", article, selection(article), () => showPicked(article, cue.span()));
    Object.assign(adding, { article, cue, form: addForm(article, cue) });
  }
  showArticle();
  adding.form.querySelector("select").focus();
  adding.form.scrollIntoView({ block: "nearest" });
}

function closeAdding() {
  Object.assign(adding, { article: null, form: null, cue: null });
  showArticle();
  document.getElementById("add")?.focus();
}

function addForm(article, cue) {
  const kind = h("select", {}, Object.keys(MISSED).map((name) => h("option", { value: name }, name)));
  const rest = h("div", {});
  const fault = h("p", { class: "fault", role: "alert" });
  let fields = [];
  const lay = () => {
    fields = MISSED[kind.value](article);
    rest.replaceChildren(...fields.flatMap((field) => field.node));
    fault.textContent = "";
  };
  const save = (event) => {
    event.preventDefault();
    const known = kind.value === "actor" && actorsOf(article).some((actor) => actor.name === cue.words());
    const wrong = [cue.fault(), known && "The article has this actor already.", ...fields.map((field) => field.fault?.())]
      .find(Boolean);
    fault.textContent = wrong ?? "";
    if (wrong) return;
    keepMissed(article, kind.value, cue, fields);
    closeAdding();
    document.querySelector("#cards .card[aria-current]")?.scrollIntoView({ block: "nearest" });
  };
  kind.addEventListener("change", lay);
  lay();
  return h("form", {
    class: "adding", "aria-label": "Add what was missed", submit: save,
    keydown: (event) => event.key === "Escape" && closeAdding(),
  },
  h("h2", {}, "Add what was missed"),
  h("label", {}, "Kind", kind), cue.node, rest, fault,
  h("div", { class: "ends" }, button("Cancel", closeAdding), h("button", { type: "submit", class: "main" }, "Add")));
}

const MISSED = {
  agreement: (article) => [
    phrase("subject", "Subject", article), choice("instrument", "Instrument", RUN.codes.instrument, "agreement"),
    choice("status", "Status", RUN.codes.status, "unknown"),
    people("parties", "Parties", article, (ids) => ids.map((actor) => ({ actor, role: "party" })), "Name a party."),
  ],
  statement: (article) => [
    people("speakers", "Speakers", article, (ids) => ids, "Name a speaker."),
    choice("act", "Act", RUN.codes.act, "state"), people("recipients", "Recipients", article, (ids) => ids),
    phrase("about", "About", article),
  ],
  actor: (article) => [
    choice("actor_kind", "What it is", RUN.codes.actor_kind, "state"),
    countryField(), oneActor("represents", "Acts for", article),
  ],
};

/** Keeps a record and the actors that came with it, as one step. */
function keepMissed(article, kind, cue, fields) {
  const fresh = [];
  const told = Object.assign({}, ...fields.map((field) => field.read(fresh)));
  if (kind === "actor") newcomer(article, fresh, cue.words(), told);
  else fresh.push(missedRecord(article, kind, cue.span(), told));
  addMissed(article, fresh);
  if (kind !== "actor") Object.assign(reading, { record: fresh.at(-1), field: null });
}

/** A record of what was told, which stands on the sentences that the cue is in. */
function missedRecord(article, kind, cue, told) {
  const own = kind === "agreement" ? { id: freeId(article, "g"), status_cue: cue, dates: [] } : { id: freeId(article, "s"), cue };
  const around = article.sentences.filter(([start, end]) => start < cue[1] && cue[0] < end);
  return { fields: {}, ...told, ...own, kind, evidence: around.length ? around : [cue], contexts: [], codes: {} };
}

/** An actor by that name: one that the article has, or a new one. */
function newcomer(article, fresh, name, { actor_kind: type, country, represents }) {
  const known = [...actorsOf(article), ...fresh].find((actor) => actor.name === name);
  if (known) return known;
  const actor = { id: freeId(article, "a", fresh.length), name, kind: type, country, represents, missed: "actor" };
  fresh.push(actor);
  return actor;
}
