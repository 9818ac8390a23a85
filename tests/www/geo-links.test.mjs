import assert from 'node:assert/strict';
import test from 'node:test';
import { arrowHead, beside, curveBetween, curvePath, headingOn, linkLines, pointOn, reversed, trimmed } from '../../www/draw/geo-links.js';
import { linkWidth, nodeRadius } from '../../www/draw/geo-sizes.js';

const link = (index, from, to, reverse = -1) => ({ index, from, to, reverse });

test('linkLines() draws a link and its reverse as one line', () => {
  const { lines, lineOf } = linkLines([link(0, 0, 1, 1), link(1, 1, 0, 0), link(2, 1, 2)]);
  assert.equal(lines.length, 2);
  assert.deepEqual([...lineOf], [0, 0, 1]);
  assert.deepEqual(lines.map(({ offset }) => offset), [0, 0]);
});

test('linkLines() keeps parallel links apart, whichever way they are written', () => {
  const { lines } = linkLines([link(0, 0, 1), link(1, 1, 0), link(2, 0, 1)]);
  assert.deepEqual(lines.map(({ offset }) => offset), [-1, 0, 1]);
  const a = { x: 0, y: 0 };
  const b = { x: 100, y: 0 };
  const two = linkLines([link(0, 0, 1), link(1, 1, 0)]).lines;
  const middles = [curveBetween(a, b, two[0].offset * 10), curveBetween(b, a, two[1].offset * 10)].map((curve) => pointOn(curve, 0.5).y);
  assert.deepEqual(middles, [-5, 5]);
});

test('curveBetween() bows by the given distance and trims at both ends', () => {
  const curve = curveBetween({ x: 0, y: 0 }, { x: 100, y: 0 }, 10);
  assert.deepEqual(pointOn(curve, 0.5), { x: 50, y: 10 });
  assert.equal(headingOn(curve, 0.5), 0);
  const short = trimmed(curve, 10, 20);
  assert.ok(Math.abs(short.a.x - 10) < 1e-9 && Math.abs(short.b.x - 80) < 1e-9);
  assert.deepEqual(reversed(reversed(curve)), curve);
  assert.equal(curvePath(curve), 'M0 0Q50 20 100 0');
});

test('beside() puts each direction on its own right-hand side', () => {
  const curve = curveBetween({ x: 0, y: 0 }, { x: 100, y: 0 }, 0);
  assert.equal(beside(curve, 4).a.y, 4);
  assert.equal(beside(reversed(curve), 4).a.y, -4);
});

test('trimmed() keeps at least half of a very short link, and equal ends give no NaN', () => {
  const tiny = trimmed(curveBetween({ x: 0, y: 0 }, { x: 4, y: 0 }, 0), 20, 20);
  assert.ok(tiny.b.x - tiny.a.x >= 2 - 1e-9);
  assert.doesNotMatch(curvePath(trimmed(curveBetween({ x: 1, y: 1 }, { x: 1, y: 1 }, 5), 3, 3)), /NaN/);
  assert.equal(arrowHead({ x: 10, y: 0 }, 0, 0), 'M10 0L10 0L10 0Z');
});

test('nodeRadius() and linkWidth() grow with the logarithm and stay in bounds', () => {
  assert.ok(nodeRadius(0) < nodeRadius(1e9));
  assert.ok(nodeRadius(1e10) < nodeRadius(1e12));
  assert.equal(nodeRadius(1e20), nodeRadius(1e15));
  assert.ok(linkWidth(1e7) < linkWidth(1e9));
  assert.equal(linkWidth(0), linkWidth(1e6));
});
