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
  const values = Object.assign({}, ...fields.map((field) => field.read(fresh)));
  const span = cue.span();
  const { fields: behind = {}, ...told } = values;
  const evidence = article.sentences.filter(([start, end]) => start < span[1] && span[0] < end);
  const common = { id: freeId(article, kind === "agreement" ? "g" : "s"), kind, evidence, contexts: [], codes: {}, fields: behind };
  const record = {
    agreement: () => ({ ...common, ...told, status_cue: span, dates: [] }),
    statement: () => ({ ...common, ...told, cue: span }),
    actor: () => newcomer(article, fresh, cue.words(), told),
  }[kind]();
  if (kind !== "actor") fresh.push(record);
  addMissed(article, fresh);
  if (kind !== "actor") Object.assign(reading, { record, field: null });
}

/** An actor by that name: one that the article has, or a new one. */
function newcomer(article, fresh, name, { actor_kind: type, country, represents }) {
  const known = [...actorsOf(article), ...fresh].find((actor) => actor.name === name);
  if (known) return known;
  const actor = { id: freeId(article, "a", fresh.length), name, kind: type, country, represents, missed: "actor" };
  fresh.push(actor);
  return actor;
}

/** A field for words of the article: typed, or taken from the selection. */
function quoted(label, article, chosen = null, changed = () => {}) {
  const box = h("input", { type: "text" });
  let taken = null;
  const put = (span) => {
    taken = span && { span, told: line(letters(article).slice(...span)) };
    box.value = taken ? visible(taken.told) : "";
  };
  const take = () => {
    const span = selection(article);
    if (span) put(span);
    say(span ? box.value : "No words of the text are selected.");
    changed();
  };
  box.addEventListener("input", changed);
  if (chosen) put(chosen);
  const same = () => taken && visible(taken.told) === box.value;
  const span = () => (same() ? taken.span : placeOf(article, box.value.trim()));
  return {
    node: h("div", { class: "quoted" }, h("label", {}, label, box),
      button("Use selection", take, { "aria-label": `${label}: use the selected words` })),
    span,
    words: () => (same() ? taken.told : box.value.trim()),
    fault: () => (span() ? null : `${label}: these must be words of the article, letter by letter.`),
  };
}

/** A phrase of a record, with its place if it stands in the text. */
function phrase(name, label, article) {
  const field = quoted(label, article);
  return {
    node: field.node,
    fault: () => (field.words() ? null : `${label}: say it in a few words of the text.`),
    read: () => {
      const span = field.span();
      return { [name]: field.words(), ...(span && { fields: { [name]: [span] } }) };
    },
  };
}

/** Actors of the article to choose from, and a place for one that it lacks. */
function people(name, label, article, made, needed = null) {
  const listed = several("ids", label, article, [], (ids) => ids);
  const other = quoted(`${label}: the words that name it`, article);
  const type = choice("actor_kind", "What it is", RUN.codes.actor_kind, "state");
  const country = countryField();
  const ids = (fresh) => {
    const found = other.words() ? [newcomer(article, fresh, other.words(), { ...type.read(), ...country.read() }).id] : [];
    return unique([...listed.read().ids, ...found]);
  };
  return {
    node: [listed.node, h("details", {}, h("summary", {}, `${label}: one that is not listed`), other.node, type.node, country.node)],
    fault: () => {
      if (other.words()) return other.fault() ?? country.fault();
      return listed.read().ids.length ? null : needed;
    },
    read: (fresh) => ({ [name]: made(ids(fresh)) }),
  };
}

function countryField() {
  const field = input("Its state, as ISO 3166 alpha-3", "");
  const code = () => field.value().toUpperCase();
  return {
    node: field.node,
    fault: () => (/^([A-Z]{3})?$/.test(code()) ? null : "A state's code has three letters, like NAM."),
    read: () => ({ country: code() || null }),
  };
}

function oneActor(name, label, article) {
  const box = h("select", {}, h("option", { value: "" }, "nobody"),
    actorsOf(article).map((actor) => h("option", { value: actor.id }, actor.name)));
  return { node: h("label", {}, label, box), read: () => ({ [name]: box.value || null }) };
}
