// What is wrong with a link, in words.

import { listed } from '../format/words.js';
import { createJobsReader, isKnownJob } from '../jobs/jobs-state.js';
import { scenarioOf } from './scenario.js';
import { VERSION_KEY } from './link.js';

const PARTS = {
  n: 'the network', m: 'the model', w: 'how queues count', s: 'the start', d: 'the end', j: 'the request',
  l: 'the link rates', c: 'the compute rates', b: 'the queued work', p: 'the pins', e: 'the changed numbers', o: 'the scenario',
  k: 'the jobs', q: 'how they are scheduled',
};

/** The parts of a link, by their keys, that name nodes, links or layers which the scenario does not have. */
export function strangersIn(state, data) {
  const { network, models, jobs } = scenarioOf({ ...state, edits: { nodes: {}, links: {} } }, data);
  const ids = new Set(network.nodes.map(({ id }) => id));
  const tags = new Set(network.nodes.flatMap((node) => node.tags ?? []));
  const job = jobs.find(({ id }) => id === state.job) ?? jobs[0];
  const { layers } = models.find(({ id }) => id === job.model);
  const isPin = ({ firstLayer, lastLayer, nodes = [], tags: wanted = [] }) =>
    firstLayer >= 1 && firstLayer <= lastLayer && lastLayer <= layers.length && nodes.every((id) => ids.has(id)) && wanted.every((tag) => tags.has(tag));
  const isLink = (index) => /^\d+$/.test(index) && Number(index) < network.links.length;
  const holds = {
    k: !state.jobs || createJobsReader(data)(state).every((each) => isKnownJob(each, state, data)),
    s: state.source === null || ids.has(state.source),
    d: state.destination === null || ids.has(state.destination),
    p: state.pins.every(isPin),
    e: Object.keys(state.edits.nodes).every((id) => ids.has(id)) && Object.keys(state.edits.links).every(isLink),
  };
  return Object.keys(holds).filter((key) => !holds[key]);
}

/** @param {string[]} keys of the parts that cannot be read or that nothing answers to */
export function damageText(keys) {
  if (keys.includes(VERSION_KEY)) return 'It comes from another version of this page.';
  const known = [...new Set(keys.map((key) => PARTS[key]).filter(Boolean))];
  if (known.length === 0) return 'It is damaged, or not a link of this page.';
  return `What it says of ${listed(known)} is cut short, damaged or unknown here.`;
}
