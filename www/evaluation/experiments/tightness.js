// How far the paper's bound is from what happens, and how far each method is from the best order, on small instances.

import { chain } from '../instances/chains.js';
import { drawsFor } from '../instances/draws.js';
import { equipped } from '../instances/equipped.js';
import { randomGraph } from '../instances/graphs.js';
import { manyJobs } from '../instances/scenarios.js';
import { replay } from '../replay.js';

const INSTANCES = { whole: 150, quick: 3 };
const NODES = { from: 4, to: 8 };
const LAYERS = { from: 3, to: 8 };
const JOBS = { from: 2, to: 7 };
const MODELS = 2;
const FLOP = { from: 2e9, to: 2e10 };

const seconds = (value) => Number(value.toPrecision(7));

export function scenarioOf({ drawSeed }) {
  const draw = drawsFor(drawSeed);
  const network = equipped(randomGraph(draw.whole(NODES.from, NODES.to), drawSeed), drawSeed);
  const models = Array.from({ length: MODELS }, (_, at) => ({
    ...chain(draw.whole(LAYERS.from, LAYERS.to), `${drawSeed}/${at}`, { flop: draw.magnitude(FLOP.from, FLOP.to) }), id: `model${at + 1}`,
  }));
  const jobs = Array.from({ length: draw.whole(JOBS.from, JOBS.to) }, (_, at) => {
    const { id } = draw.among(network.nodes);
    return { id: `job${at + 1}`, model: draw.among(models).id, source: id, destination: id };
  });
  return manyJobs(network, models, jobs);
}

const replayed = ({ network, jobs }, plans) => replay(network, plans, new Map(jobs.map(({ id, releaseSeconds = 0 }) => [id, releaseSeconds])));

async function measure(point, { background, signal }) {
  const scenario = scenarioOf(point);
  const run = (options) => background.schedule(scenario, { objective: 'mean', signal, ...options });
  const best = await run({ method: 'exhaustive' });
  const greedy = await run({ method: 'greedy', baselines: true });
  const anneal = await run({ method: 'anneal' });
  const bound = await run({ method: 'greedy', mode: 'bound' });
  const happened = replayed(scenario, bound.plans);
  return {
    jobs: scenario.jobs.length,
    nodes: scenario.network.nodes.length,
    exhaustive: seconds(best.value),
    greedy: seconds(greedy.value),
    anneal: seconds(anneal.value),
    boundHappened: seconds(greedy.baselines.find(({ policy }) => policy === 'bound-greedy').value),
    lowerBound: seconds(Math.max(best.lowerBound, greedy.lowerBound, anneal.lowerBound)),
    predicted: bound.plans.map(({ latencySeconds }) => seconds(latencySeconds)),
    happened: happened.map(seconds),
  };
}

export const tightness = {
  name: 'tightness',
  title: 'How tight the bound is, and how good the orders are',
  points: ({ quick, seed }) => Array.from({ length: INSTANCES[quick ? 'quick' : 'whole'] }, (_, at) => ({
    key: String(at + 1), instance: at + 1, drawSeed: `${seed}/tightness/${at + 1}`,
  })),
  measure,
  /** A row for each job: what its instance has, and its own bound and completion. */
  rows: (points) => points.flatMap(({ predicted, happened, key: _, ...rest }) => predicted.map((bound, at) => ({
    ...rest, priority: at + 1, predicted: bound, happened: happened[at],
  }))),
};
