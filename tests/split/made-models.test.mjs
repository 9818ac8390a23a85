// Small models of kinds that real ones rarely are, divided at every place.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import * as ort from 'onnxruntime-web/wasm';
import { makeDice, randomDivision } from './divisions.mjs';
import { judge, makeModels, splitway, writeParts } from './parts.mjs';

ort.env.wasm.numThreads = 1;

const directory = makeModels();
const cases = [];

/** Divides a model between each two operators and at some random places, and verifies all. */
async function divideEverywhere(name, options = {}) {
  const path = join(directory, `${name}.onnx`);
  const sideFiles = { 'external.weights': { path: join(directory, 'external.weights') } };
  const asked = { ...options, granularity: 'operators' };
  const { model } = await splitway.importModel({ path }, asked);
  const count = model.layers.length;
  const dice = makeDice(count);
  const plans = [
    ...Array.from({ length: count }, (_, cut) => ({ placement: model.layers.map((_, at) => (at < cut ? 'a' : 'b')) })),
    ...Array.from({ length: 8 }, (_, at) => randomDivision(model, at % 4, dice)),
  ];
  const all = [];
  for (const plan of plans) {
    const divided = await splitway.split({ path }, plan, { ...asked, model });
    const verification = await splitway.verifySplit({ path }, divided, { ort, sideFiles });
    assert.equal(verification.largestAbsoluteDifference, 0, JSON.stringify([plan, verification]));
    cases.push({ whole: path, directory: await writeParts(divided), inputs: {} });
    all.push(divided);
  }
  return all;
}

test('calls of functions stay whole where they can, and are written out where a cut divides them', async () => {
  const all = await divideEverywhere('functions');
  const [undivided] = all;
  const text = Buffer.from(await undivided.files[0].arrayBuffer()).toString('latin1');
  assert.match(text, /Block/);
  assert.ok(all.length > 15);
});

for (const n of [3, 2]) {
  test(`branches that are decided are divided, with n = ${n}`, async () => {
    const all = await divideEverywhere('branches', { dims: { n } });
    assert.deepEqual(all[0].manifest.inputs[0].shape, [n, 8]);
  });
}

test('loops stay whole, and what they read from outside travels', async () => {
  const all = await divideEverywhere('loop');
  const crossing = all.flatMap(({ manifest }) => manifest.parts.flatMap(({ inputs }) => inputs.map(({ name }) => name)));
  assert.ok(crossing.includes('mixed'));
});

test('strange names, outputs that are constants, and what a file says of itself', async () => {
  const all = await divideEverywhere('names');
  for (const { manifest, files } of all) {
    for (const { name } of files) assert.match(name, /^names\.part\d(\.[a-z_]+)?\.onnx$/);
    assert.deepEqual(manifest.outputs.map(({ name }) => name), ['output', 'left', 'fixed', 'weight']);
    assert.ok(manifest.outputs.every(({ from }) => from > 0));
  }
});

test('weights in a file beside the model stay there, and each part says which it needs', async () => {
  const all = await divideEverywhere('external');
  const { manifest, files } = all[2];
  assert.deepEqual(manifest.parts.map(({ externalData }) => externalData), [['external.weights'], ['external.weights']]);
  assert.ok(files.every(({ size }) => size < 1000));
  assert.match(manifest.warnings[0].message, /have to lie beside the parts too: external\.weights$/);
  const path = join(directory, 'external.onnx');
  await assert.rejects(splitway.verifySplit({ path }, all[2], { ort }), { code: 'invalid-option', path: '/sideFiles', message: /give it as sideFiles/ });
});

test('each part passes the checker of ONNX, and onnxruntime that is not WebAssembly gives the same for all', () => {
  assert.ok(cases.length > 80, `${cases.length}`);
  const wrong = judge(cases).filter(({ error, largest }) => error !== undefined || largest !== 0);
  assert.deepEqual(wrong, []);
});
