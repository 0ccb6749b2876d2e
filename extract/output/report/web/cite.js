// Citations of records, and tables of a selection, to take to another program.

/** The citation of a record: publisher, title, date, address, and the quote. */
function citation(article, record) {
  const quote = record.evidence.map(([start, end]) => oneLine(codePoints(article).slice(start, end))).join(" … ");
  const head = [article.source, article.title ?? article.source_id, article.published].filter(Boolean).join(", ");
  return `${head}: “${quote}”${article.url ? ` ${article.url}` : ""}`;
}

/** Copies the citation of a record; where a page may not, it is shown to be copied by hand. */
async function copyCitation(article, record) {
  const text = citation(article, record);
  try {
    await navigator.clipboard.writeText(text);
    announce("citation copied");
    showProblem("The citation is copied.");
  } catch {
    showProblem(text);
  }
}
