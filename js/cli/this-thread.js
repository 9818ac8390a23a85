// The long calls on the thread that asks for them, for threads that answer nothing else meanwhile.

import { readFile } from 'node:fs/promises';
import { Search } from '../background/search.js';
import { instance } from '../background/service.js';

const SLICE_MILLISECONDS = 1000;

/** A piece of a program's text has so many steps, of about 4 kB each. */
const STEPS_PER_PIECE = 64;

async function startInstance() {
  instance.startInstance(await WebAssembly.compile(await readFile(new URL('../schedule_bg.wasm', import.meta.url))));
}

function answer(verb, scenario, options) {
  const search = new Search(instance, { verb, scenario, options: JSON.stringify(options) });
  try {
    while (search.advance(SLICE_MILLISECONDS).share < 1);
    return search.answer();
  } finally {
    search.free();
  }
}

/** The API for a line of a stream. */
export async function loadOnThisThread() {
  await startInstance();
  return {
    schedule: (text, options) => answer('schedule', text, options),
    simulate: (text, options) => answer('simulate', text, options),
  };
}

/** A program of a scenario, whose text comes in pieces and whose answers can be read back. */
export async function startFormulation() {
  await startInstance();
  let raw;
  return {
    build(scenario, options) {
      raw = instance.call((glue) => new glue.WasmFormulator(scenario, JSON.stringify(options)));
      instance.call(() => raw.advance(0));
    },
    sizes: () => instance.call(() => raw.sizes()),
    * pieces() {
      for (let share = 0; share < 1;) {
        ({ share } = instance.call(() => raw.advance(STEPS_PER_PIECE)));
        yield instance.call(() => raw.takeText());
      }
    },
    /** @param {Record<string, number>} values of the variables, by their names */
    decode: (values) => instance.call(() => raw.decode(JSON.stringify(values))),
  };
}
