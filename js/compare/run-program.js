// One program, built and solved in a worker of its own within a time limit.
import { Call } from '../background/call.js';
import { WorkerClient } from '../background/worker-client.js';

/** A first run of at most so long warms the solver, and is not measured. */
const WARMING_SECONDS = 1;

/** HiGHS looks at the clock between its steps, some of which are long; after so many seconds its worker is ended. */
const mostSeconds = (timeLimitSeconds) => WARMING_SECONDS + timeLimitSeconds + (1 + timeLimitSeconds / 10);

const untold = (status, more) => ({
  outcome: { status, optimumSeconds: null, boundSeconds: null, nodes: null, iterations: null, isIntegral: null, seconds: null, measurements: 0, ...more },
});

/**
 * @param {{ module: WebAssembly.Module, startWorker?: object }} parts the module for long calls
 * @param {{ scenario: string, options: object, highs: object, timeLimitSeconds: number, seed: number,
 *   signal?: AbortSignal, stop?: AbortSignal, onSolving: () => void }} what
 * @returns {Promise<{ sizes?: object, outcome: object, plans?: object[], buildSeconds?: number, version?: string } | { reason: string }>}
 *   a reason where there is no such program of the model; `outcome.status` is `optimal`, `infeasible`, `time-limit`, `too-large`, or `cancelled` where `stop` ended it
 */
export async function runProgram({ module, startWorker }, { scenario, options, highs, timeLimitSeconds, seed, signal, stop, onSolving }) {
  const client = new WorkerClient(startWorker);
  let sizes;
  let began;
  let timer;
  let interrupt;
  let overdue;
  const ended = new Promise((resolve) => {
    overdue = () => resolve(untold('time-limit', { seconds: timeLimitSeconds }));
    interrupt = () => {
      const solving = began === undefined ? 0 : (performance.now() - began) / 1000 - WARMING_SECONDS;
      resolve(untold('cancelled', { seconds: solving > 0 ? solving : null }));
    };
  });
  const onProgress = ({ isSolving, ...built }) => {
    sizes = built.sizes;
    if (!isSolving) return;
    began = performance.now();
    timer = setTimeout(overdue, mostSeconds(timeLimitSeconds) * 1000);
    onSolving();
  };
  const limits = { timeLimitSeconds, warmingSeconds: WARMING_SECONDS };
  const call = new Call({ verb: 'solve', scenario, highs, limits, seed }, { ...options, signal, onProgress });
  stop?.addEventListener('abort', interrupt);
  if (stop?.aborted) interrupt();
  client.run(call, module);
  try {
    return { ...await Promise.race([call.promise, ended]), sizes };
  } catch (error) {
    if (error.code === 'unsupported-dag') return { reason: 'its layers must have one order, and those of the model can run in several' };
    if (error.code !== 'limit-exceeded') throw error;
    return { ...untold('too-large', { message: error.message }), sizes };
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', interrupt);
    client.end();
  }
}
