// For workerd (Cloudflare Workers), which compiles imported modules itself and nothing at run time.
import module from './splitway_bg.wasm';
import { makeLoad } from './load.js';

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad(() => module);
