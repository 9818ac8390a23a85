// splitway's own router as one of those compared: its optimum, and the time it takes when it is warm.
import { median } from './median.js';

const WARMING_SAMPLES = 3;
const FEWEST_SAMPLES = 5;
const MOST_SAMPLES = 25;

/** All jobs together are measured for about so long. */
const MEASURE_MILLISECONDS = 400;

/** Lets the page draw. */
const pause = () => new Promise((resolve) => { setTimeout(resolve); });

const NOT_WITHIN_MEMORY = 'the router does not search within `memoryBytes`';

/** Why the router does not answer the same question; undefined where it does. */
export function whyLeftOut({ network, jobs }, { capacitySeconds }) {
  if (capacitySeconds !== undefined) return 'the router knows no capacity of resources';
  const isLimited = network.nodes.some(({ memoryBytes }) => memoryBytes !== undefined);
  return isLimited && jobs.length > 1 ? NOT_WITHIN_MEMORY : undefined;
}

/** The median of many samples, each the mean of as many solves as fit into a millisecond. */
async function measuredSeconds(router, options, { checkGoingOn, budget }) {
  const began = performance.now();
  const samples = [];
  for (let taken = -WARMING_SAMPLES; taken < MOST_SAMPLES; taken += 1) {
    if (taken >= FEWEST_SAMPLES && performance.now() - began > budget) break;
    const { solveMicroseconds } = router.route(options).statistics;
    if (taken >= 0 && typeof solveMicroseconds === 'number') samples.push(solveMicroseconds / 1e6);
    await pause();
    checkGoingOn();
  }
  return { seconds: samples.length > 0 ? median(samples) : null, measurements: samples.length };
}

/**
 * @param {object} api
 * @param {string} text the scenario
 * @param {{ id: string }[]} jobs
 * @param {() => void} checkGoingOn throws where it must not
 * @returns {Promise<{ latencies: number[], seconds: number | null, measurements: number } | { reason: string }>}
 *   the latency of each job in seconds, and the seconds that finding all of them took
 */
export async function routeAll(api, text, jobs, checkGoingOn) {
  const router = api.router(text);
  const found = { latencies: [], seconds: 0, measurements: Infinity };
  try {
    for (const { id } of jobs) {
      const options = { job: id, wait: 'additive', measure: true };
      found.latencies.push(router.route(options).latencySeconds);
      const { seconds, measurements } = await measuredSeconds(router, options, { checkGoingOn, budget: MEASURE_MILLISECONDS / jobs.length });
      found.seconds = seconds === null || found.seconds === null ? null : found.seconds + seconds;
      found.measurements = Math.min(found.measurements, measurements);
    }
    return found;
  } catch (error) {
    if (error.code === 'memory-exceeded') return { reason: NOT_WITHIN_MEMORY };
    throw error;
  } finally {
    router.dispose();
  }
}
