import assert from 'node:assert/strict';
import test from 'node:test';
import { overlap, placeLabels, textWidth } from '../../www/draw/geo-labels.js';

const label = (id, x, y, extra = {}) => ({ id, x, y, radius: 5, width: 60, height: 14, ...extra });
const bounds = { width: 400, height: 300 };
const boxes = (labels, placed) => labels.filter(({ id }) => placed.has(id)).map(({ id, width, height }) => ({ ...placed.get(id), width, height }));

test('textWidth() grows with the text and knows narrow from wide letters', () => {
  assert.ok(textWidth('iiii', 12) < textWidth('nnnn', 12));
  assert.ok(textWidth('nnnn', 12) < textWidth('WWWW', 12));
  assert.equal(textWidth('', 12), 0);
});

test('placeLabels() sets a lone label to the right, and to the left at the right edge', () => {
  assert.equal(placeLabels([label(1, 100, 100)], [], bounds).get(1).sideX, 1);
  assert.equal(placeLabels([label(1, 380, 100)], [], bounds).get(1).sideX, -1);
});

test('placeLabels() never lets two labels overlap and drops the lesser one', () => {
  const labels = Array.from({ length: 40 }, (_, i) => label(i, 150 + (i % 8) * 14, 100 + Math.floor(i / 8) * 12));
  const placed = placeLabels(labels, [], bounds);
  assert.ok(placed.has(0));
  assert.ok(placed.size < 40 && placed.size > 4);
  const shown = boxes(labels, placed);
  shown.forEach((a, i) => shown.slice(i + 1).forEach((b) => assert.equal(overlap(a, b), 0)));
});

test('placeLabels() shows a label that must be shown, even in a crowd', () => {
  const crowd = [{ x: 0, y: 0, width: 400, height: 300, weight: 1 }];
  assert.equal(placeLabels([label(1, 100, 100)], crowd, bounds).size, 0);
  assert.equal(placeLabels([label(1, 100, 100, { must: true })], crowd, bounds).size, 1);
});

test('placeLabels() keeps the side a label had while it is free', () => {
  const before = placeLabels([label(1, 100, 100)], [{ x: 105, y: 90, width: 100, height: 20 }], bounds).get(1);
  assert.notEqual(before.sideX, 1);
  const after = placeLabels([label(1, 100, 100, { side: before.side })], [], bounds).get(1);
  assert.equal(after.side, before.side);
});
