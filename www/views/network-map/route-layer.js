// The route: every hop as a bold line with its direction and its number.

import { arrowHead, beside, curvePath, headingOn, pointOn, reversed, trimmed } from '../../draw/geo-links.js';
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
      const boxes = drawn.map((hop) => {
        const curve = hopCurve(hop.link, byLink, ground, answer);
        drawHop(hops.next(), curve);
        return drawNumber(numbers.next(), hop, curve);
      });
      hops.end();
      numbers.end();
      return boxes;
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

function drawHop(g, curve) {
  const [casing, line, flow, arrow] = g.children;
  const length = Math.hypot(curve.b.x - curve.a.x, curve.b.y - curve.a.y);
  const size = Math.min(ARROW_PIXELS, Math.max(5, length * 0.45));
  const heading = headingOn(curve, 1);
  const stem = { ...curve, b: { x: curve.b.x - Math.cos(heading) * size * 0.7, y: curve.b.y - Math.sin(heading) * size * 0.7 } };
  const d = curvePath(stem);
  write(casing, { d });
  write(line, { d });
  write(flow, { d });
  write(arrow, { d: arrowHead(curve.b, heading, size) });
}

function drawNumber(g, hop, curve) {
  const [rect, text] = g.children;
  const label = hopText(hop.orders);
  const width = Math.max(BADGE_HEIGHT, textWidth(label, 10) + 8);
  const length = Math.hypot(curve.b.x - curve.a.x, curve.b.y - curve.a.y);
  const short = length < 48;
  const middle = pointOn(short ? beside(curve, 11) : curve, short ? 0.5 : 0.32);
  write(g, { transform: `translate(${middle.x.toFixed(1)} ${middle.y.toFixed(1)})`, class: length < LEAST_NUMBERED_PIXELS ? 'map-badge tight' : 'map-badge' });
  write(rect, { x: -width / 2, y: -BADGE_HEIGHT / 2, width });
  write(text, { y: 3.5 });
  writeText(text, label);
  return { x: middle.x - width / 2, y: middle.y - BADGE_HEIGHT / 2, width, height: BADGE_HEIGHT };
}
