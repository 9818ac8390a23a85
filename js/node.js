// For Node, whose fetch reads no files.
import { readFile } from 'node:fs/promises';
import { fetchBytes, makeLoad } from './load.js';

const isOnTheWeb = (address) => /^(https?|data|blob):/.test(String(address));

// A string that is no web address is a file's path or its URL.
function read(address) {
  if (isOnTheWeb(address)) return fetchBytes(address);
  return readFile(String(address).startsWith('file:') ? new URL(address) : address);
}

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad(() => new URL('./splitway_bg.wasm', import.meta.url), read);
