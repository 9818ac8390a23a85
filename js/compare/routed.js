// splitway's own router as one of those compared: its optimum, and the time it takes when it is warm.
import { median } from './median.js';

const WARMING_SAMPLES = 3;
const FEWEST_SAMPLES = 5;
const MOST_SAMPLES = 25;

/** All jobs together are measured for about so long. */
const MEASURE_MILLISECONDS = 400;

/** Lets the page draw. */
const pause = () => new Promise((resolve) => { setTimeout(resolve); });

const NOT_WITHIN_MEMORY = 'the router does not search within the memory of nodes';

/** Whether the weights that all plans hold on a node fit its memory, each model's layer once however many jobs run it. */
function fitTogether({ network, models }, plans) {
  const held = new Map(network.nodes.map(({ id }) => [id, new Map()]));
  for (const { model, placement } of plans) {
    const { layers } = models.find(({ id }) => id === model);
    placement.forEach((node, at) => held.get(node).set(`${at} ${model}`, layers[at].weightBytes ?? 0));
  }
  return network.nodes.every(({ id, memoryBytes = Infinity }) => {
    const bytes = [...held.get(id).values()].reduce((sum, each) => sum + each, 0);
    return bytes <= memoryBytes;
  });
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
 * @param {object} scenario with the jobs in question alone
 * @param {{ capacitySeconds?: number, checkGoingOn: () => void }} how `checkGoingOn` throws where it must not go on
 * @returns {Promise<{ latencies: number[], seconds: number | null, measurements: number } | { reason: string }>}
 *   the latency of each job in seconds, and the seconds that finding all of them took; or why the router does not answer
 *   the same question as the programs
 */
export async function routeAll(api, scenario, { capacitySeconds, checkGoingOn }) {
  if (capacitySeconds !== undefined) return { reason: 'the router knows no capacity of resources' };
  const { jobs } = scenario;
  const router = api.router(scenario);
  const found = { latencies: [], seconds: 0, measurements: Infinity };
  const plans = [];
  try {
    for (const { id, model } of jobs) {
      const options = { job: id, wait: 'additive', measure: true };
      const { latencySeconds, placement } = router.route(options);
      found.latencies.push(latencySeconds);
      plans.push({ model, placement });
      if (!fitTogether(scenario, plans)) return { reason: NOT_WITHIN_MEMORY };
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
