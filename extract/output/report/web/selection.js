// Words of the article selected by mouse or keyboard, as offsets in code points.
//
// `sanitize` replaces one code point by one, so offsets on the page are offsets in the text. The last selection is kept
// while a form has the focus.

const WORD = /[\p{L}\p{N}\p{Sc}](?:[\p{L}\p{M}\p{N}'’.,-]*[\p{L}\p{M}\p{N}])?/gu;
const MOVE_KEYS = new Set([...Object.keys(ARROW_STEPS), "Home", "End"]);
const selected = { article: null, span: null };
const caret = { article: null, from: 0, to: 0 };

const textBody = () => document.querySelector("#text .body");
const countCodePoints = (text) => Array.from(text).length;

/** The offsets of the words selected in an article, or null. */
function selectedSpan(article) {
  updateSelection(); // the browser sends `selectionchange` late
  return selected.article === article ? selected.span : null;
}

/** Stores the selection. A selection outside the text is ignored. */
function updateSelection() {
  const body = textBody();
  const selection = document.getSelection();
  if (!body || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!body.contains(range.commonAncestorContainer)) return;
  Object.assign(selected, { article: articleState.article, span: selection.isCollapsed ? null : spanOfRange(body, range) });
}

/** The offsets of a range of the page, without white space at its ends; null if it holds nothing else. */
function spanOfRange(body, range) {
  const before = document.createRange();
  before.setStart(body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const text = range.toString();
  const start = countCodePoints(before.toString()) + countCodePoints(text) - countCodePoints(text.trimStart());
  const length = countCodePoints(text.trim());
  return length ? [start, start + length] : null;
}

/** The offsets of the first occurrence of words in an article, or null. */
function findSpan(article, words) {
  const index = words ? article.text.indexOf(words) : -1;
  if (index < 0) return null;
  const start = countCodePoints(article.text.slice(0, index));
  return [start, start + countCodePoints(words)];
}

/** Handles keys in the text: arrows move by word and by line, with Shift they select, Enter opens the form. */
function handleTextKey(event) {
  const body = event.currentTarget;
  if (event.target !== body || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    openAddForm(articleState.article);
    event.preventDefault();
    return;
  }
  const ranges = [...body.textContent.matchAll(WORD)].map((word) => [word.index, word.index + word[0].length]);
  if (!MOVE_KEYS.has(event.key) || !ranges.length) return;
  event.preventDefault();
  const first = caret.article !== articleState.article;
  const to = first && event.key in ARROW_STEPS ? 0 : targetWord(body, ranges, event.key);
  Object.assign(caret, { article: articleState.article, from: event.shiftKey && !first ? caret.from : to, to });
  selectWords(body, ranges);
}

/** The index of the word that a key moves to. */
function targetWord(body, ranges, key) {
  const last = ranges.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  const step = ARROW_STEPS[key];
  const target = key === "ArrowUp" || key === "ArrowDown" ? wordInNextLine(body, ranges, step) : caret.to + step;
  return Math.max(0, Math.min(last, target));
}

/** The index of the nearest word in the line above (step -1) or below (step 1). */
function wordInNextLine(body, ranges, step) {
  const boxOf = (index) => rangeOf(body, ...ranges[index]).getBoundingClientRect();
  const current = boxOf(caret.to);
  let best = null;
  for (let index = caret.to + step; ranges[index]; index += step) {
    const box = boxOf(index);
    if (Math.abs(box.top - current.top) < 4) continue;
    if (best && Math.abs(box.top - best.top) >= 4) break;
    const distance = Math.abs(box.left - current.left);
    if (!best || distance < best.distance) best = { index, top: box.top, distance };
  }
  return best ? best.index : caret.to;
}

function selectWords(body, ranges) {
  const [from, to] = [Math.min(caret.from, caret.to), Math.max(caret.from, caret.to)];
  const range = rangeOf(body, ranges[from][0], ranges[to][1]);
  document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  const moved = rangeOf(body, ...ranges[caret.to]);
  moved.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  announce(range.toString());
}

/** Highlights the words that a form is about; they lose the browser's selection when the form gets the focus. */
function highlightSpan(article, span) {
  const body = textBody();
  const utf16 = (offset) => codePoints(article).slice(0, offset).length;
  globalThis.CSS?.highlights?.delete("form-words");
  if (body && span) globalThis.CSS?.highlights?.set("form-words", new Highlight(rangeOf(body, ...span.map(utf16))));
}

/** The range of the page between two offsets in UTF-16 units. */
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
