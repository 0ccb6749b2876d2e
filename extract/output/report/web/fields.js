// The fields that forms are made of: a node to show, and what it was told.

function input(label, value) {
  const box = h("input", { type: "text", value });
  return { node: h("label", {}, label, box), value: () => box.value.trim() };
}

function text(name, label, value) {
  const box = input(label, value);
  return { node: box.node, read: () => ({ [name]: box.value() }) };
}

function choice(name, label, values, chosen) {
  const box = h("select", {}, values.map((value) => h("option", { value, selected: value === chosen }, words(value))));
  return { node: h("label", {}, label, box), read: () => ({ [name]: box.value }) };
}

/** Actors of the article; one that was removed while the form was open is nobody. */
function several(name, label, article, chosen, made) {
  const boxes = actorsOf(article).map((actor) => ({
    id: actor.id,
    box: h("input", { type: "checkbox", checked: chosen.includes(actor.id) }),
    name: actor.name,
  }));
  const node = h("fieldset", {}, h("legend", {}, label), boxes.map((one) => h("label", {}, one.box, one.name)));
  return { node, read: () => ({ [name]: made(boxes.filter((one) => one.box.checked && article.byId.has(one.id)).map((one) => one.id)) }) };
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
