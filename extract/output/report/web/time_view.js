// The view over time: the number of records by publication date, or by the dates that agreements give.

const MAX_BARS = 120;
const DATES_SHOWN = 300;
const timeState = { by: "published" };

function timeView() {
  return h("div", { class: "across", id: "rows" });
}

function drawTime() {
  const facts = matchingFacts();
  const dates = timeState.by === "told" ? toldDates(facts) : publicationDays(facts);
  const without = onceEach(facts).filter((fact) => (timeState.by === "told" ? !toldDates([fact]).length : !/^\d{4}/.test(fact.published))).length;
  const choice = (by, label) => button(label, () => { timeState.by = by; drawTime(); writeAddress(true); }, { "aria-pressed": String(timeState.by === by) });
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", id: "count", role: "status" }, countLine(facts)),
    h("p", { class: "kinds" }, choice("published", "By publication"), choice("told", "By the dates told"),
      h("span", { class: "quiet" }, without > 0 && `${formatNumber(without)} without such a date left out`)),
    h("p", { class: "legend" }, h("span", { class: "agreement" }, "■ agreements"), h("span", { class: "statement" }, "■ statements")),
    dates.length ? pictured("time", barChart(groupByTime(dates))) : h("p", { class: "note" }, "No record has such a date."),
    agreementDates(facts));
}

/** Days of publication with the kinds of records; a deal or event of a collection counts at its first report. */
function publicationDays(facts) {
  const dated = facts.filter((fact) => /^\d{4}/.test(fact.published));
  return onceEach(dated.reverse()).map((fact) => [fact.published, fact.kind]);
}

/** The dates that agreements give, with the kind of the record; each once for a deal. */
function toldDates(facts) {
  const told = (fact) => (fact.record.dates ?? []).map((date) => /\d{4}(-\d{2}){0,2}/.exec(date.edtf)?.[0]);
  return valuesOf(facts, told).map((date) => [date, "agreement"]);
}

/** The number of dates by day, month or year, whichever gives few enough bars, without gaps between them. */
function groupByTime(dates) {
  const length = [10, 7, 4].find((size) => {
    const all = dates.map(([date]) => date);
    return all.every((date) => date.length >= size) && periods(all, size).length <= MAX_BARS;
  }) ?? 4;
  const bars = new Map(periods(dates.map(([date]) => date), length).map((period) => [period, { agreement: 0, statement: 0 }]));
  for (const [date, kind] of dates) {
    const bar = bars.get(date.slice(0, length));
    if (bar) bar[kind] += 1;
  }
  return bars;
}

/** The days, months or years from the first to the last date; 5,000 at most. */
function periods(dates, length) {
  const sorted = dates.map((date) => date.slice(0, length)).sort();
  const found = [];
  const day = new Date(`${sorted[0]}${"-01-01".slice(length === 4 ? 0 : length === 7 ? 3 : 6)}T00:00:00Z`);
  for (let period = sorted[0]; period <= sorted.at(-1) && found.length < 5000; period = day.toISOString().slice(0, length)) {
    found.push(period);
    if (Number.isNaN(day.getTime())) break;
    if (length === 10) day.setUTCDate(day.getUTCDate() + 1);
    else if (length === 7) day.setUTCMonth(day.getUTCMonth() + 1);
    else day.setUTCFullYear(day.getUTCFullYear() + 1);
  }
  return found;
}

/** The numbers at the lines of an axis: 0, and at most five steps up to the highest number. */
function axisNumbers(most) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((size) => most / size <= 5) ?? 50_000;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

function barChart(bars, tall = 190) {
  const wide = matchMedia("(max-width: 45rem)").matches ? 380 : 1000;
  const entries = [...bars];
  const most = Math.max(1, ...entries.map(([, bar]) => bar.agreement + bar.statement));
  const step = wide / entries.length;
  const height = (count) => (count / most) * tall;
  const base = tall + 20;
  const labelEvery = Math.ceil(entries.length / (wide / 100));
  const chart = svg("svg", { class: "time", viewBox: `-45 -12 ${wide + 60} ${tall + 72}`, role: "group", "aria-label": "Records over time" },
    axisNumbers(most).map((number) => svg("g", { class: "axis" },
      svg("line", { x1: 0, x2: wide, y1: base - height(number), y2: base - height(number) }),
      svg("text", { x: -8, y: base + 5 - height(number), "text-anchor": "end" }, formatNumber(number)))),
    entries.map(([date, bar], index) => {
      const width = Math.min(step * 0.8, 60);
      const x = index * step + (step - width) / 2;
      const agreements = height(bar.agreement);
      const statements = height(bar.statement);
      const tick = index % labelEvery === 0 && svg("text", { x: index * step + step / 2, y: base + 22, "text-anchor": "middle" }, date);
      if (!bar.agreement && !bar.statement) return tick;
      const label = `${date}: ${countOf(bar.agreement, "agreement")}, ${countOf(bar.statement, "statement")}`;
      const open = (kind) => (event) => { event.stopPropagation(); openTime(date, kind); };
      return svg("g", { role: "button", click: open(""), "aria-label": label },
        svg("title", {}, label),
        svg("rect", { class: "hit", x: index * step, y: 0, width: step, height: base + 26 }),
        svg("rect", { class: "agreement", click: open("agreement"), x, y: base - agreements, width, height: agreements }),
        svg("rect", { class: "statement", click: open("statement"), x, y: base - agreements - statements, width, height: statements }),
        tick);
    }));
  return addRovingTabindex(chart, "[role=button]");
}

/** Opens the records of a bar, or those of one kind; dates that are told are found by their words. */
function openTime(date, kind) {
  narrowFilter(activeView.name === "time" && timeState.by === "told" ? { text: date } : { from: date, to: date, kind });
}

function agreementDates(facts) {
  const dates = facts.flatMap((fact) => (fact.record.dates ?? []).map((date) => ({ fact, date })));
  if (!dates.length) return h("p", { class: "note" }, "No agreement gives a date.");
  const key = ({ date }) => date.edtf.replace(/^\.\.\//, "");
  dates.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const limit = dates.length > DATES_SHOWN ? `, the first ${DATES_SHOWN} shown` : "";
  return h("section", {},
    h("h2", {}, "Dates of agreements"),
    h("p", { class: "quiet" }, `${countOf(dates.length, "date")}${limit}, in EDTF; XXXX is a year that the text does not give.`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Dates of agreements" }, h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, ["Date", "What", "Agreement", "Parties"].map((label) => h("th", { scope: "col" }, label)))),
      h("tbody", {}, dates.slice(0, DATES_SHOWN).map(({ fact, date }) => h("tr", {},
        h("td", {}, date.edtf), h("td", {}, formatCode(date.role)),
        h("td", {}, button(fact.about, () => openArticle(fact.article, fact.original), { class: "value" })),
        h("td", {}, h("bdi", {}, fact.actors.join(", ")))))))));
}
