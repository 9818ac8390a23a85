// Whether the parts of a model do what the whole does: both are run on the same numbers.
import { checkControls } from '../background/call.js';
import { SplitwayError } from '../errors.js';
import { blobOf } from '../import/blob.js';
import { sourceOf } from '../import/source.js';
import { baseName } from './base-name.js';
import { difference } from './difference.js';
import { checkGiven, inputNumbers, makeRandom } from './random-input.js';
import { locateRuntime } from './runtime.js';

const refuse = (message, path) => { throw new SplitwayError(message, { code: 'invalid-option', path }); };

// The optimiser joins operators, which it cannot across a cut, and so rounds otherwise. Without it the same kernels work
// on the same numbers: whatever differs then is a fault of the division. Nothing is logged that is thrown, too.
const LOG = { logSeverityLevel: 4 };
const SESSION = { graphOptimizationLevel: 'disabled', ...LOG };

/** What the runtime says before it comes to the point. */
const PREAMBLE = /^failed to call \w+\(\)\. ERROR_CODE: \d+, ERROR_MESSAGE: /;

const KNOWN = ['ort', 'seed', 'inputs', 'sideFiles', 'onProgress', 'signal'];

/** The options, those that are absent with their defaults. */
function readOptions(options = {}) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) refuse('the options of `verifySplit` are an object', '');
  const strange = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (strange !== undefined) refuse(`unknown option \`${strange}\`, expected one of ${KNOWN.join(', ')}`, `/${strange}`);
  checkControls(options);
  const { seed = 1, inputs = {}, sideFiles = {} } = options;
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) refuse('`seed` is a whole number from 0 to 4294967295', '/seed');
  for (const [name, value] of Object.entries({ inputs, sideFiles })) {
    if (typeof value !== 'object' || value === null) refuse(`\`${name}\` is an object with a member for each name`, `/${name}`);
  }
  return { ...options, seed, inputs, sideFiles };
}

function checkSplit({ manifest, files } = {}) {
  if (manifest?.format === 'splitway/split@1' && Array.isArray(files) && files.length === manifest.parts?.length) return;
  throw new SplitwayError('give what `split` gave: { manifest, files }', { code: 'invalid-option', path: '' });
}

async function bytesOf(blob, name) {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new SplitwayError(`cannot read ${name}: it has changed since it was divided, or is gone; divide it again`, { code: 'unreadable-input', cause: error });
  }
}

/** Side files by the last piece of their names, as sessions want them. */
class SideFiles {
  #given;

  constructor(given) {
    this.#given = new Map(Object.entries(given).map(([name, source]) => [baseName(name), source]));
  }

  async of(names) {
    const files = [];
    for (const path of names) {
      const name = baseName(path);
      const source = this.#given.get(name);
      if (source === undefined) refuse(`weights of the model lie in ${name}: give it as sideFiles: { '${name}': file }`, '/sideFiles');
      files.push({ path, data: await bytesOf(await blobOf(sourceOf(source).file), name) });
    }
    return files;
  }
}

class Runner {
  #runtime;
  #sideFiles;
  #signal;

  constructor({ runtime, sideFiles, signal }) {
    this.#runtime = runtime;
    this.#sideFiles = sideFiles;
    this.#signal = signal;
  }

  check() {
    if (this.#signal?.aborted) throw new SplitwayError('the call was cancelled', { code: 'cancelled', cause: this.#signal.reason });
  }

  /** One model, once; memory is freed before the next one comes. */
  async run(blob, { name, inputs, externalData }) {
    this.check();
    const bytes = await bytesOf(blob, name);
    const external = await this.#sideFiles.of(externalData);
    let session;
    try {
      session = await this.#runtime.InferenceSession.create(bytes, external.length > 0 ? { ...SESSION, externalData: external } : SESSION);
      this.check();
      const missing = session.inputNames.filter((input) => !inputs.has(input));
      if (missing.length > 0) throw new Error(`it also reads ${missing.join(', ')}`);
      const feeds = Object.fromEntries(session.inputNames.map((input) => [input, inputs.get(input)]));
      const began = performance.now();
      const outputs = await session.run(feeds, LOG);
      return { outputs: new Map(Object.entries(outputs)), seconds: (performance.now() - began) / 1000 };
    } catch (error) {
      if (error instanceof SplitwayError) throw error;
      throw new SplitwayError(`onnxruntime cannot run ${name}: ${String(error?.message ?? error).replace(PREAMBLE, '')}`, { code: 'runtime-failed', cause: error });
    } finally {
      await session?.release?.();
    }
  }
}

function randomInputs(runtime, { inputs }, { seed, inputs: given }) {
  checkGiven({ inputs }, given);
  const random = makeRandom(seed);
  return new Map(inputs.map((tensor) => {
    const numbers = inputNumbers(tensor, random, Object.hasOwn(given, tensor.name) ? given[tensor.name] : undefined);
    return [tensor.name, new runtime.Tensor(tensor.dataType, numbers, tensor.shape)];
  }));
}

const largest = (outputs, of) => outputs.reduce((most, output) => Math.max(most, output[of]), 0);

/**
 * @param {import('../compare/highs.js').Place} place
 * @param {import('../index.js').ImportSource} source
 * @param {import('../index.js').Split} divided
 * @param {import('../index.js').VerifySplitOptions} [options]
 */
export async function verifySplit(place, source, divided, options) {
  const { ort, seed, inputs, sideFiles, onProgress, signal } = readOptions(options);
  checkSplit(divided);
  const { manifest, files } = divided;
  const original = await blobOf(sourceOf(source).file);
  if (original.size !== manifest.fileBytes) throw new SplitwayError('the parts are not those of this file: divide it again', { code: 'invalid-option', path: '' });
  const runtime = await locateRuntime(ort, place);
  const runner = new Runner({ runtime, sideFiles: new SideFiles(sideFiles), signal });
  const tensors = randomInputs(runtime, manifest, { seed, inputs });
  let done = 0;
  const report = () => onProgress?.({ share: done / (files.length + 1) });
  report();
  const allData = [...new Set(manifest.parts.flatMap(({ externalData }) => externalData))];
  const whole = await runner.run(original, { name: 'the whole model', inputs: tensors, externalData: allData });
  done += 1;
  report();
  const partSeconds = [];
  const known = new Map(tensors);
  for (const [at, { part, file, externalData, inputs: read }] of manifest.parts.entries()) {
    const own = new Map(read.map(({ name }) => [name, known.get(name)]));
    const { outputs, seconds } = await runner.run(files[at], { name: `part ${part} (${file})`, inputs: own, externalData });
    for (const [name, tensor] of outputs) known.set(name, tensor);
    partSeconds.push(seconds);
    done += 1;
    report();
  }
  const outputs = manifest.outputs.map(({ name }) => {
    const [one, other] = [whole.outputs.get(name), known.get(name)];
    if (one === undefined || other === undefined) throw new SplitwayError(`nothing makes the output \`${name}\``, { code: 'runtime-failed' });
    return { name, dataType: one.type, ...difference(one, other) };
  });
  return {
    seed,
    runtime: `onnxruntime-web ${runtime.env?.versions?.web ?? ''}`.trim(),
    graphOptimizationLevel: SESSION.graphOptimizationLevel,
    outputs,
    largestAbsoluteDifference: largest(outputs, 'largestAbsoluteDifference'),
    largestRelativeDifference: largest(outputs, 'largestRelativeDifference'),
    wholeSeconds: whole.seconds,
    partSeconds,
  };
}
