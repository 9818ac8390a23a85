// Labels beside points without overlap: greedy, the most important first.

/**
 * Where a label may stand, best first: the direction from the point to the label's nearest edge.
 * A second, wider ring is tried for labels that must be shown.
 */
const SIDES = [
  [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1],
];
const RINGS_PIXELS = [3, 12, 26, 44];
// Texts are a little wider than estimated now and then.
const EDGE_PIXELS = 4;
// A name far from its point is nearly as bad as one across a line.
const RING_COST = 0.4;

const WIDE = /[MWmw@%—]/;
const NARROW = /[iljtfrI.,:;'|!()\- –·]/;

/** Width of a text in pixels, near enough to keep labels apart without asking the browser. */
export function textWidth(text, fontSize) {
  let units = 0;
  for (const letter of text) {
    if (WIDE.test(letter)) units += 0.86;
    else if (NARROW.test(letter)) units += 0.33;
    else if (letter >= 'A' && letter <= 'Z') units += 0.68;
    else units += 0.56;
  }
  return units * fontSize;
}

/** The text, cut with an ellipsis where it would be wider than the room. */
export function fitText(text, room, fontSize) {
  if (textWidth(text, fontSize) <= room) return text;
  let end = text.length - 1;
  while (end > 1 && textWidth(text.slice(0, end), fontSize) + fontSize > room) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Area that two boxes {x, y, width, height} share. */
export function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * @param {{id: number, x: number, y: number, radius: number, width: number, height: number, must?: boolean,
 *   side?: number, tied?: boolean}[]} labels in order of importance; `side` is the place it had before, kept while it
 *   is free; a `tied` one has a line to its point and may stand farther off
 * @param {{x: number, y: number, width: number, height: number, weight?: number, owner?: number}[]} obstacles
 *   weight 1: never covered; less: avoided; `owner` is the label that may cover it
 * @param {{width: number, height: number}} bounds
 * @returns {Map<number, {x: number, y: number, side: number, sideX: number}>} left top corner of each label
 *   that found room; sideX says on which side of the point it stands (-1 left, 0 above or below, 1 right)
 */
export function placeLabels(labels, obstacles, bounds) {
  const taken = [...obstacles];
  const placed = new Map();
  for (const label of labels) {
    const best = bestSide(label, taken.filter((box) => withinReach(label, box)), bounds);
    if (!best) continue;
    placed.set(label.id, best);
    taken.push({ x: best.x - 1, y: best.y, width: label.width + 2, height: label.height, weight: 1 });
  }
  return placed;
}

function withinReach(label, box) {
  const reach = label.radius + RINGS_PIXELS.at(-1);
  const across = label.width + reach;
  const down = label.height + reach;
  return box.x < label.x + across && box.x + box.width > label.x - across && box.y < label.y + down && box.y + box.height > label.y - down;
}

function bestSide(label, taken, bounds) {
  let best = null;
  let bestCost = Infinity;
  const rings = label.must ? RINGS_PIXELS : RINGS_PIXELS.slice(0, 1);
  rings.forEach((ring, r) => SIDES.forEach(([sx, sy], s) => {
    const side = r * SIDES.length + s;
    const box = boxBeside(label, sx, sy, label.radius + ring);
    const cost = collisionCost(label, box, taken, bounds) + (side === label.side ? 0 : 0.02 + 0.01 * s) + (label.tied ? 0.2 : 1) * RING_COST * r;
    if (cost < bestCost) {
      bestCost = cost;
      best = { x: box.x, y: box.y, side, sideX: sx };
    }
  }));
  return bestCost < 0.5 || label.must ? best : null;
}

function boxBeside(label, sx, sy, reach) {
  const diagonal = sx !== 0 && sy !== 0 ? 0.72 : 1;
  const x = label.x + sx * reach * diagonal;
  const y = label.y + sy * reach * diagonal;
  return {
    x: sx > 0 ? x : sx < 0 ? x - label.width : x - label.width / 2,
    y: sy > 0 ? y : sy < 0 ? y - label.height : y - label.height / 2,
    width: label.width,
    height: label.height,
  };
}

function collisionCost(label, box, taken, bounds) {
  const area = box.width * box.height;
  const inside = overlap(box, { x: EDGE_PIXELS, y: 0, width: bounds.width - 2 * EDGE_PIXELS, height: bounds.height });
  let cost = inside < area - 0.01 ? 4 + ((area - inside) / area) * 40 : 0;
  for (const other of taken) {
    if (other.owner === label.id) continue;
    const shared = overlap(box, other);
    if (shared === 0) continue;
    const weight = other.weight ?? 1;
    cost += weight >= 1 ? 0.5 + (shared / area) * 8 : weight * (0.2 + shared / area);
  }
  return cost;
}
