import assert from 'node:assert/strict';
import test from 'node:test';
import { climbSegments, segmentEnds, stepAfterKey, touchedNodes } from '../../www/views/layered-view/climb.js';
import { foldCopies, movingCopies, staysWithin } from '../../www/views/layered-view/folding.js';
import { mixHeights, obliqueView, stackHeights } from '../../www/views/layered-view/stack.js';
import { convexHull, surroundings } from '../../www/views/layered-view/surroundings.js';

const transfer = (afterLayer, from, to, seconds = 1) => ({
  kind: 'transfer', afterLayer, from, to, link: 0, bytes: 1, startSeconds: 0, endSeconds: seconds, arriveSeconds: seconds,
});
const compute = (layer, node) => ({ kind: 'compute', layer, node, startSeconds: 0, endSeconds: 1 });
const none = new Set();

test('movingCopies() are those within which a tensor travels', () => {
  assert.deepEqual([...movingCopies([compute(1, 'a'), transfer(1, 'a', 'b'), transfer(1, 'b', 'c'), transfer(3, 'c', 'a')])], [1, 3]);
});

test('foldCopies() shows input, answer and the copies that move, and folds the rest', () => {
  const { planes, gaps } = foldCopies(24, [transfer(5, 'a', 'b'), transfer(6, 'b', 'c')], none, 9);
  assert.deepEqual(planes, [0, 5, 6, 24]);
  assert.deepEqual(gaps.map(({ key, bundle }) => [key, bundle]), [['0-5', true], ['5-6', false], ['6-24', true]]);
});

test('foldCopies() folds everything between input and answer when nothing moves', () => {
  assert.deepEqual(foldCopies(100, [], none, 9).planes, [0, 100]);
  assert.deepEqual(foldCopies(1, [], none, 9).gaps.map(({ bundle }) => bundle), [false]);
});

test('foldCopies() keeps the slowest transfers when too many copies move', () => {
  const steps = Array.from({ length: 40 }, (_, i) => transfer(i + 1, 'a', 'b', i));
  const { planes } = foldCopies(50, steps, none, 9);
  assert.equal(planes.length, 9);
  assert.deepEqual(planes, [0, 34, 35, 36, 37, 38, 39, 40, 50]);
});

test('foldCopies() opens a short bundle whole and a long one in parts that open in turn', () => {
  assert.deepEqual(foldCopies(6, [], new Set(['0-6']), 9).planes, [0, 1, 2, 3, 4, 5, 6]);
  const long = foldCopies(80, [], new Set(['0-80']), 9);
  assert.deepEqual(long.planes, [0, 10, 20, 30, 40, 50, 60, 70, 80]);
  const longer = foldCopies(80, [], new Set(['0-80', '20-30']), 9);
  assert.equal(longer.planes.length, 9 + 9);
  assert.deepEqual(longer.spans.map(({ key }) => key), ['0-80', '20-30']);
  assert.deepEqual(foldCopies(80, [], new Set(['7-9']), 9).planes, [0, 80]);
});

test('staysWithin() groups layers by the node that runs them', () => {
  assert.deepEqual(staysWithin({ from: 1, to: 5 }, [0, 0, 0, 2, 2, 0]), [
    { node: 0, firstLayer: 2, lastLayer: 3 }, { node: 2, firstLayer: 4, lastLayer: 5 },
  ]);
});

test('stackHeights() rises strictly, spreads folded copies evenly and respects its bounds', () => {
  const { gaps } = foldCopies(10, [transfer(4, 'a', 'b'), transfer(5, 'b', 'a')], none, 9);
  const { heights, total } = stackHeights(gaps, { room: 400, least: 20, most: 200 });
  for (let copy = 1; copy <= 10; copy += 1) assert.ok(heights[copy] > heights[copy - 1]);
  assert.ok(Math.abs(total - 400) < 1e-9 && heights[10] === total);
  assert.ok(Math.abs(heights[2] - heights[4] / 2) < 1e-9);
  assert.ok(stackHeights(gaps, { room: 10, least: 20, most: 200 }).total >= 60);
});

test('obliqueView() agrees with its own matrix and keeps a plan within its screen size', () => {
  const view = obliqueView({ width: 500, depth: 300, tilt: 0.4, lean: 120 });
  const [a, b, c, d, e, f] = view.matrix.match(/-?[\d.]+/g).map(Number);
  for (const point of [{ x: 0, y: 0 }, { x: 500, y: 300 }, { x: 123, y: 45 }]) {
    const { x, y } = view.project(point);
    assert.ok(Math.abs(a * point.x + c * point.y + e - x) < 1e-9);
    assert.ok(Math.abs(b * point.x + d * point.y + f - y) < 1e-9);
    assert.ok(x >= 0 && x <= view.screenWidth && y >= 0 && y <= view.screenDepth);
  }
});

test('climbSegments() follow the plan: up at a node, across within a copy, without a jump', () => {
  const steps = [compute(1, 'a'), transfer(1, 'a', 'b'), compute(2, 'b'), transfer(2, 'b', 'a')];
  const segments = climbSegments(steps, new Map([['a', 0], ['b', 1]]));
  const ground = [{ x: 10, y: 50 }, { x: 90, y: 60 }];
  const ends = segments.map((segment) => segmentEnds(segment, ground, Float64Array.of(0, 100, 200)));
  for (let i = 1; i < ends.length; i += 1) assert.deepEqual(ends[i][0], ends[i - 1][1]);
  assert.deepEqual(ends[0], [{ x: 10, y: 50 }, { x: 10, y: -50 }]);
  assert.deepEqual([...touchedNodes(segments, 2)].sort(), [0, 1, 2]);
});

test('stepAfterKey() walks the path and stops at its ends', () => {
  assert.equal(stepAfterKey(-1, 'ArrowUp', 5), 0);
  assert.equal(stepAfterKey(4, 'ArrowRight', 5), 4);
  assert.equal(stepAfterKey(0, 'ArrowDown', 5), 0);
  assert.equal(stepAfterKey(2, 'End', 5), 4);
  assert.equal(stepAfterKey(2, 'x', 5), null);
});

test('mixHeights() moves from one stack to another and jumps when the model changed', () => {
  assert.deepEqual([...mixHeights(Float64Array.of(0, 10), Float64Array.of(0, 30), 0.5)], [0, 20]);
  assert.deepEqual([...mixHeights(Float64Array.of(0, 1, 2), Float64Array.of(0, 30), 0.5)], [0, 30]);
});

test('surroundings() draw a small network whole and a large one near the path', () => {
  const lines = Array.from({ length: 999 }, (_, i) => ({ from: i, to: i + 1 }));
  assert.equal(surroundings(14, lines.slice(0, 13), none).nodes.length, 14);
  const near = surroundings(1000, lines, new Set([500]));
  assert.deepEqual(near.nodes, [499, 500, 501]);
  assert.equal(near.whole, false);
});

test('convexHull() holds every point and drops those inside', () => {
  const hull = convexHull([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 4 }, { x: 0, y: 4 }, { x: 2, y: 2 }, { x: 2, y: 0 }]);
  assert.equal(hull.length, 4);
  assert.equal(convexHull([{ x: 1, y: 1 }]).length, 1);
});
