// The programs of one scenario and splitway's own router, one after the other, and whether they agree.
import { SplitwayError } from '../errors.js';
import { jsonTextOf } from '../json-text.js';
import { SMALLEST_SECONDS, disagreements } from './agreement.js';
import { FORMS, formulateOptions, relaxationOf } from './forms.js';
import { locateHighs } from './highs.js';
import { readOptions } from './options.js';
import { Programs } from './programs.js';
import { routeAll } from './routed.js';

/** A run of which nothing is known. */
const blank = (name) => ({
  name,
  ...FORMS[name],
  status: 'cancelled',
  message: null,
  variables: null,
  binaries: null,
  rows: null,
  nonzeros: null,
  coefficients: null,
  costs: null,
  rightSides: null,
  optimumSeconds: null,
  boundSeconds: null,
  rootBoundSeconds: null,
  integralityGap: null,
  isIntegral: null,
  planSeconds: null,
  nodes: null,
  iterations: null,
  buildSeconds: null,
  seconds: null,
  measurements: 0,
  timeRatio: null,
});

/** Latencies count from the release, and waits are additive, so it changes nothing but the digits that are left. */
const withoutReleases = (scenario) => ({ ...scenario, jobs: scenario.jobs.map((job) => ({ ...job, releaseSeconds: 0 })) });

const allWeights = (jobs) => jobs.reduce((sum, { weight = 1 }) => sum + weight, 0);

function weightedMean(jobs, values) {
  const weights = allWeights(jobs);
  return jobs.reduce((sum, job, at) => sum + ((job.weight ?? 1) / weights) * values[at], 0);
}

const optimumOf = (runs) => runs.find(({ status, relaxed }) => status === 'optimal' && !relaxed)?.optimumSeconds ?? null;

/** How far the root bound is below the optimum, whoever found that. */
function withBounds(run, runs) {
  if (run.form === 'router' || run.relaxed) return run;
  const root = runs.find(({ name }) => name === relaxationOf(run.name));
  const optimumSeconds = run.optimumSeconds ?? optimumOf(runs);
  if (root?.status !== 'optimal') return run;
  const rootBoundSeconds = root.optimumSeconds;
  if (optimumSeconds === null) return { ...run, rootBoundSeconds };
  const gap = optimumSeconds > SMALLEST_SECONDS ? Math.max(0, 1 - rootBoundSeconds / optimumSeconds) : 0;
  return { ...run, rootBoundSeconds, integralityGap: gap };
}

/** How many times as long each took as the router, or as the fastest where the router takes no part. */
function withRatios(runs) {
  const router = runs.find(({ form }) => form === 'router');
  const finished = runs.filter(({ status, seconds }) => seconds !== null && ['optimal', 'infeasible'].includes(status));
  const least = router ? router.seconds : Math.min(...finished.map(({ seconds }) => seconds));
  return runs.map((run) => (least > 0 && run.seconds !== null && least < Infinity ? { ...run, timeRatio: run.seconds / least } : run));
}

/** Throws once the signal says so. */
function checkSignal(signal) {
  if (signal?.aborted) throw new SplitwayError('the call was cancelled', { code: 'cancelled', cause: signal.reason });
}

/** One comparison under way. */
class Comparing {
  #api;
  #prepare;
  #place;
  #options;
  #scenario;
  #jobs;
  #highs;
  #solver = null;
  #programs;

  constructor({ api, prepare, place }, text, options) {
    this.#api = api;
    this.#prepare = prepare;
    this.#place = place;
    this.#options = options;
    api.validate(text);
    this.#scenario = withoutReleases(JSON.parse(text));
    this.#jobs = this.#scenario.jobs.filter(({ id }) => options.job === undefined || id === options.job);
    // Says that there is no such job.
    if (this.#jobs.length === 0) api.route(text, { ...(options.job !== undefined && { job: options.job }) });
    const weights = allWeights(this.#jobs);
    if (!(weights > 0 && Number.isFinite(weights))) {
      throw new SplitwayError('the `weight`s of the jobs must add up to a finite number above 0, or there is no mean to be minimised', { code: 'invalid-scenario', path: '/jobs' });
    }
  }

  async result() {
    const { forms, timeLimitSeconds, onProgress } = this.#options;
    const leftOut = [];
    const runs = [];
    const order = Object.keys(FORMS).filter((name) => forms.includes(name));
    checkSignal(this.#options.signal);
    if (order.some((name) => FORMS[name].form !== 'router')) this.#highs = await locateHighs(this.#options.highs, this.#place);
    for (const [at, name] of order.entries()) {
      checkSignal(this.#options.signal);
      const tell = (phase, run) => onProgress?.({ share: (at + Number(phase === 'done')) / order.length, name, phase, ...(run && { run }) });
      tell('building');
      const run = await this.#run(name, { tell });
      if (run.reason !== undefined) {
        leftOut.push({ name, reason: run.reason });
        continue;
      }
      runs.push(run);
      tell('done', run);
    }
    const bounded = withRatios(runs.map((run) => withBounds(run, runs)));
    const comparison = {
      jobs: this.#jobs.map(({ id }) => id),
      optimumSeconds: optimumOf(runs),
      runs: forms.flatMap((name) => bounded.filter((run) => run.name === name)),
      leftOut,
      timeLimitSeconds,
      solver: this.#solver,
    };
    const wrong = disagreements(comparison.runs);
    if (wrong.length > 0) {
      throw new SplitwayError(`THE OPTIMA DIFFER: ${wrong.join('; ')}`, { code: 'optima-differ', cause: comparison });
    }
    return comparison;
  }

  end() {
    this.#programs?.end();
  }

  #run(name, told) {
    if (this.#options.stop?.aborted) return blank(name);
    return FORMS[name].form === 'router' ? this.#route(name, told) : this.#solve(name, told);
  }

  async #route(name, { tell }) {
    tell('solving');
    const { capacitySeconds, signal, stop } = this.#options;
    const scenario = { ...this.#scenario, jobs: this.#jobs };
    const found = await routeAll(this.#api, scenario, {
      capacitySeconds,
      goesOn() {
        checkSignal(signal);
        return !stop?.aborted;
      },
    });
    if (found === undefined) return blank(name);
    if (found.reason !== undefined) return found;
    const { latencies, seconds, measurements } = found;
    const optimumSeconds = weightedMean(this.#jobs, latencies);
    return { ...blank(name), status: 'optimal', optimumSeconds, boundSeconds: optimumSeconds, isIntegral: true, seconds, measurements };
  }

  async #solve(name, { tell }) {
    const { timeLimitSeconds, seed, signal, stop } = this.#options;
    this.#programs ??= new Programs(await this.#prepare());
    const { reason, sizes, outcome, plans, noPlans = null, buildSeconds = null, version } = await this.#programs.run({
      scenario: JSON.stringify(this.#scenario),
      options: formulateOptions(name, this.#options),
      highs: this.#highs,
      timeLimitSeconds,
      seed,
      signal,
      stop,
      onReading: () => tell('reading'),
      onSolving: () => tell('solving'),
    });
    if (reason !== undefined) return { reason };
    if (version !== undefined) this.#solver = `HiGHS ${version}`;
    const planSeconds = plans ? weightedMean(this.#jobs, plans.map(({ latencySeconds }) => latencySeconds)) : null;
    return { ...blank(name), ...sizes, message: noPlans, ...outcome, planSeconds, buildSeconds };
  }
}

/**
 * @param {{ api: object, prepare: import('../background/background.js').Prepare, place: import('./highs.js').Place }} parts
 * @param {object | string} scenario
 * @param {object} [options]
 */
export async function compare(parts, scenario, options) {
  const comparing = new Comparing(parts, jsonTextOf(scenario, 'invalid-scenario'), readOptions(options));
  try {
    return await comparing.result();
  } finally {
    comparing.end();
  }
}
