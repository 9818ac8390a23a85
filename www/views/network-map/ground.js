// Geometry of the map for one width: node points, link curves, the land.

import { layoutNetwork } from '../../draw/geo-layout.js';
import { curveBetween, linkLines } from '../../draw/geo-links.js';
import { nodeRadius } from '../../draw/geo-sizes.js';
import { landPath } from '../../draw/geo-land.js';

const NARROW_PIXELS = 480;
export const isNarrow = (width) => width < NARROW_PIXELS;

export function mapSize(width) {
  const narrow = isNarrow(width);
  const height = Math.round(Math.min(600, Math.max(250, width * (narrow ? 0.86 : 0.62))));
  const side = narrow ? 34 : Math.min(84, Math.max(40, width * 0.09));
  return { width, height, margin: { left: side, right: side, top: narrow ? 30 : 38, bottom: narrow ? 26 : 32 } };
}

/** Radius of every node's disc; small and crowded drawings have smaller ones. */
export function discRadii(nodes, width) {
  const scale = (isNarrow(width) ? 0.78 : 1) * Math.min(1, Math.max(0.3, Math.sqrt(60 / nodes.length)));
  return nodes.map((node) => nodeRadius(node.flopPerSecond) * scale);
}

/** Everything that depends on the network and the width, not on the plan. */
export function mapGround(nodes, links, root, width, land) {
  const size = mapSize(width);
  let { points, projection } = layoutNetwork(nodes, links, root, size);
  if (!projection) {
    // A diagram takes the height that its rows need.
    const rows = new Set(points.map(({ y }) => Math.round(y))).size;
    size.height = Math.min(size.height, 150 + 44 * (rows - 1));
    ({ points, projection } = layoutNetwork(nodes, links, root, size));
  }
  const { lines, lineOf } = linkLines(links);
  const bow = isNarrow(width) ? 5 : 8;
  for (const line of lines) line.curve = curveBetween(points[line.from], points[line.to], line.offset * bow);
  return { size, points, lines, lineOf, land: landPath(land, projection, size) };
}
