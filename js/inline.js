// For places where no second file can be found: the module travels as text.
import base64 from './inline-wasm.js';
import { makeLoad } from './load.js';

const decode = () => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export { SplitwayError } from './errors.js';
export const load = /* @__PURE__ */ makeLoad(decode);
