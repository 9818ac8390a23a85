// Where ONNX Runtime is, which splitway does not bring along.
import { SplitwayError } from '../errors.js';

const REMEDY = 'the package `onnxruntime-web` is not installed: install it (npm install onnxruntime-web), and where it is not found by itself, as in browsers, say where it is: verifySplit(file, split, { ort: url })';

const missing = (message, cause) => new SplitwayError(message, { code: 'missing-runtime', path: '/ort', cause });

const isAddress = (value) => typeof value === 'string' || Object.prototype.toString.call(value) === '[object URL]';

const isRuntime = (value) => typeof value?.InferenceSession?.create === 'function' && typeof value.Tensor === 'function';

/** A package that is no module of its own has all under `default`. */
const unwrapped = (module) => (isRuntime(module) ? module : module.default);

async function loaded(address) {
  let runtime;
  try {
    runtime = unwrapped(await import(/* webpackIgnore: true */ /* @vite-ignore */ address));
  } catch (error) {
    throw missing(`onnxruntime-web cannot be loaded: ${error.message}`, error);
  }
  if (!isRuntime(runtime)) throw missing(`${address} is not onnxruntime-web`);
  // Threads need a page that is isolated from others, and add nothing here.
  if (runtime.env?.wasm) runtime.env.wasm.numThreads = 1;
  return runtime;
}

/**
 * @param {object | string | URL} [given] the package as a module, or its address
 * @param {import('../compare/highs.js').Place} place
 */
export async function locateRuntime(given, place) {
  if (given === undefined) {
    const found = place.find?.('onnxruntime-web/wasm');
    if (found === undefined) throw missing(REMEDY);
    return loaded(found.href);
  }
  if (isAddress(given)) {
    try {
      return await loaded(place.resolve(given).href);
    } catch (error) {
      if (error instanceof SplitwayError) throw error;
      throw new SplitwayError(`\`ort\`: ${given} is no address: ${error.message}`, { code: 'invalid-option', path: '/ort', cause: error });
    }
  }
  const runtime = given === null ? undefined : unwrapped(given);
  if (!isRuntime(runtime)) {
    throw new SplitwayError('`ort` is the module onnxruntime-web, or its address', { code: 'invalid-option', path: '/ort' });
  }
  return runtime;
}
