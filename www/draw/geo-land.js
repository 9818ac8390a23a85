// The outline of the land as one path, cut to the frame.

import { geoPath } from 'd3-geo';
import { feature } from 'topojson-client';

/** GeoJSON from GeoJSON or TopoJSON (its object `land`, or its first one); null for anything else. */
export function landGeometry(data) {
  if (!data || typeof data !== 'object') return null;
  if (data.type !== 'Topology') return typeof data.type === 'string' ? data : null;
  const object = data.objects.land ?? Object.values(data.objects)[0];
  return object ? feature(data, object) : null;
}

/**
 * @param {object|null} geometry GeoJSON
 * @param {object|null} projection d3-geo projection, or null for a network without places
 * @param {number} bleed pixels beyond the frame; a few keep the cut edges of a stroked coast out of sight
 * @returns {string} path data, '' when there is nothing to draw
 */
export function landPath(geometry, projection, { width, height }, bleed = 4) {
  if (!geometry || !projection) return '';
  projection.clipExtent([[-bleed, -bleed], [width + bleed, height + bleed]]).precision(0.7);
  const path = geoPath(projection).digits(1)(geometry) ?? '';
  projection.clipExtent(null);
  return path;
}
