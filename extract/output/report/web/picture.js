// A picture with buttons that save it as SVG or PNG.

const PICTURE_STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-family", "text-anchor",
  "vector-effect", "paint-order", "stroke-linejoin"];

/** A picture below its buttons; `choices` are further ones. */
function pictured(name, picture, choices = []) {
  return h("figure", {},
    h("p", { class: "save" }, choices, h("span", { class: "gap" }),
      button("SVG", () => download(`${name}.svg`, "image/svg+xml", pictureSource(picture)), { "aria-label": `Save the picture ${name} as SVG` }), " ",
      button("PNG", () => savePng(name, picture), { "aria-label": `Save the picture ${name} as PNG` })),
    h("div", { class: "scroll" }, picture));
}

/** The picture as a document of its own, with the colours that it has now. */
function pictureSource(picture) {
  const copy = picture.cloneNode(true);
  const [originals, copies] = [picture, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  copies.forEach((node, index) => {
    const style = getComputedStyle(originals[index]);
    for (const name of PICTURE_STYLES) node.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "role", "tabindex"]) node.removeAttribute(name);
  });
  const [x, y, width, height] = picture.getAttribute("viewBox").split(" ").map(Number);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  copy.prepend(svg("rect", { x, y, width, height, fill: paper }));
  return new XMLSerializer().serializeToString(copy);
}

function savePng(name, picture) {
  const address = URL.createObjectURL(new Blob([pictureSource(picture)], { type: "image/svg+xml" }));
  const image = new Image();
  image.onload = () => {
    const canvas = h("canvas", { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => download(`${name}.png`, "image/png", blob));
  };
  image.src = address;
}
