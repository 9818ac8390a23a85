// A map projection that suits the places it has to show: equal-area, centred on them, fitted to a frame.

import { geoConicEqualArea, geoEqualEarth } from 'd3-geo';

// Below this a frame would show nothing but noise: about 2 km.
const LEAST_SPAN_DEGREES = 0.02;
const CONIC_LIMIT_DEGREES = 140;

/**
 * Middle and width, in degrees, of the shortest arc of longitude that holds all the given ones
 * (places on both sides of the antimeridian are near each other).
 * @param {number[]} longitudes
 */
export function longitudeArc(longitudes) {
  const sorted = [...longitudes].sort((a, b) => a - b);
  let widestGap = sorted[0] + 360 - sorted.at(-1);
  let start = sorted[0];
  for (let i = 1; i < sorted.length; i += 1) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > widestGap) {
      widestGap = gap;
      start = sorted[i];
    }
  }
  const span = 360 - widestGap;
  const middle = start + span / 2;
  return { middle: ((middle + 540) % 360) - 180, span };
}

/**
 * @param {[number, number][]} places longitude and latitude in degrees, at least one
 * @param {{left: number, top: number, right: number, bottom: number}} frame in pixels
 * @returns a d3-geo projection
 */
export function fitProjection(places, frame) {
  const { middle, span } = longitudeArc(places.map(([longitude]) => longitude));
  const latitudes = places.map(([, latitude]) => latitude);
  const south = Math.min(...latitudes);
  const north = Math.max(...latitudes);
  const centre = (south + north) / 2;
  const projection = span > CONIC_LIMIT_DEGREES
    ? geoEqualEarth().rotate([-middle, 0])
    : geoConicEqualArea().rotate([-middle, 0]).center([0, centre]).parallels(parallels(south, north));
  const half = LEAST_SPAN_DEGREES / 2;
  const corners = span < LEAST_SPAN_DEGREES && north - south < LEAST_SPAN_DEGREES
    ? [[middle - half, centre - half], [middle + half, centre + half]]
    : [];
  projection.fitExtent(
    [[frame.left, frame.top], [frame.right, frame.bottom]],
    { type: 'MultiPoint', coordinates: [...places, ...corners] },
  );
  return projection;
}

// A sixth of the span inside either edge keeps the scale error of a conic projection smallest.
function parallels(south, north) {
  const inset = (north - south) / 6;
  return [Math.max(-85, south + inset), Math.min(85, north - inset)];
}
