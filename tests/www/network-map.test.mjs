import assert from 'node:assert/strict';
import test from 'node:test';
import { nearestNode, nodeTowards } from '../../www/views/network-map/compass.js';
import { discRadii, mapGround, mapSize } from '../../www/views/network-map/ground.js';
import { hopsByLink, hopText, staysText, workByNode } from '../../www/views/network-map/route.js';
import { relatedTo } from '../../www/views/related.js';

const compute = (layer, node, seconds) => ({ kind: 'compute', layer, node, startSeconds: 0, endSeconds: seconds });
const transfer = (link, afterLayer) => ({ kind: 'transfer', link, afterLayer, from: 'a', to: 'b' });
const plan = { steps: [compute(1, 'a', 2), transfer(0, 1), compute(2, 'b', 1), compute(3, 'b', 1), transfer(1, 3), compute(4, 'a', 5)] };
const indexOf = new Map([['a', 0], ['b', 1]]);
const layers = ['conv1', 'pool1', 'fc6', 'fc7'].map((name) => ({ name }));
const links = [{ reverse: 1 }, { reverse: 0 }];

test('nodeTowards() prefers what lies straight ahead and finds nothing beyond the edge', () => {
  const points = [{ x: 0, y: 0 }, { x: 50, y: 5 }, { x: 40, y: 60 }, { x: -30, y: 0 }];
  assert.equal(nodeTowards(points, 0, 'ArrowRight'), 1);
  assert.equal(nodeTowards(points, 0, 'ArrowDown'), 2);
  assert.equal(nodeTowards(points, 0, 'ArrowLeft'), 3);
  assert.equal(nodeTowards(points, 3, 'ArrowLeft'), null);
  assert.equal(nodeTowards(points, 0, 'Tab'), null);
});

test('nodeTowards() leads back where it came from between two nodes', () => {
  const points = [{ x: 0, y: 0 }, { x: 80, y: 30 }];
  assert.equal(nodeTowards(points, nodeTowards(points, 0, 'ArrowRight'), 'ArrowLeft'), 0);
});

test('nearestNode() is where a dragged tag snaps to', () => {
  assert.deepEqual(nearestNode([{ x: 0, y: 0 }, { x: 10, y: 0 }], { x: 7, y: 4 }), { node: 1, distance: 5 });
});

test('hopsByLink() numbers hops along the plan, also when a link is used twice', () => {
  const twice = hopsByLink({ steps: [transfer(0, 0), transfer(1, 0), transfer(0, 2)] });
  assert.deepEqual(twice.get(0).orders, [1, 3]);
  assert.deepEqual(twice.get(0).steps, [0, 2]);
  assert.equal(hopsByLink(null).size, 0);
  assert.equal(hopText([1, 3]), '1, 3');
  assert.equal(hopText([1, 3, 9]), '1, 3, …');
});

test('workByNode() tells what each node runs, stay by stay', () => {
  const work = workByNode(plan, indexOf);
  assert.deepEqual(work.get(0), { stays: [{ firstLayer: 1, lastLayer: 1 }, { firstLayer: 4, lastLayer: 4 }], seconds: 7, firstStep: 0 });
  assert.deepEqual(work.get(1).stays, [{ firstLayer: 2, lastLayer: 3 }]);
  assert.equal(staysText(work.get(0).stays, layers), 'conv1, fc7');
  assert.equal(staysText(work.get(1).stays, layers), 'pool1–fc6');
  assert.equal(workByNode(null, indexOf).size, 0);
});

test('relatedTo() gathers what belongs to a node, a link, a layer, a step and a copy', () => {
  const answer = { plan, links, layers };
  const list = (set) => [...set];
  assert.equal(relatedTo(null, answer, indexOf), null);
  const node = relatedTo({ kind: 'node', node: 1 }, answer, indexOf);
  assert.deepEqual([list(node.nodes), list(node.layers), list(node.steps)], [[1], [2, 3], [2, 3]]);
  const link = relatedTo({ kind: 'link', link: 1 }, answer, indexOf);
  assert.deepEqual([list(link.links), list(link.steps)], [[1, 0], [1, 4]]);
  const layer = relatedTo({ kind: 'layer', layer: 4 }, answer, indexOf);
  assert.deepEqual([list(layer.nodes), list(layer.steps)], [[0], [5]]);
  assert.deepEqual(list(relatedTo({ kind: 'step', step: 1 }, answer, indexOf).links), [0]);
  const copy = relatedTo({ kind: 'copy', copy: 3 }, answer, indexOf);
  assert.deepEqual([copy.copy, list(copy.steps)], [3, [4]]);
  assert.equal(relatedTo({ kind: 'layer', layer: 1 }, { ...answer, plan: null }, indexOf).steps.size, 0);
});

test('mapSize() is proportional, with bounds', () => {
  assert.ok(mapSize(360).height > 250 && mapSize(360).height < 330);
  assert.equal(mapSize(2000).height, 600);
});

test('mapGround() gives a diagram the height its rows need', () => {
  const chain = [{ index: 0, from: 0, to: 1, reverse: -1 }, { index: 1, from: 1, to: 2, reverse: -1 }];
  const ground = mapGround([{}, {}, {}], chain, 0, 800, null);
  assert.equal(ground.size.height, 150);
  assert.equal(ground.land, '');
  assert.equal(ground.lines.length, 2);
  assert.ok(ground.points.every(({ y }) => y > 0 && y < 150));
});

test('discRadii() shrink in a crowd', () => {
  const some = discRadii([{ flopPerSecond: 1e12 }], 800);
  const many = discRadii(Array.from({ length: 1000 }, () => ({ flopPerSecond: 1e12 })), 800);
  assert.ok(many[0] < some[0] / 2);
});
