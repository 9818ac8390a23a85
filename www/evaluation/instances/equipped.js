// A graph made into a network: computers, queues and rates, drawn at random from what real ones have.

import { drawsFor } from './draws.js';
import { KM_PER_SECOND } from './graphs.js';

const RELAY_SHARE = 0.2;
/** From a phone to a data centre's GPU. */
const FLOP_PER_SECOND = { from: 3e10, to: 3e12 };
const SOURCE_FLOP_PER_SECOND = 3.1e10;
/** One tenant's share of a link. */
const BITS_PER_SECOND = { from: 5e7, to: 2e9 };
const QUEUED_SHARE = 0.5;
const LONGEST_NODE_QUEUE_SECONDS = 0.05;
const LONGEST_LINK_QUEUE_SECONDS = 0.005;

/**
 * The first node is a phone without a queue, which asks; one in five others is a relay, half of all queues are not empty.
 * @param {import('./graphs.js').Graph} graph
 * @returns {object} the network of a scenario, with nodes n0, n1, …
 */
export function equipped({ nodes: count, edges }, seed) {
  const { between, chance, magnitude } = drawsFor(`${seed}/equipment`);
  const queue = (longest) => (chance(QUEUED_SHARE) ? between(0, longest) : 0);
  const nodes = Array.from({ length: count }, (_, at) => {
    if (at === 0) return { id: 'n0', flopPerSecond: SOURCE_FLOP_PER_SECOND };
    const flopPerSecond = chance(RELAY_SHARE) ? 0 : magnitude(FLOP_PER_SECOND.from, FLOP_PER_SECOND.to);
    const backlogFlop = Math.round(flopPerSecond * queue(LONGEST_NODE_QUEUE_SECONDS));
    return { id: `n${at}`, flopPerSecond, backlogFlop };
  });
  const links = edges.map(([from, to, km]) => {
    const bitsPerSecond = magnitude(BITS_PER_SECOND.from, BITS_PER_SECOND.to);
    return {
      from: `n${from}`,
      to: `n${to}`,
      bitsPerSecond,
      delaySeconds: Number((km / KM_PER_SECOND).toFixed(6)),
      backlogBits: Math.round(bitsPerSecond * queue(LONGEST_LINK_QUEUE_SECONDS)),
      bothWays: true,
    };
  });
  return { nodes, links };
}
