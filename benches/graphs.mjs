// Models whose operators are layers, routed over all sets of operators that can be done at one time: native and in the published module.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUpAndBuild } from '../tools/build.mjs';
import { installOnnxModels } from '../tools/onnx-models/install.mjs';
import { Stop } from '../tools/process.mjs';
import { ROOT } from '../tools/step.mjs';
import { line } from './columns.mjs';
import { measure, ratio } from './measure.mjs';
import { fileOf, shapesOf } from './models.mjs';

const MODELS = ['light_densenet121', 'light_inception_v2'];
const NODES = [14, 100, 1000];
/** Devices that differ in speed alone, far from each other: few are of use. Those of eight kinds, each with its own time for every layer, on quick links: all are. */
const DEVICES = ['spread', 'mixed'];
const SAME = 1e-9;

async function startPublished() {
  const glue = await import(join(ROOT, 'dist', 'glue.js'));
  glue.initSync({ module: readFileSync(join(ROOT, 'dist', 'splitway_bg.wasm')) });
  return (scenario) => {
    const router = new glue.WasmRouter(scenario);
    return async () => {
      const { latencySeconds, statistics } = router.route('{"measure":true}');
      return { seconds: statistics.solveMicroseconds / 1e6, answer: latencySeconds };
    };
  };
}

const milliseconds = (seconds) => (seconds * 1e3).toPrecision(3);

const COLUMNS = [
  { titles: ['', '', 'model'], width: 18, left: true, cell: ({ name }) => name },
  { titles: ['', '', 'nodes'], cell: ({ nodes }) => `${nodes}` },
  { titles: ['', '', 'devices'], width: 7, left: true, cell: ({ devices }) => devices },
  { titles: ['', '', 'operators'], cell: ({ layers }) => `${layers}` },
  { titles: ['sets of', 'them', ''], cell: ({ copies }) => `${copies}` },
  { titles: ['settled', '', '%'], cell: ({ settledVertices, copies, nodes }) => ((100 * settledVertices) / (copies * nodes)).toFixed(1) },
  { titles: ['first', 'answer', 'ms'], cell: ({ firstSeconds }) => milliseconds(firstSeconds) },
  { titles: ['solved', 'again', 'ms'], cell: ({ native }) => milliseconds(native.seconds) },
];
const OTHERS = [
  { titles: ['wasm', 'again', 'ms'], cell: ({ wasm }) => milliseconds(wasm.seconds) },
  { titles: ['', '× native', ''], cell: ({ wasm, native }) => ratio(wasm, native).toFixed(2) },
];

/** Measures all models on all networks, prints a line for each, and returns the rows. */
export async function measureGraphs(native, { isAlone }) {
  await installOnnxModels();
  if (!isAlone) await setUpAndBuild();
  const published = isAlone ? undefined : await startPublished();
  const columns = isAlone ? COLUMNS : [...COLUMNS, ...OTHERS];
  console.log('\nGraphs: every operator a layer, over all sets of operators that can be done at one time, on random networks');
  for (const place of [0, 1, 2]) console.log(line(columns, ({ titles }) => titles[place]));
  const rows = [];
  for (const name of MODELS) {
    for (const [nodes, devices] of NODES.flatMap((each) => DEVICES.map((kind) => [each, kind]))) {
      const { scenario, ...facts } = await native.takeGraph({ nodes, devices }, fileOf(name), shapesOf(name));
      if (!facts.exact) throw new Stop(`${name} on ${nodes} nodes is not searched in all orders`);
      const contestants = { native: (runs) => native.runGraph(runs) };
      if (published) contestants.wasm = published(JSON.stringify(scenario));
      const row = { name, nodes, devices, ...facts, ...await measure(contestants) };
      if (row.wasm && Math.abs(row.wasm.answer - row.native.answer) > SAME * row.native.answer) {
        throw new Stop(`${name} on ${nodes} nodes takes ${row.native.answer} s natively and ${row.wasm.answer} s as WebAssembly`);
      }
      rows.push(row);
      console.log(line(columns, ({ cell }) => cell(row)));
    }
  }
  return rows;
}
