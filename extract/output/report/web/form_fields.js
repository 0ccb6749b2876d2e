// The fields of the forms. A field is an object with `node` to show, `read` to get its values, and, where its input can
// be wrong, `error`, which gives a message or null. `value` of a text input is its trimmed text.

function textInput(label, value, attributes = {}) {
  const box = h("input", { type: "text", value, ...attributes });
  return { node: h("label", {}, label, box), value: () => box.value.trim() };
}

function textField(name, label, value) {
  const box = textInput(label, value);
  return { node: box.node, read: () => ({ [name]: box.value() }) };
}

function choiceField(name, label, values, selectedValue, isBare = false) {
  const options = values.map((value) => h("option", { value, selected: value === selectedValue }, formatCode(value)));
  const box = h("select", { "aria-label": isBare && label }, options);
  return { node: isBare ? box : h("label", {}, label, box), read: () => ({ [name]: box.value }) };
}

function checkField(name, label, checked) {
  const box = h("input", { type: "checkbox", checked: Boolean(checked) });
  return { node: h("label", { class: "check" }, box, label), read: () => ({ [name]: box.checked }) };
}

/** Checkboxes for values of a code list; the checked ones come first. */
function checksField(name, label, values, checked) {
  const boxes = [...values].sort((a, b) => checked.includes(b) - checked.includes(a))
    .map((value) => ({ value, box: h("input", { type: "checkbox", checked: checked.includes(value) }) }));
  const node = h("fieldset", {}, h("legend", {}, label), boxes.map((one) => h("label", {}, one.box, formatCode(one.value))));
  return { node, read: () => ({ [name]: boxes.filter((one) => one.box.checked).map((one) => one.value) }) };
}

/** Checkboxes for the actors of the article. An actor that was removed while the form was open is not read. */
function actorsField(name, label, article, checkedIds, convert) {
  const boxes = [...actorsOf(article)].sort((a, b) => checkedIds.includes(b.id) - checkedIds.includes(a.id)).map((actor) => ({
    id: actor.id,
    box: h("input", { type: "checkbox", checked: checkedIds.includes(actor.id) }),
    name: actor.name,
  }));
  const node = h("fieldset", {}, h("legend", {}, label), boxes.map((one) => h("label", {}, one.box, one.name)));
  const checked = () => boxes.filter((one) => one.box.checked && article.byId.has(one.id)).map((one) => one.id);
  return { node, read: () => ({ [name]: convert(checked()) }) };
}

/** A field for words of the article, typed or taken from the selection. `span` gives their offsets. */
function quoteField(label, article, initialSpan = null, onChange = () => {}) {
  const box = h("input", { type: "text" });
  let taken = null;
  const setSpan = (span) => {
    taken = span && { span, text: oneLine(codePoints(article).slice(...span)) };
    box.value = taken ? sanitize(taken.text) : "";
  };
  const takeSelection = () => {
    const span = selectedSpan(article);
    if (span) setSpan(span);
    announce(span ? box.value : "No words of the text are selected.");
    onChange();
  };
  box.addEventListener("input", onChange);
  if (initialSpan) setSpan(initialSpan);
  const unchanged = () => taken && sanitize(taken.text) === box.value;
  const span = () => (unchanged() ? taken.span : findSpan(article, box.value.trim()));
  return {
    node: h("div", { class: "quoted" }, h("label", {}, label, box),
      button("Use selection", takeSelection, { "aria-label": `${label}: use the selected words` })),
    span,
    text: () => (unchanged() ? taken.text : box.value.trim()),
    error: () => (span() ? null : `${label}: give words exactly as they stand in the article.`),
  };
}

/** A field for a phrase, with its span if the phrase stands in the article. */
function phraseField(name, label, article) {
  const field = quoteField(label, article);
  return {
    node: field.node,
    error: () => (field.text() ? null : `${label}: give a few words of the text.`),
    read: () => {
      const span = field.span();
      return { [name]: field.text(), ...(span && { fields: { [name]: [span] } }) };
    },
  };
}

/** Checkboxes for the actors of the article, and fields for an actor that it lacks. `read` adds that one to `added`. */
function actorsOrNewField(name, label, article, convert, required = null) {
  const listed = actorsField("ids", label, article, [], (ids) => ids);
  const other = quoteField(`${label}: the words that name it`, article);
  const kind = choiceField("actor_kind", "Kind of actor", RUN.codes.actor_kind, "state");
  const country = countryField();
  const ids = (added) => {
    if (!other.text()) return listed.read().ids;
    const actor = findOrAddActor(article, added, other.text(), { ...kind.read(), ...country.read() });
    return unique([...listed.read().ids, actor.id]);
  };
  return {
    node: [listed.node, h("details", {}, h("summary", {}, `${label}: one that is not listed`), other.node, kind.node, country.node)],
    error: () => {
      if (other.text()) return other.error() ?? country.error();
      return listed.read().ids.length ? null : required;
    },
    read: (added) => ({ [name]: convert(ids(added)) }),
  };
}

function countryField() {
  const field = textInput("Its state, as ISO 3166 alpha-3", "");
  const code = () => field.value().toUpperCase();
  return {
    node: field.node,
    error: () => (/^([A-Z]{3})?$/.test(code()) ? null : "The code of a state has three letters, like NAM."),
    read: () => ({ country: code() || null }),
  };
}

function actorField(name, label, article, selectedId = "") {
  const box = h("select", {}, h("option", { value: "" }, "none"),
    actorsOf(article).map((actor) => h("option", { value: actor.id, selected: actor.id === selectedId }, actor.name)));
  return { node: h("label", {}, label, box), read: () => ({ [name]: box.value || null }) };
}
