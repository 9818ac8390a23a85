// How an imported network or model takes its place on the page, as changes of the page's state.

import { packScenario } from '../state/packed-scenario.js';
import { NO_EDITS, OPENED, withOpened } from '../state/page-state.js';
import { bothWayLinks, oneWayLinks } from '../state/scenario.js';

/** Larger ones are for the command: each node, link and layer is drawn. */
export const MOST_NODES = 1000;
export const MOST_LINKS = 5000;
const MOST_LAYERS = 3000;

function neighbourCounts({ nodes, links }) {
  const neighbours = new Map(nodes.map(({ id }) => [id, new Set()]));
  for (const { from, to } of links) {
    neighbours.get(from).add(to);
    neighbours.get(to).add(from);
  }
  return neighbours;
}

/** Where a request is likely to come from: the slowest machine among those with the fewest neighbours. */
export function likelyStart(network) {
  const neighbours = neighbourCounts(network);
  const machines = network.nodes.filter(({ flopPerSecond }) => flopPerSecond > 0);
  const among = machines.length > 0 ? machines : network.nodes;
  const rank = (node) => [neighbours.get(node.id).size, node.flopPerSecond];
  return among.reduce((best, node) => {
    const [[neighboursOfBest, rateOfBest], [neighboursOfNode, rateOfNode]] = [rank(best), rank(node)];
    return neighboursOfNode < neighboursOfBest || (neighboursOfNode === neighboursOfBest && rateOfNode < rateOfBest) ? node : best;
  }).id;
}

const tooLarge = (message) => Object.assign(new Error(message), { code: 'limit-exceeded' });

async function opened({ network, model, source, destination, name }, storage) {
  const scenario = {
    format: 'splitway/scenario@1', network, models: [model], jobs: [{ id: 'inference', model: model.id, source, destination }],
  };
  return { scenario, packed: await packScenario(scenario, storage), name };
}

/**
 * The network takes the place of the one on the page; model, waiting and sliders stay.
 * @param {{ network: object, name: string }} imported
 * @param {{ state: import('../state/page-state.js').PageState, model: object, storage?: Storage }} page
 */
export async function placeNetwork({ network, name }, { state, model, storage }) {
  if (network.nodes.length > MOST_NODES) {
    throw tooLarge(`The network has ${network.nodes.length} nodes, and the page shows ${MOST_NODES}; the command takes more (splitway import).`);
  }
  if (network.links.length > MOST_LINKS) {
    throw tooLarge(`The network has ${network.links.length} links, and the page shows ${MOST_LINKS}; the command takes more (splitway import).`);
  }
  const start = likelyStart(network);
  const named = { ...network, name: network.name ?? name };
  const whole = await opened({ network: named, model, source: start, destination: start, name: named.name }, storage);
  const changes = { ...withOpened(whole), wait: state.wait, factors: state.factors };
  return state.model === OPENED ? changes : { ...changes, model: state.model };
}

/**
 * The model takes the place of the one on the page; network, ends, waiting and sliders stay.
 * @param {{ model: object, name: string }} imported
 * @param {{ state: import('../state/page-state.js').PageState, network: object, source: string, destination: string, storage?: Storage }} page
 */
export async function placeModel({ model }, { state, network, source, destination, storage }) {
  if (model.layers.length > MOST_LAYERS) {
    throw tooLarge(`The model has ${model.layers.length} layers, and the page shows ${MOST_LAYERS}; take larger blocks, or the command (splitway import).`);
  }
  const compact = { ...network, links: bothWayLinks(oneWayLinks(network.links)) };
  const whole = await opened({ network: compact, model, source, destination, name: model.id }, storage);
  if (state.network === OPENED) return { ...withOpened(whole), wait: state.wait, factors: state.factors };
  return { model: OPENED, opened: whole, pins: [], job: null, jobs: null };
}

const shapeOf = ({ nodes, links }) => JSON.stringify([nodes.map(({ id }) => id), links.map(({ from, to, bothWays = false }) => [from, to, bothWays])]);

/** Another table of the same file has other nodes and links: what named the old ones goes. */
function withOtherNodes(scenario, network) {
  const ids = new Set(network.nodes.map(({ id }) => id));
  const start = likelyStart(network);
  const there = (id) => (ids.has(id) ? id : start);
  const jobs = scenario.jobs.map(({ pins, ...job }) => ({ ...job, source: there(job.source), destination: there(job.destination) }));
  return { scenario: { ...scenario, jobs }, goes: { source: null, destination: null, pins: [], edits: NO_EDITS, jobs: null } };
}

/** The same thing read anew: what was chosen since then stays. */
export async function replaced(state, { network, model }, storage) {
  const { name } = state.opened;
  const isOther = network && shapeOf(network) !== shapeOf(state.opened.scenario.network);
  const { scenario, goes } = isOther ? withOtherNodes(state.opened.scenario, network) : { scenario: state.opened.scenario, goes: {} };
  const next = {
    ...scenario, network: network ? { name: scenario.network.name, ...network } : scenario.network, models: model ? [model] : scenario.models,
    jobs: scenario.jobs.map((job) => (model ? { ...job, model: model.id } : job)),
  };
  const changes = { ...goes, opened: { scenario: next, packed: await packScenario(next, storage), name } };
  // Other layers may bear the numbers of those that were pinned.
  return model && model.layers.length !== scenario.models[0].layers.length ? { ...changes, pins: [] } : changes;
}
