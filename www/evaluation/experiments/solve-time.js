// How long the existing formulation, the routing formulation, their relaxations and splitway's router take to the same
// optimum, as networks and models grow.

import { chain } from '../instances/chains.js';
import { equipped } from '../instances/equipped.js';
import { graphOf, graphOfPlaces, randomGraph } from '../instances/graphs.js';
import { oneJob } from '../instances/scenarios.js';

export const FORMS = ['placement', 'placement-lp', 'placement-flows', 'routing', 'routing-lp', 'router'];

/** A form that does not end within so long is not tried on larger instances. */
const LIMIT_SECONDS = { whole: 20, quick: 2 };

/** Writing and reading a larger program takes a minute, before it is solved. */
const MOST_NONZEROS = 5e5;
const BY_PATHS = ['placement', 'placement-lp'];

const INSTANCES = { whole: 3, quick: 1 };

const MODEL = 'vgg19';
const NODES = { whole: [5, 7, 10, 14, 20, 30, 50, 100, 200, 500, 1000], quick: [5, 7] };
const LAYERS = { whole: [8, 16, 32, 64, 100], quick: [8] };
const LAYERS_NODES = 14;

/** Of the networks of data/ and the graphs of data/graphs, which are smaller and which larger. */
const REAL = { whole: ['tree', 'abilene', 'nsfnet', 'att-mpls', 'geant', 'uninett'], quick: ['tree'] };

const digits = (value, count) => (value === null ? null : Number(value.toPrecision(count)));

const series = {
  nodes: (size) => NODES[size].map((nodes) => ({ series: 'nodes', nodes, model: MODEL })),
  layers: (size) => LAYERS[size].map((layers) => ({ series: 'layers', nodes: LAYERS_NODES, layers })),
  real: (size) => REAL[size].map((graph) => ({ series: 'real', graph, model: MODEL })),
};

function graphFor({ graph, nodes, drawSeed }, { networks, graphs }) {
  if (graph === undefined) return randomGraph(nodes, drawSeed);
  return graphs.has(graph) ? graphOfPlaces(graphs.get(graph)) : graphOf(networks.get(graph).network);
}

export function scenarioOf(point, data) {
  const { drawSeed, layers, model } = point;
  const network = equipped(graphFor(point, data), drawSeed);
  return oneJob(network, model === undefined ? chain(layers, drawSeed) : data.models.get(model).model, 'n0');
}

const range = ({ smallest, largest }) => [digits(smallest, 3), digits(largest, 3)];

/** What is kept of a run: its size, what it found, and how long it took. */
function outcomeOf({ status, seconds, optimumSeconds, boundSeconds, variables, rows, nonzeros, coefficients, costs, rootBoundSeconds, nodes, iterations }) {
  return {
    status,
    seconds: digits(seconds, 4),
    optimumSeconds: digits(optimumSeconds, 8),
    ...(status !== 'optimal' && { boundSeconds: digits(boundSeconds, 8) }),
    ...(variables !== null && { variables, rows, nonzeros, coefficients: range(coefficients), costs: range(costs), iterations }),
    ...(rootBoundSeconds !== null && { rootBoundSeconds: digits(rootBoundSeconds, 8) }),
    ...(typeof nodes === 'number' && { nodes }),
  };
}

/** Optima may differ by this share. */
const AGREEMENT = 1e-6;

/** A solver may call optimal what is not: the comparison is an error then, and brings its runs along. */
async function compared(api, scenario, options) {
  try {
    return await api.compare(scenario, options);
  } catch (error) {
    if (error.code === 'optima-differ') return error.cause;
    throw error;
  }
}

/**
 * Solves a point's scenario with some of the forms, the router among them.
 * @returns {Promise<Record<string, object>>} by form; `status` is also `wrong`, where a program's optimum is not the router's or its solution is no plan
 */
export async function solve(scenario, forms, { api, limitSeconds, highs, signal, onProgress }) {
  const { runs } = await compared(api, scenario, {
    forms, timeLimitSeconds: limitSeconds, signal,
    ...(highs !== undefined && { highs }),
    ...(onProgress && { onProgress: ({ share }) => onProgress(share) }),
  });
  const { optimumSeconds } = runs.find(({ name }) => name === 'router');
  const isWrong = (run) => run.status === 'optimal' && !run.relaxed && (Boolean(run.message) || Math.abs(run.optimumSeconds / optimumSeconds - 1) > AGREEMENT);
  return Object.fromEntries(runs.map((run) => [run.name, outcomeOf(isWrong(run) ? { ...run, status: 'wrong' } : run)]));
}

export const hasEnded = (run) => run.status === 'optimal';

const sizeKey = ({ nodes, layers, graph }) => graph ?? layers ?? nodes;

/** Forms that ended on all smaller instances of the same series. */
function formsFor(point, earlier) {
  const smaller = earlier.filter((one) => one.series === point.series && sizeKey(one) !== sizeKey(point));
  return FORMS.filter((form) => smaller.every(({ runs }) => runs[form] !== undefined && hasEnded(runs[form])));
}

/** Of the existing program by paths, by the formula of docs/method.md. */
function nonzerosByPaths({ network: { nodes }, models: [{ layers: { length: layers } }] }) {
  const computing = nodes.filter(({ flopPerSecond }) => flopPerSecond > 0).length;
  return layers * computing + 7 * (layers - 1) * computing * (computing - 1);
}

async function measure(point, context) {
  const scenario = scenarioOf(point, context.data);
  const forms = formsFor(point, context.earlier ?? []);
  const nonzeros = nonzerosByPaths(scenario);
  const tooLarge = forms.filter((form) => BY_PATHS.includes(form) && nonzeros > MOST_NONZEROS);
  const runs = await solve(scenario, forms.filter((form) => !tooLarge.includes(form)), { ...context, limitSeconds: point.limitSeconds });
  for (const form of tooLarge) runs[form] = { status: 'too-large', seconds: null, optimumSeconds: null, nonzeros };
  return { size: { nodes: scenario.network.nodes.length, links: 2 * scenario.network.links.length, layers: scenario.models[0].layers.length }, runs };
}

function points({ quick, seed }) {
  const size = quick ? 'quick' : 'whole';
  const sized = Object.values(series).flatMap((list) => list(size));
  return sized.flatMap((one) => Array.from({ length: INSTANCES[size] }, (_, at) => {
    const key = `${one.series}/${sizeKey(one)}/${at + 1}`;
    return { key, ...one, instance: at + 1, drawSeed: `${seed}/solve-time/${key}`, limitSeconds: LIMIT_SECONDS[size] };
  }));
}

const ends = (name, [smallest, largest]) => ({ [`smallest${name}`]: smallest, [`largest${name}`]: largest });

/** Size, outcome and time of every run, a row each; `ratio` is how many times as long it took as the router, `branches` are nodes of branch and bound. */
function rows(measured) {
  return measured.flatMap(({ series: kind, instance, drawSeed, limitSeconds, size, graph = 'random', model = 'chain', runs }) => (
    Object.entries(runs).map(([form, { status, seconds, coefficients, costs, nodes: branches, ...run }]) => ({
      series: kind, graph, model, instance, drawSeed, limitSeconds, ...size, form, status, seconds,
      ratio: digits(seconds === null ? null : seconds / runs.router.seconds, 4), ...run, branches,
      ...(coefficients && { ...ends('Coefficient', coefficients), ...ends('Cost', costs) }),
    }))));
}

export const solveTime = { name: 'solve-time', title: 'The same optimum, how fast', points, measure, rows };
