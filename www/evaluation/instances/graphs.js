// Which nodes there are and which of them are joined: drawn at random, or those of a real network.

import { drawsFor } from './draws.js';

/** As wide as a continent. */
const SIDE_KM = 4000;
const LINKS_PER_NODE = 2;
/** How far light gets in fibre. */
export const KM_PER_SECOND = 2e5;

/**
 * @typedef {object} Graph
 * @property {number} nodes
 * @property {[number, number, number][]} edges  two nodes and the km between them, each pair once
 */

const squared = (a, b) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2;

/**
 * Places anywhere in a square, each joined to the two nearest of those before it: connected, about 2N edges.
 * @returns {Graph}
 */
export function randomGraph(nodes, seed) {
  const { between } = drawsFor(`${seed}/graph`);
  const places = Array.from({ length: nodes }, () => ({ x: between(0, SIDE_KM), y: between(0, SIDE_KM) }));
  const edges = places.flatMap((place, at) => {
    const before = Array.from({ length: at }, (_, other) => other);
    before.sort((a, b) => squared(place, places[a]) - squared(place, places[b]) || a - b);
    return before.slice(0, LINKS_PER_NODE).map((other) => [other, at, Math.sqrt(squared(place, places[other]))]);
  });
  return { nodes, edges };
}

/**
 * The nodes and links of a network without its equipment; its first node stays the first.
 * @returns {Graph}
 */
export function graphOf({ nodes, links }) {
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const edges = links.map(({ from, to, delaySeconds = 0 }) => [...[index.get(from), index.get(to)].sort((a, b) => a - b), delaySeconds * KM_PER_SECOND]);
  return { nodes: nodes.length, edges: [...new Map(edges.map((edge) => [edge.slice(0, 2).join(), edge])).values()] };
}

/**
 * A file of data/graphs.
 * @returns {Graph}
 */
export const graphOfPlaces = ({ places, edges }) => ({ nodes: places.length, edges });
