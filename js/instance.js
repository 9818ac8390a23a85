// The one WebAssembly instance. A trap must not happen; when it does, the memory is not to be trusted
// any more, so a fresh instance of the same compiled module takes its place.
import * as glue from './glue.js';
import { SplitwayError } from './errors.js';

let generation = 0;
let isSpoiled = false;

/** Starts the instance; of no effect when there is one. */
export function startInstance(module) {
  // The glue would keep an instance of any module whose imports it can serve.
  if (!WebAssembly.Module.exports(module).some(({ name }) => name === 'wasmrouter_new')) throw new Error('it has no router');
  glue.initSync({ module });
}

/** Counts the fresh instances: handles of an earlier generation are lost. */
export const currentGeneration = () => generation;

// At once, since the glue frees what the collector finds, unless it belongs to an earlier instance.
function startAfresh() {
  isSpoiled = true;
  generation += 1;
  glue.__wbg_reset_state();
  isSpoiled = false;
}

function explain(thrown) {
  if (thrown instanceof SplitwayError) return thrown;
  const { code, message, name, path } = thrown ?? {};
  if (name === 'SplitwayError') return new SplitwayError(message, { code, path });
  try {
    startAfresh();
  } catch {
    // There was no memory, or the like; the next call tries again.
  }
  return new SplitwayError(`a fault inside splitway: ${message ?? thrown}; the next call starts afresh`, { code: 'internal', cause: thrown });
}

/**
 * Calls into WebAssembly; whatever is thrown arrives as a SplitwayError.
 * @template T
 * @param {(raw: typeof glue) => T} run
 * @returns {T}
 */
export function call(run) {
  try {
    if (isSpoiled) startAfresh();
    return run(glue);
  } catch (thrown) {
    throw explain(thrown);
  }
}
