// Programs, each built and solved in a worker within a time limit.
import { loadService } from '../background/background.js';
import { Call } from '../background/call.js';
import { WorkerClient } from '../background/worker-client.js';

/** A first run of at most so long warms the solver, and is not measured. */
const WARMING_SECONDS = 1;

/** HiGHS looks at the clock between its steps, some of which are long; after so many seconds its worker is ended. */
const mostSeconds = (timeLimitSeconds) => WARMING_SECONDS + timeLimitSeconds + (1 + timeLimitSeconds / 10);

/** Building a program, writing it and having HiGHS read it may take so many seconds more than solving it. */
const HANDING_OVER_SECONDS = 10;

/** What a larger program takes of a worker's memory is not given back, so the next one has a fresh worker. */
const MOST_NONZEROS_KEPT = 100_000;

const untold = (status, more) => ({
  outcome: { status, optimumSeconds: null, boundSeconds: null, nodes: null, iterations: null, isIntegral: null, seconds: null, measurements: 0, ...more },
});

/** Solves one program after the other, in one worker as long as all goes well. */
export class Programs {
  #parts;
  #client;

  /** @param {{ module: WebAssembly.Module, startWorker?: object }} parts the module for long calls */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * @param {{ scenario: string, options: object, highs: object, timeLimitSeconds: number, seed: number,
   *   signal?: AbortSignal, stop?: AbortSignal, onReading: () => void, onSolving: () => void,
   *   handingOverSeconds?: number }} what
   * @returns {Promise<{ sizes?: object, outcome: object, plans?: object[], noPlans?: string, buildSeconds?: number, version?: string } | { reason: string }>}
   *   a reason where there is no such program of the model; `outcome.status` is `optimal`, `infeasible`, `time-limit`, `too-large`, or `cancelled` where `stop` ended it
   * @throws {SplitwayError} (as a rejection) `missing-solver` where no worker can be started
   */
  async run({ scenario, options, highs, timeLimitSeconds, seed, signal, stop, onReading, onSolving, handingOverSeconds = HANDING_OVER_SECONDS }) {
    const { module, startWorker } = this.#parts;
    const client = this.#client ?? new WorkerClient(startWorker, loadService);
    this.#client = undefined;
    let isKept = false;
    let known = {};
    let began;
    let timer;
    let interrupt;
    let overdue;
    const ended = new Promise((resolve) => {
      overdue = () => resolve(began === undefined
        ? untold('too-large', { message: `building it, writing its text and reading that into HiGHS takes more than ${timeLimitSeconds + handingOverSeconds} s` })
        : untold('time-limit', { seconds: timeLimitSeconds }));
      interrupt = () => {
        const solving = began === undefined ? 0 : (performance.now() - began) / 1000 - WARMING_SECONDS;
        resolve(untold('cancelled', { seconds: solving > 0 ? solving : null }));
      };
    });
    const endAfter = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(overdue, seconds * 1000);
    };
    const onProgress = ({ isSolving, ...told }) => {
      known = { ...known, ...told };
      if (!isSolving) {
        onReading();
        return;
      }
      began = performance.now();
      endAfter(mostSeconds(timeLimitSeconds));
      onSolving();
    };
    const limits = { timeLimitSeconds, warmingSeconds: WARMING_SECONDS };
    const call = new Call({ verb: 'solve', scenario, highs, limits, seed }, { ...options, signal, onProgress });
    stop?.addEventListener('abort', interrupt);
    if (stop?.aborted) interrupt();
    client.run(call, module);
    endAfter(timeLimitSeconds + handingOverSeconds);
    try {
      const answer = await Promise.race([call.promise, ended]);
      isKept = call.isSettled && known.sizes.nonzeros <= MOST_NONZEROS_KEPT;
      return { ...known, ...answer };
    } catch (error) {
      if (error.code === 'unsupported-dag') return { reason: 'its layers must have one order, and those of the model can run in several' };
      if (error.code !== 'limit-exceeded') throw error;
      return { ...known, ...untold('too-large', { message: error.message }) };
    } finally {
      clearTimeout(timer);
      stop?.removeEventListener('abort', interrupt);
      if (isKept) this.#client = client;
      else client.end();
    }
  }

  end() {
    this.#client?.end();
  }
}
