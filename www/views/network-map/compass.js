// Moving from node to node with the arrow keys: the nearest one in that direction.

const DIRECTIONS = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
};

/**
 * @param {{x: number, y: number}[]} points
 * @param {number} current
 * @param {string} key
 * @returns {number|null} null for another key, or when nothing lies that way
 */
export function nodeTowards(points, current, key) {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  let best = null;
  let bestCost = Infinity;
  points.forEach((point, node) => {
    const dx = point.x - points[current].x;
    const dy = point.y - points[current].y;
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    // Within about 70° of the arrow; straight ahead counts for more than near.
    if (node === current || along <= 0 || aside > along * 2.7) return;
    const cost = along + aside * 1.8;
    if (cost < bestCost) {
      bestCost = cost;
      best = node;
    }
  });
  return best;
}

export function nearestNode(points, { x, y }) {
  let best = -1;
  let bestDistance = Infinity;
  points.forEach((point, node) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = node;
    }
  });
  return { node: best, distance: bestDistance };
}
