// Geometry of the layered view for one width: the ground plan that every plane repeats, and the frame around the stack.

import { layoutNetwork } from '../../draw/geo-layout.js';
import { landPath } from '../../draw/geo-land.js';
import { linkLines } from '../../draw/geo-links.js';
import { obliqueView } from './stack.js';

const NARROW_PIXELS = 420;

/** Pixels of the frame: the planes stand left, what happens between them is told on the right. */
export function frameFor(width) {
  const narrow = width < NARROW_PIXELS;
  const gutter = narrow ? 0 : Math.min(250, Math.max(138, width * 0.29));
  const region = width - gutter;
  const lean = region * 0.17;
  const left = 1;
  const planeWidth = region - lean - left - 1;
  return {
    width,
    narrow,
    gutter,
    height: Math.round(Math.min(700, Math.max(narrow ? 520 : 480, width * 0.95))),
    top: narrow ? 40 : 16,
    bottom: 12,
    left,
    lean,
    planeWidth,
    planeDepth: planeWidth * 0.62,
    textLeft: narrow ? 0 : region + 10,
    textRoom: narrow ? width * 0.58 : gutter - 10,
    fontSize: narrow ? 11 : 12,
  };
}

/**
 * @returns what depends on the network and the width alone; `at[node]` is the node's spot on the lowest plane's
 *   own screen area
 */
export function layeredGround(nodes, links, root, width, land) {
  const frame = frameFor(width);
  const size = {
    width: frame.planeWidth,
    height: frame.planeDepth,
    margin: { left: frame.planeWidth * 0.09, right: frame.planeWidth * 0.07, top: frame.planeDepth * 0.1, bottom: frame.planeDepth * 0.1 },
  };
  const view = obliqueView({ width: frame.planeWidth, depth: frame.planeDepth, tilt: 0.52, lean: frame.lean });
  const { points, projection } = layoutNetwork(nodes, links, root, size);
  const at = points.map((point) => {
    const { x, y } = view.project(point);
    return { x: x + frame.left, y };
  });
  return { frame, view, at, lines: linkLines(links).lines, land: landPath(land, projection, size, 0) };
}

/** Room between the planes' heights, and the frame that a stack of this height needs. */
export function stackRoom({ frame, view }) {
  return frame.height - frame.top - frame.bottom - view.screenDepth;
}
