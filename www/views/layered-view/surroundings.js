// What of a large network is drawn on each plane: all of it, or what lies near the path and a faint hull.

export const WHOLE_NETWORK_NODES = 300;

/**
 * @param {number} nodeCount
 * @param {{from: number, to: number}[]} lines
 * @param {Set<number>} touched nodes of the plan
 * @returns {{nodes: number[], lines: object[], whole: boolean}}
 */
export function surroundings(nodeCount, lines, touched) {
  if (nodeCount <= WHOLE_NETWORK_NODES) {
    return { nodes: Array.from({ length: nodeCount }, (_, node) => node), lines, whole: true };
  }
  const near = lines.filter((line) => touched.has(line.from) || touched.has(line.to)).slice(0, 600);
  const nodes = new Set(touched);
  for (const line of near) nodes.add(line.from).add(line.to);
  return { nodes: [...nodes].sort((a, b) => a - b), lines: near, whole: false };
}

/** Convex hull, anticlockwise on a page with y downwards (monotone chain). */
export function convexHull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (ordered) => {
    const chain = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}
