// For browsers, workers and bundlers, which know these forms of a URL and carry the files along.
import { startWebWorker } from './background/web-worker.js';
import { makeLoad } from './load.js';

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad({
  wasm: () => new URL('./splitway_bg.wasm', import.meta.url),
  background: () => ({
    wasm: new URL('./schedule_bg.wasm', import.meta.url),
    startWorker: globalThis.Worker && ((handlers) => startWebWorker(
      new Worker(new URL('./schedule-worker.js', import.meta.url), { type: 'module' }),
      handlers,
    )),
  }),
  importer: () => ({
    wasm: new URL('./import_bg.wasm', import.meta.url),
    startWorker: globalThis.Worker && ((handlers) => startWebWorker(
      new Worker(new URL('./import-worker.js', import.meta.url), { type: 'module' }),
      handlers,
    )),
  }),
});
