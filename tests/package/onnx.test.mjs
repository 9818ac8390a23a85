// ONNX models in the package, read from wherever they are.
import assert from 'node:assert/strict';
import { open, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { importFrom, installPackage } from './installed.mjs';
import { modelFile, withHole } from './onnx-models.mjs';

const { load } = await importFrom(installPackage());
const splitway = await load();
const path = modelFile('ppocr_v4_det');
const options = { shapes: { x: [1, 3, 480, 640] }, granularity: 'operators' };

test('a model is the same from a path, a handle, bytes and a File, and tells how far it is', async () => {
  const bytes = await readFile(path);
  const shares = [];
  const fromPath = await splitway.importModel({ path }, { ...options, onProgress: ({ share }) => shares.push(share) });
  assert.equal(fromPath.model.layers.length, 330);
  assert.ok(shares.every((share) => share >= 0 && share <= 1));
  for (const source of [await open(path), bytes, new File([bytes], 'ppocr_v4_det.onnx')]) {
    const { model } = await splitway.importModel(source, options);
    assert.deepEqual(model.layers, fromPath.model.layers);
  }
});

test('what is imported can be validated in a scenario', async () => {
  const { model } = await splitway.importModel({ path }, options);
  const network = { nodes: [{ id: 'a', flopPerSecond: 1e9 }], links: [] };
  assert.equal(splitway.validate({ format: 'splitway/scenario@1', network, models: [model] }).layers, 330);
});

test('bytes that follow the graph by half a gigabyte are passed over', async () => {
  const length = 575_000_000;
  const file = await withHole('light_vgg19', length);
  const begin = performance.now();
  const { model, report } = await splitway.importModel({ path: file });
  assert.ok(performance.now() - begin < 5000);
  assert.equal(model.layers.length, 24);
  assert.ok(report.read.bytes > length);
});
