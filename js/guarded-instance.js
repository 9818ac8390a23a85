// A WebAssembly instance that survives traps. A trap must not happen; when it does, the memory is not to be trusted
// any more, so a fresh instance of the same compiled module takes its place.
import { SplitwayError } from './errors.js';

/**
 * Guards the one instance that a glue keeps.
 * @template Glue
 * @param {Glue} glue made by wasm-bindgen
 * @param {string} landmark an export that no other module has
 */
export function guardInstance(glue, landmark) {
  let generation = 0;
  let isSpoiled = false;

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

  return {
    /** Starts the instance; of no effect when there is one. */
    startInstance(module) {
      try {
        // The glue would keep an instance of any module whose imports it can serve.
        if (!WebAssembly.Module.exports(module).some(({ name }) => name === landmark)) throw new Error(`it has no ${landmark}`);
        glue.initSync({ module });
      } catch (error) {
        throw new SplitwayError(`the module does not fit this version of splitway: ${error.message}`, { code: 'wasm-load', cause: error });
      }
    },

    /** Counts the fresh instances: handles of an earlier generation are lost. */
    currentGeneration: () => generation,

    /**
     * Calls into WebAssembly; whatever is thrown arrives as a SplitwayError.
     * @template T
     * @param {(raw: Glue) => T} run
     * @returns {T}
     */
    call(run) {
      try {
        if (isSpoiled) startAfresh();
        return run(glue);
      } catch (thrown) {
        throw explain(thrown);
      }
    },
  };
}
