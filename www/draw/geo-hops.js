// Distances in hops, and the drawing of a network that has no places on a map.

/** Neighbours of every node, direction ignored. */
export function neighbourLists(nodeCount, links) {
  const lists = Array.from({ length: nodeCount }, () => new Set());
  for (const { from, to } of links) {
    lists[from].add(to);
    lists[to].add(from);
  }
  return lists.map((set) => [...set].sort((a, b) => a - b));
}

/**
 * Hops from the nearest root; -1 where no link leads.
 * @param {number[][]} neighbours
 * @param {number[]} roots
 */
export function hopDistances(neighbours, roots) {
  const hops = new Int32Array(neighbours.length).fill(-1);
  const queue = [...roots];
  for (const root of roots) hops[root] = 0;
  for (let head = 0; head < queue.length; head += 1) {
    for (const next of neighbours[queue[head]]) {
      if (hops[next] < 0) {
        hops[next] = hops[queue[head]] + 1;
        queue.push(next);
      }
    }
  }
  return hops;
}

/**
 * Positions in the unit square: columns by hop distance from the root, or a circle where
 * everything is next to everything and columns would say nothing.
 * @returns {{x: number, y: number}[]}
 */
export function diagramPositions(nodeCount, links, root) {
  const neighbours = neighbourLists(nodeCount, links);
  const hops = hopDistances(neighbours, [root]);
  const deepest = Math.max(...hops);
  if (nodeCount > 3 && deepest < 2) return circle(nodeCount, root);
  const columns = Array.from({ length: deepest + 1 }, () => []);
  const unreached = [];
  hops.forEach((hop, node) => (hop < 0 ? unreached : columns[hop]).push(node));
  if (unreached.length > 0) columns.push(unreached);
  return columnPositions(columns, neighbours, nodeCount);
}

function circle(nodeCount, root) {
  return Array.from({ length: nodeCount }, (_, node) => {
    const turn = Math.PI + (2 * Math.PI * (node - root)) / nodeCount;
    return { x: 0.5 + Math.cos(turn) / 2, y: 0.5 + Math.sin(turn) / 2 };
  });
}

function columnPositions(columns, neighbours, nodeCount) {
  const height = new Float64Array(nodeCount).fill(0.5);
  const spread = (column) => column.forEach((node, i) => {
    height[node] = (i + 0.5) / column.length;
  });
  columns.forEach(spread);
  // A few sweeps of the barycentre rule take out most crossings.
  for (let sweep = 0; sweep < 6; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const pull = new Map(column.map((node) => {
        const near = neighbours[node];
        return [node, near.length === 0 ? 0.5 : near.reduce((sum, other) => sum + height[other], 0) / near.length];
      }));
      column.sort((a, b) => pull.get(a) - pull.get(b) || a - b);
      spread(column);
    }
  }
  const last = Math.max(1, columns.length - 1);
  const positions = new Array(nodeCount);
  columns.forEach((column, i) => {
    for (const node of column) positions[node] = { x: columns.length === 1 ? 0.5 : i / last, y: height[node] };
  });
  return positions;
}
