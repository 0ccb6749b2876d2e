// Places the nodes of a network so that linked nodes lie together: springs along the links, and repulsion between all nodes
// (Fruchterman and Reingold 1991). It begins on a circle, so that the same data give the same picture.

/** The pull to the middle, which keeps groups without a link in the box. */
const PULL = 0.8;

/** The place of each node in a box; `links` are pairs of names. */
function placeNodes(names, links, width, height) {
  const places = new Map(names.map((name, index) => {
    const angle = (2 * Math.PI * index) / names.length;
    return [name, { x: width / 2 + (width / 3) * Math.cos(angle), y: height / 2 + (height / 3) * Math.sin(angle) }];
  }));
  const ideal = 0.6 * Math.sqrt((width * height) / Math.max(1, names.length));
  const nodes = [...places.values()];
  for (let round = 0; round < 300; round += 1) {
    const heat = (width / 10) * (1 - round / 300);
    for (const node of nodes) Object.assign(node, { dx: (width / 2 - node.x) * PULL, dy: (height / 2 - node.y) * PULL * (width / height) });
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) push(nodes[i], nodes[j], (distance) => (ideal * ideal) / distance);
    }
    for (const [from, to] of links) push(places.get(from), places.get(to), (distance) => -(distance * distance) / (ideal * 1.4));
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x = Math.min(width, Math.max(0, node.x + (node.dx / length) * Math.min(length, heat)));
      node.y = Math.min(height, Math.max(0, node.y + (node.dy / length) * Math.min(length, heat)));
    }
  }
  return places;
}

/** Moves two nodes apart, or together if the force is negative. */
function push(one, other, force) {
  const dx = one.x - other.x || 0.1;
  const dy = one.y - other.y || 0.1;
  const distance = Math.max(1, Math.hypot(dx, dy));
  const size = force(distance) / distance;
  one.dx += dx * size;
  one.dy += dy * size;
  other.dx -= dx * size;
  other.dy -= dy * size;
}

/** Where a name can stand at a point: its anchor, and the distance of its start from the point, for points of radius 7. */
const LABEL_SPOTS = [["start", 12, 5], ["end", -12, 5], ["middle", 0, -13], ["middle", 0, 23]];

/** The spots of the names that cover neither a name before them nor a point and lie in the box; names without room are left out. */
function placeLabels(names, places, box, scale = 1) {
  const around = (x, y, width, height) => ({ left: x, right: x + width, top: y - height, bottom: y });
  const taken = names.map((name) => around(places.get(name).x - 6 * scale, places.get(name).y + 6 * scale, 12 * scale, 12 * scale));
  const isFree = (box) => !taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom);
  const labels = new Map();
  for (const name of names) {
    const width = 7.4 * shorten(sideName(name)).length * scale;
    for (const [anchor, dx, dy] of LABEL_SPOTS) {
      const [x, y] = [places.get(name).x + dx * scale, places.get(name).y + dy * scale];
      const room = around(x - { start: 0, middle: width / 2, end: width }[anchor], y + 3 * scale, width, 14 * scale);
      if (room.left < box.x || room.right > box.x + box.width || !isFree(room)) continue;
      taken.push(room);
      labels.set(name, { x, y, anchor });
      break;
    }
  }
  return labels;
}
