// The dialog in which a reviewer corrects a record. It has the fields that gold rows have.

/** Opens the dialog; what is saved becomes the decision about the record. */
function openFix(article, record) {
  const current = withFixes(article, record);
  const dialog = document.getElementById("dialog");
  const fields = record.kind === "agreement" ? agreementFields(article, current) : statementFields(article, current);
  const save = (event) => {
    event.preventDefault();
    decide(article, record, "fixed", Object.assign({}, ...fields.map((field) => field.read())));
    dialog.close();
  };
  const form = h("form", { submit: save },
    h("h2", { id: "dialog-title" }, `Fix ${record.kind} ${record.id}`),
    fields.map((field) => field.node),
    h("div", { class: "ends" },
      button("Cancel", () => dialog.close()), h("button", { type: "submit", class: "main" }, "Save")));
  dialog.replaceChildren(form);
  dialog.showModal();
}

function agreementFields(article, agreement) {
  const known = new Map(agreement.parties.map((party) => [party.actor, party]));
  const party = (actor) => known.get(actor) ?? { actor, role: "party" };
  const dates = agreement.dates.map((date) => ({ date, field: textInput(`Date: ${formatCode(date.role)} (EDTF)`, date.edtf) }));
  const another = textInput("Another date (EDTF)", "");
  const role = choiceField("role", "Role of that date", RUN.codes.date_role, "event");
  const readDates = () => [
    ...dates.filter((one) => one.field.value()).map((one) => ({ ...one.date, edtf: one.field.value() })),
    ...(another.value() ? [{ edtf: another.value(), ...role.read(), relation: "on", span: agreement.evidence[0] }] : []),
  ];
  const amount = textInput("Amount, in full", agreement.value?.amount ?? "");
  const currency = textInput("Currency, ISO 4217", agreement.value?.currency ?? "");
  return [
    textField("subject", "Subject", agreement.subject),
    choiceField("instrument", "Instrument", RUN.codes.instrument, agreement.instrument),
    choiceField("status", "Status", RUN.codes.status, agreement.status),
    actorsField("parties", "Parties", article, [...known.keys()], (ids) => ids.map(party)),
    { node: [dates.map((one) => one.field.node), another.node, role.node], read: () => ({ dates: readDates() }) },
    { node: [amount.node, currency.node], read: () => ({ value: amount.value()
      ? { ...agreement.value, amount: amount.value(), currency: currency.value() } : null }) },
  ];
}

function statementFields(article, statement) {
  return [
    actorsField("speakers", "Speakers", article, statement.speakers, (ids) => ids),
    choiceField("act", "Act", RUN.codes.act, statement.act),
    actorsField("recipients", "Recipients", article, statement.recipients, (ids) => ids),
    textField("about", "About", statement.about),
  ];
}
