import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tensorsOf } from '../../www/answer/tensors.js';
import { blocksOf, foldedAtFirst } from '../../www/graph/blocks.js';
import { cutsOf } from '../../www/graph/cuts.js';
import { layeredLayout } from '../../www/graph/layered-layout.js';
import { marksOf, sceneOf } from '../../www/graph/scene.js';
import { separate } from '../../www/graph/separate.js';

const layer = (name, inputs, outputBytes = 10) => ({ name, flop: 1, outputBytes, inputs });
/** stem, two branches of one and two layers, a join, a head. */
const MODEL = {
  id: 'fork', inputBytes: 5,
  layers: [layer('stem', ['input']), layer('left', ['stem'], 20), layer('right1', ['stem']), layer('right2', ['right1'], 30), layer('join', ['left', 'right2']), layer('head', ['join'], 4)],
};
const TENSORS = tensorsOf(MODEL);
const named = (tensors) => tensors.map(({ name }) => name);
const step = (layer, node) => ({ kind: 'compute', layer, node, startSeconds: 0, endSeconds: 0 });
const hop = (from, to, afterLayer, bytes) => ({ kind: 'transfer', from, to, link: 0, afterLayer, bytes, startSeconds: 0, endSeconds: 0, arriveSeconds: 0 });

test('tensors know their makers and readers, and which of them are results', () => {
  assert.deepEqual(TENSORS.map(({ name, maker, readers, isOutput }) => [name, maker, readers, isOutput]), [
    ['input', 0, [1], false], ['stem', 1, [2, 3], false], ['left', 2, [5], false], ['right1', 3, [4], false], ['right2', 4, [5], false], ['join', 5, [6], false], ['head', 6, [], true],
  ]);
  const told = tensorsOf({ inputBytes: 1, layers: [{ name: 'a', outputBytes: 1 }, { name: 'b', outputs: [{ name: 'r5', bytes: 1 }, { name: 'r6', bytes: 1 }] }] });
  assert.deepEqual(told.map(({ label }) => label), ['input', 'a’s output', 'r5 of b', 'r6 of b']);
  const chain = tensorsOf({ inputBytes: 1, layers: [{ name: 'a', outputBytes: 1 }, { name: 'b', outputBytes: 1 }] });
  assert.deepEqual(chain.map(({ readers }) => readers), [[1], [2], []]);
});

test('blocks end where one tensor alone is alive', () => {
  assert.deepEqual(blocksOf(TENSORS, 6), [{ first: 1, last: 1 }, { first: 2, last: 5 }, { first: 6, last: 6 }]);
});

test('small models begin unfolded; of large ones the blocks that a cut divides', () => {
  const blocks = [{ first: 1, last: 1 }, { first: 2, last: 30 }, { first: 31, last: 60 }];
  assert.equal(foldedAtFirst(blocks, 20, () => 0).size, 0);
  assert.deepEqual([...foldedAtFirst(blocks, 60, (number) => Number(number > 40))], [1]);
});

test('a cut names the tensors that cross it, in whatever order the layers ran', () => {
  // Both right layers run away from home, after the left one.
  const order = [1, 2, 3, 4, 5, 6];
  const plan = { steps: [step(1, 'a'), step(2, 'a'), hop('a', 'relay', 2, 30), hop('relay', 'b', 2, 30), step(3, 'b'), step(4, 'b'), step(5, 'b'), step(6, 'b'), hop('b', 'a', 6, 4)] };
  const cuts = cutsOf(plan, order, TENSORS);
  assert.deepEqual(cuts.map(({ from, to, bytes, tensors }) => [from, to, bytes, named(tensors)]), [['a', 'b', 30, ['stem', 'left']], ['b', 'a', 4, ['head']]]);
});

test('places are kept apart, in order, and as near to where they would like to be as can be', () => {
  assert.deepEqual(separate([0, 0, 0], [10, 10]), [-10, 0, 10]);
  assert.deepEqual(separate([0, 50, 20], [10, 10]), [0, 30, 40]);
  assert.deepEqual(separate([5], []), [5]);
  assert.deepEqual(separate([], []), []);
});

test('every tensor leads to the right, boxes of a column do not overlap, and what reads nothing stands before its reader', () => {
  const boxes = Array.from({ length: 7 }, () => ({ width: 10, height: 10 }));
  const nets = [{ from: 0, to: [1] }, { from: 1, to: [2, 5] }, { from: 2, to: [3] }, { from: 3, to: [5] }, { from: 4, to: [5] }, { from: 5, to: [6] }];
  const layout = layeredLayout(boxes, nets);
  assert.deepEqual(layout.boxes.map(({ column }) => column), [0, 1, 2, 3, 3, 4, 5]);
  for (const { from, to } of nets) for (const reader of to) assert.ok(layout.boxes[from].x + 10 < layout.boxes[reader].x);
  const column = layout.boxes.filter(({ column: each }) => each === 3).map(({ y }) => y).sort((a, b) => a - b);
  assert.ok(column[1] - column[0] >= 10);
  assert.equal(layout.nets[1].lane.length, 3);
  assert.ok(layout.boxes.every(({ y }) => y >= 5 && y <= layout.height - 5));
});

test('random graphs are laid out without overlaps, and every box is within the drawing', () => {
  let seed = 7;
  const random = () => { seed = (seed * 48271) % 2147483647; return seed / 2147483647; };
  for (let round = 0; round < 50; round += 1) {
    const count = 2 + Math.floor(random() * 40);
    const boxes = Array.from({ length: count }, () => ({ width: 20 + 40 * random(), height: 10 + 30 * random() }));
    const nets = boxes.slice(1).flatMap((_, at) => [...new Set([at, Math.floor(random() * (at + 1))])].map((from) => ({ from, to: [at + 1] })));
    const { boxes: places, width, height } = layeredLayout(boxes, nets);
    places.forEach((a, at) => {
      assert.ok(a.x >= 0 && a.x + boxes[at].width <= width + 1e-6 && a.y - boxes[at].height / 2 >= -1e-6 && a.y + boxes[at].height / 2 <= height + 1e-6);
      places.forEach((b, other) => {
        if (other > at && a.column === b.column) assert.ok(Math.abs(a.y - b.y) >= (boxes[at].height + boxes[other].height) / 2);
      });
    });
  }
});

test('a folded block is one box, and its cut is marked on it; unfolded, each tensor has its mark where it crosses', () => {
  const blocks = blocksOf(TENSORS, 6);
  const cut = { tensors: TENSORS.filter(({ name }) => ['stem', 'left'].includes(name)), isDone: (number) => number <= 2 };
  const folded = sceneOf(TENSORS, blocks, new Set([1]));
  assert.deepEqual(folded.boxes.map(({ kind }) => kind), ['input', 'layer', 'block', 'layer', 'answer']);
  assert.equal(folded.frames.length, 0);
  assert.deepEqual(marksOf(folded, cut).map(({ block, tensors }) => [block, named(tensors)]), [[-1, ['stem']], [1, ['left']]]);
  const open = sceneOf(TENSORS, blocks, new Set());
  assert.equal(open.frames.length, 1);
  const marks = marksOf(open, cut);
  assert.deepEqual(marks.map(({ tensors }) => tensors.length), [1, 1]);
  const [left, right1] = [open.boxes[2], open.boxes[3]];
  const markOf = (name) => marks.find(({ tensors }) => tensors[0].name === name);
  assert.ok(markOf('left').x > left.x + left.width);
  assert.ok(markOf('stem').x < right1.x);
});

test('a model of 3 000 layers that are all read by the last is laid out in a moment', () => {
  const layers = Array.from({ length: 2999 }, (_, at) => layer(`l${at}`, [at === 0 ? 'input' : `l${at - 1}`]));
  const tensors = tensorsOf({ inputBytes: 1, layers: [...layers, layer('all', layers.map(({ name }) => name))] });
  const began = performance.now();
  const scene = sceneOf(tensors, blocksOf(tensors, 3000), new Set());
  assert.ok(performance.now() - began < 3000, `${performance.now() - began} ms`);
  const cut = { tensors: tensors.slice(1, 1001), isDone: (number) => number <= 1000 };
  assert.equal(marksOf(scene, cut).flatMap((mark) => mark.tensors).length, 1000);
  assert.ok(scene.nets.every(({ ends, lane }) => ends.every(({ after }) => after >= 1 && after <= lane.length)));
});
