// The form in which a record is put right: what gold holds of it, and only that.

/** Opens the form; what is saved becomes the record's decision. */
function openFix(article, record) {
  const now = current(article, record);
  const dialog = document.getElementById("dialog");
  const deal = record.kind === "agreement";
  const fields = deal ? dealFields(article, now) : speechFields(article, now);
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

function dealFields(article, now) {
  const roles = new Map(now.parties.map((party) => [party.actor, party]));
  const party = (actor) => roles.get(actor) ?? { actor, role: "party" };
  const dates = now.dates.map((date) => ({ date, field: input(`Date: ${words(date.role)} (EDTF)`, date.edtf) }));
  const another = input("Another date (EDTF)", "");
  const role = choice("role", "What happens then", RUN.codes.date_role, "event");
  const told = () => [
    ...dates.filter((one) => one.field.value()).map((one) => ({ ...one.date, edtf: one.field.value() })),
    ...(another.value() ? [{ edtf: another.value(), ...role.read(), relation: "on", span: now.evidence[0] }] : []),
  ];
  const amount = input("Amount, in full", now.value?.amount ?? "");
  const currency = input("Currency, ISO 4217", now.value?.currency ?? "");
  return [
    text("subject", "Subject", now.subject),
    choice("instrument", "Instrument", RUN.codes.instrument, now.instrument),
    choice("status", "Status", RUN.codes.status, now.status),
    several("parties", "Parties", article, [...roles.keys()], (ids) => ids.map(party)),
    { node: [dates.map((one) => one.field.node), another.node, role.node], read: () => ({ dates: told() }) },
    { node: [amount.node, currency.node], read: () => ({ value: amount.value()
      ? { ...now.value, amount: amount.value(), currency: currency.value() } : null }) },
  ];
}

function speechFields(article, now) {
  return [
    several("speakers", "Speakers", article, now.speakers, (ids) => ids),
    choice("act", "Act", RUN.codes.act, now.act),
    several("recipients", "Recipients", article, now.recipients, (ids) => ids),
    text("about", "About", now.about),
  ];
}
