// ONNX models on the command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitway } from './command.mjs';
import { modelFile } from '../package/onnx-models.mjs';

function imported(name, ...words) {
  const { status, stdout, stderr } = splitway(['import', modelFile(name), '--json', ...words]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const sum = (layers, field) => layers.reduce((total, layer) => total + (layer[field] ?? 0), 0);

test('a model has the same work and weights at every granularity', () => {
  const layers = ['operators', 'fused', 'blocks'].map((granularity) => imported('light_resnet50', '--granularity', granularity).model.layers);
  assert.deepEqual(layers.map(({ length }) => length), [176, 56, 20]);
  for (const some of layers) {
    assert.equal(sum(some, 'flop'), 8_217_635_232);
    assert.equal(sum(some, 'weightBytes'), 102_440_624);
  }
  assert.deepEqual(imported('light_resnet50').model.layers, layers[1], 'fused is the default');
});

test('sizes of open dimensions are given by name or by shape', () => {
  const byName = imported('nudenet', '--dim', 'height=320', '--dim', 'width=320', '--dim', 'batch=2').model;
  const byShape = imported('nudenet', '--shape', 'images=2,3,320,320').model;
  assert.deepEqual(byName, byShape);
  assert.equal((byName.inputBytes ?? byName.inputs[0].bytes), 2 * 3 * 320 * 320 * 4);
  const assumed = imported('nudenet').report.assumed.map(({ about, value }) => `${about} ${value}`);
  assert.deepEqual(assumed, ['dimension batch 1', 'dimension height 224', 'dimension width 224']);
});

test('a size that the model does not ask for is refused with those that it does', () => {
  const { status, stderr } = splitway(['import', modelFile('nudenet'), '--dim', 'depth=3']);
  assert.equal(status, 2);
  assert.match(stderr, /the model has no open dimension `depth`; it has `batch`, `height`, `width`/);
});

test('the table tells what was read, assumed and folded', () => {
  const { status, stdout } = splitway(['import', modelFile('magika_v3_3')]);
  assert.equal(status, 0);
  assert.match(stdout, /magika_v3_3 \(onnx\)/);
  assert.match(stdout, /dimension unk__214 +1 /);
  assert.match(stdout, /nodes make constants or only tell shapes/);
});

test('a file that is cut off is refused with the place', () => {
  const { status, stderr } = splitway(['import', '-', '--format', 'onnx'], { input: '\u0008\u0008' });
  assert.equal(status, 2);
  assert.match(stderr, /ends without a graph/);
});
