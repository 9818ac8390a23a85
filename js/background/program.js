// A program for other solvers, on the thread that asks for it.

/** A piece of a program's text has so many steps, of about 4 kB each. */
const STEPS_PER_PIECE = 64;

/**
 * Builds a program, whose text comes in pieces and whose answers can be read back.
 * @param {ReturnType<typeof import('../guarded-instance.js').guardInstance>} instance of the module for long calls
 * @param {string} scenario as JSON text
 * @param {string} options as JSON text
 */
export function buildProgram(instance, scenario, options) {
  const raw = instance.call((glue) => new glue.WasmFormulator(scenario, options));
  const generation = instance.currentGeneration();
  instance.call(() => raw.advance(0));
  return {
    sizes: () => instance.call(() => raw.sizes()),
    * pieces() {
      for (let share = 0; share < 1;) {
        ({ share } = instance.call(() => raw.advance(STEPS_PER_PIECE)));
        yield instance.call(() => raw.takeText());
      }
    },
    /** @param {Record<string, number>} values of the variables, by their names */
    decode: (values) => instance.call(() => raw.decode(JSON.stringify(values))),
    free: () => { if (generation === instance.currentGeneration()) raw.free(); },
  };
}
