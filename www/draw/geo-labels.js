// Labels beside points without overlap: greedy, the most important first.

/**
 * Where a label may stand, best first: the direction from the point to the label's nearest edge.
 * Wider rings are tried for labels that must be shown; from there a line leads to the point.
 */
const SIDES = [
  [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1],
  [1, -0.5], [1, 0.5], [-1, -0.5], [-1, 0.5], [0.5, -1], [0.5, 1], [-0.5, -1], [-0.5, 1],
];
const RINGS_PIXELS = [3, 12, 26, 44, 66, 92];
// Texts are a little wider than estimated now and then.
const EDGE_PIXELS = 4;
const EDGE_LINES_PIXELS = 2;
// A name far from its point is nearly as bad as one across a line.
const RING_COST = 0.4;
// A line across something that must not be covered spoils that too, times its weight.
const CROSSING_COST = 0.4;
/** Weight of what is to be read, next to the 1 of what is only to be seen. */
export const TEXT_WEIGHT = 3;

const WIDE = /[MWmw@%—]/;
const NARROW = /[iljI.,:;'|! ·]/;
const LEAN = /[tfr()\-–]/;

/** Width of a text in pixels in the wider of the usual fonts, near enough to keep labels apart without asking the browser. */
export function textWidth(text, fontSize) {
  let units = 0;
  for (const letter of text) {
    if (WIDE.test(letter)) units += 0.86;
    else if (NARROW.test(letter)) units += 0.33;
    else if (LEAN.test(letter)) units += 0.4;
    else if (letter >= 'A' && letter <= 'Z') units += 0.68;
    else units += 0.6;
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
 *   side?: number, tied?: boolean, node?: number}[]} labels in order of importance; `side` is the place it had before,
 *   kept while it is free; a `tied` one always has a line to its point and may stand farther off; `node` is the id of
 *   the label whose point it shares
 * @param {{x: number, y: number, width: number, height: number, weight?: number, owner?: number}[]} obstacles
 *   weight from 1: covered only if all else is worse; less: avoided; `owner` is the label that may cover it
 * @param {{width: number, height: number}} bounds
 * @returns {Map<number, {x: number, y: number, side: number, sideX: number, leader: null | {a: Point, b: Point}}>} left top
 *   corner of each label that found room; sideX says on which side of the point it stands (-1 left, 0 above or below,
 *   1 right); the leader is the line to the point of one that stands apart
 * @typedef {{x: number, y: number}} Point
 */
export function placeLabels(labels, obstacles, bounds) {
  const taken = [...obstacles];
  const placed = new Map();
  for (const label of labels) {
    const best = bestSide(label, taken.filter((box) => withinReach(label, box)), bounds);
    if (!best) continue;
    placed.set(label.id, best);
    taken.push({ x: best.x - 1, y: best.y, width: label.width + 2, height: label.height, weight: TEXT_WEIGHT });
    if (best.leader) taken.push(...alongLine(best.leader));
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
  for (let r = 0; r < rings.length; r += 1) {
    const ringCost = (label.tied ? 0.2 : 1) * RING_COST * r;
    if (bestCost <= ringCost) break;
    SIDES.forEach(([sx, sy], s) => {
      const side = r * SIDES.length + s;
      const box = boxBeside(label, sx, sy, label.radius + rings[r]);
      const placeCost = ringCost + (side === label.side ? 0 : 0.02 + 0.01 * s);
      let cost = collisionCost(label, box, taken, bounds, placeCost, bestCost);
      if (cost >= bestCost) return;
      const leader = r > 0 || label.tied ? leaderTo(label, box) : null;
      if (leader) cost += crossingCost(label, leader, taken);
      if (cost < bestCost) {
        bestCost = cost;
        best = { x: box.x, y: box.y, side, sideX: Math.sign(sx), leader };
      }
    });
  }
  return bestCost < 0.5 || label.must ? best : null;
}

function boxBeside({ x, y, width, height }, sx, sy, reach) {
  const across = reach * (sx !== 0 && sy !== 0 ? 0.72 : 1);
  return {
    x: x + sx * across - (width * (1 - sx)) / 2,
    y: y + sy * across - (height * (1 - sy)) / 2,
    width,
    height,
  };
}

/** From the box's nearest edge to the rim of the point's disc. */
function leaderTo({ x, y, radius }, box) {
  const a = { x: Math.min(box.x + box.width, Math.max(box.x, x)), y: Math.min(box.y + box.height, Math.max(box.y, y)) };
  const length = Math.hypot(a.x - x, a.y - y) || 1;
  const rim = Math.min(radius, length) / length;
  return { a, b: { x: x + (a.x - x) * rim, y: y + (a.y - y) * rim } };
}

function crossingCost(label, line, taken) {
  return taken.reduce((cost, box) => {
    const weight = box.weight ?? 1;
    const foreign = weight >= 1 && box.owner !== label.id && (label.node === undefined || box.owner !== label.node);
    return foreign && crosses(line, box) ? cost + weight * CROSSING_COST : cost;
  }, 0);
}

/** Whether a straight line meets a box. */
export function crosses({ a, b }, box) {
  let from = 0;
  let to = 1;
  const cut = (start, step, low, high) => {
    if (Math.abs(step) < 1e-9) return start > low && start < high;
    const [enter, leave] = [(low - start) / step, (high - start) / step].sort((p, q) => p - q);
    from = Math.max(from, enter);
    to = Math.min(to, leave);
    return from < to;
  };
  return cut(a.x, b.x - a.x, box.x, box.x + box.width) && cut(a.y, b.y - a.y, box.y, box.y + box.height);
}

/** Small boxes along a line, which later labels avoid. */
function alongLine({ a, b }) {
  const count = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 5);
  return Array.from({ length: count }, (_, at) => {
    const t = (at + 0.5) / count;
    return { x: a.x + (b.x - a.x) * t - 2, y: a.y + (b.y - a.y) * t - 2, width: 4, height: 4, weight: 0.9 };
  });
}

// Adds to the cost that the place has anyway, and stops once it is beyond the best.
function collisionCost(label, box, taken, bounds, placeCost, bestCost) {
  const area = box.width * box.height;
  const inside = overlap(box, { x: EDGE_PIXELS, y: EDGE_LINES_PIXELS, width: bounds.width - 2 * EDGE_PIXELS, height: bounds.height - 2 * EDGE_LINES_PIXELS });
  let cost = placeCost + (inside < area - 0.01 ? 4 + ((area - inside) / area) * 40 : 0);
  for (const other of taken) {
    if (cost >= bestCost) break;
    if (other.owner === label.id) continue;
    const shared = overlap(box, other);
    if (shared === 0) continue;
    const weight = other.weight ?? 1;
    cost += weight >= 1 ? weight * (0.8 + (shared / Math.min(area, other.width * other.height)) * 4) : weight * (0.2 + shared / area);
  }
  return cost;
}
