// How the two modules become the API, wherever they come from.
import { makeApi } from './api.js';
import { compile, fetchBytes } from './compile.js';
import { startInstance } from './instance.js';

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
 * What long calls need, looked up when the first of them comes.
 * @typedef {{ wasm: object, startWorker?: import('./background/worker-client.js').StartWorker }} BackgroundParts
 */

/**
 * Makes the `load` of one entry point.
 * @param {{
 *   wasm: () => URL | BufferSource | WebAssembly.Module,
 *   background: () => BackgroundParts | Promise<BackgroundParts>,
 *   read?: (address: string | URL) => Promise<ArrayBuffer | Uint8Array>,
 * }} entry where this entry point has its modules and its workers
 */
export function makeLoad({ wasm, background, read = fetchBytes }) {
  async function start(options) {
    const prepare = lazily(async () => {
      const parts = await background();
      const source = await (options.wasmSchedule ?? parts.wasm);
      return { module: await compile(source, { read, option: 'wasmSchedule' }), startWorker: parts.startWorker };
    });
    startInstance(await compile(await (options.wasm ?? wasm()), { read, option: 'wasm' }));
    return makeApi(prepare);
  }
  const started = lazily(start);
  return (options = {}) => started(options);
}
