// Words of the article that a person selects, by mouse or by keys, as offsets in code points.
//
// Every letter of the text is one code point on the page too (see `visible`), so that places on the page count as places
// in the text. What was selected stays known while a form about it is filled in.

const WORD = /[\p{L}\p{N}\p{Sc}](?:[\p{L}\p{M}\p{N}'’.,-]*[\p{L}\p{M}\p{N}])?/gu;
const MOVES = new Set([...Object.keys(STEPS), "Home", "End"]);
const selected = { article: null, span: null };
const caret = { article: null, from: 0, to: 0 };

const bodyOfText = () => document.querySelector("#text .body");
const points = (text) => Array.from(text).length;

/** The words of an article that are selected, as offsets, or null. */
function selection(article) {
  selectionChanged(); // the browser tells of a change only when it has time
  return selected.article === article ? selected.span : null;
}

/** Hears of every change of the selection; one outside the text changes nothing. */
function selectionChanged() {
  const body = bodyOfText();
  const found = document.getSelection();
  if (!body || !found.rangeCount) return;
  const range = found.getRangeAt(0);
  if (!body.contains(range.commonAncestorContainer)) return;
  Object.assign(selected, { article: reading.article, span: found.isCollapsed ? null : spanOfRange(body, range) });
}

/** The offsets of a range of the page, without white space at its ends; null if nothing else is in it. */
function spanOfRange(body, range) {
  const before = document.createRange();
  before.setStart(body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const told = range.toString();
  const start = points(before.toString()) + points(told) - points(told.trimStart());
  const length = points(told.trim());
  return length ? [start, start + length] : null;
}

/** Where words stand in an article: the first place, or null. */
function placeOf(article, wanted) {
  const at = wanted ? article.text.indexOf(wanted) : -1;
  if (at < 0) return null;
  const start = points(article.text.slice(0, at));
  return [start, start + points(wanted)];
}

/** The keys in the text: arrows go from word to word and line to line, with Shift they select several. */
function wordKeys(event) {
  const body = event.currentTarget;
  if (event.target !== body || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    openAdding(reading.article);
    event.preventDefault();
    return;
  }
  const ranges = [...body.textContent.matchAll(WORD)].map((word) => [word.index, word.index + word[0].length]);
  if (!MOVES.has(event.key) || !ranges.length) return;
  event.preventDefault();
  const fresh = caret.article !== reading.article;
  const to = fresh && event.key in STEPS ? 0 : wordAt(body, ranges, event.key);
  Object.assign(caret, { article: reading.article, from: event.shiftKey && !fresh ? caret.from : to, to });
  selectWords(body, ranges);
}

/** The word that a key leads to from the last one. */
function wordAt(body, ranges, key) {
  const last = ranges.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  const step = STEPS[key];
  const next = key === "ArrowUp" || key === "ArrowDown" ? lineAway(body, ranges, step) : caret.to + step;
  return Math.max(0, Math.min(last, next));
}

/** The word that is nearest in the line above or below. */
function lineAway(body, ranges, step) {
  const boxOf = (at) => rangeOf(body, ...ranges[at]).getBoundingClientRect();
  const home = boxOf(caret.to);
  let best = null;
  for (let at = caret.to + step; ranges[at]; at += step) {
    const box = boxOf(at);
    if (Math.abs(box.top - home.top) < 4) continue;
    if (best && Math.abs(box.top - best.top) >= 4) break;
    const away = Math.abs(box.left - home.left);
    if (!best || away < best.away) best = { at, top: box.top, away };
  }
  return best ? best.at : caret.to;
}

function selectWords(body, ranges) {
  const [from, to] = [Math.min(caret.from, caret.to), Math.max(caret.from, caret.to)];
  const range = rangeOf(body, ranges[from][0], ranges[to][1]);
  document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  const near = rangeOf(body, ...ranges[caret.to]);
  near.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  say(range.toString());
}

/** Marks the words that a form is about, which are selected no more once it has the focus. */
function showPicked(article, span) {
  const body = bodyOfText();
  const utf16 = (at) => letters(article).slice(0, at).length;
  globalThis.CSS?.highlights?.delete("picked");
  if (body && span) globalThis.CSS?.highlights?.set("picked", new Highlight(rangeOf(body, ...span.map(utf16))));
}

/** The range of the page between two places of the text, which count as JavaScript counts. */
function rangeOf(body, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (start >= passed && start < passed + node.length) range.setStart(node, start - passed);
    if (end > passed && end <= passed + node.length) {
      range.setEnd(node, end - passed);
      break;
    }
    passed += node.length;
  }
  return range;
}
