// Latency against load: each policy is simulated at rising rates of random arrivals until the network no longer keeps up.

export const LOAD_POLICIES = ['backlog-aware', 'best-single-split', 'backlog-blind', 'all-at-node', 'all-at-source'];
export const SIMULATED_JOBS = 1000;

const FIRST_SHARE = 0.005;
const GROWTH = 1.6;
const LAST_SHARE = 1.3;

/** Jobs per second that all machines together could compute, if nothing had to travel. */
export function computeCapacity({ network, models, jobs }) {
  const flop = new Map(models.map(({ id, layers }) => [id, layers.reduce((sum, layer) => sum + (layer.flop ?? 0), 0)]));
  const weights = jobs.reduce((sum, { weight }) => sum + weight, 0);
  const work = jobs.reduce((sum, { model, weight, batch = 1 }) => sum + weight * flop.get(model) * batch, 0) / weights;
  return network.nodes.reduce((sum, { flopPerSecond }) => sum + flopPerSecond, 0) / work;
}

/** The rates that are simulated, in jobs per second, from next to nothing to more than there could be. */
export function loadRates(capacity) {
  if (!(capacity > 0 && Number.isFinite(capacity))) return [];
  const steps = Math.ceil(Math.log(LAST_SHARE / FIRST_SHARE) / Math.log(GROWTH));
  return Array.from({ length: steps + 1 }, (_, step) => Number((capacity * FIRST_SHARE * GROWTH ** step).toPrecision(2)));
}

/**
 * @param {() => Pick<import('splitway').Background, 'simulate'>} background  started when first needed
 * @param {() => void} changed
 */
export function createLoadSweep(background, changed) {
  let worker = null;
  let sweep = null; // { key, series, share, isOver, error, cancel }

  async function go(own, scenario, rates) {
    worker ??= background();
    for (const [at, policy] of LOAD_POLICIES.entries()) {
      const points = [];
      own.series.push({ policy, node: null, points, problem: null });
      for (const [step, jobsPerSecond] of rates.entries()) {
        let simulation;
        try {
          simulation = await worker.simulate(scenario, { policy, jobsPerSecond, jobs: SIMULATED_JOBS, signal: own.cancel.signal });
        } catch (error) {
          if (own.cancel.signal.aborted) return;
          // One policy may be impossible where others are not: a model that does not fit where it starts.
          own.series.at(-1).problem = error.message;
          break;
        }
        if (own.cancel.signal.aborted) return;
        const { latency, stable, warning, node } = simulation;
        own.series.at(-1).node = node ?? null;
        points.push({ jobsPerSecond, mean: latency.meanSeconds, p95: latency.p95.seconds, isStable: stable !== false, warning: warning ?? null });
        own.share = (at + (step + 1) / rates.length) / LOAD_POLICIES.length;
        changed();
        if (stable === false) break;
      }
    }
    own.share = 1;
    own.isOver = true;
    changed();
  }

  function cancel() {
    if (!sweep || sweep.isOver) return;
    sweep.cancel.abort();
    sweep.isOver = true;
    changed();
  }

  return {
    start(key, scenario) {
      cancel();
      sweep = { key, series: [], share: 0, isOver: false, cancel: new AbortController() };
      const rates = loadRates(computeCapacity(scenario));
      changed();
      go(sweep, scenario, rates);
    },
    cancel,
    /** What is known of this workload; another one's sweep is given up. */
    of(key) {
      if (sweep && sweep.key !== key) {
        sweep.cancel.abort();
        sweep = null;
      }
      return sweep;
    },
  };
}
