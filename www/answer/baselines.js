// What the split is measured against: every layer on the device that asks, on the fastest machine,
// and on the one machine of all with which the answer is back soonest.

/** In networks with more machines than this the best single one is looked for only when nothing moves. */
const MOST_AT_ONCE = 24;

export function fastestNode(nodes) {
  return nodes.reduce((best, node) => (node.flopPerSecond > (best?.flopPerSecond ?? 0) ? node : best), null);
}

/**
 * The contract's `baselines`; `sourceNode` and `cloudNode` are nodes of the answer, and so is `singleNode`,
 * null until `seekSingle` has tried all machines.
 */
export function baselinesOf(router, nodes, sourceNode, layers, options) {
  /** A node's plan when it runs all layers; null, with the error, where it cannot. */
  function allOn(node) {
    if (!(node?.flopPerSecond > 0)) return { plan: null, error: null };
    try {
      const pins = [{ firstLayer: 1, lastLayer: layers, nodes: [node.id] }];
      return { plan: router.route({ ...options, pins }), error: null };
    } catch (error) {
      return { plan: null, error };
    }
  }

  const cloudNode = fastestNode(nodes);
  const device = allOn(sourceNode);
  const cloud = cloudNode === sourceNode ? device : allOn(cloudNode);
  const known = new Map([[sourceNode, device], [cloudNode, cloud]]);
  const machines = nodes.filter(({ flopPerSecond }) => flopPerSecond > 0);
  let next = 0;
  let best = { plan: null, node: null };
  const baselines = {
    device: device.plan, deviceError: device.error, cloud: cloud.plan, cloudError: cloud.error, cloudNode,
    single: null, singleNode: null,
    /** Tries machines while `mayGoOn`; true once all were tried. */
    seekSingle(mayGoOn = () => true) {
      for (; next < machines.length; next += 1) {
        if (!mayGoOn()) return false;
        const node = machines[next];
        const { plan } = known.get(node) ?? allOn(node);
        if (plan && !(plan.latencySeconds >= best.plan?.latencySeconds)) best = { plan, node };
      }
      Object.assign(baselines, { single: best.plan, singleNode: best.node });
      return true;
    },
  };
  if (machines.length <= MOST_AT_ONCE) baselines.seekSingle();
  return baselines;
}
