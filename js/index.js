// For browsers, workers and bundlers, which know this form of a URL and carry the file along.
import { makeLoad } from './load.js';

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad(() => new URL('./splitway_bg.wasm', import.meta.url));
