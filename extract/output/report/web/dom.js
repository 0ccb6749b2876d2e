// Creates elements. All text from articles reaches the page through this file, as text nodes and attribute values and
// never as markup.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** Replaces each control, bidirectional and invisible character by one visible character. */
function sanitize(text) {
  return text.replace(HIDDEN, (c) => {
    const code = c.codePointAt(0);
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** Creates an HTML element. Attributes that are functions become listeners; children are nodes or text. */
function h(tag, attributes = {}, ...children) {
  return fillElement(document.createElement(tag), attributes, children);
}

/** Creates an SVG element, in the same way. */
function svg(tag, attributes = {}, ...children) {
  return fillElement(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fillElement(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, sanitize(String(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(sanitize(String(child))));
  }
  return node;
}

/** Creates a link to an HTTP address; any other address becomes plain text. */
function link(address) {
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return h("span", {}, address);
  return h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, address);
}

function button(label, onClick, attributes = {}) {
  return h("button", { type: "button", click: onClick, ...attributes }, label);
}

/** Announces a message to screen readers. */
function announce(text) {
  document.getElementById("announcement").textContent = sanitize(text);
}

/** Text addressed by code points, as records count. JavaScript counts UTF-16 units, which differ beyond U+FFFF. */
class CodePoints {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.points ? this.points.length : text.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }
}

const formatNumber = (value) => value.toLocaleString("en");

/** `free_trade_agreement` as `free trade agreement`. */
const formatCode = (code) => code.replaceAll("_", " ");

/** `1 agreement`, `2 agreements`. */
function countOf(count, singular, plural = `${singular}s`) {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

const capitalize = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The text on one line. */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

const unique = (values) => [...new Set(values)];
