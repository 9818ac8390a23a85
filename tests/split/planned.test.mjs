// Plans of the router for real models that are graphs: the parts are the stays of the plan, and read what it moves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-web/wasm';
import { modelPath, splitway } from './parts.mjs';

ort.env.wasm.numThreads = 1;

const network = {
  nodes: [{ id: 'phone', flopPerSecond: 2e9 }, { id: 'edge', flopPerSecond: 1e12 }, { id: 'cloud', flopPerSecond: 1e14 }],
  links: [
    { from: 'phone', to: 'edge', bitsPerSecond: 1e8, bothWays: true },
    { from: 'edge', to: 'cloud', bitsPerSecond: 1e9, bothWays: true },
  ],
};

/** Parts of the layers, each pinned to another node, so that there is something to divide. */
function pinsOf({ layers }) {
  const third = Math.floor(layers.length / 3);
  return [
    { firstLayer: 1, lastLayer: third, nodes: ['phone'] },
    { firstLayer: third + 1, lastLayer: 2 * third, nodes: ['edge'] },
    { firstLayer: 2 * third + 1, lastLayer: layers.length, nodes: ['cloud'] },
  ];
}

/** The nodes that run layers, one after the other, and the bytes that moved on the way to each. */
function staysOf({ steps }) {
  const stays = [];
  let moved;
  for (const step of steps) {
    if (step.kind === 'transfer') moved = step.bytes;
    else if (stays.at(-1)?.node !== step.node) stays.push({ node: step.node, layers: [step.layer], moved });
    else stays.at(-1).layers.push(step.layer);
  }
  return stays;
}

const MODELS = [
  { name: 'light_squeezenet' },
  { name: 'magika_v3_3' },
  { name: 'silero_vad_v6', options: { shapes: { input: [1, 576] } } },
];

for (const { name, options } of MODELS) {
  test(`${name} is divided as its plan says`, async () => {
    const source = { path: modelPath(name) };
    const { model } = await splitway.importModel(source, options);
    assert.ok(model.layers.some(({ inputs }) => inputs !== undefined));
    const jobs = [{ id: 'job', model: model.id, source: 'phone', destination: 'phone', pins: pinsOf(model) }];
    const plan = splitway.route({ format: 'splitway/scenario@1', network, models: [model], jobs });
    const divided = await splitway.split(source, plan, { ...options, model });
    const { parts, warnings } = divided.manifest;
    const stays = staysOf(plan);
    assert.ok(stays.length >= 3);
    assert.deepEqual(parts.map(({ node, layers }) => ({ node, layers })), stays.map(({ node, layers }) => ({ node, layers })));
    assert.deepEqual(warnings, []);
    for (const [at, { inputs }] of parts.entries()) {
      const read = inputs.reduce((sum, { bytes }) => sum + bytes, 0);
      // What a later part reads travels along.
      if (at > 0) assert.ok(read > 0 && read <= stays[at].moved, `part ${at + 1} reads ${read} of ${stays[at].moved} bytes`);
    }
    const { largestAbsoluteDifference } = await splitway.verifySplit(source, divided, { ort });
    assert.equal(largestAbsoluteDifference, 0);
  });
}
