// One worker as its caller sees it.
import { SplitwayError } from '../errors.js';

/**
 * @typedef {{ hear: (message: object) => void, fail: (reason: string) => void }} Handlers
 * @typedef {{ post: (message: object) => void, end: () => void, setBusy: (isBusy: boolean) => void }} Port
 * @typedef {(handlers: Handlers) => Port} StartWorker throws where no worker may be started
 */

/** A cancelled call may have this long to make room for the next, in milliseconds; then the worker is ended. */
const GRACE_MILLISECONDS = 100;

let hasWarned = false;

function warn(reason) {
  if (hasWarned) return;
  hasWarned = true;
  console.warn(`splitway: no worker could be started (${reason}); long calls run on this thread, in slices`);
}

/** Answers calls one at a time. */
export class WorkerClient {
  /** Whether this worker is gone. */
  hasEnded = false;
  #port;
  #loadService;
  #isReady = false;
  #task;

  /**
   * @param {StartWorker | undefined} startWorker absent where there are no workers
   * @param {() => Promise<import('./calling-thread.js').MakeService>} loadService what works in place of one
   */
  constructor(startWorker, loadService) {
    this.#loadService = loadService;
    this.#port = this.#start(startWorker);
  }

  /** Settles once nothing is running. */
  get idle() {
    return this.#task?.ended ?? Promise.resolve();
  }

  /** Hands over a call; only for a worker that is idle. */
  run(call, module) {
    const task = { call, begin: { module, ...call.request } };
    task.ended = new Promise((resolve) => { task.end = resolve; });
    this.#task = task;
    call.onStop = () => this.#post({ stop: true });
    call.onCancel = () => this.#cancel(task);
    this.#begin();
  }

  end() {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.#port.then((port) => port.end());
    this.#finish((call) => call.reject(new SplitwayError('the worker was ended', { code: 'cancelled' })));
  }

  async #start(startWorker) {
    if (startWorker) {
      const port = this.#tryToStart(startWorker);
      if (port) return port;
    }
    const [{ startOnCallingThread }, makeService] = await Promise.all([import('./calling-thread.js'), this.#loadService()]);
    this.#isReady = true;
    return startOnCallingThread(makeService, { hear: (message) => this.#hear(message) });
  }

  #tryToStart(startWorker) {
    // A thread that has failed ends as well, when another may have taken its place.
    let hasFailed = false;
    const fail = (reason) => {
      if (hasFailed) return;
      hasFailed = true;
      this.#fail(reason);
    };
    try {
      return startWorker({ hear: (message) => this.#hear(message), fail });
    } catch (error) {
      return warn(error.message);
    }
  }

  #post(message) {
    this.#port.then((port) => { if (!this.hasEnded) port.post(message); });
  }

  #begin() {
    this.#port.then((port) => port.setBusy(true));
    this.#post({ begin: this.#task.begin });
    if (this.#task.call.isStopped) this.#post({ stop: true });
  }

  #cancel(task) {
    this.#post({ cancel: true });
    setTimeout(() => { if (this.#task === task) this.end(); }, GRACE_MILLISECONDS);
  }

  #finish(settle) {
    const task = this.#task;
    if (task === undefined) return;
    this.#task = undefined;
    this.#port.then((port) => port.setBusy(false));
    settle(task.call);
    task.end();
  }

  #hear({ ready, progress, text, answer, error }) {
    if (ready) this.#isReady = true;
    if (progress) this.#task?.call.report(progress);
    if (text) this.#task?.call.append(text);
    if (answer) this.#finish((call) => call.resolve(answer));
    if (!error) return;
    this.#finish((call) => call.reject(new SplitwayError(error.message, error)));
    // Its memory is not to be trusted any more.
    if (error.code === 'internal') this.end();
  }

  /** A worker that never began may be missing or forbidden; one that stops in the middle is a fault. */
  #fail(reason) {
    if (this.hasEnded) return;
    if (this.#isReady) {
      this.#finish((call) => call.reject(new SplitwayError(`the worker failed: ${reason}`, { code: 'internal' })));
      this.end();
      return;
    }
    warn(reason);
    this.#port.then((port) => port.end());
    this.#port = this.#start();
    if (this.#task) this.#begin();
  }
}
