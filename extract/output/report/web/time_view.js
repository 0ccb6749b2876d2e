// The view over time: the number of records by publication date, and the dates that agreements give.

const MAX_BARS = 90;
const DATES_SHOWN = 300;

function timeView() {
  return h("div", { class: "across" }, filterBar(drawTime), h("div", { id: "rows" }));
}

function drawTime() {
  const facts = matchingFacts();
  const dated = facts.filter((fact) => /^\d{4}/.test(fact.published));
  const length = dateLength(dated.map((fact) => fact.published));
  const bars = new Map();
  for (const fact of dated) {
    const date = fact.published.slice(0, length);
    const bar = bars.get(date) ?? { agreement: 0, statement: 0 };
    bar[fact.kind] += 1;
    bars.set(date, bar);
  }
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", role: "status" }, countLine(facts)),
    h("p", { class: "quiet" }, "By publication date of the article",
      dated.length < facts.length && `; ${countOf(facts.length - dated.length, "record")} of articles without a date left out`),
    h("p", { class: "legend" }, h("span", { class: "agreement" }, "■ agreements"), h("span", { class: "statement" }, "■ statements")),
    dated.length ? barChart([...bars].sort(([a], [b]) => (a < b ? -1 : 1))) : h("p", { class: "note" }, "No dated article."),
    agreementDates(facts));
}

/** Characters of a date to group by, so that there are few bars: 10 for days, 7 for months, 4 for years. */
function dateLength(dates) {
  return [10, 7, 4].find((length) => new Set(dates.map((date) => date.slice(0, length))).size <= MAX_BARS) ?? 4;
}

function barChart(bars) {
  const most = Math.max(...bars.map(([, bar]) => bar.agreement + bar.statement));
  const step = 1000 / bars.length;
  const height = (count) => (count / most) * 200;
  const labelEvery = Math.ceil(bars.length / 12);
  return addRovingTabindex(svg("svg", { class: "time", viewBox: "-30 0 1060 240", role: "group", "aria-label": "Records by date of publication" },
    bars.map(([date, bar], index) => {
      const width = Math.min(step * 0.8, 60);
      const x = index * step + (step - width) / 2;
      const agreements = height(bar.agreement);
      const statements = height(bar.statement);
      const label = `${date}: ${countOf(bar.agreement, "agreement")}, ${countOf(bar.statement, "statement")}`;
      return svg("g", { role: "button", click: () => narrowFilter({ from: date, to: date }), "aria-label": label },
        svg("title", {}, label),
        svg("rect", { class: "hit", x: index * step, y: 0, width: step, height: 240 }),
        svg("rect", { class: "agreement", x, y: 210 - agreements, width, height: agreements }),
        svg("rect", { class: "statement", x, y: 210 - agreements - statements, width, height: statements }),
        index % labelEvery === 0 && svg("text", { x: index * step + step / 2, y: 230, "text-anchor": "middle" }, date));
    })), "[role=button]");
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
    h("div", { class: "scroll" }, h("table", {},
      h("thead", {}, h("tr", {}, ["Date", "What", "Agreement", "Parties"].map((label) => h("th", { scope: "col" }, label)))),
      h("tbody", {}, dates.slice(0, DATES_SHOWN).map(({ fact, date }) => h("tr", {},
        h("td", {}, date.edtf), h("td", {}, formatCode(date.role)),
        h("td", {}, button(fact.about, () => openArticle(fact.article, fact.original), { class: "value" })),
        h("td", {}, h("bdi", {}, fact.actors.join(", ")))))))));
}
