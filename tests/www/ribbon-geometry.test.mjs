import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NARROWEST_COLUMN, RIBBON, labelRows, ribbonGeometry, rootHeight, runsOf } from '../../www/views/ribbon-geometry.js';

const layers = [0, 0, 2, 2, 1].map((node, index) => ({ number: index + 1, flop: 10 ** (index + 6), outputBytes: 1000 * (5 - index), node }));
const ends = { inputBytes: 9000, sourceIndex: 0, destinationIndex: 0 };

test('runs are maximal', () => {
  assert.deepEqual(runsOf(layers), [{ node: 0, first: 1, last: 2 }, { node: 2, first: 3, last: 4 }, { node: 1, first: 5, last: 5 }]);
});

test('cuts stand where the node changes, with the bytes that cross', () => {
  const { cuts } = ribbonGeometry(layers, { ...ends, width: 800 });
  assert.deepEqual(cuts.map(({ afterLayer, from, to, bytes }) => [afterLayer, from, to, bytes]), [[2, 0, 2, 4000], [4, 2, 1, 2000], [5, 1, 0, 1000]]);
});

test('a plan that begins elsewhere sends the input', () => {
  const { cuts } = ribbonGeometry(layers, { ...ends, sourceIndex: 3, width: 800 });
  assert.deepEqual([cuts[0].afterLayer, cuts[0].bytes], [0, 9000]);
});

test('columns fill the width, but never get too narrow', () => {
  const wide = ribbonGeometry(layers, { ...ends, width: 500 });
  assert.equal(wide.width, 500);
  const narrow = ribbonGeometry(layers, { ...ends, width: 20 });
  assert.equal(narrow.step, NARROWEST_COLUMN);
  assert.ok(narrow.width > 20);
});

test('bars grow with the root, the largest fills its height and none vanishes', () => {
  assert.equal(rootHeight(4, 4, 100), 100);
  assert.equal(rootHeight(1, 4, 100), 50);
  assert.ok(rootHeight(1, 1e12, 100) > 1);
  assert.equal(rootHeight(0, 4, 100), 0);
  assert.equal(rootHeight(0, 0, 100), 0);
  const { columns } = ribbonGeometry(layers, { ...ends, width: 800 });
  assert.equal(columns.at(-1).work, RIBBON.workHeight);
});

test('without a plan there are columns, and neither bands nor cuts', () => {
  const { columns, runs, cuts } = ribbonGeometry(layers.map((layer) => ({ ...layer, node: -1 })), { ...ends, width: 800 });
  assert.deepEqual([columns.length, runs.length, cuts.length], [5, 0, 0]);
});

test('labels too near to the one before go to the second row', () => {
  assert.deepEqual(labelRows([0, 50, 200, 250, 260], 100), [0, 1, 0, 1, 0]);
});
