// The programs of the packed package, solved by HiGHS.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import loadHighs from 'highs';
import { importFrom, installPackage } from '../package/installed.mjs';
import { scenarioOf } from './scenarios.mjs';

const project = installPackage();
const { load } = await importFrom(project);
export const splitway = await load();
// One worker for all programs.
export const background = splitway.background();
// What the command does with its programs.
export const { startFormulation } = await import(pathToFileURL(join(project, 'node_modules/splitway/dist/cli/this-thread.js')));
const highs = await loadHighs();

export const PLACEMENT = { form: 'placement' };
export const FLOWS = { form: 'placement', transfers: 'flows' };
export const ROUTING = { form: 'routing' };
export const FORMS = [PLACEMENT, FLOWS, ROUTING];

const EXACTLY = { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 };

/** @returns {{ optimum: number | undefined, values: Record<string, number> }} the optimum is undefined where there is none */
export function solve(text, format = 'lp') {
  const data = format === 'lp' ? text : new TextEncoder().encode(text);
  return highs.withModel({ format, data }, (model) => {
    model.options.set(EXACTLY);
    model.run();
    const status = model.getModelStatus();
    if (status === highs.constants.modelStatus.infeasible) return { optimum: undefined, values: {} };
    assert.equal(status, highs.constants.modelStatus.optimal);
    const { colValue } = model.getSolution();
    const values = Object.fromEntries(Array.from(colValue, (value, index) => [model.getColName(index), value]));
    return { optimum: model.getObjectiveValue(), values };
  });
}

/** The optimum of a scenario's program in seconds. */
export async function optimumOf(scenario, options, to = 'lp') {
  const { text } = await background.formulate(scenario, { ...options, to });
  const { optimum } = solve(text, to);
  return optimum === undefined ? undefined : optimum / 1e6;
}

export const AGREEMENT = 1e-6;

/** Whether two optima, in seconds, are the same; none agrees with none. */
export function agree(one, other) {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(one - other) <= AGREEMENT * Math.max(Math.abs(one), Math.abs(other)) + 1e-15;
}

/** The least latency of a job by the router, in seconds, or undefined with the error's code. */
export function routed(scenario, job) {
  try {
    return splitway.route(scenario, { wait: 'additive', job: job.id }).latencySeconds;
  } catch (error) {
    assert.ok(['unreachable', 'no-feasible-placement'].includes(error.code), error.message);
    return undefined;
  }
}

/** So many scenarios in which every job has a route, from the seeds that follow one. */
export function* routable(count, first, sizes) {
  for (let seed = first, found = 0; found < count; seed += 1) {
    const scenario = JSON.parse(JSON.stringify(scenarioOf(seed, sizes)));
    const seconds = scenario.jobs.map((job) => routed(scenario, job));
    if (seconds.includes(undefined)) continue;
    found += 1;
    yield { seed, scenario, seconds };
  }
}
