// A long call, step by step, so that others find their turn between the steps.
import { SplitwayError } from '../errors.js';

const VERBS = {
  schedule: { maker: 'WasmScheduler', result: 'schedule' },
  simulate: { maker: 'WasmSimulator', result: 'simulation' },
  formulate: { maker: 'WasmFormulator', result: 'formulated' },
};

const MOST_STEPS = 100_000;

export class Search {
  #instance;
  #raw;
  #generation;
  #result;
  #steps = 1;

  /** @param {{ verb: string, scenario: string, options: string }} request with JSON texts */
  constructor(instance, { verb, scenario, options }) {
    const { maker, result } = VERBS[verb];
    this.#instance = instance;
    this.#raw = instance.call((glue) => new glue[maker](scenario, options));
    this.#generation = instance.currentGeneration();
    this.#result = result;
  }

  /** Goes on for about so long, and tells how far it has come. */
  advance(milliseconds) {
    const began = performance.now();
    const progress = this.#call((raw) => raw.advance(this.#steps));
    const taken = performance.now() - began;
    // Some hosts stop their clock while a program runs.
    const factor = taken > 0 ? milliseconds / taken : 2;
    this.#steps = Math.max(1, Math.min(Math.round(this.#steps * Math.min(factor, 4)), MOST_STEPS));
    return progress;
  }

  /** The answer; before the end it is the best so far. */
  answer() {
    return this.#call((raw) => raw[this.#result]());
  }

  free() {
    if (this.#generation === this.#instance.currentGeneration()) this.#raw.free();
  }

  #call(run) {
    return this.#instance.call(() => {
      if (this.#generation === this.#instance.currentGeneration()) return run(this.#raw);
      throw new SplitwayError('a fault in another call of splitway took this one along', { code: 'internal' });
    });
  }
}
