// The plan as a line that climbs through the copies: one segment per step.

/**
 * @param {object[]} steps of a plan
 * @param {Map<string, number>} indexOf node index by id
 * @returns {{step: number, kind: string, layer?: number, node?: number, copy?: number, from?: number, to?: number,
 *   link?: number}[]} compute segments rise from copy layer-1 to copy layer at a node; transfer segments cross a copy
 */
export function climbSegments(steps, indexOf) {
  return steps.map((step, index) => (step.kind === 'compute'
    ? { step: index, kind: 'compute', layer: step.layer, node: indexOf.get(step.node) }
    : {
      step: index, kind: 'transfer', copy: step.afterLayer, link: step.link, from: indexOf.get(step.from), to: indexOf.get(step.to),
    }));
}

/**
 * Start and end of a segment on the screen.
 * @param {{x: number, y: number}[]} ground projected points of the nodes on the lowest plane
 * @param {Float64Array} heights of the copies
 */
export function segmentEnds(segment, ground, heights) {
  const lifted = (node, copy) => ({ x: ground[node].x, y: ground[node].y - heights[copy] });
  return segment.kind === 'compute'
    ? [lifted(segment.node, segment.layer - 1), lifted(segment.node, segment.layer)]
    : [lifted(segment.from, segment.copy), lifted(segment.to, segment.copy)];
}

/** Every node the plan touches: where it computes and where its tensors pass. */
export function touchedNodes(segments, ...ends) {
  const nodes = new Set(ends);
  for (const segment of segments) {
    if (segment.kind === 'compute') nodes.add(segment.node);
    else nodes.add(segment.from).add(segment.to);
  }
  return nodes;
}

/**
 * The step next to another one in the plan's order, or the one at an end.
 * @param {number} current -1 when none is chosen yet
 * @param {string} key keyboard key
 * @returns {number|null} null when the key means nothing here
 */
export function stepAfterKey(current, key, count) {
  const last = count - 1;
  switch (key) {
    case 'ArrowUp': case 'ArrowRight': return Math.min(last, current + 1);
    case 'ArrowDown': case 'ArrowLeft': return Math.max(0, current - 1);
    case 'Home': return 0;
    case 'End': return last;
    case 'PageUp': return Math.min(last, current + 10);
    case 'PageDown': return Math.max(0, current - 10);
    default: return null;
  }
}
