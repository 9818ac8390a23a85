import assert from 'node:assert/strict';
import test from 'node:test';
import { crowds, fanOffsets, pushApart } from '../../www/draw/geo-crowds.js';
import { diagramPositions, hopDistances, neighbourLists } from '../../www/draw/geo-hops.js';
import { layoutNetwork } from '../../www/draw/geo-layout.js';

const size = { width: 800, height: 500, margin: { left: 30, top: 30, right: 30, bottom: 30 } };
const chain = (count) => Array.from({ length: count - 1 }, (_, i) => ({ from: i, to: i + 1 }));
const inside = (point) => point.x >= 20 && point.x <= 780 && point.y >= 20 && point.y <= 480;
const leastDistance = (points) => Math.min(...points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));

const city = [
  { latitude: 47.60, longitude: -122.33 },
  { latitude: 47.61, longitude: -122.34 },
  { latitude: 47.62, longitude: -122.30 },
  { latitude: 47.60, longitude: -122.33 },
];
const far = [{ latitude: 37.8, longitude: -122.4 }, { latitude: 41.9, longitude: -87.6 }, { latitude: 40.7, longitude: -74 }];
// phone – tower – edge – backbone node of the same city, then the backbone.
const access = { nodes: [...city, ...far], links: [...chain(4), { from: 3, to: 4 }, { from: 3, to: 5 }, { from: 5, to: 6 }] };

test('hopDistances() counts hops and marks what no link reaches', () => {
  const neighbours = neighbourLists(5, [{ from: 0, to: 1 }, { from: 2, to: 1 }, { from: 2, to: 3 }]);
  assert.deepEqual([...hopDistances(neighbours, [0])], [0, 1, 2, 3, -1]);
});

test('diagramPositions() puts hops in columns and a mesh on a circle', () => {
  assert.deepEqual(diagramPositions(3, chain(3), 0).map(({ x }) => x), [0, 0.5, 1]);
  assert.deepEqual(diagramPositions(3, chain(3), 2).map(({ x }) => x), [1, 0.5, 0]);
  const mesh = [0, 1, 2, 3].flatMap((from) => [0, 1, 2, 3].filter((to) => to > from).map((to) => ({ from, to })));
  for (const { x, y } of diagramPositions(4, mesh, 0)) assert.ok(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.5) < 1e-9);
});

test('diagramPositions() gives a lone node and unreachable nodes a place of their own', () => {
  assert.deepEqual(diagramPositions(1, [], 0), [{ x: 0.5, y: 0.5 }]);
  const points = diagramPositions(4, chain(3), 0);
  assert.equal(points[3].x, 1);
  assert.equal(new Set(points.map(({ x, y }) => `${x} ${y}`)).size, 4);
});

test('crowds() gathers nodes of one city about the best connected one', () => {
  const places = [{ x: 0, y: 0 }, { x: 3, y: 0 }, { x: 200, y: 0 }, null];
  const neighbours = neighbourLists(4, [{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 3 }]);
  assert.deepEqual(crowds(places, neighbours, 10), [[1, 0], [2, 3]]);
});

test('fanOffsets() makes every hop inside a crowd one step outwards', () => {
  const offsets = fanOffsets([3, 0, 1, 2], neighbourLists(7, access.links));
  assert.deepEqual([3, 2, 1, 0].map((node) => offsets.get(node).steps), [0, 1, 2, 3]);
});

test('layoutNetwork() spreads a phone, its tower and its edge beside their city, inside the frame', () => {
  const { points, projection } = layoutNetwork(access.nodes, access.links, 0, size);
  assert.ok(projection);
  assert.ok(points.every(inside), JSON.stringify(points));
  assert.ok(leastDistance(points) > 15);
  assert.equal(points[3].moved, 0);
  assert.ok(points[0].moved > points[1].moved && points[1].moved > points[2].moved);
});

test('layoutNetwork() places a node without coordinates beside its neighbour', () => {
  const nodes = [{}, ...far];
  const { points } = layoutNetwork(nodes, [{ from: 0, to: 2 }, ...[1, 2].map((i) => ({ from: i, to: i + 1 }))], 0, size);
  const distances = points.slice(1).map((point) => Math.hypot(point.x - points[0].x, point.y - points[0].y));
  assert.equal(distances.indexOf(Math.min(...distances)), 1);
  assert.equal(points[0].placeX, null);
});

test('layoutNetwork() draws a diagram when places say nothing', () => {
  const { points, projection } = layoutNetwork([{}, {}, {}], chain(3), 0, size);
  assert.equal(projection, null);
  assert.deepEqual(points.map(({ x }) => x), [30, 400, 770]);
  assert.equal(layoutNetwork([city[0], city[3]], chain(2), 0, size).projection, null);
});

test('layoutNetwork() is the same every time and survives a narrow frame', () => {
  const narrow = { width: 300, height: 220, margin: { left: 20, top: 20, right: 20, bottom: 20 } };
  const once = layoutNetwork(access.nodes, access.links, 0, narrow).points;
  assert.deepEqual(layoutNetwork(access.nodes, access.links, 0, narrow).points, once);
  assert.ok(once.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
});

test('pushApart() separates coincident points by the gap', () => {
  const points = [{ x: 5, y: 5 }, { x: 5, y: 5 }, { x: 5, y: 5 }];
  pushApart(points, 10);
  assert.ok(leastDistance(points) > 9);
});
