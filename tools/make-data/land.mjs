// The outline of the land: Natural Earth 1:110m without Antarctica, thinned to what a small map shows.

import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

const LEAST_RING_DEGREES2 = 1;
const TOLERANCE_DEGREES = 0.2;
const DECIMALS = 2;

/** GeoJSON, a MultiPolygon in longitude and latitude. */
export function makeLand() {
  const atlas = createRequire(import.meta.url)('world-atlas/land-110m.json');
  const { features } = feature(atlas, atlas.objects.land);
  const polygons = features.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates));
  const kept = polygons
    .filter(([outer]) => outer.some(([, latitude]) => latitude > -60))
    .map((rings) => rings.filter((ring) => area(ring) >= LEAST_RING_DEGREES2).map(thinned))
    .filter((rings) => rings.length > 0);
  return { type: 'MultiPolygon', coordinates: kept };
}

function area(ring) {
  const doubled = ring.slice(1).reduce((sum, [x, y], at) => sum + ring[at][0] * y - x * ring[at][1], 0);
  return Math.abs(doubled) / 2;
}

/** Douglas-Peucker on the two halves of the ring, then rounding. */
function thinned(ring) {
  const middle = Math.floor(ring.length / 2);
  const points = [...kept(ring.slice(0, middle + 1)), ...kept(ring.slice(middle)).slice(1)];
  return points.map((point) => point.map((degrees) => Number(degrees.toFixed(DECIMALS))));
}

function kept(points) {
  const [first, last] = [points[0], points.at(-1)];
  let farthest = 0;
  let at = 0;
  for (let index = 1; index < points.length - 1; index += 1) {
    const distance = distanceToSegment(points[index], first, last);
    if (distance > farthest) [farthest, at] = [distance, index];
  }
  if (farthest <= TOLERANCE_DEGREES) return [first, last];
  return [...kept(points.slice(0, at + 1)), ...kept(points.slice(at)).slice(1)];
}

function distanceToSegment([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length2));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
