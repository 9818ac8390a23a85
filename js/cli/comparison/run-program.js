// One program, built and solved on a thread of its own within a time limit.

import { Worker } from 'node:worker_threads';
import { SplitwayError } from '../../errors.js';

/** HiGHS looks at the clock between its steps, some of which are long; then the thread is ended. */
const GRACE_SECONDS = 5;

const NOT_TOLD = { optimumSeconds: null, boundSeconds: null, nodes: null, iterations: null };

/**
 * @param {{ highsPath: string, scenario: string, options: object, timeLimitSeconds: number, stop: AbortSignal }} what
 * @returns {Promise<{ sizes?: object, outcome: object, plans?: object[] }>} `outcome.status` is `optimal`, `infeasible`,
 *   `limit` where the time was over, or `stopped`
 */
export function runProgram({ stop, ...work }) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./solver-worker.js', import.meta.url), { workerData: work });
    const began = performance.now();
    let sizes;
    let timer;
    const settle = (tell) => {
      clearTimeout(timer);
      stop.removeEventListener('abort', interrupt);
      worker.terminate().then(tell);
    };
    const end = (status) => settle(() => resolve({ sizes, outcome: { status, ...NOT_TOLD, seconds: (performance.now() - began) / 1000 } }));
    const interrupt = () => end('stopped');
    worker.on('message', ({ sizes: told, outcome, plans, error }) => {
      if (told) {
        sizes = told;
        timer = setTimeout(() => end('limit'), (work.timeLimitSeconds + GRACE_SECONDS) * 1000);
      }
      if (outcome) settle(() => resolve({ sizes, outcome, plans }));
      if (error) settle(() => reject(new SplitwayError(error.message, error)));
    });
    worker.on('error', (error) => settle(() => reject(new SplitwayError(`the thread of the solver failed: ${error.message}`, { code: 'internal', cause: error }))));
    stop.addEventListener('abort', interrupt);
    if (stop.aborted) interrupt();
  });
}
