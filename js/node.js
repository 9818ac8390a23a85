// For Node, whose fetch reads no files and whose workers are threads.
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { startThread } from './background/thread.js';
import { fetchBytes } from './compile.js';
import { makeLoad } from './load.js';

const isOnTheWeb = (address) => /^(https?|data|blob):/.test(String(address));

// A string that is no web address is a file's path or its URL.
function read(address) {
  if (isOnTheWeb(address)) return fetchBytes(address);
  return readFile(String(address).startsWith('file:') ? new URL(address) : address);
}

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
  read,
});
