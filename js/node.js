// For Node, whose fetch reads no files and whose workers are threads.
import { Worker } from 'node:worker_threads';
import { startThread } from './background/thread.js';
import { makeLoad } from './load.js';
import { placeInNode } from './node-place.js';

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad({
  wasm: () => new URL('./splitway_bg.wasm', import.meta.url),
  background: () => ({
    wasm: new URL('./schedule_bg.wasm', import.meta.url),
    startWorker: (handlers) => startThread(Worker, new URL('./schedule-worker.js', import.meta.url), handlers),
  }),
  importer: () => ({
    wasm: new URL('./import_bg.wasm', import.meta.url),
    startWorker: (handlers) => startThread(Worker, new URL('./import-worker.js', import.meta.url), handlers),
  }),
  place: () => placeInNode(process.getBuiltinModule, [import.meta.url]),
});
