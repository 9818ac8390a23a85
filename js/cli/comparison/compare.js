// The programs of one scenario and splitway's own router, one after the other, and whether they agree.

import { CommandError } from '../failure.js';
import { runProgram } from './run-program.js';

/** Optima may differ by this share; below a picosecond they are the same. */
const AGREEMENT = 1e-6;
const SMALLEST_SECONDS = 1e-12;

const agree = (one, other) => Math.abs(one - other) <= Math.max(AGREEMENT * Math.max(Math.abs(one), Math.abs(other)), SMALLEST_SECONDS);

/** In the order in which they are solved: a relaxation first, since its optimum is the root bound of its program. */
const PROGRAMS = [
  { name: 'placement LP', form: 'placement', relax: true },
  { name: 'placement', form: 'placement', relax: false },
  { name: 'routing LP', form: 'routing', relax: true },
  { name: 'routing', form: 'routing', relax: false },
];

function chosenJobs({ jobs }, id) {
  return id === undefined ? jobs : jobs.filter((job) => job.id === id);
}

function weightedMean(jobs, secondsOf) {
  const weights = jobs.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return jobs.reduce((sum, job, at) => sum + ((job.weight ?? 1) / weights) * secondsOf(job, at), 0);
}

/** The router's answer to the same question; undefined where it does not know of a limit on memory. */
function routed(api, text, { scenario, jobs }) {
  if (scenario.network.nodes.some(({ memoryBytes }) => memoryBytes !== undefined)) return undefined;
  let seconds = 0;
  const optimumSeconds = weightedMean(jobs, ({ id }) => {
    const { latencySeconds, statistics } = api.route(text, { job: id, wait: 'additive', measure: true });
    seconds += (statistics.solveMicroseconds ?? 0) / 1e6;
    return latencySeconds;
  });
  return { name: 'router', status: 'optimal', optimumSeconds, seconds };
}

function gapOf({ optimumSeconds }, root) {
  if (root?.status !== 'optimal' || optimumSeconds === null) return { rootBoundSeconds: root?.optimumSeconds ?? null, integralityGap: null };
  const gap = optimumSeconds > SMALLEST_SECONDS ? Math.max(0, 1 - root.optimumSeconds / optimumSeconds) : 0;
  return { rootBoundSeconds: root.optimumSeconds, integralityGap: gap };
}

/** Sentences on whatever does not agree. */
export function disagreements(runs) {
  const solved = runs.filter(({ status }) => status === 'optimal');
  const whole = solved.filter(({ relaxed }) => !relaxed);
  const found = [];
  for (const [at, one] of whole.entries()) {
    for (const other of whole.slice(at + 1)) {
      if (!agree(one.optimumSeconds, other.optimumSeconds)) {
        found.push(`${one.name} finds ${one.optimumSeconds} s, ${other.name} ${other.optimumSeconds} s`);
      }
    }
    if (one.planSeconds !== undefined && !agree(one.planSeconds, one.optimumSeconds)) {
      found.push(`the plan of ${one.name} takes ${one.planSeconds} s, its optimum is ${one.optimumSeconds} s`);
    }
    for (const { name, optimumSeconds } of solved.filter(({ relaxed }) => relaxed)) {
      if (optimumSeconds > one.optimumSeconds && !agree(optimumSeconds, one.optimumSeconds)) {
        found.push(`the relaxation ${name} has ${optimumSeconds} s, above the ${one.optimumSeconds} s of ${one.name}`);
      }
    }
  }
  const infeasible = runs.filter(({ status, relaxed }) => status === 'infeasible' && !relaxed);
  if (infeasible.length > 0 && whole.length > 0) found.push(`${infeasible[0].name} has no answer, ${whole[0].name} has one`);
  for (const { name, boundSeconds } of runs.filter(({ status, boundSeconds: bound }) => status === 'limit' && bound !== null)) {
    const [above] = whole.filter(({ optimumSeconds }) => boundSeconds > optimumSeconds && !agree(boundSeconds, optimumSeconds));
    if (above) found.push(`${name} has at least ${boundSeconds} s, ${above.name} finds ${above.optimumSeconds} s`);
  }
  return found;
}

/** How many times as long each took as the router, or as the fastest where the router takes no part. */
function withRatios(runs) {
  const finished = runs.filter(({ status }) => status === 'optimal' || status === 'infeasible');
  const router = runs.find(({ name }) => name === 'router');
  const least = router?.seconds ?? Math.min(...finished.map(({ seconds }) => seconds));
  return runs.map((one) => ({ ...one, timeRatio: least > 0 ? one.seconds / least : null }));
}

/**
 * @param {object} api
 * @param {string} text the scenario
 * @param {{ job?: string, transfers?: string, timeLimitSeconds: number, highsPath: string,
 *   stop: AbortSignal, onProgress?: (so: { share: number, name: string }) => void }} how
 * @returns {Promise<{ jobs: string[], runs: object[], disagreements: string[] }>}
 */
export async function compare(api, text, { job, transfers, timeLimitSeconds, highsPath, stop, onProgress }) {
  api.validate(text);
  const scenario = JSON.parse(text);
  const jobs = chosenJobs(scenario, job);
  const runs = [];
  for (const [at, { name, form, relax }] of PROGRAMS.entries()) {
    if (stop.aborted) break;
    onProgress?.({ share: at / PROGRAMS.length, name });
    const options = { form, relax, ...(job !== undefined && { job }), ...(form === 'placement' && transfers && { transfers }) };
    const { sizes, outcome, plans } = await runProgram({ highsPath, scenario: text, options, timeLimitSeconds, stop });
    const root = relax ? undefined : runs.find((other) => other.form === form && other.relaxed);
    const planSeconds = plans && weightedMean(jobs, (_, place) => plans[place].latencySeconds);
    runs.push({ name, form, relaxed: relax, ...sizes, ...outcome, ...(!relax && gapOf(outcome, root)), ...(plans && { planSeconds }) });
  }
  const router = stop.aborted ? undefined : routed(api, text, { scenario, jobs });
  const all = router ? [...runs, router] : runs;
  return { jobs: jobs.map(({ id }) => id), runs: withRatios(all), disagreements: disagreements(all) };
}

/** Throws what the comparison came to, if that is no agreement on an optimum. */
export function checkAgreement({ runs, disagreements: found }) {
  if (found.length > 0) throw new CommandError('internal', `THE OPTIMA DIFFER: ${found.join('; ')}`);
  if (runs.some(({ status, relaxed }) => status === 'infeasible' && !relaxed)) {
    throw new CommandError('no-feasible-placement', 'no placement of all layers fits the memory of the nodes');
  }
}
