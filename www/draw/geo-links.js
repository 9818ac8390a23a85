// Lines for links: one per cable, parallel cables apart, each direction of a cable with its own side when both are used.

/**
 * Directed links as lines to draw: a link and its reverse share a line; parallel lines between the same
 * two nodes get offsets -1, 0, 1 … about the straight one.
 * @param {{index: number, from: number, to: number, reverse: number}[]} links
 * @returns {{lines: {link: number, reverse: number, from: number, to: number, offset: number}[],
 *   lineOf: Int32Array}} lineOf[link] is the line of a directed link
 */
export function linkLines(links) {
  const lines = [];
  const lineOf = new Int32Array(links.length).fill(-1);
  const between = new Map();
  links.forEach((link, index) => {
    if (lineOf[index] >= 0) return;
    const line = { link: index, reverse: link.reverse, from: link.from, to: link.to, offset: 0 };
    lineOf[index] = lines.length;
    if (link.reverse >= 0) lineOf[link.reverse] = lines.length;
    lines.push(line);
    const key = `${Math.min(link.from, link.to)} ${Math.max(link.from, link.to)}`;
    between.set(key, [...(between.get(key) ?? []), line]);
  });
  for (const parallel of between.values()) {
    parallel.forEach((line, i) => {
      const side = line.from < line.to ? 1 : -1;
      line.offset = (i - (parallel.length - 1) / 2) * side || 0;
    });
  }
  return { lines, lineOf };
}

/**
 * A quadratic curve from a to b whose middle stands `bow` pixels to the right of the straight line.
 * @returns {{a: Point, c: Point, b: Point}} start, control point, end
 * @typedef {{x: number, y: number}} Point
 */
export function curveBetween(a, b, bow) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const c = {
    x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bow * 2,
    y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bow * 2,
  };
  return { a, c, b };
}

export const reversed = ({ a, c, b }) => ({ a: b, c, b: a });

/** The same curve, moved to its own right-hand side by `distance` pixels. */
export function beside({ a, c, b }, distance) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const dx = (-(b.y - a.y) / length) * distance;
  const dy = ((b.x - a.x) / length) * distance;
  const shift = (point) => ({ x: point.x + dx, y: point.y + dy });
  return { a: shift(a), c: shift(c), b: shift(b) };
}

export function pointOn({ a, c, b }, t) {
  const s = 1 - t;
  return { x: s * s * a.x + 2 * s * t * c.x + t * t * b.x, y: s * s * a.y + 2 * s * t * c.y + t * t * b.y };
}

/** Direction of travel at t, in radians. */
export function headingOn({ a, c, b }, t) {
  const dx = (1 - t) * (c.x - a.x) + t * (b.x - c.x);
  const dy = (1 - t) * (c.y - a.y) + t * (b.y - c.y);
  return Math.atan2(dy, dx);
}

/** The part of a curve that lies outside the circles about its ends; half of it at least is kept. */
export function trimmed(curve, startRadius, endRadius) {
  const length = Math.hypot(curve.b.x - curve.a.x, curve.b.y - curve.a.y) || 1;
  const t0 = Math.min(0.25, startRadius / length);
  const t1 = Math.max(0.75, 1 - endRadius / length);
  return between(curve, t0, t1);
}

function between(curve, t0, t1) {
  const { a, c, b } = curve;
  const mix = (p, q, t) => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });
  const control = mix(mix(a, c, t0), mix(c, b, t0), t1);
  return { a: pointOn(curve, t0), c: control, b: pointOn(curve, t1) };
}

const at = (value) => Math.round(value * 10) / 10;

export const curvePath = ({ a, c, b }) => `M${at(a.x)} ${at(a.y)}Q${at(c.x)} ${at(c.y)} ${at(b.x)} ${at(b.y)}`;

export const linePath = ({ a, b }) => `M${at(a.x)} ${at(a.y)}L${at(b.x)} ${at(b.y)}`;

/** A closed arrowhead whose tip is at `tip`. */
export function arrowHead(tip, heading, size) {
  const corner = (turn) => ({ x: tip.x - Math.cos(heading + turn) * size, y: tip.y - Math.sin(heading + turn) * size });
  const left = corner(0.45);
  const right = corner(-0.45);
  return `M${at(tip.x)} ${at(tip.y)}L${at(left.x)} ${at(left.y)}L${at(right.x)} ${at(right.y)}Z`;
}
