// The route: every hop as a bold line with its direction and its number.

import { lengthOf, placeBadges } from '../../draw/geo-badges.js';
import { arrowHead, beside, curvePath, headingOn, reversed, trimmed } from '../../draw/geo-links.js';
import { pool, write, writeText } from '../../draw/geo-elements.js';
import { textWidth } from '../../draw/geo-labels.js';
import { svg } from '../../draw/svg.js';
import { hopText } from './route.js';

const LANE_PIXELS = 4;
const ARROW_PIXELS = 10;
// On shorter hops the number would hide the arrow: it shows when the hop is pointed at.
const LEAST_NUMBERED_PIXELS = 16;
export const BADGE_HEIGHT = 15;

export function createRouteLayer() {
  const group = svg('g', { class: 'map-route', 'aria-hidden': 'true' });
  const badges = svg('g', { class: 'map-badges', 'aria-hidden': 'true' });
  const hops = pool(group, () => svg('g', { class: 'map-hop' },
    svg('path', { class: 'map-hop-casing', fill: 'none' }),
    svg('path', { class: 'map-hop-line', fill: 'none' }),
    svg('path', { class: 'map-hop-flow', fill: 'none' }),
    svg('path', { class: 'map-hop-arrow' })));
  const numbers = pool(badges, () => svg('g', { class: 'map-badge' }, svg('rect', { height: BADGE_HEIGHT, rx: 7.5 }), svg('text', { 'text-anchor': 'middle' })));
  let drawn = [];

  return {
    group,
    badges,
    /** @returns {{x: number, y: number, width: number, height: number}[]} boxes of the numbers */
    paint(byLink, ground, answer) {
      hops.begin();
      numbers.begin();
      drawn = [...byLink.values()];
      const curves = drawn.map((hop) => hopCurve(hop.link, byLink, ground, answer));
      const heads = curves.map((curve) => drawHop(hops.next(), curve));
      const badgesOf = drawn.map(({ orders }, i) => ({ curve: curves[i], text: hopText(orders), width: badgeWidth(hopText(orders)), height: BADGE_HEIGHT }));
      const boxes = placeBadges(badgesOf, [...heads, ...nodeBoxes(ground)]);
      boxes.forEach((box, i) => drawNumber(numbers.next(), badgesOf[i], box));
      hops.end();
      numbers.end();
      return boxes.filter((_, i) => !isTight(curves[i]));
    },
    highlight(related) {
      drawn.forEach((hop, i) => {
        const lit = Boolean(related && hop.steps.some((step) => related.steps.has(step)));
        hops.items[i].classList.toggle('lit', lit);
        numbers.items[i].classList.toggle('lit', lit);
      });
    },
  };
}

function hopCurve(index, byLink, ground, answer) {
  const link = answer.links[index];
  const line = ground.lines[ground.lineOf[index]];
  const along = line.from === link.from ? line.curve : reversed(line.curve);
  // Out and back over one cable: each direction keeps to its right.
  const curve = byLink.has(link.reverse) ? beside(along, LANE_PIXELS) : along;
  return trimmed(curve, ground.radii[link.from] + 2, ground.radii[link.to] + 3);
}

const badgeWidth = (text) => Math.max(BADGE_HEIGHT, textWidth(text, 10) + 8);
const isTight = (curve) => lengthOf(curve) < LEAST_NUMBERED_PIXELS;

const nodeBoxes = (ground) => ground.points.map(({ x, y }, node) => {
  const radius = ground.radii[node] + 1;
  return { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 };
});

/** @returns {{x: number, y: number, width: number, height: number}} the box of the arrowhead */
function drawHop(g, curve) {
  const [casing, line, flow, arrow] = g.children;
  const size = Math.min(ARROW_PIXELS, Math.max(5, lengthOf(curve) * 0.45));
  const heading = headingOn(curve, 1);
  const back = (distance) => ({ x: curve.b.x - Math.cos(heading) * distance, y: curve.b.y - Math.sin(heading) * distance });
  const d = curvePath({ ...curve, b: back(size * 0.7) });
  write(casing, { d });
  write(line, { d });
  write(flow, { d });
  write(arrow, { d: arrowHead(curve.b, heading, size) });
  const middle = back(size / 2);
  return { x: middle.x - size / 2, y: middle.y - size / 2, width: size, height: size };
}

function drawNumber(g, { curve, text, width }, box) {
  const [rect, figure] = g.children;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  write(g, { transform: `translate(${middle.x.toFixed(1)} ${middle.y.toFixed(1)})`, class: isTight(curve) ? 'map-badge tight' : 'map-badge' });
  write(rect, { x: -width / 2, y: -BADGE_HEIGHT / 2, width });
  write(figure, { y: 3.5 });
  writeText(figure, text);
}
