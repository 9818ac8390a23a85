// For places where no second file can be found: the modules travel as text, the worker's script too.
import base64 from './inline-wasm.js';
import { startThread } from './background/thread.js';
import { startWebWorker } from './background/web-worker.js';
import { makeLoad } from './load.js';
import { placeInNode } from './node-place.js';
import { PLACE_ON_THE_WEB } from './web-place.js';

const decode = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function startBlobWorker(script, handlers) {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const port = startWebWorker(new Worker(url), handlers);
  return { ...port, end: () => { port.end(); URL.revokeObjectURL(url); } };
}

/** A module of Node, where there are any. */
const builtin = (name) => globalThis.process?.getBuiltinModule?.(name);

/** How a script becomes a worker here; undefined where there are none. */
function workerStarter(script) {
  const threads = builtin('node:worker_threads');
  if (threads) return (handlers) => startThread(threads.Worker, script, handlers);
  return globalThis.Worker && ((handlers) => startBlobWorker(script, handlers));
}

const decoded = ({ wasm, worker }) => ({ wasm: decode(wasm), startWorker: workerStarter(worker) });

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad({
  wasm: () => decode(base64),
  background: () => import('./inline-schedule.js').then(decoded),
  importer: () => import('./inline-import.js').then(decoded),
  place: () => (builtin('node:module') ? placeInNode(builtin, []) : PLACE_ON_THE_WEB),
});
