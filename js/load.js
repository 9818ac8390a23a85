// How the modules become the API, wherever they come from.
import { makeApi } from './api.js';
import { compile } from './compile.js';
import { startInstance } from './instance.js';
import { PLACE_ON_THE_WEB } from './web-place.js';

/** A promise that is made when first asked for; a failure is forgotten, so that a second try is a real one. */
function lazily(make) {
  let making;
  return (...given) => {
    making ??= make(...given).catch((error) => {
      making = undefined;
      throw error;
    });
    return making;
  };
}

/**
 * What calls in workers need, looked up when the first of them comes.
 * @typedef {{ wasm: object | Promise<object>, startWorker?: import('./background/worker-client.js').StartWorker }} Parts
 */

/**
 * Makes the `load` of one entry point.
 * @param {{
 *   wasm: () => URL | BufferSource | WebAssembly.Module | Promise<BufferSource>,
 *   background: () => Parts | Promise<Parts>,
 *   importer: () => Parts | Promise<Parts>,
 *   place?: () => import('./compare/highs.js').Place,
 * }} entry where this entry point has its modules and its workers, and how it finds files
 */
export function makeLoad({ wasm, background, importer, place: makePlace = () => PLACE_ON_THE_WEB }) {
  async function start(options) {
    const place = makePlace();
    const { read } = place;
    const prepare = (option, look) => lazily(async () => {
      const parts = await look();
      const source = await (options[option] ?? parts.wasm);
      return { module: await compile(source, { read, option }), startWorker: parts.startWorker };
    });
    startInstance(await compile(await (options.wasm ?? wasm()), { read, option: 'wasm' }));
    return makeApi({ prepareBackground: prepare('wasmSchedule', background), prepareImport: prepare('wasmImport', importer), place });
  }
  const started = lazily(start);
  return (options = {}) => started(options);
}
