// One program on a thread of its own: built, solved by HiGHS, its answer read back. The thread can be ended at any time.

import { parentPort, workerData } from 'node:worker_threads';
import { errorAnswer } from '../failure.js';
import { startFormulation } from '../this-thread.js';

// Optima are compared, so none may be only nearly one.
const EXACTLY = { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 };

const MICROSECONDS = 1e6;

const finite = (value) => (Number.isFinite(value) ? value : null);

/** What HiGHS counts, as a number; null where it says nothing. */
function counted(model, name) {
  try {
    const count = Number(model.info.get(name));
    return count >= 0 ? count : null;
  } catch {
    return null;
  }
}

function valuesOf(model) {
  const { colValue } = model.getSolution();
  return Object.fromEntries(Array.from(colValue, (value, index) => [model.getColName(index), value]).filter(([, value]) => value !== 0));
}

/** The outcome of a model that has run, in seconds; `boundSeconds`: no answer is below that. */
function outcomeOf(model, { modelStatus }, isBinary) {
  const status = model.getModelStatus();
  const counts = { nodes: isBinary ? counted(model, 'mip_node_count') : null, iterations: counted(model, 'simplex_iteration_count') };
  if (status === modelStatus.optimal) {
    const optimumSeconds = model.getObjectiveValue() / MICROSECONDS;
    return { status: 'optimal', optimumSeconds, boundSeconds: optimumSeconds, ...counts };
  }
  if (status === modelStatus.infeasible) return { status: 'infeasible', optimumSeconds: null, boundSeconds: null, ...counts };
  if (status !== modelStatus.timeLimit) throw new Error(`HiGHS ends with status ${status}`);
  const bound = isBinary ? finite(model.info.get('mip_dual_bound')) : null;
  // The latency is never below 0, which says nothing.
  return { status: 'limit', optimumSeconds: null, boundSeconds: bound > 0 ? bound / MICROSECONDS : null, ...counts };
}

function solve(highs, text, { timeLimitSeconds, isBinary }) {
  return highs.withModel({ format: 'lp', data: text }, (model) => {
    model.options.set({ ...EXACTLY, time_limit: timeLimitSeconds });
    const began = performance.now();
    model.run();
    const seconds = (performance.now() - began) / 1000;
    const outcome = { ...outcomeOf(model, highs.constants, isBinary), seconds };
    return { outcome, values: isBinary && outcome.status === 'optimal' ? valuesOf(model) : undefined };
  });
}

/** The first solve of a process compiles the solver, which is no part of what is measured. */
function warmUp(highs) {
  highs.solve('Minimize\n latency: x + 2 y\nSubject To\n both: x + y >= 1\nBinaries\n x y\nEnd\n', EXACTLY);
}

async function run({ highsPath, scenario, options, timeLimitSeconds }) {
  const [{ default: loadHighs }, program] = await Promise.all([import(highsPath), startFormulation()]);
  program.build(scenario, { ...options, to: 'lp' });
  const sizes = program.sizes();
  parentPort.postMessage({ sizes });
  const text = [...program.pieces()].join('');
  const highs = await loadHighs();
  warmUp(highs);
  const { outcome, values } = solve(highs, text, { timeLimitSeconds, isBinary: !options.relax });
  const plans = values === undefined ? undefined : program.decode(values);
  parentPort.postMessage({ outcome, plans });
}

run(workerData).catch((error) => parentPort.postMessage({ error: errorAnswer(error).error }));
