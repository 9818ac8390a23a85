// Which nodes and paths are chosen while all links and all computers become slower or faster, over decades.

import { FIVE_NODES } from '../instances/five-nodes.js';
import { oneJob } from '../instances/scenarios.js';

const MODELS = ['vgg19', 'resnet34'];
const NETWORKS = [{ id: 'five-nodes', source: 'phone' }, { id: 'nsfnet', source: 'phone' }];

/** Four decades, the network as it is in the middle. */
const DECADES = 2;
const STEPS = { whole: 21, quick: 5 };

export const POLICIES = ['all-at-source', 'all-at-best-node', 'best-single-split', 'backlog-blind'];

const digits = (value, count) => Number(value.toPrecision(count));
const LATENCY_DIGITS = 5;
const seconds = (value) => (value === null ? null : digits(value, LATENCY_DIGITS));

const factorsOf = (steps) => Array.from({ length: steps }, (_, at) => digits(10 ** (DECADES * ((2 * at) / (steps - 1) - 1)), 4));

const networkOf = ({ network }, { networks }) => (network === 'five-nodes' ? FIVE_NODES : networks.get(network).network);

export function baseScenario(point, data) {
  return oneJob(networkOf(point, data), data.models.get(point.model).model, point.source);
}

/** What a plan chooses, as a text that is the same for the same choice: `phone:1-4|0,3|chicago:5-24|…`. */
export function choiceOf({ steps }) {
  const parts = [];
  for (const step of steps) {
    const last = parts.at(-1);
    if (step.kind === 'compute') {
      if (last?.node === step.node) last.to = step.layer;
      else parts.push({ node: step.node, from: step.layer, to: step.layer });
    } else if (last?.links) {
      last.links.push(step.link);
    } else {
      parts.push({ links: [step.link] });
    }
  }
  return parts.map(({ node, from, to, links }) => (links ? links.join(',') : `${node}:${from}-${to}`)).join('|');
}

/** The nodes that run layers, in their order: `phone>chicago`. */
export const placesOf = (choice) => choice.split('|').filter((part) => part.includes(':')).map((part) => part.slice(0, part.indexOf(':'))).join('>');

/**
 * One combination of a link factor and a compute factor.
 * @returns {Promise<{ scenario: object, plan: object, latencySeconds: number, policies: Record<string, number | null> }>}
 */
export async function measureCell(router, background, { linkFactor, computeFactor }, { signal } = {}) {
  router.scaleLinks(linkFactor).scaleCompute(computeFactor);
  const plan = router.route();
  const scenario = router.scenario();
  const { baselines } = await background.schedule(scenario, { baselines: true, signal });
  const policies = Object.fromEntries(POLICIES.map((policy) => [policy, seconds(baselines.find((one) => one.policy === policy).value)]));
  return { scenario, plan, latencySeconds: seconds(plan.latencySeconds), policies };
}

async function measure(point, { api, background, data, signal, onProgress }) {
  const router = api.router(baseScenario(point, data));
  const factors = factorsOf(point.steps);
  const choices = new Map();
  const cells = { choice: [], latencySeconds: [], ...Object.fromEntries(POLICIES.map((policy) => [policy, []])) };
  try {
    for (const [row, computeFactor] of factors.entries()) {
      for (const [column, linkFactor] of factors.entries()) {
        const { plan, latencySeconds, policies } = await measureCell(router, background, { linkFactor, computeFactor }, { signal });
        const choice = choiceOf(plan);
        if (!choices.has(choice)) choices.set(choice, choices.size);
        cells.choice.push(choices.get(choice));
        cells.latencySeconds.push(latencySeconds);
        for (const policy of POLICIES) cells[policy].push(policies[policy]);
        onProgress?.((row * factors.length + column + 1) / factors.length ** 2);
      }
    }
  } finally {
    router.dispose();
  }
  return { factors, choices: [...choices.keys()], cells };
}

/** A cell of a measured map: its place is row (compute) times the steps, plus column (links). */
export function cellOf({ factors, choices, cells }, place) {
  return {
    linkFactor: factors[place % factors.length],
    computeFactor: factors[Math.floor(place / factors.length)],
    choice: choices[cells.choice[place]],
    latencySeconds: cells.latencySeconds[place],
    policies: Object.fromEntries(POLICIES.map((policy) => [policy, cells[policy][place]])),
  };
}

export const adaptivity = {
  name: 'adaptivity',
  title: 'The split adapts to the network',
  points: ({ quick }) => NETWORKS.flatMap(({ id, source }) => MODELS.map((model) => ({
    key: `${id}/${model}`, network: id, model, source, steps: quick ? STEPS.quick : STEPS.whole,
  }))),
  measure,
  rows: (points) => points.flatMap((point) => point.cells.choice.map((_, place) => {
    const { choice, policies, ...rest } = cellOf(point, place);
    return { network: point.network, model: point.model, ...rest, ...policies, nodes: placesOf(choice), choice };
  })),
};
