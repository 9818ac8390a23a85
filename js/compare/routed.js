// splitway's own router as one of those compared: its optimum, and the time it takes when it is warm.
import { median } from './median.js';

const WARMING_SAMPLES = 3;
const FEWEST_SAMPLES = 5;
const MOST_SAMPLES = 25;

/** All jobs together are measured for about so long, beyond one answer of each. */
const MEASURE_MILLISECONDS = 400;

/** After so long whoever waits has a turn. */
const SLICE_MILLISECONDS = 8;

const pause = () => new Promise((resolve) => { setTimeout(resolve); });

const NOT_WITHIN_MEMORY = 'the router does not search within the memory of nodes';

/** The weights that plans hold on nodes with a limit, each model's layer once however many jobs run it. */
class HeldWeights {
  #layers;
  #nodes;

  constructor({ network, models }) {
    this.#layers = new Map(models.map(({ id, layers }) => [id, layers]));
    const limited = network.nodes.filter(({ memoryBytes }) => memoryBytes !== undefined);
    this.#nodes = new Map(limited.map(({ id, memoryBytes }) => [id, { memoryBytes, bytes: 0, held: new Set() }]));
  }

  /** Adds a plan; whether all of them fit together. */
  fits({ model, placement }) {
    const layers = this.#layers.get(model);
    return placement.every((id, at) => {
      const node = this.#nodes.get(id);
      const layer = `${at} ${model}`;
      if (node === undefined || node.held.has(layer)) return true;
      node.held.add(layer);
      node.bytes += layers[at].weightBytes ?? 0;
      return node.bytes <= node.memoryBytes;
    });
  }
}

/** The jobs of a scenario, solved and measured one after the other. */
class Routing {
  #router;
  #jobs;
  #goesOn;
  #paused = performance.now();

  constructor(router, jobs, goesOn) {
    this.#router = router;
    this.#jobs = jobs;
    this.#goesOn = goesOn;
  }

  /**
   * The latency of a job, and samples of the seconds that finding it takes, each the mean of as many solves as fit into a
   * millisecond. The first answer is one of them; that is enough where there are many jobs, which warm each other.
   * @returns {Promise<{ plan: object, seconds: number | null, measurements: number } | undefined>} undefined where it must
   *   not go on
   */
  async measure({ id }) {
    const options = { job: id, wait: 'additive', measure: true };
    const plan = this.#router.route(options);
    const budget = MEASURE_MILLISECONDS / this.#jobs.length;
    const fewest = Math.ceil((WARMING_SAMPLES + FEWEST_SAMPLES) / this.#jobs.length);
    const began = performance.now();
    const samples = [plan.statistics.solveMicroseconds];
    for (;;) {
      if (!await this.#breathe()) return undefined;
      const isOver = performance.now() - began > budget || samples.length === WARMING_SAMPLES + MOST_SAMPLES;
      if (samples.length >= fewest && isOver) break;
      samples.push(this.#router.route(options).statistics.solveMicroseconds);
    }
    const warm = samples.slice(Math.min(WARMING_SAMPLES, samples.length - 1)).filter((sample) => typeof sample === 'number');
    return { plan, seconds: warm.length > 0 ? median(warm) / 1e6 : null, measurements: warm.length };
  }

  /** Lets others have their turn; whether to go on. */
  async #breathe() {
    if (performance.now() - this.#paused > SLICE_MILLISECONDS) {
      await pause();
      this.#paused = performance.now();
    }
    return this.#goesOn();
  }
}

/**
 * @param {object} api
 * @param {object} scenario with the jobs in question alone
 * @param {{ capacitySeconds?: number, goesOn: () => boolean }} how `goesOn` is false, or throws, where it must not go on
 * @returns {Promise<{ latencies: number[], seconds: number | null, measurements: number } | { reason: string } | undefined>}
 *   the latency of each job in seconds, and the seconds that finding all of them took; or why the router does not answer
 *   the same question as the programs; undefined where it did not go on
 */
export async function routeAll(api, scenario, { capacitySeconds, goesOn }) {
  if (capacitySeconds !== undefined) return { reason: 'the router knows no capacity of resources' };
  const { jobs } = scenario;
  const router = api.router(scenario);
  const found = { latencies: [], seconds: 0, measurements: Infinity };
  const weights = new HeldWeights(scenario);
  try {
    const routing = new Routing(router, jobs, goesOn);
    for (const job of jobs) {
      const measured = await routing.measure(job);
      if (measured === undefined) return undefined;
      const { plan: { latencySeconds, placement }, seconds, measurements } = measured;
      if (!weights.fits({ model: job.model, placement })) return { reason: NOT_WITHIN_MEMORY };
      found.latencies.push(latencySeconds);
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
