// The layered view: the network once per layer done, and the plan as a line that climbs through the copies.

import { troubleOf } from '../answer/trouble.js';
import { write } from '../draw/geo-elements.js';
import { landGeometry } from '../draw/geo-land.js';
import { observeWidth, prefersStillness } from '../draw/geo-observe.js';
import { indexById, sameNetwork } from '../draw/geo-structure.js';
import { createTip } from '../draw/geo-tip.js';
import { html, svg } from '../draw/svg.js';
import { climbSegments, touchedNodes } from './layered-view/climb.js';
import { createCaptionLayer } from './layered-view/caption-layer.js';
import { foldCopies } from './layered-view/folding.js';
import { layeredGround, stackRoom } from './layered-view/ground.js';
import { createMarkLayer } from './layered-view/mark-layer.js';
import { pathMarks } from './layered-view/marks.js';
import { createPathLayer } from './layered-view/path-layer.js';
import { mixHeights, stackHeights } from './layered-view/stack.js';
import { createStoreyLayer } from './layered-view/storey-layer.js';
import { stepTexts } from './layered-view/texts.js';
import { relatedTo } from './related.js';

const MOST_PLANES = 9;
const MOVE_MS = 180;

/**
 * @param {HTMLElement} container
 * @param {object} actions
 * @param {{land?: object|Promise<object|null>|null}} options land as GeoJSON or TopoJSON, now or later
 */
export function createLayeredView(container, actions, { land = null } = {}) {
  const storeys = createStoreyLayer();
  const path = createPathLayer();
  const marks = createMarkLayer();
  const captions = createCaptionLayer();
  const pole = svg('path', { class: 'layered-pole', fill: 'none' });
  const canvas = svg('svg', { class: 'layered-canvas', role: 'group' }, storeys.defs, storeys.group, pole, storeys.paths, marks.names, captions.groups);
  const empty = html('p', { class: 'layered-empty', hidden: true });
  const stage = html('div', { class: 'layered-stage' }, canvas, empty);
  const tip = createTip(stage);
  container.classList.add('layered-view');
  container.append(stage);

  const opened = new Set();
  let answer = null;
  let ground = null;
  let geometry = null;
  let indexOf = new Map();
  let segments = [];
  let fold = null;
  let heights = null;
  let shown = null;
  let base = 0;
  let width = 0;
  let root = 0;
  let frame = 0;
  let lastRef = null;

  Promise.resolve(land).then((data) => {
    geometry = landGeometry(data);
    if (answer) arrange();
  });
  observeWidth(stage, (next) => {
    width = next;
    if (answer) arrange();
  });

  function arrange() {
    if (width === 0) return;
    ground = layeredGround(answer.nodes, answer.links, root, width, geometry);
    shown = null;
    paint();
  }

  function paint() {
    const steps = answer.plan?.steps ?? [];
    segments = climbSegments(steps, indexOf);
    fold = foldCopies(answer.layers.length, steps, opened, MOST_PLANES);
    const touched = touchedNodes(segments, ...[answer.sourceIndex, answer.destinationIndex].filter((node) => node >= 0));
    storeys.shape(ground, answer, touched);
    storeys.describe(fold);
    path.describe(segments, answer, (segment) => storeys.homeOf(segment, fold));
    marks.describe(pathMarks(fold, segments, { source: answer.sourceIndex, destination: answer.destinationIndex, layerCount: answer.layers.length }),
      segments, ground, answer, storeys.marksOf);
    captions.describe(fold, answer, ground.frame);
    canvas.classList.toggle('stale', Boolean(answer.stale && answer.plan));
    empty.hidden = Boolean(answer.plan);
    if (!answer.plan) empty.textContent = troubleOf(answer).title;
    write(canvas, { 'aria-label': describeStack() });
    settle();
    if (lastRef) highlight(lastRef);
  }

  function describeStack() {
    const copies = `${answer.layers.length + 1} copies of the network, from the input at the bottom to the answer at the top`;
    return answer.plan ? `${copies}; the path has ${segments.length} steps, arrow keys walk along it` : copies;
  }

  // Planes glide to their new heights; while a slider moves they are always on their way to the latest ones.
  function settle() {
    const room = stackRoom(ground);
    const stack = stackHeights(fold.gaps, { room, least: 34, most: 210 });
    heights = stack.heights;
    const { frame: { top, bottom, height }, view } = ground;
    const needed = Math.max(height, stack.total + view.screenDepth + top + bottom);
    base = needed - bottom - view.screenDepth - Math.max(0, (room - stack.total) / 2);
    write(canvas, { viewBox: `0 0 ${width} ${Math.ceil(needed)}`, width, height: Math.ceil(needed) });
    cancelAnimationFrame(frame);
    const moved = shown && shown.length === heights.length && shown.some((value, copy) => Math.abs(value - heights[copy]) > 0.5);
    if (!moved || prefersStillness()) {
      raise(heights);
      return;
    }
    const from = shown;
    const started = performance.now();
    const glide = (now) => {
      const t = Math.min(1, Math.max(0, (now - started) / MOVE_MS));
      raise(mixHeights(from, heights, t * (2 - t)));
      if (t < 1) frame = requestAnimationFrame(glide);
    };
    raise(from);
    frame = requestAnimationFrame(glide);
  }

  function raise(current) {
    shown = current;
    storeys.raise(fold, current, base, answer);
    path.raise(ground, current, base);
    marks.raise(ground, current, base);
    captions.raise(fold, current, base, ground);
    drawPole();
  }

  function highlight(ref) {
    lastRef = ref;
    if (!ground) return;
    const related = relatedTo(ref, answer, indexOf);
    canvas.classList.toggle('focusing', Boolean(related && related.steps.size > 0));
    storeys.highlight(related, fold);
    path.highlight(related);
    drawPole();
  }

  // One node is the same place in every copy: a thread through all of them.
  function drawPole() {
    const node = lastRef?.kind === 'node' ? ground.at[lastRef.node] : null;
    write(pole, { d: node ? `M${node.x.toFixed(1)} ${(base + node.y).toFixed(1)}V${(base + node.y - shown.at(-1)).toFixed(1)}` : null });
  }

  function toggle(key, open) {
    if (open) opened.add(key);
    else opened.delete(key);
    paint();
    const next = canvas.querySelector(open ? `[data-span="${key}"]` : `[data-bundle="${key}"]`);
    next?.focus({ preventScroll: true });
  }

  const refOf = (target) => {
    const thing = target.closest('[data-step], [data-layer], [data-copy]');
    if (!thing) return null;
    if (thing.dataset.step !== undefined) return { kind: 'step', step: Number(thing.dataset.step) };
    if (thing.dataset.layer !== undefined) return { kind: 'layer', layer: Number(thing.dataset.layer) };
    return { kind: 'copy', copy: Number(thing.dataset.copy) };
  };

  function point(ref, at) {
    actions.hover(ref);
    if (ref?.kind === 'step') tip.show(at, stepTexts(ref.step, answer));
    else tip.hide();
  }

  canvas.addEventListener('pointermove', (event) => {
    const box = canvas.getBoundingClientRect();
    const ref = refOf(event.target);
    if (ref || lastRef) point(ref, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('focusin', ({ target }) => {
    const ref = refOf(target);
    if (ref && target.matches(':focus-visible')) point(ref, path.middleOf(ref.step, ground, shown, base));
  });
  canvas.addEventListener('focusout', () => point(null));

  function activate(target) {
    const fold = target.closest('[data-bundle], [data-span]');
    if (fold) {
      toggle(fold.dataset.bundle ?? fold.dataset.span, fold.dataset.bundle !== undefined);
      return true;
    }
    const ref = refOf(target);
    if (ref?.kind !== 'step') return false;
    const step = answer.plan.steps[ref.step];
    actions.select(step.kind === 'compute' ? { kind: 'node', node: indexOf.get(step.node) } : { kind: 'link', link: step.link });
    return true;
  }

  canvas.addEventListener('click', ({ target }) => activate(target));
  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      if (!activate(event.target)) return;
    } else if (event.key === 'Escape') point(null);
    else if (!path.move(event.target.closest('[data-step]'), event.key)) return;
    event.preventDefault();
  });

  return {
    update(next) {
      const same = sameNetwork(answer, next);
      answer = next;
      if (!same) {
        root = Math.max(0, answer.sourceIndex);
        indexOf = indexById(answer.nodes);
        ground = null;
      }
      if (width === 0) return;
      if (ground) paint();
      else arrange();
    },
    highlight,
  };
}
