import assert from 'node:assert/strict';
import test from 'node:test';
import { placeBadges } from '../../www/draw/geo-badges.js';
import { crosses, overlap, placeLabels, textWidth } from '../../www/draw/geo-labels.js';

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

test('placeLabels() ties a label that stands apart to its point, from its nearest edge to the rim of the disc', () => {
  const near = placeLabels([label(1, 100, 100, { must: true })], [], bounds).get(1);
  assert.equal(near.leader, null);
  const crowd = [{ x: 80, y: 80, width: 110, height: 40, weight: 3, owner: 7 }, { x: 20, y: 85, width: 80, height: 30, weight: 3, owner: 7 }];
  const far = placeLabels([label(1, 100, 100, { must: true })], crowd, bounds).get(1);
  assert.ok(crowd.every((box) => overlap({ ...far, width: 60, height: 14 }, box) === 0));
  assert.ok(Math.abs(Math.hypot(far.leader.b.x - 100, far.leader.b.y - 100) - 5) < 1e-9);
  assert.ok(far.leader.a.x >= far.x && far.leader.a.x <= far.x + 60 && far.leader.a.y >= far.y && far.leader.a.y <= far.y + 14);
});

test('placeLabels() keeps the line of a tied label off the name of its own point', () => {
  const name = label(1, 100, 40, { must: true, side: 2 });
  const tag = label('end', 100, 40, { must: true, tied: true, node: 1 });
  const placed = placeLabels([name, tag], [{ x: 107, y: 30, width: 300, height: 20, weight: 3 }], bounds);
  const nameBox = { ...placed.get(1), width: 60, height: 14 };
  assert.equal(overlap(nameBox, { ...placed.get('end'), width: 60, height: 14 }), 0);
  assert.ok(!crosses(placed.get('end').leader, nameBox));
});

test('crosses() tells a line through a box from one that passes it or ends before it', () => {
  const box = { x: 10, y: 10, width: 20, height: 10 };
  const line = (ax, ay, bx, by) => ({ a: { x: ax, y: ay }, b: { x: bx, y: by } });
  assert.ok(crosses(line(0, 0, 40, 30), box));
  assert.ok(crosses(line(15, 0, 15, 40), box));
  assert.ok(crosses(line(15, 15, 16, 15), box));
  assert.ok(!crosses(line(0, 0, 9, 9), box));
  assert.ok(!crosses(line(5, 0, 5, 40), box));
  assert.ok(!crosses(line(0, 25, 40, 25), box));
});

test('placeBadges() sets numbers on their own lines, off each other, off arrowheads and nodes', () => {
  const straight = (ax, ay, bx, by) => ({ a: { x: ax, y: ay }, c: { x: (ax + bx) / 2, y: (ay + by) / 2 }, b: { x: bx, y: by } });
  const curves = [straight(0, 100, 100, 100), straight(100, 104, 0, 104), straight(32, 40, 32, 180), straight(200, 100, 225, 100), straight(225, 104, 200, 104)];
  const obstacles = [{ x: 190, y: 95, width: 14, height: 14 }, { x: 90, y: 95, width: 10, height: 10 }];
  const placed = placeBadges(curves.map((curve) => ({ curve, width: 15, height: 15 })), obstacles);
  assert.ok(Math.abs(placed[0].x + 7.5 - 32) < 1e-9 && Math.abs(placed[0].y + 7.5 - 100) < 1e-9);
  placed.forEach((a, i) => [...placed.slice(i + 1), ...obstacles].forEach((b) => assert.equal(overlap(a, b), 0)));
});
