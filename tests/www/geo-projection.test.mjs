import assert from 'node:assert/strict';
import test from 'node:test';
import { fitProjection, longitudeArc } from '../../www/draw/geo-projection.js';
import { landGeometry, landPath } from '../../www/draw/geo-land.js';

const frame = { left: 20, top: 10, right: 780, bottom: 490 };
const inFrame = ([x, y]) => x >= frame.left - 0.5 && x <= frame.right + 0.5 && y >= frame.top - 0.5 && y <= frame.bottom + 0.5;

test('longitudeArc() finds the short way round the globe', () => {
  assert.deepEqual(longitudeArc([-122, -74]), { middle: -98, span: 48 });
  assert.deepEqual(longitudeArc([170, -170]), { middle: -180, span: 20 });
  assert.deepEqual(longitudeArc([10]), { middle: 10, span: 0 });
});

test('fitProjection() fits a continent and uses the whole of one side of the frame', () => {
  const places = [[-122.3, 47.6], [-118.2, 34.05], [-74, 40.7], [-95.4, 29.8], [-84.4, 33.7]];
  const points = places.map(fitProjection(places, frame));
  assert.ok(points.every(inFrame));
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const wide = Math.max(...xs) - Math.min(...xs) > 759;
  const high = Math.max(...ys) - Math.min(...ys) > 479;
  assert.ok(wide || high);
  assert.ok(points[0][0] < points[2][0], 'west is left');
  assert.ok(points[0][1] < points[3][1], 'north is up');
});

test('fitProjection() handles a city, one place, both hemispheres, the antimeridian and the world', () => {
  for (const places of [
    [[-122.33, 47.6], [-122.30, 47.61], [-122.2, 47.62]],
    [[13.4, 52.5]],
    [[-60, -20], [-58, 20]],
    [[178, -17], [-175, -21]],
    [[-122, 37], [139, 35], [0, 51], [151, -33]],
  ]) {
    const points = places.map(fitProjection(places, frame));
    assert.ok(points.flat().every(Number.isFinite));
    assert.ok(points.every(inFrame), JSON.stringify(points));
  }
});

test('landPath() cuts the land to the frame and is empty without land or projection', () => {
  const projection = fitProjection([[0, 40], [10, 50]], frame);
  const square = { type: 'Polygon', coordinates: [[[-5, 35], [-5, 55], [15, 55], [15, 35], [-5, 35]]] };
  const size = { width: 800, height: 500 };
  const numbers = landPath(square, projection, size).match(/-?\d+(\.\d+)?/g).map(Number);
  assert.ok(numbers.length > 8 && numbers.every((value) => value >= -4 && value <= 804));
  assert.equal(landPath(null, projection, size), '');
  assert.equal(landPath(square, null, size), '');
});

test('landGeometry() reads GeoJSON and TopoJSON and refuses the rest', () => {
  const topology = {
    type: 'Topology',
    objects: { land: { type: 'Polygon', arcs: [[0]] } },
    arcs: [[[0, 0], [1, 0], [1, 1], [0, 0]]],
  };
  assert.equal(landGeometry(topology).geometry.type, 'Polygon');
  assert.equal(landGeometry({ type: 'Polygon', coordinates: [] }).type, 'Polygon');
  assert.equal(landGeometry(null), null);
  assert.equal(landGeometry([]), null);
});
