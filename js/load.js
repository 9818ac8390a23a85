// How the modules become the API, wherever they come from.
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
 * What calls in workers need, looked up when the first of them comes.
 * @typedef {{ wasm: object, startWorker?: import('./background/worker-client.js').StartWorker }} Parts
 */

/**
 * Makes the `load` of one entry point.
 * @param {{
 *   wasm: () => URL | BufferSource | WebAssembly.Module,
 *   background: () => Parts | Promise<Parts>,
 *   importer: () => Parts | Promise<Parts>,
 *   read?: (address: string | URL) => Promise<ArrayBuffer | Uint8Array>,
 * }} entry where this entry point has its modules and its workers
 */
export function makeLoad({ wasm, background, importer, read = fetchBytes }) {
  async function start(options) {
    const prepare = (option, look) => lazily(async () => {
      const parts = await look();
      const source = await (options[option] ?? parts.wasm);
      return { module: await compile(source, { read, option }), startWorker: parts.startWorker };
    });
    startInstance(await compile(await (options.wasm ?? wasm()), { read, option: 'wasm' }));
    return makeApi({ prepareBackground: prepare('wasmSchedule', background), prepareImport: prepare('wasmImport', importer) });
  }
  const started = lazily(start);
  return (options = {}) => started(options);
}
