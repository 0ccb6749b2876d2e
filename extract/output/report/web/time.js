// When: how many records the articles of a day, month or year tell, and the dates that agreements themselves name.

const MILESTONES = 300;

function timeView() {
  return h("div", { class: "across" }, filterBar(drawTime), h("div", { id: "rows" }));
}

function drawTime() {
  const facts = meant();
  const dated = facts.filter((fact) => /^\d{4}/.test(fact.date));
  const width = grain(dated.map((fact) => fact.date));
  const bars = new Map();
  for (const fact of dated) {
    const when = fact.date.slice(0, width);
    const bar = bars.get(when) ?? { agreement: 0, statement: 0 };
    bar[fact.kind] += 1;
    bars.set(when, bar);
  }
  document.getElementById("rows").replaceChildren(
    h("p", { class: "count", role: "status" }, countLine(facts)),
    h("p", { class: "quiet" }, "By the day their article was published",
      dated.length < facts.length && `; ${counted(facts.length - dated.length, "record")} of articles without a date left out`),
    h("p", { class: "legend" }, h("span", { class: "agreement" }, "■ agreements"), h("span", { class: "statement" }, "■ statements")),
    dated.length ? drawing([...bars].sort(([a], [b]) => (a < b ? -1 : 1))) : h("p", { class: "note" }, "No dated article."),
    milestones(facts));
}

/** As many characters of the dates as keep the bars few: days, months or years. */
function grain(dates) {
  return [10, 7, 4].find((width) => new Set(dates.map((date) => date.slice(0, width))).size <= 90) ?? 4;
}

function drawing(bars) {
  const most = Math.max(...bars.map(([, bar]) => bar.agreement + bar.statement));
  const step = 1000 / bars.length;
  const height = (count) => (count / most) * 200;
  const every = Math.ceil(bars.length / 12);
  return rove(svg("svg", { class: "time", viewBox: "-30 0 1060 240", role: "group", "aria-label": "Records by date of publication" },
    bars.map(([when, bar], at) => {
      const wide = Math.min(step * 0.8, 60);
      const x = at * step + (step - wide) / 2;
      const deal = height(bar.agreement);
      const said = height(bar.statement);
      const open = () => showOnly({ from: when, to: when });
      return svg("g", {
        role: "button", click: open,
        "aria-label": `${when}: ${counted(bar.agreement, "agreement")}, ${counted(bar.statement, "statement")}`,
      },
      svg("title", {}, `${when}: ${counted(bar.agreement, "agreement")}, ${counted(bar.statement, "statement")}`),
      svg("rect", { class: "hit", x: at * step, y: 0, width: step, height: 240 }),
      svg("rect", { class: "agreement", x, y: 210 - deal, width: wide, height: deal }),
      svg("rect", { class: "statement", x, y: 210 - deal - said, width: wide, height: said }),
      at % every === 0 && svg("text", { x: at * step + step / 2, y: 230, "text-anchor": "middle" }, when));
    })), "[role=button]");
}

function milestones(facts) {
  const dates = facts.flatMap((fact) => (fact.record.dates ?? []).map((date) => ({ fact, date })));
  if (!dates.length) return h("p", { class: "note" }, "No agreement names a date.");
  const key = ({ date }) => date.edtf.replace(/^\.\.\//, "");
  dates.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return h("section", {},
    h("h2", {}, "Dates that agreements name"),
    h("p", { class: "quiet" }, `${counted(dates.length, "date")}${dates.length > MILESTONES ? `, the first ${MILESTONES} shown` : ""}, as EDTF; XXXX stands for a year that is not told.`),
    h("div", { class: "scroll" }, h("table", {},
      h("thead", {}, h("tr", {}, ["Date", "What", "Agreement", "Parties"].map((label) => h("th", { scope: "col" }, label)))),
      h("tbody", {}, dates.slice(0, MILESTONES).map(({ fact, date }) => h("tr", {},
        h("td", {}, date.edtf), h("td", {}, words(date.role)),
        h("td", {}, button(fact.about, () => openArticle(fact.article, fact.record), { class: "value" })),
        h("td", {}, h("bdi", {}, fact.who.join(", ")))))))));
}
