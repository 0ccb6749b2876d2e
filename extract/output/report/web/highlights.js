// The text of an article with the evidence of its records highlighted. The text is split wherever a span begins or ends.

/** The evidence of a record: whole sentences. */
const evidenceSpans = (record) => record.evidence;

const cueSpans = (record) => [record.status_cue ?? record.cue].filter(Boolean);

/** The spans behind a field of a record. */
function fieldSpans(record, field) {
  const spans = {
    status: () => cueSpans(record),
    act: () => cueSpans(record),
    dates: () => (record.dates ?? []).map((date) => date.span),
    value: () => (record.value ? [record.value.span] : []),
    quantity: () => (record.quantity ? [record.quantity.span] : []),
    attribution: () => (record.attribution ? [record.attribution.span] : []),
    evidence: () => evidenceSpans(record),
  }[field]?.() ?? [];
  return spans.length ? spans : record.fields?.[field] ?? [];
}

/** The length of the headline at the start of the text, in code points; 0 if the text does not begin with it. */
function headlineLength(article) {
  const { title, text } = article;
  return title && text.startsWith(`${title}\n`) ? new CodePoints(title).length : 0;
}

/** The pieces of an article in order: offsets, the records whose evidence they are, and whether they are lit. */
function splitText(article, lit) {
  const edges = new Set([0, headlineLength(article), codePoints(article).length]);
  const addEdges = (spans) => spans.forEach(([start, end]) => edges.add(start).add(end));
  const all = recordsOf(article);
  for (const record of all) {
    addEdges(evidenceSpans(record));
    addEdges(cueSpans(record));
  }
  addEdges(lit);
  const offsets = [...edges].sort((a, b) => a - b);
  const inside = (spans, start, end) => spans.some((span) => span[0] <= start && end <= span[1]);
  return offsets.slice(1).map((end, index) => {
    const start = offsets[index];
    const records = all.filter((record) => inside(evidenceSpans(record), start, end));
    const cue = all.some((record) => inside(cueSpans(record), start, end));
    return { start, end, records, cue, lit: inside(lit, start, end) };
  });
}

/** The text as nodes. `lit` are the spans of the selected field; `onSelect` gets the record whose words are clicked. */
function highlightedText(article, selectedRecord, lit, onSelect) {
  const text = codePoints(article);
  const nodes = (pieces) => pieces.map((piece) => {
    const words = text.slice(piece.start, piece.end);
    if (!piece.records.length && !piece.lit && !piece.cue) return document.createTextNode(sanitize(words));
    const kinds = unique(piece.records.map((record) => record.kind));
    const classes = [...kinds, piece.cue && "cue", piece.lit && "lit"];
    if (selectedRecord && piece.records.includes(selectedRecord)) classes.push("chosen");
    const clickable = piece.records.length > 0 && words.trim() !== "";
    return h("mark", {
      class: classes.filter(Boolean).join(" "),
      title: piece.records.map((record) => `${record.kind} ${record.id}`).join(", "),
      role: clickable && "button",
      "aria-pressed": clickable && String(piece.records.includes(selectedRecord)),
      "data-hold": `words-${piece.start}`,
      "data-records": piece.records.map((record) => record.id).join(" "),
      // a click that ends a selection by mouse is ignored; a key press (detail 0) is not
      click: (event) => clickable && (event.detail === 0 || document.getSelection().isCollapsed)
        && onSelect(nextRecord(piece.records, selectedRecord)),
    }, words);
  });
  const pieces = splitText(article, lit);
  const head = pieces.filter((piece) => piece.end <= headlineLength(article));
  return [
    head.length > 0 && h("span", { class: "headline", role: "heading", "aria-level": "2" }, nodes(head)),
    nodes(pieces.slice(head.length)),
  ];
}

/** The record after the selected one, so that repeated clicks visit all records that share the words. */
function nextRecord(records, selectedRecord) {
  return records[(records.indexOf(selectedRecord) + 1) % records.length];
}
