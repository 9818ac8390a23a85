// Mean and largest latency while more and more requests of several models come at once.

import { drawJobs } from '../../jobs/draw.js';
import { seedOf } from '../instances/draws.js';
import { manyJobs as scenario } from '../instances/scenarios.js';

const NETWORK = 'nsfnet';
const MODELS = ['vgg19', 'resnet34', 'mobilenet-v2'];
const COUNTS = { whole: [2, 4, 8, 16, 32, 64], quick: [2, 3] };
const INSTANCES = { whole: 5, quick: 1 };
export const OBJECTIVES = ['mean', 'max'];

const seconds = (value) => (value === null ? null : Number(value.toPrecision(7)));

/** Where the figures of a point come from: a call, and what of its answer. */
const SEARCHES = { greedy: { method: 'greedy', baselines: true }, anneal: { method: 'anneal' }, boundPredicted: { method: 'greedy', mode: 'bound' } };
const POLICIES = {
  boundHappened: 'bound-greedy', allAtSource: 'all-at-source', allAtBestNode: 'all-at-best-node', bestSingleSplit: 'best-single-split', backlogBlind: 'backlog-blind',
};

/** What every point has, by its name in the data. */
export const METHODS = [...Object.keys(SEARCHES), ...Object.keys(POLICIES), 'lowerBound'];

export function scenarioOf({ jobs, drawSeed }, { networks, models }) {
  const { network } = networks.get(NETWORK);
  const drawn = drawJobs({ count: jobs, seed: drawSeed, perSecond: null, models: MODELS }, network.nodes);
  return scenario(network, MODELS.map((id) => models.get(id).model), drawn);
}

/**
 * The objective's value by some of the methods.
 * @returns {Promise<Record<string, number | null>>} in seconds; null where a policy is not possible
 */
export async function measureMethods(given, objective, methods, { background, signal, onProgress }) {
  const needed = Object.keys(SEARCHES).filter((name) => methods.includes(name) || (name === 'greedy' && methods.some((one) => !SEARCHES[one])) || methods.includes('lowerBound'));
  const measured = {};
  for (const [at, name] of needed.entries()) {
    const told = onProgress && (({ share }) => onProgress((at + share) / needed.length));
    const { value, lowerBound, baselines = [] } = await background.schedule(given, { objective, signal, onProgress: told, ...SEARCHES[name] });
    measured[name] = seconds(value);
    for (const [policy, id] of Object.entries(POLICIES)) {
      const found = baselines.find((one) => one.policy === id);
      if (found) measured[policy] = seconds(found.value);
    }
    measured.lowerBound = Math.max(measured.lowerBound ?? 0, seconds(lowerBound));
  }
  return Object.fromEntries(methods.map((name) => [name, measured[name]]));
}

export const manyJobs = {
  name: 'many-jobs',
  title: 'Many jobs at once',
  points({ quick, seed }) {
    const size = quick ? 'quick' : 'whole';
    return COUNTS[size].flatMap((jobs) => Array.from({ length: INSTANCES[size] }, (_, at) => {
      const key = `${jobs}/${at + 1}`;
      return { key, jobs, instance: at + 1, drawSeed: seedOf(`${seed}/many-jobs/${key}`) };
    }));
  },
  async measure(point, { background, data, signal, onProgress }) {
    const given = scenarioOf(point, data);
    const measured = {};
    for (const [at, objective] of OBJECTIVES.entries()) {
      const told = onProgress && ((share) => onProgress((at + share) / OBJECTIVES.length));
      measured[objective] = await measureMethods(given, objective, METHODS, { background, signal, onProgress: told });
    }
    return measured;
  },
  rows: (points) => points.flatMap(({ jobs, instance, drawSeed, ...measured }) => OBJECTIVES.map((objective) => ({
    objective, jobs, instance, drawSeed, ...measured[objective],
  }))),
};
