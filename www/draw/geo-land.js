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
 * @returns {string} path data, '' when there is nothing to draw
 */
export function landPath(geometry, projection, { width, height }) {
  if (!geometry || !projection) return '';
  // A little beyond the frame, so that the cut edges are not drawn as coast.
  projection.clipExtent([[-4, -4], [width + 4, height + 4]]).precision(0.7);
  const path = geoPath(projection).digits(1)(geometry) ?? '';
  projection.clipExtent(null);
  return path;
}
