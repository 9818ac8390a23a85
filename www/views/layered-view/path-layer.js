// The path: a brick for every layer where it is computed, an arrow for every hop.

import { arrowHead } from '../../draw/geo-links.js';
import { pool, write } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';
import { segmentEnds, stepAfterKey } from './climb.js';
import { stepTexts } from './texts.js';

const at = (value) => value.toFixed(1);

export function createPathLayer() {
  const holder = svg('g', null);
  const steps = pool(holder, () => svg('g', { role: 'button', tabindex: '-1' },
    svg('path', { class: 'layered-casing', fill: 'none' }),
    svg('path', { class: 'layered-stroke', fill: 'none' }),
    svg('path', { class: 'layered-arrow' }),
    svg('path', { class: 'layered-hit', fill: 'none' })));
  let segments = [];
  let current = 0;

  return {
    /** @param {(segment: object) => Element} homeOf the group that a segment is drawn in */
    describe(next, answer, homeOf) {
      segments = next;
      current = Math.min(current, Math.max(0, segments.length - 1));
      steps.begin();
      segments.forEach((segment, i) => {
        const g = steps.next();
        const home = homeOf(segment);
        if (g.parentNode !== home) home.append(g);
        const color = segment.kind === 'compute' ? ` node-color-${answer.nodes[segment.node].colorIndex}` : '';
        write(g, {
          class: `layered-step ${segment.kind}${color}`,
          'data-step': segment.step,
          'aria-label': stepTexts(segment.step, answer).join(', '),
          tabindex: i === current ? '0' : '-1',
        });
      });
      steps.end();
    },
    raise(ground, heights, base) {
      segments.forEach((segment, i) => {
        const [a, b] = segmentEnds(segment, ground.at, heights).map(({ x, y }) => ({ x, y: y + base }));
        if (segment.kind === 'compute') drawBrick(steps.items[i], a, b);
        else drawHop(steps.items[i], a, b);
      });
    },
    highlight(related) {
      segments.forEach((segment, i) => {
        steps.items[i].classList.toggle('lit', Boolean(related?.steps.has(segment.step)));
      });
    },
    middleOf(step, ground, heights, base) {
      const segment = segments.find((each) => each.step === step);
      const [a, b] = segmentEnds(segment, ground.at, heights);
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + base };
    },
    /** Arrow keys walk along the path. */
    move(element, key) {
      const from = steps.items.indexOf(element);
      const next = from < 0 ? null : stepAfterKey(from, key, segments.length);
      if (next === null) return false;
      write(steps.items[from], { tabindex: '-1' });
      current = next;
      write(steps.items[next], { tabindex: '0' });
      steps.items[next].focus();
      return true;
    },
  };
}

function drawBrick(g, a, b) {
  const [casing, stroke, arrow, hit] = g.children;
  const height = a.y - b.y;
  const mortar = height > 5 ? 0.75 : 0;
  const d = `M${at(a.x)} ${at(a.y - mortar)}V${at(b.y + mortar)}`;
  write(casing, { d: `M${at(a.x)} ${at(a.y)}V${at(b.y)}` });
  write(stroke, { d });
  write(arrow, { d: null });
  write(hit, { d });
}

function drawHop(g, a, b) {
  const [casing, stroke, arrow, hit] = g.children;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const heading = Math.atan2(b.y - a.y, b.x - a.x);
  const inset = Math.min(4.5, length * 0.2);
  const size = Math.min(9, Math.max(4, length * 0.4));
  const tip = { x: b.x - Math.cos(heading) * inset, y: b.y - Math.sin(heading) * inset };
  const stem = { x: tip.x - Math.cos(heading) * size * 0.7, y: tip.y - Math.sin(heading) * size * 0.7 };
  const d = `M${at(a.x)} ${at(a.y)}L${at(stem.x)} ${at(stem.y)}`;
  write(casing, { d });
  write(stroke, { d });
  write(arrow, { d: arrowHead(tip, heading, size) });
  write(hit, { d: `M${at(a.x)} ${at(a.y)}L${at(b.x)} ${at(b.y)}` });
}
