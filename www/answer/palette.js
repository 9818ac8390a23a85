// One colour a node, the same in every view and after every change: the place among the nodes that can compute.
// With more such nodes than colours, those that the plan uses come first and never share a colour while there are enough.

export const COLOURS = 8;

/** @returns {number[]} colour of each node, -1 for a node that has none */
export function coloursOf(nodes, usedIds) {
  const computing = nodes.flatMap((node, index) => (node.flopPerSecond > 0 ? [index] : []));
  const colours = nodes.map(() => -1);
  if (computing.length <= COLOURS) {
    computing.forEach((index, place) => { colours[index] = place; });
    return colours;
  }
  const place = new Map(computing.map((index, at) => [nodes[index].id, at]));
  const taken = new Set();
  for (const id of new Set(usedIds)) {
    if (!place.has(id)) continue;
    let colour = place.get(id) % COLOURS;
    while (taken.has(colour) && taken.size < COLOURS) colour = (colour + 1) % COLOURS;
    taken.add(colour);
    colours[computing[place.get(id)]] = colour;
  }
  return colours;
}
