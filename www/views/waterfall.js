// Where the time goes: the plan at its own scale, moment by moment, and below it the ways without a split on a common scale.
// The kinds of time differ by pattern as well as by colour.

import { comparisonsOf } from '../answer/comparisons.js';
import { fitText, textWidth } from '../draw/geo-labels.js';
import { observeWidth } from '../draw/geo-observe.js';
import { indexById } from '../draw/geo-structure.js';
import { html, svg } from '../draw/svg.js';
import { formatBytes, formatSeconds } from '../format/quantities.js';
import { KINDS, KIND_FIGURES, KIND_WORDS, axisMarks, comparedWith, comparisonScale, merged, segmentsOf } from './waterfall-geometry.js';

const DETAIL = { top: 40, height: 30, axis: 22 };
const ROW = { height: 14, gap: 10 };
const LETTER = 6.7;
const LABEL_SIZE = 13;
const LABEL_LINE = 16;
// A bold text is so much wider.
const BOLDER = 1.1;

function patterns() {
  return svg('defs', null,
    svg('pattern', { id: 'pattern-transmission', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('rect', { class: 'pattern-ground', width: 6, height: 6 }), svg('rect', { class: 'pattern-ink', width: 2.4, height: 6 })),
    svg('pattern', { id: 'pattern-propagation', width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
      svg('rect', { class: 'pattern-ground', width: 5, height: 5 }), svg('circle', { class: 'pattern-ink', cx: 2.5, cy: 2.5, r: 1 })));
}

const FILLS = { transmission: 'url(#pattern-transmission)', propagation: 'url(#pattern-propagation)' };

function bar(kind, x, width, y, height, colour) {
  return svg('rect', {
    class: `time time-${kind} node-color-${colour ?? 'none'}`, x, y, width: Math.max(width, 0.5), height, fill: FILLS[kind] ?? null,
  });
}

function stepWords(step, answer) {
  const label = (id) => answer.nodes.find((node) => node.id === id)?.label ?? id;
  if (step.kind === 'compute') return `${answer.layers[step.layer - 1].name} on ${label(step.node)}`;
  return `${formatBytes(step.bytes)} from ${label(step.from)} to ${label(step.to)}`;
}

function legendItem(kind, plan) {
  const swatch = svg('svg', { class: 'legend-swatch', width: 22, height: 12, 'aria-hidden': 'true' }, bar(kind, 0.5, 21, 0.5, 11));
  return html('li', null, swatch, html('span', null, KIND_WORDS[kind]), html('strong', null, formatSeconds(plan.breakdown[KIND_FIGURES[kind]])));
}

/** The plan at its own scale. */
function drawDetail(root, answer, width, refs) {
  const { plan } = answer;
  const scale = (seconds) => (plan.latencySeconds > 0 ? (seconds / plan.latencySeconds) * width : 0);
  const segments = segmentsOf(plan);
  const indexOf = indexById(answer.nodes);
  const nodeOf = (step) => indexOf.get(plan.steps[step].node);
  const y = DETAIL.top;
  for (const { kind, start, end, step } of segments) {
    const node = kind === 'compute' ? answer.nodes[nodeOf(step)] : null;
    const rect = bar(kind, scale(start), scale(end) - scale(start), y, DETAIL.height, node?.colorIndex);
    rect.append(svg('title', null, `${KIND_WORDS[kind]}: ${stepWords(plan.steps[step], answer)}, ${formatSeconds(end - start)}`));
    rect.dataset.step = step;
    root.append(rect);
    refs.push({ rect, step, node: node?.index });
  }
  for (const part of merged(segments, nodeOf)) {
    const room = scale(part.end) - scale(part.start);
    const label = part.kind === 'compute' ? answer.nodes[part.node].label : KIND_WORDS[part.kind];
    const time = formatSeconds(part.end - part.start);
    const x = scale(part.start);
    const named = room > label.length * LETTER + 4;
    if (room < time.length * LETTER + 4 || (part.kind !== 'compute' && !named)) continue;
    if (named) root.append(svg('text', { class: 'time-label', x, y: y - 19 }, label));
    root.append(svg('text', { class: 'time-label time-figure', x, y: y - 5 }, time));
  }
  const base = y + DETAIL.height;
  for (const mark of axisMarks(plan.latencySeconds, Math.max(2, Math.floor(width / 110)))) {
    const x = scale(mark);
    root.append(
      svg('line', { class: 'axis-mark', x1: x, x2: x, y1: base, y2: base + 5 }),
      svg('text', { class: 'axis-text', x: Math.min(x, width), y: base + 17, 'text-anchor': x < 12 ? 'start' : x > width - 24 ? 'end' : 'middle' }, formatSeconds(mark)));
  }
}

/** The label of a bar on one line or, where that would be too long, on two. */
function rowLabel(name, text, width) {
  const nameWidth = textWidth(name, LABEL_SIZE) * BOLDER;
  const twoLines = nameWidth + 8 + textWidth(text, LABEL_SIZE) > width;
  const place = twoLines ? { x: 0, dy: LABEL_LINE } : { dx: 8 };
  const element = svg('text', { class: 'row-label', x: 0 }, svg('tspan', { class: 'row-name' }, fitText(name, width / BOLDER, LABEL_SIZE)), svg('tspan', place, text));
  return { element, height: twoLines ? 2 * LABEL_LINE : LABEL_LINE };
}

function drawComparison(root, answer, width, top) {
  const rows = comparisonsOf(answer);
  const indexOf = indexById(answer.nodes);
  const { scaleEnd, broken } = comparisonScale(rows.map((row) => row.plan?.latencySeconds ?? 0));
  const scale = (seconds) => (scaleEnd > 0 ? (Math.min(seconds, scaleEnd) / scaleEnd) * width : 0);
  let y = top;
  rows.forEach(({ label, plan, own, why }, at) => {
    const text = plan ? formatSeconds(plan.latencySeconds) + (own ? '' : `, ${comparedWith(answer.plan.latencySeconds, plan.latencySeconds)}`) : why;
    const words = rowLabel(label, text, width);
    words.element.setAttribute('y', y + 11);
    root.append(words.element);
    y += words.height;
    if (plan) root.append(comparisonBar(answer, plan, `${label}: ${text}`, { y, scale, scaleEnd, broken: broken[at], width, indexOf }));
    y += (plan ? ROW.height : 0) + ROW.gap;
  });
  return y - ROW.gap;
}

function comparisonBar(answer, plan, title, { y, scale, scaleEnd, broken, width, indexOf }) {
  const group = svg('g', null, svg('title', null, title));
  for (const part of merged(segmentsOf(plan), (step) => indexOf.get(plan.steps[step].node))) {
    if (part.start >= scaleEnd) break;
    const colour = part.node === null ? null : answer.nodes[part.node].colorIndex;
    group.append(bar(part.kind, scale(part.start), scale(part.end) - scale(part.start), y, ROW.height, colour));
  }
  if (broken) {
    const half = ROW.height / 2 + 2;
    group.append(svg('path', { class: 'bar-break', d: `M${width - 26},${y - 2}l5,${half}l-5,${half}h6l5,-${half}l-5,-${half}z` }));
  }
  return group;
}

export function createWaterfall(container, actions) {
  const legend = html('ul', { class: 'legend' });
  const root = svg('svg', { class: 'waterfall', role: 'img', 'aria-label': 'Where the time goes' });
  container.replaceChildren(legend, root);
  let answer = null;
  let refs = [];
  let width = 0;

  function render() {
    if (!answer || width === 0) return;
    refs = [];
    root.replaceChildren(patterns());
    legend.replaceChildren();
    if (!answer.plan) return;
    const { plan } = answer;
    legend.replaceChildren(...KINDS.map((kind) => legendItem(kind, plan)));
    drawDetail(root, answer, width, refs);
    const top = DETAIL.top + DETAIL.height + DETAIL.axis + 18;
    const height = drawComparison(root, answer, width, top) + 4;
    root.setAttribute('width', width);
    root.setAttribute('height', height);
    root.setAttribute('viewBox', `0 0 ${width} ${height}`);
    root.setAttribute('aria-label', comparisonsOf(answer).map(({ label, plan: each, why }) => `${label}: ${each ? formatSeconds(each.latencySeconds) : why}`).join('. '));
  }

  root.addEventListener('pointerover', (event) => {
    const { step } = event.target.dataset;
    actions.hover(step === undefined ? null : { kind: 'step', step: Number(step) });
  });
  root.addEventListener('pointerleave', () => actions.hover(null));
  observeWidth(container, (now) => {
    width = Math.max(240, now);
    render();
  });

  return {
    update(next) {
      answer = next;
      render();
    },
    highlight(ref) {
      for (const { rect, step, node } of refs) {
        const { kind, layer, link, afterLayer } = answer.plan.steps[step];
        rect.classList.toggle('lit', (ref?.kind === 'step' && ref.step === step) || (ref?.kind === 'node' && ref.node === node)
          || (ref?.kind === 'layer' && kind === 'compute' && layer === ref.layer) || (ref?.kind === 'link' && kind === 'transfer' && link === ref.link)
          || (ref?.kind === 'copy' && kind === 'transfer' && afterLayer === ref.copy));
      }
    },
  };
}
