// The card of a record: its values, the words behind them, and the buttons for the reviewer's decision.

function recordCard(article, record) {
  const isSelected = record === articleState.record;
  const decision = decisionOf(article, record);
  const current = withFixes(article, record);
  const values = record.kind === "agreement" ? agreementValues(article, current) : statementValues(article, current);
  return h("section", {
    class: `card ${record.kind}`, "aria-current": isSelected && "true", "data-record": record.id,
    "aria-label": `${record.kind} ${record.id}`,
    click: (event) => event.target.closest("button") || isSelected || selectRecord(record),
  },
  h("header", {},
    h("span", { class: "kind" }, `${capitalize(record.kind)} ${record.id}`),
    current.historical && h("span", { class: "tag" }, "background"),
    current.negated && h("span", { class: "tag" }, "negated"),
    decision && decision.state !== "undecided" && h("span", { class: `tag ${decision.state}` }, decision.state)),
  h("dl", {}, values.filter((value) => value.text.length).map((value) => valueRow(record, value))),
  linkedReports(article, record),
  decision?.note && h("p", { class: "noted" }, h("bdi", {}, decision.note)),
  h("footer", {},
    decision?.state !== "added" && decisionButton(article, record, "accepted", "Accept"),
    button("Fix", () => openFix(article, record), {
      "aria-pressed": String(Boolean(decision?.changes)), "data-hold": `${record.id}-fixed`,
    }),
    decision?.state === "added" ? removeButton(article, record) : decisionButton(article, record, "rejected", "Reject"),
    decision?.state !== "added" && decisionButton(article, record, "unsure", "Unsure"),
    button("Note", () => openNote(article, record), { "data-hold": `${record.id}-note` }),
    button("Link", () => copyLink(), { "data-hold": `${record.id}-link`, title: "Copy the address of this record" }),
    button("Cite", () => copyCitation(article, current), { "data-hold": `${record.id}-cite`, title: "Copy a citation of this record" })));
}

/** The other reports of the deal or event of a record, the newest first, and what contradicts it. */
function linkedReports(article, record) {
  const fact = FACT_BY_PLACE.get(placeOf(article, record));
  if (!fact) return "";
  const others = reportsOf(fact).filter((one) => one !== fact);
  const against = contradictionsOf(fact);
  const open = (one, extra) => h("li", {}, h("button", { type: "button", class: "line", title: quoteOf(one), click: () => openArticle(one.article, one.original) },
    h("span", { class: "quiet" }, `${one.published || "undated"} `), h("span", { class: one.tie }, h("span", { class: "word" }, wordOf(one.record))),
    h("bdi", {}, ` ${one.source || one.article.source_id}`), extra));
  return [
    against.length > 0 && h("div", { class: "contradicted" }, h("strong", {}, "Contradicted"),
      h("ul", {}, against.map((one) => open(one.fact, h("bdi", { class: "quiet" }, ` ${formatCode(one.about)}: ${one.note}`))))),
    others.length > 0 && h("details", {}, h("summary", {}, describeReports(fact)), h("ul", {}, others.map((one) => open(one)))),
  ];
}

/** The card of an actor that was added. */
function actorCard(article, actor) {
  const details = [formatCode(actor.kind), actor.country, actor.represents && `for ${nameOf(article, actor.represents)}`];
  return h("section", { class: "card actor", "aria-label": `actor ${actor.id}` },
    h("header", {}, h("span", { class: "kind" }, `Actor ${actor.id}`), h("span", { class: "tag added" }, "added")),
    h("p", {}, h("bdi", {}, actor.name), h("span", { class: "quiet" }, ` ${details.filter(Boolean).join(" · ")}`)),
    h("footer", {}, removeButton(article, actor)));
}

/** Withdraws an addition. An actor can be removed only while no record refers to it. */
function removeButton(article, record) {
  const actorIds = (one) => [one.parties?.map((party) => party.actor), one.speakers, one.recipients, one.represents].flat(2);
  const all = [...recordsOf(article), ...additionsTo(article)];
  const used = record.isActor && all.some((one) => actorIds(withFixes(article, one)).includes(record.id));
  return button("Remove", () => decide(article, record, "rejected"), {
    "aria-label": `Remove ${record.id}`, disabled: used, title: used && "A record refers to it.",
    "data-hold": `${record.id}-remove`,
  });
}

function decisionButton(article, record, state, label) {
  const pressed = String(decisionOf(article, record)?.state === state);
  return button(label, () => decide(article, record, state), { "aria-pressed": pressed, class: state, "data-hold": `${record.id}-${state}` });
}

/** A value with its label. A value with words behind it is a button that shows them; others say how they are derived. */
function valueRow(record, { field, label, text, derived }) {
  const spans = derived ? [] : fieldSpans(record, field);
  const isLit = record === articleState.record && field === articleState.field;
  const parts = Array.isArray(text) ? text.map((one, index) => [index > 0 && ", ", h("bdi", {}, one)]) : h("bdi", {}, text);
  const quotes = spans.map(([start, end]) => codePoints(articleState.article).slice(start, end)).map(oneLine);
  const informative = quotes.filter((quote) => !String(text).includes(quote) && quote.length < 120);
  return [
    h("dt", {}, label),
    h("dd", {},
      spans.length
        ? button(parts, () => selectRecord(record, isLit ? null : field), {
          class: "value", "aria-pressed": String(isLit), "data-hold": `${record.id}-${field}`,
        })
        : h("span", { class: "value" }, parts),
      derived && h("span", { class: "quiet" }, ` ${derived}`),
      informative.length > 0 && h("q", { class: "quiet" }, h("bdi", {}, unique(informative).join(" … ")))),
  ];
}

function agreementValues(article, agreement) {
  const formatParty = (party) => [
    nameOf(article, party.actor),
    party.role && party.role !== "party" && ` (${formatCode(party.role)})`,
    party.explicit === false && " (inferred)",
  ].filter(Boolean).join("");
  return [
    { field: "subject", label: "Subject", text: agreement.subject },
    { field: "instrument", label: "Instrument", text: withKind(agreement.label, agreement.instrument) },
    { field: "status", label: "Status", text: withKind(agreement.status_label, agreement.status) },
    { field: "parties", label: "Parties", text: agreement.parties.map(formatParty) },
    { field: "dates", label: "Dates", text: agreement.dates.map(formatDate) },
    { field: "value", label: "Value", text: agreement.value ? formatMoney(agreement.value) : "" },
    { field: "quantity", label: "Quantity", text: agreement.quantity?.text ?? "" },
    ...commonValues(agreement, "by table from the status"),
  ];
}

function statementValues(article, statement) {
  return [
    { field: "speakers", label: "Speaker", text: statement.speakers.map((id) => nameOf(article, id)) },
    { field: "act", label: "Act", text: withKind(statement.label, statement.act) },
    { field: "recipients", label: "Towards", text: statement.recipients.map((id) => nameOf(article, id)) },
    { field: "about", label: "About", text: statement.about },
    ...commonValues(statement, "by table from the act"),
  ];
}

function commonValues(record, derived) {
  const { plover_event: event, plover_mode: mode, cameo, quad, goldstein } = record.codes;
  const codes = [
    event && `PLOVER ${event}${mode ? `/${mode}` : ""}`, cameo && `CAMEO ${cameo}`, quad && `quad ${quad}`,
    goldstein !== undefined && goldstein !== null && cameo && `Goldstein ${goldstein}`,
  ].filter(Boolean);
  const source = record.attribution;
  const speech = source?.quote && source.quote !== "none" ? ` (${source.quote} speech)` : "";
  return [
    { field: "attribution", label: "Source", text: source ? oneLine(source.source_text) + speech : "" },
    { field: "doubts", label: "Doubts", text: record.doubts ?? [], derived: record.certainty && `${record.certainty} certainty` },
    { field: "contexts", label: "Contexts", text: record.contexts.map(formatCode), derived: "by lexicon" },
    { field: "codes", label: "Codes", text: codes, derived },
  ];
}

function formatDate(date) {
  const relation = date.relation === "on" || date.edtf.includes("/") ? "" : ` (${date.relation})`;
  const anchor = date.anchor ? `, counted from ${date.anchor}` : "";
  return `${date.edtf} ${formatCode(date.role)}${relation}${anchor}`;
}

function formatMoney(money) {
  const bound = { approx: "about ", at_least: "at least ", at_most: "at most " }[money.bound] ?? "";
  const grouped = (amount) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const basis = { symbol_default: " (currency by its symbol)", inferred: " (currency inferred)" }[money.currency_basis];
  const most = money.amount_max ? ` to ${grouped(money.amount_max)}` : "";
  return `${bound}${grouped(money.amount)}${most} ${money.currency}${basis ?? ""}`;
}
