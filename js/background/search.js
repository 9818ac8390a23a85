// A long call, step by step, so that others find their turn between the steps.
import { SplitwayError } from '../errors.js';

const VERBS = {
  schedule: { maker: 'WasmScheduler', answer: (raw) => raw.schedule() },
  simulate: { maker: 'WasmSimulator', answer: (raw) => raw.simulation() },
  formulate: { maker: 'WasmFormulator', answer: (raw) => raw.formulated() },
  decode: { maker: 'WasmFormulator', answer: (raw, { values }) => raw.decode(values) },
};

const MOST_STEPS = 100_000;

export class Search {
  #instance;
  #request;
  #raw;
  #generation;
  #steps = 1;

  /** @param {{ verb: string, scenario: string, options: string, values?: string }} request with JSON texts */
  constructor(instance, request) {
    this.#instance = instance;
    this.#request = request;
    this.#raw = instance.call((glue) => new glue[VERBS[request.verb].maker](request.scenario, request.options));
    this.#generation = instance.currentGeneration();
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

  /** The text that was written since the last time; undefined where the answer is no text. */
  takeText() {
    return this.#request.verb === 'formulate' ? this.#call((raw) => raw.takeText()) : undefined;
  }

  /** The answer, of a text what was not taken; before the end it is the best so far. */
  answer() {
    return this.#call((raw) => VERBS[this.#request.verb].answer(raw, this.#request));
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
