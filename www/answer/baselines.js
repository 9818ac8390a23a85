// What the split is measured against: every layer on the device that asks, and every layer on the fastest machine.

/** A node's plan when it runs all layers; null, with the error, where it cannot. */
function allOn(router, node, layers, options) {
  if (!(node?.flopPerSecond > 0)) return { plan: null, error: null };
  try {
    const pins = [{ firstLayer: 1, lastLayer: layers, nodes: [node.id] }];
    return { plan: router.route({ ...options, pins }), error: null };
  } catch (error) {
    return { plan: null, error };
  }
}

export function fastestNode(nodes) {
  return nodes.reduce((best, node) => (node.flopPerSecond > (best?.flopPerSecond ?? 0) ? node : best), null);
}

/** The contract's `baselines`; `sourceNode` and `cloudNode` are nodes of the answer. */
export function baselinesOf(router, nodes, sourceNode, layers, options) {
  const cloudNode = fastestNode(nodes);
  const device = allOn(router, sourceNode, layers, options);
  const cloud = cloudNode === sourceNode ? device : allOn(router, cloudNode, layers, options);
  return { device: device.plan, deviceError: device.error, cloud: cloud.plan, cloudError: cloud.error, cloudNode };
}
