// The dialog in which a reviewer corrects a record.

/** Opens the dialog; what is saved becomes the decision about the record. */
function openFix(article, record) {
  const current = withFixes(article, record);
  const fields = record.kind === "agreement" ? agreementFields(article, current) : statementFields(article, current);
  const dialog = document.getElementById("dialog");
  openForm(`Fix ${record.kind} ${record.id}`, [...fields, ...commonFields(article, current)].map((field) => [field.node, field]),
    (read) => decide(article, record, "fixed", read));
  dialog.querySelector("input, select")?.focus();
}

/** Opens the dialog for a note on a record. */
function openNote(article, record) {
  const box = h("textarea", { rows: "4" }, decisionOf(article, record)?.note ?? "");
  openForm(`Note on ${record.kind} ${record.id}`, [[h("label", {}, "Note", box)]], () => noteOn(article, record, box.value.trim()));
  box.focus();
}

/** Shows a form in the dialog: pairs of a node and, where it has values, its field. */
function openForm(title, parts, save) {
  const dialog = document.getElementById("dialog");
  const submit = (event) => {
    event.preventDefault();
    save(Object.assign({}, ...parts.map(([, field]) => field?.read() ?? {})));
    dialog.close();
  };
  dialog.replaceChildren(h("form", { submit },
    h("h2", { id: "dialog-title" }, title),
    parts.map(([node]) => node),
    h("div", { class: "ends" }, button("Cancel", () => dialog.close()), h("button", { type: "submit", class: "main" }, "Save"))));
  dialog.showModal();
}

function agreementFields(article, agreement) {
  const amount = textInput("Amount, in full", agreement.value?.amount ?? "", { pattern: "\\d+(\\.\\d+)?", title: "digits only, like 1500000" });
  const currency = textInput("Currency, ISO 4217", agreement.value?.currency ?? "", { pattern: "[A-Z]{3}", title: "three letters, like USD" });
  const value = () => (amount.value() && currency.value()
    ? { ...agreement.value, amount: amount.value(), currency: currency.value() } : null);
  return [
    textField("subject", "Subject", agreement.subject),
    choiceField("instrument", "Instrument", RUN.codes.instrument, agreement.instrument),
    choiceField("status", "Status", RUN.codes.status, agreement.status),
    checkField("historical", "Background: no news in this article", agreement.historical),
    partiesField(article, agreement.parties),
    datesField(agreement),
    { node: [amount.node, currency.node], read: () => ({ value: value() }) },
  ];
}

function statementFields(article, statement) {
  return [
    actorsField("speakers", "Speakers", article, statement.speakers, (ids) => ids),
    choiceField("act", "Act", RUN.codes.act, statement.act),
    checkField("negated", "Negated: the text denies the act", statement.negated),
    actorsField("recipients", "Recipients", article, statement.recipients, (ids) => ids),
    textField("about", "About", statement.about),
  ];
}

/** The fields that agreements and statements share: contexts, and the source of the report. */
function commonFields(article, record) {
  const source = textInput("Source, in the words of the text", record.attribution?.source_text ?? "");
  const actor = actorField("source", "Source, as an actor", article, record.attribution?.source ?? "");
  const quote = choiceField("quote", "Speech", RUN.codes.quote, record.attribution?.quote ?? "none");
  const read = () => ({ attribution: source.value()
    ? { span: record.evidence[0], ...record.attribution, source_text: source.value(), ...actor.read(), ...quote.read() } : null });
  return [
    checksField("contexts", "Contexts", RUN.codes.context, record.contexts ?? []),
    { node: [source.node, actor.node, quote.node], read },
  ];
}

/** Checkboxes for the actors of the article, each with its role. */
function partiesField(article, parties) {
  const known = new Map(parties.map((party) => [party.actor, party]));
  const rows = [...actorsOf(article)].sort((a, b) => known.has(b.id) - known.has(a.id)).map((actor) => ({
    id: actor.id,
    box: h("input", { type: "checkbox", checked: known.has(actor.id) }),
    role: choiceField("role", `Role of ${actor.name}`, RUN.codes.party_role, known.get(actor.id)?.role ?? "party", true),
    name: actor.name,
  }));
  const node = h("fieldset", {}, h("legend", {}, "Parties"),
    rows.map((one) => h("div", { class: "party" }, h("label", {}, one.box, one.name), one.role.node)));
  const chosen = () => rows.filter((one) => one.box.checked && article.byId.has(one.id));
  return { node, read: () => ({ parties: chosen().map((one) => ({ explicit: true, ...known.get(one.id), actor: one.id, ...one.role.read() })) }) };
}

/** The dates of an agreement, each with role and relation, and one more. An empty date is removed. */
function datesField(agreement) {
  const row = (date, label, roleLabel, relationLabel) => ({
    date,
    edtf: textInput(label, date.edtf ?? ""),
    role: choiceField("role", roleLabel, RUN.codes.date_role, date.role ?? "event"),
    relation: choiceField("relation", relationLabel, RUN.codes.date_relation, date.relation ?? "on"),
  });
  const rows = agreement.dates.map((date) => row(date, `Date: ${formatCode(date.role)} (EDTF)`, `Role: ${formatCode(date.role)}`, `Relation: ${formatCode(date.role)}`));
  rows.push(row({ span: agreement.evidence[0] }, "Another date (EDTF)", "Role of that date", "Relation of that date"));
  const read = () => ({ dates: rows.filter((one) => one.edtf.value())
    .map((one) => ({ ...one.date, edtf: one.edtf.value(), ...one.role.read(), ...one.relation.read() })) });
  return { node: rows.map((one) => [one.edtf.node, one.role.node, one.relation.node]), read };
}
