// What size, width and colour mean on the map.

import { html, svg } from '../../draw/svg.js';
import { linkWidth, nodeRadius, RELAY_RADIUS } from '../../draw/geo-sizes.js';

const icon = (width, ...children) => svg('svg', { width, height: 26, viewBox: `0 0 ${width} 26`, 'aria-hidden': 'true' }, ...children);
const disc = (cx, r, kind) => svg('g', { class: `map-node ${kind}` }, svg('circle', { class: 'map-node-disc', cx, cy: 13, r }));
const line = (y, bitsPerSecond) => svg('path', { class: 'map-link', d: `M2 ${y}H30`, 'stroke-width': linkWidth(bitsPerSecond) });

export function createLegend() {
  const item = (picture, text) => html('li', null, picture, html('span', null, text));
  return html('ul', { class: 'map-legend', 'aria-label': 'Legend of the map' },
    item(icon(48, disc(9, nodeRadius(1e10), 'idle'), disc(32, nodeRadius(1e14), 'idle')), '10 GFLOP/s, 100 TFLOP/s'),
    item(icon(12, disc(6, RELAY_RADIUS, 'relay')), 'relay, runs nothing'),
    item(icon(32, line(8, 1e7), line(18, 1e11)), '10 Mbit/s, 100 Gbit/s'),
    item(icon(22, disc(11, 8, 'computes node-color-0')), 'runs layers'),
    item(icon(34, svg('path', { class: 'map-hop-line', d: 'M2 13H24' }), svg('path', { class: 'map-hop-arrow', d: 'M32 13L22 8.5L22 17.5Z' })), 'route, hops numbered'));
}
