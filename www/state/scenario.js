// The scenario (splitway/scenario@1) that a state stands for, and back to a compact file.
// Links are one-way here, so that a place in the list is the index of the directed link everywhere.

import { modelById } from '../jobs/jobs-state.js';
import { OPENED } from './page-state.js';

/** Each link that goes both ways as two, forward then backward. */
export function oneWayLinks(links) {
  return links.flatMap(({ bothWays, ...link }) =>
    (bothWays ? [link, { ...link, from: link.to, to: link.from }] : [link]));
}

/** Neighbours in the list that differ in direction only, as one link that goes both ways. */
export function bothWayLinks(links) {
  const joined = [];
  for (let at = 0; at < links.length; at += 1) {
    const [link, back] = [links[at], links[at + 1]];
    const pair = back && sameFields({ ...back, from: back.to, to: back.from }, link);
    joined.push(pair ? { ...link, bothWays: true } : link);
    if (pair) at += 1;
  }
  return joined;
}

function sameFields(a, b) {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

function edited(thing, patch) {
  if (!patch) return thing;
  return Object.fromEntries(Object.entries({ ...thing, ...patch }).filter(([, value]) => value !== null && value !== undefined));
}

function modelOf(state, data, job) {
  if (state.model !== OPENED) return data.models.get(state.model).model;
  const { models } = state.opened.scenario;
  return models.find(({ id }) => id === job?.model) ?? models[0];
}

const withEdits = (network, { edits }) => ({
  format: 'splitway/scenario@1',
  network: {
    ...network,
    nodes: network.nodes.map((node) => edited(node, edits.nodes[node.id])),
    links: oneWayLinks(network.links).map((link, index) => edited(link, edits.links[index])),
  },
});

/** One of several jobs, as if it were alone. */
function jobAlone(state, data) {
  const { pins, ...job } = state.shown;
  return { models: [modelById(state, data, job.model)], jobs: [job] };
}

/**
 * Everything but pins, wait and factors: those change too often to read a scenario anew for each.
 * @param {import('./page-state.js').PageState} state
 */
export function scenarioOf(state, data) {
  const fromFile = state.network === OPENED;
  const { scenario } = state.opened ?? {};
  const { network, sourceNode, destinationNode } = fromFile ? { network: scenario.network } : data.networks.get(state.network);
  if (state.shown) return { ...withEdits(network, state), ...jobAlone(state, data) };
  const openedJob = scenario?.jobs.find(({ id }) => id === state.job) ?? scenario?.jobs[0];
  const model = modelOf(state, data, openedJob);
  const job = {
    ...(fromFile ? openedJob : { id: 'inference' }),
    model: model.id,
    source: state.source ?? (fromFile ? openedJob.source : sourceNode),
    destination: state.destination ?? (fromFile ? openedJob.destination : destinationNode),
  };
  delete job.pins;
  const whole = fromFile && state.model === OPENED;
  return {
    ...(whole ? scenario : {}),
    ...withEdits(network, state),
    models: whole ? scenario.models : [model],
    jobs: whole ? scenario.jobs.map((each) => (each.id === job.id ? job : each)) : [job],
  };
}

// A product beyond all numbers would be written as null.
const times = (value, factor) => Math.min(value * factor, Number.MAX_VALUE);

/**
 * The sliders' factors folded into the numbers, as the router's own scenario has them; also of a scenario that no router takes.
 * @param {import('./page-state.js').PageState['factors']} factors
 */
export function withFactors(scenario, { links, compute, backlog }) {
  if (links === 1 && compute === 1 && backlog === 1) return scenario;
  const scaled = (thing, factors) => {
    const there = Object.entries(factors).filter(([key]) => thing[key] !== undefined);
    return { ...thing, ...Object.fromEntries(there.map(([key, factor]) => [key, times(thing[key], factor)])) };
  };
  const faster = ({ secondsOn, ...layer }) => (secondsOn
    ? { ...layer, secondsOn: Object.fromEntries(Object.entries(secondsOn).map(([device, seconds]) => [device, seconds / compute])) }
    : layer);
  const { network, models } = scenario;
  return {
    ...scenario,
    network: {
      ...network,
      nodes: network.nodes.map((node) => scaled(node, { flopPerSecond: compute, memoryBytesPerSecond: compute, backlogFlop: backlog })),
      links: network.links.map((link) => scaled(link, { bitsPerSecond: links, backlogBits: backlog })),
    },
    models: compute === 1 ? models : models.map((model) => ({ ...model, layers: model.layers.map(faster) })),
  };
}

/** The scenario as wanted, solvable or not, ready to be saved; `current` has the factors folded in. */
export function scenarioToSave(current, state, jobId) {
  return {
    ...current,
    network: { ...current.network, links: bothWayLinks(oneWayLinks(current.network.links)) },
    jobs: current.jobs.map((job) => (job.id === jobId && state.pins.length > 0 ? { ...job, pins: state.pins } : job)),
    options: { ...current.options, wait: state.wait },
  };
}
