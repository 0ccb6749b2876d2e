// Elements and the text in them. Whatever comes from articles reaches the page here and nowhere else: as text nodes and
// attribute values, never as markup, with what could hide or reorder it made visible.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** The text with control, bidirectional and invisible characters shown as signs, each as one. */
function visible(text) {
  return text.replace(HIDDEN, (c) => {
    const code = c.codePointAt(0);
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** An element. Functions among the attributes listen; children are nodes, or values that become text. */
function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An element of a drawing. */
function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, visible(String(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(visible(String(child))));
  }
  return node;
}

/** A link to a page of the web; plain text if it is anything else. */
function link(address) {
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return h("span", {}, address);
  return h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, address);
}

/** A button that does something. */
function button(label, act, attributes = {}) {
  return h("button", { type: "button", click: act, ...attributes }, label);
}

/** Says something to those who listen instead of looking. */
function say(text) {
  document.getElementById("said").textContent = visible(text);
}

/** Text by offsets in code points, which is how records count; JavaScript counts otherwise beyond U+FFFF. */
class Letters {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.points ? this.points.length : text.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }
}

const number = (value) => value.toLocaleString("en");
const words = (code) => code.replaceAll("_", " ");

/** `1 agreement`, `2 agreements`. */
function counted(count, one, several = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : several}`;
}

/** An opening capital. */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
