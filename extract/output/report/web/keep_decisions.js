// Where decisions go: to the server that the page came from, to a file that is downloaded, and back from such a file.

/** Sends decisions to `communique review`. A report that is a file has no server. */
function saveDecisions(kept) {
  if (!RUN.keeps_decisions) return;
  fetch("decisions", { method: "POST", body: kept.map((one) => `${jsonLine(one)}\n`).join("") })
    .then((answer) => (answer.ok ? null : answer.text()))
    .catch(() => "the command that served this page was stopped")
    .then((problem) => showProblem(problem && `The last decision is only in this browser: ${problem}`));
}

/** JSON on one line; characters that some programs take for a line break are escaped. */
function jsonLine(row) {
  return JSON.stringify(row).replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Downloads text or a picture as a file. */
function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Downloads all decisions, those that fit no record of this run too. */
function exportCorrections() {
  const kept = [...ARTICLES.flatMap(keptDecisions), ...unfitDecisions];
  download("corrections.jsonl", "application/x-ndjson", kept.map((one) => `${jsonLine(one)}\n`).join(""));
  announce(`${countOf(countDecisions(), "decision")} exported`);
}

/** Lets the reviewer choose a file of decisions, and reads it. */
function importCorrections() {
  const box = h("input", { type: "file", accept: ".jsonl,application/x-ndjson", "aria-label": "File of corrections" });
  box.addEventListener("change", async () => readCorrections(await box.files[0].text()));
  box.click();
}

function readCorrections(text) {
  let kept;
  try {
    kept = text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
    if (!kept.every((one) => one && typeof one.article === "string" && typeof one.key === "string" && typeof one.state === "string")) throw new Error();
  } catch {
    showProblem("This file has no corrections. Choose one that a report exported.");
    return;
  }
  const elsewhere = kept.filter((one) => !ARTICLE_BY_ID.has(one.article)).length;
  const unfit = unfitDecisions.length;
  const taken = takeDecisions(kept);
  for (const article of ARTICLES) {
    try {
      if (decisions.get(article.id).size) localStorage.setItem(storageKey(article), JSON.stringify(keptDecisions(article)));
    } catch {
      break; // see loadDecisions
    }
  }
  saveDecisions(kept.filter((one) => ARTICLE_BY_ID.has(one.article)));
  refreshFacts();
  listeners.forEach((listener) => listener());
  const parts = [`${countOf(taken, "decision")} read`, elsewhere && `${elsewhere} of other articles`,
    unfitDecisions.length > unfit && `${unfitDecisions.length - unfit} fit no record of this run`];
  showProblem(`${parts.filter(Boolean).join(", ")}.`);
}

/** Shows a message at the top of the page; null removes it. */
function showProblem(text) {
  const box = document.getElementById("problem");
  box.hidden = !text;
  box.textContent = text ? sanitize(text) : "";
}
