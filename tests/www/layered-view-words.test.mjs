import assert from 'node:assert/strict';
import test from 'node:test';
import { frameFor, layeredGround, stackRoom } from '../../www/views/layered-view/ground.js';
import { pathMarks } from '../../www/views/layered-view/marks.js';
import { gapTexts, planeTexts, stepTexts } from '../../www/views/layered-view/texts.js';
import { climbSegments } from '../../www/views/layered-view/climb.js';

const nodes = [{ id: 'phone', index: 0, label: 'Phone', colorIndex: 0 }, { id: 'tower', index: 1, label: 'Tower', colorIndex: -1 }, { id: 'edge', index: 2, label: 'Edge', colorIndex: 1 }];
const layers = [
  { number: 1, name: 'conv1', flop: 2e9, outputBytes: 8e5, node: 0 },
  { number: 2, name: 'conv2', flop: 2e9, outputBytes: 4e5, node: 2 },
  { number: 3, name: 'fc', flop: 1e6, outputBytes: 4000, node: 2 },
];
const steps = [
  { kind: 'compute', node: 'phone', layer: 1, startSeconds: 0, endSeconds: 0.01 },
  { kind: 'transfer', from: 'phone', to: 'tower', link: 0, afterLayer: 1, bytes: 8e5, startSeconds: 0.01, endSeconds: 0.02, arriveSeconds: 0.024 },
  { kind: 'transfer', from: 'tower', to: 'edge', link: 2, afterLayer: 1, bytes: 8e5, startSeconds: 0.024, endSeconds: 0.03, arriveSeconds: 0.031 },
  { kind: 'compute', node: 'edge', layer: 2, startSeconds: 0.034, endSeconds: 0.036 },
  { kind: 'compute', node: 'edge', layer: 3, startSeconds: 0.036, endSeconds: 0.0361 },
];
const answer = { nodes, layers, links: [], plan: { steps }, model: { inputBytes: 6e5 }, job: { releaseSeconds: 0 }, sourceIndex: 0, destinationIndex: 2 };
const segments = climbSegments(steps, new Map(nodes.map(({ id, index }) => [id, index])));

test('planeTexts() names a copy and what is sent within it', () => {
  assert.deepEqual(planeTexts(1, answer), {
    name: 'after conv1', detail: '800 kB sent', more: '2 hops, 21 ms', whole: 'after conv1: 800 kB sent from Phone to Edge, 2 hops, 21 ms',
  });
  assert.equal(planeTexts(0, answer).whole, 'input: 600 kB at Phone, nothing is sent');
  assert.equal(planeTexts(3, answer).name, 'answer');
});

test('gapTexts() tells which layers run where and how long', () => {
  assert.deepEqual(gapTexts({ from: 1, to: 3 }, answer), {
    name: 'conv2–fc', detail: 'on Edge', more: '2 layers, 2.1 ms', color: 1, whole: 'conv2–fc, on Edge, 2 layers, 2.1 ms',
  });
  assert.equal(gapTexts({ from: 0, to: 1 }, answer).whole, 'conv1, on Phone, 10 ms');
  assert.equal(gapTexts({ from: 0, to: 3 }, answer).detail, 'on 2 nodes');
  assert.equal(gapTexts({ from: 0, to: 3 }, { ...answer, plan: null }).detail, '3 layers');
});

test('stepTexts() says what, where, when, and how long it waited', () => {
  assert.deepEqual(stepTexts(3, answer), ['conv2 on Edge', 'layer 2 of 3, 2 GFLOP', '34 ms to 36 ms, 2 ms of work', 'after waiting 3 ms']);
  assert.deepEqual(stepTexts(1, answer), ['Phone → Tower', 'the output of conv1, 800 kB', 'leaves 10 ms, arrives 24 ms']);
});

test('pathMarks() names the ends of a journey within a plane, not the nodes on the way', () => {
  const marks = pathMarks({ planes: [0, 1, 3] }, segments, { source: 0, destination: 2, layerCount: 3 });
  const named = marks.filter((mark) => mark.named).map(({ copy, node, end }) => [copy, node, end]);
  assert.deepEqual(named, [[0, 0, 'start'], [1, 0, ''], [1, 2, ''], [3, 2, 'end']]);
  const tower = marks.find(({ node }) => node === 1);
  assert.deepEqual([tower.named, tower.rises, tower.lands], [false, false, false]);
  const phone = marks.find(({ copy, node }) => copy === 1 && node === 0);
  assert.deepEqual([phone.rises, phone.lands], [false, true]);
});

test('pathMarks() marks the ends even without a plan, and nothing where an end is unknown', () => {
  assert.deepEqual(pathMarks({ planes: [0, 3] }, [], { source: 0, destination: -1, layerCount: 3 }).map(({ end }) => end), ['start']);
});

test('frameFor() keeps the text beside the planes, or among them on a narrow screen', () => {
  for (const width of [320, 360, 560, 1200]) {
    const frame = frameFor(width);
    assert.ok(frame.left + frame.planeWidth + frame.lean <= width);
    assert.ok(frame.narrow || frame.textLeft + frame.textRoom <= width);
    assert.equal(frame.narrow, width < 420);
  }
});

test('layeredGround() puts every node on its plane and leaves room to stack', () => {
  const placed = nodes.map((node, i) => ({ ...node, latitude: 40 + i, longitude: -100 + 3 * i }));
  const ground = layeredGround(placed, [{ index: 0, from: 0, to: 1, reverse: -1 }], 0, 560, null);
  for (const { x, y } of ground.at) {
    assert.ok(x > 0 && x < ground.frame.left + ground.view.screenWidth);
    assert.ok(y > 0 && y < ground.view.screenDepth);
  }
  assert.ok(stackRoom(ground) > 200);
});
