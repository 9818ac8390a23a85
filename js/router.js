import { SplitwayError } from './errors.js';
import { call, currentGeneration } from './instance.js';
import { jsonText, jsonTextOf } from './json-text.js';

/** A parsed scenario with its buffers, for solving again and again after small changes. */
export class Router {
  #raw;
  #generation;
  #scenario;
  // What was changed since, so that the handle outlives the instance it was made in.
  #changes = new Map();

  constructor(scenario) {
    this.#scenario = jsonTextOf(scenario, 'invalid-scenario');
    call((glue) => this.#build(glue));
  }

  route(options) {
    const text = options === undefined ? '' : jsonText(options, 'invalid-option');
    return this.#call((raw) => raw.route(text));
  }

  scaleLinks(factor) {
    return this.#scale('scaleLinks', factor);
  }

  scaleCompute(factor) {
    return this.#scale('scaleCompute', factor);
  }

  scaleBacklog(factor) {
    return this.#scale('scaleBacklog', factor);
  }

  setNode(id, patch) {
    requireType('a node id', id, 'string');
    return this.#set('Node', id, patch);
  }

  setLink(index, patch) {
    requireType('a link index', index, 'number');
    if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32) {
      throw new SplitwayError(`a link index must be a whole number from 0, not ${index}`, { code: 'invalid-option' });
    }
    return this.#set('Link', index, patch);
  }

  setJob(id, patch) {
    requireType('a job id', id, 'string');
    return this.#set('Job', id, patch);
  }

  scenario() {
    return this.#call((raw) => raw.scenario());
  }

  dispose() {
    const raw = this.#raw;
    this.#raw = undefined;
    if (raw === undefined || this.#generation !== currentGeneration()) return;
    try {
      call(() => raw.free());
    } catch {
      // A trap took the whole instance away, so there is nothing left to free.
    }
  }

  [Symbol.dispose ?? Symbol('dispose')]() {
    this.dispose();
  }

  #build(glue) {
    const raw = new glue.WasmRouter(this.#scenario);
    for (const [method, ...values] of this.#changes.values()) raw[method](...values);
    this.#raw = raw;
    this.#generation = currentGeneration();
  }

  #call(run) {
    if (this.#raw === undefined) throw new SplitwayError('this router was disposed', { code: 'disposed' });
    return call((glue) => {
      if (this.#generation !== currentGeneration()) this.#build(glue);
      return run(this.#raw);
    });
  }

  #scale(method, factor) {
    requireType('a factor', factor, 'number');
    this.#call((raw) => raw[method](factor));
    this.#changes.set(method, [method, factor]);
    return this;
  }

  #set(kind, target, patch) {
    const fields = JSON.parse(jsonText(patch, 'invalid-option'));
    const method = `set${kind}`;
    const text = this.#call((raw) => {
      const changed = { ...raw[kind.toLowerCase()](target), ...fields };
      // null takes a field out, so that its default holds again; none of the fields of these objects is ever null.
      const kept = Object.entries(changed).filter(([, value]) => value !== null);
      const text = JSON.stringify(Object.fromEntries(kept));
      raw[method](target, text);
      return text;
    });
    this.#changes.set(`${method} ${target}`, [method, target, text]);
    return this;
  }
}

// WebAssembly would convert another type, and take undefined for 0.
function requireType(what, value, type) {
  if (typeof value !== type) {
    throw new SplitwayError(`${what} must be a ${type}, not ${value === null ? 'null' : typeof value}`, { code: 'invalid-option' });
  }
}
