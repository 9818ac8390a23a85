import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinLayers, pinsOf, unpinLayers } from '../../www/state/pins.js';

const on = (firstLayer, lastLayer, node) => ({ firstLayer, lastLayer, nodes: [node] });

test('a pin inside another splits it', () => {
  assert.deepEqual(pinLayers([on(1, 10, 'a')], 4, 5, 'b'), [on(1, 3, 'a'), on(4, 5, 'b'), on(6, 10, 'a')]);
});

test('neighbours on the same node join', () => {
  assert.deepEqual(pinLayers([on(1, 3, 'a'), on(6, 8, 'a')], 4, 5, 'a'), [on(1, 8, 'a')]);
});

test('unpinning leaves the layers around as they were', () => {
  assert.deepEqual(unpinLayers([on(1, 5, 'a')], 1, 2), [on(3, 5, 'a')]);
  assert.deepEqual(unpinLayers([on(2, 5, 'a')], 1, 9), []);
  assert.deepEqual(unpinLayers([on(2, 3, 'a')], 7, 9), [on(2, 3, 'a')]);
});

test('pins on tags are kept apart from pins on nodes', () => {
  const tagged = { firstLayer: 1, lastLayer: 3, tags: ['trusted'] };
  assert.deepEqual(pinLayers([tagged], 4, 4, 'a'), [tagged, on(4, 4, 'a')]);
  assert.deepEqual(pinsOf([tagged, on(4, 4, 'a')], 2), [tagged]);
});
