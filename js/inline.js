// For places where no second file can be found: the modules travel as text, compressed, the worker's script too.
import packed from './inline-wasm.js';
import { startThread } from './background/thread.js';
import { startWebWorker } from './background/web-worker.js';
import { makeLoad } from './load.js';
import { placeInNode } from './node-place.js';
import { PLACE_ON_THE_WEB } from './web-place.js';

/** The bytes of a module that was compressed with gzip and written in base64: a third of its plain base64. */
function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

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

const unpacked = ({ wasm, worker }) => ({ wasm: unpack(wasm), startWorker: workerStarter(worker) });

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad({
  wasm: () => unpack(packed),
  background: () => import('./inline-schedule.js').then(unpacked),
  importer: () => import('./inline-import.js').then(unpacked),
  place: () => (builtin('node:module') ? placeInNode(builtin, []) : PLACE_ON_THE_WEB),
});
