// Captions: what every plane is and what happens between two planes, where bundles open and close.

import { fitText, textWidth } from '../../draw/geo-labels.js';
import { pool, write, writeText } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';
import { gapTexts, planeTexts } from './texts.js';

const LINE_HEIGHT = 14;
const INDENT = 18;
const BRACKET = 20;
const CHEVRON = 'M-2 -4L3 0L-2 4';
const MINUS = 'M-4 0H4';

// The spaces between lines keep their words apart where the text is read out.
const texts = () => ['name', 'detail', 'detail'].flatMap((part) => [svg('text', { class: `layered-caption-${part}` }), ' ']);

export function createCaptionLayer() {
  const planeGroup = svg('g', { class: 'layered-plane-captions' });
  const gapGroup = svg('g', { class: 'layered-gap-captions' });
  const spanGroup = svg('g', { class: 'layered-spans' });
  const planes = pool(planeGroup, () => svg('g', { class: 'layered-caption' }, texts()));
  const gaps = pool(gapGroup, () => svg('g', null,
    svg('title'),
    svg('path', { class: 'layered-leader', fill: 'none' }),
    svg('rect', { class: 'layered-caption-hit', rx: 5 }),
    svg('rect', { class: 'layered-caption-bar', width: 4 }),
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
      const textRoom = frame.textRoom - (fold.spans.length > 0 ? BRACKET : 0);
      planes.begin();
      for (const copy of fold.planes) {
        const { name, detail, more, whole } = planeTexts(copy, answer);
        const g = planes.next();
        write(g, { 'data-copy': copy, role: 'img', 'aria-label': whole });
        const room = frame.narrow ? frame.width * 0.4 : textRoom;
        [name, detail, more ?? ''].forEach((text, i) => writeText(g.children[i], fitText(text, room, frame.fontSize)));
      }
      planes.end();
      gaps.begin();
      told = fold.gaps.map((gap) => {
        const told = gapTexts(gap, answer);
        const g = gaps.next();
        const [title, , , , chevron, ...lines] = g.children;
        // A title and no label: a label would have to hold what is shown, which is cut where names are long.
        writeText(title, told.whole);
        [told.name, told.detail, told.more].forEach((text, i) => writeText(lines[i], fitText(text, textRoom - INDENT, frame.fontSize)));
        write(chevron, { d: gap.bundle ? CHEVRON : null });
        write(g, {
          class: `layered-caption ${gap.bundle ? 'bundle' : 'single'} node-color-${told.color}`,
          'data-bundle': gap.bundle ? gap.key : null,
          'data-layer': gap.bundle ? null : gap.to,
          role: gap.bundle ? 'button' : 'img',
          tabindex: gap.bundle ? '0' : null,
          'aria-expanded': gap.bundle ? 'false' : null,
        });
        const width = Math.min(textRoom, INDENT + Math.max(textWidth(told.name, 13), textWidth(told.detail, 11.5), textWidth(told.more, 11.5)));
        return { width, stay: answer.layers[gap.to - 1].node };
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
      const place = frame.narrow ? narrowPlace : gutterPlace;
      const middle = view.screenDepth / 2;
      const sizes = fold.gaps.map(({ from, to }) => heights[to] - heights[from]);
      fold.planes.forEach((copy, i) => {
        const room = Math.min(sizes[i] ?? Infinity, sizes[i - 1] ?? Infinity);
        const column = at[told[i]?.stay];
        place.plane(planes.items[i], { y: base - heights[copy], middle, room, column, frame });
      });
      fold.gaps.forEach((gap, i) => {
        const y = base - (heights[gap.from] + heights[gap.to]) / 2 + middle;
        place.gap(gaps.items[i], { ...told[i], y, room: sizes[i], column: at[told[i].stay], frame });
      });
      fold.spans.forEach((span, i) => drawSpan(spans.items[i], span, heights, base, ground));
    },
  };
}

function stackLines(elements, x, y, count, anchor = 'start') {
  [...elements].forEach((text, i) => write(text, { x, y: (y + i * LINE_HEIGHT).toFixed(1), 'text-anchor': anchor, display: i < count ? null : 'none' }));
}

const filled = (elements) => [...elements].filter((text) => text.textContent).length;

// Beside the stack: one column of text that tells the plan from bottom to top, planes and what lies between in turn.
const gutterPlace = {
  plane(g, { y, middle, room, frame }) {
    const lines = Math.min(filled(g.children), room > 84 ? 3 : room > 56 ? 2 : 1);
    stackLines(g.children, frame.textLeft, y + middle - (lines * LINE_HEIGHT) / 2 + 11, lines);
  },
  gap(g, { y, room, column, frame, ...told }) {
    const lines = room > 70 ? 3 : room > 42 ? 2 : 1;
    drawGap(g, told, { x: frame.textLeft, y, lines, frame, hidden: room < 26 });
    write(g.children[1], { d: column ? `M${(column.x + 7).toFixed(1)} ${y.toFixed(1)}H${(frame.textLeft - 2).toFixed(1)}` : null });
  },
};

// On a narrow screen: planes above their far left corner, what lies between them beside its column.
const narrowPlace = {
  plane(g, { y, room, column, frame }) {
    const lines = Math.min(filled(g.children), room > 52 ? 3 : room > 36 ? 2 : 1);
    const right = column && column.x < frame.width * 0.4;
    stackLines(g.children, right ? frame.width : 0, y - 3 - (lines - 1) * LINE_HEIGHT, lines, right ? 'end' : 'start');
  },
  gap(g, { y, room, column, frame, ...told }) {
    const lines = room > 50 ? 3 : room > 34 ? 2 : 1;
    drawGap(g, told, { x: besideColumn(column, told.width, frame), y, lines, frame, hidden: room < 16 });
    write(g.children[1], { d: null });
  },
};

function drawGap(g, { width }, { x, y, lines, frame, hidden }) {
  const [, , hit, bar, chevron, ...texts] = g.children;
  const height = Math.max(24, lines * LINE_HEIGHT + 8);
  const top = y - (lines * LINE_HEIGHT) / 2;
  write(g, { display: hidden ? 'none' : null });
  write(hit, { x: x - 3, y: (y - height / 2).toFixed(1), width: Math.min(width + 10, frame.width - x + 3), height });
  write(bar, { x, y: top.toFixed(1), height: lines * LINE_HEIGHT });
  write(chevron, { transform: `translate(${(x + 11).toFixed(1)} ${(top + LINE_HEIGHT / 2).toFixed(1)})` });
  stackLines(texts, x + INDENT, top + 11, lines);
}

function besideColumn(node, width, frame) {
  const middle = node?.x ?? frame.width / 2;
  return middle + 16 + width < frame.width ? middle + 16 : Math.max(4, middle - 16 - width);
}

function drawSpan(g, span, heights, base, { frame, view }) {
  const x = frame.width - 10;
  const top = base - heights[span.to] + view.screenDepth / 2 + 10;
  const bottom = base - heights[span.from] + view.screenDepth / 2 - 10;
  write(g.children[0], { d: `M${x - 5} ${top.toFixed(1)}H${x}V${bottom.toFixed(1)}H${x - 5}` });
  const place = { transform: `translate(${x} ${((top + bottom) / 2).toFixed(1)})` };
  for (const part of [...g.children].slice(1)) write(part, place);
}
