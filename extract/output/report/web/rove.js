// One stop of the Tab key for many things: arrows lead round them, Home and End to the first and last, Enter presses.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Gives what matches inside the node this behaviour; the first of it, or the pressed one, is where Tab stops. */
function rove(node, matches) {
  const items = [...node.querySelectorAll(matches)];
  const stop = (at) => items.forEach((item) => item.setAttribute("tabindex", item === at ? "0" : "-1"));
  stop(items.find((item) => item.getAttribute("aria-pressed") === "true") ?? items[0]);
  node.addEventListener("keydown", (event) => {
    const at = items.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    } else {
      const to = { Home: 0, End: -1 }[event.key] ?? (at + (STEPS[event.key] ?? NaN)) % items.length;
      if (Number.isNaN(to)) return;
      items.at(to).focus();
    }
    event.preventDefault();
  });
  node.addEventListener("focusin", (event) => items.includes(event.target) && stop(event.target));
  return node;
}
