// What the split is measured against: every layer on the device that asks, on the fastest machine,
// and on the one machine of all with which the answer is back soonest.

/** In networks with more machines than this the best single one is looked for only when nothing moves. */
const MOST_AT_ONCE = 24;

/** All that no other machine is faster than: several where machines are alike. */
export function fastestNodes(nodes) {
  const most = Math.max(0, ...nodes.map(({ flopPerSecond }) => flopPerSecond ?? 0));
  return most > 0 ? nodes.filter(({ flopPerSecond }) => flopPerSecond === most) : [];
}

/**
 * The contract's `baselines`; `sourceNode` and `cloudNode` are nodes of the answer, and so is `singleNode`,
 * null until `seekSingle` has tried all machines.
 * @param {string[]} placement  the plan's: of several fastest machines one of its own is told, else the source, else the soonest
 */
export function baselinesOf(router, { nodes, sourceNode, layers, placement }, options) {
  const known = new Map();
  /** A node's plan when it runs all layers; null, with the error, where it cannot. */
  function allOn(node) {
    if (!known.has(node)) known.set(node, routedOn(node));
    return known.get(node);
  }

  function routedOn(node) {
    if (!(node?.flopPerSecond > 0)) return { plan: null, error: null };
    try {
      const pins = [{ firstLayer: 1, lastLayer: layers, nodes: [node.id] }];
      return { plan: router.route({ ...options, pins }), error: null };
    } catch (error) {
      return { plan: null, error };
    }
  }

  function soonest(alike) {
    const seconds = (node) => allOn(node).plan?.latencySeconds ?? Infinity;
    return alike.slice(0, MOST_AT_ONCE).reduce((best, node) => (seconds(node) < seconds(best) ? node : best));
  }

  function fastest() {
    const alike = fastestNodes(nodes);
    const own = alike.filter(({ id }) => placement.includes(id));
    const among = own.length > 0 ? own : alike;
    if (among.length < 2) return among[0] ?? null;
    return among.includes(sourceNode) ? sourceNode : soonest(among);
  }

  const cloudNode = fastest();
  const device = allOn(sourceNode);
  const cloud = allOn(cloudNode);
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
        const { plan } = allOn(node);
        if (plan && !(plan.latencySeconds >= best.plan?.latencySeconds)) best = { plan, node };
      }
      Object.assign(baselines, { single: best.plan, singleNode: best.node });
      return true;
    },
  };
  if (machines.length <= MOST_AT_ONCE) baselines.seekSingle();
  return baselines;
}
