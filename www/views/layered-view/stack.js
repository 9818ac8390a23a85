// Tilted planes, one above the other: the same plan of the network seen from the same side.

/**
 * An oblique view of the ground plan: x runs right, the far edge is moved right and up.
 * @param {{width: number, depth: number, tilt: number, lean: number}} shape size of the ground plan in pixels;
 *   tilt shortens its depth on the screen, lean moves the far edge to the right
 */
export function obliqueView({ width, depth, tilt, lean }) {
  const rise = depth * tilt;
  const project = ({ x, y }) => ({ x: x + (1 - y / depth) * lean, y: y * tilt });
  return {
    screenWidth: width + lean,
    screenDepth: rise,
    project,
    corners: [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: depth }, { x: 0, y: depth }].map(project),
    matrix: `matrix(1 0 ${-lean / depth} ${tilt} ${lean} 0)`,
  };
}

/**
 * Height of every copy above the lowest plane, in pixels: drawn planes are spread over the room there is,
 * folded copies stand evenly between their neighbours.
 * @param {{from: number, to: number, bundle: boolean}[]} gaps bottom up
 * @param {{room: number, least: number, most: number}} spacing pixels for all gaps together, and for one
 * @returns {{heights: Float64Array, total: number}} heights[copy]
 */
export function stackHeights(gaps, { room, least, most }) {
  const weights = gaps.map((gap) => (gap.bundle ? 1 + Math.min(1, Math.log2(gap.to - gap.from) / 6) : 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  const unit = Math.min(most, Math.max(least, room / sum));
  const heights = new Float64Array(gaps.at(-1).to + 1);
  let height = 0;
  gaps.forEach((gap, i) => {
    const size = unit * weights[i];
    for (let copy = gap.from; copy <= gap.to; copy += 1) {
      heights[copy] = height + (size * (copy - gap.from)) / (gap.to - gap.from);
    }
    height += size;
  });
  return { heights, total: height };
}

/** Heights part of the way from one stack to another, for a short animation. */
export function mixHeights(before, after, t) {
  if (!before || before.length !== after.length || t >= 1) return after;
  return after.map((height, copy) => before[copy] + (height - before[copy]) * t);
}
