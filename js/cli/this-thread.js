// The long calls on the thread that asks for them, for threads that answer nothing else meanwhile.

import { readFile } from 'node:fs/promises';
import { buildProgram } from '../background/program.js';
import { Search } from '../background/search.js';
import { instance } from '../background/service.js';

const SLICE_MILLISECONDS = 1000;

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

/**
 * @returns {Promise<(scenario: string, options: object) => ReturnType<typeof buildProgram>>} what builds programs of
 *   scenarios
 */
export async function startFormulation() {
  await startInstance();
  return (scenario, options) => buildProgram(instance, scenario, JSON.stringify(options));
}
