// Captions: what every plane is, on its left; what happens between two planes, on their right, where bundles open and close.

import { fitText, textWidth } from '../../draw/geo-labels.js';
import { pool, write, writeText } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';
import { gapTexts, planeTexts } from './texts.js';

const LINE_HEIGHT = 14;
const CHEVRON = 'M-2 -4L3 0L-2 4';
const MINUS = 'M-4 0H4';

// Hidden from screen readers: the label of the group says the same, whole.
const texts = () => ['name', 'detail', 'detail'].map((part) => svg('text', { class: `layered-caption-${part}`, 'aria-hidden': 'true' }));

export function createCaptionLayer() {
  const planeGroup = svg('g', { class: 'layered-plane-captions' });
  const gapGroup = svg('g', { class: 'layered-gap-captions' });
  const spanGroup = svg('g', { class: 'layered-spans' });
  const planes = pool(planeGroup, () => svg('g', { class: 'layered-caption' }, texts()));
  const gaps = pool(gapGroup, () => svg('g', null,
    svg('path', { class: 'layered-leader', fill: 'none' }),
    svg('rect', { class: 'layered-caption-hit', rx: 5 }),
    svg('path', { class: 'layered-chevron', fill: 'none' }),
    texts()));
  const spans = pool(spanGroup, () => svg('g', { class: 'layered-span', role: 'button', tabindex: '0', 'aria-expanded': 'true' },
    svg('path', { class: 'layered-bracket', fill: 'none' }),
    svg('circle', { class: 'layered-caption-hit', r: 12 }),
    svg('circle', { class: 'layered-span-disc', r: 8 }),
    svg('path', { class: 'layered-chevron', d: MINUS, fill: 'none' })));
  let told = [];

  return {
    groups: [planeGroup, gapGroup, spanGroup],
    describe(fold, answer, frame) {
      planes.begin();
      for (const copy of fold.planes) {
        const { name, detail, more, whole } = planeTexts(copy, answer);
        const g = planes.next();
        write(g, { 'data-copy': copy, role: 'img', 'aria-label': whole });
        const room = frame.narrow ? frame.width * 0.4 : frame.lean + frame.planeWidth * 0.2;
        [name, detail, more ?? ''].forEach((text, i) => writeText(g.children[i], fitText(text, room, frame.fontSize)));
      }
      planes.end();
      gaps.begin();
      told = fold.gaps.map((gap) => {
        const told = gapTexts(gap, answer);
        const g = gaps.next();
        const [, , chevron, ...lines] = g.children;
        const indent = 12;
        [told.name, told.detail, told.more ?? ''].forEach((text, i) => writeText(lines[i], fitText(text, frame.textRoom - indent, frame.fontSize)));
        write(chevron, { d: gap.bundle ? CHEVRON : null });
        write(g, {
          class: `layered-caption ${gap.bundle ? 'bundle' : 'single'} node-color-${told.color}`,
          'data-bundle': gap.bundle ? gap.key : null,
          'data-layer': gap.bundle ? null : gap.to,
          role: gap.bundle ? 'button' : 'img',
          tabindex: gap.bundle ? '0' : null,
          'aria-expanded': gap.bundle ? 'false' : null,
          'aria-label': told.whole,
        });
        return { ...told, indent, stay: answer.layers[gap.to - 1].node };
      });
      gaps.end();
      spans.begin();
      for (const span of fold.spans) {
        write(spans.next(), { 'data-span': span.key, 'aria-label': `Fold ${gapTexts(span, answer).name} again` });
      }
      spans.end();
    },
    raise(fold, heights, base, ground) {
      const { frame, view, at } = ground;
      fold.planes.forEach((copy, i) => {
        const above = i + 1 < fold.planes.length ? heights[fold.planes[i + 1]] - heights[copy] : Infinity;
        const below = i > 0 ? heights[copy] - heights[fold.planes[i - 1]] : Infinity;
        // The text ends where the far edge of its plane begins: the lean of the sheets leaves that corner free.
        const lines = Math.min(above, below) > 52 ? 3 : Math.min(above, below) > 36 ? 2 : 1;
        const used = Math.min(lines, [...planes.items[i].children].filter((text) => text.textContent).length);
        stackLines(planes.items[i].children, 0, base - heights[copy] - 3 - (used - 1) * LINE_HEIGHT, lines);
      });
      fold.gaps.forEach((gap, i) => {
        const size = heights[gap.to] - heights[gap.from];
        const lines = size > 50 ? 3 : size > 34 ? 2 : 1;
        const middle = base - (heights[gap.from] + heights[gap.to]) / 2 + captionDrop(frame, view);
        drawGap(gaps.items[i], told[i], { middle, lines, frame, node: at[told[i].stay], size, foot: base - heights[gap.from] });
      });
      fold.spans.forEach((span, i) => drawSpan(spans.items[i], span, heights, base, ground));
    },
  };
}

// On a narrow screen there is no room beside the planes: the text goes between them.
const captionDrop = (frame, view) => (frame.narrow ? view.screenDepth / 2 : view.screenDepth * 0.42);

function stackLines(elements, x, y, count) {
  [...elements].forEach((text, i) => write(text, { x, y: y + i * LINE_HEIGHT, display: i < count ? null : 'none' }));
}

function drawGap(g, { indent, name, detail }, { middle, lines, frame, node, size }) {
  const [leader, hit, chevron, ...texts] = g.children;
  const height = Math.max(24, lines * LINE_HEIGHT + 8);
  const top = middle - (lines * LINE_HEIGHT) / 2;
  const width = Math.min(frame.textRoom, Math.max(textWidth(name, 12.5), textWidth(detail, 12)) + indent + 6);
  const x = frame.narrow ? besideColumn(node, width, frame) : frame.textLeft;
  write(g, { display: size < 13 ? 'none' : null });
  write(hit, { x: x - 6, y: middle - height / 2, width: width + 12, height });
  write(chevron, { transform: `translate(${x + 3} ${(top + LINE_HEIGHT / 2).toFixed(1)})` });
  stackLines(texts, x + indent, top + 11, lines);
  write(leader, { d: node && !frame.narrow ? `M${(node.x + 7).toFixed(1)} ${middle.toFixed(1)}H${(x - 8).toFixed(1)}` : null });
}

function besideColumn(node, width, frame) {
  const middle = node?.x ?? frame.width / 2;
  return middle + 16 + width < frame.width ? middle + 16 : Math.max(4, middle - 16 - width);
}

function drawSpan(g, span, heights, base, { frame, view }) {
  const x = frame.width - 10;
  const top = base - heights[span.to] + view.screenDepth * 0.42 + 10;
  const bottom = base - heights[span.from] + view.screenDepth * 0.42 - 10;
  write(g.children[0], { d: `M${x - 5} ${top.toFixed(1)}H${x}V${bottom.toFixed(1)}H${x - 5}` });
  const place = { transform: `translate(${x} ${((top + bottom) / 2).toFixed(1)})` };
  for (const part of [...g.children].slice(1)) write(part, place);
}
