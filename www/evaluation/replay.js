// What happens to plans under strict priority, worked out without the package: every node and every link serves one piece
// of work at a time, preemptive-resume, what was queued before first of all.

/** The intervals in which a resource is busy, in order and apart. */
class Resource {
  #busy = [];

  /** Serves from a moment on, in the gaps that are left; the time when it is done. */
  serve(from, seconds) {
    let now = from;
    let left = seconds;
    const taken = [];
    for (const [start, end] of this.#busy) {
      if (end <= now) continue;
      if (now + left <= start) break;
      if (start > now) {
        taken.push([now, start]);
        left -= start - now;
      }
      now = end;
    }
    taken.push([now, now + left]);
    this.#busy = [...this.#busy, ...taken].sort(([a], [b]) => a - b);
    return now + left;
  }
}

/** How long a step is served; what was preempted tells its pieces. */
const serviceSeconds = ({ startSeconds, endSeconds, pieces = [[startSeconds, endSeconds]] }) => pieces.reduce((sum, [start, end]) => sum + (end - start), 0);

/** Directed links in the order in which plans count them. */
const directed = ({ links }) => links.flatMap((link) => (link.bothWays ? [link, link] : [link]));

/**
 * @param {object} network
 * @param {object[]} plans highest priority first, each with the service times of its steps
 * @param {Map<string, number>} releases of the jobs, in seconds
 * @returns {number[]} when each plan's answer arrives, in seconds
 */
export function replay(network, plans, releases) {
  const resources = new Map();
  const resource = (key, queueSeconds) => {
    if (!resources.has(key)) {
      const fresh = new Resource();
      if (queueSeconds > 0) fresh.serve(0, queueSeconds);
      resources.set(key, fresh);
    }
    return resources.get(key);
  };
  const nodes = new Map(network.nodes.map((node) => [node.id, node]));
  const links = directed(network);
  return plans.map(({ job, steps }) => steps.reduce((now, step) => {
    const seconds = serviceSeconds(step);
    if (step.kind === 'compute') {
      const { flopPerSecond, backlogFlop = 0 } = nodes.get(step.node);
      return resource(step.node, backlogFlop / flopPerSecond).serve(now, seconds);
    }
    const { bitsPerSecond, backlogBits = 0 } = links[step.link];
    return resource(step.link, backlogBits / bitsPerSecond).serve(now, seconds) + (step.arriveSeconds - step.endSeconds);
  }, releases.get(job)));
}
