// A record as a card: every value with the words that prove it, and what a person says of it.

function card(article, record) {
  const chosen = record === reading.record;
  const verdict = decided(article, record);
  const now = current(article, record);
  const values = record.kind === "agreement" ? dealValues(article, now) : speechValues(article, now);
  return h("section", {
    class: `card ${record.kind}`, "aria-current": chosen && "true", "data-record": record.id,
    "aria-label": `${record.kind} ${record.id}`,
    click: (event) => event.target.closest("button") || chosen || choose(record),
  },
  h("header", {},
    h("span", { class: "kind" }, `${capital(record.kind)} ${record.id}`),
    record.historical && h("span", { class: "tag" }, "background"),
    record.negated && h("span", { class: "tag" }, "negated"),
    verdict && h("span", { class: `tag ${verdict.state}` }, verdict.state)),
  h("dl", {}, values.filter((value) => value.told.length).map((value) => row(record, value))),
  h("footer", {},
    verdict?.state !== "added" && verdictButton(article, record, "accepted", "Accept"),
    button("Fix", () => openFix(article, record), {
      "aria-pressed": String(Boolean(verdict?.changes)), "data-hold": `${record.id}-fixed`,
    }),
    verdict?.state === "added" ? removal(article, record) : verdictButton(article, record, "rejected", "Reject")));
}

/** An actor that was added. */
function actorCard(article, actor) {
  const told = [words(actor.kind), actor.country, actor.represents && `for ${nameOf(article, actor.represents)}`];
  return h("section", { class: "card actor", "aria-label": `actor ${actor.id}` },
    h("header", {}, h("span", { class: "kind" }, `Actor ${actor.id}`), h("span", { class: "tag added" }, "added")),
    h("p", {}, h("bdi", {}, actor.name), h("span", { class: "quiet" }, ` ${told.filter(Boolean).join(" · ")}`)),
    h("footer", {}, removal(article, actor)));
}

/** Takes an addition back; an actor only while nothing names it. */
function removal(article, record) {
  const named = (one) => [one.parties?.map((party) => party.actor), one.speakers, one.recipients, one.represents].flat(2);
  const used = record.missed && [...recordsOf(article), ...addedTo(article)].some((one) => named(current(article, one)).includes(record.id));
  return button("Remove", () => decide(article, record, "rejected"), {
    "aria-label": `Remove ${record.id}`, disabled: used, title: used && "A record names it.", "data-hold": `${record.id}-remove`,
  });
}

function verdictButton(article, record, state, label) {
  const pressed = String(decided(article, record)?.state === state);
  return button(label, () => decide(article, record, state), { "aria-pressed": pressed, class: state, "data-hold": `${record.id}-${state}` });
}

/** A value: a button if there are words behind it, else as it is, with where it comes from. */
function row(record, { field, label, told, derived }) {
  const spans = derived ? [] : spansOf(record, field);
  const lit = record === reading.record && field === reading.field;
  const shown = Array.isArray(told) ? told.map((one, at) => [at > 0 && ", ", h("bdi", {}, one)]) : h("bdi", {}, told);
  const quotes = spans.map(([start, end]) => letters(reading.article).slice(start, end)).map(line);
  const telling = quotes.filter((quote) => !String(told).includes(quote) && quote.length < 120);
  return [
    h("dt", {}, label),
    h("dd", {},
      spans.length
        ? button(shown, () => choose(record, lit ? null : field), {
          class: "value", "aria-pressed": String(lit), "data-hold": `${record.id}-${field}`,
        })
        : h("span", { class: "value" }, shown),
      derived && h("span", { class: "quiet" }, ` ${derived}`),
      telling.length > 0 && h("q", { class: "quiet" }, h("bdi", {}, unique(telling).join(" … ")))),
  ];
}

const line = (text) => text.replace(/\s+/g, " ").trim();

function dealValues(article, deal) {
  const party = (one) => [
    nameOf(article, one.actor),
    one.role && one.role !== "party" && ` (${words(one.role)})`,
    one.explicit === false && " (inferred)",
  ].filter(Boolean).join("");
  return [
    { field: "subject", label: "Subject", told: deal.subject },
    { field: "instrument", label: "Instrument", told: words(deal.instrument) },
    { field: "status", label: "Status", told: words(deal.status) },
    { field: "parties", label: "Parties", told: deal.parties.map(party) },
    { field: "dates", label: "Dates", told: deal.dates.map(dateTold) },
    { field: "value", label: "Value", told: deal.value ? moneyTold(deal.value) : "" },
    { field: "quantity", label: "Quantity", told: deal.quantity?.text ?? "" },
    ...common(article, deal, "by table from the status"),
  ];
}

function speechValues(article, said) {
  return [
    { field: "speakers", label: "Speaker", told: said.speakers.map((id) => nameOf(article, id)) },
    { field: "act", label: "Act", told: words(said.act) },
    { field: "recipients", label: "Towards", told: said.recipients.map((id) => nameOf(article, id)) },
    { field: "about", label: "About", told: said.about },
    ...common(article, said, "by table from the act"),
  ];
}

function common(article, record, derived) {
  const { plover_event: event, plover_mode: mode, cameo, quad, goldstein } = record.codes;
  const codes = [
    event && `PLOVER ${event}${mode ? `/${mode}` : ""}`, cameo && `CAMEO ${cameo}`, quad && `quad ${quad}`,
    goldstein !== undefined && goldstein !== null && cameo && `Goldstein ${goldstein}`,
  ].filter(Boolean);
  const source = record.attribution;
  const how = source?.quote && source.quote !== "none" ? ` (${source.quote} speech)` : "";
  return [
    { field: "attribution", label: "Source", told: source ? line(source.source_text) + how : "" },
    { field: "contexts", label: "Contexts", told: record.contexts.map(words), derived: "by lexicon" },
    { field: "codes", label: "Codes", told: codes, derived },
  ];
}

function dateTold(date) {
  const relation = date.relation === "on" || date.edtf.includes("/") ? "" : ` (${date.relation})`;
  const anchor = date.anchor ? `, counted from ${date.anchor}` : "";
  return `${date.edtf} ${words(date.role)}${relation}${anchor}`;
}

function moneyTold(money) {
  const bound = { approx: "about ", at_least: "at least ", at_most: "at most " }[money.bound] ?? "";
  const grouped = (amount) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const basis = { symbol_default: " (currency by its symbol)", inferred: " (currency inferred)" }[money.currency_basis];
  const most = money.amount_max ? ` to ${grouped(money.amount_max)}` : "";
  return `${bound}${grouped(money.amount)}${most} ${money.currency}${basis ?? ""}`;
}

/** A refused draft: by which gate and why, and the model's own words. */
function refusal(row) {
  const draft = Object.entries(row.draft).filter(([, value]) => value !== "" && value !== null && String(value) !== "");
  return h("li", {},
    h("strong", {}, words(row.reason)), h("span", { class: "quiet" }, ` ${row.gate} gate`),
    h("p", {}, row.field ? `${row.kind}, ${row.field} only: ` : `${row.kind}: `, row.message),
    h("p", { class: "quiet" }, "the model said: ",
      draft.map(([name, value], at) => [at > 0 && " · ", `${words(name)} `, h("q", {}, h("bdi", {}, [].concat(value).join(", ")))])));
}
