// The text of an article with the words that records stand on: cut at every edge, each piece knowing its records.

/** The spans of a record: whole sentences, and the cue in them. */
function sentencesOf(record) {
  return record.evidence;
}

function cuesOf(record) {
  return [record.status_cue ?? record.cue].filter(Boolean);
}

/** The words behind a field of a record. */
function spansOf(record, field) {
  const behind = record.fields?.[field] ?? [];
  const own = {
    status: () => cuesOf(record),
    act: () => cuesOf(record),
    dates: () => (record.dates ?? []).map((date) => date.span),
    value: () => (record.value ? [record.value.span] : []),
    quantity: () => (record.quantity ? [record.quantity.span] : []),
    attribution: () => (record.attribution ? [record.attribution.span] : []),
    evidence: () => sentencesOf(record),
  }[field];
  const spans = own?.() ?? [];
  return spans.length ? spans : behind;
}

/** How many letters of the text are its headline; none if it does not begin with one. */
function headline(article) {
  const { title, text } = article;
  return title && text.startsWith(`${title}\n`) ? new Letters(title).length : 0;
}

/** The pieces of an article, in order: offsets, the records whose evidence they are, and how they are lit. */
function pieces(article, lit) {
  const edges = new Set([0, headline(article), letters(article).length]);
  const add = (spans) => spans.forEach(([start, end]) => edges.add(start).add(end));
  const all = recordsOf(article);
  for (const record of all) {
    add(sentencesOf(record));
    add(cuesOf(record));
  }
  add(lit);
  const sorted = [...edges].sort((a, b) => a - b);
  const inside = (spans, start, end) => spans.some((span) => span[0] <= start && end <= span[1]);
  return sorted.slice(1).map((end, at) => {
    const start = sorted[at];
    const records = all.filter((record) => inside(sentencesOf(record), start, end));
    const cue = all.some((record) => inside(cuesOf(record), start, end));
    return { start, end, records, cue, lit: inside(lit, start, end) };
  });
}

/** The text as nodes; `choose` hears of a record whose words were clicked. */
function marked(article, chosen, lit, choose) {
  const text = letters(article);
  const nodes = (found) => found.map((piece) => {
    const shown = text.slice(piece.start, piece.end);
    if (!piece.records.length && !piece.lit && !piece.cue) return document.createTextNode(visible(shown));
    const kinds = unique(piece.records.map((record) => record.kind));
    const classes = [...kinds, piece.cue && "cue", piece.lit && "lit"];
    if (chosen && piece.records.includes(chosen)) classes.push("chosen");
    const open = piece.records.length > 0 && shown.trim() !== "";
    const told = piece.records.map((record) => `${record.kind} ${record.id}`).join(", ");
    return h("mark", {
      class: classes.filter(Boolean).join(" "),
      title: told,
      role: open && "button",
      "aria-pressed": open && String(piece.records.includes(chosen)),
      "data-hold": `words-${piece.start}`,
      "data-records": piece.records.map((record) => record.id).join(" "),
      // the end of a selection by mouse is no click, and a key has nothing to do with what is selected
      click: (event) => open && (event.detail === 0 || document.getSelection().isCollapsed) && choose(next(piece.records, chosen)),
    }, shown);
  });
  const cut = pieces(article, lit);
  const head = cut.filter((piece) => piece.end <= headline(article));
  return [head.length > 0 && h("span", { class: "headline", role: "heading", "aria-level": "2" }, nodes(head)), nodes(cut.slice(head.length))];
}

/** The record after the chosen one, so that repeated clicks go through all that share the words. */
function next(records, chosen) {
  return records[(records.indexOf(chosen) + 1) % records.length];
}
