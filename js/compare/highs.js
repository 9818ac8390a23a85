// Where HiGHS is, which splitway does not bring along.
import { compile } from '../compile.js';
import { SplitwayError } from '../errors.js';

const REMEDY = 'the package `highs` is not installed: install it (npm install highs), and where it is not found by itself, as in browsers, say where its script is: compare(scenario, { highs: url })';

const missing = (message, cause) => new SplitwayError(message, { code: 'missing-solver', path: '/highs', cause });

const isAddress = (value) => typeof value === 'string' || Object.prototype.toString.call(value) === '[object URL]';

function refuse() {
  throw new SplitwayError('`highs` is the address of the package\'s script, or { script, wasm } with the address of the script and the WebAssembly', {
    code: 'invalid-option', path: '/highs',
  });
}

function parts(given) {
  if (isAddress(given)) return { script: given };
  const { script, wasm } = given ?? {};
  if (!isAddress(script)) refuse();
  return { script, wasm };
}

function absolute(address, place) {
  try {
    return place.resolve(address);
  } catch (error) {
    throw new SplitwayError(`\`highs\`: ${address} is no address: ${error.message}`, { code: 'invalid-option', path: '/highs', cause: error });
  }
}

/**
 * How an entry point finds files.
 * @typedef {{
 *   resolve: (address: string | URL) => URL,
 *   find?: (name: string) => URL | undefined,
 *   read: (address: string | URL) => Promise<ArrayBuffer | Uint8Array>,
 * }} Place
 */

/**
 * What a worker needs to start HiGHS. The module is compiled here, once for all programs.
 * @param {string | URL | { script: string | URL, wasm?: object }} [given]
 * @param {Place} place
 * @returns {Promise<{ script: string, module: WebAssembly.Module }>}
 */
export async function locateHighs(given, place) {
  const { script, wasm } = given === undefined ? { script: place.find?.('highs') } : parts(given);
  if (script === undefined) throw missing(REMEDY);
  const address = absolute(script, place);
  const source = wasm ?? absolute(new URL('highs.wasm', address), place);
  try {
    return { script: address.href, module: await compile(await source, { read: place.read, option: 'highs' }) };
  } catch (error) {
    if (error.code === 'invalid-option') throw error;
    throw missing(`HiGHS cannot be loaded: ${error.message}`, error);
  }
}
