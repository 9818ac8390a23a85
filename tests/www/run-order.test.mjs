// Plans of models that are graphs, told in the order in which the layers ran.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inRunOrder, isGraph, runOrder } from '../../js/run-order.js';
import { liveBytesOf } from '../../www/answer/live-bytes.js';
import { fileRanges } from '../../www/state/pins.js';

const model = {
  id: 'm', inputBytes: 10, layers: [
    { name: 'a', flop: 1, outputBytes: 1 },
    { name: 'b', flop: 1, outputs: [{ name: 'x', bytes: 2 }, { name: 'y', bytes: 4 }], inputs: ['a', 'input'] },
    { name: 'c', flop: 1, outputBytes: 8, inputs: ['a'] },
    { name: 'd', flop: 1, outputBytes: 16, inputs: ['b:x', 'c', 'c'] },
  ],
};

const compute = (layer, node) => ({ kind: 'compute', layer, node, startSeconds: 0, endSeconds: 0 });
const plan = { placement: ['p', 'q', 'p', 'q'], steps: [compute(1, 'p'), compute(3, 'p'), compute(2, 'q'), compute(4, 'q')] };

test('a plan and its layers are told in the order of the run', () => {
  const told = inRunOrder(plan, model.layers);
  assert.deepEqual(runOrder(plan), [1, 3, 2, 4]);
  assert.deepEqual(told.layers.map(({ name }) => name), ['a', 'c', 'b', 'd']);
  assert.deepEqual(told.plan.placement, ['p', 'p', 'q', 'q']);
  assert.deepEqual(runOrder(told.plan), [1, 2, 3, 4]);
  const chain = { placement: ['p'], steps: [compute(1, 'p')] };
  const layers = [{ name: 'a' }];
  assert.equal(inRunOrder(chain, layers).plan, chain);
  assert.equal(inRunOrder(chain, layers).layers, layers);
  assert.ok(isGraph(model.layers) && !isGraph(layers));
});

test('what moves are the tensors that are still to be read, each once, and the outputs', () => {
  // Nobody reads b:y, so that it is an output like d.
  assert.deepEqual(liveBytesOf(model, [1, 2, 3, 4]), [10, 11, 7, 14, 20]);
  assert.deepEqual(liveBytesOf(model, [1, 3, 2, 4]), [10, 11, 19, 14, 20]);
  const named = { ...model, outputs: ['d', 'input'] };
  assert.deepEqual(liveBytesOf(named, [1, 2, 3, 4]), [10, 11, 13, 20, 26]);
  const chain = { inputBytes: 3, layers: [{ name: 'a', outputBytes: 2 }, { name: 'b', outputBytes: 1 }] };
  assert.deepEqual(liveBytesOf(chain, [1, 2]), [3, 2, 1]);
});

test('layers that are told side by side are pinned by their places in the file', () => {
  const layers = [1, 3, 2, 4].map((place) => ({ place }));
  assert.deepEqual(fileRanges(layers, 1, 2), [[1, 1], [3, 3]]);
  assert.deepEqual(fileRanges(layers, 2, 3), [[2, 3]]);
  assert.deepEqual(fileRanges(layers, 1, 4), [[1, 4]]);
});
