import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisMarks, comparedWith, comparisonScale, merged, releaseOf, segmentsOf } from '../../www/views/waterfall-geometry.js';

const plan = {
  latencySeconds: 9,
  steps: [
    { kind: 'compute', node: 'a', layer: 1, startSeconds: 11, endSeconds: 12 },
    { kind: 'compute', node: 'a', layer: 2, startSeconds: 12, endSeconds: 14 },
    { kind: 'transfer', from: 'a', to: 'b', link: 0, afterLayer: 2, bytes: 8, startSeconds: 14, endSeconds: 16, arriveSeconds: 17 },
    { kind: 'compute', node: 'b', layer: 3, startSeconds: 18, endSeconds: 19 },
  ],
};

test('segments cover the latency without a gap, from the release on', () => {
  assert.equal(releaseOf(plan), 10);
  const segments = segmentsOf(plan);
  assert.deepEqual(segments.map(({ kind, start, end }) => [kind, start, end]), [
    ['waiting', 0, 1], ['compute', 1, 2], ['compute', 2, 4], ['transmission', 4, 6], ['propagation', 6, 7], ['waiting', 7, 8], ['compute', 8, 9],
  ]);
});

test('neighbours of one kind and node merge', () => {
  const parts = merged(segmentsOf(plan), (step) => plan.steps[step].node);
  assert.deepEqual(parts.map(({ kind, node, steps }) => [kind, node, steps.length]), [
    ['waiting', null, 1], ['compute', 'a', 2], ['transmission', null, 1], ['propagation', null, 1], ['waiting', null, 1], ['compute', 'b', 1],
  ]);
});

test('a plan without steps has no time', () => {
  assert.deepEqual(segmentsOf({ latencySeconds: 0, steps: [] }), []);
});

test('axis marks are round and within', () => {
  assert.deepEqual(axisMarks(0.0601, 8), [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06]);
  assert.deepEqual(axisMarks(10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(axisMarks(0, 5), [0]);
});

test('a baseline is longer, as fast or faster, in words', () => {
  const words = [[1, 1.9], [1, 1.08], [1, 1.001], [2, 1], [1.05, 1], [0, 0], [0, 1], [1, 0]].map(([plan, baseline]) => comparedWith(plan, baseline));
  assert.deepEqual(words, ['1.9× as long', '8 % longer', 'just as fast', '2× faster', '4.8 % shorter', 'just as fast', 'longer', 'at once']);
});

test('a bar very much longer than the others is broken off', () => {
  assert.deepEqual(comparisonScale([1, 3, 2]), { scaleEnd: 3, broken: [false, false, false] });
  assert.deepEqual(comparisonScale([1, 100, 2]), { scaleEnd: 12, broken: [false, true, false] });
  assert.deepEqual(comparisonScale([1, 0, 2]), { scaleEnd: 2, broken: [false, false, false] });
});
