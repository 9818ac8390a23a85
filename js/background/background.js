// Long calls, off the calling thread.
import { SplitwayError } from '../errors.js';
import { jsonText, jsonTextOf } from '../json-text.js';
import { Call } from './call.js';
import { WorkerClient } from './worker-client.js';

/**
 * @typedef {() => Promise<{ module: WebAssembly.Module, startWorker?: import('./worker-client.js').StartWorker }>} Prepare
 */

/** What works in place of a worker. */
export const loadService = async () => (await import('./service.js')).makeService;

/** Keeps one worker, in which the newest call wins. */
export class Background {
  #prepare;
  #worker;
  #current;
  #isDisposed = false;

  /** @param {Prepare} prepare */
  constructor(prepare) {
    this.#prepare = prepare;
  }

  schedule(scenario, options) {
    return this.#run('schedule', scenario, options);
  }

  simulate(scenario, options) {
    return this.#run('simulate', scenario, options);
  }

  formulate(scenario, options) {
    return this.#run('formulate', scenario, options);
  }

  async decode(scenario, values, options) {
    return this.#run('decode', scenario, options, { values: jsonText(values, 'invalid-option') });
  }

  dispose() {
    this.#isDisposed = true;
    this.#current?.cancel('the handle was disposed');
    this.#worker?.end();
  }

  [Symbol.dispose ?? Symbol('dispose')]() {
    this.dispose();
  }

  async #run(verb, scenario, options, more) {
    if (this.#isDisposed) throw new SplitwayError('this handle was disposed', { code: 'disposed' });
    this.#current?.cancel('a newer call took its place');
    const call = new Call({ verb, scenario: jsonTextOf(scenario, 'invalid-scenario'), ...more }, options);
    this.#current = call;
    this.#begin(call).catch(call.reject);
    return call.promise;
  }

  async #begin(call) {
    const { module, startWorker } = await this.#prepare();
    await this.#worker?.idle;
    // A newer call may have come meanwhile.
    if (call.isSettled) return;
    if (this.#worker === undefined || this.#worker.hasEnded) this.#worker = new WorkerClient(startWorker, loadService);
    this.#worker.run(call, module);
  }
}

/** A call with a worker of its own, which goes with it. */
export async function callOnce(prepare, verb, ...given) {
  const background = new Background(prepare);
  try {
    return await background[verb](...given);
  } finally {
    background.dispose();
  }
}
