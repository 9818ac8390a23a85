// For workerd (Cloudflare Workers), which compiles imported modules itself and nothing at run time, and has no workers
// within: long calls run in slices.
import importModule from './import_bg.wasm';
import scheduleModule from './schedule_bg.wasm';
import module from './splitway_bg.wasm';
import { makeLoad } from './load.js';

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad({
  wasm: () => module,
  background: () => ({ wasm: scheduleModule }),
  importer: () => ({ wasm: importModule }),
});
