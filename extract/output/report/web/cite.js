// Citations of records, and tables of a selection, to take to another program.

/** The citation of a record: publisher, title, date, address, and the quote. */
function citation(article, record) {
  const quote = record.evidence.map(([start, end]) => oneLine(codePoints(article).slice(start, end))).join(" … ");
  const head = [article.source, article.title ?? article.source_id, article.published].filter(Boolean).join(", ");
  return `${head}: “${quote}”${article.url ? ` ${article.url}` : ""}`;
}

const copyCitation = (article, record) => copy(citation(article, record), "The citation is copied.");
const copyLink = () => copy(location.href, "The address of this record is copied.");

/** Copies text; where a page may not, the text is shown to be copied by hand. */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    showProblem(done);
  } catch {
    showProblem(text);
  }
}
