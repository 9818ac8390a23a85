// The model as a graph: its operators from left to right, blocks that fold, the machine of each, and the cuts with what crosses.

import { indexById } from '../draw/geo-structure.js';
import { html, svg } from '../draw/svg.js';
import { tensorsOf } from '../answer/tensors.js';
import { blocksOf, foldedAtFirst } from '../graph/blocks.js';
import { cutsOf } from '../graph/cuts.js';
import { sceneOf } from '../graph/scene.js';
import { isGraph } from '../../js/run-order.js';
import { createOperatorDrawing } from './operator-drawing.js';
import { relatedTo } from './related.js';

const KEYS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

const modelOf = ({ wanted, current, job }) => (wanted ?? current).models.find(({ id }) => id === job.model);

/**
 * @param {HTMLElement} section  hidden while the model is a chain, which the ribbon shows
 * @param {HTMLElement} container
 */
export function createOperatorGraph(section, container, actions) {
  const root = svg('svg', { class: 'operators' });
  const scroll = html('div', { class: 'operators-scroll', tabindex: 0, role: 'region', 'aria-label': 'The drawing of the operators' }, root);
  const foldAll = html('button', { type: 'button', class: 'outlined' }, 'Fold all blocks');
  const unfoldAll = html('button', { type: 'button', class: 'outlined' }, 'Unfold all');
  const about = html('p', { class: 'control-note' });
  const folding = html('div', null, foldAll, unfoldAll, about);
  const toCuts = html('div', { role: 'group', 'aria-label': 'Where the cuts are' });
  container.replaceChildren(html('div', { class: 'operators-bar' }, toCuts, folding), scroll);
  const drawing = createOperatorDrawing(root, 'Operators of the model');
  let answer = null;
  let shown = null; // { model, tensors, blocks, foldable, folded }
  let lastRef = null;

  /** The machine of each layer by its number in the file. */
  function nodeByLayer() {
    const nodes = new Map(answer.layers.map(({ place, node }) => [place, node]));
    return (layer) => nodes.get(layer) ?? -1;
  }

  function show() {
    const nodeOf = nodeByLayer();
    const order = answer.layers.map(({ place }) => place);
    const batch = answer.job.batch ?? 1;
    const cuts = answer.plan ? cutsOf(answer.plan, order, shown.tensors).map((cut) => ({ ...cut, batch })) : [];
    drawing.show(answer, nodeOf, cuts, indexById(answer.nodes));
    offerCuts(cuts.length);
    if (lastRef) highlight(lastRef);
  }

  function lookAt(cut) {
    const { left, width } = cut.querySelector('.op-mark path').getBoundingClientRect();
    scroll.scrollLeft += left + width / 2 - scroll.getBoundingClientRect().left - scroll.clientWidth / 2;
    scroll.scrollTop += cut.querySelector('.op-mark').getBoundingClientRect().top - scroll.getBoundingClientRect().top - scroll.clientHeight / 2;
  }

  /** A cut can be far from what is in view. */
  function offerCuts(count) {
    toCuts.hidden = count === 0;
    if (toCuts.childElementCount === count) return;
    toCuts.replaceChildren(...Array.from({ length: count }, (_, at) => {
      const button = html('button', { type: 'button', class: 'outlined' }, `Show cut ${at + 1}`);
      button.addEventListener('click', () => lookAt(drawing.cuts()[at]));
      return button;
    }));
  }

  function draw() {
    const { model: { layers }, tensors, blocks, foldable, folded } = shown;
    drawing.draw(sceneOf(tensors, blocks, folded), { layers, isInBlock: ({ block }) => blocks[block].last > blocks[block].first });
    folding.hidden = foldable.length === 0;
    foldAll.disabled = folded.size === foldable.length;
    unfoldAll.disabled = folded.size === 0;
    about.textContent = `${foldable.length === 1 ? '1 block has' : `${foldable.length} blocks have`} several layers, ${folded.size === 0 ? 'none' : folded.size} folded: between blocks one tensor alone is alive.`;
    show();
    reach(drawing.items()[0]);
  }

  /** One item alone is in the order of the Tab key; the arrows lead to the others. */
  function reach(item) {
    for (const each of drawing.items()) each.setAttribute('tabindex', each === item ? 0 : -1);
  }

  function fold(next, focus) {
    const { folded } = shown;
    shown.folded = next;
    const before = root.querySelector(`[data-block="${focus ?? -2}"]`)?.getBoundingClientRect().left;
    draw();
    const item = focus === undefined ? null : drawing.items().find(({ dataset }) => Number(dataset.block) === focus);
    if (!item) return;
    // What was folded or unfolded stays under the hand.
    if (before !== undefined) scroll.scrollLeft += item.getBoundingClientRect().left - before;
    reach(item);
    if (folded.size !== next.size) item.focus({ preventScroll: true });
  }

  function toggle(block, wanted) {
    const { foldable, folded } = shown;
    if (!foldable.includes(block) || folded.has(block) === wanted) return;
    const next = new Set(folded);
    if (wanted) next.add(block);
    else next.delete(block);
    fold(next, block);
  }

  foldAll.addEventListener('click', () => fold(new Set(shown.foldable)));
  unfoldAll.addEventListener('click', () => fold(new Set()));
  root.addEventListener('click', ({ target }) => {
    const frame = target.closest('[data-fold]');
    const item = target.closest('[data-block]');
    if (frame) toggle(Number(frame.dataset.fold), true);
    else if (item?.hasAttribute('aria-expanded')) toggle(Number(item.dataset.block), false);
    else item?.focus({ preventScroll: true });
  });
  root.addEventListener('keydown', (event) => {
    const items = drawing.items();
    const at = items.indexOf(event.target);
    if (at < 0) return;
    const block = Number(event.target.dataset.block);
    const isFolded = shown.folded.has(block);
    if (KEYS[event.key] !== undefined) {
      const item = items[Math.min(items.length - 1, Math.max(0, at + KEYS[event.key]))];
      reach(item);
      item.focus();
      item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else if (event.key === 'Enter' || event.key === ' ') toggle(block, !isFolded);
    else if (event.key === 'ArrowDown') toggle(block, false);
    else if (event.key === 'ArrowUp') toggle(block, true);
    else return;
    event.preventDefault();
  });

  const refAt = (target) => {
    const item = target.closest?.('[data-first]');
    if (!item || item.hasAttribute('aria-expanded')) return null;
    const layer = answer.layers.find(({ place }) => place === Number(item.dataset.first));
    return layer ? { kind: 'layer', layer: layer.number } : null;
  };
  root.addEventListener('pointerover', ({ target }) => actions.hover(refAt(target)));
  root.addEventListener('pointerleave', () => actions.hover(null));
  root.addEventListener('focusin', ({ target }) => {
    reach(target.closest('[data-first]') ?? drawing.items()[0]);
    actions.hover(refAt(target));
  });
  root.addEventListener('focusout', () => actions.hover(null));

  function highlight(ref) {
    lastRef = ref;
    if (!answer || !shown) return;
    const related = relatedTo(ref, answer, indexById(answer.nodes));
    const lit = new Set([...related?.layers ?? []].map((number) => answer.layers[number - 1]?.place));
    const cuts = new Set([...related?.steps ?? []].map((step) => answer.plan.steps[step]).filter(({ kind }) => kind === 'transfer').map(({ afterLayer }) => afterLayer));
    drawing.light((layer) => lit.has(layer), (afterLayer) => cuts.has(afterLayer));
  }

  return {
    update(next) {
      answer = next;
      const model = modelOf(answer);
      section.hidden = !isGraph(model.layers);
      if (section.hidden) {
        shown = null;
        return;
      }
      if (shown?.model === model) return void show();
      const tensors = tensorsOf(model);
      const blocks = blocksOf(tensors, model.layers.length);
      const foldable = blocks.flatMap(({ first, last }, at) => (last > first ? [at] : []));
      shown = { model, tensors, blocks, foldable, folded: foldedAtFirst(blocks, model.layers.length, nodeByLayer()) };
      draw();
      if (drawing.cuts().length > 0) lookAt(drawing.cuts()[0]);
    },
    highlight,
  };
}
