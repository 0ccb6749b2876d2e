// Permanent addresses: the part after # names the view, the filter, and the article, pair or page that is shown.

let shownAddress = null;

/** What the address says beside the view and the filter, by view. Defaults are left out. */
const PLACES = {
  articles: () => ({
    article: articleState.article?.id, record: articleState.record && decisionKey(articleState.record),
  }),
  records: () => ({
    sort: tableState.sort !== "published" && tableState.sort, up: !tableState.descending && "1",
    all: tableState.all && "1", page: tableState.page > 0 && tableState.page + 1,
  }),
  pairs: () => ({ pair: pairState.pair?.join("~") }),
  map: () => ({ whole: mapState.whole && "1" }),
  time: () => ({ by: timeState.by !== "published" && timeState.by }),
};

function address() {
  const given = Object.entries({ ...filter, ...PLACES[activeView.name]?.() }).filter(([, value]) => value);
  const parameters = new URLSearchParams(given).toString();
  return `#${activeView.name}${parameters && `?${parameters}`}`;
}

/** Writes what is shown into the address, as a new step of the history or in place of the last one. */
function writeAddress(isStep) {
  const wanted = address();
  if (wanted === shownAddress) return;
  shownAddress = wanted;
  if (isStep) location.hash = wanted;
  else location.replace(wanted);
}

/** Shows what the address names. An address that names nothing opens the summary. */
function readAddress() {
  const [name, parameters = ""] = location.hash.slice(1).split(/\?(.*)/s);
  const given = new URLSearchParams(parameters);
  for (const key of Object.keys(NO_FILTER)) filter[key] = given.get(key) ?? "";
  const article = ARTICLE_BY_ID.get(given.get("article"));
  if (article) {
    const record = recordsOf(article).find((one) => decisionKey(one) === given.get("record"));
    Object.assign(articleState, { article, record: record ?? recordsOf(article)[0] ?? null, field: null });
  }
  const isColumn = COLUMNS.some(([column]) => column === given.get("sort"));
  Object.assign(tableState, {
    sort: isColumn ? given.get("sort") : "published", descending: !given.get("up"), all: given.get("all") === "1", page: Math.max(0, (Number(given.get("page")) || 1) - 1),
  });
  const pair = (given.get("pair") ?? "").split("~");
  pairState.pair = pair.length === 2 ? pair : null;
  mapState.whole = given.get("whole") === "1";
  timeState.by = given.get("by") === "told" ? "told" : "published";
  showFilter();
  openView(VIEWS[name] ? name : "summary", false);
}

function followAddress() {
  if (decodeURIComponent(location.hash) === decodeURIComponent(shownAddress ?? "")) return;
  readAddress();
}
