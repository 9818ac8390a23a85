// What answers long calls, one at a time: in a worker, or where there is none on the calling thread.
import { SplitwayError } from '../errors.js';
import { guardInstance } from '../guarded-instance.js';
import * as glue from '../schedule-glue.js';
import { Search } from './search.js';
import { solveProgram } from './solve-program.js';

const PROGRESS_EVERY_MILLISECONDS = 50;

/** The instance of the module for many jobs on this thread. */
export const instance = /* @__PURE__ */ guardInstance(glue, 'wasmscheduler_new');

/** Lets messages and drawing go first. A timer would let 4 ms pass as well. */
const pause = () => new Promise((resolve) => {
  if (globalThis.setImmediate) {
    setImmediate(resolve);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

// A schedule's value is null until there is one to stop with.
const isOver = ({ share, value }, { isStopped }) => share >= 1 || (isStopped && value !== null);

async function work(search, { state, sliceMilliseconds, report, hand }) {
  let told = performance.now();
  for (;;) {
    await pause();
    if (state.isCancelled) throw new SplitwayError('the call was cancelled', { code: 'cancelled' });
    const progress = search.advance(sliceMilliseconds);
    const text = search.takeText();
    if (text) hand(text);
    const now = performance.now();
    if (isOver(progress, state)) {
      report(progress);
      return search.answer();
    }
    if (now - told >= PROGRESS_EVERY_MILLISECONDS) {
      told = now;
      report(progress);
    }
  }
}

/** The buffers that need not be copied on their way. */
const seriesOf = ({ trace = {} }) => Object.values(trace).map(({ buffer }) => buffer);

/**
 * @param {{ post: (message: object, transfer?: ArrayBuffer[]) => void, sliceMilliseconds: number, mayBlock?: boolean }} place
 *   `mayBlock`: this thread can be ended from outside, so it may do what cannot be interrupted
 * @returns {(message: object) => void} what takes the messages: `{ begin }`, which is answered by any number of
 *   `{ progress }`, by the pieces of a `{ text }` that is never whole here, and by one `{ answer }` or `{ error }`;
 *   `{ stop }` and `{ cancel }`
 */
export function makeService({ post, sliceMilliseconds, mayBlock = false }) {
  let state = {};

  async function answer({ module, reportsProgress, ...request }, ownState) {
    const report = (progress) => reportsProgress && post({ progress });
    instance.startInstance(module);
    if (request.verb === 'solve') return solve(request, report);
    const search = new Search(instance, request);
    try {
      return await work(search, { state: ownState, sliceMilliseconds, report, hand: (text) => post({ text }) });
    } finally {
      search.free();
    }
  }

  function solve(request, report) {
    if (mayBlock) return solveProgram(instance, request, report);
    throw new SplitwayError('HiGHS runs in a worker of its own, and none can be started here', { code: 'missing-solver' });
  }

  return ({ begin, stop, cancel }) => {
    if (begin) {
      state = {};
      answer(begin, state).then(
        (result) => post({ answer: result }, seriesOf(result)),
        ({ code, message, path }) => post({ error: { code, message, path } }),
      );
    }
    if (stop) state.isStopped = true;
    if (cancel) state.isCancelled = true;
  };
}
