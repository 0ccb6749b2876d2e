// Keyboard access to groups with many items: Tab stops once, the arrow keys, Home and End move inside the group, and Enter
// presses the item. See: https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/

const ARROW_STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Adds a roving tabindex to the items of a node. Tab stops at the pressed item, or at the first one. */
function addRovingTabindex(node, itemSelector) {
  const items = [...node.querySelectorAll(itemSelector)];
  const setStop = (stop) => items.forEach((item) => item.setAttribute("tabindex", item === stop ? "0" : "-1"));
  setStop(items.find((item) => item.getAttribute("aria-pressed") === "true") ?? items[0]);
  node.addEventListener("keydown", (event) => {
    const position = items.indexOf(event.target);
    if (position < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    } else {
      const next = { Home: 0, End: -1 }[event.key] ?? (position + (ARROW_STEPS[event.key] ?? NaN)) % items.length;
      if (Number.isNaN(next)) return;
      items.at(next).focus();
    }
    event.preventDefault();
  });
  node.addEventListener("focusin", (event) => items.includes(event.target) && setStop(event.target));
  return node;
}
